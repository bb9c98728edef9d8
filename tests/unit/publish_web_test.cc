// What the transports over libcurl say and read: signatures of S3, lists of WebDAV and FTP.
#include <catch2/catch.hpp>

#include "core/sha256.h"
#include "publish/dav_list.h"
#include "publish/ftp_list.h"
#include "publish/s3_signature.h"

namespace kyodo::publish {
namespace {

TEST_CASE("Sha256, HmacSha256: the examples of FIPS 180-4 and RFC 4231", "[core]") {
  CHECK(ToHex(Sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(ToHex(Sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(ToHex(Sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(ToHex(Sha256(std::string(1000000, 'a'))) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  CHECK(ToHex(HmacSha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(ToHex(HmacSha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

/// The key, the time and the empty body of the examples of Amazon's documentation.
const S3Key kKey = {"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "", "us-east-1"};
constexpr Instant kTime = 1369353600;  // 2013-05-24

std::string SignatureOf(S3Request request, std::string_view body = {}) {
  Sign(request, kKey, ToHex(Sha256(body)), kTime);
  const std::string& all = request.headers.at("authorization");
  return all.substr(all.rfind('=') + 1);
}

TEST_CASE("Sign: the examples of Amazon's documentation", "[publish]") {
  CHECK(S3Time(kTime) == "20130524T000000Z");
  S3Request get{"GET", "examplebucket.s3.amazonaws.com", "/test.txt", {}, {{"range", "bytes=0-9"}}};
  CHECK(SignatureOf(get) == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  S3Request put{"PUT",
                "examplebucket.s3.amazonaws.com",
                "/test$file.text",
                {},
                {{"date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"}}};
  CHECK(SignatureOf(put, "Welcome to Amazon S3.") ==
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  S3Request list{"GET", "examplebucket.s3.amazonaws.com", "/", {{"prefix", "J"}, {"max-keys", "2"}}, {}};
  CHECK(SignatureOf(list) == "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  CHECK(S3Target(list) == "/?max-keys=2&prefix=J");
}

TEST_CASE("S3Target: letters, digits and four signs stand for themselves", "[publish]") {
  const S3Request request{"GET", "h", "/a b/申+込~(1).html", {{"prefix", "a/b c"}, {"list-type", "2"}}, {}};
  CHECK(S3Target(request) == "/a%20b/%E7%94%B3%2B%E8%BE%BC~%281%29.html?list-type=2&prefix=a%2Fb%20c");
}

TEST_CASE("ReadMultistatus: paths, folders and sizes, with any prefix", "[publish]") {
  const auto entries = ReadMultistatus(
      "<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\">"
      "<D:response><D:href>/site/</D:href><D:propstat><D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop>"
      "</D:propstat></D:response><D:response><D:href>http://h:80/site/a%20%E7%94%B3.html</D:href><D:propstat><D:prop>"
      "<D:getcontentlength>12</D:getcontentlength><D:resourcetype/></D:prop></D:propstat></D:response></"
      "D:multistatus>");
  REQUIRE(entries);
  REQUIRE(entries->size() == 2);
  CHECK((*entries)[0].path == "/site");
  CHECK((*entries)[0].is_folder);
  CHECK((*entries)[1].path == "/site/a 申.html");
  CHECK((*entries)[1].size_bytes == 12);
  CHECK_FALSE((*entries)[1].is_folder);
  CHECK_FALSE(ReadMultistatus("<html></html>"));
  CHECK_FALSE(ReadMultistatus("<multistatus>"));
}

TEST_CASE("ReadFtpList: lines of Unix and of IIS", "[publish]") {
  const auto entries = ReadFtpList(
      "total 3\r\ndrwxr-xr-x   2 u g     4096 Jan 01 10:00 .\r\ndrwxr-xr-x   2 u g     4096 Jan 01  2025 a folder\r\n"
      "-rw-r--r--   1 u g       12 Jan  1 10:00  blank first.html\r\nlrwxrwxrwx 1 u g 3 Jan 1 10:00 link -> /etc\r\n"
      "01-31-26  10:00AM       <DIR>          b c\r\n01-31-26  10:00AM                 345 申込.html\r\n");
  REQUIRE(entries.size() == 5);
  CHECK(entries[0].name == "a folder");
  CHECK(entries[0].is_folder);
  CHECK(entries[1].name == " blank first.html");
  CHECK(entries[1].size_bytes == 12);
  CHECK(entries[2].name == "link");
  CHECK(entries[2].is_link);
  CHECK(entries[3].name == "b c");
  CHECK(entries[3].is_folder);
  CHECK(entries[4].name == "申込.html");
  CHECK(entries[4].size_bytes == 345);
}

}  // namespace
}  // namespace kyodo::publish
