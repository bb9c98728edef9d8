// Everything that a site is made from, loaded and resolved. Loading builds it and gives it away as const; read by many
// threads.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/levels.h"
#include "model/image.h"
#include "model/occurrence.h"
#include "model/publish_target.h"
#include "model/record.h"
#include "model/security_policy.h"

namespace kyodo {

struct Vocabulary;

struct Term {
  const Vocabulary* vocabulary = nullptr;
  std::string id;
  LocalText label, description;
  const Term* broader = nullptr;
  std::vector<const Term*> related;  // such as districts side by side; each names the other
  size_t order = 0;                  // its place in the vocabulary, from 1
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
  std::vector<const Image*> cards;  // drawn of its name, by language: see Site::cards; empty: the site's

  /// The day of the last change to a record that is published; none: no day is known.
  std::optional<Date> Changed() const;
};

struct MenuItem {
  std::string id;   // what it leads to: collection, collection/slug, the calendar, the site path of a file; or empty
  std::string url;  // of another site; or empty
  LocalText label;  // empty: the target's own
  SourcePos pos;
};

/// Links of the home page under a heading.
struct MenuGroup {
  LocalText label;
  std::vector<MenuItem> items;
};

/// Who asks for one of the first finds pages with those to be found as well.
struct SearchSynonyms {
  std::vector<std::string> ask, find;
};

/// How the search treats words: the site's search.yaml, then what kyodo ships (load/civic_words.yaml).
struct SearchSettings {
  std::vector<std::vector<std::string>> variants;  // spellings of one word, the usual one first: 障害, 障がい
  std::vector<SearchSynonyms> synonyms;
  std::vector<std::string> skip;  // words of questions that say nothing of what is looked for
};

struct SiteConfig {
  LocalText title, description, license;
  std::string base_url;  // ends with '/'
  /// Those that are published. While the site is read, those that are hidden stand behind them.
  std::vector<Language> languages, hidden_languages;
  SourcePos languages_pos;
  std::string time_zone;
  std::string theme;
  Named contact;  // collection/slug, or a slug of the usual collection; empty: none
  Named guidelines{std::string(usual::kGuidelines), {}};
  Named plain_words{std::string(usual::kPlainWords), {}};
  Named spellings{std::string(usual::kSpellings), {}};
  Named agreed_words{std::string(usual::kAgreedWords), {}};
  Layouts layouts = UsualLayouts();
  bool demonstration = false;
  bool examples_apart = false;  // records with `example: true` stand apart; a schema may say otherwise
  Named social_image;           // site path of a picture; empty: none
  bool noindex = false;         // no page is for search engines
  AllowedHosts security;
  std::vector<PublishTarget> publish;
  RuleLevels checks;
  Named logo;           // site path of an image; empty: none
  std::string map_url;  // of a map, with {latitude} and {longitude}; empty: none
  std::map<std::string, std::vector<MenuItem>> menus;
  std::vector<MenuGroup> home_menu;
  int week_starts = 0;                       // 0 Sunday, 1 Monday …
  std::vector<Named> calendar_by, feeds_by;  // vocabularies and collections whose terms or records have files
};

/// A file that is published as it is: an asset, a drawing or a form beside a record.
struct StaticFile {
  std::string source;              // path to read, beginning with the site folder
  std::string path;                // site path
  const Record* record = nullptr;  // whose file it is: hidden records publish none
  uint64_t size_bytes = 0;         // 0: not known
};

/// Pages that were published and are no more: an entry of removed.yaml.
struct Removal {
  std::vector<Named> addresses;  // as those of `aliases` (views/moved.h)
  LocalText title, reason;       // either may be empty
  Date day;
};

/// An image of the site's folder assets/.
struct SiteImage {
  std::string path;                // site path
  uint32_t width = 0, height = 0;  // in pixels; both 0: a drawing that does not say
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
  const Vocabulary* spellings = nullptr;           // how a word is spelt, and how it is not
  const Vocabulary* agreed_words = nullptr;        // which word stands for which in another language
  std::optional<SiteImage> social_image;           // of pages without a photograph, where they are shared
  std::vector<const Image*> cards;                 // drawn instead of it, by language: published if a template asks
  std::optional<SiteImage> logo;
  bool drafts = false;  // shows what is not published
  std::vector<StaticFile> files;
  std::unordered_map<std::string, uint64_t> media_bytes;  // size of each file in media/ but images, by site path
  std::vector<const Image*> images;                       // with copies; one for each place that names it
  /// By the path of any of its files.
  std::unordered_map<std::string_view, const Record*> record_of_file;
  Date today;  // in the site's time zone
  Instant now = 0;
  int utc_offset_minutes = 0;             // of the time zone, now
  std::optional<Date> next_change;        // the next day on which it changes by itself
  std::map<std::string, TimeZone> zones;  // those that it names, its own among them
  std::map<Date, LocalText> holidays;     // of holidays.yaml
  LocalText holidays_source;              // where their days are from
  std::string holidays_url;
  std::deque<Removal> removed;         // of removed.yaml
  std::deque<Occurrence> occurrences;  // of records that are published today, by their start
  /// The days for which events that repeat are expanded: from the first day of the month a year ago to the end of
  /// the fiscal year after the next.
  Date calendar_from, calendar_until;

  std::vector<std::unique_ptr<Storage>> storage;
  SearchSettings search;

  const Collection* FindCollection(std::string_view id) const;
  const TimeZone& Zone() const { return zones.at(config.time_zone); }
};

}  // namespace kyodo
