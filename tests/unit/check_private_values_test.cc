// Private values are found whatever they are, however they are written, in every kind of file.
#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <catch2/catch.hpp>
#include <functional>

#include "check/private_values.h"
#include "check/search_fold.h"
#include "core/html.h"
#include "core/json.h"
#include "core/text.h"
#include "formats/csv.h"
#include "formats/ics.h"
#include "formats/xml.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

using Change = std::function<std::string(const std::string&)>;

struct Named {
  const char* name;
  Change change;
};

std::string Normal(const icu::Normalizer2* form, const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  form->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(out);
  return out;
}

std::string EachCharacter(const std::string& text, const std::function<std::string(char32_t)>& write) {
  std::string out;
  for (const char32_t c : Decode(text)) out += write(c);
  return out;
}

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) text.replace(at, from.size(), to);
  return text;
}

std::string Wide(const std::string& text) {
  return EachCharacter(text, [](char32_t c) {
    return Encode(std::u32string(1, c > 0x20 && c < 0x7F ? c + 0xFEE0 : c == U' ' ? U'　' : c));
  });
}

std::string Json(const std::string& text) {
  std::string out;
  AppendJsonString(out, text);
  return out;
}

bool IsPlain(char32_t c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Every character that is no letter or digit of ASCII as \uXXXX, as some programs write JSON.
std::string AsciiJson(const std::string& text, const char* format) {
  const icu::UnicodeString units = icu::UnicodeString::fromUTF8(text);
  std::string out;
  for (int32_t i = 0; i < units.length(); ++i) {
    if (IsPlain(units[i])) {
      out += static_cast<char>(units[i]);
    } else {
      out += fmt::format(fmt::runtime(format), static_cast<unsigned>(units[i]));
    }
  }
  return out;
}

std::string Html(const std::string& text) {
  std::string out;
  AppendEscaped(out, text);
  return out;
}

std::string Xml(const std::string& text) {
  std::string out;
  AppendXml(out, text);
  return out;
}

std::string Percent(const std::string& text, const char* format = "%{:02X}") {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += IsPlain(byte) ? std::string(1, c) : fmt::format(fmt::runtime(format), byte);
  }
  return out;
}

std::string Ics(const std::string& text) {
  IcsWriter ics;
  ics.Text("DESCRIPTION", text);
  return ics.Take();
}

std::string Csv(const std::string& text) {
  CsvWriter csv;
  csv.Text(text);
  return csv.Take();
}

const icu::Normalizer2* Form(const char* name, UNormalization2Mode mode) {
  UErrorCode status = U_ZERO_ERROR;
  return icu::Normalizer2::getInstance(nullptr, name, mode, status);
}

/// As an author may write the same value in a public text.
const std::vector<Named>& Writings() {
  static const std::vector<Named> all = {
      {"as it is", [](const std::string& text) { return text; }},
      {"composed", [](const std::string& text) { return Normal(Form("nfc", UNORM2_COMPOSE), text); }},
      {"decomposed", [](const std::string& text) { return Normal(Form("nfc", UNORM2_DECOMPOSE), text); }},
      {"for compatibility", [](const std::string& text) { return Normal(Form("nfkc", UNORM2_COMPOSE), text); }},
      {"both", [](const std::string& text) { return Normal(Form("nfkc", UNORM2_DECOMPOSE), text); }},
      {"full width", Wide},
      {"in capitals",
       [](const std::string& text) {
         std::string out;
         icu::UnicodeString::fromUTF8(text).toUpper(icu::Locale::getEnglish()).toUTF8String(out);
         return out;
       }},
      {"typed with ー", [](const std::string& text) { return Replaced(text, "-", "ー"); }},
      {"typed with −", [](const std::string& text) { return Replaced(text, "-", "−"); }},
      {"typed with ‐", [](const std::string& text) { return Replaced(text, "-", "‐"); }},
      {"typed with —", [](const std::string& text) { return Replaced(text, "-", " — "); }},
      {"without hyphens", [](const std::string& text) { return Replaced(text, "-", ""); }},
      {"with spaces for hyphens", [](const std::string& text) { return Replaced(text, "-", " "); }},
      {"spaced",
       [](const std::string& text) {
         return EachCharacter(text, [](char32_t c) { return Encode(std::u32string{c, U' '}); });
       }},
      {"without spaces", [](const std::string& text) { return Replaced(text, " ", ""); }},
      {"with wide spaces", [](const std::string& text) { return Replaced(text, " ", "　"); }},
      {"with soft hyphens",
       [](const std::string& text) {
         return EachCharacter(text, [](char32_t c) { return Encode(std::u32string{c, U'\u00AD'}); });
       }},
      {"with nothing between",
       [](const std::string& text) {
         return EachCharacter(text, [](char32_t c) { return Encode(std::u32string{c, U'\u200B'}); });
       }},
      {"with typographic quotes",
       [](const std::string& text) { return Replaced(Replaced(text, "'", "’"), "\"", "“"); }},
  };
  return all;
}

