#include "verify/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/hash.h"
#include "core/text.h"
#include "core/web_address.h"
#include "system/transfers.h"
#include "verify/one_file.h"
#include "verify/promised.h"

namespace kyodo::verify {

namespace {

constexpr std::string_view kNotFound = "404.html";
constexpr std::string_view kNoSuchPage = "kyodo-verify-no-such-page.html";

std::string PathPart(std::string_view url) {
  const size_t scheme = url.find("://");
  const size_t slash = scheme == url.npos ? url.npos : url.find('/', scheme + 3);
  return slash == url.npos ? "/" : std::string(url.substr(slash));
}

class Verifier {
 public:
  Verifier(FileSystem& files, const Manifest& manifest, const VerifyOptions& options,
           const std::function<void(size_t)>& told)
      : manifest_(manifest),
        options_(options),
        told_(told),
        base_(PathPart(manifest.owner.empty() ? options.url : manifest.owner)),
        promised_(ReadBuilt(files, "_headers"), base_),
        redirects_(ReadRedirects(ReadBuilt(files, "_redirects"))),
        transfers_(OptionsOf(options)) {
    for (const PromisedRedirect& one : redirects_)
      if (StartsWith(one.from, base_)) moved_.insert(one.from.substr(base_.size()));
  }

  VerifySummary Run(Diagnostics& diagnostics) {
    if (Reach(diagnostics)) {
      Walk();
      LookForNoPage();
      LookAtLanguages();
      LookAtRedirects();
      LookAtPlain();
      LookAtHttps();
    }
    findings_.Tell(diagnostics);
    return summary_;
  }

 private:
  static TransferOptions OptionsOf(const VerifyOptions& options) {
    TransferOptions out;
    out.jobs = options.jobs;
    out.ca_file = options.ca_file;
    out.user = options.user;
    out.password = options.password;
    out.agent = "kyodo verify";
    return out;
  }

  std::string ReadBuilt(FileSystem& files, const std::string& name) const {
    const Result<std::string> text = files.Read(options_.folder + "/" + name);
    return text ? *text : std::string();
  }

  std::string AddressOf(std::string_view path) const { return options_.url + PercentEncode(path, "/!$&'()*+,;=:@"); }
  /// Of what `_redirects` and the like write: from the root of the host, encoded already. The site may be verified at
  /// another address than its own.
  std::string FromRoot(std::string_view path) const {
    return StartsWith(path, base_) ? options_.url + std::string(path.substr(base_.size())) : std::string(path);
  }

  WebAnswer Get(std::string url, bool unpack = true) {
    WebRequest request;
    request.url = std::move(url);
    request.unpack = unpack;
    return transfers_.Send(std::move(request));
  }

  bool Reach(Diagnostics& diagnostics) {
    const WebAnswer answer = Get(options_.url);
    summary_.reached = answer.answered();
    if (summary_.reached) return true;
    const Message words = WordsOf(answer);
    const bool certificate = answer.why == NoAnswer::kCertificate;
    diagnostics.FileError(
        certificate ? "verify.certificate" : "verify.unreachable", options_.url,
        {"公開先に、つながりません（" + words.ja + "）", "The site cannot be reached (" + words.en + ")"},
        certificate ? Message{"「この名前の、期限の切れていない証明書を置いてください」と頼みます。無料の証明書（Let's "
                              "Encrypt など）で足ります。",
                              "Ask the host for a certificate of this name that has not expired; a free one (Let's "
                              "Encrypt) will do."}
                    : Message{"アドレスを確かめます。例: kyodo verify https://example.jp/",
                              "Look at the address. Example: kyodo verify https://example.jp/"});
    return false;
  }

