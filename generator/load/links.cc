#include "load/links.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/text.h"
#include "core/web_address.h"
#include "load/embeds.h"
#include "load/text_ids.h"
#include "load/values.h"
#include "model/file_note.h"

namespace kyodo::load {

namespace {

/// The address that was meant where no file of that name can be: a telephone number, a mail address, a host. Else
/// empty.
std::string AddressMeant(std::string_view target) {
  if (StartsWith(target, "www.")) return "https://" + std::string(target);
  const size_t at = target.find('@');
  if (at != std::string_view::npos && at > 0 && target.find('.', at) != std::string_view::npos &&
      target.find('/') == std::string_view::npos)
    return "mailto:" + std::string(target);
  const std::string number = Fold(target);  // full-width digits too
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool telephone = number.find_first_not_of("0123456789-+() ") == std::string::npos &&
                         std::count_if(number.begin(), number.end(), is_digit) >= 9;
  return telephone ? "tel:" + number : std::string();
}

class LinkResolver {
 public:
  LinkResolver(Loader& loader, MarkdownText& text) : loader_(loader), text_(text), diagnostics_(loader.diagnostics) {}

  /// Fills the holes that the renderer left.
  void Run() {
    Html& html = text_.html;
    const std::string& source = text_.result.html;
    html.text.reserve(source.size() + text_.result.links.size() * 24);
    size_t done = 0;
    const auto copy_to = [&](size_t end) {
      html.text.append(source, done, end - done);
      done = end;
    };
    Note note;  // of a link that is still open: it may hold an image
    const auto close_before = [&](size_t offset) {
      if (note.text.empty() || note.at > offset) return;
      copy_to(note.at);
      AppendEscaped(html.text, note.text);
      note = {};
    };
    for (const MarkdownResult::Link& link : text_.result.links) {
      close_before(link.offset);
      copy_to(link.offset);
      if (link.image) {
        WriteImage(link);
      } else {
        note = {WriteAddress(link), link.end};
      }
    }
    close_before(source.size());
    copy_to(source.size());
    text_.result.html = {};
  }

 private:
  struct Target {
    std::string address;      // site path; empty with `literal` empty: no link
    std::string literal{};    // an address outside the site
    bool definition = false;  // leads to a term of a glossary
    std::string note{};       // what the link says of the file it leads to
  };
  struct Note {
    std::string text;
    size_t at = 0;  // in the renderer's HTML
  };

  /// Returns what stands at the end of the link's text.
  std::string WriteAddress(const MarkdownResult::Link& link) {
    const Target target = Find(link);
    if (target.address.empty() && target.literal.empty()) return {};
    Html& html = text_.html;
    html.text += " href=\"";
    if (target.address.empty()) {
      AppendEscaped(html.text, target.literal);
    } else {
      html.holes.push_back({html.text.size(), target.address});
    }
    html.text += '"';
    if (target.definition) html.text += " class=\"term\"";
    return target.note;
  }

  /// The first image of a body is most likely seen at once; the others can wait.
  void WriteImage(const MarkdownResult::Link& link) {
    const bool first = text_.is_body && !has_image_;
    has_image_ = true;
    const ImageUse use{link.text, link.title, {}, first};
    if (!SchemeOf(link.target).empty()) return AppendForeignImage(text_.html, link.target, use);
    const std::string path = link.target.substr(0, link.target.find('#'));
    if (const Embed embed = EmbedOf(path); embed != Embed::kNone)
      return AppendEmbed(embed, UseOf(link, path), link.text, text_.language, text_.html);
    if (const Image* image = PublishImage(UseOf(link, path))) AppendImage(text_.html, *image, use);
  }

  Target Find(const MarkdownResult::Link& link) {
    const std::string& target = link.target;
    if (StartsWith(target, "term:")) return FindTerm(link, std::string_view(target).substr(5));
    if (!SchemeOf(target).empty()) return {{}, target};
    const size_t hash = target.find('#');
    const std::string path = target.substr(0, hash);
    const std::string fragment = hash == std::string::npos ? "" : target.substr(hash + 1);
    if (path.empty()) {
      CheckFragment(link, *text_.record, fragment);
      return {PageOf(*text_.record, fragment), {}};
    }
    return FindFile(link, path, fragment);
  }

  FileUse UseOf(const MarkdownResult::Link& link, std::string_view path) {
    return {loader_,      *text_.record,    text_.file->path,
            path,         Place(link),      *loader_.site.storage.back(),
            diagnostics_, text_.is_private, true};
  }
  SourcePos Place(const MarkdownResult::Link& link) const {
    return PlaceIn(text_, link.line, link.column, static_cast<uint32_t>(CountCharacters(link.text) + 2));
  }
  const Language& language() const { return loader_.site.config.languages[text_.language]; }

  std::string PageOf(const Record& record, const std::string& fragment) const {
    std::string path = record.PathIn(language());
    return fragment.empty() ? path : path + "#" + fragment;
  }

