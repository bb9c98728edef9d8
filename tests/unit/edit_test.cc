// Editing records: the form of a file, what is sent back of it, the lines that change, and how it is saved.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cerrno>

#include "core/base64.h"
#include "core/text.h"
#include "doubles/fault_file_system.h"
#include "edit/form_html.h"
#include "edit/line_diff.h"
#include "edit/save.h"
#include "edit/sent.h"
#include "testing.h"

namespace kyodo::edit {
namespace {

using testing::LoadFiles;
using testing::SmallSiteWith;

const char* const kSchema = R"(format: record
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
  place: {type: place, label: {ja: 場所, en: Place}}
  when: {type: date_range, label: {ja: 期間, en: Period}}
  bring: {type: list, of: {type: string}, label: {ja: 持ち物, en: Bring}}
  about: {type: markdown, translate: true, label: {ja: 説明, en: About}}
  steps:
    type: list
    label: {ja: 手順, en: Steps}
    of: {type: object, fields: {name: {type: string, label: {ja: 名, en: Name}}, day: {type: date, label: {ja: 日, en: Day}}}}
)";

struct Tried {
  testing::Loaded loaded = LoadFiles(SmallSiteWith({{"site/schema/groups.yaml", kSchema}}), "2026-04-01", true);
  FormMaker maker{*loaded.site, loaded.site->collections.at("groups")};

  Form FormOf(const ParsedFile& file) const {
    return maker.Make(file, 0, [](const Path&) { return size_t{4}; });
  }
  std::string After(const std::string& text, const Sent& sent) const {
    const auto file = ParseFile("site/groups/a.yaml", text, FileForm::kYaml);
    REQUIRE(file->root);
    const Result<Draft> draft = DraftOf(maker, FormOf(*file), text, sent);
    REQUIRE(draft.ok());
    return draft->text;
  }
  /// What a browser sends of the form as it is.
  Sent Untouched(const std::string& text) const {
    const auto file = ParseFile("site/groups/a.yaml", text, FileForm::kYaml);
    Sent sent;
    FormOf(*file).Each([&](const Control& control) {
      std::vector<std::string>& values = sent[control.Name()];
      std::string lines;
      for (const std::string& one : control.values) lines += (lines.empty() ? "" : "\r\n") + one;
      values = control.many && control.kind != ControlKind::kText ? control.values : std::vector<std::string>{lines};
      if (control.kind == ControlKind::kTerm && control.many) values.insert(values.begin(), "");
    });
    return sent;
  }
};

const char* const kText = R"(# remark
name: {ja: 花の会,  en: "Flowers: a group"}   # mine
district:  shiba
odd: [1,  2]

# about money
fee: 1000
about:
  ja: |
    一行目

    # 見出し
  en: |
    One line
steps:
  # the first
  - name: 集まる
    day: 2026-05-01
  - {name: 歩く, day: 2026-05-02}
)";

TEST_CASE("DraftOf: what is sent back as it was shown changes nothing", "[edit]") {
  const Tried tried;
  REQUIRE(tried.loaded.Problems() == "");
  for (std::string text : {std::string(kText), std::string("{name: {ja: 花, en: F}, fee: 3}\n"),
                           std::string("name: {ja: a, fr: b}\nfee:\nsteps: []\nbring:\n  - a # x\n  - b\n")}) {
    CHECK(tried.After(text, tried.Untouched(text)) == text);
    for (size_t at = 0; (at = text.find('\n', at)) != text.npos; at += 2) text.replace(at, 1, "\r\n");
    CHECK(tried.After(text, tried.Untouched(text)) == text);
  }
}

/// The text with a piece of it replaced.
std::string With(std::string text, const std::string& was, const std::string& now) {
  const size_t at = text.find(was);
  REQUIRE(at != text.npos);
  return text.replace(at, was.size(), now);
}

