#include "cli/check_links.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "check/external_links.h"
#include "core/text.h"
#include "load/known_dead.h"
#include "output/workspace.h"
#include "system/kept_answers.h"

namespace kyodo::cli {

namespace {

constexpr Instant kDay = 86400;

Message WordsOf(const ProbeResult& result) {
  switch (result.why) {
    case NoAnswer::kNone: return {fmt::format("HTTP {}", result.status), fmt::format("HTTP {}", result.status)};
    case NoAnswer::kPrivate:
      return {"インターネットにないアドレスです", "an address that is not of the public internet"};
    case NoAnswer::kName: return {"その名前のサーバーがありません", "there is no server of that name"};
    case NoAnswer::kConnection: return {"つながりません", "no connection"};
    case NoAnswer::kTime: return {"時間までに返事がありません", "no answer in time"};
    case NoAnswer::kCertificate:
      return {fmt::format("証明書が正しくありません: {}", result.error),
              fmt::format("the certificate is not right: {}", result.error)};
    case NoAnswer::kScheme:
      return {"http でも https でもない所へ転送されます", "it leads on to something else than http and https"};
    case NoAnswer::kRedirects: return {"転送が終わりません", "it leads on without end"};
    case NoAnswer::kDenied:
    case NoAnswer::kOther: break;
  }
  return {result.error, result.error};
}

/// Servers that answer so often keep programs out and let people in.
bool MayKeepProgramsOut(int status) {
  return status == 401 || status == 403 || status == 405 || status == 429 || status >= 500;
}

/// The line of the source with the new address in place of the old one; empty where that does not stand as it is.
std::string LineWith(const SourcePos& pos, const std::string& url, const std::string& moved_to) {
  std::string line(pos.file->Line(pos.line));
  const std::u32string before = Decode(line).substr(0, pos.column > 0 ? pos.column - 1 : 0);
  const size_t at = line.find(url, Encode(before).size());
  if (at == line.npos) return {};
  return std::string(Trim(line.replace(at, url.size(), moved_to)));
}

class LinkCheck {
 public:
  LinkCheck(FileSystem& files, const CheckOptions& options, const Site& site, Report& report, Diagnostics& diagnostics)
      : files_(files), options_(options), site_(site), report_(report), diagnostics_(diagnostics) {
    for (KnownDead& one : ReadKnownDead(files, site)) known_dead_.emplace(one.url, std::move(one));
  }

  LinkCounts Run() {
    const std::vector<check::ExternalLink> links = check::ExternalLinks(site_);
    answers_ = ParseAnswers(ReadLinkAnswers(files_, options_.out));
    Ask(links);
    for (const check::ExternalLink& link : links) Tell(link);
    TellKnownDead();
    counts_.known_dead = known_dead_.size();
    return counts_;
  }

 private:
  bool IsFresh(const std::string& url) const {
    const auto kept = answers_.find(url);
    if (kept == answers_.end() || !kept->second.result.ok()) return false;
    const Instant age = options_.now - kept->second.asked;
    return age >= 0 && age < options_.max_age_days * kDay;
  }

  void Ask(const std::vector<check::ExternalLink>& links) {
    std::set<std::string> all;
    for (const check::ExternalLink& link : links) all.insert(link.url);
    std::vector<std::string> urls;
    for (const std::string& url : all) {
      if (!IsFresh(url)) {
        urls.push_back(url);
        continue;
      }
      ++counts_.kept;
      counts_.oldest_days = std::max(counts_.oldest_days, AgeOf(url));
    }
    counts_.asked = urls.size();
    ProbeLimits limits;
    if (const char* server = std::getenv("KYODO_TEST_SERVER")) limits.test_server = server;
    const std::vector<ProbeResult> results =
        Probe(urls, limits, [&](size_t done) { report_.Progress(done, urls.size()); });
    for (size_t i = 0; i < urls.size(); ++i) {
      KeptAnswer& kept = answers_[urls[i]];
      kept.asked = options_.now;
      if (results[i].ok()) kept.good = options_.now;
      kept.result = results[i];
    }
    std::erase_if(answers_, [&](const auto& kept) { return !all.contains(kept.first); });
    (void)KeepLinkAnswers(files_, options_.out, FormatAnswers(answers_));  // without them all are asked again
  }

  int64_t AgeOf(const std::string& url) const { return (options_.now - answers_.at(url).asked) / kDay; }

  void Tell(const check::ExternalLink& link) {
    const KeptAnswer& answer = answers_.at(link.url);
    const ProbeResult& result = answer.result;
    if (known_dead_.contains(link.url)) return;
    if (result.why == NoAnswer::kPrivate) {
      TellPrivate(link, result);
    } else if (!result.ok()) {
      TellDead(link, answer);
    } else if (!result.moved_to.empty()) {
      TellMoved(link, result);
    } else if (!result.target.empty()) {
      TellRedirect(link, result);
    } else {
      return;
    }
    if (link.has_secret) diagnostics_.Last().source_line.clear();
  }

