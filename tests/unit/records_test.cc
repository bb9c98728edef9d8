// Records that are new, renamed or removed: what becomes of the files of a site.
#include <catch2/catch.hpp>

#include "records/move_record.h"
#include "records/named_record.h"
#include "records/record_trial.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

/// A site on a disk in memory, loaded as the verbs do.
struct OpenedSite {
  explicit OpenedSite(const Files& more = {}) : files(MakeMemoryFileSystem(CalendarSiteWith(more))) {
    options.folder = "site";
    options.now = ParseInstant("2026-04-01T09:00", 540).value();
    options.drafts = true;
    site = Load(*files, options, SharedPool(), told);
    REQUIRE_FALSE(told.HasErrors());
  }

  LoadedSite loaded() { return {*files, options, SharedPool(), *site, told}; }
  const Record& Get(const std::string& name) { return **FindNamedRecord(*site, name); }

  std::unique_ptr<FileSystem> files;
  LoadOptions options;
  Diagnostics told;
  std::unique_ptr<const Site> site;
};

NewRecord RecordNamed(const std::string& slug, const std::string& ja, const std::string& en) {
  NewRecord record;
  record.slug = slug;
  yaml::Value title = yaml::Value::Map();
  if (!ja.empty()) title.Add("ja", yaml::Value::Text(ja));
  if (!en.empty()) title.Add("en", yaml::Value::Text(en));
  record.values.Add("title", title);
  return record;
}

/// What the changes leave of a file; "-": it goes.
std::string After(const RecordMove& move, const std::string& path) {
  for (const FileChange& change : move.changes) {
    if (change.path == path) return change.after.value_or("-");
  }
  return "unchanged";
}

TEST_CASE("RecordForm: a file has what is known, and examples that are right", "[records]") {
  OpenedSite opened;
  const RecordForm form(*opened.site, *opened.site->FindCollection("events"), Tongue::kEn);
  const RecordTrial trial(*opened.files, opened.options, SharedPool(), form);
  REQUIRE(form.Asked().size() == 2);
  CHECK(form.Asked()[0]->Id() == "title.ja");
  CHECK(form.Asked()[0]->required);
  CHECK_FALSE(form.Asked()[1]->required);
  const NewRecord record = RecordNamed("haru", "春: 祭り", "");
  const auto examples = trial.FindExamples(record);
  const RecordFiles files = form.Write(record, RecordForm::Examples::kRemarks, examples);
  REQUIRE(files.size() == 1);
  const std::string& text = files.at("site/events/haru.yaml");
  INFO(text);
  CHECK(text.find("draft: true\npublished: 2026-04-01\n") != text.npos);
  CHECK(text.find("title:\n  ja: \"春: 祭り\"\n") != text.npos);
  CHECK(text.find("\n#status: cancelled\n") != text.npos);
  CHECK(text.find("\n#venue: {") != text.npos);
  CHECK(trial.Try(files, "haru").ok());
  const RecordFiles written = form.Write(record, RecordForm::Examples::kWritten, examples);
  CHECK(trial.Try(written, "haru").ok());
}

TEST_CASE("RecordForm: documents have a file for each language with a title", "[records]") {
  OpenedSite opened;
  const RecordForm form(*opened.site, *opened.site->FindCollection("cases"), Tongue::kJa);
  const RecordTrial trial(*opened.files, opened.options, SharedPool(), form);
  const RecordFiles both = form.Write(RecordNamed("niwa", "庭", "Garden"), RecordForm::Examples::kRemarks, {});
  REQUIRE(both.size() == 2);
  CHECK(both.at("site/cases/niwa.ja.md").find("#groups: [matsu]\n") != std::string::npos);
  CHECK(both.at("site/cases/niwa.en.md").find("title: Garden\n") != std::string::npos);
  CHECK(both.at("site/cases/niwa.en.md").find("draft") == std::string::npos);
  CHECK(trial.Try(both, "niwa").ok());
  CHECK(form.Write(RecordNamed("niwa", "", "Garden"), RecordForm::Examples::kNone, {}).count("site/cases/niwa.en.md") ==
        1);
}