  /// Every file. What may have been a passing trouble is asked for once more.
  void Walk() {
    const std::vector<ManifestEntry>& entries = manifest_.entries();
    std::set<size_t> again;
    size_t done = 0;
    served_.resize(entries.size());
    const auto ask = [&](size_t i) {
      WebRequest request;
      request.url = AddressOf(entries[i].path);
      request.unpack = true;
      return std::optional(std::move(request));
    };
    transfers_.Run(entries.size(), ask, [&](size_t i, WebAnswer answer) -> std::optional<WebRequest> {
      const bool passes = !answer.answered() || answer.status == 429 || answer.status >= 500;
      if (passes && again.insert(i).second) return ask(i);
      served_[i] = answer.status == 200 ? Hash(answer.body) : 0;
      if (!IsMoved(entries[i].path, answer))
        LookAtFile(entries[i], AddressOf(entries[i].path), answer, promised_, summary_, findings_);
      if (told_) told_(++done);
      return std::nullopt;
    });
  }

  /// An address of old leads on, as it should, and its page is not seen; LookAtRedirects says where it does not.
  bool IsMoved(const std::string& path, const WebAnswer& answer) const {
    return answer.answered() && answer.status != 200 && moved_.contains(PercentEncode(path, "/!$&'()*+,;=:@"));
  }

  /// The folders that have a page of their own for what is not there: "", "en/".
  std::vector<std::string> LanguageFolders() const {
    std::vector<std::string> folders;
    for (const ManifestEntry& entry : manifest_.entries()) {
      if (entry.path != kNotFound && !EndsWith(entry.path, "/404.html")) continue;
      folders.push_back(entry.path.substr(0, entry.path.size() - kNotFound.size()));
    }
    return folders;
  }

  /// The file, or what the host makes of it, which is told already.
  bool IsServed(const WebAnswer& answer, const ManifestEntry& entry) const {
    const uint64_t hash = Hash(answer.body);
    return hash == entry.hash || hash == served_[static_cast<size_t>(&entry - manifest_.entries().data())];
  }

  void LookForNoPage() {
    for (const std::string& folder : LanguageFolders()) {
      const std::string address = options_.url + folder + std::string(kNoSuchPage);
      const WebAnswer answer = Get(address);
      const ManifestEntry* page = manifest_.Find(folder + std::string(kNotFound));
      if (answer.status == 404 && IsServed(answer, *page)) continue;
      const std::string own = base_ + folder + std::string(kNotFound);
      findings_.Add(
          answer.status == 404 ? Severity::kWarning : Severity::kError, "verify.not-found",
          answer.status == 404 ? folder : "other than 404", address,
          answer.status == 404
              ? Message{fmt::format("ないページのときに、{} が出ません", own),
                        fmt::format("For a page that does not exist, {} is not shown", own)}
              : Message{fmt::format("ないページなのに、HTTP {} が返ります（404 のはずです）", answer.status),
                        fmt::format("For a page that does not exist, HTTP {} comes and not 404", answer.status)},
          {fmt::format("「ないアドレスには、404 と {} を返してください」と頼みます。Apache なら ErrorDocument 404 "
                       "{}、nginx なら error_page 404 {};",
                       own, own, own),
           fmt::format("Ask the host to answer 404 with {} for what does not exist. Apache: ErrorDocument 404 {}; "
                       "nginx: error_page 404 {};",
                       own, own, own)});
    }
  }

  void LookAtLanguages() {
    for (const std::string& folder : LanguageFolders()) {
      const ManifestEntry* home = manifest_.Find(folder + "index.html");
      if (!home) continue;
      const std::string address = options_.url + folder;
      const WebAnswer answer = Get(address);
      if (answer.status == 200 && IsServed(answer, *home)) {
        ++summary_.languages;
        continue;
      }
      const Message words = WordsOf(answer);
      findings_.Add(
          Severity::kError, "verify.language", folder, address,
          {"この言語の入口のページが出ません（" + words.ja + "）",
           "The home page of this language is not shown (" + words.en + ")"},
          {"「フォルダーのアドレスでは、その中の index.html を出してください」と頼みます。Apache なら DirectoryIndex "
           "index.html、nginx なら index index.html;",
           "Ask the host to show index.html for the address of its folder. Apache: DirectoryIndex index.html; "
           "nginx: index index.html;"});
    }
  }

