#include "load/fixes.h"

#include <map>
#include <mutex>
#include <set>

#include "core/edits.h"
#include "core/levels.h"
#include "core/text.h"

namespace kyodo {

namespace {

/// The files as they would be, and which of the site's texts were read.
class Draft final : public FileReader {
 public:
  Draft(FileReader& disk, std::string folder) : disk_(disk), folder_(std::move(folder) + "/") {}

  Result<std::string> Read(const std::string& path) override {
    const bool is_text = StartsWith(path, folder_) && (EndsWith(path, ".yaml") || EndsWith(path, ".md"));
    if (!is_text) return disk_.Read(path);
    const std::lock_guard lock(mutex_);
    const auto found = texts_.find(path);
    if (found != texts_.end()) return found->second.after;
    Result<std::string> read = disk_.Read(path);
    if (read.ok()) texts_[path] = {path, *read, *read};
    return read;
  }
  Result<FileInfo> Stat(const std::string& path) override { return disk_.Stat(path); }
  Result<std::vector<FolderEntry>> List(const std::string& folder) override { return disk_.List(folder); }

  /// What was read so far, by path. Not while others read.
  std::map<std::string, FixedFile>& texts() { return texts_; }

 private:
  FileReader& disk_;
  const std::string folder_;
  std::mutex mutex_;  // of what follows
  std::map<std::string, FixedFile> texts_;
};

using Edits = std::map<std::string, std::vector<Diagnostic::Edit>>;  // by path

/// What is told of the files as they are.
class Rounds {
 public:
  Rounds(FileReader& files, const LoadOptions& options, MarkdownPool& markdown)
      : files_(files), options_(options), markdown_(markdown) {}

  Edits Next() {
    Diagnostics diagnostics;
    const std::unique_ptr<const Site> site = Load(files_, options_, markdown_, diagnostics);
    ApplyLevels(site->config.checks, diagnostics);
    Edits edits;
    for (const Diagnostic& one : diagnostics.list()) {
      const bool stale = one.rule == "translation.stale";
      if (first_ && (stale || one.severity == Severity::kError)) unsure_.insert(one.path);
      // It was up to date with an original that could be read.
      const bool still = stale && !unsure_.contains(one.path) && !unsure_.contains(one.about.name);
      if (one.edits.empty() || (stale && !still)) continue;
      std::vector<Diagnostic::Edit>& of_file = edits[one.path];
      of_file.insert(of_file.end(), one.edits.begin(), one.edits.end());
    }
    first_ = false;
    return edits;
  }

 private:
  FileReader& files_;
  const LoadOptions& options_;
  MarkdownPool& markdown_;
  bool first_ = true;
  std::set<std::string> unsure_;  // files with errors, and translations that are not up to date
};

}  // namespace

std::vector<FixedFile> FindFixes(FileReader& files, const LoadOptions& options, MarkdownPool& markdown) {
  constexpr int kRounds = 20;  // a line may have some slips, each hiding the next
  Draft draft(files, options.folder);
  Rounds rounds(draft, options, markdown);
  for (int round = 0; round < kRounds; ++round) {
    const Edits edits = rounds.Next();
    bool changed = false;
    for (auto& [path, text] : draft.texts()) {
      if (FindInvalidUtf8(text.after) != std::string::npos) continue;
      std::string after = AsRead(text.after);
      if (const auto found = edits.find(path); found != edits.end()) after = WithEdits(after, found->second);
      after = WithCleanLines(after, EndsWith(path, ".md"));
      changed = changed || after != text.after;
      text.after = std::move(after);
    }
    if (!changed) break;
  }
  std::vector<FixedFile> fixed;
  for (auto& [path, text] : draft.texts()) {
    if (text.before != text.after) fixed.push_back(std::move(text));
  }
  return fixed;
}

}  // namespace kyodo
