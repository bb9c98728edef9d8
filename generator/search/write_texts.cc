#include "search/write_texts.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/hash.h"
#include "core/parallel.h"
#include "model/occurrence.h"
#include "model/taking_part.h"
#include "search/files.h"
#include "search/write_terms.h"

namespace kyodo::search {

namespace {

// Bytes of a file of texts before gzip. Of large sites they are twice or four times that and so on, so that there are
// not many more than a thousand.
constexpr size_t kLeastText = 2400, kMostText = 7000, kFiles = 1000;

std::string TextOf(const Entry& entry) {
  std::string text;
  for (const Entry::Part& part : entry.parts) {
    if (part.impact == kInTitle) continue;
    if (!text.empty()) text += '\n';
    for (const char c : part.text) text += c != '\n' && static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return text;
}

/// The next day on which it takes place, else its deadline, else the last day; empty: none.
std::string DayOf(const Record& record, const Site& site) {
  const Occurrence* shown = nullptr;
  for (const Occurrence* one : record.occurrences) {
    const bool is_left = one->last_day >= site.today && !one->cancelled;
    const bool shown_is_left = shown && shown->last_day >= site.today && !shown->cancelled;
    if (!shown || (is_left && !shown_is_left) ||
        (is_left == shown_is_left && shown->is_deadline && !one->is_deadline) ||
        (!is_left && !shown_is_left && one->is_deadline == shown->is_deadline))
      shown = one;
  }
  if (!shown) return {};
  return (shown->is_deadline ? "until " : "on ") + ToIso(shown->is_deadline ? shown->last_day : shown->first_day);
}

/// The area that the record names first: a term with a code, of a municipality; a wider one counts.
const Term* AreaIn(const Datum& datum) {
  if (datum.kind == Datum::kList) {
    for (const Datum& item : datum.items()) {
      if (const Term* term = AreaIn(item)) return term;
    }
  }
  if (datum.kind != Datum::kTerm) return nullptr;
  for (const Term* term = datum.term; term; term = term->broader) {
    if (!term->code.empty()) return term;
  }
  return nullptr;
}

std::string AreaOf(const Record& record, LanguageId id) {
  for (size_t i = 0; i < record.fields.size(); ++i) {
    const Field& field = record.collection->schema.fields[i];
    if (field.is_private || field.search_weight == 0) continue;
    if (const Term* area = AreaIn(record.fields[i])) return Cell(area->label.In(id));
  }
  return {};
}

/// What helps to choose among results (files.h).
std::string FactsOf(const Entry& entry, const Site& site) {
  const Record& record = *entry.record;
  std::string facts = AreaOf(record, entry.language);
  const TakingPart::State state = TakingPartIn(record, site).state;
  facts += '\t' + DayOf(record, site) + '\t';
  if (state != TakingPart::kAlways) facts += TakingPartName(state);
  facts += record.example ? "\t1" : "";
  return facts.substr(0, facts.find_last_not_of('\t') + 1);
}

/// Its line in a file of titles; `before`: the entry of the line before, if there is one.
std::string TitleOf(const Entry& entry, const Entry* before, const Site& site) {
  const bool follows = before && !entry.section.empty() && before->record == entry.record;
  const std::string section = Cell(entry.section);
  if (follows) return entry.path.substr(entry.path.find('#')) + '\t' + section;
  const std::string facts = FactsOf(entry, site);
  return entry.path + '\t' + section + '\t' + Cell(entry.title) + (facts.empty() ? "" : '\t' + facts);
}

}  // namespace

std::vector<IndexFile> WriteTexts(const std::vector<Entry>& entries, const Layout& layout,
                                  std::vector<size_t>& begins) {
  std::vector<std::string> texts(entries.size());
  ParallelFor(entries.size(), [&](size_t i) { texts[i] = TextOf(entries[i]); });
  begins.clear();
  size_t bytes = 0, all = 0, most = kMostText;
  for (const std::string& text : texts) all += text.size();
  while (all / most > kFiles) most *= 2;
  const bool is_small = most == kMostText;
  const size_t least = is_small ? kLeastText : most / 2;
  const uint64_t every = is_small ? 3 : 4;  // so that files end at the same entries again soon after one that has grown
  for (size_t i = 0; i < entries.size(); ++i) {
    const bool may_start = bytes >= least && Hash(entries[i].path) % every == 0;
    if (i == 0 || may_start || bytes + texts[i].size() > most) {
      begins.push_back(i);
      bytes = 0;
    }
    bytes += texts[i].size();
  }
  std::vector<IndexFile> files(begins.size());
  ParallelFor(files.size(), [&](size_t file) {
    std::string raw;
    const size_t end = file + 1 < begins.size() ? begins[file + 1] : entries.size();
    for (size_t i = begins[file]; i < end; ++i) {
      if (i > begins[file]) raw.append(layout.number_of[i] - layout.number_of[i - 1], '\f');
      raw += texts[i];
    }
    files[file] = MakeFile(std::move(raw));
  });
  return files;
}

std::vector<IndexFile> WriteTitles(const Site& site, const std::vector<Entry>& entries, const Layout& layout,
                                   const std::vector<IndexFile>& texts, const std::vector<size_t>& begins,
                                   size_t digits) {
  std::vector<IndexFile> files(entries.empty() ? 0 : layout.number_of.back() / kTitlesInFile + 1);
  ParallelFor(files.size(), [&](size_t block) {
    const auto begin = static_cast<uint32_t>(block) * kTitlesInFile;
    const auto first = std::lower_bound(layout.number_of.begin(), layout.number_of.end(), begin);
    std::string heads, lines;
    uint32_t number = begin;
    for (auto i = static_cast<size_t>(first - layout.number_of.begin());
         i < entries.size() && layout.number_of[i] < begin + kTitlesInFile; ++i) {
      const size_t text = static_cast<size_t>(std::upper_bound(begins.begin(), begins.end(), i) - begins.begin()) - 1;
      if (lines.empty() || begins[text] == i)
        heads += fmt::format("{}{} {}", heads.empty() ? "" : "\t", layout.number_of[begins[text]],
                             texts[text].NameOf(digits));
      const Entry* before = lines.empty() ? nullptr : &entries[i - 1];
      lines.append(layout.number_of[i] - number + 1, '\n');
      number = layout.number_of[i] + 1;
      lines += TitleOf(entries[i], before, site);
    }
    if (!lines.empty()) files[block] = MakeFile(heads + lines, true);
  });
  return files;
}

}  // namespace kyodo::search
