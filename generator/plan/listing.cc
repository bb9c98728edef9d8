#include "plan/listing.h"

#include <fmt/format.h>

#include <algorithm>

#include "template/operations.h"
#include "views/order.h"

namespace kyodo::render {

namespace {

using tmpl::Value;

class ListingMaker {
 public:
  ListingMaker(const Views& views, const Members& members, const ListingPage& page, LanguageId id, tmpl::Arena& arena)
      : views_(views),
        page_(page),
        arena_(arena),
        id_(id),
        schema_(page.collection->schema),
        table_(views.Facets(schema_.id)),
        selection_(table_.selections()[page.selection]),
        all_(members.Of(*page.collection, id_, page.selection)),
        real_(static_cast<size_t>(std::find_if(all_.begin(), all_.end(), [](const Record* one) { return one->apart; }) -
                                  all_.begin())) {}

  Value Run() {
    Fields fields(views_.types(), views_.types().listings.at(schema_.id), arena_);
    const size_t size = schema_.listing.page_size;
    const size_t first = (page_.number - 1) * size;
    const bool is_last = page_.number == PageCount(*page_.collection, all_.size());
    const size_t last = is_last ? all_.size() : first + size;
    const size_t middle = std::clamp(real_, first, std::max(first, last));
    std::vector<Value> items, examples;
    for (size_t i = first; i < last; ++i) (i < middle ? items : examples).push_back(views_.RecordValue(*all_[i], id_));
    fields.Set("collection", views_.CollectionValue(schema_.id, id_));
    fields.Set("items", MakeList(items, arena_));
    fields.Set("examples", MakeList(examples, arena_));
    fields.Set("total", Value::Of(static_cast<int64_t>(real_)));
    fields.Set("first", Value::Of(static_cast<int64_t>(items.empty() ? 0 : first + 1)));
    fields.Set("last", Value::Of(static_cast<int64_t>(middle)));
    fields.Set("sort_label", SortLabel());
    fields.Set("facets", FacetList());
    fields.Set("selected", SelectedList());
    fields.Set("pages", PageList(fields));
    if (!schema_.listing.index.empty())
      fields.Set("index_url", Value::Url(arena_.Keep(language().prefix + schema_.id + "/a-z.html")));
    if (!schema_.listing.group_by.empty()) fields.Set("groups", GroupList(first, middle));
    return fields.Done();
  }

 private:
  const Language& language() const { return views_.languages()[id_]; }

  Value SortLabel() {
    std::vector<Value> labels;
    for (const SortKey& key : schema_.listing.sort) {
      const int at = schema_.Find(key.field);
      const Theme::Word word = at < 0 ? views_.Word(key.field, id_) : Theme::Word();
      labels.push_back(at < 0 ? views_.Marked(word.text, word.language, id_, arena_)
                              : views_.LabelValue(schema_.fields[static_cast<size_t>(at)].label, id_, arena_));
    }
    Value joined;
    tmpl::Concatenate(labels.data(), labels.size(), language().japanese ? "、" : ", ", {}, arena_, joined);
    return joined;
  }

  Value Address(const Selection& selection, size_t number) {
    return Value::Url(arena_.Keep(language().prefix + ListingPath(selection, number)));
  }

  /// The choices of this page without those of a facet.
  std::vector<Choice> Without(uint16_t facet) const {
    std::vector<Choice> choices;
    for (const Choice& choice : selection_.choices) {
      if (choice.facet != facet) choices.push_back(choice);
    }
    return choices;
  }

  const Selection* Find(const std::vector<Choice>& choices) const {
    const int at = table_.Find(choices);
    return at < 0 ? nullptr : &table_.selections()[static_cast<size_t>(at)];
  }

  bool IsSelected(const Choice& choice) const {
    return std::find(selection_.choices.begin(), selection_.choices.end(), choice) != selection_.choices.end();
  }

  Value FacetList() {
    const bool only_examples = table_.selections().front().count == 0;
    std::vector<Value> out;
    for (uint16_t number = 0; number < table_.facets().size(); ++number) {
      const Facet& facet = table_.facets()[number];
      const std::vector<Choice> others = Without(number);
      const Selection* base = Find(others);
      std::vector<Value> values;
      for (uint16_t i = 0; base && i < facet.values.size(); ++i) {
        const Choice choice{number, i};
        const uint32_t count = base->counts[table_.Slot(choice)];
        if (count == 0 && !only_examples) continue;
        values.push_back(ValueOf(facet, choice, count, others));
      }
      if (values.empty()) continue;
      Fields fields(views_.types(), views_.types().facet, arena_);
      fields.Set("id", Value::Of(std::string_view(facet.field->key)));
      fields.Set("label", views_.LabelValue(facet.field->label, id_, arena_));
      fields.Set("values", MakeList(values, arena_));
      out.push_back(fields.Done());
    }
    return MakeList(out, arena_);
  }

  Value ValueOf(const Facet& facet, const Choice& choice, uint32_t count, std::vector<Choice> others) {
    Fields fields(views_.types(), views_.types().facet_value, arena_);
    const FacetValue& value = facet.values[choice.value];
    const bool selected = IsSelected(choice);
    fields.Set("id", Value::Of(std::string_view(value.id)));
    fields.Set("label", FacetLabelValue(value, *facet.field, id_, views_, arena_));
    if (value.term) fields.Set("number", Value::Of(static_cast<int64_t>(value.term->order)));
    fields.Set("count", Value::Of(static_cast<int64_t>(count)));
    fields.Set("selected", Value::Of(selected));
    if (!selected) others.push_back(choice);
    const Selection* target = Find(others);
    if (target) fields.Set("url", Address(*target, 1));
    return fields.Done();
  }

