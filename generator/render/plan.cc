#include "render/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/text.h"
#include "render/calendar_page.h"
#include "render/host_files.h"
#include "render/plan_data.h"
#include "render/sitemap.h"

namespace kyodo::render {

Members::Members(const Views& views) {
  for (const auto& [name, collection] : views.site().collections) {
    const FacetTable& table = views.Facets(name);
    auto& by_language = lists_[&collection];
    by_language.resize(views.languages().size());
    for (LanguageId id = 0; id < by_language.size(); ++id) {
      by_language[id].resize(table.selections().size());
      for (const Record* record : views.Order(name, id)) {
        for (const uint32_t selection : table.SelectionsOf(*record)) by_language[id][selection].push_back(record);
      }
    }
  }
}

std::string ListingPath(const Selection& selection, size_t number) {
  if (number <= 1) return selection.path + ".html";
  if (!selection.choices.empty()) return fmt::format("{}--page-{}.html", selection.path, number);
  return fmt::format("{}page-{}.html", selection.path.substr(0, selection.path.rfind('/') + 1), number);
}

size_t PageCount(const Collection& collection, size_t records) {
  const size_t size = collection.schema.listing.page_size;
  return std::max<size_t>(1, (records + size - 1) / size);
}

namespace {

class Planner {
 public:
  Planner(const Views& views, const Theme& theme, const tmpl::Engine& engine, Diagnostics& diagnostics)
      : views_(views), theme_(theme), engine_(engine), diagnostics_(diagnostics) {}

  std::vector<Output> Run(const Members& members) {
    for (LanguageId id = 0; id < views_.languages().size(); ++id) {
      for (const auto& [name, collection] : views_.site().collections) {
        for (const Record* record : views_.Order(name, id)) AddRecord(*record, id);
        if (collection.schema.listing.enabled) AddListings(collection, id, members);
      }
      if (views_.HasCalendarPages()) PlanCalendarPages(views_, id, plan_);
    }
    PlanData(views_, plan_);
    AddSitemaps();
    Add(Output::kRobots, "robots.txt");
    AddHostFiles();
    for (const auto& [name, asset] : theme_.assets) Add(Output::kAsset, asset.path).asset = &asset;
    if (!theme_.readings.path.empty()) Add(Output::kAsset, theme_.readings.path).asset = &theme_.readings;
    for (const Theme::Asset& file : theme_.search_files) Add(Output::kAsset, file.path).asset = &file;
    AddOpenSearch();
    for (const StaticFile& file : views_.site().files) AddFile(file);
    for (const Image* image : views_.site().images) AddImage(*image);
    std::stable_sort(plan_.begin(), plan_.end(), [](const Output& a, const Output& b) { return a.path < b.path; });
    ComplainDuplicates();
    return std::move(plan_);
  }

 private:
  Output& Add(Output::Kind kind, std::string path) {
    Output& added = plan_.emplace_back();
    added.kind = kind;
    added.path = std::move(path);
    return added;
  }

  Output& AddPage(Output::Kind kind, const std::string& path, LanguageId id, const Collection& collection,
                  std::string template_name) {
    Output& added = Add(kind, views_.languages()[id].prefix + path);
    added.language = id;
    added.collection = &collection;
    added.template_name = std::move(template_name);
    return added;
  }

  /// sitemap.xml, or an index of several where one would be too long.
  void AddSitemaps() {
    const size_t parts = SitemapParts(plan_);
    if (parts <= 1) {
      Add(Output::kSitemap, "sitemap.xml");
      return;
    }
    Add(Output::kSitemapIndex, "sitemap.xml").number = parts;
    for (size_t part = 1; part <= parts; ++part)
      Add(Output::kSitemap, fmt::format("sitemap-{}.xml", part)).number = part;
  }

  /// One for each language with a page of the search.
  void AddOpenSearch() {
    for (LanguageId id = 0; id < views_.languages().size(); ++id) {
      if (!views_.SearchPage(id)) continue;
      Add(Output::kOpenSearch, views_.languages()[id].prefix + "opensearch.xml").language = id;
    }
  }

  /// A file of the site's own takes the place of one of ours.
  void AddHostFiles() {
    for (const std::string_view path : HostFiles()) {
      const auto is_it = [&](const StaticFile& file) { return file.path == path; };
      const std::vector<StaticFile>& own = views_.site().files;
      if (std::none_of(own.begin(), own.end(), is_it)) Add(Output::kHost, std::string(path));
    }
  }

  /// The same file may be linked from many places.
  void AddFile(const StaticFile& file) {
    if (file.record && file.record->hidden) return;
    if (files_.emplace(file.path, &file).second) Add(Output::kFile, file.path).file = &file;
  }