/// As programs write it.
const std::vector<Named>& Encodings() {
  static const std::vector<Named> all = {
      {"a.txt", [](const std::string& text) { return text; }},
      {"a.html", Html},
      {"apos.html",
       [](const std::string& text) { return Replaced(Replaced(Html(text), "&#39;", "&apos;"), "&#34;", "&quot;"); }},
      {"hex.html",
       [](const std::string& text) {
         return EachCharacter(text, [](char32_t c) {
           return IsPlain(c) ? Encode(std::u32string(1, c)) : fmt::format("&#x{:x};", static_cast<unsigned>(c));
         });
       }},
      {"decimal.html",
       [](const std::string& text) {
         return EachCharacter(text, [](char32_t c) {
           return IsPlain(c) ? Encode(std::u32string(1, c)) : fmt::format("&#{:04};", static_cast<unsigned>(c));
         });
       }},
      {"nbsp.html", [](const std::string& text) { return Replaced(Html(text), " ", "&nbsp;"); }},
      {"a.xml", Xml},
      {"feed.xml", [](const std::string& text) { return Xml("<p>" + Html(text) + "</p>"); }},
      {"cdata.xml", [](const std::string& text) { return "<![CDATA[" + Html(text) + "]]>"; }},
      {"a.json", Json},
      {"ascii.json", [](const std::string& text) { return AsciiJson(text, "\\u{:04x}"); }},
      {"upper.json", [](const std::string& text) { return AsciiJson(text, "\\u{:04X}"); }},
      {"page.json", [](const std::string& text) { return Json("<p>" + Html(text) + "</p>"); }},
      {"json-in-attribute.html", [](const std::string& text) { return Html(Json(text)); }},
      {"json-in-attribute-in-feed.xml", [](const std::string& text) { return Xml(Html(Json(text))); }},
      {"json-in-script.html", [](const std::string& text) { return "<script>" + Json(text) + "</script>"; }},
      {"json-twice.json", [](const std::string& text) { return Json(Json(text)); }},
      {"a.js", [](const std::string& text) { return Replaced(Replaced(text, "\\", "\\\\"), "'", "\\'"); }},
      {"hex.js", [](const std::string& text) { return Replaced(Replaced(text, "'", "\\x27"), "\"", "\\x22"); }},
      {"a.ics", Ics},
      {"addresses.ics", [](const std::string& text) { return Ics("https://example.jp/?q=" + Percent(text)); }},
      {"a.csv", Csv},
      {"a.svg", Xml},
      {"_headers", [](const std::string& text) { return "Link: </a?" + Percent(text) + ">"; }},
      {"sitemap.xml", [](const std::string& text) { return Xml("https://example.jp/" + Percent(text)); }},
      {"lower.html", [](const std::string& text) { return Html("?q=" + Percent(text, "%{:02x}")); }},
      {"all-in-percent-twice.html", [](const std::string& text) { return Replaced(Percent(text), "%", "%25"); }},
      {"form.html", [](const std::string& text) { return Replaced(Percent(text), "%20", "+"); }},
      {"address.json", [](const std::string& text) { return Json("?q=" + Percent(text)); }},
      {"relative.html", [](const std::string& text) { return RelativeUrl(text + ".html", "a.html"); }},
  };
  return all;
}

