// Everything that a site is made from, loaded and resolved. Loading builds it and gives it away as const; read by many
// threads.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <memory_resource>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/image.h"
#include "model/occurrence.h"
#include "model/record.h"

namespace kyodo {

struct Vocabulary;

struct Term {
  const Vocabulary* vocabulary = nullptr;
  std::string id;
  LocalText label, description;
  const Term* broader = nullptr;
  std::vector<const Term*> related;  // such as districts side by side; each names the other
  size_t order = 0;
  std::string same_as;
  std::string code;
  struct Use {  // how a guideline names and treats it
    const Record* guideline = nullptr;
    LocalText name, note;
  };
  std::vector<Use> used_by;
};

struct Vocabulary {
  std::string id;
  LocalText label;
  std::deque<Term> terms;
  std::unordered_map<std::string_view, const Term*> by_id;
};

struct Collection {
  Schema schema;
  std::deque<Record> records;  // by slug
  std::unordered_map<std::string_view, const Record*> by_slug;

  /// The day of the last change to a record that is published; none: no day is known.
  std::optional<Date> Changed() const;
};

struct MenuItem {
  std::string id;   // collection, or collection/slug
  LocalText label;  // empty: the target's own
  SourcePos pos;
};

struct SiteConfig {
  LocalText title, description, license;
  std::string base_url;  // ends with '/'
  std::vector<Language> languages;
  std::string time_zone;
  std::string theme;
  Named contact;  // collection/slug, or a slug of the usual collection; empty: none
  Named guidelines{std::string(usual::kGuidelines), {}};
  Named plain_words{std::string(usual::kPlainWords), {}};
  Layouts layouts = UsualLayouts();
  bool demonstration = false;
  std::map<std::string, std::vector<MenuItem>> menus;
  int week_starts = 0;                       // 0 Sunday, 1 Monday …
  std::vector<Named> calendar_by, feeds_by;  // vocabularies and collections whose terms or records have files
  /// Spellings of one word, the usual one first: 障害, 障がい (search.yaml).
  std::vector<std::vector<std::string>> search_variants;
};

/// A file that is published as it is: an asset, a drawing or a form beside a record.
struct StaticFile {
  std::string source;              // path to read, beginning with the site folder
  std::string path;                // site path
  const Record* record = nullptr;  // whose file it is: hidden records publish none
};

/// What a part of the site was read from, and the memory of its values. Filled
/// by one thread.
struct Storage {
  std::deque<SourceFile> sources;
  std::vector<std::shared_ptr<const void>> parsed;  // files that values point into (source/parsed_file.h)
  std::pmr::monotonic_buffer_resource memory;
  std::deque<MarkdownText> markdown;
  std::vector<StaticFile> files;
  std::deque<Image> images;
};

struct Site {
  std::string folder;  // that it was loaded from; paths of its files begin with it
  SiteConfig config;
  std::map<std::string, Collection> collections;   // by id
  std::map<std::string, Vocabulary> vocabularies;  // by id
  const Collection* contacts = nullptr;            // answers questions; null: there is none
  const Record* contact = nullptr;                 // of it, answers for the whole site
  const Collection* guidelines = nullptr;          // whose records `used_by` of a term names
  const Vocabulary* plain_words = nullptr;         // words to avoid
  std::vector<StaticFile> files;
  std::vector<const Image*> images;  // with copies; one for each place that names it
  /// By the path of any of its files.
  std::unordered_map<std::string_view, const Record*> record_of_file;
  Date today;  // in the site's time zone
  Instant now = 0;
  int utc_offset_minutes = 0;             // of the time zone, now
  std::optional<Date> next_change;        // the next day on which it changes by itself
  std::map<std::string, TimeZone> zones;  // those that it names, its own among them
  std::map<Date, LocalText> holidays;     // of holidays.yaml
  std::deque<Occurrence> occurrences;     // of records that are published today, by their start
  /// The days for which events that repeat are expanded: from the first day of the month a year ago to the end of
  /// the fiscal year after the next.
  Date calendar_from, calendar_until;

  std::vector<std::unique_ptr<Storage>> storage;

  const Collection* FindCollection(std::string_view id) const;
  const TimeZone& Zone() const { return zones.at(config.time_zone); }
};

}  // namespace kyodo
