#include "data/data_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text.h"
#include "views/addresses.h"
#include "views/event_text.h"

namespace kyodo::render {

namespace {

using Path = std::span<const std::string_view>;

/// JIS X 0401, from 01 to 47.
constexpr std::array<std::string_view, 47> kPrefectures = {
    "北海道", "青森県", "岩手県", "宮城県",   "秋田県", "山形県",   "福島県", "茨城県", "栃木県", "群馬県",
    "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",   "石川県", "福井県", "山梨県", "長野県",
    "岐阜県", "静岡県", "愛知県", "三重県",   "滋賀県", "京都府",   "大阪府", "兵庫県", "奈良県", "和歌山県",
    "鳥取県", "島根県", "岡山県", "広島県",   "山口県", "徳島県",   "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県",   "宮崎県", "鹿児島県", "沖縄県"};

std::string_view PrefectureOf(std::string_view code) {
  if (code.size() < 2) return {};
  const int number = (code[0] - '0') * 10 + code[1] - '0';
  return number >= 1 && number <= 47 ? kPrefectures[static_cast<size_t>(number - 1)] : std::string_view();
}

std::string Katakana(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    AppendUtf8(out, c >= U'ぁ' && c <= U'ゖ' ? c + (U'ァ' - U'ぁ') : c);
  }
  return out;
}

class Collector {
 public:
  Collector(const Views& views, LanguageId id) : views_(views), id_(id) {}

  void FromRecord(const Record& record, Path path) {
    if (record.hidden) return;
    if (path.empty()) return Add(record.Title(id_));
    const std::string_view name = path.front();
    if (name == "id") return Add(record.slug);
    if (name == "url") return Add(Canonical(views_.site(), record.PathIn(views_.languages()[id_])));
    if (name == "published" && record.published) return Add(ToIso(*record.published));
    if (name == "updated" && record.updated) return Add(ToIso(*record.updated));
    if (name == "title" && path.size() == 1) return Add(record.Title(id_));
    const int at = record.collection->schema.Find(name);
    if (at < 0) return;
    record_ = &record;
    FromDatum(record.fields[static_cast<size_t>(at)], record.collection->schema.fields[static_cast<size_t>(at)].type,
              path.subspan(1));
  }

  std::vector<std::string> out;

 private:
  void Add(std::string_view text) {
    if (!text.empty()) out.emplace_back(text);
  }

  void FromDatum(const Datum& whole, const FieldType& type, Path path) {
    if (whole.kind == Datum::kLocal && !path.empty()) {
      const auto& languages = views_.languages();
      const LanguageId id = FindLanguage(languages, path.front());
      if (id < languages.size()) return FromDatum(whole.In(id, false), type, path.subspan(1));
      if (path.front() != "katakana") return;  // a language that the site does not publish
    }
    const Datum& datum = whole.In(id_);
    switch (datum.kind) {
      case Datum::kText:
        return Add(!path.empty() && path.front() == "katakana" ? Katakana(datum.text()) : datum.text());
      case Datum::kMarkdown: return Add(datum.markdown->result.plain);
      case Datum::kTerm: return FromTerm(*datum.term, path);
      case Datum::kRef: return FromRecord(*datum.record, path);
      case Datum::kList:
        for (const Datum& item : datum.items()) FromDatum(item, *type.of, path);
        return;
      case Datum::kObject: return FromObject(datum, type, path);
      default: return Add(PlainText(views_.site(), datum));
    }
  }

  void FromObject(const Datum& object, const FieldType& type, Path path) {
    if (path.empty()) return;
    if (type.kind == FieldKind::kRecurrence && path.front() == "text") {
      return Add(RepeatsText(*record_, views_, id_).text);
    }
    for (size_t i = 0; i < type.fields.size(); ++i) {
      if (type.fields[i].key == path.front() && !type.fields[i].is_private)
        FromDatum(object.items()[i], type.fields[i].type, path.subspan(1));
    }
  }

  void FromTerm(const Term& term, Path path) {
    if (path.empty()) return Add(term.label.In(id_));
    if (path.front() == "id") Add(term.id);
    if (path.front() == "code") Add(term.code);
    if (path.front() == "prefecture") Add(PrefectureOf(term.code));
  }

  const Views& views_;
  LanguageId id_;
  const Record* record_ = nullptr;
};

bool IsOneOf(Path path, std::initializer_list<std::string_view> names) {
  return path.size() == 1 && std::find(names.begin(), names.end(), path.front()) != names.end();
}

/// What may follow in a path, by the schemas alone.
struct Walker {
  const Site& site;

  bool InSchema(const Schema& schema, Path path) const {
    if (path.empty() || IsOneOf(path, {"id", "url", "published", "updated", "title"})) return true;
    return InFields(schema.fields, path);
  }

  bool InFields(const std::vector<Field>& fields, Path path) const {
    for (const Field& field : fields) {
      if (field.key == path.front()) return !field.is_private && InType(field.type, path.subspan(1));
    }
    return false;
  }

  bool InType(const FieldType& type, Path path) const {
    if (!path.empty() && IsLanguage(path.front())) path = path.subspan(1);
    switch (type.kind) {
      case FieldKind::kList: return InType(*type.of, path);
      case FieldKind::kRef: {
        const Collection* target = site.FindCollection(type.collection);
        return target && InSchema(target->schema, path);
      }
      case FieldKind::kTerm: return path.empty() || IsOneOf(path, {"id", "code", "prefecture"});
      case FieldKind::kRecurrence:
        if (IsOneOf(path, {"text"})) return true;
        break;
      default: break;
    }
    if (!type.fields.empty()) return !path.empty() && InFields(type.fields, path);
    // A schema may name a language that a site does not have: what stands there is empty.
    return path.empty() || IsOneOf(path, {"katakana"}) || (path.size() == 1 && IsKnownLanguage(path.front()));
  }

  bool IsLanguage(std::string_view part) const {
    const auto is_among = [&](const auto& languages) { return FindLanguage(languages, part) < languages.size(); };
    return is_among(site.config.languages) || is_among(site.config.hidden_languages);
  }
};

}  // namespace

std::string PlainText(const Site& site, const Datum& value) {
  switch (value.kind) {
    case Datum::kInteger: return std::to_string(value.integer);
    case Datum::kDecimal: return fmt::format("{}", value.decimal);
    case Datum::kBoolean: return value.boolean ? "true" : "false";
    case Datum::kDate: return ToIso(value.date);
    case Datum::kInstant: return ToIso(value.instant, site.Zone().OffsetMinutes(value.instant));
    case Datum::kImage: return Canonical(site, value.image->Address());
    default: return {};
  }
}

std::vector<std::string> ValuesAt(const Views& views, const Record& record, std::string_view path, LanguageId id) {
  Collector collector(views, id);
  const std::vector<std::string_view> parts = Split(path, '.');
  collector.FromRecord(record, parts);
  return std::move(collector.out);
}

bool LeadsSomewhere(const Site& site, const Schema& schema, std::string_view path) {
  const std::vector<std::string_view> parts = Split(path, '.');
  return !path.empty() && Walker{site}.InSchema(schema, parts);
}

}  // namespace kyodo::render
