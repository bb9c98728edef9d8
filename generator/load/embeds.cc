#include "load/embeds.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "formats/csv_reader.h"
#include "formats/web_vtt.h"
#include "markdown/problems.h"
#include "model/file_note.h"

namespace kyodo::load {

namespace {

constexpr std::pair<std::string_view, std::string_view> kMediaTypes[] = {
    {".mp4", "video/mp4"}, {".webm", "video/webm"}, {".mp3", "audio/mpeg"},
    {".m4a", "audio/mp4"}, {".ogg", "audio/ogg"},   {".opus", "audio/ogg"}};

std::string_view StemOf(std::string_view path) { return path.substr(0, path.rfind('.')); }

/// "1,200", "-3.5", "80%": what is easier to compare at the right edge.
bool IsNumber(std::string_view cell) {
  return cell.find_first_of("0123456789") != std::string_view::npos &&
         cell.find_first_not_of("0123456789.,+-%") == std::string_view::npos;
}

class EmbedWriter {
 public:
  EmbedWriter(const FileUse& use, std::string_view words, LanguageId language, Html& html)
      : use_(use), words_(words), language_(language), html_(html) {}

  void Table() {
    std::string bytes;
    const PublishedFile file = PublishFile(use_, &bytes);
    if (file.path.empty()) return;
    const Result<std::vector<CsvRow>> rows = ReadCsv(bytes);
    if (!rows.ok()) return Tell(rows.error());
    if (!Check(*rows)) return;
    for (const CsvRow& row : *rows) {
      for (const std::string& cell : row.cells) {
        if (!CanBeShown(cell, fmt::format("{}:{}", use_.path, row.line))) return;
      }
    }
    html_.text += "<div class=\"table\" role=\"group\"";
    Attribute("aria-label", words_);
    html_.text += " tabindex=\"0\">\n<table>\n<caption>";
    AppendEscaped(html_.text, words_);
    html_.text += "</caption>\n";
    Rows(*rows);
    html_.text += "</table>\n</div>\n";
    Download(file);
  }

  void Player(Embed embed) {
    const PublishedFile file = PublishFile(use_);
    if (file.path.empty()) return;
    const std::vector<Captions> captions = FindCaptions();
    if (captions.empty()) TellNoCaptions(embed);
    const std::string_view element = embed == Embed::kFilm ? "video" : "audio";
    html_.text.append("<").append(element).append(" controls preload=\"none\"");
    Attribute("aria-label", words_);
    if (embed == Embed::kFilm) Poster();
    html_.text += ">\n<source";
    Address("src", file.path);
    for (const auto& [ending, type] : kMediaTypes) {
      if (EndsWith(Fold(file.path), ending)) Attribute("type", type);
    }
    html_.text += ">\n";
    for (const Captions& one : captions) Track(one);
    html_.text.append("</").append(element).append(">\n");
    Download(file);
    if (!captions.empty()) Transcript(captions);
  }

 private:
  struct Captions {
    PublishedFile file;
    LanguageId language;
    std::vector<std::string> lines;
  };

  const std::vector<Language>& languages() const { return use_.loader.site.config.languages; }

  void Attribute(std::string_view name, std::string_view value) {
    html_.text.append(" ").append(name).append("=\"");
    AppendEscaped(html_.text, value);
    html_.text += '"';
  }

  void Address(std::string_view name, std::string_view path) {
    html_.text.append(" ").append(name).append("=\"");
    html_.holes.push_back({html_.text.size(), std::string(path)});
    html_.text += '"';
  }

  void Download(const PublishedFile& file) {
    html_.text += "<p class=\"download\"><a";
    Address("href", file.path);
    html_.text += '>';
    AppendEscaped(html_.text, words_);
    AppendEscaped(html_.text, FileNote(file.path, file.size_bytes, languages()[language_], words_));
    html_.text += "</a></p>";
  }

