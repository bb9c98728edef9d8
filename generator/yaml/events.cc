#include "yaml/events.h"

#include <yaml.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <optional>
#include <unordered_map>

#include "core/text.h"
#include "yaml/scan.h"

namespace kyodo::yaml {

namespace {

using Mark = yaml_mark_t;

uint16_t Clamp(size_t count) { return static_cast<uint16_t>(std::min<size_t>(count, UINT16_MAX)); }

std::string_view ViewOf(const yaml_char_t* text) {
  return text ? reinterpret_cast<const char*>(text) : std::string_view();
}

/// The first character is one that a typist takes for a quote, a space or a bracket.
bool StartsOddly(std::string_view text) {
  if (static_cast<unsigned char>(text[0]) < 0x80) return false;
  for (const std::string_view start :
       {"\xC2\xA0", "\xE2\x80", "\xE3\x80\x80", "\xEF\xBC\x82", "\xEF\xBC\x87", "\xEF\xBD\x9B"}) {
    if (text.substr(0, start.size()) == start) return true;
  }
  return false;
}

bool HasColon(std::string_view text) { return text.find(':') != text.npos || text.find("：") != text.npos; }

/// The first letters tell most keys apart, without a call.
bool SameKey(std::string_view a, std::string_view b) {
  return a.size() == b.size() && !a.empty() && a.front() == b.front() && a.back() == b.back() && a == b;
}

/// Escapes can put control characters into a value; text needs none but breaks and tabs.
std::optional<char32_t> FindControl(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) return byte;
    if (byte == 0xC2 && static_cast<unsigned char>(text[at + 1]) < 0xA0)
      return static_cast<unsigned char>(text[at + 1]);
    if (byte < 0xEF || byte > 0xF4) continue;
    // U+FFFE, U+FFFF and the last two of every other plane are no characters (Unicode, section 23.7).
    size_t next = at;
    const char32_t c = DecodeUtf8(text, next);
    if ((c & 0xFFFE) == 0xFFFE) return c;
  }
  return std::nullopt;
}

class Builder {
 public:
  Builder(const SourceFile& file, std::string_view text, uint32_t first_line, std::pmr::memory_resource& arena)
      : file_(file), first_line_(first_line), arena_(arena) {
    // Its own functions would go on without memory, and never come to an end.
    if (!yaml_parser_initialize(&parser_)) throw std::bad_alloc();
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  ~Builder() { yaml_parser_delete(&parser_); }
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;

  Tree Build();

 private:
  /// A collection that has not ended yet. Its children so far are the last of
  /// `items_` or `entries_`.
  struct Open {
    Node* node;
    size_t first_child;
    bool flow;
    bool has_key;
    Entry entry;  // the key that waits for its value
    Mark start;
  };

  bool Handle(const yaml_event_t& event);  // false: stop here
  void StartDocument(const yaml_event_t& event);
  void AddScalar(const yaml_event_t& event);
  bool OpenCollection(Node::Kind kind, bool flow, const yaml_event_t& event);
  void CloseCollection(const yaml_event_t& event);
  void AddNode(const Node* node, const yaml_event_t& event);
  void AddKey(const Node& key, const yaml_event_t& event);
  void CheckScalar(const Node& node, const yaml_event_t& event);
  void ReportMultiline(yaml_scalar_style_t style, const yaml_event_t& event);
  void CheckProperties(const yaml_char_t* anchor, const yaml_char_t* tag, const Mark& start);
  void CheckOpenMappings();
  void CheckDuplicates(std::span<const Entry> entries);
  bool AwaitsKey() const {
    return !open_.empty() && open_.back().node->kind == Node::kMapping && !open_.back().has_key;
  }

  SourcePos At(const Mark& start, size_t length) const {
    return {&file_, static_cast<uint32_t>(start.line) + first_line_, Clamp(start.column + 1),
            std::max<uint16_t>(Clamp(length), 1)};
  }
  SourcePos At(const Mark& start, const Mark& end) const {
    return At(start, start.line == end.line ? end.column - start.column : 1);
  }
  Node* MakeNode(Node::Kind kind, const SourcePos& pos) {
    Node* const node = new (arena_.allocate(sizeof(Node), alignof(Node))) Node;
    node->kind = kind;
    node->pos = pos;
    return node;
  }
  template <class T>
  std::span<const T> Keep(std::pmr::vector<T>& from, size_t first) {
    const size_t count = from.size() - first;
    if (count == 0) return {};
    T* kept = static_cast<T*>(arena_.allocate(count * sizeof(T), alignof(T)));
    std::uninitialized_copy(from.begin() + static_cast<std::ptrdiff_t>(first), from.end(), kept);
    from.resize(first);
    return {kept, count};
  }
  void Report(Problem problem, const Mark& start, size_t length = 1) {
    problem.at = {static_cast<uint32_t>(start.line) + 1, static_cast<uint32_t>(start.column) + 1,
                  static_cast<uint32_t>(std::max<size_t>(length, 1))};
    tree_.problems.push_back(std::move(problem));
  }
  void Report(Problem problem, const SourcePos& at) {
    Report(std::move(problem), Mark{0, at.line - first_line_, at.column - size_t{1}}, at.length);
  }

  const SourceFile& file_;
  const uint32_t first_line_;
  std::pmr::memory_resource& arena_;
  yaml_parser_t parser_;
  Tree tree_;
  int documents_ = 0;
  // Most records fit on the stack while they are read.
  alignas(std::max_align_t) std::array<std::byte, 8192> scratch_bytes_;
  std::pmr::monotonic_buffer_resource scratch_{scratch_bytes_.data(), scratch_bytes_.size()};
  std::pmr::vector<Open> open_{&scratch_};
  std::pmr::vector<const Node*> items_{&scratch_};
  std::pmr::vector<Entry> entries_{&scratch_};
};

Tree Builder::Build() {
  open_.reserve(8);
  items_.reserve(16);
  entries_.reserve(32);
  for (bool going = true; going;) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser_, &event)) {
      if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
      tree_.stopped = true;
      CheckOpenMappings();
      Report(Syntax(parser_.problem ? parser_.problem : ""), parser_.problem_mark);
      break;
    }
    going = event.type != YAML_STREAM_END_EVENT && Handle(event);
    yaml_event_delete(&event);
  }
  if (tree_.stopped) {
    tree_.root = nullptr;
  } else if (!tree_.root || tree_.root->IsAbsent()) {
    tree_.root = MakeNode(Node::kMapping, {&file_, first_line_, 1, 1});
  }
  return std::move(tree_);
}

