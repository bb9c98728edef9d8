// Markdown kept from one run to the next: source/rendered_texts.h.
#include <algorithm>
#include <catch2/catch.hpp>

#include "core/text.h"
#include "doubles/recording_file_system.h"
#include "markdown/wire.h"
#include "source/rendered_texts.h"

namespace kyodo {
namespace {

constexpr uint64_t kRenderer = 7;

std::string TextOf(int number) { return "文 " + std::to_string(number); }

MarkdownRequest Request(const std::string& text) {
  MarkdownRequest request;
  request.text = text;
  request.language = "ja";
  return request;
}

/// What a run has that asks for texts with these numbers: how many it found. It renders the others.
size_t Run(FileSystem& files, int first, int end, uint64_t renderer = kRenderer) {
  RenderedTexts texts;
  texts.Read(files, "kept", renderer);
  size_t found = 0;
  for (int number = first; number < end; ++number) {
    const std::string text = TextOf(number);
    if (const auto result = texts.Find(Request(text))) {
      ++found;
      CHECK(DecodeResult(*result).value().html == "<p>" + text);
    } else {
      MarkdownResult made;
      made.html = "<p>" + text;
      texts.Keep(Request(text), made);
    }
  }
  texts.Write(files, "kept", renderer);
  return found;
}

size_t BytesIn(FileSystem& files) {
  size_t bytes = 0;
  const Result<std::vector<FolderEntry>> entries = files.List("kept");
  for (const FolderEntry& entry : *entries) bytes += files.Stat("kept/" + entry.name)->size_bytes;
  return bytes;
}

TEST_CASE("RenderedTexts: another run finds what was used, unless another program rendered it", "[source]") {
  const auto files = MakeMemoryFileSystem({});
  CHECK(Run(*files, 0, 300) == 0);
  CHECK(Run(*files, 0, 301) == 300);
  CHECK(Run(*files, 0, 301) == 301);
  CHECK(Run(*files, 0, 301, kRenderer + 1) == 0);
  CHECK(Run(*files, 0, 301) == 0);
}

TEST_CASE("RenderedTexts: everything that a result depends on is asked for", "[source]") {
  RenderedTexts texts;
  texts.Keep(Request("文"), {});
  CHECK(texts.Find(Request("文")));
  MarkdownRequest other = Request("文");
  other.top_heading = 3;
  CHECK_FALSE(texts.Find(other));
  for (const auto part : {&MarkdownRequest::language, &MarkdownRequest::figure_label, &MarkdownRequest::table_label,
                          &MarkdownRequest::number_prefix, &MarkdownRequest::note_label, &MarkdownRequest::back_label,
                          &MarkdownRequest::words, &MarkdownRequest::taken_ids}) {
    other = Request("文");
    other.*part = "another";
    CHECK_FALSE(texts.Find(other));
  }
}

TEST_CASE("RenderedTexts: a damaged file counts for nothing, the others stay", "[source]") {
  const auto files = MakeMemoryFileSystem({});
  Run(*files, 0, 300);
  const std::string path = "kept/" + files->List("kept")->front().name;
  const std::string whole = *files->Read(path);
  for (size_t at = 0; at < whole.size(); at += 7) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    REQUIRE(files->Write(path, damaged));
    const size_t found = Run(*files, 0, 300);
    CHECK(found > 280);
    CHECK(found < 300);
  }
  for (size_t size = 0; size < whole.size(); size += 7) {
    REQUIRE(files->Write(path, whole.substr(0, size)));
    CHECK(Run(*files, 0, 300) < 300);
  }
  CHECK(Run(*files, 0, 300) == 300);
}

TEST_CASE("RenderedTexts: a text that changes rewrites one file, and what is used no more goes in time", "[source]") {
  const auto disk = MakeMemoryFileSystem({});
  Run(*disk, 0, 300);
  const size_t bytes = BytesIn(*disk);
  RecordingFileSystem files(*disk);
  Run(files, 1, 301);
  const std::vector<std::string> changes = files.Changes();
  CHECK(std::count_if(changes.begin(), changes.end(), [](const auto& one) { return StartsWith(one, "write "); }) == 1);
  for (int first = 2; first < 1000; first += 50) Run(*disk, first, first + 300);
  CHECK(BytesIn(*disk) < bytes * 5 / 2);
}

}  // namespace
}  // namespace kyodo