  Target ToRecord(const MarkdownResult::Link& link, const Record& record, const std::string& fragment) {
    if (record.hidden) return {};
    if (!fragment.empty()) CheckFragment(link, record, fragment);
    AddMention(link, loader_.Own(record));
    const LanguageId shown = record.HasPageIn(language()) ? text_.language : record.shown[text_.language];
    return {PageOf(record, fragment), {}, record.collection->schema.glossary, NoteOf(shown)};
  }

  /// The language of the lists that a partial one leads to.
  LanguageId WholeInstead() const {
    const std::vector<Language>& languages = loader_.site.config.languages;
    return static_cast<LanguageId>(std::find_if(languages.begin(), languages.end(),
                                                [&](const Language& one) { return one.prefix == language().lists; }) -
                                   languages.begin());
  }

  /// Says behind a link that the page is in another language: "（日本語）".
  std::string NoteOf(LanguageId shown) const {
    if (shown == text_.language) return {};
    const std::string name = NameIn(language(), loader_.site.config.languages[shown]);
    return language().japanese ? "（" + name + "）" : " (" + name + ")";
  }

  void AddMention(const MarkdownResult::Link& link, Record& target) {
    if (&target == text_.record) return;
    std::vector<Mention>& mentions = target.mentioned_by;
    const bool again =
        !mentions.empty() && mentions.back().record == text_.record && mentions.back().language == text_.language;
    if (again) return;
    const std::vector<MarkdownResult::Heading>& headings = text_.result.headings;
    const auto after = std::partition_point(headings.begin(), headings.end(),
                                            [&](const MarkdownResult::Heading& one) { return one.line <= link.line; });
    const bool has_section = text_.is_body && after != headings.begin();
    mentions.push_back({text_.record, text_.language, has_section ? &*std::prev(after) : nullptr});
  }

  Target FindTerm(const MarkdownResult::Link& link, std::string_view slug) {
    for (const auto& [id, collection] : loader_.site.collections) {
      if (!collection.schema.glossary) continue;
      const auto found = collection.by_slug.find(slug);
      if (found != collection.by_slug.end()) return ToRecord(link, *found->second, {});
    }
    std::vector<std::string_view> known;
    for (const auto& [id, collection] : loader_.site.collections) {
      if (!collection.schema.glossary) continue;
      for (const Record& record : collection.records) known.push_back(record.slug);
    }
    const std::string_view near = Nearest(slug, known);
    Missing(link, {fmt::format("用語集にありません: {}", slug), fmt::format("Not in the glossary: {}", slug)},
            near.empty() ? std::string() : fmt::format("term:{}", near),
            {"term: の後に、用語集にあるファイルの名前を拡張子なしで書きます。例: [参画](term:sankaku)",
             "After term: comes the name of a file of the glossary, without its ending. Example: "
             "[participation](term:sankaku)"});
    return {};
  }

  Target FindFile(const MarkdownResult::Link& link, const std::string& path, const std::string& fragment) {
    if (const std::string meant = AddressMeant(path); !meant.empty()) {
      const std::string scheme = meant.substr(0, meant.find(':') + 1);
      const std::string instead = fmt::format("[{}]({})", link.text, meant);
      Missing(link,
              {fmt::format("リンクの先に {} が付いていません: {}", scheme, link.target),
               fmt::format("{} is missing before where the link leads: {}", scheme, link.target)},
              {}, {"書き方: " + instead, "Write: " + instead});
      return {};
    }
    const Result<std::string> named = ResolveName(loader_.options.folder, text_.file->path, path);
    if (!named.ok()) {
      diagnostics_.Error(named.error().rule, Place(link), named.error().message, named.error().hint);
      return {};
    }
    const auto meant = loader_.meant_paths.find(*named);
    const std::string& resolved = meant == loader_.meant_paths.end() ? *named : meant->second;
    const auto found = loader_.site.record_of_file.find(resolved);
    if (found != loader_.site.record_of_file.end()) return ToRecord(link, *found->second, fragment);
    const std::string inside =
        StartsWith(resolved, loader_.options.folder + "/") ? resolved.substr(loader_.options.folder.size() + 1) : "";
    const Collection* collection = loader_.site.FindCollection(inside);
    if (collection && collection->schema.fields.empty()) return {};  // its schema is wrong, and told so
    if (collection && collection->schema.listing.enabled) {
      const LanguageId shown = language().partial ? WholeInstead() : text_.language;
      return {language().lists + inside + "/index.html", {}, false, NoteOf(shown)};
    }
    if (!IsContent(resolved)) {
      const PublishedFile file = PublishFile(UseOf(link, path));
      return {std::string(file.path), {}, false, FileNote(file.path, file.size_bytes, language(), link.text)};
    }
    if (IsBroken(inside)) return {};
    const std::string_view near = Nearest(resolved, KnownFiles());
    Missing(link,
            {fmt::format("リンクの先がありません: {}", link.target),
             fmt::format("The link leads nowhere: {}", link.target)},
            near.empty() ? std::string() : RelativeUrl(near, text_.file->path),
            {"このファイルから見たファイルの場所を書きます。例: ../groups/shiba-kaigi.yaml",
             "Write the file's place as seen from this file. Example: ../groups/shiba-kaigi.yaml"},
            {Diagnostic::About::kRecord, RecordNamed(inside)});
    return {};
  }

