#include "markdown/survey.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <set>

#include "core/text.h"
#include "markdown/plain.h"
#include "markdown/problems.h"

namespace kyodo {

namespace {

struct CaptionMarker {
  std::string_view word;
  bool table;
};
constexpr CaptionMarker kCaptionMarkers[] = {
    {"図表", true},   {"表", true},     {"図", false},     {"Table", true}, {"Figure", false},  // any language
    {"표", true},     {"그림", false},                                                          // ko
    {"图表", true},   {"图", false},    {"圖表", true},    {"圖", false},                       // zh
    {"Tabela", true}, {"Quadro", true}, {"Figura", false},                                      // pt
    {"Bảng", true},   {"Hình", false},                                                          // vi
    {"الجدول", true}, {"جدول", true},   {"الشكل", false},  {"شكل", false},                      // ar
};

/// "図：" and the like at the start of `text`; `length` takes in the spaces after it.
const CaptionMarker* FindCaptionMarker(std::string_view text, size_t& length) {
  constexpr std::string_view kWideColon = "：";
  for (const CaptionMarker& marker : kCaptionMarkers) {
    if (!StartsWith(text, marker.word)) continue;
    const std::string_view rest = text.substr(marker.word.size());
    const size_t colon = StartsWith(rest, ":") ? 1 : StartsWith(rest, kWideColon) ? kWideColon.size() : 0;
    if (colon == 0) continue;
    const size_t words = rest.find_first_not_of(' ', colon);
    length = marker.word.size() + std::min(words, rest.size());
    return &marker;
  }
  return nullptr;
}

/// The first of `stops` behind `from`; npos: none, or only behind more than a label can be.
size_t EndOfLabel(std::string_view text, size_t from, std::string_view stops) {
  constexpr size_t kLongest = 1000;  // as CommonMark has it
  const size_t found = text.substr(from, kLongest).find_first_of(stops);
  return found == text.npos ? found : from + found;
}

bool IsInside(cmark_node* node, cmark_node_type type) {
  for (cmark_node* at = cmark_node_parent(node); at; at = cmark_node_parent(at)) {
    if (IsType(at, type)) return true;
  }
  return false;
}

class Surveyor {
 public:
  Surveyor(ParsedMarkdown& parsed, bool check, std::vector<MarkdownResult::Problem>& problems)
      : source_(parsed.source), root_(parsed.root.get()), check_(check), problems_(problems) {}

  MarkdownSurvey Run(std::string_view taken_ids) {
    survey_.ids.Reserve(taken_ids);
    std::vector<cmark_node*> paragraphs;
    ForEachNode(root_, [&](cmark_node* node) {
      switch (cmark_node_get_type(node)) {
        case CMARK_NODE_HEADING: headings_.push_back(node); break;
        case CMARK_NODE_PARAGRAPH: paragraphs.push_back(node); break;
        case CMARK_NODE_FOOTNOTE_REFERENCE: Reference(node); break;
        case CMARK_NODE_FOOTNOTE_DEFINITION: note_lines_.insert(cmark_node_get_start_line(node)); break;
        case CMARK_NODE_CODE_BLOCK:
        case CMARK_NODE_HTML_BLOCK: verbatim_.push_back(node); break;
        case CMARK_NODE_TEXT:
          if (check_) LookForMissingNotes(node);
          break;
        default: break;
      }
    });
    Headings();
    for (cmark_node* paragraph : paragraphs) Paragraph(paragraph);
    if (check_) UnusedNotes();
    return std::move(survey_);
  }

 private:
  MarkdownPlace At(cmark_node* node, std::string_view needle = {}) const {
    return source_.PlaceAt(source_.Find(node, needle));
  }

  void Headings() {
    if (check_ && !headings_.empty()) {
      LowerUnderlined();
      int shallowest = 6;
      for (cmark_node* heading : headings_) shallowest = std::min(shallowest, cmark_node_get_heading_level(heading));
      survey_.base_level = shallowest == 1 ? 1 : 2;
    }
    int allowed = survey_.base_level;
    for (cmark_node* heading : headings_) {
      AuthorId(heading, "h-");
      if (!check_) continue;
      const int level = cmark_node_get_heading_level(heading);
      if (level > allowed) problems_.push_back(HeadingSkipProblem(At(heading), level, allowed));
      if (Trim(PlainText(heading)).empty()) problems_.push_back(EmptyHeadingProblem(At(heading)));
      allowed = level + 1;
    }
  }

  /// A heading by a line of === is told (slips_unmeant.cc); among others that start with ## it is one of them, so that
  /// they are not told as well.
  void LowerUnderlined() {
    const auto underlined = [&](cmark_node* heading) {
      return cmark_node_get_heading_level(heading) == 1 && source_.text()[source_.Find(heading, {})] != '#';
    };
    const auto top = [&](cmark_node* heading) {
      return cmark_node_get_heading_level(heading) == 1 && !underlined(heading);
    };
    if (std::any_of(headings_.begin(), headings_.end(), top)) return;
    for (cmark_node* heading : headings_) {
      if (underlined(heading)) cmark_node_set_heading_level(heading, 2);
    }
  }

  /// Takes `{#id}` off the end of a heading or caption.
  void AuthorId(cmark_node* block, std::string_view prefix) {
    cmark_node* last = cmark_node_last_child(block);
    if (!IsType(last, CMARK_NODE_TEXT)) return;
    const std::string text(Trim(Literal(last)));
    const size_t open = text.rfind("{#");
    if (open == std::string::npos || text.back() != '}') return;
    const std::string id = text.substr(open + 2, text.size() - open - 3);
    SetText(last, std::string_view(Literal(last)).substr(0, Literal(last).rfind("{#")));
    TrimEnd(last);
    const bool valid = IsAuthorId(id);
    const std::string prefixed = WithPrefix(prefix, id);
    if (valid && survey_.ids.Take(prefixed)) {
      survey_.author_ids[block] = prefixed;
    } else {
      problems_.push_back(IdProblem(At(block, "{#" + id), id, valid));
    }
  }

