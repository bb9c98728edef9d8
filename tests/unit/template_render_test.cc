// What kyodo's own values print, and what happens when rendering fails. What is
// common with Jinja2 is in tests/spec/template_cases.yaml.
#include <catch2/catch.hpp>
#include <thread>

#include "template_testing.h"

namespace kyodo::tmpl {
namespace {

struct PrintedPortal : Templates {
  PrintedPortal() : projects(names) {
    projects.Add("花壇", Text("do"), {Text("green"), Text("town")}, "projects/a.html");
    projects.Add("見守り", Value::None(), {}, "projects/b.html");
    projects.Add("清掃", Text("plan"), {Text("green")}, "projects/c.html");
    projects.Add("祭り", Text("do"), {Text("town")}, "projects/d.html");
    site_type.name = "site";
    site_type.Add(names.Intern("projects"), projects.many);
    site_fields[0] = projects.All();
    site = {&site_type, site_fields};
    Type type{Type::kStruct};
    type.fields = &site_type;
    Set("site", type, Value::Of(static_cast<const Struct*>(&site))).Set("page", projects.one, projects.items[0]);
  }
  std::string Print(const std::string& text, const std::string& page = "index.html") {
    return Add("a", text).Render("a", page);
  }

  Projects projects;
  StructType site_type;
  Value site_fields[1];
  Struct site;
};

}  // namespace

TEST_CASE("Render: pages are linked relative to the page being made", "[template][render]") {
  CHECK(PrintedPortal().Print("<a href=\"{{ page.url }}\">{{ page.url }}</a>", "cases/x.html") ==
        "<a href=\"../projects/a.html\">../projects/a.html</a>");
  CHECK(PrintedPortal().Print("{{ 'see ' ~ page.url }}", "projects/x.html") == "see a.html");
  CHECK(PrintedPortal().Print("{% if page.url == site.projects[0].url %}here{% endif %}") == "here");
}

TEST_CASE("Render: trusted HTML is HTML in text and plain elsewhere", "[template][render]") {
  const Html html{"<p>A &amp; <b title=\"x\">B</b><!-- c --></p><a href=\"\">C</a>", {}};
  Html with_hole = html;
  with_hole.holes.push_back({52, "cases/a.html"});
  PrintedPortal portal;
  portal.Set("x", {Type::kHtml}, Value::Of(static_cast<const Html*>(&with_hole)));
  CHECK(portal.Print("{{ x }}|<p title=\"{{ x }}\">|<title>{{ x | upper }}</title>", "b/c.html") ==
        "<p>A &amp; <b title=\"x\">B</b><!-- c --></p><a href=\"../cases/a.html\">C</a>|<p title=\"A &amp; "
        "BC\">|<title>A &amp; BC</title>");
}

TEST_CASE("Render: joined and captured HTML stays HTML and keeps its links", "[template][render]") {
  const Html html{"<a href=\"\">x</a>", {{9, "cases/a.html"}}};
  PrintedPortal portal;
  portal.Set("x", {Type::kHtml}, Value::Of(&html));
  CHECK(portal.Print("{{ '<' ~ x }}{% set y %}{{ x }}{% endset %}{{ y }}{{ [x, '&'] | join }}{{ '{a}<' | fill(a=x) }}",
                     "b/c.html") ==
        "&lt;<a href=\"../cases/a.html\">x</a><a href=\"../cases/a.html\">x</a><a href=\"../cases/a.html\">x</a>&amp;"
        "<a href=\"../cases/a.html\">x</a>&lt;");
}

TEST_CASE("Render: dates print as ISO 8601 and have parts", "[template][render]") {
  PrintedPortal portal;
  portal.Set("day", {Type::kDate}, Value::Of(kyodo::Date{2014, 3, 31}))
      .Set("month", {Type::kDate}, Value::Of(kyodo::Date{2014, 3, 0}));
  CHECK(
      portal.Print(
          "{{ day }} {{ month }} {{ day.year }} {{ day.month + 1 }} {{ day.day }} {{ month.day }} {{ month < day }}") ==
      "2014-03-31 2014-03 2014 4 31  true");
}

TEST_CASE("Render: where finds values, elements of lists and none", "[template][render]") {
  CHECK(PrintedPortal().Print("{{ site.projects | where('stage', 'do') | join(',', attribute='title') }}") ==
        "花壇,祭り");
  CHECK(PrintedPortal().Print("{{ site.projects | where('tags', 'green') | join(',', attribute='title') }}") ==
        "花壇,清掃");
  CHECK(PrintedPortal().Print("{{ site.projects | where('stage', none) | join(',', attribute='title') }}") == "見守り");
  CHECK(PrintedPortal().Print("{{ site.projects | where('stage', 'x') | count }}") == "0");
  CHECK(PrintedPortal().Print(
            "{{ site.projects | sort('title') | where('stage', 'do') | where('tags', 'town') | count }}") == "2");
}

TEST_CASE("Render: where finds a record by itself and by its id", "[template][render]") {
  Templates templates;
  StructType term, item;
  term.name = "stage";
  term.Add(templates.names.Intern("id"), {Type::kString});
  Type term_type{Type::kStruct}, item_type{Type::kStruct}, list_type{Type::kList};
  term_type.fields = &term;
  item.Add(templates.names.Intern("stage"), term_type);
  item_type.fields = &item;
  list_type.element = &item_type;
  const Value plan_id = Text("plan"), do_id = Text("do");
  const Struct plan{&term, &plan_id}, doing{&term, &do_id};
  const Value stages[] = {Value::Of(&plan), Value::Of(&doing), Value::Of(&plan)};
  const Struct structs[] = {{&item, &stages[0]}, {&item, &stages[1]}, {&item, &stages[2]}};
  const Value items[] = {Value::Of(&structs[0]), Value::Of(&structs[1]), Value::Of(&structs[2])};
  List list;
  list.items = items;
  list.size = 3;
  templates.Set("items", list_type, Value::Of(static_cast<const List*>(&list))).Set("plan", term_type, stages[0]);
  templates.Add("a",
                "{{ items | where('stage', 'plan') | count }}{{ items | where('stage', plan) | count }}{{ items | "
                "where('stage.id', 'do') | count }}"
                "{% for s, l in items | group_by('stage') %} {{ s.id }}{{ l | count }}{% endfor %}");
  CHECK(templates.Check("a").empty());
  CHECK(templates.Render("a") == "221 plan2 do1");
}

TEST_CASE("Render: sort puts items without a value last, either way", "[template][render]") {
  CHECK(PrintedPortal().Print("{{ site.projects | sort('stage') | join(',', attribute='stage') }}") == "do,do,plan,");
  CHECK(PrintedPortal().Print("{{ site.projects | sort('-stage,title') | join(',', attribute='title') }}") ==
        "清掃,祭り,花壇,見守り");
}

TEST_CASE("Render: group_by keeps the list's order and leaves out none", "[template][render]") {
  CHECK(PrintedPortal().Print(
            "{% for g in site.projects | group_by('tags') %}{{ g.grouper }}{{ g.list | count }} {% endfor %}") ==
        "green2 town2 ");
  CHECK(PrintedPortal().Print(
            "{% for k, l in site.projects | group_by('stage') %}{{ k }}{{ l | count }} {% endfor %}") == "do2 plan1 ");
}

TEST_CASE("Render: an undefined value is told with the way to it", "[template][render]") {
  PrintedPortal portal;
  portal.Add("a", "{% import \"m\" as m %}\n{{ m.m({\"a\": 1}) }}").Add("m", "{% macro m(d) %}{{ d.b }}{% endmacro %}");
  CHECK(portal.Render("a") ==
        "m:1:22: error: There is no field `b` here. [template.undefined]\n"
        "    1 | {% macro m(d) %}{{ d.b }}{% endmacro %}\n"
        "      |                      ^\n"
        "      included from a:2:6\n");
}

TEST_CASE("Render: a page that fails leaves nothing behind", "[template][render]") {
  PrintedPortal portal;
  portal.Add("a", "text {{ [1][5] }}").Link();
  std::string out = "before";
  Arena arena;
  CHECK_FALSE(portal.engine.Render("a", portal.scope, portal.values, {}, arena, out, portal.diagnostics));
  CHECK(out == "before");
}

TEST_CASE("Render: macros that never end are stopped", "[template][render]") {
  CHECK(PrintedPortal()
            .Print("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")
            .find("Templates and macros call each other too deeply (at most 64 levels).") != std::string::npos);
}

TEST_CASE("Render: calculations that have no result", "[template][render]") {
  CHECK(PrintedPortal().Print("{{ 1 / 0 }}").find("Division by zero.") != std::string::npos);
  CHECK(PrintedPortal().Print("{{ 9223372036854775807 + 1 }}").find("[template.number]") != std::string::npos);
  CHECK(PrintedPortal().Print("{{ -9223372036854775807 - 1 }} {{ (-9223372036854775807 - 1) % -1 }}") ==
        "-9223372036854775808 0");
  CHECK(PrintedPortal().Print("{{ range(1000000000) | count }}").find("[template.number]") != std::string::npos);
  CHECK(PrintedPortal().Print("{{ [1, 'a'] | sort | count }}").find("have no order") != std::string::npos);
}

TEST_CASE("Render: filters of the host get their arguments in order and can refuse", "[template][render]") {
  PrintedPortal portal;
  HostFilter filter;
  filter.name = "repeat";
  filter.result = {Type::kString};
  filter.parameters = {"times", "between"};
  filter.call = [](const Value& input, std::span<const Value> arguments, const RenderContext& context, Arena& arena,
                   kyodo::Message& error) {
    if (input.kind != Value::kString) {
      error = {"文字列が必要です。", "Text is needed."};
      return Value();
    }
    std::string text(context.page);
    for (int64_t i = 0; i < arguments[0].integer; ++i) {
      if (i > 0 && arguments[1].kind == Value::kString) text += arguments[1].text();
      text += input.text();
    }
    return Value::Of(arena.Keep(text));
  };
  portal.engine.AddFilter(std::move(filter));
  CHECK(portal.Print("{{ 'a' | repeat(2) }} {{ 'a' | repeat(between='-', times=3) }}", "p") == "paa pa-a-a");
  PrintedPortal other;
}

TEST_CASE("Render: what is asked of the site is kept for each language, and forgotten on request",
          "[template][render]") {
  PrintedPortal portal;
  int calls = 0;
  HostFilter filter;
  filter.name = "tell";
  filter.pure = true;
  filter.call = [&](const Value&, std::span<const Value>, const RenderContext& context, Arena&, kyodo::Message&) {
    ++calls;
    return Value::Of(static_cast<int64_t>(context.language));
  };
  portal.engine.AddFilter(std::move(filter));
  portal.Add("a", "{{ site.projects | where('stage', 'do') | tell }}{{ page.tags | tell }}")
      .Add("b", "{{ site.projects | tell }}");
  CHECK(portal.Render("a", "x", 0) == "00");
  CHECK(portal.Render("a", "y", 0) == "00");
  CHECK(calls == 3);
  CHECK(portal.Render("a", "y", 1) == "11");
  CHECK(calls == 5);
  portal.engine.ForgetSite();
  CHECK(portal.Render("a", "y", 1) == "11");
  CHECK(calls == 7);
}

TEST_CASE("Render: what was kept of one site is not taken for another", "[template][render]") {
  PrintedPortal portal;
  portal.Add("a", "{{ site.projects | where('stage', 'do') | count }}");
  CHECK(portal.Render("a") == "2");
  const Value none_left[] = {Value::None()};
  const Struct other{&portal.site_type, none_left};
  portal.values[0] = Value::Of(&other);
  CHECK(portal.Render("a") == "0");
}

TEST_CASE("Render: many threads render at once", "[template][render]") {
  PrintedPortal portal;
  portal
      .Add("a",
           "{% for p in site.projects | where('stage', 'do') | sort('-title') %}{{ p.title }}{% endfor %}"
           "{{ site.projects | where('tags', page.tags[0]) | count }}{% for k, l in site.projects | group_by('tags') "
           "%}{{ k }}{% endfor %}")
      .Link();
  std::vector<std::string> pages(8);
  std::vector<std::thread> threads;
  for (std::string& page : pages) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) {
        Arena arena;
        kyodo::Diagnostics diagnostics;
        page.clear();
        portal.engine.Render("a", portal.scope, portal.values, {"p", static_cast<size_t>(i % 2)}, arena, page,
                             diagnostics);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(pages == std::vector<std::string>(8, "花壇祭り2greentown"));
}

}  // namespace kyodo::tmpl
