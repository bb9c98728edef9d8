#include "load/text_ids.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace kyodo::load {

namespace {

/// Texts that one page shows, by their places in the list of all.
struct Group {
  std::vector<size_t> texts;
  size_t fixed = 0;  // the first so many keep their ids
};

/// `of_record`: those of one record, in its order.
using Visit = std::function<void(const std::vector<size_t>& of_record)>;

void ForEachRecord(const std::vector<MarkdownText*>& texts, const Visit& visit) {
  // Texts of one record follow each other.
  for (size_t first = 0; first < texts.size();) {
    std::vector<size_t> of_record;
    const Record* const record = texts[first]->record;
    for (; first < texts.size() && texts[first]->record == record; ++first) of_record.push_back(first);
    if (of_record.size() > 1) visit(of_record);
  }
}

void PutBodyFirst(const std::vector<MarkdownText*>& texts, Group& group) {
  std::stable_partition(group.texts.begin() + static_cast<std::ptrdiff_t>(group.fixed), group.texts.end(),
                        [&](size_t i) { return texts[i]->is_body; });
}

/// The texts of each record in one language.
std::vector<Group> GroupsOfLanguages(const std::vector<MarkdownText*>& texts) {
  std::vector<Group> groups;
  ForEachRecord(texts, [&](const std::vector<size_t>& of_record) {
    std::map<LanguageId, Group> by_language;
    for (const size_t i : of_record) by_language[texts[i]->language].texts.push_back(i);
    for (auto& [language, group] : by_language) {
      if (group.texts.size() < 2) continue;
      PutBodyFirst(texts, group);
      groups.push_back(std::move(group));
    }
  });
  return groups;
}

/// What a page in a language shows of a value, in that language or in another.
void Collect(const Datum& datum, LanguageId language, std::set<const MarkdownText*>& shown) {
  switch (datum.kind) {
    case Datum::kMarkdown: shown.insert(datum.markdown); break;
    case Datum::kLocal: Collect(datum.In(language), language, shown); break;
    case Datum::kList:
    case Datum::kObject:
      for (const Datum& part : datum.items()) Collect(part, language, shown);
      break;
    default: break;
  }
}

/// Pages that show texts in their own language beside some that it lacks. The latter are fixed: they stand on other
/// pages too.
std::vector<Group> GroupsOfMixedPages(const std::vector<MarkdownText*>& texts) {
  std::vector<Group> groups;
  ForEachRecord(texts, [&](const std::vector<size_t>& of_record) {
    std::set<LanguageId> languages;
    for (const size_t i : of_record) languages.insert(texts[i]->language);
    if (languages.size() < 2) return;
    const Record& record = *texts[of_record.front()]->record;
    for (const LanguageId language : languages) {
      std::set<const MarkdownText*> shown;
      Collect(record.body, language, shown);
      for (const Datum& field : record.fields) Collect(field, language, shown);
      Group group;
      for (const size_t i : of_record) {
        if (shown.contains(texts[i]) && texts[i]->language != language) group.texts.push_back(i);
      }
      group.fixed = group.texts.size();
      if (group.fixed == 0) continue;
      for (const size_t i : of_record) {
        if (texts[i]->language == language) group.texts.push_back(i);
      }
      PutBodyFirst(texts, group);
      groups.push_back(std::move(group));
    }
  });
  return groups;
}

class Settler {
 public:
  Settler(std::vector<MarkdownRequest>& requests, std::vector<MarkdownResult>& results, const RenderMany& render)
      : requests_(requests), results_(results), render_(render), lists_(requests.size()) {}

  Status Settle(const std::vector<Group>& groups) {
    std::vector<std::set<std::string>> taken(groups.size());
    // The second texts of all groups, then the third ones: a later text must not take what an earlier one now has.
    for (size_t rank = 0, most = 2; rank < most; ++rank) {
      std::vector<size_t> again;
      for (size_t g = 0; g < groups.size(); ++g) {
        most = std::max(most, groups[g].texts.size());
        if (rank >= groups[g].texts.size() || rank < groups[g].fixed) continue;
        const size_t text = groups[g].texts[rank];
        const std::vector<std::string>& ids = results_[text].ids;
        if (std::none_of(ids.begin(), ids.end(), [&](const std::string& id) { return taken[g].contains(id); }))
          continue;
        lists_[text].clear();
        for (const std::string& id : taken[g]) lists_[text].append(id).append("\n");
        requests_[text].taken_ids = lists_[text];
        again.push_back(text);
      }
      if (Status rendered = Render(again); !rendered) return rendered;
      for (size_t g = 0; g < groups.size(); ++g) {
        if (rank >= groups[g].texts.size()) continue;
        const std::vector<std::string>& ids = results_[groups[g].texts[rank]].ids;
        taken[g].insert(ids.begin(), ids.end());
      }
    }
    return Done{};
  }

 private:
  Status Render(const std::vector<size_t>& texts) {
    if (texts.empty()) return Done{};
    std::vector<MarkdownRequest> asked;
    for (const size_t text : texts) asked.push_back(requests_[text]);
    Result<std::vector<MarkdownResult>> rendered = render_(asked);
    if (!rendered.ok()) return rendered.error();
    for (size_t i = 0; i < texts.size(); ++i) results_[texts[i]] = std::move((*rendered)[i]);
    return Done{};
  }

  std::vector<MarkdownRequest>& requests_;
  std::vector<MarkdownResult>& results_;
  const RenderMany& render_;
  std::vector<std::string> lists_;  // of taken ids, which requests point to
};

}  // namespace

Status MakeIdsUnique(const std::vector<MarkdownText*>& texts, std::vector<MarkdownRequest>& requests,
                     std::vector<MarkdownResult>& results, const RenderMany& render) {
  Settler settler(requests, results, render);
  if (Status own = settler.Settle(GroupsOfLanguages(texts)); !own) return own;
  return settler.Settle(GroupsOfMixedPages(texts));
}

}  // namespace kyodo::load
