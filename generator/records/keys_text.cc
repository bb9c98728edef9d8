#include "records/keys_text.h"

#include <algorithm>
#include <vector>

#include "import/json_values.h"
#include "import/record_text.h"
#include "import/table_cells.h"
#include "source/parsed_file.h"

namespace kyodo {

namespace {

/// A file of a record, taken apart: a document has more than its keys.
struct Parts {
  std::string before, keys, after;
};

Parts Cut(const std::string& text, bool is_document) {
  if (!is_document) return {{}, text, {}};
  const size_t start = text.find('\n') + 1;
  const size_t end = start == 0 ? text.npos : text.find("\n---", start - 1);
  if (end == text.npos) return {{}, text, {}};
  return {text.substr(0, start), text.substr(start, end + 1 - start), text.substr(end + 1)};
}

std::vector<std::string> KeysThatDiffer(const yaml::Value& before, const yaml::Value& wanted) {
  std::vector<std::string> keys;
  for (const yaml::Value* one : {&before, &wanted}) {
    for (const std::string& key : one->keys) {
      const yaml::Value *was = FindValue(before, {key}), *now = FindValue(wanted, {key});
      const bool same = was && now && JsonOf(*was) == JsonOf(*now);
      if (!same && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
  }
  return keys;
}

}  // namespace

Result<std::string> WithChangedKeys(const std::string& text, bool is_document,
                                    const std::function<void(yaml::Value& keys)>& change) {
  const Parts parts = Cut(text, is_document);
  const auto parsed = ParseFile("", parts.keys, FileForm::kYaml);
  if (!parsed->root) return text;
  const yaml::Value before = ValueOfNode(*parsed->root);
  yaml::Value wanted = before;
  change(wanted);
  const Result<std::string> keys = WithValues(parts.keys, *parsed->root, wanted, KeysThatDiffer(before, wanted));
  return keys.ok() ? Result<std::string>(parts.before + *keys + parts.after) : keys;
}

}  // namespace kyodo
