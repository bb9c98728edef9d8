#include "plan/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/text.h"
#include "plan/calendar_page.h"
#include "plan/data_files.h"
#include "plan/sitemap.h"
#include "views/host_files.h"

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

const Record* Page::record() const {
  if (const RecordPage* page = As<RecordPage>()) return page->record;
  if (const PrintPage* page = As<PrintPage>()) return page->record;
  return nullptr;
}

const Collection* Page::collection() const {
  if (const Record* of = record()) return of->collection;
  if (const ListingPage* page = As<ListingPage>()) return page->collection;
  if (const IndexPage* page = As<IndexPage>()) return page->collection;
  return nullptr;
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

const Page* PageOf(const Output& output) { return output.As<Page>(); }

Message Described(const Output& output) {
  const Page* page = PageOf(output);
  const Record* record = page ? page->record() : nullptr;
  if (record && record->pos.file) return {fmt::format(" {} ", record->pos.file->path), record->pos.file->path};
  if (page && page->collection()) {
    const Schema& schema = page->collection()->schema;
    return {fmt::format("「{}」の一覧", schema.label.In(0)), fmt::format("the listing of “{}”", schema.id)};
  }
  const FileCopy* copy = output.As<FileCopy>();
  const ImageCopyFile* image = output.As<ImageCopyFile>();
  const std::string& path = copy ? copy->file->source : image ? image->image->source : output.path;
  return {fmt::format(" {} ", path), path};
}

void ComplainDuplicate(const Output& a, const Output& b, Diagnostics& diagnostics) {
  const Page *page = PageOf(a), *other_page = PageOf(b);
  // The same two meet in every language: once is enough.
  if (page && other_page && page->language == other_page->language && page->language != 0) return;
  const Record* record = page ? page->record() : nullptr;
  const Message other = Described(record ? b : a);
  if (!record && other_page) record = other_page->record();
  diagnostics.Error("url.duplicate", record ? record->pos : SourcePos{},
                    {fmt::format("二つのページが同じアドレスになります: {}", a.path),
                     fmt::format("Two pages have the same address: {}", a.path)},
                    {fmt::format("もう一つは{}から作られます。どちらかの名前を変えます。", other.ja),
                     fmt::format("The other comes from {}. Rename one of them.", other.en)});
}

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
      if (views_.HasCalendarPages()) PlanCalendarPages(views_, id, outputs_);
    }
    PlanSitemaps(views_, outputs_);
    PlanData(views_, outputs_);
    AddHostFiles();
    for (const auto& [name, asset] : theme_.assets) outputs_.push_back({asset.path, ReadyFile{asset.bytes, {}}});
    for (const StaticFile& file : views_.site().files) AddFile(file);
    for (const Image* image : views_.site().images) AddImage(*image);
    return std::move(outputs_);
  }

 private:
  void AddPage(decltype(Page::what) what, const std::string& path, LanguageId id, std::string template_name) {
    outputs_.push_back({views_.languages()[id].prefix + path, Page{what, id, std::move(template_name)}});
  }

  /// A file of the site's own takes the place of one of ours.
  void AddHostFiles() {
    for (const std::string_view path : HostFiles()) {
      const auto is_it = [&](const StaticFile& file) { return file.path == path; };
      const Site& site = views_.site();
      if (std::none_of(site.files.begin(), site.files.end(), is_it))
        outputs_.push_back({std::string(path), DataFile{[path, &site] { return MakeHostFile(path, site); }}});
    }
  }

  /// The same file may be linked from many places.
  void AddFile(const StaticFile& file) {
    if (file.record && file.record->hidden) return;
    if (files_.insert(file.path).second) outputs_.push_back({file.path, FileCopy{&file}});
  }

  void AddImage(const Image& image) {
    if (image.record->hidden || !images_.insert(image.Address()).second) return;
    for (const uint32_t width : image.recipe.widths) {
      outputs_.push_back({image.PathOf(width, image.recipe.kind), ImageCopyFile{&image}});
      if (image.recipe.webp) outputs_.push_back({image.PathOf(width, ImageKind::kWebp), ImageCopyFile{&image}});
    }
  }

  void AddRecord(const Record& record, LanguageId id) {
    AddPage(RecordPage{&record}, record.path, id, TemplateOf(record));
    if (record.parts.empty() || !EndsWith(record.path, ".html")) return;
    AddPage(PrintPage{&record}, FileBeside(record.path, "-print.html"), id, "print.html");
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
      for (size_t number = 1; number <= pages; ++number)
        AddPage(ListingPage{&collection, at, number}, ListingPath(table.selections()[at], number), id, own);
    }
    if (!listing.index.empty())
      AddPage(IndexPage{&collection}, collection.schema.id + "/a-z.html", id, "az-index.html");
  }

  const Views& views_;
  const Theme& theme_;
  const tmpl::Engine& engine_;
  Diagnostics& diagnostics_;
  std::vector<Output> outputs_;
  std::set<std::string> files_;   // by path
  std::set<std::string> images_;  // by address
};

}  // namespace

Plan::Plan(std::vector<Output> outputs, Diagnostics& diagnostics) : outputs_(std::move(outputs)) {
  std::stable_sort(outputs_.begin(), outputs_.end(), [](const Output& a, const Output& b) { return a.path < b.path; });
  for (size_t i = 1; i < outputs_.size(); ++i) {
    if (outputs_[i - 1].path == outputs_[i].path) ComplainDuplicate(outputs_[i - 1], outputs_[i], diagnostics);
  }
}

size_t Plan::PageCount() const { return static_cast<size_t>(std::count_if(outputs_.begin(), outputs_.end(), PageOf)); }

const Output* Plan::Find(std::string_view path) const {
  const auto found =
      std::lower_bound(outputs_.begin(), outputs_.end(), path,
                       [](const Output& output, std::string_view wanted) { return output.path < wanted; });
  return found != outputs_.end() && found->path == path ? &*found : nullptr;
}

void Plan::CheckApart(const Plan& other, Diagnostics& diagnostics) const {
  for (const Output& output : other.outputs_) {
    if (const Output* mine = Find(output.path)) ComplainDuplicate(*mine, output, diagnostics);
  }
}

std::vector<Output> PlanOutputs(const Views& views, const Theme& theme, const Members& members,
                                const tmpl::Engine& engine, Diagnostics& diagnostics) {
  return Planner(views, theme, engine, diagnostics).Run(members);
}

}  // namespace kyodo::render