TEST_CASE("RecordTrial: tells what is wrong with one field", "[records]") {
  OpenedSite opened;
  const RecordForm form(*opened.site, *opened.site->FindCollection("events"), Tongue::kEn);
  const RecordTrial trial(*opened.files, opened.options, SharedPool(), form);
  NewRecord record = RecordNamed("haru", "春", "");
  record.values.Add("status", yaml::Value::Text("ful"));
  REQUIRE(trial.ErrorOf("status", record));
  CHECK(trial.ErrorOf("status", record)->rule == "term.unknown");
  CHECK_FALSE(trial.ErrorOf("title", record));
}

TEST_CASE("RecordForm: proposes a name that is free", "[records]") {
  OpenedSite opened;
  const RecordForm groups(*opened.site, *opened.site->FindCollection("groups"), Tongue::kEn);
  const auto proposed = [&](const std::string& ja, const std::string& en, const std::string& kana) {
    NewRecord record;
    yaml::Value name = yaml::Value::Map();
    if (!ja.empty()) name.Add("ja", yaml::Value::Text(ja));
    if (!en.empty()) name.Add("en", yaml::Value::Text(en));
    record.values.Add("name", name);
    if (!kana.empty()) record.values.Add("kana", yaml::Value::Text(kana));
    return groups.ProposeSlug(record.values, nullptr);
  };
  CHECK(proposed("協働の会", "", "きょうどうのかい") == "kyodonokai");
  CHECK(proposed("協働の会", "Kyodo Club", "") == "kyodo-club");
  CHECK(proposed("協働の会", "", "") == "groups-1");
  CHECK(proposed("", "Ume", "") == "ume-2");
}

TEST_CASE("CopyRecord: a draft without what was true of the source alone", "[records]") {
  OpenedSite opened(
      Files{{"site/events/a.yaml",
             "# iCalendar UID: x@example.jp\ntitle: {ja: 祭り, en: Festival}\n# いつ\nwhen: {start: 2026-05-01}\n"
             "example: true\naliases: [events/old.html]\npublished: 2025-01-01\n"}});
  const auto copied = CopyRecord(*opened.files, *opened.site, opened.Get("events/a"), RecordNamed("b", "春祭り", ""));
  REQUIRE(copied.ok());
  CHECK(copied->at("site/events/b.yaml") ==
        "title:\n  ja: 春祭り\n  en: Festival\n# いつ\nwhen: {start: 2026-05-01}\npublished: 2026-04-01\n"
        "updated: 2026-04-01\ndraft: true\n");
}

TEST_CASE("FindNamedRecord: by name and by path", "[records]") {
  OpenedSite opened;
  CHECK(opened.Get("groups/ume").slug == "ume");
  CHECK(opened.Get("site/groups/ume.yaml").slug == "ume");
  CHECK(opened.Get("./site/cases/cleaning.ja.md").slug == "cleaning");
  CHECK(FindNamedRecord(*opened.site, "groups/umee").error().hint.en.find("groups/ume") != std::string::npos);
  CHECK((*FindNamedCollection(*opened.site, "団体"))->schema.id == "groups");
  CHECK(FindNamedCollection(*opened.site, "group").error().hint.en == "Did you mean “groups”?");
}

