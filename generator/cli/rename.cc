#include "cli/rename.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>

#include "cli/print.h"
#include "cli/program.h"
#include "cli/questions.h"
#include "cli/report.h"
#include "core/edits.h"
#include "core/text.h"
#include "markdown/pool.h"
#include "records/move_record.h"
#include "records/named_record.h"
#include "system/git.h"

namespace kyodo::cli {

namespace {

/// One change of a record's place: what both verbs do.
class Mover {
 public:
  Mover(const SiteOptions& options, bool yes) : options_(options), yes_(yes), files_(MakeRealFileSystem()), pool_(1) {}

  /// `plan` makes the change of the record and says whether it is to be gone on with. `without`, if given, does so when
  /// there is no record of that name. Returns the exit code.
  int Run(const std::string& name, const std::function<Result<RecordMove>(const LoadedSite&, const Record&)>& plan,
          const std::function<Result<RecordMove>(const LoadedSite&)>& without = nullptr) {
    const LoadOptions load{options_.site, options_.now, true, PlacesOfThemes(options_.site)};
    Diagnostics told;
    const std::unique_ptr<const Site> site = Load(*files_, load, pool_, told);
    if (told.HasErrors()) {
      Report(options_).Print(told);
      return ExitCodeOf(told);
    }
    const Result<const Record*> record = FindNamedRecord(*site, name);
    if (!record.ok() && !without) return Fail(record.error(), kUsage);
    const LoadedSite loaded{*files_, load, pool_, *site, told};
    Result<RecordMove> move = record.ok() ? plan(loaded, **record) : without(loaded);
    if (!move.ok()) {
      const bool of_files = StartsWith(move.error().rule, "file.") || StartsWith(move.error().rule, "system.");
      return Fail(move.error(), of_files ? kEnvironment : kContentErrors);
    }
    Show(*move);
    if (!MayWrite()) return kFine;
    if (const Status written = ApplyChanges(*files_, move->changes); !written.ok())
      return Fail(written.error(), kEnvironment);
    RemoveEmptyFolders(*files_, *move);
    TellUndo(*move);
    return kFine;
  }

  std::string_view Words(std::string_view ja, std::string_view en) const { return Say(options_.tongue, ja, en); }

  FileSystem& files() { return *files_; }

 private:
  int Fail(const Diagnostic& error, int code) const {
    std::fflush(stdout);
    Print(stderr, FormatText(error, options_.tongue));
    return code;
  }

  void Show(const RecordMove& move) {
    for (const auto& [from, to] : move.moved) {
      if (to.empty())
        Out("{} {}\n", Words("消す:", "Removed:"), from);
      else
        Out("{} {} → {}\n", Words("移す:", "Moved:"), from, to);
    }
    for (const ChangedText& one : ChangedTexts(move)) Print(stdout, UnifiedDiff(one.path, one.before, one.after));
    if (options_.quiet) return;
    uncommitted_ = FindUncommitted(options_.site);
    for (const FileChange& change : move.changes) {
      if (!uncommitted_ || !change.before || !uncommitted_->contains(change.path)) continue;
      Out("{} {}\n",
          Words("git に入れていない変更があり、git では今の形に戻せません:",
                "It has changes that are not committed, so git cannot give it back as it is now:"),
          change.path);
    }
  }

  bool MayWrite() const {
    if (yes_) return true;
    if (!IsTerminal()) {
      Out("{}\n", Words("まだ書いていません。書くには --yes を付けます。", "Nothing is written yet; --yes does that."));
      return false;
    }
    Out("{} [y/N] ", Words("このとおり書きますか。", "Write this?"));
    std::fflush(stdout);
    return SaysYes();
  }

  void TellUndo(const RecordMove& move) const {
    if (options_.quiet) return;
    Out("{}\n", Words("書きました。", "Written."));
    if (!uncommitted_) return;
    std::string paths;
    for (const FileChange& change : move.changes) paths += " " + Quoted(change.path);
    Out("{}\n  git stash push --include-untracked --{}\n",
        Words("もとに戻すなら（commit する前に）:", "To undo it, before you commit:"), paths);
  }

