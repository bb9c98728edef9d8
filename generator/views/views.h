// The site as templates see it: every record, term and list in each language,
// made once a build and then read by all threads.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/site.h"
#include "template/arena.h"
#include "views/facets.h"
#include "views/topics.h"
#include "views/types.h"

namespace kyodo::render {

/// Gives values to the fields of one struct, by name. Fields not set are none.
class Fields {
 public:
  Fields(const Types& types, const tmpl::StructType& type, tmpl::Arena& arena);
  Fields& Set(std::string_view name, tmpl::Value value);
  Fields& SetSlot(int slot, tmpl::Value value);
  /// A text, or none when empty.
  Fields& SetText(std::string_view name, std::string_view text);
  tmpl::Value Done() const;
  tmpl::Struct* structure() { return structure_; }

 private:
  const Types& types_;
  tmpl::Struct* structure_;
  tmpl::Value* values_;
};

class Views;

inline std::string_view DirectionOf(const Language& language) { return language.right_to_left ? "rtl" : "ltr"; }

/// What people call a facet's value: the term's label, the record's title, yes or no, a fiscal year.
std::string FacetLabel(const FacetValue& value, const Field& field, LanguageId id, const Views& views);
/// The same, marked with its language when that is another's.
tmpl::Value FacetLabelValue(const FacetValue& value, const Field& field, LanguageId id, const Views& views,
                            tmpl::Arena& arena);
/// 2026年度, FY2026.
std::string FiscalYearText(const std::string& year, LanguageId id, const Views& views);

/// A list in the arena.
tmpl::Value MakeList(const std::vector<tmpl::Value>& items, tmpl::Arena& arena);
/// A list that lasts as long as the build, so that `where` may index it.
tmpl::Value MakeLasting(const std::vector<tmpl::Value>& items, tmpl::Arena& arena);

/// Site path of a file that goes with a page: ("events/a.html", ".ics") gives "events/a.ics".
std::string FileBeside(std::string_view page, std::string_view ending);

class Views {
 public:
  /// `calendar_pages`: the theme has a template for them.
  Views(const Site& site, const Theme& theme, Types& types, bool calendar_pages);

  const Site& site() const { return site_; }
  const Theme& theme() const { return theme_; }
  const Types& types() const { return types_; }
  const std::vector<Language>& languages() const { return site_.config.languages; }

  tmpl::Value SiteValue(LanguageId id) const { return in_[id].site; }
  tmpl::Value Strings(LanguageId id) const { return in_[id].strings; }
  /// As OpenGraphLocale (views/addresses.h) gives it.
  std::string_view LocaleForCards(LanguageId id) const { return locales_for_cards_[id]; }
  tmpl::Value RecordValue(const Record& record, LanguageId id) const {
    return tmpl::Value::Of(static_cast<const tmpl::Struct*>(in_[id].records.at(&record)));
  }
  tmpl::Value CollectionValue(const std::string& collection, LanguageId id) const {
    return in_[id].collections.at(collection);
  }
  /// The record behind a value made by RecordValue; null for other structs.
  const Record* RecordOf(const tmpl::Value& value) const;
  /// Published records of a collection in listing order.
  const std::vector<const Record*>& Order(const std::string& collection, LanguageId id) const {
    return in_[id].order.at(collection);
  }
  /// The records that refer to `record`, by collection, in listing order.
  std::map<std::string, std::vector<const Record*>> Referring(const Record& record, LanguageId id) const;
  /// Does any collection say when its records take place or close?
  bool HasCalendar() const { return has_calendar_; }
  bool HasCalendarPages() const { return has_calendar_ && calendar_pages_; }
  const std::vector<Topic>& CalendarTopics() const { return calendar_topics_; }
  const std::vector<Topic>& FeedTopics() const { return feed_topics_; }
  /// The published records of all collections with a listing.
  const std::vector<const Record*>& FeedRecords() const { return feed_records_; }
  tmpl::Value OccurrenceValue(const Occurrence& occurrence, LanguageId id) const {
    return in_[id].occurrences.at(&occurrence);
  }
  const FacetTable& Facets(const std::string& collection) const { return *facets_.at(collection); }

