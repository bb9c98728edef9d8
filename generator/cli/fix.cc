#include "cli/fix.h"

#include <unistd.h>

#include "cli/build.h"
#include "cli/print.h"
#include "cli/questions.h"
#include "core/edits.h"
#include "load/fixes.h"
#include "system/file_changes.h"
#include "system/git.h"

namespace kyodo::cli {

namespace {

std::vector<FixedFile> Find(const CheckOptions& options, FileSystem& files) {
  const PortalOptions portal = PortalOptionsOf(options);
  LoadOptions load;
  load.folder = portal.folder;
  load.now = portal.now;
  load.drafts = portal.drafts;
  load.theme_parents = portal.theme_parents;
  MarkdownPool markdown(portal.workers);
  return FindFixes(files, load, markdown);
}

class Fixes {
 public:
  Fixes(const CheckOptions& options, FileSystem& files) : options_(options), files_(files) {}

  int Run() {
    const std::vector<FixedFile> found = Find(options_, files_);
    if (found.empty()) {
      Tell("自動で直せるところはありません。\n", "There is nothing to fix.\n");
      return kFine;
    }
    std::FILE* const out = options_.format == Format::kText ? stdout : stderr;
    for (const FixedFile& one : found) Show(one, out);
    std::fflush(out);
    const auto uncommitted = FindUncommitted(options_.site);
    std::vector<const FixedFile*> safe, others;
    for (const FixedFile& one : found)
      (uncommitted && !uncommitted->contains(one.path) ? safe : others).push_back(&one);
    if (!MayWrite(safe, others, uncommitted.has_value())) return kFine;
    safe.insert(safe.end(), others.begin(), others.end());
    return Write(safe);
  }

 private:
  template <class... Args>
  void Tell(std::string_view ja, std::string_view en, const Args&... args) {
    Put(stderr, "{}", fmt::format(fmt::runtime(Say(options_.tongue, ja, en)), args...));
  }

  void Show(const FixedFile& file, std::FILE* out) {
    Print(out, UnifiedDiff(file.path, file.before, file.after));
    if (file.before.find('\r') != std::string::npos && file.after.find('\r') == std::string::npos)
      Put(out, "{}",
          fmt::format(fmt::runtime(Say(options_.tongue, "{}: 行の終わりを CRLF から LF にします。\n",
                                       "{}: lines end in LF instead of CRLF.\n")),
                      file.path));
  }

  /// Takes out of the two groups what is not to be written.
  bool MayWrite(std::vector<const FixedFile*>& safe, std::vector<const FixedFile*>& others, bool has_git) {
    if (options_.yes) return true;
    if (isatty(STDIN_FILENO) == 0 || isatty(STDERR_FILENO) == 0) {
      Tell("{} 件のファイルに直せるところがあります。書き換えていません。書き換えるには --fix に --yes を付けます。\n",
           "{} files can be fixed. Nothing was written: to write, add --yes to --fix.\n", safe.size() + others.size());
      return false;
    }
    if (!safe.empty()) {
      Tell("git でもとに戻せるファイル {} 件を書き換えますか。[y/N] ", "Write {} files that git can give back? [y/N] ",
           safe.size());
      if (!SaysYes()) safe.clear();
    }
    if (!others.empty()) {
      for (const FixedFile* one : others) Put(stderr, "  {}\n", one->path);
      Tell(has_git ? "まだ commit していない変更がある、この {} 件も書き換えますか。もとには戻せません。[y/N] "
                   : "この {} 件を書き換えますか。もとには戻せません。[y/N] ",
           has_git ? "Write these {} too? They have changes that are not committed, and cannot be given back. [y/N] "
                   : "Write these {} files? They cannot be given back. [y/N] ",
           others.size());
      if (!SaysYes()) others.clear();
    }
    return true;
  }

  /// All or none of them.
  int Write(const std::vector<const FixedFile*>& fixed) {
    std::vector<FileChange> changes;
    for (const FixedFile* one : fixed) changes.push_back({one->path, one->before, one->after});
    if (const Status written = ApplyChanges(files_, changes); !written.ok()) {
      Put(stderr, "{}", FormatText(written.error(), options_.tongue));
      return kEnvironment;
    }
    for (const FixedFile* one : fixed) Tell("{}: 書き換えました。\n", "{}: written.\n", one->path);
    return kFine;
  }

  const CheckOptions& options_;
  FileSystem& files_;
};

}  // namespace

int Fix(const CheckOptions& options, FileSystem& files) { return Fixes(options, files).Run(); }

}  // namespace kyodo::cli
