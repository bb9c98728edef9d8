#include "edit/file_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "core/edits.h"
#include "core/text.h"
#include "import/table_cells.h"
#include "load/map_reader.h"

namespace kyodo::edit {

namespace {

using yaml::Node;
using yaml::Value;

constexpr int kWidest = 100;  // columns of a value that is written on one line

bool IsOneLine(const Value& value) {
  if (value.kind == Value::kText) return value.text.find('\n') == value.text.npos;
  return value.kind != Value::kBlock && std::all_of(value.items.begin(), value.items.end(), IsOneLine);
}

/// Within brackets. A colon with no blank after it, as in 19:00, needs no quotes there.
std::string FlowWord(const std::string& text) {
  const bool time = text.size() == 5 && text[2] == ':' && text.find_first_not_of("0123456789:") == text.npos;
  return time ? text : FlowText(text);
}

/// On one line, within brackets.
std::string Flow(const Value& value) {
  if (value.kind == Value::kText) return FlowWord(value.text);
  std::string out;
  for (size_t i = 0; i < value.items.size(); ++i) {
    out += i ? ", " : "";
    if (value.kind == Value::kMap) out += FlowText(value.keys[i]) + ": ";
    out += Flow(value.items[i]);
  }
  return value.kind == Value::kMap ? "{" + out + "}" : "[" + out + "]";
}

Result<std::string> Block(const std::string& key, const Value& value) {
  Value map = Value::Map();
  map.Add(key, value);
  Result<std::string> text = yaml::Write(map);
  if (text.ok() && EndsWith(*text, "\n")) text->pop_back();
  return text;
}

/// A text on the line of its key.
Result<std::string> Inline(const std::string& text) {
  Result<std::string> entry = Block("k", Value::Text(text));
  return entry.ok() ? Result<std::string>(entry->substr(3)) : entry;
}

bool HoldsParts(const Value& value) { return value.kind == Value::kList || value.kind == Value::kMap; }

Result<std::string> EntryText(const std::string& key, const Value& value, bool below) {
  const bool flat = HoldsParts(value) && std::none_of(value.items.begin(), value.items.end(), HoldsParts);
  if (flat && !below && IsOneLine(value)) {
    const std::string line = key + ": " + Flow(value);
    if (DisplayWidth(line) <= kWidest) return line;
  }
  return Block(key, value);
}

/// A file and where its nodes stand in it.
class Place {
 public:
  explicit Place(const ParsedFile& file) : text_(file.source.text), file_(file) {
    for (size_t at = 0; at < text_.size(); at = EndOfLine(at) + 1) starts_.push_back(at);
    if (!starts_.empty()) dos_ = EndOfLine(0) > 0 && EndOfLine(0) < text_.size() && text_[EndOfLine(0) - 1] == '\r';
  }

