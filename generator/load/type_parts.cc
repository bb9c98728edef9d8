#include "load/type_parts.h"

namespace kyodo::load {

namespace {

struct Part {
  const char* key;
  FieldKind kind;
  const char *ja, *en;
  const char* example = "";
  bool required = false;
  bool translate = false;
};

constexpr FieldKind kString = FieldKind::kString, kDate = FieldKind::kDate, kDecimal = FieldKind::kDecimal,
                    kList = FieldKind::kList;

std::vector<Field> Make(std::initializer_list<Part> parts, const std::vector<Language>& languages) {
  std::vector<Field> fields;
  for (const Part& part : parts) {
    Field& field = fields.emplace_back();
    field.key = part.key;
    field.type.kind = part.kind;
    field.example = part.example;
    field.required = part.required;
    field.translate = part.translate;
    field.label = LocalText(languages.size());
    for (size_t i = 0; i < languages.size(); ++i) {
      if (!languages[i].locale) field.label[i] = languages[i].japanese ? part.ja : part.en;
    }
    field.label.Lend(part.en);
    field.label.Settle(languages);
  }
  return fields;
}

Field& Find(std::vector<Field>& fields, std::string_view key) {
  for (Field& field : fields) {
    if (field.key == key) return field;
  }
  return fields.front();
}

void SetRange(std::vector<Field>& fields, std::string_view key, int64_t limit) {
  Find(fields, key).type.minimum = -limit;
  Find(fields, key).type.maximum = limit;
}

void SetTimes(std::vector<Field>& fields) {
  Find(fields, "start_time").type.pattern = "([01][0-9]|2[0-3]):[0-5][0-9]";
  // 24:00, and 25:30 of what goes on after midnight.
  Find(fields, "end_time").type.pattern = "[0-2][0-9]:[0-5][0-9]";
}

void SetItems(Field& list, FieldKind kind, std::vector<Field> fields = {}) {
  FieldType item;
  item.kind = kind;
  item.fields = std::move(fields);
  list.type.of = std::make_shared<FieldType>(std::move(item));
}

std::vector<Field> PlaceParts(const std::vector<Language>& languages) {
  std::vector<Field> parts = Make({{"address", kString, "住所", "Address", "", false, true},
                                   {"latitude", kDecimal, "緯度", "Latitude"},
                                   {"longitude", kDecimal, "経度", "Longitude", "139.751"}},
                                  languages);
  SetRange(parts, "latitude", 90);
  SetRange(parts, "longitude", 180);
  return parts;
}

std::vector<Field> DateRangeParts(const std::vector<Language>& languages) {
  std::vector<Field> parts = Make({{"start", kDate, "開始", "Start", "", true},
                                   {"end", kDate, "終了", "End", "2026-04-30"},
                                   {"start_time", kString, "開始時刻", "Start time", "10:00"},
                                   {"end_time", kString, "終了時刻", "End time", "12:30"},
                                   {"time_zone", kString, "時間帯", "Time zone", "Asia/Tokyo"}},
                                  languages);
  SetTimes(parts);
  return parts;
}

std::vector<Field> RecurrenceParts(const std::vector<Language>& languages) {
  std::vector<Field> change = Make({{"date", kDate, "本来の日", "Day by the rule", "", true},
                                    {"start", kDate, "変更後の日", "New day"},
                                    {"end", kDate, "変更後の終了日", "New last day"},
                                    {"start_time", kString, "変更後の開始時刻", "New start time", "10:00"},
                                    {"end_time", kString, "変更後の終了時刻", "New end time", "12:30"},
                                    {"cancelled", FieldKind::kBoolean, "中止", "Cancelled"},
                                    {"note", kString, "お知らせ", "Note", "", false, true}},
                                   languages);
  SetTimes(change);
  // When it takes place is a fact of the original, and so is what is said of one day.
  Find(change, "note").in_one_file = true;
  std::vector<Field> parts = Make({{"rule", kString, "規則", "Rule", "FREQ=MONTHLY;BYDAY=2SA", true},
                                   {"except", kList, "除く日", "Except"},
                                   {"also", kList, "加える日", "Also on"},
                                   {"changes", kList, "変わる回", "Changes"}},
                                  languages);
  SetItems(Find(parts, "except"), kDate);
  SetItems(Find(parts, "also"), kDate);
  SetItems(Find(parts, "changes"), FieldKind::kObject, std::move(change));
  return parts;
}

std::vector<Field> ImageParts(const std::vector<Language>& languages) {
  std::vector<Field> parts = Make({{"src", FieldKind::kFile, "ファイル", "File", "photo.jpg", true},
                                   {"alt", kString, "代替テキスト", "Alternative text", "", true, true},
                                   {"caption", kString, "説明", "Caption", "", false, true},
                                   {"credit", kString, "提供", "Credit", "", false, true},
                                   {"licence", kString, "利用条件", "Licence", "CC BY 4.0"}},
                                  languages);
  Find(parts, "src").type.image = true;
  return parts;
}

}  // namespace

std::vector<Field> PartsOf(FieldKind kind, const std::vector<Language>& languages) {
  switch (kind) {
    case FieldKind::kPlace: return PlaceParts(languages);
    case FieldKind::kDateRange: return DateRangeParts(languages);
    case FieldKind::kRecurrence: return RecurrenceParts(languages);
    case FieldKind::kImage: return ImageParts(languages);
    default: return {};
  }
}

}  // namespace kyodo::load
