#include "plan/calendar_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>

#include "model/locale_text.h"
#include "model/time_text.h"
#include "template/operations.h"

namespace kyodo::render {

namespace {

using tmpl::Value;

constexpr size_t kComing = 40;  // occurrences on a page of what is coming
constexpr size_t kPast = 20;
/// What lasts longer is told once for a month, not on each day.
constexpr int64_t kLongDays = 7;

bool IsLong(const Occurrence& one) { return DaysSince1970(one.last_day) - DaysSince1970(one.first_day) >= kLongDays; }

Date FirstOfMonth(const Date& day) { return {day.year, day.month, 1}; }
Date NextMonth(const Date& month, int months = 1) {
  const int at = month.year * 12 + month.month - 1 + months;
  return {static_cast<int16_t>(at / 12), static_cast<uint8_t>(at % 12 + 1), 1};
}

/// Months with a page, each by its first day.
std::vector<Date> Months(const Site& site) {
  Date first = FirstOfMonth(site.today), last = first;
  for (const Occurrence& one : site.occurrences) {
    if (one.last_day < site.calendar_from || one.first_day > site.calendar_until) continue;
    first = std::min(first, FirstOfMonth(std::max(one.first_day, site.calendar_from)));
    last = std::max(last, FirstOfMonth(std::min(one.last_day, site.calendar_until)));
  }
  std::vector<Date> months;
  for (Date month = first; month <= last; month = NextMonth(month)) months.push_back(month);
  return months;
}

std::string PathOf(CalendarView view, const Date& month) {
  switch (view) {
    case CalendarView::kMonth: return fmt::format("calendar/{:04}-{:02}.html", month.year, month.month);
    case CalendarView::kYear: return fmt::format("calendar/{:04}.html", month.year);
    case CalendarView::kFiscalYear: return fmt::format("calendar/fy{:04}.html", month.year);
    default: return "calendar/index.html";
  }
}

/// 2026年（令和8年）12月; December 2026.
std::string PeriodText(CalendarView view, const Date& month, const Views& views, LanguageId id) {
  const Language& language = views.languages()[id];
  if (view == CalendarView::kMonth) return DateText({month.year, month.month, 0}, language);
  if (view == CalendarView::kYear) return DateText({month.year, 0, 0}, language);
  if (language.locale) {
    const Date last{static_cast<int16_t>(month.year + 1), 3, 0};
    return language.locale->Fill(std::string(views.String("fiscal_year_months", id)),
                                 {{"year", std::to_string(month.year)},
                                  {"first", DateText({month.year, 4, 0}, language)},
                                  {"last", DateText(last, language)}},
                                 {});
  }
  if (!language.japanese)
    return fmt::format("fiscal year {} (April {} to March {})", month.year, month.year, month.year + 1);
  const std::string era = ToWareki({month.year, 4, 1});
  return fmt::format("{}年度（{}度）", month.year, era.substr(0, era.find("4月")));
}

Value LabelOf(const Topic& topic, const Views& views, LanguageId id, tmpl::Arena& arena) {
  return topic.term ? views.LabelValue(topic.term->label, id, arena) : views.TitleValue(*topic.record, id, arena);
}

class CalendarMaker {
 public:
  CalendarMaker(const Views& views, const CalendarPage& page, LanguageId id, tmpl::Arena& arena)
      : views_(views), site_(views.site()), page_(page), arena_(arena), id_(id), months_(Months(site_)) {
    std::unordered_set<const Record*> members;
    if (page.topic) members.insert(page.topic->members.begin(), page.topic->members.end());
    for (const Occurrence& one : site_.occurrences) {
      if (!page.topic || members.contains(one.record)) shown_.push_back(&one);
    }
  }

