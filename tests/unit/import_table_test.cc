// Tables of records: which column is which field, what cells mean, and what would be written.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "import/json_values.h"
#include "import/table_cells.h"
#include "import/table_export.h"
#include "import/table_plan.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

const char* const kTableSchema = R"(format: record
label: {ja: 団体, en: Groups}
title: name
fields:
  name: {type: string, translate: true, required: true, label: {ja: 名称, en: Name}}
  kana: {type: string, label: {ja: 読み, en: Reading}}
  district: {type: term, vocabulary: districts, label: {ja: 地区, en: District}}
  districts: {type: list, of: {type: term, vocabulary: districts}, label: {ja: 活動地区, en: Districts}}
  partner: {type: ref, to: groups, label: {ja: 相手, en: Partner}}
  active: {type: boolean, label: {ja: 活動中, en: Active}}
  since: {type: date, label: {ja: 設立, en: Since}}
  fee: {type: money, label: {ja: 会費, en: Fee}}
  phone: {type: tel, label: {ja: 電話, en: Telephone}}
  place: {type: place, label: {ja: 場所, en: Place}}
  when: {type: date_range, label: {ja: 期間, en: Period}}
  bring: {type: list, of: {type: string}, label: {ja: 持ち物, en: Bring}}
  contact: {type: string, private: true, label: {ja: 連絡先, en: Contact}}
)";

struct TriedTable {
  Loaded loaded = LoadFiles(SmallSiteWith({{"site/schema/groups.yaml", kTableSchema}}), "2026-04-01", true);
  const Collection& groups = loaded.site->collections.at("groups");
  TableColumns columns{*loaded.site, groups};

  std::string Meaning(const std::vector<std::string>& headings) const {
    std::vector<size_t> twice;
    std::string out;
    for (const int at : columns.Match(headings, twice))
      out += (at < 0 ? "-" : columns.list()[static_cast<size_t>(at)].Id()) + " ";
    for (const size_t at : twice) out += "!" + std::to_string(at);
    return out;
  }
  /// The value in JSON; empty: none.
  std::string Cell(const std::string& id, const std::string& cell) const {
    const auto value = ValueOfCell(cell, columns.list()[static_cast<size_t>(columns.At(id))], *loaded.site);
    return value ? JsonOf(*value) : "";
  }
  std::string Back(const std::string& id, const std::string& json) const {
    return CellOfValue(*ReadJsonValue(json), columns.list()[static_cast<size_t>(columns.At(id))], *loaded.site);
  }
  TablePlan Plan(std::vector<std::vector<std::string>> rows, Diagnostics& diagnostics) const {
    Table table;
    table.path = "t.csv";
    for (auto& cells : rows) table.rows.push_back({table.rows.size() + 1, std::move(cells)});
    return PlanTable(table, *loaded.site, groups, columns, {}, diagnostics);
  }
};

TEST_CASE("TableColumns: headings in either language, by id, with what people add", "[table]") {
  const TriedTable tried;
  REQUIRE(tried.loaded.Problems() == "");
  CHECK(tried.Meaning({"名称", "読み", "District"}) == "name.ja kana district ");
  CHECK(tried.Meaning({"Name", "名称"}) == "name.en name.ja ");
  CHECK(tried.Meaning({"Name"}) == "name.ja ");
  CHECK(tried.Meaning({"名称（必須）", "名称（英語）", "name.ja"}) == "- name.en name.ja !0");
  CHECK(tried.Meaning({"期間：開始", "期間 終了", "住所", "緯度"}) ==
        "when.start when.end place.address.ja place.latitude ");
  CHECK(tried.Meaning({"名称", "名称", "備考", ""}) == "name.ja - - - !1");
  CHECK(tried.Meaning({"ファイル名", "公開日", "下書き"}) == "slug published draft ");
  CHECK(tried.columns.Near("活動地区名") == "活動地区");
  CHECK(tried.columns.Near("備考").empty());
}

TEST_CASE("ValueOfCell: values as people write them", "[table]") {
  const TriedTable tried;
  for (const char* day :
       {"2026/4/1", "令和8年4月1日", "R8.4.1", "2026-04-01", "46113", "２０２６年４月１日", "2026/4/1 0:00:00"})
    CHECK(tried.Cell("since", day) == "\"2026-04-01\"");
  CHECK(tried.Cell("since", "－").empty());
  CHECK(tried.Cell("since", "そのうち") == "\"そのうち\"");
  CHECK(tried.Cell("fee", "1,000円") == "\"1000\"");
  CHECK(tried.Cell("fee", "無料") == "\"0\"");
  CHECK(tried.Cell("active", "○") == "\"true\"");
  CHECK(tried.Cell("active", "×") == "\"false\"");
  CHECK(tried.Cell("phone", "０３－１２３４－５６７８") == "\"03-1234-5678\"");
  CHECK(tried.Cell("phone", "０３－ＸＸ") == "\"０３－ＸＸ\"");
  CHECK(tried.Cell("kana", " 007　") == "\"007\"");
  CHECK(tried.Cell("district", "北") == "\"north\"");
  CHECK(tried.Cell("district", "HARBOUR") == "\"harbour\"");
  CHECK(tried.Cell("districts", "北、南") == "[\"north\",\"south\"]");
  CHECK(tried.Cell("districts", "北・港") == "[\"north\",\"harbour\"]");
  CHECK(tried.Cell("partner", "梅の会") == "\"ume\"");
  CHECK(tried.Cell("partner", "Pine Club") == "\"matsu\"");
  CHECK(tried.Cell("bring", "・軍手\n・水、お茶") == "[\"軍手\",\"水、お茶\"]");
  CHECK(tried.Cell("when", "2026/4/1〜2026/4/3") == R"({"start":"2026-04-01","end":"2026-04-03"})");
  CHECK(tried.Cell("when", "2026/4/1 10:00～12:00") ==
        R"({"start":"2026-04-01","start_time":"10:00","end_time":"12:00"})");
  CHECK(tried.Cell("when", "R8.4.1～5日") == R"({"start":"2026-04-01","end":"2026-04-05"})");
  CHECK(tried.Cell("when", "2026/4/1 午後2時から") == R"({"start":"2026-04-01","start_time":"14:00"})");
  CHECK(tried.Cell("when", "春から夏") == R"({"start":"春から夏"})");
  CHECK(tried.Cell("when.start_time", "9:00") == "\"09:00\"");
  CHECK(tried.Cell("place", "港区芝公園1-5-25") == R"({"address":{"ja":"港区芝公園1-5-25"}})");
}