TEST_CASE("DraftOf: a value changes where it stands, and nothing else", "[edit]") {
  const Tried tried;
  struct Row {
    Sent sent;
    std::string was, now;
  };
  const std::vector<Row> rows = {
      {{{"name.en", {"Trees"}}}, "\"Flowers: a group\"", "Trees"},
      {{{"name.ja", {"花, 木"}}}, "花の会", "\"花, 木\""},
      {{{"district", {"azabu"}}}, "district:  shiba", "district:  azabu"},
      {{{"district", {""}}}, "district:  shiba\n", ""},
      {{{"districts", {"", "azabu", "shiba"}}}, "odd: [1,  2]\n", "odd: [1,  2]\ndistricts: [azabu, shiba]\n"},
      {{{"fee", {"２，０００円"}}}, "fee: 1000", "fee: 2000"},
      {{{"fee", {""}}}, "fee: 1000\n", ""},
      {{{"since", {"令和8年4月1日"}}}, "odd: [1,  2]\n", "odd: [1,  2]\nsince: 2026-04-01\n"},
      {{{"active", {"true"}}}, "odd: [1,  2]\n", "odd: [1,  2]\nactive: true\n"},
      {{{"when.start", {"2026-04-01"}}}, "fee: 1000\n", "fee: 1000\nwhen: {start: 2026-04-01}\n"},
      {{{"bring", {"水\r\nふえ"}}}, "about:\n", "bring: [水, ふえ]\nabout:\n"},
      {{{"about.ja", {"一行目\r\n\r\n# 見出し\r\n\r\n終わり"}}}, "# 見出し\n", "# 見出し\n\n    終わり\n"},
      {{{"about.en", {"Two\nlines"}}}, "One line\n", "Two\n    lines\n"},
      {{{"steps.0.day", {"2026-06-01"}}}, "2026-05-01", "2026-06-01"},
      {{{"steps.1.name", {"走る"}}}, "歩く", "走る"},
      {{{"published", {"2026-04-02"}}}, "day: 2026-05-02}\n", "day: 2026-05-02}\npublished: 2026-04-02\n"},
      {{{"odd", {"odd: 3  # three"}}}, "odd: [1,  2]", "odd: 3  # three"},
      {{{"odd", {""}}}, "odd: [1,  2]\n", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.was);
    CHECK(tried.After(kText, row.sent) == With(kText, row.was, row.now));
  }
  // An item that loses its first line is written anew.
  CHECK(tried.After(kText, {{"steps.0.name", {""}}}).find("集まる") == std::string::npos);
}

TEST_CASE("DraftOf: items are added and go", "[edit]") {
  const Tried tried;
  const std::string added = tried.After(kText, {{"steps.3.name", {"帰る"}}, {"steps.3.day", {"2026-05-03"}}});
  const auto file = ParseFile("", added, FileForm::kYaml);
  REQUIRE(file->root);
  REQUIRE(file->root->Find("steps")->items.size() == 3);
  CHECK(file->root->Find("steps")->items[2]->Find("name")->text == "帰る");
  CHECK(file->root->Find("steps")->items[2]->Find("day")->text == "2026-05-03");
  CHECK(StartsWith(added, std::string_view(kText).substr(0, std::string_view(kText).find("steps:"))));
  const std::string gone = tried.After(kText, {{RemovalOf({"steps", "0"}), {"true"}}, {"steps.0.name", {"集まる"}}});
  const auto left = ParseFile("", gone, FileForm::kYaml);
  REQUIRE(left->root);
  REQUIRE(left->root->Find("steps")->items.size() == 1);
  CHECK(left->root->Find("steps")->items[0]->Find("name")->text == "歩く");
}

TEST_CASE("Form: what it cannot show are lines of the file", "[edit]") {
  const Tried tried;
  const std::string text =
      "name: {ja: a, en: b}\nfee: [1, 2]\nwhen: 2026-04-01\nplace: {address: {ja: x}, odd: 1}\nmine: 1\n";
  const auto file = ParseFile("", text, FileForm::kYaml);
  std::string lines;
  for (const FormField& other : tried.FormOf(*file).others) lines += other.controls.front().values.front() + "|";
  CHECK(lines == "fee: [1, 2]|when: 2026-04-01|place: {address: {ja: x}, odd: 1}|mine: 1|");
}

TEST_CASE("HtmlOfForm: labels, what helps and what is told belong to their controls", "[edit]") {
  const Tried tried;
  const std::string text = "name: {ja: '<b>&\"', en: b}\nfee: 1\ndistrict: shiba\n";
  const auto file = ParseFile("site/groups/a.yaml", text, FileForm::kYaml);
  const Form form = tried.FormOf(*file);
  Diagnostic wrong;
  wrong.path = "site/groups/a.yaml";
  wrong.line = 2;
  wrong.column = 6;
  wrong.message = {"だめ <i>", "Wrong"};
  const Problems problems = SortProblems(form, wrong.path, text, {wrong});
  REQUIRE(problems.contains("fee"));
  const FormLook look{tried.maker, Tongue::kJa, problems};
  const std::string html = HtmlOfForm(form, look);
  CHECK(html.find("<label for=\"fee\">会費</label>") != html.npos);
  CHECK(html.find("id=\"fee\" name=\"fee\" aria-describedby=\"told:fee\" aria-invalid=\"true\"") != html.npos);
  CHECK(html.find("だめ &lt;i&gt;") != html.npos);
  CHECK(html.find("value=\"&lt;b&gt;&amp;&#34;\"") != html.npos);
  CHECK(html.find("<b>") == html.npos);
  CHECK(HtmlOfProblems(form, look) == "<li class=\"error\"><a href=\"#fee\">会費</a> だめ &lt;i&gt;</li>\n");
  CHECK(HtmlOfForm(form, {tried.maker, Tongue::kEn, problems}).find(">Fee</label>") != html.npos);
}

