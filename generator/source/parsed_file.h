// One file of a record or document, read: its text and the tree of its YAML. It names others by what is written there,
// never by pointer, so it depends on its own bytes alone and can be kept from one reading of the site to the next.
#pragma once

#include <memory>
#include <memory_resource>
#include <mutex>
#include <string>
#include <unordered_map>

#include "core/diagnostic.h"
#include "system/file_system.h"
#include "yaml/yaml.h"

namespace kyodo {

/// What a file is written as.
enum class FileForm { kYaml, kMarkdown };

struct ParsedFile {
  SourceFile source;
  bool is_text = true;               // false: cannot be read as a whole; then there is nothing else
  const yaml::Node* root = nullptr;  // of a document: the keys between its --- lines; null after an error
  std::string_view body;             // of a document: the text after them
  uint32_t body_line = 1;
  Diagnostics diagnostics;                     // of reading it
  std::pmr::monotonic_buffer_resource memory;  // of the tree, unless it has another
};

/// Takes a byte order mark off and tells odd characters (odd_characters.h), and puts letters and their marks
/// together (core/compose.h). False after the one error
/// that is told of a file which cannot be read: `text.utf8`, and then its odd bytes become '?'; `file.format`: no text;
/// `text.conflict`: two versions in conflict.
bool CleanSource(SourceFile& file, Diagnostics& diagnostics);
/// True after the error `text.conflict`, for the bytes before `end`.
bool TellConflict(const SourceFile& file, size_t end, Diagnostics& diagnostics);

/// `---`, YAML, `---`, Markdown; or YAML alone. The tree goes into `memory`, which must outlive the file; null: into
/// memory of its own, which many small files pay for with a third more.
/// Errors of CleanSource, `file.empty`, `yaml.*`, `document.front-matter`.
std::shared_ptr<const ParsedFile> ParseFile(std::string path, std::string bytes, FileForm form,
                                            std::pmr::memory_resource* memory = nullptr);

/// The files that were parsed, while their stamps stay. Safe for use by several threads at once.
class ParsedFiles {
 public:
  /// The file, when it was kept with just that stamp; else null.
  std::shared_ptr<const ParsedFile> Find(const std::string& path, const FileInfo& info) const;
  void Keep(const std::string& path, const FileInfo& info, std::shared_ptr<const ParsedFile> file);
  /// Forgets what nobody else holds.
  void Sweep();

 private:
  struct Kept {
    FileInfo info;
    std::shared_ptr<const ParsedFile> file;
  };
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Kept> files_;
};

}  // namespace kyodo
