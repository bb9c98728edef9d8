#include "views/order.h"

#include <unicode/coll.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "core/text.h"
#include "model/next_time.h"

namespace kyodo::render {

namespace {

class KeyMaker {
 public:
  KeyMaker(const Collection& collection, const Language& language, LanguageId id, const Date& today)
      : schema_(collection.schema), japanese_(language.japanese), id_(id), today_(today) {
    UErrorCode status = U_ZERO_ERROR;
    collator_.reset(icu::Collator::createInstance(icu::Locale(language.code.c_str()), status));
  }

  /// A key that sorts as bytes; every part ends with a zero byte or has a fixed length.
  std::string Key(const Record& record) {
    std::string key(1, record.apart ? '\x02' : '\x01');
    for (const SortKey& sort : schema_.listing.sort) {
      std::string part = Part(record, sort.field);
      if (part.empty()) {
        key += '\xFF';  // missing comes last, either way
        continue;
      }
      if (sort.descending) {
        for (char& c : part) c = static_cast<char>(~static_cast<unsigned char>(c));
      }
      key += '\x01';
      key += part;
      key += sort.descending ? '\xFF' : '\x00';
    }
    return key + '\x00' + record.slug;
  }

 private:
  std::string Part(const Record& record, const std::string& field) {
    if (field == "published") return record.published ? ToIso(*record.published) : std::string();
    if (field == "updated") return record.updated ? ToIso(*record.updated) : std::string();
    if (field == kNextTimeKey && schema_.Find(field) < 0) return NextTime(record);
    const Datum* datum = record.Find(field);
    if (japanese_ && field == schema_.title) {
      const Datum* reading = record.Find(schema_.reading);
      if (reading && !reading->absent()) datum = reading;
    }
    if (!datum) return {};
    const Datum& value = datum->In(id_);
    switch (value.kind) {
      case Datum::kText: return Collated(value.text());
      case Datum::kInteger: return Number(static_cast<uint64_t>(value.integer) ^ (uint64_t{1} << 63));
      case Datum::kDecimal:
        return Number(static_cast<uint64_t>(static_cast<int64_t>(value.decimal * 1e6)) ^ (uint64_t{1} << 63));
      case Datum::kBoolean: return value.boolean ? "1" : "0";
      case Datum::kDate: return ToIso(value.date);
      case Datum::kInstant: return Number(static_cast<uint64_t>(value.instant) ^ (uint64_t{1} << 63));
      case Datum::kTerm: return Number(value.term->order);
      case Datum::kRef: return Collated(value.record->Title(id_));
      case Datum::kList:
        return value.count && value.parts[0].kind == Datum::kTerm ? Number(value.parts[0].term->order) : std::string();
      default: return {};
    }
  }

  std::string NextTime(const Record& record) const {
    if (const Occurrence* next = kyodo::NextTime(record, today_)) return "0" + ToIso(next->first_day);
    std::string last;
    for (const Occurrence* one : record.occurrences) {
      if (!one->is_deadline) last = "1" + Number(~static_cast<uint64_t>(DaysSince1970(one->last_day)));
    }
    return last;
  }

  static std::string Number(uint64_t number) {
    std::string out(8, '\0');
    for (size_t i = 0; i < 8; ++i) out[i] = static_cast<char>(number >> (56 - 8 * i));
    return out;
  }

  std::string Collated(std::string_view text) {
    const icu::UnicodeString unicode =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    std::string out(text.size() * 3 + 16, '\0');
    const auto get = [&] {
      return static_cast<size_t>(
          collator_->getSortKey(unicode, reinterpret_cast<uint8_t*>(out.data()), static_cast<int32_t>(out.size())));
    };
    size_t length = get();
    if (length > out.size()) {
      out.resize(length);
      length = get();
    }
    out.resize(length ? length - 1 : 0);  // without the closing zero
    return out;
  }

  const Schema& schema_;
  bool japanese_;
  LanguageId id_;
  Date today_;
  std::unique_ptr<icu::Collator> collator_;
};

struct Row {
  char32_t first, last;  // hiragana, both included
  const char* initial;
};
constexpr Row kRows[] = {{0x3041, 0x304A, "あ"}, {0x304B, 0x3054, "か"}, {0x3055, 0x305E, "さ"}, {0x305F, 0x3069, "た"},
                         {0x306A, 0x306E, "な"}, {0x306F, 0x307D, "は"}, {0x307E, 0x3082, "ま"}, {0x3083, 0x3088, "や"},
                         {0x3089, 0x308D, "ら"}, {0x308E, 0x3096, "わ"}};

}  // namespace

std::vector<const Record*> Ordered(const Collection& collection, const Site& site, LanguageId language) {
  KeyMaker maker(collection, site.config.languages[language], language, site.today);
  std::vector<std::pair<std::string, const Record*>> keyed;
  for (const Record& record : collection.records) {
    if (!record.hidden) keyed.emplace_back(maker.Key(record), &record);
  }
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const Record*> out;
  out.reserve(keyed.size());
  for (const auto& [key, record] : keyed) out.push_back(record);
  return out;
}

std::string Initial(const Record& record, const Language& language, LanguageId id) {
  const Datum* kana = language.japanese ? record.Find(record.collection->schema.listing.index) : nullptr;
  const std::string_view text = kana && kana->kind == Datum::kText ? kana->text() : record.Title(id);
  if (text.empty()) return "#";
  size_t at = 0;
  char32_t first = DecodeUtf8(text, at);
  if (!language.japanese) {
    if (first >= 'a' && first <= 'z') first -= 32;
    return first >= 'A' && first <= 'Z' ? std::string(1, static_cast<char>(first)) : "#";
  }
  if (first >= 0x30A1 && first <= 0x30F6) first -= 0x60;  // katakana to hiragana
  for (const Row& row : kRows) {
    if (first >= row.first && first <= row.last) return row.initial;
  }
  return "#";
}

const std::vector<std::string>& Initials(const Language& language) {
  static const std::vector<std::string> kKana = [] {
    std::vector<std::string> out;
    for (const Row& row : kRows) out.emplace_back(row.initial);
    out.emplace_back("#");
    return out;
  }();
  static const std::vector<std::string> kLatin = [] {
    std::vector<std::string> out;
    for (char c = 'A'; c <= 'Z'; ++c) out.emplace_back(1, c);
    out.emplace_back("#");
    return out;
  }();
  return language.japanese ? kKana : kLatin;
}

}  // namespace kyodo::render
