// The images that other services show beside a link to a page without one of its own, where the site names none:
// drawings of the name of its collection, or of that and the description of the site, in each language.
#include <fmt/format.h>

#include <utility>

#include "core/hash.h"
#include "core/html.h"
#include "core/text.h"
#include "load/loader.h"

namespace kyodo::load {

namespace {

// The proportions that services cut images to.
constexpr int kWidth = 1200, kHeight = 630, kMargin = 90;
constexpr std::string_view kGround = "#00118f", kInk = "#ffffff", kEdge = "#c5d7fb";

/// A line may end before that character: Japanese texts have no spaces, but no line begins with one of these.
bool MayStart(char32_t c) {
  return IsCjk(c) &&
         std::u32string_view(U"、。，．・：；？！）」』】〉》ー々ゝっゃゅょッャュョァィゥェォぁぃぅぇぉ").find(c) ==
             std::u32string_view::npos;
}

/// Lines of at most that many columns, broken at spaces and between Japanese characters.
std::vector<std::string> Wrap(std::string_view text, int columns) {
  std::vector<std::string> lines(1);
  std::string piece;
  const auto take = [&] {
    if (!lines.back().empty() && DisplayWidth(lines.back() + piece) > columns) {
      lines.back() = Trim(lines.back());
      lines.emplace_back();
    }
    lines.back() += lines.back().empty() ? std::string(Trim(piece)) : piece;
    piece.clear();
  };
  for (const char32_t c : Decode(text)) {
    if (!piece.empty() && (MayStart(c) || c == ' ')) take();
    AppendUtf8(piece, c <= ' ' ? U' ' : c);
  }
  take();
  return lines;
}

struct Type {
  int size;      // in pixels
  size_t lines;  // at most
  int weight;
  int columns() const { return (kWidth - 2 * kMargin) * 2 / size; }
};

/// What does not fit ends with an ellipsis.
std::vector<std::string> Fitted(std::string_view text, const Type& type) {
  std::vector<std::string> lines = Wrap(text, type.columns());
  if (lines.size() <= type.lines) return lines;
  lines.resize(type.lines);
  std::u32string last = Decode(lines.back());
  while (DisplayWidth(Encode(last)) > type.columns() - 2) last.pop_back();
  lines.back() = Encode(last) + "…";
  return lines;
}

void AppendLines(const std::vector<std::string>& lines, const Type& type, int& top, std::string& svg) {
  for (const std::string& line : lines) {
    top += type.size * 14 / 10;
    svg += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"{}\">", kWidth / 2, top - type.size / 4,
                       type.size, type.weight);
    AppendEscaped(svg, line);
    svg += "</text>";
  }
}

/// In the middle, so that it is right in scripts of either direction.
std::string Draw(const std::string& title, const std::string& below, std::string_view language) {
  const Type large{96, 3, 700}, small{64, 4, 700}, note{36, 3, 400};
  const Type& type = Wrap(title, large.columns()).size() <= 2 ? large : small;
  const std::vector<std::string> name = Fitted(title, type);
  const std::vector<std::string> text = below.empty() ? std::vector<std::string>() : Fitted(below, note);
  const size_t height = name.size() * static_cast<size_t>(type.size) * 14 / 10 + 40 + text.size() * 36 * 14 / 10;
  int top = (kHeight - static_cast<int>(height)) / 2;
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" xml:lang=\"{2}\">"
      "<path d=\"M0 0h{0}v{1}H0z\" fill=\"{3}\"/><rect y=\"{4}\" width=\"{0}\" height=\"16\" fill=\"{5}\"/>"
      "<g fill=\"{6}\" font-family=\"sans-serif\" text-anchor=\"middle\">",
      kWidth, kHeight, language, kGround, kHeight - 16, kEdge, kInk);
  AppendLines(name, type, top, svg);
  top += 40;
  AppendLines(text, note, top, svg);
  return svg + "</g></svg>";
}

const Image* DrawnCard(Loader& loader, std::string drawing, std::string_view language) {
  Image card;
  card.drawing = std::move(drawing);
  card.hash = Hash(card.drawing);
  card.recipe.kind = ImageKind::kSvg;
  card.recipe.width = kWidth;
  card.recipe.height = kHeight;
  card.recipe.widths = {kWidth};
  card.linked = true;
  card.path =
      fmt::format("media/card-{}.{}", language, HexHash(Hash(EncodeRecipe(card.recipe), card.hash)).substr(0, 10));
  return &loader.site.storage.front()->images.emplace_back(std::move(card));
}

/// By language; one whose words are those of the first has the same.
std::vector<const Image*> DrawnCards(Loader& loader, const LocalText& title, const LocalText& below) {
  const std::vector<Language>& languages = loader.site.config.languages;
  const auto words = [&](LanguageId id) {
    return std::pair(title.In(id), below.empty() ? std::string() : below.In(id));
  };
  std::vector<const Image*> cards;
  for (LanguageId id = 0; id < CountPublished(languages); ++id) {
    const auto& [name, text] = words(id);
    cards.push_back(id && words(id) == words(0)
                        ? cards.front()
                        : DrawnCard(loader, Draw(name, text, languages[id].code), languages[id].code));
  }
  return cards;
}

}  // namespace

void DrawCards(Loader& loader) {
  const SiteConfig& config = loader.site.config;
  if (!config.social_image.id.empty()) return;
  loader.site.cards = DrawnCards(loader, config.title, config.description);
  for (auto& [id, collection] : loader.site.collections) {
    if (collection.schema.listing.enabled) collection.cards = DrawnCards(loader, collection.schema.label, config.title);
  }
}

}  // namespace kyodo::load
