#include "markdown/addresses.h"

#include <algorithm>

#include "core/text.h"
#include "markdown/problems.h"
#include "markdown/tree.h"

namespace kyodo {

namespace {

/// Full-width punctuation and brackets, and a bracket that nothing in it opens: no bare address goes on there.
size_t FindJapanesePunctuation(std::string_view address) {
  int open = 0;
  for (size_t at = 0; at < address.size();) {
    const size_t start = at;
    const char32_t c = DecodeUtf8(address, at);
    const bool punctuation = (c >= 0x3000 && c <= 0x3003) || (c >= 0x3008 && c <= 0x301F) || c == 0x30FB ||
                             (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
                             (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65) || c == 0x2026 ||
                             c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D;
    open += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (punctuation || open < 0) return start;
  }
  return std::string_view::npos;
}

/// The end of an address that Japanese punctuation follows, by the rules for one that a space follows:
/// without punctuation at its end, and without a bracket that no other in it opens: "(https://example.jp/)。".
size_t TrimEnd(std::string_view address) {
  while (!address.empty()) {
    const char last = address.back();
    const bool surplus = last == ')' && std::count(address.begin(), address.end(), ')') >
                                            std::count(address.begin(), address.end(), '(');
    if (!surplus && std::string_view("?!.,:;*_~'\"").find(last) == std::string_view::npos) break;
    address.remove_suffix(1);
  }
  return address.size();
}

bool HasOtherThanAscii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return true;
  }
  return false;
}

/// An address that the parser found in running text: its text is the address,
/// and the author did not put it in < >.
bool IsBareAddress(const MendedMarkdown& source, cmark_node* link) {
  cmark_node* text = cmark_node_first_child(link);
  if (!IsType(text, CMARK_NODE_TEXT) || cmark_node_next(text)) return false;
  const std::string_view shown = Literal(text);
  const std::string_view address = Address(link);
  if (address != shown && address != "http://" + std::string(shown)) return false;
  if (cmark_node_get_start_line(link) <= 0) return true;
  const size_t at = source.Find(text, shown);
  return at == 0 || (source.text()[at] != '<' && source.text()[at - 1] != '<');
}

cmark_node* NewLink(std::string_view address) {
  cmark_node* link = NewNode(CMARK_NODE_LINK);
  cmark_node_set_url(link, std::string(address).c_str());
  cmark_node_append_child(link, NewText(address));
  return link;
}

/// Where a bare address begins; the end: nowhere.
size_t NextAddress(std::string_view text) {
  for (size_t at = 0; (at = text.find("http", at)) != text.npos; ++at) {
    const std::string_view rest = text.substr(at);
    if (StartsWith(rest, "https://") || StartsWith(rest, "http://")) return at;
  }
  return text.size();
}

/// What follows the punctuation is text again, in which a further address may begin.
void CutAddress(cmark_node* link, size_t cut) {
  cmark_node* text = cmark_node_first_child(link);
  const std::string shown(Literal(text));
  const size_t hidden = Address(link).size() - shown.size();  // "http://" of www.…
  cmark_node_set_url(link, std::string(Address(link).substr(0, hidden + cut)).c_str());
  SetText(text, std::string_view(shown).substr(0, cut));
  std::string_view rest = std::string_view(shown).substr(cut);
  cmark_node* after = link;
  const auto append = [&](cmark_node* node) {
    cmark_node_insert_after(after, node);
    after = node;
  };
  while (!rest.empty()) {
    const size_t next = NextAddress(rest);
    append(NewText(rest.substr(0, next)));
    rest.remove_prefix(next);
    if (rest.empty()) return;
    const size_t end = TrimEnd(rest.substr(0, FindJapanesePunctuation(rest)));
    append(NewLink(rest.substr(0, end)));
    rest.remove_prefix(end);
  }
}

void MendAddress(const MendedMarkdown& source, cmark_node* link, std::vector<MarkdownResult::Problem>& problems) {
  const std::string_view shown = Literal(cmark_node_first_child(link));
  const size_t at = source.Find(link, shown);
  size_t cut = FindJapanesePunctuation(shown);
  if (cut != std::string_view::npos) cut = TrimEnd(shown.substr(0, cut));
  if (HasOtherThanAscii(shown.substr(0, cut))) {
    problems.push_back(BareAddressProblem(source.PlaceAt(at), CleanMarkdownText(shown.substr(0, cut))));
  }
  if (cut != std::string_view::npos && cut > 0) CutAddress(link, cut);
}

}  // namespace

void MendAddresses(cmark_node* root, const MendedMarkdown& source, std::vector<MarkdownResult::Problem>& problems) {
  std::vector<cmark_node*> found;
  ForEachNode(root, [&](cmark_node* node) {
    if (IsType(node, CMARK_NODE_LINK) && HasOtherThanAscii(Address(node)) && IsBareAddress(source, node))
      found.push_back(node);
  });
  for (cmark_node* link : found) MendAddress(source, link, problems);
}

}  // namespace kyodo