  std::string_view text() const { return text_; }
  size_t LineStart(size_t line) const { return line - 1 < starts_.size() ? starts_[line - 1] : text_.size(); }
  size_t Offset(const SourcePos& at) const {
    size_t offset = LineStart(at.line);
    for (uint16_t column = 1; column < at.column && offset < text_.size(); ++column) DecodeUtf8(text_, offset);
    return offset;
  }
  /// Past the characters of a node that stands on one line; npos: it does not.
  size_t End(const Node& node) const {
    if (node.IsAbsent() || node.text_line || node.pos.length == std::numeric_limits<uint16_t>::max())
      return std::string::npos;
    if (node.kind != Node::kScalar && !IsFlow(node)) return std::string::npos;
    size_t offset = Offset(node.pos);
    const size_t end = EndOfLine(offset);
    for (uint16_t i = 0; i < node.pos.length && offset < end; ++i) DecodeUtf8(text_, offset);
    const char last = text_[offset - 1];
    const bool closed = node.kind == Node::kScalar || last == '}' || last == ']';
    return closed ? offset : std::string::npos;
  }
  bool IsFlow(const Node& node) const {
    const size_t offset = Offset(node.pos);
    return node.kind != Node::kScalar && offset < text_.size() && (text_[offset] == '{' || text_[offset] == '[');
  }
  /// The line after the last of the file, or of a document's keys.
  size_t LastLine() const {
    if (file_.body.data() == nullptr) return starts_.size() + 1;
    return file_.body_line > 1 ? file_.body_line - 1 : 1;
  }
  /// The end of what is written at a key with that indentation, on lines before `limit`: without its line break, and
  /// without the remarks and empty lines that follow.
  size_t EndOfEntry(size_t line, size_t limit, size_t indent) const {
    for (; limit > line + 1; --limit) {
      const std::string_view last = Line(limit - 1);
      const size_t first = last.find_first_not_of(" \t");
      if (first != last.npos && (last[first] != '#' || first > indent)) break;
    }
    const size_t end = std::min(EndOfLine(LineStart(limit - 1)), text_.size());
    return end > 0 && end <= text_.size() && text_[end - 1] == '\r' ? end - 1 : end;
  }
  bool StartsLine(size_t offset) const {
    const size_t start = offset == 0 ? 0 : text_.rfind('\n', offset - 1) + 1;
    return text_.substr(start, offset - start).find_first_not_of(' ') == std::string_view::npos;
  }
  std::string_view Break() const { return dos_ ? "\r\n" : "\n"; }
  /// Lines that begin at a column, as they stand in the file.
  std::string Indented(std::string_view lines, size_t indent) const {
    std::string out;
    for (const std::string_view line : Split(lines, '\n')) {
      if (!out.empty()) out += std::string(Break()) + (line.empty() ? "" : std::string(indent, ' '));
      out += line;
    }
    return out;
  }
  std::string With(size_t from, size_t to, std::string_view instead) const {
    return fmt::format("{}{}{}", text_.substr(0, from), instead, text_.substr(to));
  }
  size_t EndOfLine(size_t offset) const { return std::min(text_.find('\n', offset), text_.size()); }

 private:
  std::string_view Line(size_t line) const {
    std::string_view found = text_.substr(LineStart(line), EndOfLine(LineStart(line)) - LineStart(line));
    if (EndsWith(found, "\r")) found.remove_suffix(1);
    return found;
  }

  const std::string_view text_;
  const ParsedFile& file_;
  std::vector<size_t> starts_;
  bool dos_ = false;
};

/// One way to change the text; nothing: not here.
class Attempt {
 public:
  Attempt(const ParsedFile& file, const KeyOrder& order) : place_(file), root_(*file.root), order_(order) {}

  std::optional<std::string> Set(const Path& path, const Value* value) {
    const Node* parent = &root_;
    size_t limit = place_.LastLine();
    for (size_t i = 0; i + 1 < path.size() && parent; ++i) parent = Step(*parent, path[i], limit);
    if (!parent) return std::nullopt;
    if (parent->kind == Node::kSequence) return SetItem(*parent, path.back(), value);
    if (parent->kind != Node::kMapping) return std::nullopt;
    const auto entry = std::find_if(parent->entries.begin(), parent->entries.end(),
                                    [&](const yaml::Entry& one) { return one.key == path.back(); });
    if (entry == parent->entries.end()) return value ? Insert(*parent, path, *value, limit) : std::nullopt;
    const auto at = static_cast<size_t>(entry - parent->entries.begin());
    if (at + 1 < parent->entries.size()) limit = std::min<size_t>(limit, parent->entries[at + 1].key_pos.line);
    return value ? Replace(*parent, *entry, *value, limit) : Remove(*parent, *entry, limit);
  }

 private:
  static const Node* Step(const Node& node, const std::string& key, size_t& limit) {
    if (node.kind == Node::kSequence) {
      const size_t index = IndexOf(key);
      if (index >= node.items.size()) return nullptr;
      if (index + 1 < node.items.size()) limit = std::min<size_t>(limit, node.items[index + 1]->pos.line);
      return node.items[index];
    }
    for (size_t i = 0; i < node.entries.size(); ++i) {
      if (node.entries[i].key != key) continue;
      if (i + 1 < node.entries.size()) limit = std::min<size_t>(limit, node.entries[i + 1].key_pos.line);
      return node.entries[i].value;
    }
    return nullptr;
  }

