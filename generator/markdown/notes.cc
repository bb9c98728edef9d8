#include <algorithm>
#include <array>

#include "core/html.h"
#include "core/text.h"
#include "markdown/plain.h"
#include "markdown/problems.h"
#include "markdown/renderer.h"

namespace kyodo {

namespace {

struct NoteKind {
  std::string_view marker;
  std::string_view name;  // of the class
  std::string_view ja;
  std::string_view en;
};
constexpr std::array kNoteKinds = {
    NoteKind{"NOTE", "note", "メモ", "Note"},          NoteKind{"TIP", "tip", "ヒント", "Tip"},
    NoteKind{"WARNING", "warning", "注意", "Warning"}, NoteKind{"EXAMPLE", "example", "例", "Example"},
    NoteKind{"COLUMN", "column", "コラム", "Column"},
};

const NoteKind* FindKind(std::string_view marker) {
  std::string capitals(marker);
  for (char& c : capitals) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  const auto found =
      std::find_if(kNoteKinds.begin(), kNoteKinds.end(), [&](const NoteKind& kind) { return kind.marker == capitals; });
  return found == kNoteKinds.end() ? nullptr : &*found;
}

/// KIND of a text that starts with `[!KIND]`; empty when it does not.
std::string_view ReadMarker(std::string_view text) {
  if (!StartsWith(text, "[!")) return {};
  const size_t close = text.find_first_of("] ");
  if (close == std::string_view::npos || text[close] != ']') return {};
  return text.substr(2, close - 2);
}

bool IsBreak(cmark_node* node) { return IsType(node, CMARK_NODE_SOFTBREAK) || IsType(node, CMARK_NODE_LINEBREAK); }

}  // namespace

bool MarkdownRenderer::Note(cmark_node* quote) {
  cmark_node* paragraph = cmark_node_first_child(quote);
  cmark_node* first = IsType(paragraph, CMARK_NODE_PARAGRAPH) ? cmark_node_first_child(paragraph) : nullptr;
  if (!IsType(first, CMARK_NODE_TEXT)) return false;
  const std::string marker(ReadMarker(Literal(first)));
  if (marker.empty()) return false;
  const NoteKind* kind = FindKind(marker);
  if (!kind) {
    Report(NoteKindProblem(PlaceOf(first, "[!"), marker));
    return false;
  }
  SetText(first, std::string(Trim(Literal(first).substr(marker.size() + 3))));
  cmark_node* line_end = first;
  while (line_end && !IsBreak(line_end)) line_end = cmark_node_next(line_end);
  const bool has_title = !Literal(first).empty() || cmark_node_next(first) != line_end;

  html_ += "<aside";
  Attribute("class", "note note-" + std::string(kind->name));
  html_ += " role=\"note\">\n<p class=\"note-label\">";
  const Word label = WordOf(static_cast<size_t>(kind - kNoteKinds.data()), kind->ja, kind->en);
  if (has_title || label.foreign) {
    html_ += "<span";
    if (has_title) Attribute("class", "note-kind");
    if (label.foreign) Attribute("lang", "en");
    html_ += '>';
  }
  AppendEscaped(html_, label.text);
  if (has_title || label.foreign) html_ += "</span>";
  if (has_title) {
    html_ += ' ';
    Inlines(first, line_end);
    EndPlainBlock();
  }
  html_ += "</p>\n";
  if (line_end) {
    const size_t plain_start = plain_.size();
    html_ += "<p>";
    Inlines(cmark_node_next(line_end));
    html_ += "</p>\n";
    TakeExcerpt(paragraph, plain_start);
    EndPlainBlock();
  }
  Blocks(cmark_node_next(paragraph));
  html_ += "</aside>\n";
  return true;
}

MarkdownRenderer::Word MarkdownRenderer::WordOf(size_t index, std::string_view ja, std::string_view en) const {
  const std::vector<std::string_view> words = Split(request_.words, '\n');
  if (index < words.size() && !words[index].empty()) return {words[index]};
  if (IsJapanese()) return {ja};
  const std::string_view language = request_.language.substr(0, request_.language.find('-'));
  return {en, language != "en" && !language.empty()};
}

std::string MarkdownRenderer::NoteId(int number) const {
  return "note-" + note_group_ + std::string(request_.number_prefix) + std::to_string(number);
}

std::string MarkdownRenderer::ReferenceId(int number, int count) const {
  std::string id = "note-ref-" + note_group_ + std::string(request_.number_prefix) + std::to_string(number);
  if (count > 1) id += "-" + std::to_string(count);
  return id;
}

void MarkdownRenderer::NoteReference(cmark_node* node) {
  if (muted_) return;
  const int number = NoteNumber(node);
  const std::string shown = std::to_string(number);
  html_ += "<sup class=\"note-ref\">";
  if (in_link_) {  // a link cannot hold another
    html_.append(shown).append("</sup>");
    return;
  }
  const std::string id = ReferenceId(number, ++references_written_[number]);
  survey_.ids.Take(id);
  html_ += "<a";
  Attribute("id", id);
  Attribute("href", "#" + NoteId(number));
  html_ += " role=\"doc-noteref\"";
  Attribute("aria-label", JoinLabel(NoteLabel(), shown));
  html_.append(">").append(shown).append("</a></sup>");
}

void MarkdownRenderer::NoteSection(cmark_node* first_definition) {
  html_ += "<section class=\"notes\" role=\"doc-endnotes\"";
  Attribute("aria-label", NoteLabel());
  html_ += ">\n<ol>\n";
  for (cmark_node* note = first_definition; note; note = cmark_node_next(note)) {
    ++note_number_;
    const std::string id = NoteId(note_number_);
    survey_.ids.Take(id);
    html_ += "<li";
    Attribute("id", id);
    html_ += ">\n";
    cmark_node* last = cmark_node_last_child(note);
    last_of_note_ = IsType(last, CMARK_NODE_PARAGRAPH) && !OnlyImage(last) ? last : nullptr;
    Blocks(cmark_node_first_child(note));
    if (!last_of_note_) {
      html_ += "<p>";
      BackLinks(note_number_);
      html_ += "</p>\n";
    }
    html_ += "</li>\n";
  }
  html_ += "</ol>\n</section>\n";
}

/// One for each place that refers to the note; the names tell them apart.
void MarkdownRenderer::BackLinks(int number) {
  const int count = survey_.note_references[number];
  const bool japanese = IsJapanese();
  for (int i = 1; i <= count; ++i) {
    std::string name = JoinLabel(NoteLabel(), std::to_string(number));
    if (i > 1) name += "-" + std::to_string(i);
    const std::string_view label =
        request_.back_label.empty() ? (japanese ? "本文に戻る" : "Back to text") : request_.back_label;
    html_ += " <a class=\"note-back\"";
    Attribute("href", "#" + ReferenceId(number, i));
    html_ += " role=\"doc-backlink\"";
    Attribute("aria-label", std::string(label) + (japanese ? "（" + name + "）" : " (" + name + ")"));
    html_ += ">↩\uFE0E</a>";
  }
}

std::string_view MarkdownRenderer::NoteLabel() const {
  if (!request_.note_label.empty()) return request_.note_label;
  return IsJapanese() ? "注" : "Note";
}

}  // namespace kyodo