  const SiteOptions& options_;
  const bool yes_;
  const std::unique_ptr<FileSystem> files_;
  MarkdownPool pool_;
  std::optional<std::set<std::string>> uncommitted_;  // none: no git
};

/// The slug that is asked for. Errors `rename.collection`, and of CheckNewSlug.
Result<std::string> NewSlug(const LoadedSite& loaded, const Record& record, const std::string& to) {
  const std::string& id = record.collection->schema.id;
  const RecordName name =
      to.find('/') == to.npos ? RecordName{id, to.substr(0, to.find('.'))} : ReadRecordName(loaded.site, to);
  if (name.collection != id)
    return NotDone("rename.collection",
                   {fmt::format("種類は変えられません: {}", to),
                    fmt::format("It cannot become one of another collection: {}", to)},
                   {fmt::format("項目が違うので、kyodo new {} で新しく書きます。", name.collection),
                    fmt::format("The fields differ: write it anew with kyodo new {}.", name.collection)});
  if (const Status free = CheckNewSlug(loaded, record, name.slug); !free.ok()) return free.error();
  return name.slug;
}

/// What stands around the place, where a line is long.
std::string Around(const Reference& reference) {
  constexpr size_t kBefore = 30, kMost = 90;
  std::u32string line = Decode(reference.source_line);
  const size_t begin = reference.column > kBefore && line.size() > kMost ? reference.column - kBefore : 0;
  std::u32string shown = line.substr(begin, kMost);
  if (begin + kMost < line.size()) shown += U"…";
  return (begin > 0 ? "…" : "") + std::string(Trim(Encode(shown)));
}

void TellReferences(const std::vector<Reference>& references) {
  for (const Reference& one : references) Out("  {}:{}:{}: {}\n", one.path, one.line, one.column, Around(one));
}

void AddCommon(CLI::App& app, SiteOptions& options, bool& yes, const Words& words) {
  app.add_flag("--yes", yes, words("たずねずに書く", "Write without asking"));
  AddFolder(app, "--site", options.site, words("サイトのフォルダー", "The site's folder"));
  AddTongue(app, words);
  app.add_flag("--quiet", options.quiet, words("変更だけを表示する", "Show the changes only"));
}

}  // namespace

void AddOptions(CLI::App& app, RenameOptions& options, const Words& words) {
  app.add_option("RECORD", options.record, words("記録（例: events/park）", "The record (such as events/park)"))
      ->required()
      ->type_name("");
  app.add_option("NAME", options.to, words("新しい名前（例: events/garden）", "Its new name (such as events/garden)"))
      ->required()
      ->type_name("");
  AddCommon(app, options, options.yes, words);
}

void AddOptions(CLI::App& app, RemoveOptions& options, const Words& words) {
  app.add_option("RECORD", options.record,
                 words("記録（例: events/park）。もう消した記録なら、そのアドレス（例: events/park.html）",
                       "The record (such as events/park); of one that is gone already, its address (events/park.html)"))
      ->required()
      ->type_name("");
  app.add_option("--reason", options.reasons,
                 words("なくす理由。書くと、アドレスに残るページがそれを伝える。英語では en=\"…\" を足す",
                       "Why it goes, for a page that stays at its address; for another language than the site's first "
                       "add en=\"…\""))
      ->check([words](const std::string& text) {
        const bool says = text.find_first_not_of(" =") != text.npos && text.back() != '=';
        return says ? std::string() : words("理由を書きます", "Say why");
      })
      ->type_name("TEXT");
  app.add_flag("--leave-broken", options.with_broken,
               words("ほかから参照されていても消す。参照は切れたまま残る",
                     "Even if others refer to it: their references stay, broken"));
  AddCommon(app, options, options.yes, words);
}

int Rename(const RenameOptions& options) {
  Mover mover(options, options.yes);
  return mover.Run(options.record, [&](const LoadedSite& loaded, const Record& record) -> Result<RecordMove> {
    const Result<std::string> slug = NewSlug(loaded, record, options.to);
    if (!slug.ok()) return slug.error();
    Result<RecordMove> move = PlanRename(loaded, record, *slug);
    if (!move.ok() || options.quiet) return move;
    Out(fmt::runtime(mover.Words("書きかえる参照: {} か所\n", "References to mend: {}\n")), move->references.size());
    if (!move->addresses.empty())
      Out("{} {}\n", mover.Words("前のアドレスからは、新しいページに移ります:", "These addresses will lead on:"),
          fmt::join(move->addresses, ", "));
    return move;
  });
}

int Remove(const RemoveOptions& options) {
  Mover mover(options, options.yes);
  const auto tell = [&](const RecordMove& move) {
    if (options.quiet) return;
    if (!options.reasons.empty()) {
      Out("{} {}\n", mover.Words("なくなったことを伝えるアドレス:", "Addresses that will say that the page is gone:"),
          fmt::join(move.addresses, ", "));
      return;
    }
    Out("{} {}\n{}\n", mover.Words("開けなくなるアドレス:", "Addresses that will be gone:"),
        fmt::join(move.addresses, ", "),
        mover.Words("代わりのページがあれば、その記録の aliases に書くと、そこに移ります。なければ --reason "
                    "\"理由\" を付けると、なくなったことを伝えるページが残ります。",
                    "If another page takes its place, write them in the aliases of its record. If none does, --reason "
                    "\"why\" leaves a page there that says so."));
  };
  std::function<Result<RecordMove>(const LoadedSite&)> tombstone_alone;
  if (EndsWith(options.record, ".html") && !options.reasons.empty()) {
    tombstone_alone = [&](const LoadedSite& loaded) {
      Result<RecordMove> move = PlanTombstone(loaded, options.record, options.reasons);
      if (move.ok()) tell(*move);
      return move;
    };
  }
  const auto remove = [&](const LoadedSite& loaded, const Record& record) -> Result<RecordMove> {
    Result<RecordMove> move = PlanRemoval(loaded, record, options.reasons);
    if (!move.ok()) return move;
    const std::string name = record.collection->schema.id + "/" + record.slug;
    if (!move->references.empty()) {
      Out(fmt::runtime(
              mover.Words("{} は、ほかの {} か所から参照されています:\n", "{} is referred to in {} places:\n")),
          name, move->references.size());
      TellReferences(move->references);
      if (!options.with_broken)
        return NotDone(
            "remove.referred",
            {fmt::format("参照されているので、消していません: {}", name),
             fmt::format("It is referred to, and was not removed: {}", name)},
            {"それぞれの行を直してから、もう一度実行します。公開をやめるだけなら draft: true と書きます。"
             "切れた参照を残しても消すなら、--leave-broken を付けます。",
             "Change those lines, and run it again. To take it off the web only, write draft: true. To remove "
             "it all the same and leave broken references, add --leave-broken."});
      if (move->told.HasErrors())
        Out("{}\n", mover.Words("これらの参照は切れたまま残ります。直すまで、サイトは作れません。",
                                "These references stay, broken; until they are mended, the site cannot be built."));
    }
    tell(*move);
    return move;
  };
  return mover.Run(options.record, remove, tombstone_alone);
}

}  // namespace kyodo::cli
