// Where values may be printed, and how they are escaped there.
#include <catch2/catch.hpp>

#include "template_testing.h"

namespace kyodo::tmpl {
namespace {

/// The template with `x` as a string, or what is wrong with it.
std::string With(std::string_view x, const std::string& text) {
  Templates templates;
  templates.Add("a.html", text).Set("x", {Type::kString}, Text(x)).Link();
  const std::string errors = templates.Errors();
  return errors.empty() ? templates.Render("a.html") : errors;
}

bool IsRefused(const std::string& text) { return ErrorsOf(text).find("[template.context") != std::string::npos; }

}  // namespace

TEST_CASE("Context: text, attributes, comments and titles are escaped", "[template][context]") {
  CHECK(With("<&\"'>", "{{ x }}") == "&lt;&amp;&#34;&#39;&gt;");
  CHECK(With("<&\"'>", "<p title='{{ x }}'>") == "<p title='&lt;&amp;&#34;&#39;&gt;'>");
  CHECK(With("-->", "<!-- {{ x }} -->") == "<!-- --&gt; -->");
  CHECK(With("</title>", "<title>{{ x }}</title>") == "<title>&lt;/title&gt;</title>");
}

TEST_CASE("Context: an address keeps safe schemes only", "[template][context]") {
  const std::string link = "<a href=\"{{ x }}\">";
  CHECK(With("https://a.jp/?a=1&b=2", link) == "<a href=\"https://a.jp/?a=1&amp;b=2\">");
  CHECK(With("tel:0312345678", link) == "<a href=\"tel:0312345678\">");
  CHECK(With("a/b:c", link) == "<a href=\"a/b:c\">");
  CHECK(With("#a:b", link) == "<a href=\"#a:b\">");
  CHECK(With("javascript:alert(1)", link) == "<a href=\"#blocked\">");
  CHECK(With(" \nJavaScript:alert(1)", link) == "<a href=\"#blocked\">");
  CHECK(With("java\tscript:alert(1)", link) == "<a href=\"#blocked\">");
  CHECK(With("data:text/html,x", link) == "<a href=\"#blocked\">");
  CHECK(With("javascript:1", "<form action='{{ x }}'>") == "<form action='#blocked'>");
}

TEST_CASE("Context: an address put together cannot make a scheme", "[template][context]") {
  CHECK(With("script:alert(1)", "<a href=\"java{{ x }}\">") == "<a href=\"java#blocked\">");
  CHECK(With("javascript", "<a href=\"{{ x }}{{ ':alert(1)' }}\">") == "<a href=\"javascript#blocked\">");
  CHECK(With("x:y", "<a href=\"/{{ x }}\">") == "<a href=\"/x:y\">");
  CHECK(With("1:2", "<a href=\"page.html?t={{ x }}\">") == "<a href=\"page.html?t=1:2\">");
  CHECK(With("javascript:1", "<a href=\"{% if x %}a/{% endif %}{{ x }}\">") == "<a href=\"a/#blocked\">");
  CHECK(IsRefused("<a href=\"{{ x }}:alert(1)//{{ x }}\">"));
  CHECK(IsRefused("<a href=\"javascript:{{ x }}\">"));
  CHECK(With("a.png", "<img srcset=\"{{ x }} 1x, {{ 'javascript:1' }} 2x\">") ==
        "<img srcset=\"a.png 1x, #blocked 2x\">");
}

TEST_CASE("Context: JSON-LD is escaped as JSON, in and outside of strings", "[template][context]") {
  CHECK(With("</script>\"\\",
             "<script type=\"application/ld+json\">{\"a\": \"x {{ x }}\", \"b\": {{ x }}}</script>{{ x }}") ==
        "<script type=\"application/ld+json\">{\"a\": \"x \\u003c/script\\u003e\\\"\\\\\", \"b\": "
        "\"\\u003c/script\\u003e\\\"\\\\\"}</script>"
        "&lt;/script&gt;&#34;\\");
  CHECK(IsRefused("<p>{{ x | tojson }}</p>"));
  CHECK(IsRefused("<script type=\"application/ld+json\">\"{{ x | tojson }}\"</script>"));
}

TEST_CASE("Context: places that nothing makes safe are refused", "[template][context]") {
  CHECK(IsRefused("<p class={{ x }}>"));
  CHECK(IsRefused("<p class=a{{ x }}>"));
  CHECK(IsRefused("<p onclick=\"{{ x }}\">"));
  CHECK(IsRefused("<p OnClick='f({{ x }})'>"));
  CHECK(IsRefused("<p style=\"color: {{ x }}\">"));
  CHECK(IsRefused("<iframe srcdoc=\"{{ x }}\">"));
  CHECK(IsRefused("<{{ x }}>"));
  CHECK(IsRefused("<h{{ x }}>"));
  CHECK(IsRefused("<p {{ x }}>"));
  CHECK(IsRefused("<p data-{{ x }}=\"\">"));
  CHECK(IsRefused("<script>var a = {{ x }};</script>"));
  CHECK(IsRefused("<script type=\"{{ x }}json\">{{ x }}</script>"));
  CHECK(IsRefused("<style>a { color: {{ x }} }</style>"));
  CHECK(IsRefused("<title></tit{{ x }}"));
  CHECK_FALSE(IsRefused("<script>if (a < b) {}</script><p>{{ 1 }}</p>"));
  CHECK_FALSE(IsRefused("<script src=\"{{ 1 }}\"></script><p>1 < {{ 1 }} > 0</p>"));
}

TEST_CASE("Context: the message names the attribute and shows the way out", "[template][context]") {
  CHECK(ErrorsOf("<p class={{ x }}>") ==
        "a.html:1:13: error: No value can be printed in an attribute without quotes. [template.context]\n"
        "    1 | <p class={{ x }}>\n"
        "      |             ^ For example: class=\"{{ value }}\"\n");
  CHECK(ErrorsOf("<p {{ x }}>", kyodo::Tongue::kJa) ==
        "a.html:1:7: error: タグや属性の名前に値は書けません。 [template.context]\n"
        "    1 | <p {{ x }}>\n"
        "      |       ^ if で分けてください。例: <input{% if x %} checked{% endif %}>\n");
}

TEST_CASE("Context: branches must end in the same place", "[template][context]") {
  CHECK(ErrorsOf("<p class=\"{% if 1 %}a\"{% endif %}>") ==
        "a.html:1:14: error: One way through `if` ends inside the value of the attribute class, another inside the tag "
        "<p>. [template.context-branches]\n"
        "    1 | <p class=\"{% if 1 %}a\"{% endif %}>\n"
        "      |              ^^ Close tags and quotes in the part that opens them.\n");
  CHECK(IsRefused("{% if 1 %}<p{% endif %}>"));
  CHECK(IsRefused("{% if 1 %}<p{% else %}<i{% endif %}>"));
  CHECK(IsRefused("{% for x in [1] %}<p {% endfor %}>"));
  CHECK(IsRefused("{% block b %}<p {% endblock %}>"));
  CHECK(IsRefused("{% macro m() %}<p {% endmacro %}"));
  CHECK(IsRefused("<p "));
  CHECK_FALSE(IsRefused("{% if 1 %}<p>{% else %}</p><!-- x -->{% endif %}"));
}

TEST_CASE("Context: attributes may come and go as a whole", "[template][context]") {
  CHECK(With("1", "<input{% if x %} checked{% endif %}>") == "<input checked>");
  CHECK(With("1", "<input {% if x %}checked{% endif %} {% if x %}id=\"{{ x }}\"{% endif %}/>") ==
        "<input checked id=\"1\"/>");
  CHECK(With("1", "<p{% for a in [1, 2] %} data-a=\"{{ a }}\"{% endfor %}>") == "<p data-a=\"1\" data-a=\"2\">");
  CHECK(IsRefused("<p{% if x %} o{% endif %}nclick=\"{{ x }}\">"));
  CHECK(IsRefused("<p{% if x %} onclick{% endif %}=\"{{ x }}\">"));
  CHECK(IsRefused("<p {% if x %}onclick{% endif %} =\"{{ x }}\">"));
}

TEST_CASE("Context: an override begins where the block of the layout begins", "[template][context]") {
  Templates templates;
  templates.Add("layout", "<a href=\"{% block link %}/{% endblock %}\">")
      .Add("a", "{% extends \"layout\" %}{% block link %}{{ x }}{% endblock %}");
  templates.Set("x", {Type::kString}, Text("javascript:1")).Link();
  CHECK(templates.Errors().empty());
  CHECK(templates.Render("a") == "<a href=\"#blocked\">");
}

TEST_CASE("Context: an override cannot leave half an address to the layout", "[template][context]") {
  Templates templates;
  templates.Add("layout", "<a href=\"{% block link %}{% endblock %}{{ 1 }}\">")
      .Add("a", "{% extends \"layout\" %}{% block link %}javascript:{% endblock %}");
  CHECK(templates.Link().Errors().find("[template.context-branches]") != std::string::npos);
  CHECK(IsRefused("<a href=\"{% block link %}javascript{% endblock %}:{{ 1 }}\">"));
}

TEST_CASE("Context: an included template is escaped for each place it stands in", "[template][context]") {
  Templates templates;
  templates.Add("a", "<a href=\"{% include \"part\" %}\">{% include \"part\" %}</a>").Add("part", "{{ x }}");
  templates.Set("x", {Type::kString}, Text("javascript:<")).Link();
  CHECK(templates.Errors().empty());
  CHECK(templates.Render("a") == "<a href=\"#blocked\">javascript:&lt;</a>");
}

TEST_CASE("Context: an included template may be fit for one place only", "[template][context]") {
  Templates templates;
  templates.Add("a", "<script>{% include \"part\" %}</script>").Add("part", "f({{ 1 }})").Link();
  CHECK(templates.Errors() ==
        "part:1:6: error: No value can be printed inside <script>. [template.context]\n"
        "    1 | f({{ 1 }})\n"
        "      |      ^ Put it in a data-… attribute, or use <script type=\"application/ld+json\">.\n");
}

TEST_CASE("Context: a comment ends where a browser ends it", "[template][context]") {
  for (const char* comment : {"<!-- a -->", "<!-- a --!>", "<!-->", "<!--->", "<!-- a --->", "<!-- --!-->"}) {
    CAPTURE(comment);
    CHECK(IsRefused(std::string(comment) + "<script>{{ x }}</script>"));
  }
  for (const char* open : {"<!-- a --!", "<!-- a -- >", "<!--!>", "<!-- ->"}) {
    CAPTURE(open);
    CHECK(ErrorsOf(std::string(open) + "<script>{{ x }}</script>-->").empty());
  }
  CHECK(With("a", "<!--{% if x %}b{% endif %}-->{{ x }}") == "<!--b-->a");
}

}  // namespace kyodo::tmpl