TEST_CASE("SortProblems: by the place of a value, and a key that is missing by its name", "[edit]") {
  const Tried tried;
  const std::string text = "fee: 1\nsteps:\n  - {name: a, day: b}\nname: {ja: x, en: y}\n";
  const auto file = ParseFile("a.yaml", text, FileForm::kYaml);
  const auto named = [&](uint32_t line, uint32_t column, const char* rule = "", const char* message = "") {
    Diagnostic one;
    one.path = "a.yaml";
    one.line = line;
    one.column = column;
    one.rule = rule;
    one.message = {message, message};
    return SortProblems(tried.FormOf(*file), "a.yaml", text, {one}).begin()->first;
  };
  CHECK(named(1, 6) == "fee");
  CHECK(named(3, 20) == "steps.0.day");
  CHECK(named(4, 15) == "name.en");
  CHECK(named(1, 1, "field.required", "Missing key: district (District)") == "district");
  CHECK(named(3, 6, "field.required", "Missing key: day (Day)") == "steps.0.day");
  CHECK(named(0, 0) == "");
}

TEST_CASE("WithBody: a document's text alone", "[edit]") {
  const std::string text = "---\r\ntitle: a\r\n---\r\n\r\nOne\r\n\r\nTwo\r\n\r\n";
  const auto file = ParseFile("", text, FileForm::kMarkdown);
  CHECK(BodyOf(*file) == "One\r\n\r\nTwo");
  CHECK(WithBody(*file, "One\n\nThree") == "---\r\ntitle: a\r\n---\r\n\r\nOne\r\n\r\nThree\r\n\r\n");
  const auto empty = ParseFile("", "---\ntitle: a\n---\n", FileForm::kMarkdown);
  CHECK(WithBody(*empty, "Text") == "---\ntitle: a\n---\n\nText\n");
  const KeyOrder order = [](const Path&) { return std::vector<std::string>(); };
  const auto fresh = WithChanges("---\n---\n", FileForm::kMarkdown, {{{"title"}, yaml::Value::Text("題")}}, order);
  REQUIRE(fresh.ok());
  CHECK(*fresh == "---\ntitle: 題\n---\n");
}

TEST_CASE("AsWritten: lines that did not change keep their bytes", "[edit]") {
  // か and a mark of its own, which readers put together.
  const std::string apart = "a: \xE3\x81\x8B\xE3\x82\x99\nb: 1\nc: \xE3\x81\x8B\xE3\x82\x99\n";
  CHECK(AsWritten(apart, "a: が\nb: 2\nc: が\n") == With(apart, "b: 1", "b: 2"));
  CHECK(AsWritten("\xEF\xBB\xBF"
                  "a: 1\n",
                  "a: 2\n") ==
        "\xEF\xBB\xBF"
        "a: 2\n");
}

std::string Diff(const char* before, const char* after) {
  std::string out;
  for (const DiffLine& line : CompareLines(before, after)) out += fmt::format("{}{} ", " -+."[line.kind], line.text);
  return out;
}

TEST_CASE("CompareLines: the fewest lines", "[edit]") {
  CHECK(Diff("a\nb\nc\n", "a\nc\nd\n") == " a -b  c +d ");
  CHECK(Diff("a\n", "a\n") == ". ");
  CHECK(Diff("", "a\n") == "+a ");
  CHECK(Diff("a\r\nb\r\n", "a\nb\n") == ". ");
}

TEST_CASE("Base64: back and forth", "[edit]") {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  for (size_t size = 0; size < all.size(); ++size)
    CHECK(FromBase64(ToBase64(all.substr(0, size))) == all.substr(0, size));
  CHECK(!FromBase64("a"));
  CHECK(!FromBase64("ab!="));
}

TEST_CASE("Save: only over what was opened", "[edit]") {
  const auto disk = MakeMemoryFileSystem({{"site/a/x.yaml", "old"}});
  const std::string old = "old", other = "other";
  auto saved = Save(*disk, "site", "site/a/x.yaml", &other, "mine");
  REQUIRE(saved.ok());
  CHECK(*saved == Saved::kChanged);
  saved = Save(*disk, "site", "site/a/x.yaml", nullptr, "mine");
  CHECK((saved.ok() && *saved == Saved::kChanged));
  CHECK(*disk->Read("site/a/x.yaml") == "old");
  saved = Save(*disk, "site", "site/a/x.yaml", &old, "mine");
  CHECK((saved.ok() && *saved == Saved::kDone));
  CHECK(*disk->Read("site/a/x.yaml") == "mine");
  saved = Save(*disk, "site", "site/a/new.yaml", nullptr, "new");
  CHECK((saved.ok() && *saved == Saved::kDone));
  CHECK(disk->List("site/a")->size() == 2);
}

TEST_CASE("Save: whatever fails, the file is as it was or as it should be, and nothing is left", "[edit]") {
  const std::string old = "old";
  for (size_t number = 1; number < 20; ++number) {
    const auto disk = MakeMemoryFileSystem({{"site/a/x.yaml", old}});
    FaultFileSystem failing(*disk, {std::nullopt, number, ENOSPC, false});
    const auto saved = Save(failing, "site", "site/a/x.yaml", &old, "mine");
    const std::string now = *disk->Read("site/a/x.yaml");
    CAPTURE(number);
    CHECK((now == "mine" || now == old));
    if (!saved.ok()) CHECK(now == old);
    if (saved.ok() && *saved == Saved::kDone) CHECK(now == "mine");
  }
}

}  // namespace
}  // namespace kyodo::edit