  static void TrimEnd(cmark_node* text) {
    std::string_view literal = Literal(text);
    while (!literal.empty() && literal.back() == ' ') literal.remove_suffix(1);
    SetText(text, literal);
  }

  void Paragraph(cmark_node* paragraph) {
    cmark_node* text = cmark_node_first_child(paragraph);
    if (!IsType(text, CMARK_NODE_TEXT)) return;
    size_t length = 0;
    const CaptionMarker* marker = FindCaptionMarker(Literal(text), length);
    if (!marker) return;
    cmark_node* next = cmark_node_next(paragraph);
    const bool table = IsNamed(next, "table");
    if (!table && !IsType(next, CMARK_NODE_LIST) && !IsType(next, CMARK_NODE_BLOCK_QUOTE) && !OnlyImage(next)) {
      if (check_) problems_.push_back(LoneCaptionProblem(At(paragraph), Literal(text).substr(0, length)));
      return;
    }
    const bool of_table = table && marker->table;
    survey_.captions[paragraph] = {of_table, marker->table};
    SetText(text, std::string(Literal(text).substr(length)));
    AuthorId(paragraph, of_table ? "table-" : "fig-");
  }

  /// Only those that become a link have a way back.
  void Reference(cmark_node* reference) {
    if (IsInside(reference, CMARK_NODE_IMAGE) || IsInside(reference, CMARK_NODE_LINK)) return;
    ++survey_.note_references[NoteNumber(reference)];
  }

  void LookForMissingNotes(cmark_node* node) {
    const std::string_view text = Literal(node);
    for (size_t open = text.find("[^"); open != std::string_view::npos; open = text.find("[^", open + 1)) {
      const size_t close = EndOfLabel(text, open + 2, "[] ");
      if (close == text.npos || text[close] != ']' || close == open + 2) continue;
      const std::string_view label = text.substr(open + 2, close - open - 2);
      if (BeginsLine(text.substr(open, close - open + 1))) continue;
      problems_.push_back(MissingNoteProblem(At(node, text.substr(open, close - open)), label));
    }
  }

  /// A note whose colon is missing or full-width, which slips_links.cc tells.
  bool BeginsLine(std::string_view reference) {
    if (!begins_line_) {
      begins_line_.emplace();
      const std::string_view text = source_.text();
      for (size_t at = text.find("[^"); at != text.npos; at = text.find("[^", at + 1)) {
        if (at > 0 && text[at - 1] != '\n' && text[at - 1] != '\r') continue;
        const size_t close = text.find_first_of("[] \r\n", at + 1);
        if (close != text.npos && text[close] == ']' && text.substr(close + 1, 1) != ":")
          begins_line_->insert(text.substr(at, close + 1 - at));
      }
    }
    return begins_line_->contains(reference);
  }

  /// The parser drops notes that nothing refers to; the author should know.
  void UnusedNotes() {
    std::sort(verbatim_.begin(), verbatim_.end(),
              [](cmark_node* a, cmark_node* b) { return cmark_node_get_start_line(a) < cmark_node_get_start_line(b); });
    const std::string_view text = source_.text();
    for (size_t at = text.find("[^"); at != std::string_view::npos; at = text.find("[^", at + 1)) {
      const size_t close = EndOfLabel(text, at + 2, "] \n");
      if (close == text.npos || text.substr(close, 2) != "]:") continue;
      const MarkdownPlace place = source_.PlaceAt(at);
      const std::string_view before = text.substr(source_.LineStart(place.line), at - source_.LineStart(place.line));
      const int line = static_cast<int>(place.line);
      if (before.size() > 3 || !Trim(before).empty() || note_lines_.contains(line) || IsVerbatim(line)) continue;
      problems_.push_back(UnusedNoteProblem(place, text.substr(at + 2, close - at - 2)));
    }
  }

  /// `verbatim_` is sorted by then; such blocks hold no others.
  bool IsVerbatim(int line) const {
    const auto after = std::upper_bound(verbatim_.begin(), verbatim_.end(), line, [](int wanted, cmark_node* block) {
      return wanted < cmark_node_get_start_line(block);
    });
    return after != verbatim_.begin() && line <= cmark_node_get_end_line(*std::prev(after));
  }

  const MendedMarkdown& source_;
  cmark_node* root_;
  bool check_;
  std::vector<MarkdownResult::Problem>& problems_;
  std::vector<cmark_node*> headings_;
  std::vector<cmark_node*> verbatim_;
  std::set<int> note_lines_;
  std::optional<std::set<std::string_view>> begins_line_;  // "[^1]" and the like; made when first needed
  MarkdownSurvey survey_;
};

}  // namespace

MarkdownSurvey SurveyMarkdown(ParsedMarkdown& parsed, bool check_structure, std::string_view taken_ids,
                              std::vector<MarkdownResult::Problem>& problems) {
  return Surveyor(parsed, check_structure, problems).Run(taken_ids);
}

int NoteNumber(cmark_node* reference) { return std::atoi(std::string(Literal(reference)).c_str()); }

cmark_node* OnlyImage(cmark_node* paragraph) {
  if (!IsType(paragraph, CMARK_NODE_PARAGRAPH)) return nullptr;
  cmark_node* only = cmark_node_first_child(paragraph);
  return IsType(only, CMARK_NODE_IMAGE) && !cmark_node_next(only) ? only : nullptr;
}

}  // namespace kyodo
