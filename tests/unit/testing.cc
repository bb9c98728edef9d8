#include "testing.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "source_folder.h"
#include "template/arena.h"

namespace kyodo::testing {

std::string ImageFile(const std::string& name) {
  std::ifstream file(SourceFolder() / "tests/unit/images" / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Files SmallSite() {
  return {
      {"site/site.yaml",
       "title: {ja: 見本, en: Sample}\nbase_url: https://example.jp/\nlanguages: [ja, en]\ntheme: plain\n"},
      {"site/vocabularies/districts.yaml",
       "label: {ja: 地区, en: District}\nterms:\n  - {id: north, ja: 北, en: North}\n  - {id: south, ja: 南, en: "
       "South}\n"
       "  - {id: harbour, ja: 港, en: Harbour, broader: south}\n"},
      {"site/schema/groups.yaml",
       "format: record\nlabel: {ja: 団体, en: Groups}\ntitle: name\nfields:\n"
       "  name: {type: string, translate: true, required: true}\n  kana: {type: string}\n"
       "  district: {type: term, vocabulary: districts}\n  active: {type: boolean}\n"
       "  contact: {type: string, private: true}\n"
       "listing: {sort: [name], facets: [district, active], page_size: 2, index: kana}\n"},
      {"site/schema/cases.yaml",
       "format: document\nlabel: {ja: 事例, en: Cases}\nfields:\n"
       "  title: {type: string, translate: true, required: true}\n"
       "  groups: {type: list, of: {type: ref, to: groups}}\n"
       "listing: {sort: [title]}\n"},
      {"site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum Club}\nkana: うめのかい\ndistrict: north\nactive: true\n"},
      {"site/groups/matsu.yaml",
       "name: {ja: 松の会, en: Pine Club}\nkana: まつのかい\ndistrict: harbour\nactive: true\n"},
      {"site/groups/take.yaml", "name: {ja: 竹の会}\nkana: たけのかい\ndistrict: north\n"},
      {"site/cases/cleaning.ja.md",
       "---\ntitle: 清掃\ngroups: [ume, matsu]\n---\n## 概要\n\n[梅の会](../groups/ume.yaml)の清掃です。\n"},
      {"site/themes/plain/i18n/ja.yaml", "home: ホーム\nother: その他\nyes: はい\nno: いいえ\nprint_version: 印刷用\n"},
      {"site/themes/plain/i18n/en.yaml", "home: Home\nother: Other\nyes: Yes\nno: No\nprint_version: Print version\n"},
      {"site/themes/plain/templates/record.html",
       "{{ record.title }}|{{ page.language }}|{{ record.referenced_by.cases | length }}"},
      {"site/themes/plain/templates/document.html",
       "{{ record.title }}|{% if page.is_fallback %}fallback {{ page.fallback_language }} {{ page.canonical }}|{% "
       "endif %}{{ record.body }}"},
      {"site/themes/plain/templates/listing.html",
       "{{ listing.total }}:{% for r in listing.items %} {{ r.id }}{% endfor %}|{% for f in listing.facets %}{{ f.id }}"
       "{% for v in f.values %} {{ v.id }}={{ v.count }}{% if v.url %}@{{ v.url }}{% endif %}{% if v.selected %}*{% "
       "endif %}{% endfor %};{% endfor %}"},
      {"site/themes/plain/templates/az-index.html",
       "{% for g in index.groups %}{{ g.label }}:{% for r in g.items %} {{ r.id }}{% endfor %};{% endfor %}"},
  };
}

Files SmallSiteWith(const Files& more) {
  Files files = SmallSite();
  for (const auto& [path, text] : more) files[path] = text;
  return files;
}

Files CalendarSiteWith(const Files& more) {
  Files files = SmallSiteWith(
      {{"site/vocabularies/statuses.yaml",
        "label: {ja: 状況, en: Status}\nterms:\n  - {id: cancelled, ja: 中止, en: Cancelled, same_as: "
        "https://schema.org/EventCancelled}\n  - {id: full, ja: 満員, en: Full, same_as: "
        "https://schema.org/SoldOut}\n"},
       {"site/schema/events.yaml",
        "format: record\nlabel: {ja: 行事, en: Events}\nfields:\n"
        "  title: {type: string, translate: true, required: true}\n"
        "  when: {type: date_range}\n  recurrence: {type: recurrence}\n  deadline: {type: date}\n"
        "  status: {type: term, vocabulary: statuses}\n  district: {type: term, vocabulary: districts}\n"
        "  hosts: {type: list, of: {type: ref, to: groups}}\n  venue: {type: string, translate: true}\n"
        "  kana: {type: string}\n  helper: {type: ref, to: groups, private: true}\n"
        "calendar: {period: when, repeats: recurrence, deadline: deadline, status: status, location: [venue]}\n"},
       {"site/schema/calls.yaml",
        "format: record\nlabel: {ja: 募集, en: Calls}\nfields:\n  title: {type: string}\n  open: {type: date_range}\n"
        "calendar: {deadline: open}\n"}});
  for (const auto& [path, text] : more) files[path] = text;
  return files;
}

const Record& Loaded::Get(const std::string& collection, const std::string& slug) const {
  return *site->collections.at(collection).by_slug.at(slug);
}

std::string Loaded::Problems() const {
  std::string out;
  for (const Diagnostic& one : diagnostics.list()) out += fmt::format("{} {}:{}\n", one.rule, one.path, one.line);
  return out;
}

Loaded LoadFiles(const Files& files, std::string_view now, bool drafts) {
  Loaded loaded;
  loaded.files = MakeMemoryFileSystem(files);
  loaded.site = Load(*loaded.files, {"site", ParseInstant(now, 540).value(), drafts}, SharedPool(), loaded.diagnostics);
  loaded.theme = LoadTheme(*loaded.files, {{"site/themes/plain", "themes/plain"}, "site"},
                           loaded.site->config.languages, loaded.diagnostics);
  loaded.diagnostics.Sort();
  return loaded;
}

std::map<std::string, std::string> RenderAll(Loaded& loaded) {
  const Derived derived = {Lazy<DerivedFiles>([&] { return loaded.readings; }),
                           Lazy<DerivedFiles>([] { return DerivedFiles(); })};
  const render::Renderer renderer(*loaded.site, *loaded.theme, derived, loaded.diagnostics);
  std::map<std::string, std::string> pages;
  tmpl::Arena arena;
  const render::Plan derived_plan = renderer.DerivedPlan(loaded.diagnostics);
  for (const render::Plan* plan : {&renderer.plan(), &derived_plan}) {
    for (const render::Output& output : plan->outputs()) {
      if (output.As<render::FileCopy>() || output.As<render::ImageCopyFile>()) continue;
      arena.Clear();
      renderer.Render(output, arena, pages[output.path], loaded.diagnostics);
    }
  }
  return pages;
}

}  // namespace kyodo::testing