  void TellPrivate(const check::ExternalLink& link, const ProbeResult& result) {
    const std::string to = result.target.empty() ? "" : fmt::format(" → {}", result.target);
    diagnostics_.Warning("link.private", link.pos,
                         {fmt::format("インターネットからは開けないアドレスです: {}{}", link.url, to),
                          fmt::format("This address is not of the public internet: {}{}", link.url, to)},
                         {"庁内だけで使うアドレスなら、消すか、公開されているアドレスに替えます。",
                          "If it is one of your own network, remove it or write the public one."});
  }

  void TellDead(const check::ExternalLink& link, const KeptAnswer& answer) {
    const ProbeResult& result = answer.result;
    const Message words = WordsOf(result);
    const std::string to = result.target.empty() ? "" : fmt::format(" → {}", result.target);
    const std::string good = answer.good ? ToIso(DayOf(answer.good, site_.utc_offset_minutes)) : "";
    Message hint = {
        fmt::format(
            "新しいアドレスがないか確かめます。開けないと分かっているものは、site.yaml に書けば知らせません。例: "
            "known_dead: [{{url: \"{}\", since: {}}}]",
            link.url, ToIso(site_.today)),
        fmt::format("See whether it has a new address. If it is known to be gone, site.yaml can say so. "
                    "Example: known_dead: [{{url: \"{}\", since: {}}}]",
                    link.url, ToIso(site_.today))};
    if (MayKeepProgramsOut(result.status))
      hint = {"機械からの問い合わせを断るサーバーかもしれません。ブラウザーで開くか確かめます。" + hint.ja,
              "Some servers refuse programs: see whether it opens in a browser. " + hint.en};
    diagnostics_.Warning("link.external", link.pos,
                         {fmt::format("リンクの先が開けません: {}{}（{}{}）", link.url, to, words.ja,
                                      good.empty() ? "" : fmt::format("。最後に開けたのは {}", good)),
                          fmt::format("The link does not open: {}{} ({}{})", link.url, to, words.en,
                                      good.empty() ? "" : fmt::format("; it last did on {}", good))},
                         std::move(hint));
  }

  void TellMoved(const check::ExternalLink& link, const ProbeResult& result) {
    const std::string line = link.has_secret ? "" : LineWith(link.pos, link.url, result.moved_to);
    diagnostics_.Warning("link.moved", link.pos,
                         {fmt::format("リンクの先が移りました: {} → {}", link.url, result.moved_to),
                          fmt::format("The link has moved: {} → {}", link.url, result.moved_to)},
                         line.empty() ? Message{"新しいアドレスを書きます。", "Write the new address."}
                                      : Message{"次のように書きます: " + line, "Write: " + line});
  }

  void TellRedirect(const check::ExternalLink& link, const ProbeResult& result) {
    diagnostics_.Add(Severity::kNote, "link.redirect", link.pos,
                     {fmt::format("リンクの先は、今は別の所にあります: {} → {}", link.url, result.target),
                      fmt::format("For now the link leads elsewhere: {} → {}", link.url, result.target)},
                     {"移ったのではないので、そのままで構いません。", "It has not moved for good: it can stay."});
  }

  /// Those of the list that are not what it says of them.
  void TellKnownDead() {
    for (const auto& [url, one] : known_dead_) {
      const auto kept = answers_.find(url);
      if (kept != answers_.end() && !kept->second.result.ok()) continue;
      const bool opens = kept != answers_.end();
      Diagnostic& told = diagnostics_.FileError(
          "link.known-dead", site_.folder + "/site.yaml",
          {fmt::format(fmt::runtime(opens ? "known_dead にあるリンクが開けます: {}"
                                          : "known_dead にあるリンクは、もうどこにもありません: {}"),
                       url),
           fmt::format(fmt::runtime(opens ? "A link of known_dead opens: {}"
                                          : "No text has this link of known_dead any more: {}"),
                       url)},
          {"known_dead から消します。", "Take it out of known_dead."});
      told.severity = Severity::kNote;
      told.line = one.line;
      told.column = one.column;
    }
  }

  FileSystem& files_;
  const CheckOptions& options_;
  const Site& site_;
  Report& report_;
  Diagnostics& diagnostics_;
  std::map<std::string, KnownDead> known_dead_;
  KeptAnswers answers_;
  LinkCounts counts_;
};

}  // namespace

LinkCounts CheckExternalLinks(FileSystem& files, const CheckOptions& options, const Site& site, Report& report,
                              Diagnostics& diagnostics) {
  report.Stage("外部リンク", "links");
  return LinkCheck(files, options, site, report, diagnostics).Run();
}

}  // namespace kyodo::cli
