#include "source/rendered_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include "core/hash.h"
#include "core/parallel.h"
#include "core/text.h"
#include "markdown/wire.h"

namespace kyodo {

namespace {

constexpr std::string_view kMark = "kyodo texts 1\n";
constexpr size_t kFiles = 64;

uint64_t KeyOf(const MarkdownRequest& request) {
  uint64_t key = Hash(request.text, uint64_t{request.top_heading} * 2 + (request.check_structure ? 1 : 0));
  for (const std::string_view part :
       {request.language, request.figure_label, request.table_label, request.number_prefix, request.note_label,
        request.back_label, request.words, request.taken_ids})
    key = Hash(part, key + part.size());
  return key;
}

size_t FileOf(uint64_t key) { return key >> 58; }
std::string PathOf(const std::string& folder, size_t file) { return fmt::format("{}/{:02}", folder, file); }

template <class Number>
void Append(std::string& out, Number number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

template <class Number>
bool Take(std::string_view& rest, Number& number) {
  if (rest.size() < sizeof number) return false;
  std::memcpy(&number, rest.data(), sizeof number);
  rest.remove_prefix(sizeof number);
  return true;
}

/// The texts of a file; nothing of one that is damaged or was made by another.
std::vector<std::pair<uint64_t, std::string_view>> TextsOf(std::string_view file, uint64_t renderer) {
  std::vector<std::pair<uint64_t, std::string_view>> texts;
  uint64_t hash = 0, made_by = 0;
  if (!StartsWith(file, kMark)) return {};
  std::string_view rest = file.substr(kMark.size());
  if (!Take(rest, hash) || hash != Hash(rest) || !Take(rest, made_by) || made_by != renderer) return {};
  for (uint64_t key = 0; !rest.empty();) {
    uint32_t size = 0;
    if (!Take(rest, key) || !Take(rest, size) || rest.size() < size) return {};
    texts.emplace_back(key, rest.substr(0, size));
    rest.remove_prefix(size);
  }
  return texts;
}

}  // namespace

void RenderedTexts::Read(FileSystem& files, const std::string& folder, uint64_t renderer) {
  files_.assign(kFiles, {});
  std::vector<std::vector<std::pair<uint64_t, std::string_view>>> texts(kFiles);
  ParallelFor(kFiles, [&](size_t file) {
    Result<std::string> read = files.Read(PathOf(folder, file));
    if (!read.ok()) return;
    files_[file] = std::move(*read);
    texts[file] = TextsOf(files_[file], renderer);
  });
  for (const auto& of_file : texts) {
    for (const auto& [key, result] : of_file) results_.try_emplace(key, Kept{{}, result, false});
  }
}

void RenderedTexts::Write(FileSystem& files, const std::string& folder, uint64_t renderer) const {
  struct File {
    std::vector<std::pair<uint64_t, std::string_view>> texts;
    size_t fresh = 0, unused = 0;
  };
  std::vector<File> made(kFiles);
  for (const auto& [key, kept] : results_) {
    File& file = made[FileOf(key)];
    file.fresh += !kept.own.empty();
    file.unused += !kept.used;
    if (kept.used) file.texts.emplace_back(key, kept.result());
  }
  const bool changed = std::any_of(made.begin(), made.end(), [](const File& file) { return file.fresh > 0; });
  if (changed && !files.MakeFolders(folder)) return;
  ParallelFor(kFiles, [&](size_t at) {
    const File& file = made[at];
    if (file.fresh == 0 && file.unused <= file.texts.size()) return;
    std::string body;
    Append(body, renderer);
    for (const auto& [key, result] : file.texts) {
      Append(body, key);
      Append(body, static_cast<uint32_t>(result.size()));
      body += result;
    }
    std::string bytes(kMark);
    Append(bytes, Hash(body));
    // Half a file has another hash than it says, so that it need not appear at once.
    (void)files.Write(PathOf(folder, at), bytes + body);
  });
}

std::optional<std::string_view> RenderedTexts::Find(const MarkdownRequest& request) {
  const auto found = results_.find(KeyOf(request));
  if (found == results_.end()) return std::nullopt;
  found->second.used = true;
  return found->second.result();
}

void RenderedTexts::Keep(const MarkdownRequest& request, const MarkdownResult& result) {
  if (keeps_) results_.insert_or_assign(KeyOf(request), Kept{EncodeResult(result), {}, true});
}

void RenderedTexts::Sweep() {
  for (auto one = results_.begin(); one != results_.end();)
    one = std::exchange(one->second.used, false) ? std::next(one) : results_.erase(one);
}

}  // namespace kyodo
