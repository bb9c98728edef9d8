#include "verify/one_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/hash.h"
#include "core/text.h"
#include "model/served_as.h"

namespace kyodo::verify {

namespace {

std::string Lower(std::string_view text) { return Fold(Trim(text)); }

/// "text/html; charset=UTF-8" gives "text/html"; names of old are those of today.
std::string MediaType(std::string_view type) {
  const std::string name = Lower(type.substr(0, type.find(';')));
  if (name == "application/javascript" || name == "application/x-javascript") return "text/javascript";
  if (name == "text/xml") return "application/xml";
  return name == "image/vnd.microsoft.icon" ? "image/x-icon" : name;
}

bool SaysUtf8(std::string_view type) {
  std::string text = Lower(type);
  std::erase(text, '"');
  std::erase(text, ' ');
  return text.find("charset=utf-8") != text.npos;
}

/// A value without the spaces that mean nothing.
std::string Plain(std::string_view value) {
  std::string out;
  for (const char c : Lower(value))
    if (c != ' ') out += c;
  return out;
}

class FileLook {
 public:
  FileLook(const ManifestEntry& entry, const std::string& address, const WebAnswer& answer, Findings& findings)
      : entry_(entry), address_(address), answer_(answer), findings_(findings) {}

  bool LookAtBody() {
    const Message words = WordsOf(answer_);
    if (answer_.status != 200) {
      if (answer_.status >= 300 && answer_.status < 400) {
        Add(Severity::kWarning, "verify.address", "",
            {fmt::format("別のアドレスへ進みます: {}", answer_.Header("location")),
             fmt::format("It leads on to {}", answer_.Header("location"))},
            {"「アドレスを書き替える設定（.html "
             "を取る、大文字と小文字をそろえるなど）をやめて、ファイルをその名前のまま出してください」と頼みます。",
             "Ask the host to serve files under their own names, without taking off .html or changing capital "
             "letters."});
      } else {
        Add(Severity::kError, "verify.missing", "",
            {"サイトのファイルがありません（" + words.ja + "）", "A file of the site is not there (" + words.en + ")"},
            {"もう一度 kyodo publish "
             "を実行します。それでもなければ、サーバーがこの名前のファイルを出さない設定かを確かめてもらいます。",
             "Run kyodo publish again. If it is still missing, ask the host whether files of this name are kept "
             "back."});
      }
      return false;
    }
    if (answer_.body.size() == entry_.size_bytes && Hash(answer_.body) == entry_.hash) return true;
    const bool other_ends = WithoutReturns(answer_.body);
    Add(Severity::kError, "verify.differs", other_ends ? "ends" : "",
        {fmt::format("作ったファイルと違います（{} バイト、作ったものは {} バイト）", answer_.body.size(),
                     entry_.size_bytes),
         fmt::format("It is not the file that was built ({} bytes, built: {})", answer_.body.size(),
                     entry_.size_bytes)},
        other_ends
            ? Message{"行の終わりが変わっています。FTP の文字モードで送られたものです。kyodo publish で送り直します。",
                      "Line ends were changed, as FTP does in its text mode. Send it again with kyodo publish."}
            : Message{
                  "公開し直したばかりなら、途中のキャッシュが古いものを持っているかもしれません。そうでなければ、ページ"
                  "を書き替える機能（広告、解析、圧縮）を止めるよう頼みます。",
                  "If it was published just now, a cache on the way may have the old one. Otherwise ask the host to "
                  "turn off whatever changes pages: advertisements, analytics, minifiers."});
    return false;
  }

  void LookAtType() {
    const std::string expected = ContentTypeOf(entry_.path);
    const std::string_view found = answer_.Header("content-type");
    if (expected == "application/octet-stream") return;
    const bool name_fits = MediaType(found) == MediaType(expected);
    if (name_fits && (expected.find("charset") == expected.npos || SaysUtf8(found))) return;
    const size_t dot = entry_.path.rfind('.');
    const std::string ending = entry_.path.substr(dot);
    const bool breaks = !name_fits && (ending == ".html" || ending == ".css" || ending == ".js");
    Add(breaks ? Severity::kError : Severity::kWarning, breaks ? "verify.script-type" : "verify.type", ending,
        {fmt::format("種類が違います: {}（正しくは {}）", found.empty() ? "なし" : found, expected),
         fmt::format("The type is {} and should be {}", found.empty() ? "not given" : found, expected)},
        {fmt::format("「{} で終わるファイルを Content-Type: {} で出してください」と頼みます。", ending, expected),
         fmt::format("Ask the host to send files that end in {} with Content-Type: {}", ending, expected)});
  }