  Value Run() {
    Fields fields(views_.types(), views_.types().calendar, arena_);
    const CalendarView view = page_.view;
    constexpr std::string_view kNames[] = {"coming", "month", "year", "fiscal_year"};
    fields.Set("kind", Value::Of(kNames[static_cast<size_t>(view)]));
    if (page_.topic) fields.Set("topic", TopicLabel(*page_.topic));
    if (view != CalendarView::kComing) {
      fields.Set("date", Value::Of(view == CalendarView::kMonth ? page_.month : Date{page_.month.year, 0, 0}));
      fields.Set("label", Value::Of(arena_.Keep(PeriodText(view, page_.month, views_, id_))));
    }
    fields.Set("file", Value::Url(arena_.Keep(prefix() + FilePath())));
    fields.Set("index_url", Url(PathOf(CalendarView::kComing, {})));
    SetMonths(fields);
    SetNeighbours(fields);
    fields.Set("weekdays", Weekdays());
    fields.Set("holidays_source", views_.LabelOrNone(site_.holidays_source, id_, arena_));
    if (!site_.holidays_url.empty()) fields.Set("holidays_url", Value::Of(arena_.Keep(site_.holidays_url)));
    fields.Set("groups", Groups());
    return fields.Done();
  }

 private:
  const std::string& prefix() const { return views_.languages()[id_].prefix; }
  Value Url(const std::string& path) { return Value::Url(arena_.Keep(prefix() + path)); }

  std::string FilePath() const {
    return page_.topic ? "calendar/" + page_.topic->Name() + ".ics" : std::string("calendar.ics");
  }

  bool HasPage(const Date& month) const { return std::binary_search(months_.begin(), months_.end(), month); }

  void SetMonths(Fields& fields) {
    std::vector<Value> months, past;
    switch (page_.view) {
      case CalendarView::kComing: {
        AddComing(months);
        for (auto one = shown_.rbegin(); one != shown_.rend() && past.size() < kPast; ++one) {
          if ((*one)->last_day < site_.today) past.push_back(views_.OccurrenceValue(**one, id_));
        }
        break;
      }
      case CalendarView::kMonth: months.push_back(MonthValue(page_.month, Overlapping(page_.month), true)); break;
      default: {
        const Date first{page_.month.year, static_cast<uint8_t>(page_.view == CalendarView::kYear ? 1 : 4), 1};
        for (int i = 0; i < 12; ++i) {
          const Date month = NextMonth(first, i);
          months.push_back(MonthValue(month, Overlapping(month), true));
        }
      }
    }
    fields.Set("months", MakeList(months, arena_));
    fields.Set("past", MakeList(past, arena_));
  }

  std::vector<const Occurrence*> Overlapping(const Date& month) const {
    std::vector<const Occurrence*> found;
    for (const Occurrence* one : shown_) {
      if (one->first_day < NextMonth(month) && one->last_day >= month) found.push_back(one);
    }
    return found;
  }

  /// What is going on or coming, by the month in which it starts; what has started already, in this month.
  void AddComing(std::vector<Value>& months) {
    std::map<Date, std::vector<const Occurrence*>> by_month;
    size_t count = 0;
    for (const Occurrence* one : shown_) {
      if (one->last_day < site_.today || count++ >= kComing) continue;
      by_month[FirstOfMonth(std::max(one->first_day, site_.today))].push_back(one);
    }
    for (const auto& [month, found] : by_month) months.push_back(MonthValue(month, found, false));
  }

  Value MonthValue(const Date& month, const std::vector<const Occurrence*>& found, bool with_days) {
    Fields fields(views_.types(), views_.types().calendar_month, arena_);
    fields.Set("date", Value::Of(Date{month.year, month.month, 0}));
    fields.Set("label", Value::Of(arena_.Keep(PeriodText(CalendarView::kMonth, month, views_, id_))));
    fields.Set("name", Value::Of(arena_.Keep(MonthText(month.month, views_.languages()[id_]))));
    fields.Set("is_past", Value::Of(month < FirstOfMonth(site_.today)));
    if (HasPage(month)) fields.Set("url", Url(PathOf(CalendarView::kMonth, month)));
    fields.Set("count", Value::Of(std::count_if(found.begin(), found.end(),
                                                [](const Occurrence* one) { return !one->record->apart; })));
    std::vector<Value> items, long_items, weeks;
    for (const Occurrence* one : found)
      (with_days && IsLong(*one) ? long_items : items).push_back(views_.OccurrenceValue(*one, id_));
    fields.Set("occurrences", MakeList(items, arena_));
    fields.Set("lasting", MakeList(long_items, arena_));
    if (with_days) AddWeeks(month, found, weeks);
    fields.Set("weeks", MakeList(weeks, arena_));
    return fields.Done();
  }