  const std::vector<std::string_view>& KnownFiles() {
    std::vector<std::string_view>& known = loader_.known_files;
    if (!known.empty()) return known;
    for (const auto& [path, record] : loader_.site.record_of_file) known.push_back(path);
    std::sort(known.begin(), known.end());
    return known;
  }

  /// What only a record can be, or a folder, or a page of the built site. A file that is there is none of these but the
  /// first.
  bool IsContent(const std::string& path) const {
    if (EndsWith(path, ".md") || EndsWith(path, ".yaml")) return true;
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
    if (!EndsWith(name, ".html") && name.find('.') != name.npos) return false;
    const Result<FileInfo> info = loader_.files.Stat(path);
    return !info.ok() || info->kind != FileInfo::kFile;
  }

  /// groups/shiba-kaigi of groups/shiba-kaigi.yaml and groups/shiba-kaigi/index.ja.md.
  static std::string RecordNamed(const std::string& inside) {
    const size_t folder = inside.find('/');
    const size_t end = folder == inside.npos ? folder : inside.find_first_of("/.", folder + 1);
    return inside.substr(0, end);
  }

  /// A file of a collection that could not be read, which is told where it stands.
  bool IsBroken(const std::string& inside) const {
    if (!loader_.site.collections.contains(inside.substr(0, inside.find('/')))) return false;
    const Result<FileInfo> info = loader_.files.Stat(loader_.PathOf(inside));
    if (info.ok()) return info->kind == FileInfo::kFile;
    if (info.error().rule == "file.missing") return false;
    diagnostics_.FileError(info.error().rule, info.error().path, info.error().message, info.error().hint);
    return true;
  }

  void Missing(const MarkdownResult::Link& link, Message message, const std::string& near, Message hint,
               Diagnostic::About about = {}) {
    hint = Suggest(near, std::move(hint));
    diagnostics_.Error("link.missing", Place(link), std::move(message), std::move(hint)).about = std::move(about);
  }

  /// Error `link.anchor` unless some text of the record has the id.
  void CheckFragment(const MarkdownResult::Link& link, const Record& record, const std::string& fragment) {
    std::vector<std::string_view> known;
    bool found = false;
    const auto look = [&](const Datum& datum) {
      const Datum& value = datum.In(text_.language);
      if (value.kind != Datum::kMarkdown) return;
      const std::vector<std::string>& ids = value.markdown->result.ids;
      found = found || std::binary_search(ids.begin(), ids.end(), fragment);
      if (!found) known.insert(known.end(), ids.begin(), ids.end());
    };
    look(record.body);
    for (const Datum& field : record.fields) look(field);
    if (found) return;
    if (fragment.empty()) {
      diagnostics_.Error(
          "link.anchor", Place(link), {"リンクの行き先が書かれていません", "The link says not where it leads"},
          {"( ) の中にアドレスかファイルの名前を書きます。例: [申請書の様式](form.docx)",
           "Write an address or the name of a file between ( ). Example: [application form](form.docx)"});
      return;
    }
    const std::string with_prefix = "h-" + fragment;
    const bool named = std::find(known.begin(), known.end(), with_prefix) != known.end();
    const std::string_view near = named ? std::string_view(with_prefix) : Nearest(fragment, known);
    diagnostics_.Error("link.anchor", Place(link),
                       {fmt::format("リンクの先のページに、その場所がありません: #{}", fragment),
                        fmt::format("The page has no such place: #{}", fragment)},
                       Suggest(near.empty() ? std::string() : "#" + std::string(near),
                               {"見出しに {#名前} と付けると、#h-名前 でリンクできます。",
                                "A heading with {#name} can be linked to as #h-name."}));
  }

  Loader& loader_;
  MarkdownText& text_;
  Diagnostics& diagnostics_;
  bool has_image_ = false;
};

}  // namespace

SourcePos PlaceIn(const MarkdownText& text, uint32_t line, uint32_t column, uint32_t length) {
  return {text.file, text.first_line + (line ? line - 1 : 0),
          static_cast<uint16_t>(std::min<uint32_t>(column + text.indent, UINT16_MAX)),
          static_cast<uint16_t>(std::clamp<uint32_t>(length, 1, UINT16_MAX))};
}

void ResolveLinks(Loader& loader, MarkdownText& text) { LinkResolver(loader, text).Run(); }

}  // namespace kyodo::load
