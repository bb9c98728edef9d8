#include "core/html.h"
#include "core/text.h"
#include "markdown/renderer.h"

namespace kyodo {

namespace {

/// An image's title: "Caption | Credit | Licence".
struct ImageTitle {
  std::string_view caption;
  std::string_view credit;
  std::string_view licence;
};

/// Takes what stands before the first bar off `title`; all of it when there is none.
std::string_view TakePart(std::string_view& title) {
  size_t at = title.size(), behind = title.size();
  for (const std::string_view bar : {"|", "｜"}) {
    const size_t found = title.find(bar);
    if (found >= at) continue;
    at = found;
    behind = found + bar.size();
  }
  const std::string_view part = Trim(title.substr(0, at));
  title.remove_prefix(behind);
  return part;
}

ImageTitle ReadTitle(std::string_view title) {
  ImageTitle parts;
  parts.caption = TakePart(title);
  parts.credit = TakePart(title);
  parts.licence = Trim(title);
  return parts;
}

}  // namespace

std::string JoinLabel(std::string_view label, std::string_view number) {
  const bool latin = !label.empty() && static_cast<unsigned char>(label.back()) < 0x80 && label.back() != ' ';
  return std::string(label).append(latin ? " " : "").append(number);
}

/// Counts the caption and lists it; its text is added by CaptionText. Returns its number.
std::string MarkdownRenderer::BeginCaption(cmark_node* paragraph) {
  const MarkdownSurvey::Caption& found = survey_.captions.at(paragraph);
  const std::string_view label = found.table_word ? request_.table_label : request_.figure_label;
  const bool counts_apart = found.table_word && request_.table_label != request_.figure_label;
  int& count = counts_apart ? table_count_ : figure_count_;
  ++count;
  const std::string number = std::string(request_.number_prefix) + std::to_string(count);

  MarkdownResult::Caption caption;
  caption.table = found.of_table;
  const auto chosen = survey_.author_ids.find(paragraph);
  caption.id = chosen != survey_.author_ids.end()
                   ? chosen->second
                   : survey_.ids.TakeUnique((found.of_table ? "table-" : "fig-") + number);
  if (!label.empty()) caption.number = JoinLabel(label, number);
  caption.line = PlaceOf(paragraph, {}).line;
  result_.captions.push_back(caption);
  return caption.number;
}

void MarkdownRenderer::CaptionText(cmark_node* paragraph, std::string_view number) {
  if (!number.empty()) {
    html_ += "<span class=\"number\">";
    AppendEscaped(html_, number);
    html_ += "</span> ";
  }
  const size_t index = result_.captions.size() - 1;
  const size_t start = plain_.size();
  Inlines(cmark_node_first_child(paragraph));
  result_.captions[index].text = Trim(std::string_view(plain_).substr(start));
  EndPlainBlock();
}

cmark_node* MarkdownRenderer::Captioned(cmark_node* paragraph) {
  cmark_node* block = cmark_node_next(paragraph);
  cmark_node* next = cmark_node_next(block);
  if (survey_.captions.at(paragraph).of_table) {
    Table(block, paragraph, {});
  } else if (cmark_node* image = OnlyImage(block)) {
    ImageFigure(image, paragraph);
  } else {
    const std::string number = BeginCaption(paragraph);
    const std::string id = result_.captions.back().id;
    const std::string caption_id = survey_.ids.TakeUnique(id + "-caption");
    html_ += "<figure";
    Attribute("id", id);
    html_ += ">\n<figcaption";
    Attribute("id", caption_id);
    html_ += '>';
    CaptionText(paragraph, number);
    html_ += "</figcaption>\n";
    if (IsNamed(block, "table")) {
      Table(block, nullptr, caption_id);
    } else {
      Block(block);
    }
    html_ += "</figure>\n";
  }
  EndPlainBlock();
  return next;
}

void MarkdownRenderer::SmallText(std::string_view name, std::string_view text) {
  if (text.empty()) return;
  if (!EndsWith(html_, "<figcaption>")) html_ += ' ';
  html_ += "<small";
  Attribute("class", name);
  html_ += '>';
  AppendEscaped(html_, text);
  html_ += "</small>";
}

void MarkdownRenderer::ImageFigure(cmark_node* image, cmark_node* paragraph) {
  const ImageTitle title = ReadTitle(Title(image));
  html_ += "<figure";
  std::string number;
  if (paragraph) {
    number = BeginCaption(paragraph);
    Attribute("id", result_.captions.back().id);
  }
  html_ += ">\n";
  Image(image, false);
  EndPlainBlock();
  html_ += '\n';
  if (paragraph || !title.caption.empty() || !title.credit.empty() || !title.licence.empty()) {
    html_ += "<figcaption>";
    if (paragraph) CaptionText(paragraph, number);
    if (paragraph && !title.caption.empty()) html_ += ' ';
    Text(title.caption);
    SmallText("credit", title.credit);
    SmallText("licence", title.licence);
    html_ += "</figcaption>\n";
  }
  html_ += "</figure>\n";
}

}  // namespace kyodo
