#include "source/parsed_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

namespace kyodo {

namespace {

constexpr std::string_view kDashes[] = {"-", "－", "―", "—", "–", "ー", "‐", "−", "─"};

/// The length of a line of `---` at `at`, with its line break; 0: no such line. Blanks at its end do not show.
size_t FenceAt(std::string_view text, size_t at) {
  if (text.substr(at, 3) != "---") return 0;
  const size_t end = std::min(text.find_first_not_of(" \t\r", at + 3), text.size());
  if (end == text.size()) return end - at;
  return text[end] == '\n' ? end + 1 - at : 0;
}

/// The keys between two lines of ---, and where the text after them starts.
struct Front {
  size_t opening = 0;  // where the first line of --- starts
  size_t start = 0, end = 0, body = 0;
  bool opened = false, closed = false;
};

Front FindFront(std::string_view text) {
  Front front;
  front.opening = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  if (front.opening > 0 && front.opening < text.size() && text[front.opening - 1] != '\n') return front;
  const size_t first = FenceAt(text, front.opening);
  front.opened = first > 0;
  front.start = front.opening + first;
  for (size_t at = front.start; front.opened && at < text.size();) {
    if (const size_t last = FenceAt(text, at)) {
      front.end = at;
      front.body = at + last;
      front.closed = true;
      break;
    }
    const size_t next = text.find('\n', at);
    at = next == text.npos ? text.size() : next + 1;
  }
  return front;
}

/// A line that was meant for ---: other dashes, more or fewer of them; empty: it was not.
std::string_view MeantFence(std::string_view line) {
  line = Trim(line);
  size_t dashes = 0;
  for (size_t at = 0; at < line.size(); ++dashes) {
    const std::string_view rest = line.substr(at);
    const auto found = std::find_if(std::begin(kDashes), std::end(kDashes),
                                    [&](std::string_view dash) { return StartsWith(rest, dash); });
    if (found == std::end(kDashes)) return {};
    at += found->size();
  }
  return dashes >= 2 ? line : std::string_view();
}

uint32_t LineAt(std::string_view text, size_t offset) {
  return static_cast<uint32_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n') + 1);
}

void TellNoFront(const ParsedFile& file, const Front& front, Diagnostics& diagnostics) {
  const std::string_view text = file.source.text;
  const std::string_view line = text.substr(front.opening, text.find('\n', front.opening) - front.opening);
  const SourcePos at{&file.source, text.empty() ? 1 : LineAt(text, front.opening), 1, 1};
  const std::string_view fence = front.opened ? std::string_view() : MeantFence(line);
  Message found{"文書の初めに、--- で囲んだ項目がありません",
                "The document does not begin with keys between --- lines"};
  if (front.opened)
    found = {"文書の初めの --- を閉じる、次の --- の行がありません", "No second line of --- ends the keys at the top"};
  if (!fence.empty())
    found = {fmt::format("文書の初めの --- が {} になっています", fence),
             fmt::format("The --- at the top is written as {}", fence)};
  diagnostics.Error("document.front-matter", at, found,
                    {"1行目に ---、次に title: などの項目、その次の行に --- と書きます。",
                     "Line 1 is ---, then keys such as title:, then a line ---."});
}

/// True for a file with nothing in it, which is told.
bool TellEmpty(const ParsedFile& file, Diagnostics& diagnostics) {
  if (file.source.text.find_first_not_of(" \t\r\n") != std::string::npos) return false;
  diagnostics.FileError("file.empty", file.source.path, {"ファイルに何も書かれていません", "The file is empty"},
                        {"前に保存した内容に戻すか、要らなければファイルを消します。",
                         "Take back what was saved before, or delete the file if it is not needed."});
  return true;
}

void Cut(ParsedFile& file, std::pmr::memory_resource& memory) {
  const std::string_view text = file.source.text;
  const Front front = FindFront(text);
  // What follows the keys is Markdown's to look at.
  if (TellConflict(file.source, front.closed ? front.body : text.size(), file.diagnostics)) return;
  if (!front.closed) return TellNoFront(file, front, file.diagnostics);
  file.root = yaml::Parse(file.source, text.substr(front.start, front.end - front.start), LineAt(text, front.start),
                          memory, file.diagnostics);
  file.body = text.substr(front.body);
  file.body_line = LineAt(text, front.body);
}

bool IsSame(const FileInfo& a, const FileInfo& b) {
  return a.size_bytes == b.size_bytes && a.modified_ns == b.modified_ns && a.changed_ns == b.changed_ns &&
         a.inode == b.inode;
}

}  // namespace

namespace {

/// What the reader of YAML refuses is told as that alone.
void ForgetRefused(Diagnostics& diagnostics) {
  std::vector<std::pair<uint32_t, uint32_t>> refused;
  for (const Diagnostic& one : diagnostics.list()) {
    if (one.rule == "yaml.control") refused.emplace_back(one.line, one.column);
  }
  if (refused.empty()) return;
  diagnostics.Forget([&](const Diagnostic& one) {
    return one.rule == "text.invisible" &&
           std::find(refused.begin(), refused.end(), std::pair(one.line, one.column)) != refused.end();
  });
}

}  // namespace

std::shared_ptr<const ParsedFile> ParseFile(std::string path, std::string bytes, FileForm form,
                                            std::pmr::memory_resource* memory) {
  auto file = std::make_shared<ParsedFile>();
  file->source = {std::move(path), std::move(bytes)};
  file->is_text = CleanSource(file->source, file->diagnostics);
  if (!file->is_text) return file;
  if (TellEmpty(*file, file->diagnostics)) return file;
  if (!memory) memory = &file->memory;
  if (form == FileForm::kMarkdown) {
    Cut(*file, *memory);
  } else {
    file->root = yaml::Parse(file->source, file->source.text, 1, *memory, file->diagnostics);
  }
  ForgetRefused(file->diagnostics);
  return file;
}

std::shared_ptr<const ParsedFile> ParsedFiles::Find(const std::string& path, const FileInfo& info) const {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(path);
  return found != files_.end() && IsSame(found->second.info, info) ? found->second.file : nullptr;
}

void ParsedFiles::Keep(const std::string& path, const FileInfo& info, std::shared_ptr<const ParsedFile> file) {
  const std::lock_guard lock(mutex_);
  files_.insert_or_assign(path, Kept{info, std::move(file)});
}

void ParsedFiles::Sweep() {
  const std::lock_guard lock(mutex_);
  std::erase_if(files_, [](const auto& one) { return one.second.file.use_count() == 1; });
}

}  // namespace kyodo
