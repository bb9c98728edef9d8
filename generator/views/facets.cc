#include "views/facets.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "core/hash.h"
#include "core/shown.h"
#include "core/text.h"

namespace kyodo::render {

namespace {

/// Each value has a page, and each page names every value; see facet.size.
constexpr size_t kMostValues = 1000;

/// What the facets of a record's value are called; terms count for their wider terms too.
void AddNames(const Datum& datum, std::vector<FacetValue>& out) {
  switch (datum.kind) {
    case Datum::kTerm:
      for (const Term* term = datum.term; term; term = term->broader) out.push_back({term->id, term, nullptr});
      break;
    case Datum::kRef:
      if (!datum.record->hidden) out.push_back({datum.record->slug, nullptr, datum.record});
      break;
    case Datum::kInteger: out.push_back({std::to_string(datum.integer)}); break;
    case Datum::kBoolean: out.push_back({datum.boolean ? "true" : "false"}); break;
    case Datum::kText: out.push_back({std::string(datum.text())}); break;
    case Datum::kList:
      for (const Datum& item : datum.items()) AddNames(item, out);
      break;
    default: break;
  }
}

/// One or two choices as a number that sorts as they do.
uint64_t KeyOf(const Choice& one) { return (uint64_t{one.facet} << 16 | one.value) + 1; }
uint64_t KeyOf(const Choice& first, const Choice& second) { return KeyOf(first) << 32 | KeyOf(second); }

std::vector<Choice> ChoicesOf(uint64_t key) {
  const auto choice = [](uint64_t of_one) {
    return Choice{static_cast<uint16_t>((of_one - 1) >> 16), static_cast<uint16_t>(of_one - 1)};
  };
  if (key >> 32) return {choice(key >> 32), choice(key & UINT32_MAX)};
  return {choice(key)};
}

/// What stands for a value in an address: itself, or a number made of it when it would lead elsewhere, be cut short or
/// not be seen.
std::string NameInAddress(const std::string& id) {
  constexpr size_t kLongest = 80;  // bytes
  const bool plain =
      id.size() <= kLongest && id.find("--") == id.npos && Shown(id) == id &&
      std::all_of(id.begin(), id.end(), [](char c) {
        return IsDigit(c) || IsLetter(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
      });
  return plain ? id : "~" + HexHash(Hash(id));
}

bool Before(const FacetValue& a, const FacetValue& b) {
  if (a.term && b.term) return a.term->order < b.term->order;
  if (a.id.size() != b.id.size() && !a.record && !a.term) return a.id.size() < b.id.size();  // numbers
  return a.id < b.id;
}

}  // namespace

bool CanBeFacet(const Field& field) {
  const FieldType& type = field.type.kind == FieldKind::kList ? *field.type.of : field.type;
  const FieldKind kind = type.kind;
  const bool chosen_text = kind == FieldKind::kString && !type.one_of.empty();
  return !field.is_private && !field.translate &&
         (kind == FieldKind::kTerm || kind == FieldKind::kRef || kind == FieldKind::kInteger ||
          kind == FieldKind::kBoolean || chosen_text);
}

FacetTable::FacetTable(const Collection& collection)
    : collection_(collection.schema.id), max_pairs_(collection.schema.listing.max_pairs) {
  CollectValues(collection);
  MakeSelections(collection);
  Count(collection);
}

void FacetTable::CollectValues(const Collection& collection) {
  const Schema& schema = collection.schema;
  for (const std::string& key : schema.listing.facets) {
    const int index = schema.Find(key);
    if (index < 0 || !CanBeFacet(schema.fields[static_cast<size_t>(index)])) continue;
    Facet facet{&schema.fields[static_cast<size_t>(index)], static_cast<size_t>(index), {}};
    std::map<std::string, FacetValue> values;
    std::vector<std::pair<const Record*, std::vector<FacetValue>>> found;
    for (const Record& record : collection.records) {
      if (record.hidden || record.fields.empty()) continue;
      std::vector<FacetValue> names;
      AddNames(record.fields[facet.field_index], names);
      for (const FacetValue& name : names) values.emplace(name.id, name);
      if (!names.empty()) found.emplace_back(&record, std::move(names));
    }
    if (values.size() > kMostValues) continue;
    for (const auto& [id, value] : values) facet.values.push_back(value);
    std::stable_sort(facet.values.begin(), facet.values.end(), Before);
    const auto number = static_cast<uint16_t>(facets_.size());
    std::unordered_map<std::string_view, Choice> by_id;
    for (uint16_t i = 0; i < facet.values.size(); ++i) {
      const std::string& id = facet.values[i].id;
      by_id[id] = by_name_[key + "=" + id] = {number, i};
    }
    for (const auto& [record, names] : found) {
      std::vector<Choice>& choices = choices_of_[record];
      for (const FacetValue& name : names) choices.push_back(by_id.at(name.id));
    }
    first_slot_.push_back(slots_);
    slots_ += facet.values.size();
    facets_.push_back(std::move(facet));
  }
  for (auto& [record, choices] : choices_of_) {
    std::sort(choices.begin(), choices.end());
    choices.erase(std::unique(choices.begin(), choices.end()), choices.end());
  }
}

std::string FacetTable::PathOf(const std::vector<Choice>& choices) const {
  std::string path = collection_ + "/";
  for (size_t i = 0; i < choices.size(); ++i) {
    const Facet& facet = facets_[choices[i].facet];
    path += i == 0 ? "by-" : "--";
    path += facet.field->key + "-" + NameInAddress(facet.values[choices[i].value].id);
  }
  return choices.empty() ? path + "index" : path;
}

void FacetTable::MakeSelections(const Collection& collection) {
  size_t all = 0;
  std::map<uint64_t, size_t> singles, pairs;
  for (const Record& record : collection.records) {
    if (record.hidden) continue;
    const size_t one = record.apart ? 0 : 1;
    all += one;
    const auto found = choices_of_.find(&record);
    if (found == choices_of_.end()) continue;
    const std::vector<Choice>& choices = found->second;
    for (size_t i = 0; i < choices.size(); ++i) {
      singles[KeyOf(choices[i])] += one;
      for (size_t j = i + 1; j < choices.size() && max_pairs_ > 0; ++j) {
        if (choices[i].facet != choices[j].facet) pairs[KeyOf(choices[i], choices[j])] += one;
      }
    }
  }
  // What only examples have is no way to choose, unless there is nothing else.
  const auto none = [all](const auto& one) { return all > 0 && one.second == 0; };
  std::erase_if(singles, none);
  std::erase_if(pairs, none);
  std::vector<std::pair<uint64_t, size_t>> best(pairs.begin(), pairs.end());
  if (best.size() > max_pairs_) {
    std::stable_sort(best.begin(), best.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    best.resize(max_pairs_);
    std::sort(best.begin(), best.end());
  }
  const auto add = [&](const std::vector<Choice>& choices, size_t count) {
    by_choices_[choices] = static_cast<int>(selections_.size());
    selections_.push_back({choices, count, std::vector<uint32_t>(slots_), PathOf(choices)});
  };
  add({}, all);
  for (const auto& [key, count] : singles) add(ChoicesOf(key), count);
  for (const auto& [key, count] : best) add(ChoicesOf(key), count);
}

void FacetTable::Count(const Collection& collection) {
  static const std::vector<Choice> kNone;
  std::unordered_map<uint64_t, uint32_t> by_key;
  for (uint32_t i = 1; i < selections_.size(); ++i) {
    const std::vector<Choice>& choices = selections_[i].choices;
    by_key[choices.size() == 1 ? KeyOf(choices[0]) : KeyOf(choices[0], choices[1])] = i;
  }
  for (const Record& record : collection.records) {
    if (record.hidden) continue;
    const auto found = choices_of_.find(&record);
    const std::vector<Choice>& choices = found == choices_of_.end() ? kNone : found->second;
    std::vector<uint32_t>& in = selections_of_[&record];
    const auto add = [&](uint64_t key) {
      if (const auto at = by_key.find(key); at != by_key.end()) in.push_back(at->second);
    };
    in.push_back(0);  // all records
    for (size_t i = 0; i < choices.size(); ++i) {
      add(KeyOf(choices[i]));
      for (size_t j = i + 1; j < choices.size(); ++j) {
        if (choices[i].facet != choices[j].facet) add(KeyOf(choices[i], choices[j]));
      }
    }
    for (const uint32_t at : in) {
      if (record.apart) break;
      for (const Choice& choice : choices) ++selections_[at].counts[Slot(choice)];
    }
  }
}

const std::vector<uint32_t>& FacetTable::SelectionsOf(const Record& record) const {
  static const std::vector<uint32_t> kNone;
  const auto found = selections_of_.find(&record);
  return found == selections_of_.end() ? kNone : found->second;
}

int FacetTable::Find(std::vector<Choice> choices) const {
  std::sort(choices.begin(), choices.end());
  const auto found = by_choices_.find(choices);
  return found == by_choices_.end() ? -1 : found->second;
}

const Choice* FacetTable::ChoiceOf(std::string_view field, std::string_view value_id) const {
  const auto found = by_name_.find(std::string(field) + "=" + std::string(value_id));
  return found == by_name_.end() ? nullptr : &found->second;
}

}  // namespace kyodo::render
