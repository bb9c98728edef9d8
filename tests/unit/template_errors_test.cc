// What the parser and the linker say about templates that cannot be read.
#include <catch2/catch.hpp>

#include "template_testing.h"

namespace kyodo::tmpl {

TEST_CASE("Template: an unclosed block names itself and its end", "[template][errors]") {
  CHECK(ErrorsOf("a\n{% if x %}b") ==
        "a.html:2:4: error: `if` is never closed. [template.unclosed]\n"
        "    2 | {% if x %}b\n"
        "      |    ^^ Write {% endif %} where it ends.\n");
  CHECK(ErrorsOf("a\n{% if x %}b", Tongue::kJa) ==
        "a.html:2:4: error: if が閉じられていません。 [template.unclosed]\n"
        "    2 | {% if x %}b\n"
        "      |    ^^ {% endif %} を書いてください。\n");
}

TEST_CASE("Template: an end of an outer block shows where the inner one should end", "[template][errors]") {
  CHECK(ErrorsOf("{% if x %}{% for y in z %}\n{% endif %}") ==
        "a.html:1:14: error: `for` is never closed. [template.unclosed]\n"
        "    1 | {% if x %}{% for y in z %}\n"
        "      |              ^^^ Write {% endfor %} before `endif` on line 2.\n");
}

TEST_CASE("Template: an end without a beginning", "[template][errors]") {
  CHECK(ErrorsOf("a{% endif %}") ==
        "a.html:1:5: error: `endif` ends nothing. [template.end]\n"
        "    1 | a{% endif %}\n"
        "      |     ^^^^^ Write the tag that it belongs to, or take it away.\n");
}

TEST_CASE("Template: all mistakes of a file are told in one go", "[template][errors]") {
  Templates templates;
  templates.Add("a.html", "{% fro x %}{{ 1 + }}{{ x | uper }}{{ x is od }}{{ \"a }}{{ x | sort(fild=1) }}").Link();
  std::vector<std::string> rules;
  for (const auto& diagnostic : templates.diagnostics.list()) rules.push_back(diagnostic.rule);
  CHECK(rules == std::vector<std::string>{"template.unclosed", "template.tag", "template.syntax", "template.filter",
                                          "template.test", "template.argument"});
}

TEST_CASE("Template: an unknown filter is told with the nearest name", "[template][errors]") {
  CHECK(ErrorsOf("{{ 協 }}").find("[template.character]") != std::string::npos);
  CHECK(ErrorsOf("{{ x | trunkate(3) }}") ==
        "a.html:1:8: error: There is no filter `trunkate`. [template.filter]\n"
        "    1 | {{ x | trunkate(3) }}\n"
        "      |        ^^^^^^^^ Did you mean `truncate`?\n");
}

TEST_CASE("Template: what Jinja2 has and kyodo leaves out is told with what to use", "[template][errors]") {
  CHECK(ErrorsOf("{{ x | safe }}") ==
        "a.html:1:8: error: There is no `safe` filter. [template.safe]\n"
        "    1 | {{ x | safe }}\n"
        "      |        ^^^^ Values are made safe for the place they are printed in. Only Markdown fields print as "
        "HTML.\n");
  CHECK(ErrorsOf("{% with x = 1 %}") ==
        "a.html:1:4: error: There is no tag `with`. [template.tag]\n"
        "    1 | {% with x = 1 %}\n"
        "      |    ^^^^ Use `set`.\n");
  CHECK(ErrorsOf("{{ x.items() }}") ==
        "a.html:1:6: error: `items` cannot be called. [template.call]\n"
        "    1 | {{ x.items() }}\n"
        "      |      ^^^^^ Use the filter: {{ x | items }}\n");
  CHECK(ErrorsOf("{% set n = namespace(a=1) %}").find("Compute it with filters such as sum, select or count.") !=
        std::string::npos);
  CHECK(ErrorsOf("{% for x in y recursive %}{% endfor %}").find("Use a macro that calls itself.") != std::string::npos);
}

TEST_CASE("Template: wrong arguments", "[template][errors]") {
  CHECK(ErrorsOf("{{ x | replace(\"a\") }}") ==
        "a.html:1:8: error: `replace` needs the argument `new`. [template.argument]\n"
        "    1 | {{ x | replace(\"a\") }}\n"
        "      |        ^^^^^^^ `replace` takes: old, new, count\n");
  CHECK(ErrorsOf("{{ x | upper(1) }}").find("`upper` takes no arguments.") != std::string::npos);
  CHECK(ErrorsOf("{{ x | sort(revers=true) }}").find("Did you mean `reverse`?") != std::string::npos);
  CHECK(ErrorsOf("{{ x | select(\"divisibleby\") }}").find("`divisibleby` needs the argument `num`.") !=
        std::string::npos);
  CHECK(ErrorsOf("{% macro m(a, b) %}{% endmacro %}{{ m(1, 2, 3) }}") ==
        "a.html:1:45: error: `m` is given too many arguments. [template.argument]\n"
        "    1 | {% macro m(a, b) %}{% endmacro %}{{ m(1, 2, 3) }}\n"
        "      |                                             ^ `m` takes: a, b\n");
  CHECK(ErrorsOf("{% macro m(a) %}{% endmacro %}{{ m(b=1) }}").find("`m` has no argument `b`.") != std::string::npos);
}

TEST_CASE("Template: a name with a meaning cannot be set", "[template][errors]") {
  CHECK(ErrorsOf("{% set site = 1 %}") ==
        "a.html:1:8: error: `site` already has a meaning. [template.reserved]\n"
        "    1 | {% set site = 1 %}\n"
        "      |        ^^^^ Choose another name.\n");
}

TEST_CASE("Template: full-width characters inside a tag are named", "[template][errors]") {
  CHECK(ErrorsOf("{{　x }}", Tongue::kJa) ==
        "a.html:1:3: error: ここに「　」は書けません。 [template.character]\n"
        "    1 | {{　x }}\n"
        "      |   ^^ タグの中の記号や空白は半角で書いてください。日本語は \"…\" で囲みます。\n");
}

TEST_CASE("Template: a missing template is told with the nearest name", "[template][errors]") {
  Templates templates;
  templates.Add("layout.html", "").Add("a.html", "{% extends \"layuot.html\" %}");
  templates.Link();
  CHECK(templates.Errors() ==
        "a.html:1:12: error: There is no template `layuot.html`. [template.missing]\n"
        "    1 | {% extends \"layuot.html\" %}\n"
        "      |            ^^^^^^^^^^^^^ Did you mean `layout.html`?\n");
}

TEST_CASE("Template: a circle of includes is told with its way", "[template][errors]") {
  Templates templates;
  templates.Add("a", "{% include \"b\" %}").Add("b", "{% include \"a\" %}");
  CHECK(templates.Check("a") ==
        "b:1:12: error: This template comes back to itself. [template.cycle]\n"
        "    1 | {% include \"a\" %}\n"
        "      |            ^^^ a → b → a\n");
  CHECK(templates.Render("a").find("The template `a` has errors and cannot be used.") != std::string::npos);
}

TEST_CASE("Template: a block that the layout does not have", "[template][errors]") {
  Templates templates;
  templates.Add("layout", "{% block main %}{% endblock %}")
      .Add("a", "{% extends \"layout\" %}{% block mian %}{% endblock %}");
  templates.Link();
  CHECK(templates.Errors() ==
        "a:1:32: error: There is no block `mian` in layout. [template.block]\n"
        "    1 | {% extends \"layout\" %}{% block mian %}{% endblock %}\n"
        "      |                                ^^^^ Did you mean `main`?\n");
}

TEST_CASE("Template: a block that comes to lie inside itself", "[template][errors]") {
  Templates templates;
  templates.Add("layout", "{% block a %}{% block b %}{% endblock %}{% endblock %}");
  templates.Add("a", "{% extends \"layout\" %}{% block b %}{% block a %}{{ super() }}{% endblock %}{% endblock %}");
  CHECK(templates.Render("a").find("[template.depth]") != std::string::npos);
  CHECK(templates.Check("a").find("This block comes to lie inside itself. [template.cycle]") != std::string::npos);
  CHECK(ErrorsOf("{% block a %}{% block a %}{% endblock %}{% endblock %}").find("Block `a` is there twice (line 1).") !=
        std::string::npos);
}

TEST_CASE("Template: tags and expressions nested without end are refused", "[template][errors]") {
  std::string tags, brackets;
  for (int i = 0; i < 10'000; ++i) tags += "{% if x %}", brackets += "(";
  CHECK(ErrorsOf(tags).find("[template.depth]") != std::string::npos);
  CHECK(ErrorsOf("{{ " + brackets + " }}").find("[template.depth]") != std::string::npos);
}

TEST_CASE("Template: a chain of operators without end is refused", "[template][errors]") {
  const auto chain = [](int count, const std::string& link) {
    std::string text = "{{ 1";
    for (int i = 0; i < count; ++i) text += link;
    return ErrorsOf(text + " }}");
  };
  for (const char* link : {" + 1", " ~ 1", " ** 1", " or 1", " < 1", " | string", "[0]", " if 1", " is none"}) {
    CAPTURE(link);
    CHECK(chain(200, link).empty());
    CHECK(chain(10'000, link).find("This expression is too long (at most 500 operators). [template.depth]") !=
          std::string::npos);
  }
}

TEST_CASE("Template: what only follows from a mistake is not told", "[template][errors]") {
  const auto count = [](const std::string& text) {
    Templates templates;
    templates.Add("a.html", text).Link();
    return templates.diagnostics.list().size();
  };
  CHECK(count("{% if x %}{# b{% endif %}") == 1);
  CHECK(count("{% block b %}{% raw %}{% endblock %}") == 1);
  CHECK(count("{% iff x %}a{% elif y %}b{% else %}c{% endif %}") == 1);
  CHECK(count("{% if x %}{% for y in z %}{% iff y %}{% endif %}{% endfor %}{% endif %}") == 1);
  CHECK(count("{% switch x %}{% else %}{% endswitch %}") == 1);
  CHECK(count("{% with x = 1 %}{% endwith %}") == 1);
  CHECK(count("{% raw x %}a{% endraw %}") == 1);
  CHECK(count("{% if x %}{{ y </p>\n{% endif %}") == 1);
}

}  // namespace kyodo::tmpl