  void LookAtHeaders(const PromisedHeaders& promised) {
    for (const PromisedHeader& one : promised.Of(entry_.path)) {
      const std::string_view found = answer_.Header(Lower(one.name));
      if (Plain(found) == Plain(one.value)) continue;
      const bool cache = one.name == "Cache-Control";
      const std::string shown(found.substr(0, 80));
      Add(Severity::kWarning, cache ? "verify.cache" : "verify.header", cache ? one.value : one.name,
          found.empty() ? Message{fmt::format("{} がありません", one.name), fmt::format("There is no {}", one.name)}
                        : Message{fmt::format("{} が違います: {}", one.name, shown),
                                  fmt::format("{} is another: {}", one.name, shown)},
          {fmt::format(
               "「{}に、見出し {}: {} を付けてください」と頼みます。Apache なら .htaccess を読む設定（AllowOverride "
               "All と mod_headers）、nginx なら nginx-headers.conf の include で、すべて付きます。",
               cache ? CacheWhere().ja : "すべてのファイル", one.name, one.value),
           fmt::format("Ask the host to send {} with {}: {}. Apache does all of it by .htaccess (AllowOverride All and "
                       "mod_headers), nginx by including nginx-headers.conf.",
                       cache ? CacheWhere().en : "all files", one.name, one.value)});
    }
    if (!answer_.Has("etag") && !answer_.Has("last-modified") && !IsNamedByContent(entry_.path))
      Add(Severity::kWarning, "verify.cache", "validator",
          {"ETag も Last-Modified もありません", "There is neither ETag nor Last-Modified"},
          {"「ETag か Last-Modified を付けてください」と頼みます。ないと、変わっていないページも毎回すべて送られます。",
           "Ask for ETag or Last-Modified: without them a page that has not changed is sent whole each time."});
  }

  /// True when it came packed.
  bool LookAtPacking() {
    if (!answer_.Header("content-encoding").empty()) {
      if (Lower(answer_.Header("vary")).find("accept-encoding") == std::string::npos &&
          Trim(answer_.Header("vary")) != "*")
        Add(Severity::kWarning, "verify.packing", "vary",
            {"圧縮して送るのに、Vary: Accept-Encoding がありません",
             "It comes packed, but without Vary: Accept-Encoding"},
            {"「圧縮するファイルに Vary: Accept-Encoding "
             "を付けてください」と頼みます。途中のキャッシュが、圧縮を読めない相手に渡さないためです。",
             "Ask for Vary: Accept-Encoding with whatever is packed, so that no cache on the way gives it to those who "
             "cannot unpack it."});
      return true;
    }
    Add(Severity::kWarning, "verify.packing", "none", {"圧縮されずに送られます", "It comes unpacked"},
        {"「text/*、application/json、application/xml、image/svg+xml などを gzip（できれば br "
         "も）で圧縮して送ってください」と頼みます。送る量が 4 分の 1 ほどになります。",
         "Ask the host to send text/*, application/json, application/xml and image/svg+xml packed with gzip, better "
         "br: "
         "about a quarter is sent."});
    return false;
  }

 private:
  void Add(Severity severity, std::string_view rule, std::string_view subject, Message message, Message hint) {
    findings_.Add(severity, rule, subject, address_, std::move(message), std::move(hint));
  }

  Message CacheWhere() const {
    const std::string folder = entry_.path.substr(0, entry_.path.find('/') + 1);
    if (!IsNamedByContent(entry_.path)) return {"ページ", "all pages"};
    return {fmt::format("{} の中のファイル", folder), fmt::format("what is in {}", folder)};
  }

  /// The body would be the right one with line ends as they were.
  bool WithoutReturns(std::string text) const {
    std::erase(text, '\r');
    return text.size() == entry_.size_bytes && Hash(text) == entry_.hash;
  }

  const ManifestEntry& entry_;
  const std::string& address_;
  const WebAnswer& answer_;
  Findings& findings_;
};

}  // namespace

bool IsForServers(std::string_view path) {
  return path == ".htaccess" || path == "_headers" || path == "_redirects" || path == "nginx-headers.conf";
}

bool IsPackable(std::string_view path, uint64_t size_bytes) {
  constexpr uint64_t kWorthIt = 1400;  // below, it fits into one packet anyway
  const std::string type = ContentTypeOf(path);
  return size_bytes >= kWorthIt && (StartsWith(type, "text/") || type == "application/json" || EndsWith(type, "xml") ||
                                    type == "application/manifest+json");
}

void LookAtFile(const ManifestEntry& entry, const std::string& address, const WebAnswer& answer,
                const PromisedHeaders& promised, VerifySummary& summary, Findings& findings) {
  if (IsForServers(entry.path) && answer.answered()) return;
  ++summary.files;
  summary.bytes += entry.size_bytes;
  summary.received_bytes += answer.received_bytes;
  FileLook look(entry, address, answer, findings);
  if (look.LookAtBody()) ++summary.same;
  if (answer.status != 200) return;
  look.LookAtType();
  look.LookAtHeaders(promised);
  if (!IsPackable(entry.path, entry.size_bytes)) return;
  ++summary.packable;
  if (look.LookAtPacking()) ++summary.packed;
}

Message WordsOf(const WebAnswer& answer) {
  switch (answer.why) {
    case NoAnswer::kNone: return {fmt::format("HTTP {}", answer.status), fmt::format("HTTP {}", answer.status)};
    case NoAnswer::kName: return {"その名前のサーバーがありません", "there is no server of that name"};
    case NoAnswer::kTime: return {"時間までに返事がありません", "no answer in time"};
    case NoAnswer::kConnection: return {"つながりません: " + answer.error, "no connection: " + answer.error};
    default: return {answer.error, answer.error};
  }
}

}  // namespace kyodo::verify