  void LookAtRedirects() {
    for (const PromisedRedirect& one : redirects_) {
      const std::string address = FromRoot(one.from);
      const WebAnswer answer = Get(address);
      std::string_view to = answer.Header("location");
      if (StartsWith(to, "http")) to = to.substr(std::min(to.size(), to.find('/', to.find("://") + 3)));
      const bool right =
          (answer.status == 301 || answer.status == 308) &&
          (to == one.to || options_.url + std::string(to) == FromRoot(one.to) || to == PathPart(FromRoot(one.to)));
      if (right) {
        ++summary_.redirects;
        continue;
      }
      const bool page = answer.status == 200;
      findings_.Add(
          page ? Severity::kWarning : Severity::kError, "verify.redirect", page ? "page" : "none", address,
          page ? Message{fmt::format("前のアドレスで、サーバーが {} へ進めません（ページが進めます）", one.to),
                         fmt::format("At an address of old, the server does not lead on to {} (a page does)", one.to)}
               : Message{fmt::format("前のアドレスから、{} へ進めません（HTTP {}）", one.to, answer.status),
                         fmt::format("From an address of old nothing leads on to {} (HTTP {})", one.to, answer.status)},
          {"「_redirects、.htaccess、nginx-headers.conf "
           "のどれかにある転送（301）を使ってください」と頼みます。検索サービスに、移ったことが伝わります。",
           "Ask the host to use the redirects (301) in _redirects, .htaccess or nginx-headers.conf: search "
           "engines then learn that the page has moved."});
    }
  }

  /// Whoever cannot unpack gets the file as it is.
  void LookAtPlain() {
    const ManifestEntry* home = manifest_.Find("index.html");
    if (!home) return;
    const std::string address = AddressOf(home->path);
    const WebAnswer answer = Get(address, false);
    if (answer.status != 200 || answer.Header("content-encoding").empty()) return;
    findings_.Add(Severity::kError, "verify.packing", "always", address,
                  {"圧縮を頼まない相手にも、圧縮して送ります", "It comes packed for those who did not ask for it"},
                  {"「Accept-Encoding にある形だけで圧縮してください」と頼みます。",
                   "Ask the host to pack only as Accept-Encoding allows."});
  }

  void LookAtHttps() {
    if (StartsWith(options_.url, "http:")) {
      findings_.Add(Severity::kNote, "verify.https", "none", options_.url,
                    {"https ではありません", "This is not https"},
                    {"「https でも出し、http からは https へ 301 で進めてください」と頼みます。",
                     "Ask the host for https, and for a redirect (301) from http to it."});
      return;
    }
    const WebAnswer answer = Get(options_.url);
    if (!answer.Has("strict-transport-security"))
      findings_.Add(
          Severity::kNote, "verify.https", "hsts", options_.url,
          {"Strict-Transport-Security（HSTS）がありません", "There is no Strict-Transport-Security (HSTS)"},
          {"https だけで困らなければ、「Strict-Transport-Security: max-age=31536000 を付けてください」と頼みます。",
           "If https alone will do, ask for Strict-Transport-Security: max-age=31536000"});
    const std::string host = options_.url.substr(8, options_.url.find('/', 8) - 8);
    if (host.find(':') != host.npos) return;  // a port of its own has no twin of http
    const WebAnswer open = Get("http://" + host + "/");
    if (open.answered() && !(open.status >= 300 && open.status < 400 && StartsWith(open.Header("location"), "https:")))
      findings_.Add(
          Severity::kNote, "verify.https", "open", "http://" + host + "/",
          {"http から https へ進みません", "http does not lead on to https"},
          {"「http からは https へ 301 で進めてください」と頼みます。", "Ask the host for a redirect (301) to https."});
  }

  const Manifest& manifest_;
  const VerifyOptions& options_;
  const std::function<void(size_t)>& told_;
  const std::string base_;
  const PromisedHeaders promised_;
  const std::vector<PromisedRedirect> redirects_;
  std::set<std::string> moved_;
  std::vector<uint64_t> served_;  // hashes of what came for the manifest's entries
  Transfers transfers_;
  Findings findings_;
  VerifySummary summary_;
};

}  // namespace

VerifySummary Verify(FileSystem& files, const Manifest& manifest, const VerifyOptions& options,
                     const std::function<void(size_t)>& told, Diagnostics& diagnostics) {
  return Verifier(files, manifest, options, told).Run(diagnostics);
}

}  // namespace kyodo::verify
