#include <catch2/catch.hpp>
#include <string>
#include <thread>

#include "markdown/pool.h"
#include "markdown/wire.h"

namespace kyodo {

using std::chrono::milliseconds;

namespace {

MarkdownRequest Request(std::string_view text) {
  MarkdownRequest request;
  request.text = text;
  request.language = "ja";
  request.figure_label = "図";
  return request;
}

/// Of an example of CommonMark, which has no limits of its own.
MarkdownRequest Unlimited(std::string_view text) {
  MarkdownRequest request = Request(text);
  request.check_structure = false;
  return request;
}

/// A table of four million cells: more than two seconds, with any version of cmark-gfm.
std::string Hostile() {
  std::string head = "|", line = "|", row = "|";
  for (int i = 0; i < 2000; ++i) {
    head += "a|";
    line += "-|";
    row += "b|";
  }
  std::string text = head + "\n" + line + "\n";
  for (int i = 0; i < 2000; ++i) text += row + "\n";
  return text;
}

/// 40 KB that become 100 MB of links.
std::string Swelling() {
  std::string text = "[a]: " + std::string(10'000, 'u') + "\n\n";
  for (int i = 0; i < 10'000; ++i) text += "[a] ";
  return text;
}

}  // namespace

TEST_CASE("MarkdownPool: gives what RenderMarkdown gives, in the order of the requests", "[formats][markdown]") {
  MarkdownPool pool(2);
  std::vector<std::string> texts;
  for (int i = 0; i < 100; ++i) {
    texts.push_back("## 見出し" + std::to_string(i) + "\n\n図：流れ\n\n- [x](a.md)[^1] <b>\n\n[^1]: " +
                    std::string(static_cast<size_t>(i) * 97, 'x') + "\n");
  }
  std::vector<MarkdownRequest> requests;
  for (const std::string& text : texts) requests.push_back(Request(text));
  const std::vector<MarkdownResult> results = *pool.Render(requests);
  REQUIRE(results.size() == requests.size());
  for (size_t i = 0; i < results.size(); ++i) {
    CAPTURE(i);
    CHECK(EncodeResult(results[i]) == EncodeResult(RenderMarkdown(requests[i])));
  }
}

TEST_CASE("MarkdownPool: a text that takes too long is a problem of its own only", "[formats][markdown]") {
  MarkdownPool pool(2, {milliseconds(1000), size_t{1} << 30});
  const std::string hostile = Hostile();
  const std::vector<MarkdownRequest> requests = {Request("一"), Unlimited(hostile), Request("二"), Request("三")};
  const std::vector<MarkdownResult> results = *pool.Render(requests);
  CHECK(results[0].html == "<p>一</p>\n");
  CHECK(results[1].html.empty());
  REQUIRE(results[1].problems.size() == 1);
  CHECK(results[1].problems[0].rule == "markdown.limit");
  CHECK(results[1].problems[0].line == 0);
  CHECK(results[1].problems[0].message.ja ==
        "この文書は読み取りに時間かメモリーがかかりすぎるため、読み取りをやめました。");
  CHECK(results[1].problems[0].hint.en ==
        "The limits are 1 s and 1.1 GB. Look for long repetitions of one sign or deep nesting.");
  CHECK(results[2].html == "<p>二</p>\n");
  CHECK(results[3].html == "<p>三</p>\n");
}

TEST_CASE("MarkdownPool: renders again after a worker was replaced, also when threads exist", "[formats][markdown]") {
  MarkdownPool pool(1, {milliseconds(1000), size_t{1} << 30});
  std::thread other([] { std::this_thread::sleep_for(milliseconds(1500)); });
  const std::string hostile = Hostile();
  for (int i = 0; i < 2; ++i) {
    const std::vector<MarkdownRequest> requests = {Unlimited(hostile), Request("後")};
    const std::vector<MarkdownResult> results = *pool.Render(requests);
    CHECK(results[0].problems.at(0).rule == "markdown.limit");
    CHECK(results[1].html == "<p>後</p>\n");
  }
  other.join();
}

TEST_CASE("MarkdownPool: a small text that becomes a huge one is given up", "[formats][markdown]") {
  MarkdownPool pool(1);
  const std::string swelling = Swelling();
  const std::vector<MarkdownRequest> requests = {Request(swelling), Request("後")};
  const std::vector<MarkdownResult> results = *pool.Render(requests);
  // Newer versions of cmark-gfm do not let references swell: then it is rendered, and small.
  if (results[0].problems.empty()) {
    CHECK(results[0].html.size() < 4 * swelling.size());
  } else {
    CHECK(results[0].problems[0].rule == "markdown.limit");
  }
  CHECK(results[1].html == "<p>後</p>\n");
}

TEST_CASE("MarkdownPool: renders nothing when nothing is asked", "[formats][markdown]") {
  CHECK(MarkdownPool(2).Render({})->empty());
}

TEST_CASE("DecodeResult: refuses bytes that are cut off or too many", "[formats][markdown]") {
  const std::string bytes = EncodeResult(RenderMarkdown(Request("## あ\n\n[x](y) <b>\n")));
  CHECK(DecodeResult(bytes).has_value());
  for (size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(DecodeResult(bytes.substr(0, size)).has_value());
  CHECK_FALSE(DecodeResult(bytes + "x").has_value());
}

}  // namespace kyodo