  bool Check(const std::vector<CsvRow>& rows) {
    if (rows.size() < 2 || rows.size() > kMostTableRows + 1) {
      use_.diagnostics.Error("csv.rows", use_.at,
                             {fmt::format("表にできる行の数は 1 から {} です。この表には {} 行あります: {}",
                                          kMostTableRows, rows.empty() ? 0 : rows.size() - 1, use_.path),
                              fmt::format("A table has 1 to {} rows below its head; this one has {}: {}",
                                          kMostTableRows, rows.empty() ? 0 : rows.size() - 1, use_.path)},
                             {fmt::format("ファイルへのリンクにします: [{}]({})", words_, use_.path),
                              fmt::format("Make it a link to the file: [{}]({})", words_, use_.path)});
      return false;
    }
    for (const CsvRow& row : rows) {
      if (row.cells.size() <= rows.front().cells.size()) continue;
      use_.diagnostics.Error("csv.cells", use_.at,
                             {fmt::format("{} の {} 行目のセルが、見出しの行より多くあります（{} と {}）", use_.path,
                                          row.line, row.cells.size(), rows.front().cells.size()),
                              fmt::format("{}, line {}: more cells than the first row has ({} and {})", use_.path,
                                          row.line, row.cells.size(), rows.front().cells.size())},
                             {"コンマのあるセルは \" で囲みます。例: \"住民, 商店\"",
                              "A cell with a comma stands in quotes. Example: \"residents, shops\""});
      return false;
    }
    return true;
  }

  void Rows(const std::vector<CsvRow>& rows) {
    const size_t columns = rows.front().cells.size();
    const auto cell = [&](const CsvRow& row, size_t column) {
      return column < row.cells.size() ? std::string_view(row.cells[column]) : std::string_view();
    };
    std::vector<bool> numbers(columns);
    for (size_t column = 0; column < columns; ++column)
      numbers[column] = std::all_of(rows.begin() + 1, rows.end(), [&](const CsvRow& row) {
        return cell(row, column).empty() || IsNumber(cell(row, column));
      });
    for (const CsvRow& row : rows) {
      const bool head = &row == &rows.front();
      html_.text += head ? "<thead>\n<tr>" : "<tr>";
      for (size_t column = 0; column < columns; ++column) {
        const bool row_head = !head && column == 0 && columns > 1;
        // An empty corner heads nothing.
        const bool is_head = (head || row_head) && !cell(row, column).empty();
        html_.text += is_head ? "<th" : "<td";
        if (is_head) Attribute("scope", head ? "col" : "row");
        if (numbers[column] && (column > 0 || columns == 1)) Attribute("class", "align-right");
        html_.text += '>';
        AppendEscaped(html_.text, cell(row, column));
        html_.text += is_head ? "</th>" : "</td>";
      }
      html_.text += head ? "</tr>\n</thead>\n<tbody>\n" : "</tr>\n";
    }
    html_.text += "</tbody>\n";
  }

  /// The file beside this one that differs in what follows the name's last dot; empty: there is none.
  std::string Beside(std::string_view ending) const {
    const std::string name = std::string(StemOf(use_.path)).append(ending);
    const std::string& root = use_.loader.options.folder;
    const Result<std::string> path = ResolveName(root, use_.from, name);
    const bool there =
        path.ok() && FindPlainFile(use_.loader.files, root, std::string_view(*path).substr(root.size() + 1),
                                   use_.diagnostics) == Presence::kThere;
    return there ? name : std::string();
  }

  std::vector<Captions> FindCaptions() {
    std::vector<Captions> found;
    for (LanguageId id = 0; id < languages().size(); ++id) {
      std::string name = Beside(fmt::format(".{}.vtt", languages()[id].code));
      if (name.empty() && id == language_) name = Beside(".vtt");
      if (name.empty()) continue;
      FileUse use = use_;
      use.path = name;
      std::string bytes;
      Captions captions{PublishFile(use, &bytes), id, {}};
      if (captions.file.path.empty()) continue;
      Result<std::vector<std::string>> lines = ReadWebVtt(bytes);
      if (!lines.ok()) {
        Tell(lines.error(), name);
        continue;
      }
      captions.lines = std::move(*lines);
      if (!std::all_of(captions.lines.begin(), captions.lines.end(),
                       [&](const std::string& line) { return CanBeShown(line, name); }))
        continue;
      found.push_back(std::move(captions));
    }
    return found;
  }

