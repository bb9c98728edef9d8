// Object storage that speaks like S3. A PUT is taken as a whole or not at all, so a file goes straight to its place,
// with its type, how long it is kept and how it is packed. There are no folders, and no links.
#include <fmt/format.h>

#include <charconv>

#include "core/sha256.h"
#include "core/text.h"
#include "formats/xml_reader.h"
#include "publish/hosts.h"
#include "publish/s3_signature.h"
#include "publish/web_host.h"
#include "system/clock.h"

namespace kyodo::publish {

namespace {

/// The texts of a short XML document: of ListBucketResult and Error.
class S3Reader final : public XmlVisitor {
 public:
  void Start(std::string_view name, const char**) override {
    text_.clear();
    if (name == "Contents") listed.emplace_back();
    if (name == "CommonPrefixes") in_prefixes_ = true;
  }
  void End(std::string_view name) override {
    if (name == "Code") code = text_;
    if (name == "NextContinuationToken") next = text_;
    if (name == "ListBucketResult") is_list = true;
    if (name == "Key" && !listed.empty()) listed.back().name = text_;
    if (name == "Size" && !listed.empty())
      std::from_chars(text_.data(), text_.data() + text_.size(), listed.back().size_bytes);
    if (name == "Prefix" && in_prefixes_) listed.push_back({text_, 0, true});
    if (name == "CommonPrefixes") in_prefixes_ = false;
    text_.clear();
  }
  void Text(std::string_view text) override { text_ += text; }

  std::string code, next;
  std::vector<Listed> listed;  // whole keys
  bool is_list = false;

 private:
  std::string text_;
  bool in_prefixes_ = false;
};

class S3Host final : public Host {
 public:
  S3Host(const PublishTarget& target, const HostOptions& options)
      : target_(target), options_(OptionsOf(target, options)), transfers_(options_) {
    key_ = {options.secret("AWS_ACCESS_KEY_ID"), options.secret("AWS_SECRET_ACCESS_KEY"),
            options.secret("AWS_SESSION_TOKEN"), target.Option("region", "us-east-1")};
    const std::string endpoint = target.Option("endpoint", fmt::format("https://s3.{}.amazonaws.com", key_.region));
    const size_t start = endpoint.find("://") + 3;
    scheme_ = endpoint.substr(0, start);
    host_ = endpoint.substr(start, endpoint.find('/', start) - start);
    const std::string_view usual = scheme_ == "https://" ? ":443" : ":80";
    if (EndsWith(host_, usual)) host_.resize(host_.size() - usual.size());
    is_path_style_ = target.Option("style", "host") == "path";
    if (!is_path_style_) host_ = target.host + "." + host_;
    prefix_ = target.path.empty() ? "" : target.path + "/";
  }

  Outcome Open() override {
    if (!Transfers::Available()) return ProgramMissing("libcurl", "libcurl4");
    if (key_.id.empty()) return SecretMissing("AWS_ACCESS_KEY_ID");
    if (key_.secret.empty()) return SecretMissing("AWS_SECRET_ACCESS_KEY");
    const WebAnswer answer =
        transfers_.Send(Request("GET", "", {{"list-type", "2"}, {"max-keys", "1"}, {"prefix", prefix_}}, {}, {}));
    if (answer.fine() && Read(answer).is_list) return Done{};
    if (answer.fine()) return RefusedByServer("", "ListObjectsV2");
    return TroubleOf(answer, "");
  }

  void Put(std::span<const Upload> files, const PutDone& done) override {
    const auto begin = [&](size_t i) -> std::optional<WebRequest> {
      Result<std::string> bytes = files[i].read();
      if (!bytes) {
        done(i, FromFileError(bytes.error()));
        return std::nullopt;
      }
      return Request("PUT", files[i].path, {},
                     {{"content-type", files[i].content_type},
                      {"cache-control", files[i].cache_control},
                      {"content-encoding", files[i].content_encoding}},
                     std::move(*bytes));
    };
    transfers_.Run(files.size(), begin, [&](size_t i, const WebAnswer& answer) {
      done(i, answer.fine() ? Outcome(Done{}) : Outcome(TroubleOf(answer, files[i].path)));
      return std::optional<WebRequest>();
    });
  }

  void Get(std::span<const std::string> paths, const GetDone& got) override {
    const auto begin = [&](size_t i) { return std::optional(Request("GET", paths[i], {}, {}, {})); };
    transfers_.Run(paths.size(), begin, [&](size_t i, WebAnswer answer) {
      if (answer.status == 200) {
        got(i, std::move(answer.body));
      } else {
        got(i, TroubleOf(answer, paths[i]));
      }
      return std::optional<WebRequest>();
    });
  }

  void Remove(std::span<const std::string> paths, const PutDone& done) override {
    const auto begin = [&](size_t i) { return std::optional(Request("DELETE", paths[i], {}, {}, {})); };
    transfers_.Run(paths.size(), begin, [&](size_t i, const WebAnswer& answer) {
      const bool gone = answer.fine() || (answer.status == 404 && Read(answer).code != "NoSuchBucket");
      done(i, gone ? Outcome(Done{}) : Outcome(TroubleOf(answer, paths[i])));
      return std::optional<WebRequest>();
    });
  }

