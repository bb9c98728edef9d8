#include <fmt/format.h>

#include "core/html.h"
#include "core/text.h"
#include "status/report.h"

namespace kyodo::status {

namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; font-family: system-ui, sans-serif; line-height: 1.7; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.25rem; margin-top: 2.5rem; border-bottom: 2px solid; }
nav ul { columns: 18rem; padding-left: 1.2rem; }
section > ul { padding: 0; list-style: none; }
section > ul > li { padding: 0.5rem 0; border-top: 1px solid; overflow-wrap: anywhere; }
.title { font-weight: bold; }
code { font-size: 0.9em; }
p { margin: 0.25rem 0; }
del { background: #ffd7d5; color: #5c0011; }
ins { background: #d1f4d9; color: #00401a; }
)css";

class Page {
 public:
  Page(const Attention& attention, Tongue tongue)
      : attention_(attention), site_(attention.site), tongue_(tongue), language_(tongue == Tongue::kJa ? "ja" : "en") {}

  std::string Make() {
    LanguageId shown = 0;
    const std::string name = site_.config.title.In(FindOwn(), &shown);
    const std::string title = std::string(Say("手入れの要るもの", "What wants attention"));
    out_ = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"robots\" content=\"noindex\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<title>{} – {}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n",
        language_, title, Escaped(name), kStyle, title);
    out_ += fmt::format("<p>{}, {}</p>\n", InLanguage(name, shown), ToIso(site_.today));
    if (attention_.items.empty()) {
      Paragraph(Say("手入れの要るものはありません。", "All is well: nothing wants attention."));
    } else {
      Contents();
      Groups();
    }
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  std::string_view Say(std::string_view ja, std::string_view en) const { return tongue_ == Tongue::kJa ? ja : en; }

  LanguageId FindOwn() const {
    const LanguageId found = FindLanguage(site_.config.languages, language_);
    return found < site_.config.languages.size() ? found : 0;
  }

  static std::string Escaped(std::string_view text) {
    std::string out;
    AppendEscaped(out, OneLine(text));
    return out;
  }

  std::string InLanguage(std::string_view text, LanguageId shown) const {
    const std::string_view code = CodeOf(site_.config.languages, shown);
    if (code == language_) return Escaped(text);
    return fmt::format("<span lang=\"{}\">{}</span>", code, Escaped(text));
  }

  void Paragraph(std::string_view text) { out_ += fmt::format("<p>{}</p>\n", Escaped(text)); }

  void Contents() {
    out_ += fmt::format("<nav aria-label=\"{}\">\n<ul>\n", Say("目次", "Contents"));
    for (size_t i = 0; i < kKinds; ++i) {
      const size_t count = attention_.Count(static_cast<Kind>(i));
      const KindWords& words = AllKinds()[i];
      if (count)
        out_ += fmt::format("<li><a href=\"#{}\">{}</a>: {}</li>\n", words.name, words.title.In(tongue_), count);
    }
    out_ += "</ul>\n</nav>\n";
    if (attention_.LacksGit())
      Paragraph(Say("サイトのフォルダーが git の中にないので、元の文章のどこが変わったかは分かりません。",
                    "The site's folder is not in git, so what has changed in the originals is not known."));
  }

  void Groups() {
    for (size_t i = 0; i < attention_.items.size();) {
      const Kind kind = attention_.items[i].kind;
      const KindWords& words = WordsOf(kind);
      out_ += fmt::format("<section aria-labelledby=\"{}\">\n<h2 id=\"{}\">{} ({})</h2>\n", words.name, words.name,
                          words.title.In(tongue_), attention_.Count(kind));
      if (!words.advice.empty()) Paragraph(words.advice.In(tongue_));
      out_ += "<ul>\n";
      for (; i < attention_.items.size() && attention_.items[i].kind == kind; ++i) AddItem(attention_.items[i]);
      out_ += "</ul>\n</section>\n";
    }
  }

  void AddItem(const Item& item) {
    out_ += "<li>\n";
    LanguageId shown = 0;
    const std::string title = TitleOf(item, site_, tongue_, shown);
    if (!title.empty()) out_ += fmt::format("<p class=\"title\">{}</p>\n", InLanguage(title, shown));
    const Message note = NoteOf(item, site_);
    if (!note.empty()) Paragraph(note.In(tongue_));
    out_ += fmt::format("<p><code>{}</code></p>\n", Escaped(item.path));
    if (!item.since.changes.empty()) AddChanges(item);
    out_ += "</li>\n";
  }

  void AddChanges(const Item& item) {
    out_ += fmt::format("<ul lang=\"{}\">\n", CodeOf(site_.config.languages, item.record->original));
    for (const WordChange& change : item.since.changes) {
      out_ += fmt::format("<li>{}〔", Escaped(change.before));
      if (!change.removed.empty()) out_ += fmt::format("<del>{}</del>", Escaped(change.removed));
      out_ += "→";
      if (!change.added.empty()) out_ += fmt::format("<ins>{}</ins>", Escaped(change.added));
      out_ += fmt::format("〕{}</li>\n", Escaped(change.after));
    }
    out_ += "</ul>\n";
  }

  const Attention& attention_;
  const Site& site_;
  const Tongue tongue_;
  const std::string_view language_;
  std::string out_;
};

}  // namespace

std::string HtmlOf(const Attention& attention, Tongue tongue) { return Page(attention, tongue).Make(); }

}  // namespace kyodo::status
