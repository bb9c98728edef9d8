// Which addresses are public, and what is kept of links that were asked.
#include <arpa/inet.h>
#include <netinet/in.h>

#include <catch2/catch.hpp>
#include <string>

#include "core/web_address.h"
#include "output/workspace.h"
#include "system/kept_answers.h"
#include "system/public_address.h"

namespace kyodo {
namespace {

bool IsPublic(const std::string& text) {
  sockaddr_storage storage{};
  if (text.find(':') == text.npos) {
    auto& address = reinterpret_cast<sockaddr_in&>(storage);
    address.sin_family = AF_INET;
    REQUIRE(inet_pton(AF_INET, text.c_str(), &address.sin_addr) == 1);
  } else {
    auto& address = reinterpret_cast<sockaddr_in6&>(storage);
    address.sin6_family = AF_INET6;
    REQUIRE(inet_pton(AF_INET6, text.c_str(), &address.sin6_addr) == 1);
  }
  return IsPublicAddress(reinterpret_cast<const sockaddr&>(storage));
}

TEST_CASE("IsPublicAddress: not this machine, private networks, documentation and what carries them", "[system]") {
  for (const char* address : {"0.0.0.0",
                              "10.255.255.255",
                              "100.64.0.1",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.9.9.9",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.8",
                              "192.0.2.1",
                              "192.88.99.0",
                              "192.88.99.255",
                              "192.168.1.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "198.51.100.7",
                              "203.0.113.7",
                              "224.0.0.1",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::ffff:10.0.0.1",
                              "::ffff:127.0.0.1",
                              "64:ff9b::7f00:1",
                              "64:ff9b:1::1",
                              "100::1",
                              "2001::1",
                              "2001:2::1",
                              "2001:db8::1",
                              "2001:20::1",
                              "2002:7f00:1::",
                              "3fff::1",
                              "3fff:fff:ffff::1",
                              "5f00::1",
                              "fc00::1",
                              "fd12::1",
                              "fe80::1",
                              "fec0::1",
                              "ff02::1"}) {
    INFO(address);
    CHECK_FALSE(IsPublic(address));
  }
  for (const char* address :
       {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "169.253.0.1",
        "172.15.255.255", "172.32.0.0", "192.88.98.255", "192.88.100.0", "192.167.0.1", "223.255.255.255",
        "::ffff:8.8.8.8", "2001:200::1", "2001:4860:4860::8888", "2400:8500::1", "3ffe::1", "3fff:1000::1"}) {
    INFO(address);
    CHECK(IsPublic(address));
  }
}

TEST_CASE("WithoutCredentials: what stands before the @ of the server", "[core]") {
  CHECK(WithoutCredentials("https://a.jp/x") == "https://a.jp/x");
  CHECK(WithoutCredentials("https://me:word@a.jp/x") == "https://a.jp/x");
  CHECK(WithoutCredentials("https://me:wo@rd@a.jp:8/x?y") == "https://a.jp:8/x?y");
  CHECK(WithoutCredentials("https://me@a.jp") == "https://a.jp");
  CHECK(WithoutCredentials("https://a.jp/me@b") == "https://a.jp/me@b");
  CHECK(WithoutCredentials("https://a.jp?me@b") == "https://a.jp?me@b");
  CHECK(WithoutCredentials("mailto:me@a.jp") == "mailto:me@a.jp");
}

TEST_CASE("SchemeOf: as a browser reads it", "[core]") {
  for (const char* one : {"javascript:x", "JavaScript:x", " javascript:x", "\tjava\nscript\r:x", "\x01javascript:x"})
    CHECK(SchemeOf(one) == "javascript");
  CHECK(SchemeOf("https://example.jp/a:b") == "https");
  CHECK(SchemeOf("view-source+x.1:y") == "view-source+x.1");
  for (const char* one : {"", ":", "a", "a/b:c", "?a:b", "#a:b", "1st:x", "資料:1.pdf", "a資料:1", "\u00A0javascript:x",
                          "\u3000javascript:x", "java script:x", "java\x01script:x", "-a:b", "../a:b"})
    CHECK(SchemeOf(one) == "");
}

TEST_CASE("FormatAnswers: is read as it was written; what is no answer is left out", "[system]") {
  KeptAnswers answers;
  answers["https://a.jp/"] = {100, 90, {404, NoAnswer::kNone, "", "https://b.jp/", "https://b.jp/"}};
  answers["https://c.jp/日本"] = {200, 0, {0, NoAnswer::kTime, "Timeout was reached", "", ""}};
  const std::string text = FormatAnswers(answers);
  CHECK(text ==
        "kyodo-links 1\nhttps://a.jp/\t100\t90\t404\t0\thttps://b.jp/\thttps://b.jp/\t\n"
        "https://c.jp/日本\t200\t0\t0\t4\t\t\tTimeout was reached\n");
  const KeptAnswers again = ParseAnswers(text);
  CHECK(again.size() == 2);
  CHECK(again.at("https://a.jp/").result == answers["https://a.jp/"].result);
  CHECK(again.at("https://c.jp/日本").asked == 200);
  answers["https://d.jp/\n"] = {};
  CHECK(FormatAnswers(answers) == text);
  for (const char* wrong :
       {"", "kyodo-links 2\n", "kyodo-links 1\nhttps://a.jp/\t1\n",
        "kyodo-links 1\nhttps://a.jp/\t1\t2\t200\t99\t\t\t\n", "kyodo-links 1\nhttps://a.jp/\t1\tx\t200\t0\t\t\t\n"})
    CHECK(ParseAnswers(wrong).empty());
  for (size_t length = 0; length < text.size(); ++length) CHECK(ParseAnswers(text.substr(0, length)).size() <= 2);
}

TEST_CASE("KeepLinkAnswers: beside the site, where a build takes them for its own", "[output]") {
  const auto files = MakeMemoryFileSystem();
  CHECK(ReadLinkAnswers(*files, "public").empty());
  REQUIRE(KeepLinkAnswers(*files, "public", "a"));
  REQUIRE(KeepLinkAnswers(*files, "public", "b"));
  CHECK(ReadLinkAnswers(*files, "public") == "b");
  const Result<Workspace> workspace = WorkspaceOf("public");
  REQUIRE(workspace);
  CHECK(CheckWorkspace(*files, *workspace).ok());
  CHECK(KeepLinkAnswers(*files, "..", "a").error().rule == "output.path");
}

}  // namespace
}  // namespace kyodo