  void AddImage(const Image& image) {
    if (image.record->hidden || !images_.insert(image.Address()).second) return;
    for (const uint32_t width : image.recipe.widths) {
      Add(Output::kImage, image.PathOf(width, image.recipe.kind)).image = &image;
      if (image.recipe.webp) Add(Output::kImage, image.PathOf(width, ImageKind::kWebp)).image = &image;
    }
  }

  void AddRecord(const Record& record, LanguageId id) {
    const Collection& collection = *record.collection;
    AddPage(Output::kRecord, record.path, id, collection, TemplateOf(record)).record = &record;
    if (record.parts.empty() || !EndsWith(record.path, ".html")) return;
    AddPage(Output::kPrint, FileBeside(record.path, "-print.html"), id, collection, "print.html").record = &record;
  }

  /// The value of `layout:`, which stands at the start of a line.
  static SourcePos PlaceOfLayout(const Record& record) {
    const SourceFile* file = record.files[record.original];
    if (!file) return record.pos;
    const size_t line = StartsWith(file->text, "layout:") ? 0 : file->text.find("\nlayout:") + 1;
    const size_t at = file->text.find(record.layout, line);
    return at == std::string::npos ? record.pos : PosAt(*file, at, record.layout.size());
  }

  std::string TemplateOf(const Record& record) {
    const Schema& schema = record.collection->schema;
    if (!record.layout.empty()) {
      std::string name = record.layout + ".html";
      if (engine_.Has(name)) return name;
      std::vector<std::string> names = engine_.TemplateNames();
      std::string_view near = Nearest(name, {names.begin(), names.end()});
      if (!near.empty()) near.remove_suffix(5);  // .html
      diagnostics_.Error("template.missing", PlaceOfLayout(record),
                         {fmt::format("テーマにないレイアウトです: {}", record.layout),
                          fmt::format("The theme has no such layout: {}", record.layout)},
                         Suggest(near, {"layout: の行を消すと、標準のレイアウトになります。",
                                        "Without the key layout the usual one is used."}));
    }
    const std::string own = schema.id + ".html";
    if (engine_.Has(own)) return own;
    return schema.is_document ? "document.html" : "record.html";
  }

  void AddListings(const Collection& collection, LanguageId id, const Members& members) {
    const Listing& listing = collection.schema.listing;
    const std::string own = listing.template_name.empty() ? "listing.html" : listing.template_name + ".html";
    const FacetTable& table = views_.Facets(collection.schema.id);
    for (size_t at = 0; at < table.selections().size(); ++at) {
      const size_t pages = PageCount(collection, members.Of(collection, id, at).size());
      for (size_t number = 1; number <= pages; ++number) {
        Output& added = AddPage(Output::kListing, ListingPath(table.selections()[at], number), id, collection, own);
        added.selection = at;
        added.number = number;
      }
    }
    if (!listing.index.empty())
      AddPage(Output::kIndex, collection.schema.id + "/a-z.html", id, collection, "az-index.html");
  }

  static Message Described(const Output& output) {
    if (output.record && output.record->pos.file)
      return {fmt::format(" {} ", output.record->pos.file->path), output.record->pos.file->path};
    if (output.collection)
      return {fmt::format("「{}」の一覧", output.collection->schema.label.In(0)),
              fmt::format("the listing of “{}”", output.collection->schema.id)};
    const std::string& path = output.file ? output.file->source : output.image ? output.image->source : output.path;
    return {fmt::format(" {} ", path), path};
  }

  void ComplainDuplicates() {
    for (size_t i = 1; i < plan_.size(); ++i) {
      const Output &a = plan_[i - 1], &b = plan_[i];
      if (a.path != b.path) continue;
      // The same two meet in every language: once is enough.
      if (a.collection && b.collection && a.language == b.language && a.language != 0) continue;
      const Output& first = a.record ? a : b;
      const Message other = Described(a.record ? b : a);
      const SourcePos at = first.record ? first.record->pos : SourcePos{};
      diagnostics_.Error("url.duplicate", at,
                         {fmt::format("二つのページが同じアドレスになります: {}", first.path),
                          fmt::format("Two pages have the same address: {}", first.path)},
                         {fmt::format("もう一つは{}から作られます。どちらかの名前を変えます。", other.ja),
                          fmt::format("The other comes from {}. Rename one of them.", other.en)});
    }
  }

  const Views& views_;
  const Theme& theme_;
  const tmpl::Engine& engine_;
  Diagnostics& diagnostics_;
  std::vector<Output> plan_;
  std::map<std::string, const StaticFile*> files_;
  std::set<std::string> images_;  // by address
};

}  // namespace

std::vector<Output> MakePlan(const Views& views, const Theme& theme, const Members& members, const tmpl::Engine& engine,
                             Diagnostics& diagnostics) {
  return Planner(views, theme, engine, diagnostics).Run(members);
}

}  // namespace kyodo::render
