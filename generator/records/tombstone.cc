#include "records/tombstone.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "import/table_cells.h"
#include "records/keys_text.h"
#include "source/parsed_file.h"
#include "source/plain_files.h"
#include "yaml/writer.h"

namespace kyodo {

namespace {

constexpr const char* kPages = "pages";

yaml::Value ByLanguage(const std::vector<std::pair<std::string, std::string>>& texts) {
  yaml::Value map = yaml::Value::Map();
  for (const auto& [code, text] : texts) map.Add(code, yaml::Value::Text(text));
  return map;
}

yaml::Value EntryOf(const Tombstone& tombstone) {
  yaml::Value entry = yaml::Value::Map(), addresses = yaml::Value::List();
  for (const std::string& one : tombstone.addresses) addresses.items.push_back(yaml::Value::Text(one));
  entry.Add("addresses", std::move(addresses));
  if (!tombstone.title.empty()) entry.Add("title", ByLanguage(tombstone.title));
  entry.Add("removed", yaml::Value::Text(ToIso(tombstone.day)));
  if (!tombstone.reason.empty()) entry.Add("reason", ByLanguage(tombstone.reason));
  return entry;
}

/// The entries of removed.yaml, and the column where the keys of the last one stand; zeros when there is none.
struct Pages {
  size_t count = 0, column = 0;
};
Pages PagesIn(const std::string& text) {
  const auto parsed = ParseFile("", text, FileForm::kYaml);
  const yaml::Node* pages = parsed->root ? parsed->root->Find(kPages) : nullptr;
  if (!pages || pages->items.empty()) return {};
  return {pages->items.size(), pages->items.back()->pos.column};
}

/// The lines of an entry at the end of the text, moved in as the one before.
std::string Appended(const std::string& text, std::string_view lines, size_t column) {
  constexpr size_t kDash = 2;
  const std::string in(column > kDash ? column - 1 - kDash : 0, ' ');
  std::string out = text;
  if (!EndsWith(out, "\n")) out += '\n';
  lines.remove_suffix(1);  // the last line break
  for (const std::string_view line : Split(lines, '\n')) out.append(in).append(line).append("\n");
  return out;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> ReadReasons(const Site& site, const std::vector<std::string>& given) {
  std::vector<std::pair<std::string, std::string>> reasons;
  for (const std::string& one : given) {
    const auto language = std::find_if(site.config.languages.begin(), site.config.languages.end(),
                                       [&](const Language& other) { return StartsWith(one, other.code + "="); });
    const bool named = language != site.config.languages.end();
    reasons.emplace_back(named ? language->code : site.config.languages.front().code,
                         one.substr(named ? language->code.size() + 1 : 0));
  }
  return reasons;
}

Tombstone TombstoneOf(const Site& site, const Record& record, const std::vector<std::string>& reasons) {
  Tombstone tombstone;
  tombstone.addresses.push_back(record.path);
  for (const Named& alias : record.aliases) tombstone.addresses.push_back(alias.id);
  for (LanguageId id = 0; id < site.config.languages.size(); ++id) {
    LanguageId shown = id;
    const std::string title(record.Title(id, &shown));
    if (shown == id && !title.empty()) tombstone.title.emplace_back(site.config.languages[id].code, title);
  }
  tombstone.reason = ReadReasons(site, reasons);
  tombstone.day = site.today;
  return tombstone;
}

Result<std::string> WithTombstone(const std::string& text, const Tombstone& tombstone) {
  const yaml::Value entry = EntryOf(tombstone);
  if (text.empty()) {
    yaml::Value file = yaml::Value::Map();
    return yaml::Write(file.Add(kPages, yaml::Value::List({entry})));
  }
  if (const Pages before = PagesIn(text); before.count != 0) {
    const Result<std::string> lines = yaml::Write(yaml::Value::List({entry}));
    if (!lines.ok()) return lines;
    const std::string appended = Appended(text, *lines, before.column);
    if (PagesIn(appended).count == before.count + 1) return appended;
  }
  return WithChangedKeys(text, false, [&](yaml::Value& keys) {
    yaml::Value list = yaml::Value::List();
    if (const yaml::Value* old = FindValue(keys, {kPages})) list = *old;
    list.items.push_back(entry);
    SetValue(keys, {kPages}, list);
  });
}

Result<FileChange> ChangeOfRemoved(FileReader& files, const Site& site, const Tombstone& tombstone) {
  FileChange change{fmt::format("{}/{}", site.folder, kRemovedFile), std::nullopt, {}};
  if (files.Stat(change.path).ok()) {
    Result<std::string> bytes = ReadPlainFile(files, site.folder, change.path);
    if (!bytes.ok()) return bytes.error();
    change.before = std::move(*bytes);
  }
  Result<std::string> text = WithTombstone(change.before.value_or(""), tombstone);
  if (!text.ok()) return text.error();
  change.after = std::move(*text);
  return change;
}

}  // namespace kyodo
