#include "markdown/mark_stars.h"

#include <unicode/uchar.h>

#include <vector>

#include "core/text.h"
#include "markdown/mend.h"
#include "markdown/plain.h"

namespace kyodo {

namespace {

constexpr std::u32string_view kPauses = U"、，,;；：:・";
constexpr std::u32string_view kFullStops = U"。．！？";

bool Contains(std::u32string_view set, char32_t c) { return c != 0 && set.find(c) != std::u32string_view::npos; }

bool IsOfClass(char32_t c, uint32_t mask) { return c != 0 && (U_GET_GC_MASK(static_cast<UChar32>(c)) & mask) != 0; }

/// The words of a text node without edge marks, which stand beside the stars.
std::string Words(cmark_node* node) {
  return IsType(node, CMARK_NODE_TEXT) ? CleanMarkdownText(Literal(node)) : std::string();
}

char32_t FirstCharacter(std::string_view text) {
  size_t at = 0;
  return text.empty() ? 0 : DecodeUtf8(text, at);
}

bool IsMark(cmark_node* emphasis) {
  const std::string inside = CleanMarkdownText(PlainText(emphasis));
  const char32_t before = LastCharacter(Words(cmark_node_previous(emphasis)));
  const char32_t after = FirstCharacter(Words(cmark_node_next(emphasis)));
  const char32_t first = FirstCharacter(inside), last = LastCharacter(inside);
  if ((before >= '0' && before <= '9') || (before >= U'０' && before <= U'９')) return true;
  if (Contains(kPauses, first) || Contains(kFullStops, first) || IsOfClass(first, U_GC_PE_MASK)) return true;
  if (Contains(kPauses, last) || IsOfClass(last, U_GC_PS_MASK)) return true;
  if (StartsWith(inside, "印")) return true;
  const bool goes_on = IsOfClass(after, U_GC_L_MASK) && IsCjk(after);
  if (goes_on && Contains(kFullStops, last)) return true;
  // 花植え*は雨天中止。清掃*は…: from within a sentence to within another.
  const bool begins_inside = IsOfClass(before, U_GC_L_MASK) && IsCjk(before);
  return goes_on && begins_inside && inside.find("。") != std::string::npos;
}

void Undo(cmark_node* emphasis) {
  cmark_node_insert_before(emphasis, NewText("*"));
  while (cmark_node* child = cmark_node_first_child(emphasis)) {
    cmark_node_unlink(child);
    cmark_node_insert_before(emphasis, child);
  }
  cmark_node_insert_before(emphasis, NewText("*"));
  cmark_node_unlink(emphasis);
  cmark_node_free(emphasis);
}

}  // namespace

void UndoMarkStars(cmark_node* root) {
  std::vector<cmark_node*> marks;
  ForEachNode(root, [&](cmark_node* node) {
    if (IsType(node, CMARK_NODE_EMPH) && IsMark(node)) marks.push_back(node);
  });
  for (cmark_node* mark : marks) Undo(mark);
  if (!marks.empty()) cmark_consolidate_text_nodes(root);
}

}  // namespace kyodo
