#include "cli/verify.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "cli/print.h"
#include "cli/report.h"
#include "cli/values.h"
#include "core/json.h"
#include "core/text.h"
#include "core/web_address.h"
#include "output/manifest.h"
#include "output/workspace.h"
#include "verify/verify.h"

namespace kyodo::cli {

namespace {

/// What the last build left beside the site.
Result<Manifest> ReadBuilt(FileSystem& files, const std::string& out) {
  const Result<Workspace> workspace = WorkspaceOf(out);
  if (!workspace) return workspace.error();
  Result<std::optional<Manifest>> manifest = ReadManifest(files, workspace->manifest);
  if (!manifest) return manifest.error();
  if (*manifest && !(*manifest)->entries().empty()) return std::move(**manifest);
  return OutputError(
      "verify.manifest", out, {"このフォルダーに、作ったサイトがありません", "There is no built site in this folder"},
      {"先に kyodo build を実行するか、--out で作ったフォルダーを書きます。例: kyodo verify --out public",
       "Run kyodo build first, or name the folder with --out. Example: kyodo verify --out public"});
}

/// Takes the name and the password out of the address; a password that is not in it is that of KYODO_PASSWORD.
/// Error `verify.address-form`.
Status SetAddress(const std::string& given, verify::VerifyOptions& options) {
  options.url = WithoutCredentials(given);
  if (options.url.size() < given.size()) {
    const size_t start = given.find("://") + 3;
    const std::string who = given.substr(start, given.size() - options.url.size() - 1);
    const char* password = std::getenv("KYODO_PASSWORD");
    const size_t colon = who.find(':');
    options.user = who.substr(0, colon);
    options.password = colon != who.npos ? who.substr(colon + 1) : password ? password : "";
  }
  if (!StartsWith(options.url, "https://") && !StartsWith(options.url, "http://"))
    return OutputError("verify.address-form", "",
                       {fmt::format("サイトのアドレスではありません: {}", options.url),
                        fmt::format("Not the address of a site: {}", options.url)},
                       {"例: kyodo verify https://example.jp/", "Example: kyodo verify https://example.jp/"});
  options.url.erase(std::min(options.url.find_first_of("?#"), options.url.size()));
  if (!EndsWith(options.url, "/")) options.url += '/';
  return Done{};
}

void PrintSummary(const VerifyVerbOptions& options, const std::string& url, const verify::VerifySummary& summary) {
  if (options.format == Format::kJson) {
    JsonWriter json;
    json.BeginObject().Key("verify").BeginObject().Key("url").String(url);
    const auto add = [&](const char* key, auto number) { json.Key(key).Integer(static_cast<int64_t>(number)); };
    add("files", summary.files);
    add("same", summary.same);
    add("bytes", summary.bytes);
    add("received_bytes", summary.received_bytes);
    add("packable", summary.packable);
    add("packed", summary.packed);
    add("languages", summary.languages);
    add("redirects", summary.redirects);
    Out("{}\n", json.EndObject().EndObject().Take());
    return;
  }
  if (options.quiet) return;
  Out(fmt::runtime(Say(options.tongue,
                       "{}: ファイル {} 件のうち {} 件が、作ったとおりです（{}、送られた量 {}）。圧縮 "
                       "{}/{}、言語の入口 {}、転送 {}。\n",
                       "{}: of {} files {} are as they were built ({}, sent as {}). Packed: {} of {}; home pages of "
                       "languages: {}; redirects: {}.\n")),
      url, summary.files, summary.same, FormatBytes(summary.bytes), FormatBytes(summary.received_bytes), summary.packed,
      summary.packable, summary.languages, summary.redirects);
}

}  // namespace

void AddOptions(CLI::App& app, VerifyVerbOptions& options, const Words& words) {
  app.add_option("URL", options.url,
                 words("公開したサイトのアドレス（書かなければ base_url）",
                       "The address of the published site (base_url unless given)"))
      ->type_name("");
  AddFolder(app, "--out", options.out, words("作ったサイトのフォルダー", "The folder of the built site"));
  app.add_option("--ca", options.ca_file,
                 words("信用する証明書のファイル（PEM）。庁内の認証局などのとき",
                       "A file of certificates to believe (PEM), such as those of an authority of your own"))
      ->check(FileThatIsThere(words))
      ->type_name("FILE");
  app.add_option("--jobs", options.jobs, words("同時にたずねる数", "How many requests at a time"))
      ->check(WholeNumber(1, 64, "--jobs 4", words))
      ->capture_default_str()
      ->type_name("N");
  AddTongue(app, words);
  AddFormat(app, options.format, {"text", "json", "github"},
            words("知らせの形（text、json、github）", "How to print what it finds (text, json, github)"), words);
  app.add_flag("--quiet", options.quiet, words("誤りだけを知らせる", "Say nothing but errors"));
}

int RunVerify(const VerifyVerbOptions& options) {
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  Report report(options);
  Diagnostics diagnostics;
  const auto fail = [&](const Diagnostic& error, int code) {
    diagnostics.FileError(error.rule, error.path, error.message, error.hint);
    report.PrintEach(diagnostics);
    return code;
  };
  const Result<Manifest> manifest = ReadBuilt(*files, options.out);
  if (!manifest) return fail(manifest.error(), kUsage);
  verify::VerifyOptions asked;
  asked.folder = options.out;
  asked.jobs = options.jobs;
  asked.ca_file = options.ca_file;
  if (const Status fine = SetAddress(options.url.empty() ? manifest->owner : options.url, asked); !fine)
    return fail(fine.error(), kUsage);
  report.Stage("公開先", "host");
  const verify::VerifySummary summary = verify::Verify(
      *files, *manifest, asked, [&](size_t done) { report.Progress(done, manifest->entries().size()); }, diagnostics);
  diagnostics.Sort();
  report.PrintEach(diagnostics);
  if (!summary.reached) return kEnvironment;
  PrintSummary(options, asked.url, summary);
  return diagnostics.HasErrors() ? kContentErrors : kFine;
}

}  // namespace kyodo::cli
