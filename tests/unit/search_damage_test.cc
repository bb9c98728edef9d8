// An index that is damaged gives the answer of the whole one, or says that it is damaged: it does not crash, hang or
// ask for much memory.
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <set>

#include "core/text.h"
#include "formats/gzip.h"
#include "search/files.h"
#include "search_testing.h"

namespace kyodo::search {

namespace {

constexpr size_t kMostBytes = 1 << 20;
constexpr long kMostKilobytes = 200'000;  // that all of a test may add to the memory of the process

const std::vector<std::string> kQueries = {"協働",      "会",          "きょうどうのかい", "kyodonokai",
                                           "部屋 名札", "防災訓錬",    "disastre",         "\"disaster drills\"",
                                           "d",         "rent badges", "障がい",           "\"部屋を借ります\""};

/// All that can be asked of an index for one query.
std::string Answers(Index& index, const std::string& query) {
  const Answer answer = Ask(index, query, 0);
  std::string out = answer.most ? "most" : "";
  for (const std::string& word : answer.near) out += " " + word;
  for (const Answer::Hit& hit : answer.hits) {
    const EntryTitle title = index.Title(hit.number);
    const IndexRoot::Range* range = index.RangeOf(hit.number);
    out += "\n" + std::to_string(hit.score) + " " + title.path + " " + title.title + " " + title.section;
    if (range) out += " " + index.root().languages[range->language] + index.root().collections[range->collection][1];
    out += " " + index.Text(title);
  }
  return out;
}

long PeakKilobytes() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/// Fixed, so that a failure is found again.
class Chance {
 public:
  size_t Below(size_t n) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return n == 0 ? 0 : static_cast<size_t>(state_ >> 33) % n;
  }

 private:
  uint64_t state_ = 20261201;
};

std::vector<std::string> PathsOf(const IndexBytes& files) {
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : files) paths.push_back(path);
  return paths;
}

TEST_CASE("Index: any damage to a file is told, or changes no answer", "[search]") {
  const Found found;
  std::vector<std::string> whole;
  for (const std::string& query : kQueries) whole.push_back(Answers(*found.index, query));
  REQUIRE_FALSE(found.index->damaged());
  const long before = PeakKilobytes();
  size_t told = 0;
  const auto look = [&](const std::string& what, const IndexBytes& files) {
    for (size_t i = 0; i < kQueries.size(); ++i) {
      INFO(what << ", query " << kQueries[i]);
      Index index = OpenIndex(found.made.root, files);
      const std::string answer = Answers(index, kQueries[i]);
      told += index.damaged();
      if (!index.damaged()) CHECK(answer == whole[i]);
    }
  };
  const auto damage = [&](const std::string& what, const std::string& path, const auto& change) {
    IndexBytes files = found.bytes;
    change(files, path);
    look(what + " " + path, files);
  };
  Chance chance;
  for (const std::string& path : PathsOf(found.bytes)) {
    damage("missing", path, [](IndexBytes& files, const std::string& at) { files.erase(at); });
    damage("empty", path, [](IndexBytes& files, const std::string& at) { files[at].clear(); });
    damage("zero", path, [](IndexBytes& files, const std::string& at) { files[at].assign(files[at].size(), '\0'); });
    damage("longer", path, [](IndexBytes& files, const std::string& at) { files[at] += "\n\n"; });
    for (int i = 0; i < 8; ++i) {
      damage("cut", path,
             [&](IndexBytes& files, const std::string& at) { files[at].resize(chance.Below(files[at].size())); });
      damage("flip", path, [&](IndexBytes& files, const std::string& at) {
        char& byte = files[at][chance.Below(files[at].size())];
        byte = static_cast<char>(byte ^ (1 << chance.Below(8)));
      });
    }
    for (size_t end = 1; end <= 4; ++end) {  // says that it holds much
      damage("size", path,
             [&](IndexBytes& files, const std::string& at) { files[at][files[at].size() - end] = '\x7f'; });
    }
    for (const std::string& other : PathsOf(found.bytes)) {  // whole, but of another name
      damage("swapped", path, [&](IndexBytes& files, const std::string& at) { std::swap(files[at], files[other]); });
    }
  }
  CHECK(told > 1000);
  CHECK(PeakKilobytes() - before < kMostKilobytes);
}

/// An index whose files were changed by somebody who named and packed them anew: what remains are the bounds of what
/// they hold.
class Forgery {
 public:
  explicit Forgery(const Found& found) : root_(found.made.root) {
    for (const auto& [path, bytes] : found.bytes) raw_[path] = Gunzip(bytes, kMostBytes).value();
  }

  const IndexBytes& raw() const { return raw_; }
  const std::string& root() const { return root_; }

