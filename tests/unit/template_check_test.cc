// Names, fields and types are checked before anything is rendered.
#include <catch2/catch.hpp>

#include "template_testing.h"

namespace kyodo::tmpl {
namespace {

/// Templates that know `site` (title, projects) and `page` (a project).
struct CheckedPortal : Templates {
  CheckedPortal() : projects(names) {
    projects.Add("花壇", Text("do"), {Text("green")}, "projects/a.html");
    site_type.name = "site";
    site_type.Add(names.Intern("title"), {Type::kString});
    site_type.Add(names.Intern("projects"), projects.many);
    Type site{Type::kStruct};
    site.fields = &site_type;
    Set("site", site, {}).Set("page", projects.one, projects.items[0]);
  }
  /// What is wrong with template `a`, once `text` is it.
  std::string Wrong(const std::string& text) { return Add("a", text).Check("a"); }
  std::vector<std::string> Rules() {
    std::vector<std::string> rules;
    for (const auto& diagnostic : diagnostics.list()) rules.push_back(diagnostic.rule);
    return rules;
  }

  Projects projects;
  StructType site_type;
};

}  // namespace

TEST_CASE("Check: an unknown field is told with the nearest one", "[template][check]") {
  CHECK(CheckedPortal().Wrong("<p>{{ page.tittle }}</p>") ==
        "a:1:12: error: There is no field `tittle` in projects. [template.field]\n"
        "    1 | <p>{{ page.tittle }}</p>\n"
        "      |            ^^^^^^ Did you mean `title`?\n");
  CheckedPortal japanese;
  CHECK(japanese.Add("a", "<p>{{ page.tittle }}</p>").Check("a", Tongue::kJa) ==
        "a:1:12: error: projects に「tittle」という項目はありません。 [template.field]\n"
        "    1 | <p>{{ page.tittle }}</p>\n"
        "      |            ^^^^^^ もしかして: title\n");
}

TEST_CASE("Check: an unknown name is told with the nearest one", "[template][check]") {
  CHECK(CheckedPortal().Wrong("{{ pages }}") ==
        "a:1:4: error: There is no name `pages`. [template.name]\n"
        "    1 | {{ pages }}\n"
        "      |    ^^^^^ Did you mean `page`?\n");
}

TEST_CASE("Check: sees through loops, filters and set", "[template][check]") {
  CHECK(CheckedPortal()
            .Wrong("{% for p in site.projects | where(\"stage\", \"do\") | sort(\"-title\") | first(3) %}{{ p.titel "
                   "}}{% endfor %}")
            .find("There is no field `titel`") != std::string::npos);
  CHECK(CheckedPortal()
            .Wrong("{% for k, l in site.projects | group_by(\"stage\") %}{{ k }}{% for p in l %}{{ p.nope }}{% endfor "
                   "%}{% endfor %}")
            .find("There is no field `nope`") != std::string::npos);
  CHECK(CheckedPortal().Wrong("{% set p = (site.projects | first) %}{{ p.nope }}").find("There is no field `nope`") !=
        std::string::npos);
  CHECK(CheckedPortal()
            .Wrong("{% for r in site.projects | batch(2) %}{% for p in r %}{{ p.nope }}{% endfor %}{% endfor %}")
            .find("There is no field `nope`") != std::string::npos);
  CHECK(CheckedPortal()
            .Wrong("{{ site.projects | map(attribute=\"url\") | first | upper | nope }}")
            .find("no filter `nope`") != std::string::npos);
  CHECK(CheckedPortal()
            .Wrong("{% for t in page.tags %}{{ t.nope }}{% endfor %}")
            .find("There is no field `nope` in a string") != std::string::npos);
  CHECK(CheckedPortal()
            .Wrong("{{ site.projects[0].title }}{{ page[\"title\"] }}{% for p in site.projects[1:] %}{{ p.url }}{{ "
                   "loop.nextitem.title }}{% endfor %}")
            .empty());
}

TEST_CASE("Check: names of fields in filters are fields", "[template][check]") {
  CHECK(CheckedPortal().Wrong("{{ site.projects | where(\"stge\", 1) | count }}") ==
        "a:1:26: error: The elements have no field `stge`. [template.field]\n"
        "    1 | {{ site.projects | where(\"stge\", 1) | count }}\n"
        "      |                          ^^^^^^ Did you mean `stage`?\n");
  for (const char* filter :
       {"sort(\"-nope\")", "sort(attribute=\"title,nope\")", "group_by(\"nope\")", "groupby(\"nope\")",
        "map(attribute=\"nope\")", "selectattr(\"nope\")", "rejectattr(\"nope\", \"eq\", 1)", "sum(\"nope\")",
        "max(attribute=\"nope\")", "unique(attribute=\"nope\")"}) {
    CAPTURE(filter);
    CHECK(CheckedPortal().Wrong("{% set x = site.projects | " + std::string(filter) + " %}").find("[template.field]") !=
          std::string::npos);
  }
}

TEST_CASE("Check: values are printed and used as what they are", "[template][check]") {
  CheckedPortal portal;
  portal.Wrong(
      "{{ site }}{{ page.tags }}{{ site.title + 1 }}{{ site.title | join }}{{ page.tags | upper }}{% for x in "
      "site.title %}{% endfor %}{% for x in page %}{% endfor %}{{ page.title < 1 }}{{ 1 in 2 }}");
  CHECK(portal.Rules() == std::vector<std::string>{"template.print", "template.print", "template.type", "template.type",
                                                   "template.type", "template.type", "template.type", "template.type",
                                                   "template.type"});
}

TEST_CASE("Check: a test for definedness guards what it asks for", "[template][check]") {
  CHECK(CheckedPortal().Wrong("{% if x is defined %}{{ x.y }}{% endif %}").empty());
  CHECK(CheckedPortal().Wrong("{% if x is not defined %}-{% else %}{{ x }}{% endif %}").empty());
  CHECK(CheckedPortal().Wrong("{% if x is undefined %}-{% elif x.y %}{{ x }}{% endif %}").empty());
  CHECK(CheckedPortal().Wrong("{% if x is defined and x.y %}{{ x.y }}{% endif %}").empty());
  CHECK(CheckedPortal()
            .Wrong("{% if page.x is defined %}{{ page.x }}{% endif %}{{ page.x | default(1) }}{{ y | d }}")
            .empty());
  CHECK(CheckedPortal().Wrong("{{ x.y if x is defined else 1 }}").empty());
  CHECK(CheckedPortal().Wrong("{% if x is defined %}{% endif %}{{ x }}").find("There is no name `x`") !=
        std::string::npos);
  CHECK(CheckedPortal().Wrong("{% if x is defined or y %}{{ x }}{% endif %}").find("There is no name `y`") !=
        std::string::npos);
}

TEST_CASE("Check: what one branch sets is known behind the if", "[template][check]") {
  CHECK(CheckedPortal()
            .Wrong("{% if page.stage %}{% set a = page %}{% else %}{% set a = site.projects | first %}{% endif %}{{ "
                   "a.title }}")
            .empty());
  CHECK(CheckedPortal()
            .Wrong("{% for p in site.projects %}{% set a = 1 %}{% endfor %}{{ a }}")
            .find("There is no name `a`") != std::string::npos);
}

TEST_CASE("Check: an included template is checked with what it sees, with the way to it", "[template][check]") {
  CheckedPortal portal;
  portal.Add("part", "{{ p.title }}\n{{ p.nope }}")
      .Add("a", "{% for p in site.projects %}{% include \"part\" %}{% endfor %}");
  CHECK(portal.Check("a") ==
        "part:2:6: error: There is no field `nope` in projects. [template.field]\n"
        "    2 | {{ p.nope }}\n"
        "      |      ^^^^ There are: stage, tags, title, url\n"
        "      included from a:1:40\n");
}

TEST_CASE("Check: layouts, blocks and super are checked from the page", "[template][check]") {
  CheckedPortal portal;
  portal.Add("layout", "{{ nope }}{% block b %}{{ gone }}{% endblock %}");
  portal.Add("a", "{% extends \"layout\" %}\n{% block b %}{{ page.nope }}{{ super() }}{% endblock %}");
  CHECK(portal.Check("a") ==
        "a:2:22: error: There is no field `nope` in projects. [template.field]\n"
        "    2 | {% block b %}{{ page.nope }}{{ super() }}{% endblock %}\n"
        "      |                      ^^^^ There are: stage, tags, title, url\n"
        "      included from layout:1:20\n"
        "      included from a:1:12\n"
        "layout:1:4: error: There is no name `nope`. [template.name]\n"
        "    1 | {{ nope }}{% block b %}{{ gone }}{% endblock %}\n"
        "      |    ^^^^ There are: page, site\n"
        "      included from a:1:12\n"
        "layout:1:27: error: There is no name `gone`. [template.name]\n"
        "    1 | {{ nope }}{% block b %}{{ gone }}{% endblock %}\n"
        "      |                           ^^^^ There are: page, site\n"
        "      included from a:2:32\n"
        "      included from layout:1:20\n"
        "      included from a:1:12\n");
}

TEST_CASE("Check: a macro is checked with the types of each call", "[template][check]") {
  CheckedPortal portal;
  portal.Add("m", "{% macro card(p) %}{{ p.url }}{% endmacro %}")
      .Add("a", "{% import \"m\" as m %}{{ m.card(page) }}{{ m.card(site) }}");
  CHECK(portal.Check("a") ==
        "m:1:25: error: There is no field `url` in site. [template.field]\n"
        "    1 | {% macro card(p) %}{{ p.url }}{% endmacro %}\n"
        "      |                         ^^^ There are: title, projects\n"
        "      included from a:1:45\n");
}

TEST_CASE("Check: macros that nothing calls are checked too", "[template][check]") {
  CHECK(CheckedPortal()
            .Wrong("{% macro m(p) %}{{ p.anything }}{{ nope }}{% endmacro %}")
            .find("There is no name `nope`") != std::string::npos);
}

TEST_CASE("Check: a parameter that is not given", "[template][check]") {
  CHECK(
      CheckedPortal().Wrong("{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}").find("The argument `a` is not given.") !=
      std::string::npos);
  CHECK(
      CheckedPortal().Wrong("{% macro m(a) %}{% if a is defined %}{{ a }}{% endif %}{% endmacro %}{{ m() }}").empty());
  CHECK(CheckedPortal().Wrong("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}").empty());
}

TEST_CASE("Check: an imported macro does not see the page", "[template][check]") {
  CheckedPortal portal;
  portal.Add("m", "{% macro m() %}{{ page.title }}{% endmacro %}").Add("a", "{% from \"m\" import m %}{{ m() }}");
  CHECK(portal.Check("a") ==
        "m:1:19: error: There is no name `page`. [template.name]\n"
        "    1 | {% macro m() %}{{ page.title }}{% endmacro %}\n"
        "      |                   ^^^^ An imported macro does not see it. Pass it as an argument, or import `with "
        "context`.\n"
        "      included from a:1:27\n");
  CheckedPortal with;
  with.Add("m", "{% macro m() %}{{ page.title }}{% endmacro %}")
      .Add("a", "{% from \"m\" import m with context %}{{ m() }}");
  CHECK(with.Check("a").empty());
}

TEST_CASE("Check: loop and super outside of their places", "[template][check]") {
  CHECK(CheckedPortal().Wrong("{{ loop.index }}").find("`loop` is for use inside `for`.") != std::string::npos);
  CHECK(CheckedPortal()
            .Wrong("{% block b %}{{ super() }}{% endblock %}")
            .find("There is no block that this one replaces.") != std::string::npos);
  CHECK(CheckedPortal().Wrong("{{ super() }}").find("[template.call]") != std::string::npos);
}

TEST_CASE("Check: a template with a syntax error is checked as far as it goes", "[template][check]") {
  CheckedPortal portal;
  portal.Wrong("{{ x | }}{{ nope }}");
  CHECK(portal.Rules() == std::vector<std::string>{"template.syntax", "template.name"});
}

TEST_CASE("Check: filters of the host are checked by their types", "[template][check]") {
  CheckedPortal portal;
  HostFilter filter;
  filter.name = "words";
  filter.input = Type::kNumber;
  filter.result = {Type::kString};
  filter.parameters = {"style"};
  portal.engine.AddFilter(std::move(filter));
  CHECK(portal.Wrong("{{ 'x' | words }}{{ 1 | words(style='x') | join }}") ==
        "a:1:10: error: `words` is for a number, but this is a string. [template.type]\n"
        "    1 | {{ 'x' | words }}{{ 1 | words(style='x') | join }}\n"
        "      |          ^^^^^\n"
        "a:1:44: error: `join` is for a list, but this is a string. [template.type]\n"
        "    1 | {{ 'x' | words }}{{ 1 | words(style='x') | join }}\n"
        "      |                                            ^^^^\n");
  CHECK(portal.Wrong("{{ 1 | words(stile=1) }}").find("Did you mean `style`?") != std::string::npos);
}

TEST_CASE("Check: a mistake in a template of several collections is told once", "[template][check]") {
  CheckedPortal portal;
  const std::string first = portal.Wrong("{{ page.nope }}");
  CHECK(first.find("a:1:9: error: There is no field `nope` in projects.") == 0);
  Scope other;
  Type site{Type::kStruct};
  site.fields = &portal.site_type;
  other.Add(portal.names.Intern("page"), site);
  portal.engine.Check("a", other, portal.diagnostics);
  CHECK(portal.Errors() == first);
}

TEST_CASE("Check: what the types rule out is not looked at", "[template][check]") {
  const char* const fine[] = {
      "{% if page.title is mapping %}{{ page.title.label }}{% endif %}",
      "{% if page.tags is string %}{{ page.tags }}{% endif %}",
      "{% if page.price is defined %}{{ page.price.amount }}{% endif %}",
      "{% if (site.projects | first).price is defined %}{{ (site.projects | first).price.amount }}{% endif %}",
      "{% if page.price is defined and page.price.amount > 1 %}{% endif %}",
      "{% if page.price is undefined or page.price.amount > 1 %}{% endif %}",
      "{{ page.price.amount if page.price is defined else \"\" }}",
      "{% set price = page.price | default(none) %}{% if price %}{{ price + page.tags }}{% endif %}",
      "{% set price = page.price | default(none) %}{% if price is not none %}{{ price + page.tags }}{% endif %}",
      "{% if page.title is not mapping %}{% else %}{{ page.title.label }}{% endif %}",
      "{% if page.title is string %}{% elif page.title.label %}{% endif %}",
      "{% for p in site.projects if p.title is mapping %}{{ p.title.label }}{% endfor %}",
      "{% macro m(x) %}{% if x is mapping %}{{ x.label }}{% endif %}{% endmacro %}{{ m(page.title) }}",
      "{% for tag in (page.labels | default([]) or page.tags) %}{{ tag }}{% endfor %}",
  };
  for (const char* const text : fine) {
    INFO(text);
    CHECK(CheckedPortal().Wrong(text).empty());
  }
}

TEST_CASE("Check: what the types leave open is looked at", "[template][check]") {
  const char* const wrong[] = {
      "{% if page.title is string %}{{ page.title.label }}{% endif %}",
      "{% if page.title is not mapping %}{{ page.title.label }}{% endif %}",
      "{% if page.title is mapping %}{% else %}{{ page.title.label }}{% endif %}",
      "{% if page.title is mapping or page.title %}{{ page.title.label }}{% endif %}",
      "{% if not page.price %}{% endif %}",
      "{% set price = page.price | default(page.title) %}{% if price %}{{ price.amount }}{% endif %}",
      "{% macro m(x) %}{% if x is mapping %}{{ x.label }}{% endif %}{% endmacro %}{{ m(page.title) }}{{ m(page) }}",
  };
  for (const char* const text : wrong) {
    INFO(text);
    CHECK_FALSE(CheckedPortal().Wrong(text).empty());
  }
}

}  // namespace kyodo::tmpl