const std::vector<std::string>& Values() {
  static const std::vector<std::string> all = {
      "03-1234-5678",
      "山田太郎と花子",
      "㈱みなと商店街",
      "①番街の代表者",
      "Éléonore Brûlé",
      "がぎぐげござじ",
      "ﾊﾟﾝﾀﾞの会ﾃﾞｽ",
      "O'Brien & Sons",
      "A & B & C & D",
      "\"quoted\" name",
      "<b>bold</b> text",
      "a, b; c: d, e",
      "C:\\new\\table",
      "50%25&100%41 off",
      "&amp;amp;#39; as a text",
      "Straße 12 b",
      "김영희와 박철수",
      "Nguyễn Thị Hồng",
      "\\u0041bcdef\\x41",
      "taro@example.jp",
      "サービスカウンターの人",
      "👩‍👩‍👧の会の連絡先",
      "½ カップの砂糖",
      "㍿ミナト㌔",
      "𠮷野家さくら通り店",
      "line one\nline two",
      "東京都港区芝公園1丁目5番25号",
      "+81 3 1234 5678",
  };
  return all;
}

bool IsFound(const check::PrivateValues& secrets, const std::string& path, const std::string& bytes) {
  Diagnostics found;
  secrets.Search(path, bytes, found);
  return found.Count(Severity::kError) > 0;
}

Loaded SiteWithContact(const std::string& value) {
  const std::string yaml = Replaced(Json(value), "\\u007f", "");  // JSON is YAML
  return LoadFiles(
      SmallSiteWith({{"site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum Club}\ncontact: " + yaml + "\n"}}));
}

TEST_CASE("PrivateValues: each value is found in each writing in each kind of file", "[check]") {
  for (const std::string& value : Values()) {
    const Loaded loaded = SiteWithContact(value);
    REQUIRE(loaded.Problems() == "");
    const check::PrivateValues secrets(*loaded.site);
    REQUIRE_FALSE(secrets.empty());
    // A value that looks like an escape is one only as it is.
    const bool is_escape = value.find_first_of("&\\%") != value.npos && value.find("& ") == value.npos;
    for (const Named& writing : Writings()) {
      if (is_escape && &writing != &Writings().front()) continue;
      for (const Named& file : Encodings()) {
        const std::string text = file.change("前の文です。" + writing.change(value) + "。後の文です");
        CAPTURE(value, writing.name, file.name, text);
        CHECK(IsFound(secrets, file.name, text));
      }
    }
  }
}

TEST_CASE("PrivateValues: a text that is nearly the value is not the value", "[check]") {
  for (const std::string& value : Values()) {
    const Loaded loaded = SiteWithContact(value);
    const check::PrivateValues secrets(*loaded.site);
    const std::u32string characters = Decode(value);
    for (const Named& file : Encodings()) {
      CAPTURE(value, file.name);
      CHECK_FALSE(IsFound(secrets, file.name, file.change(Encode(characters.substr(0, characters.size() - 1)))));
      std::u32string other = characters;
      other[other.size() - 2] = U'犬';
      CHECK_FALSE(IsFound(secrets, file.name, file.change(Encode(other))));
    }
  }
}

TEST_CASE("PrivateValues: a value is found wherever it stands in a long text", "[check]") {
  const Loaded loaded = SiteWithContact("03-1234-5678");
  const check::PrivateValues secrets(*loaded.site);
  const std::string value = "03-1234-\\u0035678";
  for (size_t before = (64 << 10) - 40; before < (64 << 10) + 40; ++before) {
    std::string text;
    while (text.size() < before) text += "a, ";
    text = text.substr(0, before) + value;
    while (text.size() < 300 << 10) text += "b, ";
    Diagnostics found;
    secrets.Search("x.json", text, found);
    INFO(before);
    CHECK(found.list().size() == 1);
  }
}