  void Track(const Captions& one) {
    html_.text += "<track kind=\"captions\"";
    Address("src", one.file.path);
    Attribute("srclang", languages()[one.language].code);
    Attribute("label", languages()[one.language].name);
    html_.text += one.language == language_ ? " default>\n" : ">\n";
  }

  /// What the captions say, in the language of the text where there are some.
  void Transcript(const std::vector<Captions>& captions) {
    const auto own =
        std::find_if(captions.begin(), captions.end(), [&](const Captions& one) { return one.language == language_; });
    const Captions& shown = own == captions.end() ? captions.front() : *own;
    const auto& word = use_.loader.options.theme_word;
    std::string title = word ? word(use_.loader.site.config, "transcript", language_) : "";
    if (title.empty()) title = languages()[language_].japanese ? "文字で読む" : "Transcript";
    html_.text += "\n<details class=\"transcript\"><summary>";
    AppendEscaped(html_.text, title);
    html_.text += "</summary>\n<div";
    if (shown.language != language_) Attribute("lang", languages()[shown.language].code);
    html_.text += '>';
    for (const std::string& line : shown.lines) {
      html_.text += "\n<p>";
      AppendEscaped(html_.text, line);
      html_.text += "</p>";
    }
    html_.text += "\n</div>\n</details>";
  }

  void Poster() {
    for (const std::string_view ending : {".jpg", ".png", ".webp"}) {
      const std::string name = Beside(ending);
      if (name.empty()) continue;
      FileUse use = use_;
      use.path = name;
      if (const Image* image = PublishImage(use)) Address("poster", image->Address());
      return;
    }
  }

  void TellNoCaptions(Embed embed) {
    const std::string name = fmt::format("{}.{}.vtt", StemOf(use_.path), languages()[language_].code);
    const bool film = embed == Embed::kFilm;
    use_.diagnostics.Warning(
        "captions.missing", use_.at,
        {fmt::format("{}に字幕がありません: {}", film ? "動画" : "音声", use_.path),
         fmt::format("A {} without captions: {}", film ? "film" : "sound", use_.path)},
        {fmt::format("聞こえない人のために、話している言葉を {} に書きます。始まりの例:\nWEBVTT\n\n00:00.000 --> "
                     "00:04.000\n芝地区の清掃活動です。",
                     name),
         fmt::format("For those who do not hear it, write what is said into {}. It begins:\nWEBVTT\n\n00:00.000 --> "
                     "00:04.000\nThis is the clean-up in Shiba.",
                     name)});
  }

  /// Error `markdown.character`: a page cannot have one of these.
  bool CanBeShown(std::string_view text, std::string_view name) {
    for (size_t at = 0; at < text.size();) {
      const char32_t character = DecodeUtf8(text, at);
      if (!IsForbiddenCharacter(character)) continue;
      const MarkdownResult::Problem problem = ForbiddenCharacterProblem({}, character);
      use_.diagnostics.Error(
          problem.rule, use_.at,
          {fmt::format("{}: {}", name, problem.message.ja), fmt::format("{}: {}", name, problem.message.en)},
          problem.hint);
      return false;
    }
    return true;
  }

  void Tell(const Diagnostic& problem, std::string_view name = {}) {
    const std::string at = fmt::format("{}:{}", name.empty() ? use_.path : name, problem.line);
    use_.diagnostics.Error(
        problem.rule, use_.at,
        {fmt::format("{}: {}", at, problem.message.ja), fmt::format("{}: {}", at, problem.message.en)}, problem.hint);
  }

  const FileUse& use_;
  const std::string_view words_;
  const LanguageId language_;
  Html& html_;
};

}  // namespace

void AppendEmbed(Embed embed, const FileUse& use, std::string_view words, LanguageId language, Html& html) {
  EmbedWriter writer(use, words, language, html);
  if (embed == Embed::kTable) {
    writer.Table();
  } else {
    writer.Player(embed);
  }
}

}  // namespace kyodo::load
