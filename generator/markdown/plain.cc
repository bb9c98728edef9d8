#include "markdown/plain.h"

#include <unicode/uchar.h>

#include "core/text.h"

namespace kyodo {

namespace {

/// The start of the last whole cluster at or before `end`: a mark is not cut from its letter.
size_t BackOverMarks(std::string_view text, size_t end) {
  while (end > 0 && end < text.size()) {
    size_t at = end;
    const char32_t c = DecodeUtf8(text, at);
    if ((U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) == 0) break;
    do {
      --end;
    } while (end > 0 && IsContinuation(text[end]));
  }
  return end;
}

}  // namespace

std::string PlainText(cmark_node* parent) {
  std::string out;
  const auto visit = [&out](cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
      case CMARK_NODE_CODE: out += Literal(node); break;
      case CMARK_NODE_SOFTBREAK:
        if (!IsBeforeNothing(node) && !ClosesUp(LastCharacter(out), NextCharacter(node))) out.push_back(' ');
        break;
      case CMARK_NODE_LINEBREAK: out.push_back(' '); break;
      default: break;
    }
  };
  ForEachNode(parent, visit);
  return out;
}

bool ClosesUp(char32_t before, char32_t after) { return IsCjk(before) && IsCjk(after); }

bool IsBeforeNothing(cmark_node* line_break) {
  cmark_node* next = cmark_node_next(line_break);
  if (!IsType(next, CMARK_NODE_TEXT) || !Literal(next).empty()) return false;
  cmark_node* after = cmark_node_next(next);
  return !after || IsType(after, CMARK_NODE_SOFTBREAK);
}

char32_t LastCharacter(std::string_view text) {
  if (text.empty()) return 0;
  size_t start = text.size() - 1;
  while (start > 0 && IsContinuation(text[start])) --start;
  return DecodeUtf8(text, start);
}

char32_t NextCharacter(cmark_node* node) {
  for (;;) {
    while (node && !cmark_node_next(node)) node = cmark_node_parent(node);
    if (!node) return 0;
    node = cmark_node_next(node);
    while (cmark_node* child = cmark_node_first_child(node)) node = child;
    if (!IsType(node, CMARK_NODE_TEXT) && !IsType(node, CMARK_NODE_CODE)) return 0;
    size_t at = 0;
    if (!Literal(node).empty()) return DecodeUtf8(Literal(node), at);  // spans leave empty texts
  }
}

bool IsWrittenWithoutSpaces(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  return primary == "ja" || primary == "zh";
}

std::string CutExcerpt(std::string_view paragraph, std::string_view language) {
  const std::string_view text = Trim(paragraph);
  const bool by_characters = IsWrittenWithoutSpaces(language);
  const size_t limit = by_characters ? 120 : 200;
  size_t end = 0;
  for (size_t count = 0; count < limit && end < text.size(); ++count) DecodeUtf8(text, end);
  if (end == text.size()) return std::string(text);
  end = BackOverMarks(text, end);
  if (!by_characters && text[end] != ' ') {
    const size_t space = text.rfind(' ', end);
    if (space != std::string_view::npos && space > 0) end = space;
  }
  return std::string(Trim(text.substr(0, end))) + "…";
}

}  // namespace kyodo
