// Pages that no other leads to, and files that nothing names.
#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "core/text.h"
#include "model/visibility.h"
#include "status/attention.h"

namespace kyodo::status {

namespace {

/// Kinds of files that are there to be linked to or shown; others are asked for by programs, by their names.
constexpr std::array<std::string_view, 24> kForReaders = {"jpg", "jpeg", "png", "webp", "gif", "svg",  "avif", "pdf",
                                                          "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt",  "ods",
                                                          "csv", "zip",  "mp4", "webm", "mp3", "rtf",  "jtd",  "odp"};
/// Images that browsers and systems ask for by name.
constexpr std::array<std::string_view, 5> kAskedFor = {"favicon", "apple-touch-icon", "android-chrome", "mstile",
                                                       "icon"};

std::string_view NameOfFile(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool IsForReaders(std::string_view path) {
  const std::string name = Fold(NameOfFile(path));
  const size_t dot = name.rfind('.');
  if (dot == name.npos) return false;
  const std::string_view ending = std::string_view(name).substr(dot + 1);
  return std::find(kForReaders.begin(), kForReaders.end(), ending) != kForReaders.end() &&
         std::none_of(kAskedFor.begin(), kAskedFor.end(), [&](std::string_view one) { return StartsWith(name, one); });
}

/// The names that stand in a text: what is between slashes, quotation marks, brackets, blanks and the like.
class Names {
 public:
  /// `wanted`: the names that are looked for, not found yet.
  explicit Names(std::unordered_map<std::string_view, bool>& wanted) : wanted_(wanted) {}

  void Read(std::string_view text) {
    constexpr std::string_view kBetween = "/\\\"'`()[]{}<>=,;:?#!*| \t\r\n";
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find_first_of(kBetween, at), text.size());
      if (end > at) Find(text.substr(at, end - at));
      at = end + 1;
    }
  }

 private:
  void Find(std::string_view name) {
    const auto found = wanted_.find(name);
    if (found != wanted_.end()) found->second = true;
    if (name.find('%') == name.npos) return;
    const std::string plain = WithoutEscapes(name);
    const auto other = wanted_.find(plain);
    if (other != wanted_.end()) other->second = true;
  }

  /// %E5%9B%B3.png
  static std::string WithoutEscapes(std::string_view name) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    const auto digit = [&](char c) { return kDigits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c); };
    std::string plain;
    for (size_t i = 0; i < name.size(); ++i) {
      const bool escape = name[i] == '%' && i + 2 < name.size() && digit(name[i + 1]) != kDigits.npos &&
                          digit(name[i + 2]) != kDigits.npos;
      plain += escape ? static_cast<char>(digit(name[i + 1]) * 16 + digit(name[i + 2])) : name[i];
      i += escape ? 2 : 0;
    }
    return plain;
  }

  std::unordered_map<std::string_view, bool>& wanted_;
};

/// What menus and settings lead to, as "collection/slug".
std::set<std::string_view> TargetsOfMenus(const Site& site) {
  std::set<std::string_view> named;
  for (const auto& [name, items] : site.config.menus) {
    for (const MenuItem& item : items) named.insert(item.id);
  }
  for (const MenuGroup& group : site.config.home_menu) {
    for (const MenuItem& item : group.items) named.insert(item.id);
  }
  return named;
}

bool IsShown(const Record& record, const Date& today) {
  const Visibility::State state = VisibilityOf(record, today).state;
  return state == Visibility::kPublic || state == Visibility::kScheduled;
}

/// Its collection has no list, and none of its fields makes a page that leads to it.
bool NeedsLink(const Record& record) {
  const Schema& schema = record.collection->schema;
  return record.role == PageRole::kNone && !record.unlisted && !record.whole && !schema.listing.enabled &&
         !schema.glossary && schema.calendar.empty();
}

bool IsLinked(const Record& record, const Date& today) {
  const auto other = [&](const auto& one) { return one.record != &record && IsShown(*one.record, today); };
  return std::any_of(record.referenced_by.begin(), record.referenced_by.end(), other) ||
         std::any_of(record.mentioned_by.begin(), record.mentioned_by.end(), other);
}

}  // namespace

void AddUnlinked(const Site& site, std::vector<Item>& items) {
  const std::set<std::string_view> named = TargetsOfMenus(site);
  std::set<const Record*> used;
  for (const auto& [id, vocabulary] : site.vocabularies) {
    for (const Term& term : vocabulary.terms) {
      for (const Term::Use& use : term.used_by) used.insert(use.guideline);
    }
  }
  for (const auto& [id, collection] : site.collections) {
    for (const Record& record : collection.records) {
      if (!record.pos.file || !NeedsLink(record) || !IsShown(record, site.today)) continue;
      if (IsLinked(record, site.today) || used.contains(&record) || &record == site.contact) continue;
      if (named.contains(id + "/" + record.slug)) continue;
      items.push_back(
          {.kind = Kind::kUnlinked, .path = record.pos.file->path, .record = &record, .language = record.original});
    }
  }
}

void AddUnused(const Site& site, const Question& question, std::vector<Item>& items) {
  for (const std::string& path : question.unused) items.push_back({.kind = Kind::kUnused, .path = path});
  std::unordered_map<std::string_view, bool> wanted;
  for (const StaticFile& file : site.files) {
    if (!file.record && IsForReaders(file.path)) wanted.emplace(NameOfFile(file.path), false);
  }
  if (wanted.empty()) return;
  Names names(wanted);
  for (const auto& storage : site.storage) {
    for (const SourceFile& source : storage->sources) names.Read(source.text);
  }
  std::set<const SourceFile*> read;
  for (const auto& [id, collection] : site.collections) {
    for (const Record& record : collection.records) {
      for (const SourceFile* file : record.files)
        if (file && read.insert(file).second) names.Read(file->text);
    }
  }
  for (const std::string& text : question.other_texts) names.Read(text);
  for (const StaticFile& file : site.files) {
    const auto found = file.record ? wanted.end() : wanted.find(NameOfFile(file.path));
    if (found != wanted.end() && !found->second) items.push_back({.kind = Kind::kUnused, .path = file.source});
  }
}

}  // namespace kyodo::status