TEST_CASE("PlanRename: mends what refers to the record, and keeps its address", "[records]") {
  OpenedSite opened(
      {{"site/events/a.yaml", "title: {ja: 祭り, en: Festival}\nhosts: [matsu, \"ume\"]  # 梅\nhelper: ume\n"},
       {"site/cases/park.ja.md",
        "---\ntitle: 公園\n---\n\n[梅][club]と[梅](../groups/ume.yaml \"会\")、ume、[松](../groups/matsu.yaml)。\n\n"
        "[club]: ../groups/ume.yaml\n"},
       {"site/cases/park.en.md", "---\ntitle: Park\ntranslation: {of: 0}\n---\n\nText.\n"}});
  const auto move = PlanRename(opened.loaded(), opened.Get("groups/ume"), "plum");
  if (!move.ok()) FAIL(move.error().message.en);
  CHECK(After(*move, "site/groups/ume.yaml") == "-");
  CHECK(After(*move, "site/groups/plum.yaml") ==
        "name: {ja: 梅の会, en: Plum Club}\nkana: うめのかい\ndistrict: north\nactive: true\naliases:\n  - "
        "groups/ume.html\n");
  CHECK(After(*move, "site/events/a.yaml") ==
        "title: {ja: 祭り, en: Festival}\nhosts: [matsu, \"plum\"]  # 梅\nhelper: plum\n");
  CHECK(After(*move, "site/cases/park.ja.md") ==
        "---\ntitle: 公園\n---\n\n[梅][club]と[梅](../groups/plum.yaml \"会\")、ume、[松](../groups/matsu.yaml)。\n\n"
        "[club]: ../groups/plum.yaml\n");
  CHECK(After(*move, "site/cases/park.en.md") == "unchanged");  // it was stale before
  CHECK(move->addresses == std::vector<std::string>{"groups/ume.html"});
  CHECK(move->references.size() == 6);
  for (const Reference& one : move->references)
    CHECK(one.source_line.empty() == (one.path == "site/events/a.yaml" && one.line == 3));  // private
}

TEST_CASE("PlanRename: a folder of its own moves with all that lies in it", "[records]") {
  OpenedSite opened(
      Files{{"site/events/a/index.yaml", "title: {ja: 祭り, en: Festival}\n"},
            {"site/events/a/form.txt", "申込書"},
            {"site/cases/park.ja.md",
             "---\ntitle: 公園\n---\n\n[申込書](../events/a/form.txt)と[祭り](../events/a/index.yaml)\n"}});
  const auto move = PlanRename(opened.loaded(), opened.Get("events/a"), "b");
  if (!move.ok()) FAIL(move.error().message.en);
  CHECK(After(*move, "site/events/b/form.txt") == "申込書");
  CHECK(After(*move, "site/events/a/form.txt") == "-");
  CHECK(After(*move, "site/events/b/index.yaml").find("events/a.html") != std::string::npos);
  CHECK(After(*move, "site/cases/park.ja.md") ==
        "---\ntitle: 公園\n---\n\n[申込書](../events/b/form.txt)と[祭り](../events/b/index.yaml)\n");
}

TEST_CASE("PlanRename: menus, settings, and a name that was its own before", "[records]") {
  OpenedSite opened(
      Files{{"site/site.yaml",
             "title: {ja: 見本, en: Sample}\nbase_url: https://example.jp/\nlanguages: [ja, en]\ntheme: plain\n"
             "contact: groups/ume\nmenus:\n  main:\n    - {to: groups/ume}\n    - {to: groups}\n"},
            {"site/groups/ume.yaml", "name: {ja: 梅の会}\naliases: [groups/plum.html]  # 前の名前\n"}});
  const auto move = PlanRename(opened.loaded(), opened.Get("groups/ume"), "plum");
  if (!move.ok()) FAIL(move.error().message.en);
  CHECK(After(*move, "site/site.yaml")
            .find("contact: groups/plum\nmenus:\n  main:\n    - {to: groups/plum}\n    - {to: groups}\n") !=
        std::string::npos);
  CHECK(After(*move, "site/groups/plum.yaml") == "name: {ja: 梅の会}\naliases:\n  - groups/ume.html\n");
  const auto taken = PlanRename(opened.loaded(), opened.Get("groups/take"), "plum");
  REQUIRE_FALSE(taken.ok());
  CHECK(taken.error().rule == "rename.alias");
}

