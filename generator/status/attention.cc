#include "status/attention.h"

#include <algorithm>
#include <tuple>

#include "model/taking_part.h"
#include "model/visibility.h"
#include "status/history.h"

namespace kyodo::status {

namespace {

constexpr std::string_view kUntil = "publish_until", kFrom = "publish_from", kUpdated = "updated";

/// The last day that a value speaks of; none: it is open at its end, or not there.
std::optional<Date> LastDay(const Datum* value) {
  if (!value) return std::nullopt;
  const Datum* day = value;
  if (value->kind == Datum::kObject) day = &value->items()[date_range::kEnd];
  return day->kind == Datum::kDate ? std::optional(day->date) : std::nullopt;
}

/// The day `months` earlier, or the last of its month.
Date MonthsBefore(const Date& day, int64_t months) {
  const int64_t count = day.year * 12 + day.month - 1 - months;
  Date earlier{static_cast<int16_t>(count / 12), static_cast<uint8_t>(count % 12 + 1), 0};
  earlier.day = std::min(day.day, LastDayOf(earlier).day);
  return earlier;
}

class Finder {
 public:
  Finder(const Site& site, const Question& question)
      : site_(site), question_(question), soon_(DayAfter(site.today, question.soon_days)) {}

  std::vector<Item> Run() {
    for (const auto& [id, collection] : site_.collections) {
      for (const Record& record : collection.records) {
        if (record.pos.file) AddRecord(record);
      }
    }
    AddDeadlines();
    AddUnlinked(site_, items_);
    AddUnused(site_, question_, items_);
    std::stable_sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
      return std::tie(a.kind, a.day, a.path, a.language) < std::tie(b.kind, b.day, b.path, b.language);
    });
    return std::move(items_);
  }

 private:
  Item& Add(Kind kind, const Record& record) {
    return items_.emplace_back(
        Item{.kind = kind, .path = record.pos.file->path, .record = &record, .language = record.original});
  }

  void AddDay(Kind kind, const Record& record, const std::optional<Date>& day, const Field* field,
              std::string_view key = {}) {
    Item& item = Add(kind, record);
    item.day = day;
    item.field = field;
    item.key = key;
  }

  void AddRecord(const Record& record) {
    const Visibility::State state = VisibilityOf(record, site_.today).state;
    if (state == Visibility::kUnpublished) return;
    if (record.example) Add(Kind::kExample, record);
    if (state == Visibility::kDraft) return (void)Add(Kind::kDraft, record);
    if (state == Visibility::kPast) return AddDay(Kind::kExpired, record, record.publish_until, nullptr, kUntil);
    if (state == Visibility::kScheduled) AddDay(Kind::kScheduled, record, record.publish_from, nullptr, kFrom);
    if (record.publish_until && *record.publish_until <= soon_)
      AddDay(Kind::kExpiring, record, record.publish_until, nullptr, kUntil);
    AddTranslations(record);
    AddUpkeep(record);
  }

  /// `translation: {of: new}` says that it was never compared.
  static Kind KindOf(const Record& record, LanguageId id) {
    const SourceFile& file = *record.files[id];
    const bool is_new = record.translations[id] == Translation::kUnrecorded || RecordedIn(file.path, file.text).empty();
    return is_new ? Kind::kUnrecorded : Kind::kStale;
  }

  void AddTranslations(const Record& record) {
    for (LanguageId id = 0; id < record.translations.size(); ++id) {
      if (!record.HasPageIn(site_.config.languages[id])) continue;
      const bool lacks = record.LacksText(id);
      const size_t texts = lacks ? 0 : record.CountLacking(id);
      const Translation state = record.translations[id];
      const bool is_old = state == Translation::kStale || state == Translation::kUnrecorded;
      if (!lacks && !texts && !is_old) continue;
      Item& item = Add(is_old ? KindOf(record, id) : Kind::kMissing, record);
      item.language = id;
      item.texts = texts;
      if (record.files[id] && !record.IsFallback(id)) item.path = record.files[id]->path;
    }
  }

  const Field* FieldOf(const Record& record, const std::string& key) const {
    const int at = key.empty() ? -1 : record.collection->schema.Find(key);
    return at < 0 ? nullptr : &record.collection->schema.fields[static_cast<size_t>(at)];
  }

  void AddUpkeep(const Record& record) {
    const Upkeep& upkeep = record.collection->schema.upkeep;
    const auto day_of = [&](const Field* field) {
      return field ? LastDay(record.Find(field->key)) : std::optional<Date>();
    };
    const Field* const review = FieldOf(record, upkeep.review);
    // Of a month or a year: when it has begun; and what holds until then holds to its end.
    if (const auto day = day_of(review); day && DaysSince1970(*day) <= DaysSince1970(site_.today))
      AddDay(Kind::kReview, record, day, review);
    const Field* const expires = FieldOf(record, upkeep.expires);
    if (const auto day = day_of(expires); day && LastDayOf(*day) <= soon_)
      AddDay(LastDayOf(*day) < site_.today ? Kind::kExpired : Kind::kExpiring, record, day, expires);
    if (upkeep.months <= 0) return;
    const Field* const checked = FieldOf(record, upkeep.checked);
    const std::optional<Date> last = checked ? day_of(checked) : record.Changed();
    if (last && LastDayOf(*last) >= MonthsBefore(site_.today, upkeep.months)) return;
    AddDay(checked ? Kind::kUnchecked : Kind::kOld, record, last, checked, checked ? std::string_view() : kUpdated);
  }

  /// Those of what one may still take part in, the next of each.
  void AddDeadlines() {
    for (const Occurrence& one : site_.occurrences) {
      const bool ahead = one.is_deadline && one.last_day >= site_.today && one.last_day <= soon_;
      if (!ahead) continue;
      const Visibility::State state = VisibilityOf(*one.record, site_.today).state;
      if (state != Visibility::kPublic && state != Visibility::kScheduled) continue;
      AddDay(Kind::kDeadline, *one.record, one.last_day,
             FieldOf(*one.record, one.record->collection->schema.calendar.deadline));
    }
  }

  const Site& site_;
  const Question& question_;
  const Date soon_;
  std::vector<Item> items_;
};

}  // namespace

std::vector<Item> FindAttention(const Site& site, const Question& question) { return Finder(site, question).Run(); }

}  // namespace kyodo::status