bool Builder::Handle(const yaml_event_t& event) {
  switch (event.type) {
    case YAML_DOCUMENT_START_EVENT: StartDocument(event); return documents_ == 1;
    case YAML_SCALAR_EVENT: AddScalar(event); return true;
    case YAML_SEQUENCE_START_EVENT:
      CheckProperties(event.data.sequence_start.anchor, event.data.sequence_start.tag, event.start_mark);
      return OpenCollection(Node::kSequence, event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE, event);
    case YAML_MAPPING_START_EVENT:
      CheckProperties(event.data.mapping_start.anchor, event.data.mapping_start.tag, event.start_mark);
      return OpenCollection(Node::kMapping, event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: CloseCollection(event); return true;
    case YAML_ALIAS_EVENT:
      Report(Alias(ViewOf(event.data.alias.anchor)), event.start_mark, event.end_mark.column - event.start_mark.column);
      AddNode(MakeNode(Node::kScalar, At(event.start_mark, event.end_mark)), event);
      return true;
    default: return true;
  }
}

void Builder::StartDocument(const yaml_event_t& event) {
  if (++documents_ > 1) Report(SecondDocument(), event.start_mark, 3);
  const auto& start = event.data.document_start;
  if (start.version_directive || start.tag_directives.start != start.tag_directives.end) {
    Report(Directive(), event.start_mark);
  }
}

void Builder::AddScalar(const yaml_event_t& event) {
  const auto& scalar = event.data.scalar;
  CheckProperties(scalar.anchor, scalar.tag, event.start_mark);
  Node* node = MakeNode(Node::kScalar, At(event.start_mark, event.end_mark));
  node->quoted = scalar.style != YAML_PLAIN_SCALAR_STYLE;
  if (scalar.style == YAML_LITERAL_SCALAR_STYLE || scalar.style == YAML_FOLDED_SCALAR_STYLE) {
    node->text_line = node->pos.line + 1;
    node->folded = scalar.style == YAML_FOLDED_SCALAR_STYLE;
  }
  if (scalar.length > 0) {
    auto* text = static_cast<char*>(arena_.allocate(scalar.length, 1));
    std::memcpy(text, scalar.value, scalar.length);
    node->text = {text, scalar.length};
  }
  CheckScalar(*node, event);
  AddNode(node, event);
}

void Builder::CheckScalar(const Node& node, const yaml_event_t& event) {
  const yaml_scalar_style_t style = event.data.scalar.style;
  const Mark& start = event.start_mark;
  if (start.line != event.end_mark.line && !node.text_line) ReportMultiline(style, event);
  if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
    if (const std::optional<char32_t> control = FindControl(node.text))
      Report(EscapedControlCharacter(*control), start, node.pos.length);
  }
  // Blank lines before a text may be deeper than it is.
  if (node.text_line) tree_.suspicious |= node.text.empty() || node.text[0] == '\n';
  if (node.text.empty()) return;
  if (style != YAML_PLAIN_SCALAR_STYLE) return;
  // A value on a line of its own may be an entry or an item that lacks a space.
  const bool own_line = open_.empty() || !open_.back().has_key || open_.back().entry.key_pos.line != node.pos.line;
  const bool in_flow_list = !open_.empty() && open_.back().flow && open_.back().node->kind == Node::kSequence;
  if (in_flow_list) tree_.suspicious |= node.text.find("，") != node.text.npos;
  if (node.text == "-") Report(ReservedCharacter("-", node.text), start);
  tree_.suspicious |= StartsOddly(node.text) || (own_line && (HasColon(node.text) || node.text[0] == '-'));
}