  /// A field's value in a language. `field` gives the page of a facet's term.
  tmpl::Value FieldValue(const Datum& datum, const FieldType& type, LanguageId id, tmpl::Arena& arena,
                         const Collection* owner = nullptr, const Field* field = nullptr) const;
  /// A term as a field names it, with the address of its facet page; null: as its vocabulary does.
  /// One value for each, so that templates find terms equal and can group by them.
  tmpl::Value TermValue(const Term& term, LanguageId id, const Field* field) const {
    return in_[id].terms.at(field).at(&term);
  }
  /// What an image field has besides its parts: `width`, `height`, `srcset`, `webp_srcset`.
  void SetImage(const Image& image, Fields& fields, tmpl::Arena& arena) const;
  /// Site path of the listing for a value of a facet; empty when there is none.
  std::string FacetPath(const Collection& owner, const Field& field, std::string_view value_id, LanguageId id) const;
  /// A word of the theme, and its language where that is another.
  Theme::Word Word(const std::string& key, LanguageId id) const { return theme_.Find(key, id, languages()); }
  std::string_view String(const std::string& key, LanguageId id) const { return Word(key, id).text; }
  /// A label, marked with its language when that is another's.
  tmpl::Value LabelValue(const LocalText& label, LanguageId id, tmpl::Arena& arena) const;
  /// The same for the title of a record.
  tmpl::Value TitleValue(const Record& record, LanguageId id, tmpl::Arena& arena) const;
  /// None when there is no text at all.
  tmpl::Value LabelOrNone(const LocalText& label, LanguageId id, tmpl::Arena& arena) const;
  /// What marks a text of another language on a page: ` lang="ja" dir="ltr"`, the direction where it differs.
  std::string LanguageMark(std::string_view code, LanguageId page) const;
  /// The text as it is when `language` is empty, else marked.
  tmpl::Value Marked(std::string_view text, std::string_view language, LanguageId page, tmpl::Arena& arena) const;
  tmpl::Value MakeText(std::string_view text, LanguageId wanted, LanguageId shown, tmpl::Arena& arena) const {
    return Marked(text, wanted == shown ? std::string_view() : CodeOf(languages(), shown), wanted, arena);
  }
  /// A date_range in words; without an end, its start.
  std::string DateRangeText(const Datum& range, LanguageId id) const;
  /// The site path of the home page for readers of that language.
  std::string HomePath(LanguageId id) const;
  /// The page of the search; null: there is none.
  const Record* SearchPage(LanguageId id) const { return in_[id].search; }

 private:
  /// The language of a page, and that of the value which another stands in.
  struct Tongues {
    LanguageId page, around;
  };
  struct InLanguage {
    tmpl::Value site, strings;
    std::unordered_map<const Occurrence*, tmpl::Value> occurrences;
    std::unordered_map<const Record*, tmpl::Struct*> records;
    std::map<std::string, tmpl::Value> collections;
    std::unordered_map<const Field*, std::unordered_map<const Term*, tmpl::Value>> terms;
    std::map<std::string, std::vector<const Record*>> order;
    std::unordered_map<const Record*, size_t> place;  // in the order of its collection
    const Record *home = nullptr, *search = nullptr;  // the first of each role
  };
  void MakeOrder();
  void MakeStructs();
  void MakeTerms(LanguageId id);
  tmpl::Value MakeTerm(const Term& term, LanguageId id, tmpl::Arena& arena, const Collection* owner,
                       const Field* field) const;
  tmpl::Value ValueWithin(const Datum& datum, const FieldType& type, Tongues tongues, tmpl::Arena& arena,
                          const Collection* owner = nullptr, const Field* field = nullptr) const;
  void FillCollections(LanguageId id);
  void FindAllTopics();
  void FillOccurrences(LanguageId id);
  tmpl::Value MakeOccurrence(const Occurrence& occurrence, LanguageId id, tmpl::Arena& arena) const;
  tmpl::Value OccurrencesOf(const Record& record, LanguageId id, tmpl::Arena& arena) const;
  tmpl::Value TakingPartOf(const Record& record, tmpl::Arena& arena, LanguageId id) const;
  /// `coming` and `closing` of the site.
  void SetComing(Fields& fields, LanguageId id, tmpl::Arena& arena) const;
  void FillRecord(const Record& record, LanguageId id, tmpl::Arena& arena);
  tmpl::Value MentionsOf(const Record& record, LanguageId id, tmpl::Arena& arena) const;
  void FillReferences(const Record& record, LanguageId id, Fields& fields, tmpl::Arena& arena);
  void FillSite(LanguageId id);
  tmpl::Value MenuValue(const std::vector<MenuItem>& items, LanguageId id);
  tmpl::Value HomeMenuValue(LanguageId id);
  tmpl::Value LogoValue(const SiteImage& logo, tmpl::Arena& arena) const;
  tmpl::Arena& NewArena();

  const Site& site_;
  const Theme& theme_;
  Types& types_;
  bool calendar_pages_, has_calendar_ = false;
  std::vector<Topic> calendar_topics_, feed_topics_;
  std::vector<const Record*> feed_records_;
  std::vector<InLanguage> in_;
  std::map<std::string, std::unique_ptr<FacetTable>> facets_;
  std::vector<std::unique_ptr<tmpl::Arena>> arenas_;
  std::unordered_map<const tmpl::Struct*, const Record*> record_of_;
  std::vector<std::string> locales_for_cards_;  // by language
};

}  // namespace kyodo::render