  void AddWeeks(const Date& month, const std::vector<const Occurrence*>& found, std::vector<Value>& weeks) {
    Date day = DayAfter(month, -((DayOfWeek(month) - site_.config.week_starts + 7) % 7));
    while (day < NextMonth(month)) {
      std::vector<Value> days;
      for (int i = 0; i < 7; ++i, day = DayAfter(day)) days.push_back(DayValue(day, month, found));
      Fields week(views_.types(), views_.types().calendar_week, arena_);
      weeks.push_back(week.Set("days", MakeList(days, arena_)).Done());
    }
  }

  Value DayValue(const Date& day, const Date& month, const std::vector<const Occurrence*>& found) {
    Fields fields(views_.types(), views_.types().calendar_day, arena_);
    const bool inside = FirstOfMonth(day) == month;
    fields.Set("date", Value::Of(day));
    fields.Set("number", Value::Of(static_cast<int64_t>(day.day)));
    fields.Set("weekday", Value::Of(static_cast<int64_t>(DayOfWeek(day))));
    fields.Set("in_month", Value::Of(inside));
    fields.Set("is_today", Value::Of(day == site_.today));
    const auto holiday = site_.holidays.find(day);
    if (inside && holiday != site_.holidays.end())
      fields.Set("holiday", views_.LabelOrNone(holiday->second, id_, arena_));
    std::vector<Value> items;
    for (const Occurrence* one : found) {
      if (inside && !IsLong(*one) && one->first_day <= day && one->last_day >= day)
        items.push_back(views_.OccurrenceValue(*one, id_));
    }
    fields.Set("occurrences", MakeList(items, arena_));
    return fields.Done();
  }

  void SetNeighbours(Fields& fields) {
    const CalendarView view = page_.view;
    if (view == CalendarView::kComing) return;
    const auto set = [&](const std::string& which, const Date& month) {
      fields.Set(which + "_url", Url(PathOf(view, month)));
      fields.Set(which + "_label", Value::Of(arena_.Keep(PeriodText(view, month, views_, id_))));
    };
    if (view == CalendarView::kMonth) {
      const Date previous = NextMonth(page_.month, -1), next = NextMonth(page_.month);
      if (HasPage(previous)) set("previous", previous);
      if (HasPage(next)) set("next", next);
      fields.Set("year_url", Url(PathOf(CalendarView::kYear, page_.month)));
      const Date fiscal{static_cast<int16_t>(FiscalYear(page_.month)), 4, 1};
      fields.Set("fiscal_year_url", Url(PathOf(CalendarView::kFiscalYear, fiscal)));
      return;
    }
    const bool fiscal = view == CalendarView::kFiscalYear;
    const auto year = [&](const Date& month) { return fiscal ? FiscalYear(month) : month.year; };
    const int16_t shown = page_.month.year;
    if (year(months_.front()) < shown) set("previous", {static_cast<int16_t>(shown - 1), 4, 1});
    if (year(months_.back()) > shown) set("next", {static_cast<int16_t>(shown + 1), 4, 1});
  }

  Value Weekdays() {
    std::vector<Value> days;
    for (int i = 0; i < 7; ++i) {
      // The first of February 2026 was a Sunday.
      const Date day{2026, 2, static_cast<uint8_t>(1 + (i + site_.config.week_starts) % 7)};
      days.push_back(Value::Of(arena_.Keep(WeekdayMark(day, views_.languages()[id_]))));
    }
    return MakeList(days, arena_);
  }

  Value TopicLabel(const Topic& topic) { return LabelOf(topic, views_, id_, arena_); }

