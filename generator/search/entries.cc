#include "search/entries.h"

#include <algorithm>
#include <tuple>

#include "core/parallel.h"
#include "core/text.h"
#include "model/public_values.h"

namespace kyodo::search {

namespace {

Impact ImpactOf(int weight) { return weight >= 2 ? kWeighty : kInText; }

/// A page and, where its sections are results of their own, those.
class PageEntries {
 public:
  PageEntries(const Site& site, const Record& record, LanguageId id)
      : record_(record), schema_(record.collection->schema), id_(id), japanese_(site.config.languages[id].japanese) {
    Entry& page = entries_.emplace_back();
    page.record = &record;
    page.language = id;
    page.path = record.PathIn(site.config.languages[id]);
    page.title = record.Title(id);
    page.parts.push_back({kInTitle, page.title});
  }

  std::vector<Entry> Run() {
    ForEachPublicField(record_, {id_, false}, [&](const Datum& datum, const FieldType& type, const FieldPlace& place) {
      if (!place.outer) {
        AddBody(datum);
      } else if (place.outer->search_weight > 0 && place.inner->search_weight > 0 &&
                 place.outer->key != schema_.title) {
        if (place.outer->key == schema_.reading && datum.kind == Datum::kText) {
          if (japanese_) kana_.push_back(datum.text());  // last, as it is no part of what people read
          return;
        }
        AddField(datum, type, ImpactOf(place.inner->search_weight));
      }
    });
    for (const std::string_view kana : kana_) Add(entries_[0], kWeighty, kana);
    return std::move(entries_);
  }

 private:
  void Add(Entry& entry, Impact impact, std::string_view text) {
    text = Trim(text);
    if (!text.empty()) entry.parts.push_back({impact, text});
  }

  void AddField(const Datum& datum, const FieldType& type, Impact impact) {
    switch (datum.kind) {
      case Datum::kText:
        if (type.kind != FieldKind::kUrl && type.kind != FieldKind::kFile) Add(entries_[0], impact, datum.text());
        return;
      case Datum::kMarkdown: return Add(entries_[0], impact, datum.markdown->result.plain);
      case Datum::kTerm: return Add(entries_[0], impact, datum.term->label.In(id_));
      case Datum::kRef:
        if (!datum.record->hidden) Add(entries_[0], impact, datum.record->Title(id_));
        return;
      default: return;
    }
  }

  bool HasSections() const { return !schema_.part_of.empty() || !record_.parts.empty(); }

  void AddBody(const Datum& datum) {
    if (datum.kind != Datum::kMarkdown) return;
    const MarkdownResult& body = datum.markdown->result;
    if (!HasSections()) return Add(entries_[0], kInText, body.plain);
    const std::string_view plain = body.plain;
    size_t begin = 0, into = 0;
    for (const MarkdownResult::Heading& heading : body.headings) {
      Add(entries_[into], kInText, plain.substr(begin, heading.plain_begin - begin));
      begin = heading.plain_end;
      into = entries_.size();
      AddSection(heading);
    }
    Add(entries_[into], kInText, plain.substr(begin));
  }

  void AddSection(const MarkdownResult::Heading& heading) {
    Entry section;
    section.record = &record_;
    section.language = id_;
    section.path = entries_[0].path + "#" + heading.id;
    section.title = entries_[0].title;
    section.section = heading.text;
    section.parts.push_back({kInTitle, heading.text});
    entries_.push_back(std::move(section));
  }

  const Record& record_;
  const Schema& schema_;
  LanguageId id_;
  bool japanese_;
  std::vector<std::string_view> kana_;
  std::vector<Entry> entries_;
};

std::vector<const Record*> InOrder(const Collection& collection, LanguageId id) {
  std::vector<const Record*> records;
  for (const Record& record : collection.records) {
    const bool is_tool = record.role == PageRole::kSearch || record.role == PageRole::kNotFound;
    if (!record.hidden && !record.unlisted && !is_tool && !record.IsFallback(id)) records.push_back(&record);
  }
  std::stable_sort(records.begin(), records.end(),
                   [](const Record* a, const Record* b) { return a->published < b->published; });
  return records;
}

std::vector<const Collection*> InOrder(const Site& site) {
  std::vector<const Collection*> collections;
  for (const auto& [name, collection] : site.collections) collections.push_back(&collection);
  const auto place = [&](const Collection* one) {
    return std::tuple(!one->schema.part_of.empty(), !IsToAct(site, *one));
  };
  std::stable_sort(collections.begin(), collections.end(),
                   [&](const Collection* a, const Collection* b) { return place(a) < place(b); });
  return collections;
}

}  // namespace

bool IsToAct(const Site& site, const Collection& collection) {
  const CalendarFields& calendar = collection.schema.calendar;
  return &collection == site.contacts || !calendar.period.empty() || !calendar.deadline.empty();
}

std::vector<Entry> MakeEntries(const Site& site) {
  const std::vector<const Collection*> collections = InOrder(site);
  std::vector<std::pair<const Record*, LanguageId>> pages;
  for (LanguageId id = 0; id < site.config.languages.size(); ++id) {
    for (const Collection* collection : collections) {
      for (const Record* record : InOrder(*collection, id)) pages.emplace_back(record, id);
    }
  }
  std::vector<std::vector<Entry>> made(pages.size());
  ParallelFor(pages.size(), [&](size_t i) { made[i] = PageEntries(site, *pages[i].first, pages[i].second).Run(); });
  std::vector<Entry> entries;
  for (std::vector<Entry>& one : made) std::move(one.begin(), one.end(), std::back_inserter(entries));
  return entries;
}

}  // namespace kyodo::search