  Outcome RemoveFolder(const std::string&) override { return Done{}; }

  Answer<std::vector<Listed>> List(const std::string& folder) override {
    const std::string prefix = prefix_ + (folder.empty() ? "" : folder + "/");
    std::vector<Listed> found;
    for (std::string token;;) {
      std::map<std::string, std::string> query = {{"delimiter", "/"}, {"list-type", "2"}, {"prefix", prefix}};
      if (!token.empty()) query["continuation-token"] = token;
      const WebAnswer answer = transfers_.Send(Request("GET", "", query, {}, {}));
      if (answer.status != 200) return TroubleOf(answer, folder);
      S3Reader read = Read(answer);
      if (!read.is_list) return RefusedByServer(folder, "ListObjectsV2");
      for (Listed& one : read.listed) {
        if (!StartsWith(one.name, prefix) || one.name.size() == prefix.size()) continue;
        one.name.erase(0, prefix.size());
        if (one.is_folder) one.name.pop_back();
        found.push_back(std::move(one));
      }
      if (read.next.empty() || read.next == token) return found;
      token = read.next;
    }
  }

  /// If-None-Match, and a look before and after for storage that does not know it.
  Answer<bool> Claim(const std::string& path, std::string_view bytes) override {
    const WebAnswer before = transfers_.Send(Request("GET", path, {}, {}, {}));
    if (before.status == 200) return false;
    if (before.status != 404) return TroubleOf(before, path);
    const WebAnswer put = transfers_.Send(
        Request("PUT", path, {}, {{"content-type", "text/plain"}, {"if-none-match", "*"}}, std::string(bytes)));
    if (put.status == 412 || put.status == 409) return false;
    if (!put.fine()) return TroubleOf(put, path);
    const WebAnswer held = transfers_.Send(Request("GET", path, {}, {}, {}));
    if (held.status != 200 && held.status != 404) return TroubleOf(held, path);
    return held.status == 200 && held.body == bytes;
  }

  Outcome Finish(std::string_view) override { return Done{}; }

 private:
  /// The name before the @ of an address is no part of S3.
  static TransferOptions OptionsOf(const PublishTarget& target, const HostOptions& options) {
    TransferOptions out = TransferOptionsOf(target, options);
    out.user.clear();
    out.password.clear();
    return out;
  }

  WebRequest Request(const char* method, const std::string& path, std::map<std::string, std::string> query,
                     std::map<std::string, std::string> headers, std::string body) const {
    S3Request request;
    request.method = method;
    request.host = host_;
    request.path = (is_path_style_ ? "/" + target_.host + "/" : "/") + (query.empty() ? prefix_ + path : "");
    request.query = std::move(query);
    for (auto& [name, value] : headers)
      if (!value.empty()) request.headers.emplace(name, std::move(value));
    Sign(request, key_, ToHex(Sha256(body)), *Now(nullptr) + clock_offset_);
    WebRequest out{method, scheme_ + host_ + S3Target(request), {}, std::move(body)};
    for (const auto& [name, value] : request.headers)
      if (name != "host") out.headers.push_back(name + ": " + value);
    return out;
  }

  static S3Reader Read(const WebAnswer& answer) {
    S3Reader reader;
    (void)ReadXml(answer.body, reader);
    return reader;
  }

  Trouble TroubleOf(const WebAnswer& answer, const std::string& path) {
    if (!answer.answered()) return NotAnswered(answer, path, target_);
    const std::string code = Read(answer).code;
    const std::string words = code.empty() ? "" : fmt::format("HTTP {} {}", answer.status, code);
    for (const char* one :
         {"InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "InvalidSecurity"})
      if (code == one) return NotWhoWeSay("AWS_ACCESS_KEY_ID", words);
    if (code == "RequestTimeTooSkewed" && clock_offset_ == 0) {
      clock_offset_ = OffsetOf(answer);
      if (clock_offset_ != 0) return ServerBusy(path, words);  // the next time with the server's clock
    }
    if (code == "NoSuchBucket" || answer.status == 301 || answer.status == 307) {
      const std::string_view region = answer.Header("x-amz-bucket-region");
      return RefusedByServer(path, region.empty() ? words : fmt::format("{}, region: {}", words, region));
    }
    if (code == "SlowDown" || code == "RequestTimeout" || code == "OperationAborted") return ServerBusy(path, words);
    if (code == "QuotaExceeded" || code == "EntityTooLarge") return NoSpace(path, words);
    return BadStatus(answer, path, target_, words);
  }

  /// What the server's clock is ahead of ours.
  static int64_t OffsetOf(const WebAnswer& answer) {
    const std::optional<Instant> theirs = ReadHttpDate(std::string(answer.Header("date")));
    return theirs ? *theirs - *Now(nullptr) : 0;
  }

  const PublishTarget target_;
  const TransferOptions options_;
  Transfers transfers_;
  S3Key key_;
  std::string scheme_, host_, prefix_;
  bool is_path_style_ = false;
  int64_t clock_offset_ = 0;
};

}  // namespace

std::unique_ptr<Host> MakeS3Host(const PublishTarget& target, const HostOptions& options) {
  return std::make_unique<S3Host>(target, options);
}

}  // namespace kyodo::publish
