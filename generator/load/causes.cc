// What follows from what: a term that is not known because its vocabulary is wrong, links to a record that was deleted.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text.h"
#include "load/loader.h"

namespace kyodo::load {

namespace {

using About = Diagnostic::About;

/// schemas/ for schema/: what would be in the right folder is missing everywhere.
bool IsMistypedFolder(const Diagnostic& one) {
  return one.rule == "folder.unknown" && StartsWith(one.hint.en, "Did you mean");
}

/// Of a translation whose original is there under another name, which is told.
bool HasMisnamedOriginal(const Diagnostic& one, const std::vector<std::string>& misnamed) {
  if (one.rule != "translation.original") return false;
  const size_t language = one.path.rfind('.', one.path.size() - std::string_view(".md").size() - 1);
  return std::any_of(misnamed.begin(), misnamed.end(),
                     [&](const std::string& path) { return StartsWith(path, one.path.substr(0, language + 1)); });
}

/// Settings, schemas, vocabularies, names of files and folders; then the rest.
uint8_t OrderOf(const Diagnostic& one, const Loader& loader) {
  if (one.about.kind == About::kTerm) return 9;
  if (IsMistypedFolder(one)) return 0;
  const auto is_in = [&](std::string_view folder) { return StartsWith(one.path, loader.PathOf(folder)); };
  if (is_in("site.yaml") || is_in("search.yaml")) return 0;
  if (is_in("schema/")) return 1;
  if (is_in("vocabularies/")) return 2;
  return one.line == 0 && StartsWith(one.path, loader.options.folder + "/") ? 3 : 9;
}

std::string PlaceOf(const Diagnostic& one) { return fmt::format("{}:{}", one.path, one.line); }

/// Those that speak of the vocabulary's terms become one note, where the vocabulary itself has an error.
void FoldTerms(Loader& loader, const std::set<std::string>& broken) {
  for (const auto& [id, vocabulary] : loader.site.vocabularies) {
    const std::string path = loader.PathOf("vocabularies/" + id + ".yaml");
    if (!broken.contains(path)) continue;
    const auto follows = [&, start = id + "/"](const Diagnostic& one) {
      return one.about.kind == About::kTerm && StartsWith(one.about.name, start);
    };
    const auto count = std::count_if(loader.diagnostics.list().begin(), loader.diagnostics.list().end(), follows);
    if (count == 0) continue;
    loader.diagnostics.Forget(follows);
    loader.diagnostics
        .FileError("term.unknown", path,
                   {fmt::format("この語彙にない用語が、ほかのファイルの{}か所にあります", count),
                    fmt::format("Terms that this vocabulary lacks stand in other files: {}", count)},
                   {"この語彙の誤りを直すと、なくなるかもしれません。残ったものは、その後で1か所ずつ知らせます。",
                    "They may be gone once this vocabulary is mended; what is left is then told one by one."})
        .about = {About::kTerm, id + "/"};
  }
}

/// Many that name one record which is not there, as one at the first place.
void FoldRecords(Loader& loader) {
  constexpr size_t kFew = 2, kNamed = 3;
  std::map<std::string, std::vector<Diagnostic>> by_record;
  std::set<std::string_view> folded;
  std::vector<Diagnostic> instead;
  for (const Diagnostic& one : loader.diagnostics.list()) {
    if (one.about.kind == About::kRecord) by_record[one.about.name].push_back(one);
  }
  for (auto& [name, all] : by_record) {
    if (all.size() <= kFew) continue;
    folded.insert(name);
    std::stable_sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) {
      return std::tie(a.path, a.line, a.column) < std::tie(b.path, b.line, b.column);
    });
    std::string places;
    for (size_t i = 1; i < all.size() && i <= kNamed; ++i) places += (i > 1 ? ", " : "") + PlaceOf(all[i]);
    if (all.size() > kNamed + 1) places += " …";
    Diagnostic first = all.front();
    first.message = {
        fmt::format("ない記録が、ここを含む{}か所に書かれています: {}", all.size(), name),
        fmt::format("A record that is not there is named in {} places, this one among them: {}", all.size(), name)};
    first.hint = {
        fmt::format("消した記録なら、これらの場所から消すか、記録を元に戻します。ほか: {}", places),
        fmt::format("If it was deleted, take it out of these places, or bring it back. The others: {}", places)};
    instead.push_back(std::move(first));
  }
  loader.diagnostics.Forget(
      [&](const Diagnostic& one) { return one.about.kind == About::kRecord && folded.contains(one.about.name); });
  for (Diagnostic& one : instead) loader.diagnostics.Error(one.rule, {}, {}) = std::move(one);
}

/// The names of a collection's records by their titles, folded; the last of those that share one.
std::map<std::string, std::string> NamesByTitle(const Collection& collection, size_t languages) {
  std::map<std::string, std::string> names;
  for (const Record& record : collection.records) {
    const Datum* title = record.Find(collection.schema.title);
    for (LanguageId id = 0; title && id < languages; ++id) {
      const Datum& text = title->In(id);
      if (text.kind == Datum::kText) names[Fold(text.text())] = record.slug;
    }
  }
  return names;
}

/// A reference by the title of a record, where its name belongs.
void SuggestByTitle(Loader& loader) {
  std::map<std::string, std::map<std::string, std::string>> names_of;  // by collection
  loader.diagnostics.ForEach([&](Diagnostic& one) {
    const size_t slash = one.about.name.find('/');
    if (one.about.kind != About::kRecord || one.rule != "ref.missing" || slash == std::string::npos) return;
    const auto [names, is_new] = names_of.try_emplace(one.about.name.substr(0, slash));
    const Collection* collection = is_new ? loader.site.FindCollection(names->first) : nullptr;
    if (collection) names->second = NamesByTitle(*collection, loader.site.config.languages.size());
    const auto found = names->second.find(Fold(one.about.name.substr(slash + 1)));
    if (found != names->second.end()) one.hint = Suggest(found->second, {});
  });
}

}  // namespace

void TellCausesFirst(Loader& loader) {
  std::set<std::string> broken;
  std::vector<std::string> misnamed;
  for (const Diagnostic& one : loader.diagnostics.list()) {
    if (one.rule == "file.name") misnamed.push_back(one.path);
    if (one.severity == Severity::kError) broken.insert(one.path);
  }
  if (broken.empty()) return;
  loader.diagnostics.Forget([&](const Diagnostic& one) { return HasMisnamedOriginal(one, misnamed); });
  // Whether a translation is of this original shows when the original is sound.
  loader.diagnostics.Forget(
      [&](const Diagnostic& one) { return one.about.kind == About::kOriginal && broken.contains(one.about.name); });
  const auto& list = loader.diagnostics.list();
  if (loader.site.collections.empty() && std::any_of(list.begin(), list.end(), IsMistypedFolder))
    loader.diagnostics.Forget([](const Diagnostic& one) {
      return one.rule == "schema.none" || (one.rule == "folder.unknown" && !IsMistypedFolder(one));
    });
  FoldTerms(loader, broken);
  SuggestByTitle(loader);
  FoldRecords(loader);
  loader.diagnostics.ForEach([&](Diagnostic& one) { one.order = OrderOf(one, loader); });
}

}  // namespace kyodo::load