TEST_CASE("PlanRemoval: lists who refers, and what would be wrong", "[records]") {
  OpenedSite opened;
  const auto referred = PlanRemoval(opened.loaded(), opened.Get("groups/ume"));
  REQUIRE(referred.ok());
  REQUIRE(referred->references.size() == 2);
  CHECK(referred->references[0].path == "site/cases/cleaning.ja.md");
  CHECK(referred->references[0].line == 3);
  CHECK(referred->references[1].line == 7);
  CHECK(referred->told.Count(Severity::kError) == 2);
  const auto free = PlanRemoval(opened.loaded(), opened.Get("groups/take"));
  REQUIRE(free.ok());
  CHECK(free->references.empty());
  CHECK_FALSE(free->told.HasErrors());
  CHECK(After(*free, "site/groups/take.yaml") == "-");
  CHECK(After(*free, "site/removed.yaml") == "unchanged");
}

TEST_CASE("PlanRemoval: with a reason, removed.yaml has the addresses", "[records]") {
  OpenedSite opened({{"site/groups/kiku.yaml", "name: {ja: 菊の会, en: Mum Club}\naliases: [old/kiku.html]\n"},
                     {"site/removed.yaml", "# なくしたもの\npages:\n- addresses: [x.html]\n  removed: 2026-03-01\n"}});
  const auto move = PlanRemoval(opened.loaded(), opened.Get("groups/kiku"), {"解散: 3月", "en=Dissolved"});
  REQUIRE(move.ok());
  CHECK_FALSE(move->told.HasErrors());
  CHECK(After(*move, "site/groups/kiku.yaml") == "-");
  CHECK(After(*move, "site/removed.yaml") ==
        "# なくしたもの\npages:\n- addresses: [x.html]\n  removed: 2026-03-01\n- addresses:\n    - groups/kiku.html\n"
        "    - old/kiku.html\n  title:\n    ja: 菊の会\n    en: Mum Club\n  removed: 2026-04-01\n  reason:\n"
        "    ja: \"解散: 3月\"\n    en: Dissolved\n");
}

TEST_CASE("WithTombstone: a list in brackets, and a text that is not there", "[records]") {
  const Tombstone one{{"a.html"}, {}, {{"ja", "理由"}}, {2026, 4, 1}};
  CHECK(*WithTombstone("", one) ==
        "pages:\n  - addresses:\n      - a.html\n    removed: 2026-04-01\n    reason:\n      ja: 理由\n");
  CHECK(*WithTombstone("pages: [{addresses: [x.html], removed: 2026-03-01}]  # すべて\n", one) ==
        "pages:\n  - addresses:\n      - x.html\n    removed: 2026-03-01\n  - addresses:\n      - a.html\n"
        "    removed: 2026-04-01\n    reason:\n      ja: 理由\n");
}

TEST_CASE("PlanTombstone: for an address whose record is gone", "[records]") {
  OpenedSite opened;
  const auto move = PlanTombstone(opened.loaded(), "en/groups/kiku.html", {"解散"});
  REQUIRE(move.ok());
  CHECK(After(*move, "site/removed.yaml") ==
        "pages:\n  - addresses:\n      - en/groups/kiku.html\n    removed: 2026-04-01\n    reason:\n      ja: 解散\n");
  const auto wrong = PlanTombstone(opened.loaded(), "/groups/kiku.html", {"解散"});
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().rule == "alias.form");
}

TEST_CASE("PlanRename: not to an address that is said to be gone", "[records]") {
  const Files more = {{"site/removed.yaml", "pages: [{addresses: [groups/kiku.html], removed: 2026-03-01}]\n"}};
  OpenedSite opened(more);
  const auto move = PlanRename(opened.loaded(), opened.Get("groups/take"), "kiku");
  REQUIRE_FALSE(move.ok());
  CHECK(move.error().rule == "rename.alias");
  CHECK(move.error().path == "site/removed.yaml");
}

}  // namespace
}  // namespace kyodo::testing