void Builder::ReportMultiline(yaml_scalar_style_t style, const yaml_event_t& event) {
  const bool plain = style == YAML_PLAIN_SCALAR_STYLE;
  Problem problem = plain ? MultilinePlain() : MultilineQuote(style == YAML_SINGLE_QUOTED_SCALAR_STYLE ? '\'' : '"');
  problem.first_line = static_cast<uint32_t>(event.start_mark.line) + 1;
  problem.last_line = static_cast<uint32_t>(event.end_mark.line) + 1;
  Report(std::move(problem), plain ? Mark{0, event.start_mark.line + 1, 0} : event.start_mark);
}

void Builder::CheckProperties(const yaml_char_t* anchor, const yaml_char_t* tag, const Mark& start) {
  if (anchor) Report(Anchor(ViewOf(anchor)), start, ViewOf(anchor).size() + 1);
  if (tag) Report(Tag(ViewOf(tag)), start);
}

bool Builder::OpenCollection(Node::Kind kind, bool flow, const yaml_event_t& event) {
  if (AwaitsKey()) {
    Report(ComplexKey(), event.start_mark);
    return false;  // what follows would only repeat it
  }
  if (open_.size() >= static_cast<size_t>(kMaxDepth)) {
    Report(TooDeep(kMaxDepth), event.start_mark);
    tree_.too_deep = true;
    return false;
  }
  Node* node = MakeNode(kind, At(event.start_mark, 1));
  open_.push_back({node, kind == Node::kMapping ? entries_.size() : items_.size(), flow, false, {}, event.start_mark});
  return true;
}

void Builder::CloseCollection(const yaml_event_t& event) {
  const Open closed = open_.back();
  open_.pop_back();
  Node& node = *closed.node;
  if (node.kind == Node::kMapping) {
    node.entries = Keep(entries_, closed.first_child);
    CheckDuplicates(node.entries);
  } else {
    node.items = Keep(items_, closed.first_child);
  }
  if (closed.flow) {
    node.pos = At(closed.start, event.end_mark);
    tree_.suspicious |= closed.start.line != event.end_mark.line;
  } else if (!node.entries.empty()) {
    node.pos.length = node.entries.front().key_pos.length;
  }
  AddNode(&node, event);
}

void Builder::AddNode(const Node* node, const yaml_event_t& event) {
  if (open_.empty()) {
    tree_.root = node;
    return;
  }
  Open& parent = open_.back();
  if (parent.node->kind == Node::kSequence) {
    items_.push_back(node);
  } else if (!parent.has_key) {
    AddKey(*node, event);
  } else {
    parent.entry.value = node;
    parent.has_key = false;
    entries_.push_back(parent.entry);
    if (parent.flow && node->IsAbsent()) tree_.suspicious = true;  // `Gloves, hat`: the hat is no key
  }
}

void Builder::AddKey(const Node& key, const yaml_event_t& event) {
  if (key.text.empty()) Report(EmptyKey(), event.start_mark);
  if (key.text == "<<" && !key.quoted) Report(MergeKey(), event.start_mark, 2);
  tree_.suspicious |= !key.quoted && !key.text.empty() &&
                      (key.text[0] == '-' || HasColon(key.text) || !OddCommentAt(key.text, 0).empty());
  open_.back().entry = {key.text, key.pos, nullptr};
  open_.back().has_key = true;
}

/// The mappings that reading has not come to the end of.
void Builder::CheckOpenMappings() {
  size_t end = entries_.size();
  for (size_t i = open_.size(); i-- > 0;) {
    if (open_[i].node->kind != Node::kMapping) continue;
    CheckDuplicates(std::span<const Entry>(entries_).subspan(open_[i].first_child, end - open_[i].first_child));
    end = open_[i].first_child;
  }
}

void Builder::CheckDuplicates(std::span<const Entry> entries) {
  const auto report = [&](const Entry& again, const Entry& first) {
    Report(DuplicateKey(again.key, first.key_pos.line), again.key_pos);
  };
  constexpr size_t kFew = 24;  // up to here comparing all pairs is faster than a table
  if (entries.size() <= kFew) {
    for (size_t i = 1; i < entries.size(); ++i) {
      const auto same = [&](const Entry& earlier) { return SameKey(earlier.key, entries[i].key); };
      const Entry* const first = std::find_if(&entries[0], &entries[i], same);
      if (first != &entries[i]) report(entries[i], *first);
    }
    return;
  }
  std::unordered_map<std::string_view, const Entry*> seen;
  for (const Entry& entry : entries) {
    const auto [first, is_new] = seen.emplace(entry.key, &entry);
    if (!is_new && !entry.key.empty()) report(entry, *first->second);
  }
}

}  // namespace

Tree BuildTree(const SourceFile& file, std::string_view text, uint32_t first_line, std::pmr::memory_resource& arena) {
  return Builder(file, text, first_line, arena).Build();
}

}  // namespace kyodo::yaml
