// Renders the Markdown of all records, and leads its links to their pages.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "load/loader.h"
#include "load/values.h"

namespace kyodo::load {

namespace {

/// The word before the numbers of a part's figures ("図表", "Figure "), if it has one.
std::string FigureLabel(const MarkdownText& text, const std::vector<Language>& languages) {
  const Record& record = *text.record;
  const Schema& schema = record.collection->schema;
  if (!text.is_body || schema.figure_label.empty() || !record.whole) return {};
  const Schema& of_whole = record.whole->collection->schema;
  const int label = of_whole.Find(schema.figure_label);
  if (label < 0 || of_whole.fields[static_cast<size_t>(label)].is_private) return {};
  const Datum& value = record.whole->fields[static_cast<size_t>(label)].In(text.language);
  if (value.kind != Datum::kText) return {};
  return std::string(value.text()) + (languages[text.language].japanese ? "" : " ");
}

std::string NumberPrefix(const MarkdownText& text) {
  const Datum* order = text.record->Find(text.record->collection->schema.part_order);
  return order && order->kind == Datum::kInteger ? fmt::format("{}-", order->integer) : std::string();
}

SourcePos PlaceIn(const MarkdownText& text, uint32_t line, uint32_t column, uint32_t length) {
  return {text.file, text.first_line + (line ? line - 1 : 0),
          static_cast<uint16_t>(std::min<uint32_t>(column + text.indent, UINT16_MAX)),
          static_cast<uint16_t>(std::clamp<uint32_t>(length, 1, UINT16_MAX))};
}

bool HasScheme(std::string_view target) {
  const size_t colon = target.find(':');
  const size_t stop = target.find_first_of("/?#");
  return colon != std::string_view::npos && colon > 0 && (stop == std::string_view::npos || colon < stop);
}

class LinkResolver {
 public:
  LinkResolver(Loader& loader, MarkdownText& text, Diagnostics& diagnostics)
      : loader_(loader), text_(text), diagnostics_(diagnostics) {}

  /// Fills the holes that the renderer left.
  void Run() {
    Html& html = text_.html;
    const std::string& source = text_.result.html;
    html.text.reserve(source.size() + text_.result.links.size() * 24);
    size_t done = 0;
    for (const MarkdownResult::Link& link : text_.result.links) {
      html.text.append(source, done, link.offset - done);
      done = link.offset;
      link.image ? WriteImage(link) : WriteAddress(link);
    }
    html.text.append(source, done);
    text_.result.html = {};
  }

 private:
  struct Target {
    std::string address;      // site path; empty with `literal` empty: no link
    std::string literal;      // an address outside the site
    bool definition = false;  // leads to a term of a glossary
  };

  void WriteAddress(const MarkdownResult::Link& link) {
    const Target target = Find(link);
    if (target.address.empty() && target.literal.empty()) return;
    Html& html = text_.html;
    html.text += " href=\"";
    if (target.address.empty()) {
      AppendEscaped(html.text, target.literal);
    } else {
      html.holes.push_back({html.text.size(), target.address});
    }
    html.text += '"';
    if (target.definition) html.text += " class=\"term\"";
  }

  /// The first image of a body is most likely seen at once; the others can wait.
  void WriteImage(const MarkdownResult::Link& link) {
    const bool first = text_.is_body && !has_image_;
    has_image_ = true;
    const ImageUse use{link.text, link.title, {}, first};
    if (HasScheme(link.target)) return AppendForeignImage(text_.html, link.target, use);
    const std::string path = link.target.substr(0, link.target.find('#'));
    if (const Image* image = PublishImage(UseOf(link, path))) AppendImage(text_.html, *image, use);
  }

  Target Find(const MarkdownResult::Link& link) {
    const std::string& target = link.target;
    if (StartsWith(target, "term:")) return FindTerm(link, std::string_view(target).substr(5));
    if (HasScheme(target)) return {{}, target, false};
    const size_t hash = target.find('#');
    const std::string path = target.substr(0, hash);
    const std::string fragment = hash == std::string::npos ? "" : target.substr(hash + 1);
    if (path.empty()) {
      CheckFragment(link, *text_.record, fragment);
      return {PageOf(*text_.record, fragment), {}, false};
    }
    return FindFile(link, path, fragment);
  }

  FileUse UseOf(const MarkdownResult::Link& link, std::string_view path) {
    return {loader_,      *text_.record,   text_.file->path, path, Place(link), *loader_.site.storage.back(),
            diagnostics_, text_.is_private};
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
    return {PageOf(record, fragment), {}, record.collection->schema.glossary};
  }