  std::optional<std::string> ReplaceInLine(const Node& parent, const Node& old, const Value& value) const {
    const size_t end = place_.End(old);
    if (end == std::string::npos || !IsOneLine(value)) return std::nullopt;
    const bool within = place_.IsFlow(parent) || place_.IsFlow(old);
    if (!within && value.kind != Value::kText) return std::nullopt;
    const Result<std::string> text = within ? Result<std::string>(Flow(value)) : Inline(value.text);
    if (!text.ok()) return std::nullopt;
    return place_.With(place_.Offset(old.pos), end, *text);
  }

  std::optional<std::string> Replace(const Node& parent, const yaml::Entry& entry, const Value& value,
                                     size_t limit) const {
    if (auto done = ReplaceInLine(parent, *entry.value, value)) return done;
    if (place_.IsFlow(parent)) return std::nullopt;
    const size_t indent = entry.key_pos.column - 1u;
    const bool below = entry.value->kind != Node::kScalar && !place_.IsFlow(*entry.value);
    const Result<std::string> text = EntryText(std::string(entry.key), value, below);
    if (!text.ok()) return std::nullopt;
    return place_.With(place_.Offset(entry.key_pos), place_.EndOfEntry(entry.key_pos.line, limit, indent),
                       place_.Indented(*text, indent));
  }

  std::optional<std::string> Remove(const Node& parent, const yaml::Entry& entry, size_t limit) const {
    const size_t key = place_.Offset(entry.key_pos);
    if (place_.IsFlow(parent) || !place_.StartsLine(key)) return std::nullopt;
    const size_t end = place_.EndOfEntry(entry.key_pos.line, limit, entry.key_pos.column - 1u);
    return place_.With(place_.LineStart(entry.key_pos.line), std::min(place_.EndOfLine(end) + 1, place_.text().size()),
                       "");
  }

  /// After the entry that comes before it, or before the first.
  std::optional<std::string> Insert(const Node& parent, const Path& path, const Value& value, size_t limit) const {
    if (place_.IsFlow(parent)) return std::nullopt;
    const Result<std::string> text = EntryText(path.back(), value, false);
    if (!text.ok()) return std::nullopt;
    if (parent.entries.empty()) {
      const size_t at = place_.LineStart(limit);
      const bool open = at > 0 && place_.text()[at - 1] != '\n';
      return place_.With(at, at,
                         fmt::format("{}{}{}", open ? place_.Break() : "", place_.Indented(*text, 0), place_.Break()));
    }
    std::vector<std::string> there;
    for (const yaml::Entry& entry : parent.entries) there.emplace_back(entry.key);
    const size_t at = PlaceOf(path.back(), there, order_(Path(path.begin(), path.end() - 1)));
    const size_t indent = parent.entries.front().key_pos.column - 1u;
    const std::string lines = place_.Indented(*text, indent);
    if (at == 0) {
      const size_t start = place_.Offset(parent.entries.front().key_pos);
      return place_.With(start, start, fmt::format("{}{}{}", lines, place_.Break(), std::string(indent, ' ')));
    }
    if (at < parent.entries.size()) limit = parent.entries[at].key_pos.line;
    const size_t end = place_.EndOfEntry(parent.entries[at - 1].key_pos.line, limit, indent);
    return place_.With(end, end, fmt::format("{}{}{}", place_.Break(), std::string(indent, ' '), lines));
  }

  std::optional<std::string> SetItem(const Node& list, const std::string& key, const Value* value) const {
    const size_t index = IndexOf(key);
    if (!value || index >= list.items.size()) return std::nullopt;
    return ReplaceInLine(list, *list.items[index], *value);
  }

