#include "cli/serve.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "cli/build.h"
#include "cli/print.h"
#include "cli/report.h"
#include "cli/values.h"
#include "serve/editor.h"
#include "serve/serve.h"
#include "system/clock.h"

namespace kyodo::cli {

namespace {

constexpr uint16_t kUsualPort = 8000;

class Talk final : public serve::Listener {
 public:
  Talk(const ServeVerbOptions& options, Report& report) : options_(options), report_(report) {}

  void Ready(const std::string& address, const serve::Preview& preview) override {
    TellProblems(preview);
    Err(fmt::runtime(Say(
            options_.tongue,
            "{} をブラウザーで開いてください。保存するたびに、画面が新しくなります。終わるには Ctrl+C を押します。\n",
            "Open {} in a browser. Its pages follow each save. Press Ctrl+C to end.\n")),
        address);
  }

  void Changed(const serve::Preview& preview, double milliseconds) override {
    TellProblems(preview);
    if (!options_.quiet)
      Err(fmt::runtime(Say(options_.tongue, "読み直しました（{:.0f} ミリ秒）\n", "Read again ({:.0f} ms)\n")),
          milliseconds);
  }

 private:
  /// Those that were told after the save before are not told again.
  void TellProblems(const serve::Preview& preview) {
    std::string all;
    for (const Diagnostic& one : FirstOfEachRule(preview.diagnostics())) all += FormatText(one, options_.tongue);
    if (all != told_) report_.PrintEach(preview.diagnostics());
    told_ = std::move(all);
    if (preview.held().empty()) return;
    Err("{} {}\n",
        Say(options_.tongue, "誤りがあるので、前の内容のまま見せています:", "With an error in it, shown as before:"),
        fmt::join(preview.held(), ", "));
  }

  const ServeVerbOptions& options_;
  Report& report_;
  std::string told_;
};

}  // namespace

void AddOptions(CLI::App& app, ServeVerbOptions& options, const Words& words) {
  AddSiteOptions(app, options, words);
  AddFolder(app, "--out", options.out,
            words("作ったページのフォルダー（写真の写しと作った文章を使う）",
                  "The folder of the built pages, for its copies of photographs and rendered texts"));
  app.add_flag(
      "--edit", options.edit,
      words("ブラウザーで記録を編集する（この機械だけで）", "Edit records in the browser, on this machine only"));
  app.add_option("--port", options.port,
                 words("ポート（既定は 8000 か、次に空いているもの）", "The port (8000, or the next that is free)"))
      ->check(WholeNumber(0, 65535, "--port 8080", words))
      ->type_name("N");
  app.add_option("--host", options.address,
                 words("待ち受けるアドレス。ほかの機械からも見るときだけ変える",
                       "The address to listen at; others than this machine see it only when it is changed"))
      ->capture_default_str()
      ->type_name("ADDRESS");
  app.add_option(
         "--allow-host", options.hosts,
         words("ブラウザーが使ってよい、この機械の別の名前", "Another name of this machine that browsers may use"))
      ->type_name("NAME");
}

int RunServe(const ServeVerbOptions& options) {
  if (options.edit && options.address != "127.0.0.1") {
    Err("{}\n",
        Say(options.tongue, "--edit は、この機械（127.0.0.1）だけで使えます。--host を外すか、--edit を外します。",
            "--edit works on this machine (127.0.0.1) only. Leave out --host, or leave out --edit."));
    return kUsage;
  }
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  Report report(options);
  serve::ServeOptions serve;
  serve.portal = PortalOptionsOf(options);
  serve.portal.reloads = true;
  serve.portal.keeps = true;
  serve.portal.previews = true;
  serve.http.address = options.address;
  serve.http.any_port = options.port == 0;
  serve.http.port = options.port == 0 ? kUsualPort : options.port;
  serve.http.hosts = options.hosts;
  if (options.edit) serve.edit_token = serve::NewToken();
  if (options.now_text.empty()) {
    serve.clock = [start = options.now] {
      const Result<Instant> now = Now(std::getenv("SOURCE_DATE_EPOCH"));
      return now.ok() ? *now : start;
    };
  }
  Talk talk(options, report);
  const Status ended = serve::Serve(*files, std::move(serve), nullptr, talk);
  if (ended.ok()) return kFine;
  Print(stderr, FormatText(ended.error(), options.tongue));
  return kEnvironment;
}

}  // namespace kyodo::cli
