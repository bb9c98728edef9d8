#include "import/record_text.h"

#include <algorithm>

#include "core/text.h"
#include "import/json_values.h"
#include "import/table_cells.h"
#include "source/parsed_file.h"

namespace kyodo {

namespace {

/// With their line breaks.
std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size() - 1);
    lines.push_back(text.substr(at, end - at + 1));
    at = end + 1;
  }
  return lines;
}

struct EntryLines {
  size_t begin = 0, end = 0;  // from 0
};

/// The lines of an entry, without the remarks and empty lines before the next.
EntryLines LinesOfEntry(const yaml::Node& root, size_t entry, const std::vector<std::string>& lines) {
  EntryLines found{root.entries[entry].key_pos.line - 1, lines.size()};
  if (entry + 1 < root.entries.size()) found.end = root.entries[entry + 1].key_pos.line - 1;
  while (found.end > found.begin + 1) {
    const std::string& last = lines[found.end - 1];
    if (!Trim(last).empty() && last[0] != '#') break;
    --found.end;
  }
  return found;
}

Result<std::string> TextOfEntry(const std::string& key, const yaml::Value& value) {
  yaml::Value map = yaml::Value::Map();
  map.Add(key, value);
  return yaml::Write(map);
}

std::string WithBreaks(std::string text, bool dos) {
  for (size_t at = 0; dos && (at = text.find('\n', at)) != text.npos; at += 2) text.replace(at, 1, "\r\n");
  return text;
}

bool Says(const std::string& text, const yaml::Value& wanted) {
  const auto parsed = ParseFile("", text, FileForm::kYaml);
  return parsed->root && JsonOf(ValueOfNode(*parsed->root)) == JsonOf(wanted);
}

}  // namespace

Result<std::string> WithValues(const std::string& text, const yaml::Node& root, const yaml::Value& wanted,
                               const std::vector<std::string>& keys) {
  const bool dos = text.find("\r\n") != text.npos;
  std::vector<std::string> lines = LinesOf(text);
  if (!lines.empty() && lines.back().back() != '\n') lines.back() += dos ? "\r\n" : "\n";
  std::vector<std::string> added;
  for (const std::string& key : keys) {
    const yaml::Value* value = FindValue(wanted, {key});
    const Result<std::string> written = value ? TextOfEntry(key, *value) : Result<std::string>(std::string());
    if (!written.ok()) return written;
    const auto entry =
        std::find_if(root.entries.begin(), root.entries.end(), [&](const yaml::Entry& one) { return one.key == key; });
    if (entry == root.entries.end()) {
      added.push_back(WithBreaks(*written, dos));
      continue;
    }
    const EntryLines at = LinesOfEntry(root, static_cast<size_t>(entry - root.entries.begin()), lines);
    for (size_t i = at.begin; i < at.end; ++i) lines[i].clear();
    lines[at.begin] = WithBreaks(*written, dos);
  }
  std::string out;
  for (const std::string& line : lines) out += line;
  for (const std::string& line : added) out += line;
  // A form that lines cannot be told apart in, such as {…} around everything, is written anew.
  return Says(out, wanted) ? Result<std::string>(out) : yaml::Write(wanted);
}

}  // namespace kyodo
