#include <catch2/catch.hpp>

#include "core/text.h"
#include "model/file_note.h"
#include "testing.h"

namespace kyodo {
namespace {

const Language kJa = MakeLanguage("ja", true), kEn = MakeLanguage("en", false);

TEST_CASE("FileNote: kind and size in each language", "[model]") {
  CHECK(FileNote("media/a.0123.pdf", 125'000, kJa, "申請書") == "（PDF、123 KB）");
  CHECK(FileNote("media/a.0123.pdf", 125'000, kEn, "Form") == " (PDF, 123 KB)");
  CHECK(FileNote("a.docx", 1, kJa, "申請書") == "（Word、1 KB）");
  CHECK(FileNote("a.XLSX", 2 << 20, kEn, "Table") == " (Excel, 2 MB)");
  CHECK(FileNote("a.zip", 1'310'720, kEn, "All") == " (ZIP, 1.3 MB)");
  CHECK(FileNote("a.zip", 1'310'720, MakeLanguage("pt", false), "Tudo") == " (ZIP, 1,3 MB)");
  CHECK(FileNote("a.pdf", 2048, MakeLanguage("zh-Hans", false), "表格") == "（PDF，2 KB）");
}

TEST_CASE("FileNote: what is not known, and what the words say already, is left out", "[model]") {
  CHECK(FileNote("photo.jpg", 0, kJa, "写真") == "（JPEG）");
  CHECK(FileNote("a.pdf", 2048, kJa, "申請書（PDF）") == "（2 KB）");
  CHECK(FileNote("a.pdf", 2048, kJa, "申請書（PDF形式 10キロバイト）").empty());
  CHECK(FileNote("a.pdf", 2048, kEn, "Form, about 2 KB") == " (PDF)");
  CHECK(FileNote("media/README", 0, kEn, "Read me").empty());
}

TEST_CASE("Links to files say kind and size, in texts and in fields", "[load]") {
  auto loaded = testing::LoadFiles(
      testing::SmallSiteWith({{"site/cases/koen/a.pdf", std::string(3000, 'x')},
                              {"site/cases/koen/flower.png", testing::ImageFile("wide.png")},
                              {"site/cases/koen/index.ja.md",
                               "---\ntitle: 公園\n---\n[様式](a.pdf)と[![花](flower.png) "
                               "様式](a.pdf)と[写真](flower.png)と[外](https://x.example/b.pdf)\n"}}));
  CHECK(loaded.Problems() == "");
  const std::string& html = loaded.Get("cases", "koen").body.In(0).markdown->html.text;
  CHECK(html.find(">様式（PDF、3 KB）</a>") != std::string::npos);
  CHECK(html.find("> 様式（PDF、3 KB）</a>") != std::string::npos);
  CHECK(html.find(">写真（PNG）</a>") != std::string::npos);
  CHECK(html.find(">外</a>") != std::string::npos);
}

}  // namespace
}  // namespace kyodo