  const Place place_;
  const Node& root_;
  const KeyOrder& order_;
};

Result<std::string> WithChange(const ParsedFile& file, FileForm form, const Change& change, const KeyOrder& order) {
  Value wanted = ValueOfNode(*file.root);
  SetIn(wanted, change.path, change.value, order);
  const auto says = [&](const std::string& text) {
    const auto parsed = ParseFile("", text, form);
    return parsed->root && parsed->body == file.body && SaysTheSame(ValueOfNode(*parsed->root), wanted);
  };
  Attempt attempt(file, order);
  for (Path path = change.path; !path.empty(); path.pop_back()) {
    const auto text = attempt.Set(path, FindIn(wanted, path));
    if (text && says(*text)) return *text;
  }
  // A form that lines cannot be told apart in, such as {…} around everything, is written anew.
  Result<std::string> keys = yaml::Write(wanted);
  if (!keys.ok() || form == FileForm::kYaml) return keys;
  return fmt::format("---\n{}---\n{}", *keys, file.body);
}

}  // namespace

Result<std::string> WithChanges(std::string text, FileForm form, const std::vector<Change>& changes,
                                const KeyOrder& order) {
  for (const Change& change : changes) {
    const auto file = ParseFile("", std::move(text), form);
    if (!file->root || file->root->kind != Node::kMapping) return file->source.text;
    Result<std::string> changed = WithChange(*file, form, change, order);
    if (!changed.ok()) return changed;
    text = std::move(*changed);
  }
  return text;
}

namespace {

/// From the key to the end of its value; both 0: it is not there.
std::pair<size_t, size_t> SpanOf(const Place& place, const Node& root, const std::string& key) {
  for (size_t i = 0; i < root.entries.size(); ++i) {
    if (root.entries[i].key != key) continue;
    const size_t limit = i + 1 < root.entries.size() ? root.entries[i + 1].key_pos.line : place.LastLine();
    return {place.Offset(root.entries[i].key_pos), place.EndOfEntry(root.entries[i].key_pos.line, limit, 0)};
  }
  return {};
}

}  // namespace

std::string LinesOf(const ParsedFile& file, const std::string& key) {
  const Place place(file);
  const auto [from, to] = SpanOf(place, *file.root, key);
  std::string lines(place.text().substr(from, to - from));
  std::erase(lines, '\r');
  return lines;
}

std::string WithLines(const ParsedFile& file, const std::string& key, std::string_view lines) {
  const Place place(file);
  const auto [from, to] = SpanOf(place, *file.root, key);
  if (to == 0) return file.source.text;
  if (!lines.empty()) return place.With(from, to, place.Indented(lines, 0));
  return place.With(from, std::min(place.EndOfLine(to) + 1, place.text().size()), "");
}

std::string_view BodyOf(const ParsedFile& file) {
  const size_t first = file.body.find_first_not_of("\r\n");
  if (first == file.body.npos) return {};
  return file.body.substr(first, file.body.find_last_not_of(" \t\r\n") + 1 - first);
}

std::string WithBody(const ParsedFile& file, std::string_view body) {
  const Place place(file);
  const std::string_view old = BodyOf(file), text = place.text();
  const std::string lines = place.Indented(body, 0);
  if (!old.empty()) {
    const auto from = static_cast<size_t>(old.data() - text.data());
    return place.With(from, from + old.size(), lines);
  }
  const auto from = static_cast<size_t>(file.body.data() - text.data());
  const std::string_view gap = from > 0 && text[from - 1] == '\n' ? "" : place.Break();
  return place.With(from, text.size(), fmt::format("{}{}{}{}", gap, place.Break(), lines, place.Break()));
}

std::string AsWritten(const std::string& bytes, const std::string& text) {
  const std::string_view mark = StartsWith(bytes, "\xEF\xBB\xBF") ? "\xEF\xBB\xBF" : "";
  const std::string read = AsRead(bytes);
  const std::string_view own = std::string_view(bytes).substr(mark.size());
  if (read == own || read == text)
    return std::string(read == text ? std::string_view(bytes) : mark) + (read == text ? "" : text);
  // Letters and their marks were put together: lines before and after the change are as they were.
  const std::vector<std::string_view> before = Split(own, '\n'), then = Split(read, '\n'), now = Split(text, '\n');
  const size_t most = std::min(then.size(), now.size());
  size_t top = 0, end = 0;
  while (top < most && then[top] == now[top]) ++top;
  while (end < most - top && then[then.size() - 1 - end] == now[now.size() - 1 - end]) ++end;
  std::string out(mark);
  for (size_t i = 0; i < now.size(); ++i) {
    out += i ? "\n" : "";
    out += i < top ? before[i] : i >= now.size() - end ? before[before.size() - (now.size() - i)] : now[i];
  }
  return out;
}

}  // namespace kyodo::edit
