#include <catch2/catch.hpp>

#include "import/plain_text.h"

namespace kyodo {
namespace {

constexpr const char* kGoogle =
    "<p>集合は<b>正門前</b>です。</p><br>持ち物：<ul><li>軍手</li></ul>&nbsp;<a "
    "href=\"https://example.jp/?a=1&amp;b=2\">詳細</a>";

TEST_CASE("TextOfHtml: breaks, lists and links stay", "[import]") {
  CHECK(TextOfHtml(kGoogle, true) == "集合は正門前です。\n\n持ち物：\n\n- 軍手\n\n[詳細](https://example.jp/?a=1&b=2)");
  CHECK(TextOfHtml(kGoogle, false) == "集合は正門前です。\n\n持ち物：\n\n- 軍手\n\n詳細 (https://example.jp/?a=1&b=2)");
}

TEST_CASE("TextOfHtml: entities are their characters", "[import]") {
  CHECK(TextOfHtml("a &lt;b&gt; &#x82B1;&#33457; &unknown; &amp;amp;", false) == "a <b> 花花 &unknown; &amp;");
}

TEST_CASE("IsHtml: only what holds a tag", "[import]") {
  CHECK(IsHtml("a<br>b"));
  CHECK(IsHtml("<A HREF='x'>a</A>"));
  CHECK_FALSE(IsHtml("3 < 4 > 2"));
  CHECK_FALSE(IsHtml("見本係 <a@example.jp>"));
}

}  // namespace
}  // namespace kyodo