TEST_CASE("CellOfValue: what it shows means the same", "[table]") {
  const TriedTable tried;
  CHECK(tried.Back("active", "\"true\"") == "○");
  CHECK(tried.Back("district", "\"north\"") == "北");
  CHECK(tried.Back("partner", "\"ume\"") == "梅の会");
  CHECK(tried.Back("bring", R"(["軍手","水"])") == "軍手、水");
  CHECK(tried.Back("bring", R"(["軍手、帽子","水"])") == "軍手、帽子\n水");
  CHECK(tried.Back("bring", R"(["軍手、帽子"])") == R"(["軍手、帽子"])");
  CHECK(tried.Back("since", "\"2026-04-01\"") == "2026-04-01");
}

TEST_CASE("DamageOf: what a spreadsheet has lost", "[table]") {
  const TriedTable tried;
  const auto damaged = [&](const char* id, const char* cell) {
    return DamageOf(cell, tried.columns.list()[static_cast<size_t>(tried.columns.At(id))]).has_value();
  };
  CHECK(damaged("kana", "#REF!"));
  CHECK(damaged("kana", "9.01E+10"));
  CHECK(damaged("phone", "312345678"));
  CHECK_FALSE(damaged("phone", "0312345678"));
  CHECK_FALSE(damaged("phone", "03-1234-5678"));
  CHECK_FALSE(damaged("fee", "312345678"));
  CHECK_FALSE(damaged("kana", "#1 の会"));
}

TEST_CASE("PlanTable: new, changed and the same", "[table]") {
  const TriedTable tried;
  Diagnostics diagnostics;
  const TablePlan plan = tried.Plan({{"団体の一覧"},
                                     {"名称", "読み", "地区", "備考"},
                                     {"梅の会", "うめのかい", "南"},
                                     {"松の会", "まつのかい", "港"},
                                     {"桜の会", "さくらのかい", ""}},
                                    diagnostics);
  REQUIRE(diagnostics.empty());
  REQUIRE(plan.records.size() == 3);
  CHECK(plan.left_out == std::vector<std::string>{"備考"});
  CHECK(plan.records[0].state == PlannedRecord::kChanged);
  CHECK(plan.records[0].text == "name: {ja: 梅の会, en: Plum Club}\nkana: うめのかい\ndistrict: south\nactive: true\n");
  REQUIRE(plan.records[0].changes.size() == 1);
  CHECK(plan.records[0].changes[0].header + plan.records[0].changes[0].was + plan.records[0].changes[0].now ==
        "地区北南");
  CHECK(plan.records[1].state == PlannedRecord::kSame);
  CHECK(plan.records[2].state == PlannedRecord::kNew);
  CHECK(plan.records[2].path == "site/groups/sakuranokai.yaml");
  CHECK(plan.records[2].text == "name:\n  ja: 桜の会\nkana: さくらのかい\n");
}

TEST_CASE("PlanTable: the same record twice, a required field, a name for a file", "[table]") {
  const TriedTable tried;
  Diagnostics diagnostics;
  (void)tried.Plan({{"ファイル名", "名称"}, {"a", ""}, {"b", "山の会"}, {"b", "川の会"}, {"B/..", "海の会"}},
                   diagnostics);
  std::string told;
  for (const Diagnostic& one : diagnostics.list()) told += fmt::format("{} {}:{} ", one.rule, one.line, one.column);
  CHECK(told == "field.required 2:2 table.twice 4:1 slug.format 5:1 ");
  CHECK(diagnostics.list().front().message.ja == "B2（2 行目）「名称（日本語）」: 必要な項目が書かれていません");
  CHECK(diagnostics.list().front().message.en == "B2 (row 2), “名称（日本語）”: A required field is empty");
}

TEST_CASE("ReadJsonValue: JSON and nothing else", "[table]") {
  CHECK(JsonOf(*ReadJsonValue(R"({"a": [1, "\u3042\ud83d\ude00\n", true, null]})")) ==
        R"({"a":["1","あ😀","true",""]})");
  for (const char* wrong : {"", "{", "[1,]", "{a: 1}", "\"\\ud800\"", "[1] 2", "nul"})
    CHECK_FALSE(ReadJsonValue(wrong));
  CHECK_FALSE(ReadJsonValue(std::string(100, '[') + std::string(100, ']')));
}

}  // namespace
}  // namespace kyodo::testing
