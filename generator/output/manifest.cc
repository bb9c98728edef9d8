#include "output/manifest.h"

#include <algorithm>
#include <charconv>

#include "core/hash.h"
#include "core/text.h"
#include "output/workspace.h"

namespace kyodo {
namespace {

constexpr std::string_view kManifestLine = "kyodo-manifest 1", kManifestLineWithOwner = "kyodo-manifest 2";
constexpr std::string_view kManifestLineOfPreview = "kyodo-manifest 3";
constexpr std::string_view kOwner = "of ", kPreview = "preview ";

bool PathBefore(const ManifestEntry& entry, std::string_view path) { return entry.path < path; }

/// Cuts off what is before the first `separator`; none when there is no such.
std::optional<std::string_view> Cut(std::string_view& text, char separator) {
  const size_t end = text.find(separator);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end + 1);
  return part;
}

template <class Number>
bool TakeNumber(std::string_view& line, Number& number, int base = 10) {
  const std::optional<std::string_view> part = Cut(line, ' ');
  if (!part) return false;
  const char* end = part->data() + part->size();
  const auto read = std::from_chars(part->data(), end, number, base);
  return read.ec == std::errc() && read.ptr == end;
}

std::optional<ManifestEntry> ParseEntry(std::string_view line) {
  ManifestEntry entry;
  if (!TakeNumber(line, entry.hash, 16) || !TakeNumber(line, entry.size_bytes) ||
      !TakeNumber(line, entry.stamp.modified_ns) || !TakeNumber(line, entry.stamp.changed_ns) ||
      !TakeNumber(line, entry.stamp.inode) || !IsSitePath(line)) {
    return std::nullopt;
  }
  entry.path = line;
  return entry;
}

template <class Number>
void AppendNumber(std::string& out, Number number) {
  char digits[24];
  const auto written = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, written.ptr);
  out += ' ';
}

}  // namespace

FileStamp StampOf(const FileInfo& info) { return {info.modified_ns, info.changed_ns, info.inode}; }

bool IsUntouched(const ManifestEntry& entry, const FileInfo& info) {
  return info.kind == FileInfo::kFile && info.size_bytes == entry.size_bytes && StampOf(info) == entry.stamp;
}

Manifest::Manifest(std::vector<ManifestEntry> entries, std::string whose, std::string built_with)
    : owner(std::move(whose)), preview(std::move(built_with)), entries_(std::move(entries)) {
  std::sort(entries_.begin(), entries_.end(),
            [](const ManifestEntry& a, const ManifestEntry& b) { return a.path < b.path; });
}

const ManifestEntry* Manifest::Find(std::string_view path) const {
  const auto found = std::lower_bound(entries_.begin(), entries_.end(), path, PathBefore);
  return found != entries_.end() && found->path == path ? &*found : nullptr;
}

bool Manifest::HasFolder(std::string_view folder) const {
  const std::string prefix = std::string(folder) + "/";
  const auto found = std::lower_bound(entries_.begin(), entries_.end(), prefix, PathBefore);
  return found != entries_.end() && found->path.compare(0, prefix.size(), prefix) == 0;
}

std::string FormatManifest(const Manifest& manifest) {
  const bool is_preview = !manifest.preview.empty();
  std::string out(is_preview               ? kManifestLineOfPreview
                  : manifest.owner.empty() ? kManifestLine
                                           : kManifestLineWithOwner);
  out += '\n';
  if (is_preview || !manifest.owner.empty()) out += std::string(kOwner) + manifest.owner + '\n';
  if (is_preview) out += std::string(kPreview) + manifest.preview + '\n';
  for (const ManifestEntry& entry : manifest.entries()) {
    out += HexHash(entry.hash);
    out += ' ';
    AppendNumber(out, entry.size_bytes);
    AppendNumber(out, entry.stamp.modified_ns);
    AppendNumber(out, entry.stamp.changed_ns);
    AppendNumber(out, entry.stamp.inode);
    out += entry.path;
    out += '\n';
  }
  out += "end " + std::to_string(manifest.entries().size()) + "\n";
  return out;
}

std::optional<Manifest> ParseManifest(std::string_view text) {
  const std::optional<std::string_view> first = Cut(text, '\n');
  std::string owner, preview;
  if (first == kManifestLineWithOwner || first == kManifestLineOfPreview) {
    const std::optional<std::string_view> line = Cut(text, '\n');
    if (!line || !StartsWith(*line, kOwner)) return std::nullopt;
    owner = line->substr(kOwner.size());
  } else if (first != kManifestLine) {
    return std::nullopt;
  }
  if (first == kManifestLineOfPreview) {
    const std::optional<std::string_view> line = Cut(text, '\n');
    if (!line || !StartsWith(*line, kPreview)) return std::nullopt;
    preview = line->substr(kPreview.size());
  }
  std::vector<ManifestEntry> entries;
  while (std::optional<std::string_view> line = Cut(text, '\n')) {
    if (*line == "end " + std::to_string(entries.size())) {
      if (!text.empty()) return std::nullopt;
      return Manifest(std::move(entries), std::move(owner), std::move(preview));
    }
    std::optional<ManifestEntry> entry = ParseEntry(*line);
    if (!entry) return std::nullopt;
    entries.push_back(std::move(*entry));
  }
  return std::nullopt;
}

Result<std::optional<Manifest>> ReadManifest(FileSystem& files, const std::string& path) {
  Result<std::optional<std::string>> text = ReadIfThere(files, path);
  if (!text) return text.error();
  if (!text->has_value()) return std::optional<Manifest>();
  return ParseManifest(**text);
}

Manifest WithStamps(FileSystem& files, const std::string& site, const Manifest& manifest) {
  std::vector<ManifestEntry> entries = manifest.entries();
  for (ManifestEntry& entry : entries) {
    const Result<FileInfo> info = files.Stat(site + "/" + entry.path);
    const bool fits = info && info->kind == FileInfo::kFile && info->size_bytes == entry.size_bytes;
    entry.stamp = fits ? StampOf(*info) : FileStamp{};
  }
  return Manifest(std::move(entries), manifest.owner, manifest.preview);
}

}  // namespace kyodo