  void Replace(const std::string& path, const std::string& text) {
    const std::string old = NameOf(path), name = LongName(text).substr(0, old.size());
    raw_.erase(path);
    std::string to = path;
    to.replace(to.find(old), old.size(), name);
    raw_[to] = text;
    if (path == root_) root_ = to;
    for (const std::string& other : PathsOf(raw_)) {  // names stand in titles, titles in the root
      const auto found = raw_.find(other);
      if (found == raw_.end() || name == old) continue;
      std::string changed = found->second;
      for (size_t at; (at = changed.find(old)) != changed.npos;) changed.replace(at, old.size(), name);
      if (changed != found->second) Replace(other, changed);
    }
  }

  IndexBytes Packed() const {
    IndexBytes files;
    for (const auto& [path, text] : raw_) files[path] = Gzip(text);
    return files;
  }

 private:
  static std::string NameOf(const std::string& path) {
    const size_t end = path.rfind('.');
    const size_t begin = path.find_last_of("./", end - 1) + 1;
    return path.substr(begin, end - begin);
  }

  std::string root_;
  IndexBytes raw_;
};

const std::vector<std::string> kCells = {"",
                                         "0",
                                         "-1",
                                         "33",
                                         "4294967295",
                                         "4294967296",
                                         "99999999999999999999",
                                         "16777216",
                                         "../../etc/passwd",
                                         "\xff\xfe",
                                         "\t\t",
                                         "\n",
                                         "9999 9999",
                                         std::string(300, 'x')};

/// `text` with one thing wrong in it.
std::string Wrong(std::string text, size_t kind, Chance& chance) {
  const size_t at = chance.Below(text.size());
  const size_t begin = text.find_last_of("\t\n\f ", at) + 1;  // of the cell
  const size_t end = std::min(text.find_first_of("\t\n\f ", at), text.size());
  const size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1,
               next = std::min(text.find('\n', at), text.size() - 1) + 1;
  if (kind == 0) return text.substr(0, at);
  if (kind == 1) text[at] = static_cast<char>(text[at] ^ (1 << chance.Below(8)));
  if (kind == 2) text.erase(at, 1 + chance.Below(40));
  if (kind == 3) text.replace(at, 1, 1, '\0');
  if (kind == 4) text.replace(at, 1, "\xff\xff\xff\xff\xff\xff\xff\xff\x7f");  // a huge count
  if (kind == 5) text.replace(at, 1, "\xff\xff\xff\x7f");
  if (kind == 6 && end >= begin) text.replace(begin, end - begin, kCells[chance.Below(kCells.size())]);
  if (kind == 7 && next > line) text.erase(line, next - line);
  if (kind == 8 && next > line) text.insert(line, text.substr(line, next - line));
  if (kind == 9) text = text.substr(line) + text.substr(0, line);
  if (kind == 10) text.insert(at, "\n");
  if (kind == 11) text.insert(at, 1, '9');
  return text;
}

TEST_CASE("Index: what names and packs itself well may hold anything", "[search]") {
  const Found found;
  const Forgery whole(found);
  const long before = PeakKilobytes();
  size_t told = 0, asked = 0;
  Chance chance;
  for (const auto& [path, text] : whole.raw()) {
    const int rounds = path == whole.root() ? 1200 : 200;
    for (int round = 0; round < rounds; ++round) {
      const size_t kind = chance.Below(12);
      Forgery forged = whole;
      forged.Replace(path, Wrong(text, kind, chance));
      const IndexBytes files = forged.Packed();
      Index index = OpenIndex(forged.root(), files);
      for (const std::string& query : kQueries) {
        INFO(path << ", kind " << kind << ", round " << round << ", query " << query);
        const std::string answer = Answers(index, query);
        CHECK(answer.size() < kMostBytes);
        CHECK(FindInvalidUtf8(answer) == answer.npos);
        ++asked;
        told += index.damaged();
      }
    }
  }
  CHECK(asked > 30'000);
  CHECK(told > asked / 4);
  CHECK(PeakKilobytes() - before < kMostKilobytes);
}

TEST_CASE("Index: a file that is missing takes none of the others with it", "[search]") {
  const Found found;
  const std::string titles = found.index->root().titles.at(0);
  IndexBytes files = found.bytes;
  REQUIRE(files.erase("search/" + titles + ".bin") == 1);
  Index index = OpenIndex(found.made.root, files);
  CHECK(index.Title(found.index->root().ranges.at(0).first).path.empty());
  REQUIRE(index.damaged());
  // Files of terms that are opened only now.
  for (const std::string& query : kQueries) {
    INFO(query);
    if (query[0] == '"') continue;  // phrases are looked up behind the titles
    CHECK(Ask(index, query, 0).hits.size() == Ask(*found.index, query, 0).hits.size());
  }
}

}  // namespace

}  // namespace kyodo::search