  Value SelectedList() {
    std::vector<Value> out;
    for (const Choice& choice : selection_.choices) {
      const Facet& facet = table_.facets()[choice.facet];
      const Selection* rest = Find(Without(choice.facet));
      Fields fields(views_.types(), views_.types().selected, arena_);
      fields.Set("facet", views_.LabelValue(facet.field->label, id_, arena_));
      fields.Set("label", FacetLabelValue(facet.values[choice.value], *facet.field, id_, views_, arena_));
      fields.Set("remove_url", Address(rest ? *rest : table_.selections().front(), 1));
      out.push_back(fields.Done());
    }
    return MakeList(out, arena_);
  }

  /// Up to nine pages around this one, with the first and the last.
  Value PageList(Fields& fields) {
    const size_t count = PageCount(*page_.collection, all_.size());
    if (page_.number > 1) fields.Set("previous_url", Address(selection_, page_.number - 1));
    if (page_.number < count) fields.Set("next_url", Address(selection_, page_.number + 1));
    std::vector<Value> out;
    for (size_t number = 1; count > 1 && number <= count; ++number) {
      const size_t away = number > page_.number ? number - page_.number : page_.number - number;
      if (away > 4 && number != 1 && number != count) continue;
      Fields page(views_.types(), views_.types().page_link, arena_);
      page.Set("number", Value::Of(static_cast<int64_t>(number)));
      page.Set("url", Address(selection_, number));
      page.Set("current", Value::Of(number == page_.number));
      out.push_back(page.Done());
    }
    return MakeList(out, arena_);
  }

  std::string GroupLabel(const Record& record) const {
    const int at = schema_.Find(schema_.listing.group_by);
    if (at < 0) return {};
    const Datum* value = &record.fields[static_cast<size_t>(at)].In(id_);
    if (value->kind == Datum::kList && value->count) value = &value->parts[0];
    switch (value->kind) {
      case Datum::kTerm: return value->term->label.In(id_);
      case Datum::kRef: return std::string(value->record->Title(id_));
      case Datum::kText: return std::string(value->text());
      case Datum::kInteger: return std::to_string(value->integer);
      case Datum::kDate: return std::to_string(value->date.year);
      default: return {};
    }
  }

  Value GroupList(size_t first, size_t last) {
    std::vector<std::pair<std::string, std::vector<Value>>> groups;
    for (size_t i = first; i < last; ++i) {
      const std::string label = GroupLabel(*all_[i]);
      auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == label; });
      if (found == groups.end()) found = groups.insert(groups.end(), {label, {}});
      found->second.push_back(views_.RecordValue(*all_[i], id_));
    }
    std::vector<Value> out;
    for (size_t i = 0; i < groups.size(); ++i) {
      Fields fields(views_.types(), views_.types().groups.at(schema_.id), arena_);
      fields.Set("label", Value::Of(arena_.Keep(groups[i].first)));
      fields.Set("id", Value::Of(arena_.Keep(fmt::format("group-{}", i + 1))));
      fields.Set("items", MakeList(groups[i].second, arena_));
      out.push_back(fields.Done());
    }
    return MakeList(out, arena_);
  }

  const Views& views_;
  const ListingPage& page_;
  tmpl::Arena& arena_;
  LanguageId id_;
  const Schema& schema_;
  const FacetTable& table_;
  const Selection& selection_;
  const std::vector<const Record*>& all_;
  const size_t real_;  // how many; examples that stand apart come after them
};

}  // namespace

tmpl::Value ListingValue(const Views& views, const Members& members, const ListingPage& page, LanguageId id,
                         tmpl::Arena& arena) {
  return ListingMaker(views, members, page, id, arena).Run();
}

tmpl::Value IndexValue(const Views& views, const IndexPage& page, LanguageId id, tmpl::Arena& arena) {
  const Language& language = views.languages()[id];
  const std::string& name = page.collection->schema.id;
  std::map<std::string, std::vector<Value>> by_initial;
  std::vector<Value> examples;
  for (const Record* record : views.Order(name, id)) {
    if (record->apart) {
      examples.push_back(views.RecordValue(*record, id));
      continue;
    }
    by_initial[Initial(*record, language, id)].push_back(views.RecordValue(*record, id));
  }
  std::vector<Value> groups, letters;
  const std::vector<std::string>& initials = Initials(language);
  for (size_t i = 0; i < initials.size(); ++i) {
    const auto found = by_initial.find(initials[i]);
    const bool other = initials[i] == "#";
    if (other && found == by_initial.end()) continue;
    const Value label = Value::Of(other ? views.String("other", id) : std::string_view(initials[i]));
    const Value anchor = Value::Of(arena.Keep(fmt::format("i-{}", i + 1)));
    letters.push_back(Fields(views.types(), views.types().letter, arena)
                          .Set("label", label)
                          .Set("id", anchor)
                          .Set("empty", Value::Of(found == by_initial.end()))
                          .Done());
    if (found == by_initial.end()) continue;
    groups.push_back(Fields(views.types(), views.types().groups.at(name), arena)
                         .Set("label", label)
                         .Set("id", anchor)
                         .Set("items", MakeList(found->second, arena))
                         .Done());
  }
  if (!examples.empty()) {
    groups.push_back(Fields(views.types(), views.types().groups.at(name), arena)
                         .Set("label", Value::Of(views.String("examples", id)))
                         .Set("id", Value::Of(std::string_view("examples")))
                         .Set("items", MakeList(examples, arena))
                         .Done());
  }
  Fields fields(views.types(), views.types().indexes.at(name), arena);
  fields.Set("collection", views.CollectionValue(name, id));
  fields.Set("groups", MakeList(groups, arena));
  fields.Set("letters", MakeList(letters, arena));
  return fields.Done();
}

}  // namespace kyodo::render
