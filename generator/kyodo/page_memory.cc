#include "kyodo/page_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "core/hash.h"
#include "core/text.h"

namespace kyodo {

namespace {

constexpr std::string_view kFirstLine = "kyodo-pages 1\n";

/// The hash of some texts and numbers, none of which can be taken for parts of another.
class Digest {
 public:
  Digest& Add(std::string_view text) {
    value_ = Hash(text, value_ + text.size());
    return *this;
  }
  Digest& Add(uint64_t number) { return Add({reinterpret_cast<const char*>(&number), sizeof number}); }
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 0;
};

/// What other pages may show of a document besides its text: all before it, and what was made of it by the way.
uint64_t OutlineOf(const MarkdownText& text) {
  const std::string_view file = text.file->text;
  const MarkdownResult& result = text.result;
  Digest digest;
  digest.Add(file.substr(0, static_cast<size_t>(text.text.data() - file.data()))).Add(result.excerpt);
  for (const MarkdownResult::Heading& one : result.headings)
    digest.Add(one.level).Add(one.id).Add(one.text).Add(one.html);
  for (const MarkdownResult::Caption& one : result.captions)
    digest.Add(one.table ? 1 : 0).Add(one.id).Add(one.number).Add(one.text);
  for (const std::string& id : result.ids) digest.Add(id);
  for (const MarkdownResult::Link& one : result.links) {
    const auto above = [&](const MarkdownResult::Heading& heading) { return heading.line <= one.line; };
    digest.Add(static_cast<uint64_t>(std::count_if(result.headings.begin(), result.headings.end(), above)));
    digest.Add(one.image ? 1 : 0).Add(one.target).Add(one.text).Add(one.title);
  }
  // The hash of the original's text tells whether a translation is of it.
  for (const Translation one : text.record->translations) digest.Add(static_cast<uint64_t>(one));
  return digest.value();
}

bool IsBodyOfDocument(const MarkdownText& text) {
  if (!text.is_body || text.is_private || !text.file || !text.record) return false;
  const char *begin = text.file->text.data(), *at = text.text.data();
  return at >= begin && at + text.text.size() == begin + text.file->text.size();
}

bool TakeHash(std::string_view& line, uint64_t& hash) {
  if (line.size() < 17 || line[16] != ' ') return false;
  const auto read = std::from_chars(line.data(), line.data() + 16, hash, 16);
  line.remove_prefix(17);
  return read.ec == std::errc();
}

}  // namespace

PageMemory::Numbers PageMemory::ReadNumbers(std::string_view text) {
  Numbers numbers;
  for (const std::string_view part : Split(text, ',')) {
    uint32_t number = 0;
    if (ReadNumber(part, number)) numbers.push_back(number);
  }
  return numbers;
}

std::string PageMemory::WriteNumbers(const Numbers& numbers) {
  return numbers.empty() ? "-" : fmt::format("{}", fmt::join(numbers, ","));
}

std::optional<PageMemory::State> PageMemory::Read(std::string_view text) {
  const size_t end = text.rfind("end ");
  if (!StartsWith(text, kFirstLine) || end == text.npos ||
      text.substr(end) != "end " + HexHash(Hash(text.substr(0, end))) + "\n")
    return std::nullopt;
  State state;
  for (const std::string_view whole : Split(text.substr(kFirstLine.size(), end - kFirstLine.size()), '\n')) {
    const size_t space = whole.find(' ');
    if (space == whole.npos) continue;
    std::string_view line = whole.substr(space + 1);
    const std::string_view kind = whole.substr(0, space);
    if (kind == "day") state.day = line;
    if (kind == "all") state.all = ReadNumbers(line);
    if (kind == "place") {
      Place& place = state.places.emplace_back();
      if (!TakeHash(line, place.hash)) return std::nullopt;
      place.path = line;
    } else if (kind == "text") {
      Text& one = state.texts.emplace_back();
      if (!TakeHash(line, one.outline) || !TakeHash(line, one.hash)) return std::nullopt;
      one.path = line;
    } else if (kind == "page") {
      Page page;
      if (!TakeHash(line, page.bytes) || !TakeHash(line, page.named)) return std::nullopt;
      const size_t next = line.find(' ');
      if (next == line.npos) return std::nullopt;
      page.texts = ReadNumbers(line.substr(0, next));
      state.pages.emplace(line.substr(next + 1), std::move(page));
    }
  }
  return state;
}

PageMemory::PageMemory(std::string_view last) : last_(Read(last)) {}

void PageMemory::Begin(const Site& site, const Snapshot& inputs) {
  now_.day =
      fmt::format("{} {} {} {}", ToIso(site.today), site.utc_offset_minutes, site.drafts ? "drafts" : "-", site.folder);
  FindTexts(site);
  FindPlaces(site, inputs);
  everything_ = FirstDifference();
  if (!everything_.empty()) return;
  changed_.resize(now_.texts.size());
  for (size_t i = 0; i < changed_.size(); ++i) changed_[i] = now_.texts[i].hash != last_->texts[i].hash;
  now_.all = last_->all;  // what is shared may have been made by a page that is not made this time
}

void PageMemory::FindTexts(const Site& site) {
  std::map<std::string_view, const MarkdownText*> by_path;
  for (const auto& storage : site.storage) {
    for (const MarkdownText& text : storage->markdown) {
      if (IsBodyOfDocument(text)) by_path.emplace(text.file->path, &text);
    }
  }
  for (const auto& [path, text] : by_path) {
    texts_of_[text->record].push_back(static_cast<uint32_t>(now_.texts.size()));
    now_.texts.push_back({std::string(path), OutlineOf(*text), Hash(text->text)});
  }
}

void PageMemory::FindPlaces(const Site& site, const Snapshot& inputs) {
  whole_ = !inputs.Stamp().empty();
  std::map<std::string, Digest> places;
  inputs.ForEachFile([&](std::string_view path, std::string_view stamp) {
    const auto text = std::lower_bound(now_.texts.begin(), now_.texts.end(), path,
                                       [](const Text& one, std::string_view other) { return one.path < other; });
    if (text != now_.texts.end() && text->path == path) return;
    const bool inside = StartsWith(path, site.folder + "/");
    const size_t slash = inside ? path.find('/', site.folder.size() + 1) : path.rfind('/');
    places[std::string(path.substr(0, slash))].Add(path).Add(stamp);
  });
  for (const auto& [path, digest] : places) now_.places.push_back({path, digest.value()});
}

std::string PageMemory::FirstDifference() const {
  if (!last_ || !whole_) return "-";
  if (now_.day != last_->day) return now_.day;
  for (size_t i = 0; i < std::max(now_.places.size(), last_->places.size()); ++i) {
    if (i >= now_.places.size()) return last_->places[i].path;
    if (i >= last_->places.size() || now_.places[i] != last_->places[i]) return now_.places[i].path;
  }
  for (size_t i = 0; i < std::max(now_.texts.size(), last_->texts.size()); ++i) {
    if (i >= now_.texts.size()) return last_->texts[i].path;
    const Text& one = now_.texts[i];
    if (i >= last_->texts.size() || one.path != last_->texts[i].path || one.outline != last_->texts[i].outline)
      return one.path;
  }
  return {};
}

const std::string* PageMemory::FirstChanged(const Numbers& texts) const {
  for (const uint32_t number : texts) {
    if (number >= changed_.size() || changed_[number])
      return &now_.texts[std::min<size_t>(number, now_.texts.size() - 1)].path;
  }
  return nullptr;
}

const std::string* PageMemory::FirstChangedOf(const std::string& path) const {
  const std::string* changed = FirstChanged(last_->all);
  const auto found = last_->pages.find(path);
  return changed || found == last_->pages.end() ? changed : FirstChanged(found->second.texts);
}

std::optional<uint64_t> PageMemory::Find(const std::string& path, uint64_t named) {
  if (!everything_.empty() || FirstChangedOf(path)) return std::nullopt;
  const auto found = last_->pages.find(path);
  if (found == last_->pages.end() || found->second.named != named) return std::nullopt;
  const std::lock_guard lock(mutex_);
  now_.pages.emplace(path, found->second);
  return found->second.bytes;
}

PageMemory::Numbers PageMemory::NumbersOf(const std::vector<const Record*>& records) const {
  Numbers numbers;
  for (const Record* record : records) {
    const auto found = texts_of_.find(record);
    if (found != texts_of_.end()) numbers.insert(numbers.end(), found->second.begin(), found->second.end());
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

void PageMemory::Note(const std::string& path, uint64_t bytes, uint64_t named,
                      const std::vector<const Record*>& shown) {
  Page page{bytes, named, NumbersOf(shown)};
  const std::string* changed = everything_.empty() ? FirstChangedOf(path) : nullptr;
  const std::lock_guard lock(mutex_);
  now_.pages.insert_or_assign(path, std::move(page));
  if (everything_.empty()) reasons_.emplace_back(path, changed ? *changed : std::string());
}

void PageMemory::NoteDerived(const std::string& path, uint64_t bytes, uint64_t content) {
  const std::lock_guard lock(mutex_);
  now_.pages.insert_or_assign(path, Page{bytes, content, {}});
}

std::string PageMemory::Write(const std::vector<const Record*>& shared) {
  if (!whole_) return {};
  const Numbers more = NumbersOf(shared);
  now_.all.insert(now_.all.end(), more.begin(), more.end());
  std::sort(now_.all.begin(), now_.all.end());
  now_.all.erase(std::unique(now_.all.begin(), now_.all.end()), now_.all.end());
  std::string out(kFirstLine);
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "day {}\n", now_.day);
  for (const Place& one : now_.places) fmt::format_to(to, "place {} {}\n", HexHash(one.hash), one.path);
  for (const Text& one : now_.texts)
    fmt::format_to(to, "text {} {} {}\n", HexHash(one.outline), HexHash(one.hash), one.path);
  fmt::format_to(to, "all {}\n", WriteNumbers(now_.all));
  for (const auto& [path, page] : now_.pages)
    fmt::format_to(to, "page {} {} {} {}\n", HexHash(page.bytes), HexHash(page.named), WriteNumbers(page.texts), path);
  return out + "end " + HexHash(Hash(out)) + "\n";
}

std::vector<std::pair<std::string, std::string>> PageMemory::reasons() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<std::string, std::string>> sorted = reasons_;
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

}  // namespace kyodo