  void AddMention(const MarkdownResult::Link& link, Record& target) {
    if (&target == text_.record) return;
    std::vector<Mention>& mentions = target.mentioned_by;
    const bool again =
        !mentions.empty() && mentions.back().record == text_.record && mentions.back().language == text_.language;
    if (again) return;
    const MarkdownResult::Heading* section = nullptr;
    for (const MarkdownResult::Heading& heading : text_.result.headings) {
      if (text_.is_body && heading.line <= link.line) section = &heading;
    }
    mentions.push_back({text_.record, text_.language, section});
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
    const Result<std::string> named = ResolveName(loader_.options.folder, text_.file->path, path);
    if (!named.ok()) {
      diagnostics_.Error(named.error().rule, Place(link), named.error().message, named.error().hint);
      return {};
    }
    const std::string& resolved = *named;
    const auto found = loader_.site.record_of_file.find(resolved);
    if (found != loader_.site.record_of_file.end()) return ToRecord(link, *found->second, fragment);
    const std::string inside =
        StartsWith(resolved, loader_.options.folder + "/") ? resolved.substr(loader_.options.folder.size() + 1) : "";
    const Collection* collection = loader_.site.FindCollection(inside);
    if (collection && collection->schema.listing.enabled)
      return {language().prefix + inside + "/index.html", {}, false};
    const bool is_content = EndsWith(resolved, ".md") || EndsWith(resolved, ".yaml") || EndsWith(resolved, ".html") ||
                            resolved.find('.') == std::string::npos;
    if (!is_content) return {std::string(PublishFile(UseOf(link, path))), {}, false};
    if (IsBroken(inside)) return {};
    std::vector<std::string_view> known;
    for (const auto& [known_path, record] : loader_.site.record_of_file) known.push_back(known_path);
    std::sort(known.begin(), known.end());
    const std::string_view near = Nearest(resolved, known);
    Missing(link,
            {fmt::format("リンクの先がありません: {}", link.target),
             fmt::format("The link leads nowhere: {}", link.target)},
            near.empty() ? std::string() : RelativeUrl(near, text_.file->path),
            {"このファイルから見たファイルの場所を書きます。例: ../groups/shiba-kaigi.yaml",
             "Write the file's place as seen from this file. Example: ../groups/shiba-kaigi.yaml"});
    return {};
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

  void Missing(const MarkdownResult::Link& link, Message message, const std::string& near, Message hint) {
    hint = Suggest(near, std::move(hint));
    diagnostics_.Error("link.missing", Place(link), std::move(message), std::move(hint));
  }

  /// Error `link.anchor` unless some text of the record has the id.
  void CheckFragment(const MarkdownResult::Link& link, const Record& record, const std::string& fragment) {
    std::vector<std::string_view> known;
    const auto look = [&](const Datum& datum) {
      const Datum& value = datum.In(text_.language);
      if (value.kind != Datum::kMarkdown) return;
      for (const std::string& id : value.markdown->result.ids) known.push_back(id);
    };
    look(record.body);
    for (const Datum& field : record.fields) look(field);
    if (std::find(known.begin(), known.end(), fragment) != known.end()) return;
    const std::string_view near = Nearest(fragment, known);
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

namespace {

/// Renders what is not among `kept`, and keeps it.
Result<std::vector<MarkdownResult>> RenderTexts(const std::vector<MarkdownRequest>& requests, MarkdownPool& pool,
                                                RenderedTexts* kept) {
  if (!kept) return pool.Render(requests);
  std::vector<MarkdownResult> results(requests.size());
  std::vector<MarkdownRequest> fresh;
  std::vector<size_t> places;
  for (size_t i = 0; i < requests.size(); ++i) {
    if (const MarkdownResult* found = kept->Find(requests[i])) {
      results[i] = *found;
    } else {
      fresh.push_back(requests[i]);
      places.push_back(i);
    }
  }
  Result<std::vector<MarkdownResult>> rendered = pool.Render(fresh);
  if (!rendered.ok()) return rendered.error();
  for (size_t i = 0; i < fresh.size(); ++i) {
    // What went wrong with a worker may go well the next time.
    const bool failed = std::any_of((*rendered)[i].problems.begin(), (*rendered)[i].problems.end(),
                                    [](const auto& one) { return one.rule == "markdown.limit"; });
    if (!failed) kept->Keep(fresh[i], (*rendered)[i]);
    results[places[i]] = std::move((*rendered)[i]);
  }
  return results;
}

}  // namespace

void LoadMarkdown(Loader& loader, MarkdownPool& pool) {
  std::vector<MarkdownText*> texts;
  for (const auto& storage : loader.site.storage) {
    for (MarkdownText& text : storage->markdown) texts.push_back(&text);
  }
  const std::vector<Language>& languages = loader.site.config.languages;
  std::vector<std::string> labels(texts.size()), prefixes(texts.size());
  std::vector<MarkdownRequest> requests(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    labels[i] = FigureLabel(*texts[i], languages);
    if (!labels[i].empty()) prefixes[i] = NumberPrefix(*texts[i]);
    const bool japanese = languages[texts[i]->language].japanese;
    requests[i].text = texts[i]->text;
    requests[i].top_heading = texts[i]->is_body ? 2 : 3;  // a field's text stands under its label
    requests[i].language = languages[texts[i]->language].code;
    requests[i].figure_label = requests[i].table_label = labels[i];
    requests[i].number_prefix = prefixes[i];
    requests[i].note_label = japanese ? "注" : "Note";
    requests[i].back_label = japanese ? "本文に戻る" : "Back to text";
  }
  Result<std::vector<MarkdownResult>> results = RenderTexts(requests, pool, loader.options.rendered);
  if (!results.ok()) {  // said once: no text is to blame
    loader.diagnostics.FileError(results.error().rule, "", results.error().message, results.error().hint);
    return;
  }
  for (size_t i = 0; i < texts.size(); ++i) {
    texts[i]->result = std::move((*results)[i]);
    for (const MarkdownResult::Problem& problem : texts[i]->result.problems) {
      loader.diagnostics.Add(problem.severity, problem.rule,
                             PlaceIn(*texts[i], problem.line, problem.column, problem.length), problem.message,
                             problem.hint);
    }
  }
  for (MarkdownText* text : texts) LinkResolver(loader, *text, loader.diagnostics).Run();
  for (const auto& storage : loader.site.storage) {
    loader.site.files.insert(loader.site.files.end(), storage->files.begin(), storage->files.end());
    for (const Image& image : storage->images) {
      if (image.HasCopies() && !image.is_private) loader.site.images.push_back(&image);
    }
  }
}

}  // namespace kyodo::load
