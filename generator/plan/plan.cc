#include "plan/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/text.h"
#include "plan/calendar_page.h"
#include "plan/data_files.h"
#include "plan/removed_page.h"
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
  const size_t size = collection.schema.listing.page_size, rest = records % size;
  return std::max<size_t>(1, records / size + (rest > size / 4 ? 1 : 0));
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
  if (!copy && !image) return {"、kyodo ", "kyodo itself"};
  const std::string& path = copy ? copy->file->source : image->image->source;
  return {fmt::format(" {} ", path), path};
}

/// Said of the address as it is written, so that the same in another language is the same error.
void ComplainAlias(const Moved& moved, const Output& other, Diagnostics& diagnostics) {
  const Named& alias = *moved.alias;
  const Moved* also = other.As<Moved>();
  const Message of = also ? also->Described() : Described(other);
  diagnostics.Error("alias.taken", alias.pos,
                    {fmt::format("aliases のアドレスが、ほかのページと重なります: {}", alias.id),
                     fmt::format("This alias is the address of another page: {}", alias.id)},
                    {fmt::format("もう一つは{}から作られます。この行から消します。", of.ja),
                     fmt::format("The other comes from {}. Remove it from this line.", of.en)});
}

/// The page is there again, or leads on.
bool ComplainRemoved(const Output& removed, const Output& other, Diagnostics& diagnostics) {
  const Page* page = PageOf(removed);
  const RemovedPage* gone = page ? page->As<RemovedPage>() : nullptr;
  if (!gone || !gone->removal) return false;
  const Moved* moved = other.As<Moved>();
  const Message of = moved ? moved->Described() : Described(other);
  diagnostics.Error("removed.taken", gone->address->pos,
                    {fmt::format("なくしたはずのアドレスに、ページがあります: {}", gone->address->id),
                     fmt::format("There is a page at this address, which is said to be gone: {}", gone->address->id)},
                    {fmt::format("そのページは{}から作られます。この行から消します。", of.ja),
                     fmt::format("That page comes from {}. Remove the address from this line.", of.en)});
  return true;
}

void ComplainDuplicate(const Output& a, const Output& b, Diagnostics& diagnostics) {
  if (ComplainRemoved(a, b, diagnostics) || ComplainRemoved(b, a, diagnostics)) return;
  if (const Moved* moved = b.As<Moved>()) return ComplainAlias(*moved, a, diagnostics);
  if (const Moved* moved = a.As<Moved>()) return ComplainAlias(*moved, b, diagnostics);
  const Page *page = PageOf(a), *other_page = PageOf(b);
  // The same two meet in every language: once is enough.
  if (page && other_page && page->language == other_page->language && page->language != 0) return;
  const Record* record = page ? page->record() : nullptr;
  const Message other = Described(record ? b : a);
  if (!record && other_page) record = other_page->record();
  Diagnostic& error =
      diagnostics.Error("url.duplicate", record ? record->pos : SourcePos{},
                        {fmt::format("二つのページが同じアドレスになります: {}", a.path),
                         fmt::format("Two pages have the same address: {}", a.path)},
                        {fmt::format("もう一つは{}から作られます。どちらかの名前を変えます。", other.ja),
                         fmt::format("The other comes from {}. Rename one of them.", other.en)});
  if (const FileCopy* copy = b.As<FileCopy>(); copy && !record) error.path = copy->file->source;
}

class Planner {
 public:
  Planner(const Views& views, const Theme& theme, PageTemplates& templates)
      : views_(views), theme_(theme), templates_(templates) {}

  std::vector<Output> Run(const Members& members) {
    for (LanguageId id = 0; id < views_.languages().size(); ++id) {
      for (const auto& [name, collection] : views_.site().collections) {
        for (const Record* record : views_.Order(name, id)) AddRecord(*record, id);
        if (collection.schema.listing.enabled && !views_.languages()[id].partial) AddListings(collection, id, members);
      }
      if (views_.HasCalendarPages() && !views_.languages()[id].partial)
        PlanCalendarPages(views_, id, templates_.OfCalendar(), outputs_);
    }
    PlanSitemaps(views_, outputs_);
    PlanData(views_, outputs_);
    AddHostFiles();
    AddMoved();
    for (const auto& [name, asset] : theme_.assets) outputs_.push_back({asset.path, ReadyFile{asset.bytes}});
    for (const StaticFile& file : views_.site().files) AddFile(file);
    for (const Image* image : views_.site().images) AddImage(*image);
    if (templates_.Has(kRemovedTemplate)) PlanRemoved(views_, templates_.OfRemoved(), outputs_);
    return std::move(outputs_);
  }

 private:
  void AddPage(decltype(Page::what) what, const std::string& path, LanguageId id, std::string template_name) {
    outputs_.push_back({views_.languages()[id].prefix + path, Page{what, id, std::move(template_name)}});
  }

  /// A file of the site's own takes the place of one of ours.
  void AddOurs(std::string_view path, std::function<std::string()> make) {
    const std::vector<StaticFile>& own = views_.site().files;
    if (std::none_of(own.begin(), own.end(), [&](const StaticFile& file) { return file.path == path; }))
      outputs_.push_back({std::string(path), DataFile{std::move(make)}});
  }

  void AddHostFiles() {
    const Site& site = views_.site();
    for (const std::string_view path : HostFiles()) AddOurs(path, [path, &site] { return MakeHostFile(path, site); });
  }

  void AddMoved() {
    const Site& site = views_.site();
    const std::vector<Moved> all = MovedPages(site);
    for (const Moved& moved : all) outputs_.push_back({moved.from, moved});
    if (!all.empty()) AddOurs(kRedirectsPath, [&site] { return MakeRedirects(site); });
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
    if (!record.HasPageIn(views_.languages()[id])) return;
    AddPage(RecordPage{&record}, record.path, id, templates_.Of(record));
    if (record.parts.empty() || !EndsWith(record.path, ".html")) return;
    AddPage(PrintPage{&record}, FileBeside(record.path, "-print.html"), id, templates_.OfPrint(*record.collection));
  }

  void AddListings(const Collection& collection, LanguageId id, const Members& members) {
    const Listing& listing = collection.schema.listing;
    const std::string own = templates_.OfListing(collection);
    const FacetTable& table = views_.Facets(collection.schema.id);
    for (size_t at = 0; at < table.selections().size(); ++at) {
      const size_t pages = PageCount(collection, members.Of(collection, id, at).size());
      for (size_t number = 1; number <= pages; ++number)
        AddPage(ListingPage{&collection, at, number}, ListingPath(table.selections()[at], number), id, own);
    }
    if (!listing.index.empty())
      AddPage(IndexPage{&collection}, collection.schema.id + "/a-z.html", id, templates_.OfIndex(collection));
  }

  const Views& views_;
  const Theme& theme_;
  PageTemplates& templates_;
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

void Plan::Add(Output output) {
  const auto after = std::upper_bound(outputs_.begin(), outputs_.end(), output.path,
                                      [](const std::string& path, const Output& other) { return path < other.path; });
  outputs_.insert(after, std::move(output));
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
                                PageTemplates& templates) {
  return Planner(views, theme, templates).Run(members);
}

}  // namespace kyodo::render
