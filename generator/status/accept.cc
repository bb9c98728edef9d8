#include "status/accept.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "core/edits.h"
#include "core/text.h"
#include "source/parsed_file.h"
#include "source/plain_files.h"
#include "status/history.h"

namespace kyodo::status {

namespace {

/// Where line `line` (from 1) of the bytes starts and ends, without its line feed.
std::pair<size_t, size_t> PlaceOfLine(std::string_view bytes, uint32_t line) {
  size_t start = 0;
  for (; line > 1; --line) {
    const size_t end = bytes.find('\n', start);
    if (end == bytes.npos) return {bytes.size(), bytes.size()};
    start = end + 1;
  }
  return {start, std::min(bytes.find('\n', start), bytes.size())};
}

/// An edit of one line of the bytes on the disk; other lines keep their marks and line ends.
std::string WithEdit(const std::string& bytes, Diagnostic::Edit edit) {
  const auto [start, end] = PlaceOfLine(bytes, edit.line);
  edit.line = 1;
  return bytes.substr(0, start) + WithEdits(AsRead(bytes.substr(start, end - start)), {edit}) + bytes.substr(end);
}

std::string WithLineBefore(const std::string& bytes, uint32_t line, const std::string& text) {
  const size_t start = PlaceOfLine(bytes, line).first;
  const bool wide = start >= 2 && bytes[start - 2] == '\r';
  return bytes.substr(0, start) + text + (wide ? "\r\n" : "\n") + bytes.substr(start);
}

const yaml::Entry* EntryOf(const yaml::Node& mapping, std::string_view key) {
  for (const yaml::Entry& entry : mapping.entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

/// After the colon of a key without a value.
Diagnostic::Edit ValueFor(const yaml::Entry& entry, const std::string& value) {
  const uint32_t column = entry.key_pos.column + static_cast<uint32_t>(CountCharacters(entry.key));
  return {entry.key_pos.line, column, ":", ": " + value};
}

/// The line of --- that ends the keys.
uint32_t EndOfKeys(const ParsedFile& file) {
  const std::string_view text = file.source.text;
  const size_t body = static_cast<size_t>(file.body.data() - text.data());
  return body > 0 && text[body - 1] == '\n' ? file.body_line - 1 : file.body_line;
}

std::string Changed(const ParsedFile& file, const std::string& bytes, const std::string& hash) {
  const yaml::Entry* translation = EntryOf(*file.root, "translation");
  if (!translation) return WithLineBefore(bytes, EndOfKeys(file), fmt::format("translation: {{of: {}}}", hash));
  const yaml::Node& value = *translation->value;
  if (value.IsAbsent()) return WithEdit(bytes, ValueFor(*translation, fmt::format("{{of: {}}}", hash)));
  const yaml::Entry* of = EntryOf(value, "of");
  if (of && of->value->IsAbsent()) return WithEdit(bytes, ValueFor(*of, hash));
  if (of && of->value->kind == yaml::Node::kScalar) {
    const yaml::Node& was = *of->value;
    return WithEdit(bytes, {was.pos.line, was.pos.column + (was.quoted ? 1u : 0u), std::string(was.text), hash});
  }
  if (value.kind != yaml::Node::kMapping || !value.entries.empty()) return {};
  return WithEdit(bytes, {value.pos.line, value.pos.column, "{", fmt::format("{{of: {}", hash)});
}

class Acceptor {
 public:
  Acceptor(FileReader& disk, const Site& site, Diagnostics& diagnostics)
      : disk_(disk), site_(site), diagnostics_(diagnostics) {}

  void AcceptTranslation(const std::string& file) {
    const std::string path = PathOf(file);
    const Record* record = Find(file, path);
    if (!record) return;
    if (record->files[record->original]->path == path) return ComplainOriginal(path, *record);
    if (const auto now = Original(*record)) Write(path, now->hash);
  }

  void AcceptMinor(const std::string& file) {
    const std::string path = PathOf(file);
    const Record* record = Find(file, path);
    if (!record) return;
    if (record->files[record->original]->path != path) return ComplainTranslation(path, *record);
    const auto now = Original(*record);
    const auto versions = VersionsOf(site_, *record);
    if (!versions || versions->empty()) return ComplainNoGit(path);
    if (!now) return;
    const auto before =
        std::find_if(versions->begin(), versions->end(), [&](const Version& one) { return one.hash != now->hash; });
    for (LanguageId id = 0; id < record->files.size(); ++id) {
      const SourceFile* translation = record->files[id];
      if (!translation || id == record->original || record->translations[id] != Translation::kStale) continue;
      if (before != versions->end() && RecordedIn(translation->path, translation->text) == before->hash) {
        Write(translation->path, now->hash);
      } else {
        done_.left_be.push_back(translation->path);
      }
    }
  }

  Acceptance Take() {
    if (diagnostics_.HasErrors()) return {};
    const auto by_path = [](const FileChange& a, const FileChange& b) { return a.path < b.path; };
    std::sort(done_.files.begin(), done_.files.end(), by_path);
    const auto same = [](const FileChange& a, const FileChange& b) { return a.path == b.path; };
    done_.files.erase(std::unique(done_.files.begin(), done_.files.end(), same), done_.files.end());
    return std::move(done_);
  }

 private:
  /// As the site names it: people give it as seen from where they are, or from the site's folder.
  std::string PathOf(const std::string& file) const {
    namespace fs = std::filesystem;
    const fs::path folder = fs::absolute(site_.folder).lexically_normal();
    const fs::path below = fs::absolute(file).lexically_normal().lexically_relative(folder);
    const std::string path = site_.folder + "/" + below.generic_string();
    if (site_.record_of_file.contains(path)) return path;
    return site_.folder + "/" + fs::path(file).lexically_normal().generic_string();
  }

  const Record* Find(const std::string& file, const std::string& path) {
    const auto found = site_.record_of_file.find(path);
    if (found == site_.record_of_file.end()) {
      ComplainNoFile(file, path);
      return nullptr;
    }
    if (found->second->collection->schema.is_document) return found->second;
    diagnostics_.FileError("status.file", path,
                           {"訳は同じファイルにあるので、記録することはありません",
                            "Its translations stand in the same file, so there is nothing to write down"},
                           {"訳を別のファイルに書く文書（.md）を指定します。",
                            "Name a document (.md), whose translations are files of their own."});
    return nullptr;
  }

  void ComplainNoFile(const std::string& file, const std::string& path) {
    std::vector<std::string_view> known;
    for (const auto& [name, record] : site_.record_of_file) {
      if (record->collection->schema.is_document) known.push_back(name);
    }
    std::sort(known.begin(), known.end());
    const std::string example(known.empty() ? "" : known.front());
    diagnostics_.FileError("status.file", file, {"このサイトの文書ではありません", "This is no document of the site"},
                           Suggest(Nearest(path, known), {"例: " + example, "Example: " + example}));
  }

  /// The other files of the record, in words.
  static std::string Others(const Record& record, bool originals) {
    std::string names;
    for (LanguageId id = 0; id < record.files.size(); ++id) {
      if (record.files[id] && (id == record.original) == originals)
        names += (names.empty() ? "" : " ") + record.files[id]->path;
    }
    return names;
  }

  void ComplainOriginal(const std::string& path, const Record& record) {
    const std::string names = Others(record, false);
    diagnostics_.FileError("status.original", path,
                           {"これは元の文章です。--accept には訳のファイルを書きます",
                            "This is the original: --accept takes translations"},
                           names.empty() ? Message{"訳はまだありません。", "It has no translation yet."}
                                         : Message{"例: --accept " + names, "Example: --accept " + names});
  }

  void ComplainTranslation(const std::string& path, const Record& record) {
    const std::string name = Others(record, true);
    diagnostics_.FileError("status.original", path,
                           {"これは訳です。--minor には、誤字を直した元のファイルを書きます",
                            "This is a translation: --minor takes the original in which a slip was mended"},
                           {"例: --minor " + name, "Example: --minor " + name});
  }

  void ComplainNoGit(const std::string& path) {
    diagnostics_.FileError("status.git", path,
                           {"直す前の文章が git にないので、訳が最新だったかどうか分かりません",
                            "git has no version from before, so nobody knows which translations were up to date"},
                           {"訳を元の文章と比べてから、--accept 訳のファイル とします。",
                            "Compare the translations with it, then use --accept TRANSLATION."});
  }

  std::optional<Version> Original(const Record& record) const {
    const SourceFile& file = *record.files[record.original];
    return ReadVersion(record.collection->schema, file.path, file.text);
  }

  void Write(const std::string& path, const std::string& hash) {
    Result<std::string> bytes = ReadPlainFile(disk_, site_.folder, path);
    if (!bytes.ok()) {
      diagnostics_.FileError(bytes.error().rule, path, bytes.error().message, bytes.error().hint);
      return;
    }
    std::string after = WithTranslationOf(path, *bytes, hash);
    if (after.empty()) {
      diagnostics_.FileError("status.form", path, {"書き換える行が見つかりません", "The line to change was not found"},
                             {fmt::format("--- の間に translation: {{of: {}}} と書きます。", hash),
                              fmt::format("Write translation: {{of: {}}} between the --- lines.", hash)});
    } else if (after != *bytes) {
      done_.files.push_back({path, std::move(*bytes), std::move(after)});
    }
  }

  FileReader& disk_;
  const Site& site_;
  Diagnostics& diagnostics_;
  Acceptance done_;
};

}  // namespace

std::string WithTranslationOf(const std::string& path, const std::string& bytes, const std::string& hash) {
  const auto file = ParseFile(path, bytes, FileForm::kMarkdown);
  if (!file->root || file->root->kind != yaml::Node::kMapping) return {};
  std::string after = Changed(*file, bytes, hash);
  return !after.empty() && RecordedIn(path, after) == hash ? after : std::string();
}

Acceptance Accept(FileReader& disk, const Site& site, const std::vector<std::string>& files, Diagnostics& diagnostics) {
  Acceptor acceptor(disk, site, diagnostics);
  for (const std::string& file : files) acceptor.AcceptTranslation(file);
  return acceptor.Take();
}

Acceptance AcceptMinor(FileReader& disk, const Site& site, const std::vector<std::string>& files,
                       Diagnostics& diagnostics) {
  Acceptor acceptor(disk, site, diagnostics);
  for (const std::string& file : files) acceptor.AcceptMinor(file);
  return acceptor.Take();
}

}  // namespace kyodo::status
