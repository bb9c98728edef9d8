#include "cli/publish_told.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "cli/print.h"
#include "cli/program.h"
#include "core/json.h"
#include "core/shown.h"
#include "core/text.h"
#include "kyodo/gone.h"
#include "kyodo/kyodo.h"
#include "system/clock.h"

namespace kyodo::cli {

namespace {

using publish::PublishSummary;

class SummaryPrinter {
 public:
  SummaryPrinter(const PublishVerbOptions& options, const PublishTarget& target, const PublishSummary& summary,
                 double seconds)
      : options_(options), target_(target), summary_(summary), seconds_(seconds) {}

  void Print() const {
    if (options_.format == Format::kJson) return Json();
    if (options_.dry_run && !options_.quiet) Lists();
    if (!options_.quiet) Text();
    if (!options_.quiet) Gone();
  }

 private:
  std::string_view Say(std::string_view ja, std::string_view en) const { return kyodo::Say(options_.tongue, ja, en); }
  std::vector<std::string> Removals() const {
    std::vector<std::string> removals = summary_.plan.early_removals;
    removals.insert(removals.end(), summary_.plan.removals.begin(), summary_.plan.removals.end());
    std::sort(removals.begin(), removals.end());
    return removals;
  }

  void Lists() const {
    for (const ManifestEntry& entry : summary_.plan.puts) Out("+ {}\n", Shown(entry.path));
    for (const std::string& path : Removals()) Out("- {}\n", Shown(path));
    for (const std::string& path : summary_.gone) Out("! {}\n", Shown(path));
  }

  void Gone() const {
    if (summary_.gone.empty()) return;
    constexpr size_t kNamed = 10;
    std::string some;
    for (size_t i = 0; i < std::min(summary_.gone.size(), kNamed); ++i)
      some += fmt::format("{}{}", some.empty() ? "" : ", ", Shown(summary_.gone[i]));
    if (summary_.gone.size() > kNamed) some += ", …";
    const bool stops = options_.dry_run && !options_.allow_gone && !options_.rollback;
    Out(fmt::runtime(stops
                         ? Say("公開したことのあるアドレスが {} 件、開けなくなるので、このままでは公開されません: {}\n",
                               "{} published addresses would not open any more, so this would not be published: {}\n")
                         : Say("開けなくなるアドレス {} 件: {}\n", "Addresses that do not open any more, {}: {}\n")),
        summary_.gone.size(), some);
  }

  void Text() const {
    const std::string address = target_.Address();
    if (summary_.plan.nothing()) {
      Out(fmt::runtime(Say("変わったものはありません: {}（{} ファイル、{:.1f} 秒）\n",
                           "Nothing has changed: {} ({} files, {:.1f} s)\n")),
          address, summary_.files, seconds_);
      if (options_.verify)
        Out(fmt::runtime(
                Say("{} ファイルを読み返し、すべて同じでした\n", "{} files were read back, and are the same\n")),
            summary_.verified);
      return;
    }
    if (options_.dry_run) {
      Out(fmt::runtime(Say("{}: 送るもの {}（{}）、消すもの {}、そのまま {}。何も書き込んでいません\n",
                           "{}: {} to send ({}), {} to remove, {} stay. Nothing was written\n")),
          address, summary_.plan.puts.size(), FormatBytes(summary_.plan.put_bytes), summary_.plan.removed(),
          summary_.plan.kept);
      return;
    }
    if (summary_.resumed)
      Out("{}\n", Say("途中で止まった公開の続きから始めました", "It went on from a publication that was cut"));
    if (summary_.took_over)
      Out("{}\n", Say("止まっていた公開のロックを引き継ぎました", "The lock of one that had stopped was taken over"));
    Out(fmt::runtime(
            Say("公開しました: {}（第 {} 版）\n  送信 {}（{}）、削除 {}、そのまま {}、読み返し {}、{:.1f} 秒\n",
                "Published: {} (version {})\n  {} sent ({}), {} removed, {} stay, {} read back, {:.1f} s\n")),
        address, summary_.number, summary_.put, FormatBytes(summary_.put_bytes), summary_.removed, summary_.plan.kept,
        summary_.verified, seconds_);
  }

  void Json() const {
    JsonWriter json;
    const auto number = [&](std::string_view key, uint64_t value) {
      json.Key(key).Integer(static_cast<int64_t>(value));
    };
    const auto flag = [&](std::string_view key, bool value) { json.Key(key).Raw(value ? "true" : "false"); };
    json.BeginObject().Key("target").String(target_.name).Key("address").String(target_.Address());
    number("version", summary_.number);
    number("files", summary_.files);
    number("sent", summary_.put);
    number("sent_bytes", summary_.put_bytes);
    number("removed", summary_.removed);
    number("kept", summary_.plan.kept);
    number("read_back", summary_.verified);
    number("new_addresses", summary_.new_addresses);
    flag("dry_run", options_.dry_run);
    flag("resumed", summary_.resumed);
    flag("took_over", summary_.took_over);
    json.Key("puts").BeginArray();
    for (const ManifestEntry& entry : summary_.plan.puts) json.String(entry.path);
    json.EndArray().Key("removals").BeginArray();
    for (const std::string& path : Removals()) json.String(path);
    json.EndArray().Key("gone").BeginArray();
    for (const std::string& path : summary_.gone) json.String(path);
    json.EndArray().EndObject();
    Out("{}\n", json.Take());
  }

  const PublishVerbOptions& options_;
  const PublishTarget& target_;
  const PublishSummary& summary_;
  const double seconds_;
};

}  // namespace

void PrintPublished(const PublishVerbOptions& options, const PublishTarget& target, const PublishSummary& summary,
                    double seconds) {
  SummaryPrinter(options, target, summary, seconds).Print();
}

Diagnostics WhereGone(FileSystem& files, const PublishVerbOptions& options, const std::vector<std::string>& promised) {
  Diagnostics told;
  const Result<Instant> now = Now(std::getenv("SOURCE_DATE_EPOCH"));
  if (promised.empty() || !now) return told;
  PortalOptions content;
  content.folder = options.site;
  content.theme_parents = PlacesOfThemes(options.site);
  content.now = *now;
  const Portal portal(files, content);
  if (!portal.ok()) return told;
  told.Append(FindGone(promised, portal.site(), portal.plan()));
  told.Append(FindHidden(promised, portal.site(), portal.plan()));
  return told;
}

}  // namespace kyodo::cli