TEST_CASE("PrivateValues: what is said names the field and the file, not the value", "[check]") {
  const Loaded loaded = SiteWithContact("03-1234-5678");
  Diagnostics found;
  check::PrivateValues(*loaded.site).Search("x.html", "０３（１２３４）５６７８", found);
  REQUIRE(found.list().size() == 1);
  CHECK(found.list()[0].rule == "private.leak");
  CHECK(FormatText(found.list()[0], Tongue::kEn).find("1234") == std::string::npos);
  CHECK(FormatText(found.list()[0], Tongue::kEn).find("contact") != std::string::npos);
}

TEST_CASE("PrivateValues: texts of six characters and numbers of six digits are looked for, shorter ones are not",
          "[check]") {
  Files files = SmallSite();
  std::string& schema = files["site/schema/groups.yaml"];
  schema.insert(schema.find("  contact:"),
                "  at: {type: place, private: true}\n  ratio: {type: decimal, private: true}\n"
                "  code: {type: integer, private: true}\n");
  const auto found = [&](const std::string& field, const std::string& text) {
    files["site/groups/ume.yaml"] = "name: {ja: 梅の会}\nkana: うめのかい\n" + field + "\n";
    const Loaded loaded = LoadFiles(files);
    REQUIRE(loaded.Problems() == "");
    return IsFound(check::PrivateValues(*loaded.site), "a.html", text);
  };
  CHECK(found("contact: 山田太郎です", "山田太郎です"));
  CHECK_FALSE(found("contact: 山田太郎氏", "山田太郎氏"));
  CHECK(found("contact: ㈱みなと", "(株)みなと"));                           // six when it is written out
  CHECK_FALSE(found("contact: \"か\\u3099き\\u3099く\\u3099\"", "がぎぐ"));  // three
  CHECK_FALSE(found("contact: ------", "------"));
  CHECK(found("at: {latitude: 35.658581, longitude: 139.7}", "data-at=\"35.658581,139.7\""));
  CHECK(found("at: {latitude: 35.6, longitude: 139.745433}", "[35.6,139.745433]"));
  CHECK(found("at: {latitude: -35.658581, longitude: 139.7}", "35.6585810"));
  CHECK_FALSE(found("at: {latitude: 35.658, longitude: 139.74}", "35.658 139.74"));
  CHECK(found("ratio: 12.34567", "12.34567"));
  CHECK(found("code: 1234567", "No. 1234567"));
  CHECK_FALSE(found("code: -12345", "-12345"));
}

TEST_CASE("SearchFold: bytes of every kind do no harm", "[check]") {
  check::SearchFold fold;
  for (const char* end : {"&",
                          "&#",
                          "&#x",
                          "&#x;",
                          "&#;",
                          "&#99999999;",
                          "&#x110000;",
                          "&#xD800;",
                          "&amp",
                          "%",
                          "%4",
                          "%E3",
                          "%E3%8",
                          "%E3%81%",
                          "%FF",
                          "%C0%80",
                          "%ED%A0%80",
                          "\\",
                          "\\u",
                          "\\u12",
                          "\\uD83D",
                          "\\uD83D\\u",
                          "\\uD83D\\u0041",
                          "\\x4",
                          "\xE3",
                          "\xE3\x81",
                          "\xF0\x9F",
                          "\xC3",
                          "\x80\xBF",
                          "\xFF\xFE",
                          "\xC0\x80",
                          "\xED\xA0\x80"}) {
    CAPTURE(end);
    for (const char* after : {"", "x", "漢字"}) {
      const std::string text = std::string("abc") + end + after;
      CHECK(StartsWith(fold.Fold(text), "abc"));
    }
  }
  std::string noise;
  uint32_t random = 1;
  for (int i = 0; i < 200000; ++i) noise.push_back(static_cast<char>((random = random * 1664525 + 1013904223) >> 24));
  for (size_t length = 0; length < 2000; ++length) (void)fold.Fold(std::string_view(noise).substr(length * 50, length));
  CHECK(fold.Fold(noise).size() < noise.size() * 4);
  std::string longer;
  for (int i = 0; i < 1000; ++i) longer += "ﷺ";  // one character for eighteen
  CHECK(fold.Fold(longer).size() > 20000);
}

}  // namespace
}  // namespace kyodo::testing