  Value Groups() {
    std::vector<Value> groups, values;
    const std::vector<Topic>& topics = views_.CalendarTopics();
    for (size_t i = 0; i < topics.size(); ++i) {
      const Topic& topic = topics[i];
      Fields value(views_.types(), views_.types().facet_value, arena_);
      value.Set("id", Value::Of(arena_.Keep(topic.Name())));
      value.Set("label", TopicLabel(topic));
      value.Set("count", Value::Of(std::count_if(topic.members.begin(), topic.members.end(),
                                                 [](const Record* one) { return !one->apart; })));
      value.Set("url", Url("calendar/" + topic.Name() + ".html"));
      value.Set("selected", Value::Of(&topic == page_.topic));
      values.push_back(value.Done());
      if (i + 1 < topics.size() && topics[i + 1].group == topic.group) continue;
      Fields group(views_.types(), views_.types().facet, arena_);
      group.Set("id", Value::Of(std::string_view(topic.group)));
      group.Set("label",
                views_.LabelValue(topic.term ? topic.term->vocabulary->label : topic.record->collection->schema.label,
                                  id_, arena_));
      group.Set("values", MakeList(std::exchange(values, {}), arena_));
      groups.push_back(group.Done());
    }
    return MakeList(groups, arena_);
  }

  const Views& views_;
  const Site& site_;
  const CalendarPage& page_;
  tmpl::Arena& arena_;
  LanguageId id_;
  std::vector<Date> months_;
  std::vector<const Occurrence*> shown_;
};

}  // namespace

void PlanCalendarPages(const Views& views, LanguageId id, const std::string& template_name,
                       std::vector<Output>& outputs) {
  const std::string& prefix = views.languages()[id].prefix;
  const auto add = [&](CalendarView view, const Date& month, const std::string& path, const Topic* topic) {
    outputs.push_back({prefix + path, Page{CalendarPage{view, month, topic}, id, template_name}});
  };
  add(CalendarView::kComing, {}, PathOf(CalendarView::kComing, {}), nullptr);
  for (const Topic& topic : views.CalendarTopics())
    add(CalendarView::kComing, {}, "calendar/" + topic.Name() + ".html", &topic);
  std::set<int16_t> years, fiscal_years;
  for (const Date& month : Months(views.site())) {
    add(CalendarView::kMonth, month, PathOf(CalendarView::kMonth, month), nullptr);
    years.insert(month.year);
    fiscal_years.insert(static_cast<int16_t>(FiscalYear(month)));
  }
  for (const int16_t year : years)
    add(CalendarView::kYear, {year, 1, 1}, PathOf(CalendarView::kYear, {year, 1, 1}), nullptr);
  for (const int16_t year : fiscal_years)
    add(CalendarView::kFiscalYear, {year, 4, 1}, PathOf(CalendarView::kFiscalYear, {year, 4, 1}), nullptr);
}

std::string CalendarHeading(const Views& views, const CalendarPage& page, LanguageId id) {
  const bool japanese = views.languages()[id].japanese;
  const std::string heading(views.String("calendar", id));
  const std::string_view between = japanese ? "｜" : " | ";
  if (page.topic) return fmt::format("{}{}{}", heading, between, page.topic->Label(id));
  if (page.view == CalendarView::kComing) return heading;
  return fmt::format("{}{}{}", heading, between, PeriodText(page.view, page.month, views, id));
}

Value CalendarHeadingValue(const Views& views, const CalendarPage& page, LanguageId id, tmpl::Arena& arena) {
  const Theme::Word word = views.Word("calendar", id);
  const Value heading = views.Marked(word.text, word.language, id, arena);
  if (page.view == CalendarView::kComing && !page.topic) return heading;
  const std::string_view between = views.languages()[id].japanese ? "｜" : " | ";
  const Value parts[] = {heading, Value::Of(between),
                         page.topic ? LabelOf(*page.topic, views, id, arena)
                                    : Value::Of(arena.Keep(PeriodText(page.view, page.month, views, id)))};
  Value whole;
  tmpl::Concatenate(parts, 3, {}, {}, arena, whole);
  return whole;
}

tmpl::Value CalendarValue(const Views& views, const CalendarPage& page, LanguageId id, tmpl::Arena& arena) {
  return CalendarMaker(views, page, id, arena).Run();
}

}  // namespace kyodo::render
