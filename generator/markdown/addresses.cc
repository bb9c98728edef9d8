#include "markdown/addresses.h"

#include <algorithm>

#include "core/text.h"
#include "markdown/problems.h"
#include "markdown/tree.h"

namespace kyodo {

namespace {

/// Full-width punctuation and brackets, with which no bare address goes on.
size_t FindJapanesePunctuation(std::string_view address) {
  for (size_t at = 0; at < address.size();) {
    const size_t start = at;
    const char32_t c = DecodeUtf8(address, at);
    const bool punctuation = (c >= 0x3000 && c <= 0x3003) || (c >= 0x3008 && c <= 0x301F) || c == 0x30FB ||
                             (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
                             (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65) || c == 0x2026 ||
                             c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D;
    if (punctuation) return start;
  }
  return std::string_view::npos;
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
    size_t next = std::min(rest.find("https://"), rest.find("http://"));
    if (next > rest.size()) next = rest.size();
    append(NewText(rest.substr(0, next)));
    rest.remove_prefix(next);
    if (rest.empty()) return;
    const size_t end = std::min(FindJapanesePunctuation(rest), rest.size());
    append(NewLink(rest.substr(0, end)));
    rest.remove_prefix(end);
  }
}

void MendAddress(const MendedMarkdown& source, cmark_node* link, std::vector<MarkdownResult::Problem>& problems) {
  const std::string_view shown = Literal(cmark_node_first_child(link));
  const size_t at = source.Find(link, shown);
  const size_t cut = FindJapanesePunctuation(shown);
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
