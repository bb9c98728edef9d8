#include "output/journal.h"

#include <set>

#include "core/text.h"

namespace kyodo {
namespace {

constexpr std::string_view kJournalLine = "kyodo-journal 1";
constexpr std::string_view kLastLine = "end";

/// False for a line that kyodo does not write.
bool ParseLine(std::string_view line, Journal& journal) {
  const size_t space = line.find(' ');
  const std::string_view word = line.substr(0, space);
  const std::string_view rest = space == std::string_view::npos ? std::string_view() : line.substr(space + 1);
  if (word == "exchange" && journal.kind == Journal::kNone) {
    journal.kind = Journal::kExchange;
    return ReadNumber(rest, journal.staging_inode);
  }
  if (line == "replace" && journal.kind == Journal::kNone) {
    journal.kind = Journal::kReplace;
    return true;
  }
  if (journal.kind != Journal::kReplace) return false;
  if (word == "drop") {
    journal.drops.emplace_back(rest);
    return IsSitePath(rest);
  }
  const size_t before_path = rest.find(' ');
  if (word != "put" || before_path == std::string_view::npos) return false;
  Journal::Put& put = journal.puts.emplace_back();
  put.path = rest.substr(before_path + 1);
  return ReadNumber(rest.substr(0, before_path), put.number) && IsSitePath(put.path);
}

Diagnostic DamagedError(const std::string& path) {
  return OutputError("output.journal", path,
                     {"途中で止まった書き出しの記録が壊れています。何もせずに止めました。",
                      "the record of a build that was interrupted is damaged; nothing was done"},
                     {"このファイルのあるフォルダーと、書き出し先のフォルダーを消してから、もう一度実行してください。サ"
                      "イトは作り直されます。",
                      "Delete the folder that this file is in, and the folder of the built site, and run again. The "
                      "site is made anew."});
}

}  // namespace

std::string FormatJournal(const Journal& journal) {
  std::string out(kJournalLine);
  out += '\n';
  if (journal.kind == Journal::kExchange) {
    out += "exchange " + std::to_string(journal.staging_inode) + "\n";
  }
  if (journal.kind == Journal::kReplace) out += "replace\n";
  for (const Journal::Put& put : journal.puts) {
    out += "put " + std::to_string(put.number) + " " + put.path + "\n";
  }
  for (const std::string& path : journal.drops) out += "drop " + path + "\n";
  out += kLastLine;
  out += '\n';
  return out;
}

std::optional<Journal> ParseJournal(std::string_view text) {
  const std::vector<std::string_view> lines = Split(text, '\n');
  const bool whole = lines.size() >= 3 && lines.front() == kJournalLine && lines.back().empty() &&
                     lines[lines.size() - 2] == kLastLine;
  if (!whole) return Journal{};
  Journal journal;
  for (size_t i = 1; i + 2 < lines.size(); ++i) {
    if (!ParseLine(lines[i], journal)) return std::nullopt;
  }
  return journal;
}

Result<Journal> ReadJournal(FileSystem& files, const std::string& path) {
  Result<std::optional<std::string>> text = ReadIfThere(files, path);
  if (!text) return text.error();
  if (!text->has_value()) return Journal{};
  std::optional<Journal> journal = ParseJournal(**text);
  if (!journal) return DamagedError(path);
  return std::move(*journal);
}

Status CheckJournal(FileSystem& files, const Workspace& workspace, const Journal& journal) {
  std::vector<std::string_view> paths(journal.drops.begin(), journal.drops.end());
  for (const Journal::Put& put : journal.puts) {
    paths.push_back(put.path);
    Result<std::optional<FileInfo>> info = StatIfThere(files, workspace.incoming + "/" + std::to_string(put.number));
    if (!info) return info.error();
    if (info->has_value() && (*info)->kind != FileInfo::kFile) return DamagedError(workspace.journal);
  }
  std::set<std::string_view> folders;
  for (const std::string_view path : paths) {
    for (size_t slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1))
      folders.insert(path.substr(0, slash));
  }
  for (const std::string_view folder : folders) {
    Result<std::optional<FileInfo>> info = StatIfThere(files, workspace.site + "/" + std::string(folder));
    if (!info) return info.error();
    if (info->has_value() && (*info)->kind == FileInfo::kLink) return DamagedError(workspace.journal);
  }
  return Done{};
}

}  // namespace kyodo
