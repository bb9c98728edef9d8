#include "source/parsed_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

namespace kyodo {

namespace {

/// The bytes between the lines of ---; false when they are not there.
bool FindFrontMatter(std::string_view text, size_t& start, size_t& end) {
  start = StartsWith(text, "---\r\n") ? 5 : StartsWith(text, "---\n") ? 4 : 0;
  end = start ? start - 1 : std::string_view::npos;
  while (end != std::string_view::npos) {
    end = text.find("\n---", end);
    if (end == std::string_view::npos) break;
    const std::string_view rest = text.substr(end + 4);
    if (rest.empty() || rest.front() == '\n' || StartsWith(rest, "\r\n")) break;
    ++end;
  }
  return start && end != std::string_view::npos;
}

void Cut(ParsedFile& file, std::pmr::memory_resource& memory) {
  const std::string_view text = file.source.text;
  size_t start = 0, end = 0;
  if (!FindFrontMatter(text, start, end)) {
    const Message found = start ? Message{"文書の初めの --- を閉じる、次の --- の行がありません",
                                          "No second line of --- ends the keys at the top"}
                                : Message{"文書の初めに、--- で囲んだ項目がありません",
                                          "The document does not begin with keys between --- lines"};
    file.diagnostics.Error("document.front-matter", {&file.source, 1, 1, 1}, found,
                           {"1行目に ---、次に title: などの項目、その次の行に --- と書きます。",
                            "Line 1 is ---, then keys such as title:, then a line ---."});
    return;
  }
  const std::string_view front = end + 1 > start ? text.substr(start, end + 1 - start) : text.substr(start, 0);
  file.root = yaml::Parse(file.source, front, 2, memory, file.diagnostics);
  const size_t newline = text.find('\n', end + 1);
  file.body = newline == std::string_view::npos ? std::string_view() : text.substr(newline + 1);
  const std::string_view before = text.substr(0, text.size() - file.body.size());
  file.body_line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
}

bool IsSame(const FileInfo& a, const FileInfo& b) {
  return a.size_bytes == b.size_bytes && a.modified_ns == b.modified_ns && a.changed_ns == b.changed_ns &&
         a.inode == b.inode;
}

}  // namespace

bool CleanSource(SourceFile& file, Diagnostics& diagnostics) {
  if (StartsWith(file.text, "\xEF\xBB\xBF")) file.text.erase(0, 3);
  const size_t bad = FindInvalidUtf8(file.text);
  if (bad == std::string::npos) return true;
  const auto byte = static_cast<unsigned char>(file.text[bad]);
  const SourcePos at = PosAt(file, bad);
  // The line is shown without the bytes that are no text.
  for (size_t i = bad, next = 0; next != std::string::npos; i += next + 1) {
    file.text[i] = '?';
    next = FindInvalidUtf8(std::string_view(file.text).substr(i + 1));
  }
  diagnostics.Error("text.utf8", at,
                    {fmt::format("文字コードが UTF-8 ではありません（バイト 0x{:02X}）", byte),
                     fmt::format("The text is not UTF-8 (byte 0x{:02X})", byte)},
                    {"エディターで文字コードを「UTF-8」にして、保存し直してください。",
                     "Please save the file again with the encoding UTF-8."});
  return false;
}

std::shared_ptr<const ParsedFile> ParseFile(std::string path, std::string bytes, FileForm form,
                                            std::pmr::memory_resource* memory) {
  auto file = std::make_shared<ParsedFile>();
  file->source = {std::move(path), std::move(bytes)};
  file->is_text = CleanSource(file->source, file->diagnostics);
  if (!file->is_text) return file;
  if (!memory) memory = &file->memory;
  if (form == FileForm::kMarkdown) {
    Cut(*file, *memory);
  } else {
    file->root = yaml::Parse(file->source, file->source.text, 1, *memory, file->diagnostics);
  }
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
