#include "views/topics.h"

#include <algorithm>
#include <map>

#include "model/public_values.h"

namespace kyodo::render {

namespace {

/// Members by term or record, each once for a record that names it twice.
struct Members {
  std::unordered_map<const void*, std::vector<const Record*>> of;

  void Add(const void* topic, const Record& record) {
    std::vector<const Record*>& list = of[topic];
    if (list.empty() || list.back() != &record) list.push_back(&record);
  }
  void Add(const Record& record) {
    ForEachPublicValue(record, {}, [&](const Datum& datum, const FieldType&) {
      if (datum.kind == Datum::kRef && !datum.record->hidden) Add(datum.record, record);
      for (const Term* term = datum.kind == Datum::kTerm ? datum.term : nullptr; term; term = term->broader)
        Add(term, record);
    });
  }
};

}  // namespace

std::vector<Topic> FindTopics(const Site& site, const std::vector<Named>& groups,
                              const std::vector<const Record*>& records) {
  Members members;
  for (const Record* record : records) members.Add(*record);
  std::vector<Topic> topics;
  const auto add = [&](Topic topic) {
    const void* key = topic.term ? static_cast<const void*>(topic.term) : topic.record;
    const auto found = members.of.find(key);
    if (found == members.of.end()) return;
    topic.members = found->second;
    topics.push_back(std::move(topic));
  };
  for (const auto& [group, pos] : groups) {
    const auto vocabulary = site.vocabularies.find(group);
    if (vocabulary != site.vocabularies.end()) {
      for (const Term& term : vocabulary->second.terms) add({group, &term, nullptr, {}});
    } else if (const Collection* collection = site.FindCollection(group)) {
      for (const Record& record : collection->records) add({group, nullptr, &record, {}});
    }
  }
  return topics;
}

}  // namespace kyodo::render
