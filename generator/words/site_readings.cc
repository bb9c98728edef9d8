#include "words/site_readings.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/parallel.h"
#include "words/known_words.h"
#include "words/reader.h"
#include "words/table.h"

namespace kyodo::words {

namespace {

/// The names of the site with their kana; those of the glossary count most.
void AddNames(const Site& site, const std::vector<LanguageId>& japanese, KnownWords& words) {
  for (const bool glossary : {false, true}) {
    for (const auto& [id, collection] : site.collections) {
      if (collection.schema.glossary != glossary) continue;
      const int at = collection.schema.Find(collection.schema.reading);
      if (at < 0 || collection.schema.fields[static_cast<size_t>(at)].is_private) continue;
      for (const Record& record : collection.records) {
        for (const LanguageId language : record.hidden ? std::vector<LanguageId>() : japanese) {
          const Datum& kana = record.fields[static_cast<size_t>(at)].In(language);
          if (kana.kind == Datum::kText) words.AddName(record.Title(language), kana.text());
        }
      }
    }
  }
}

std::vector<Clause> ReadAll(const JapaneseAnalysis& analysis, const KnownWords& words) {
  const std::vector<AnalysedText>& texts = analysis.texts;
  std::vector<Clause> clauses(texts.size());
  constexpr size_t kParts = 8;
  ParallelFor(kParts, [&](size_t part) {
    Reader reader(*analysis.mecab, words);
    for (size_t i = texts.size() * part / kParts; i < texts.size() * (part + 1) / kParts; ++i) {
      clauses[i].text = texts[i].text;
      reader.Read(texts[i], clauses[i].pieces);
    }
  });
  return clauses;
}

/// The weekday in brackets behind a date, as model/time_text.h writes it, is not the moon or water.
std::string Weekdays() {
  constexpr std::pair<const char*, const char*> kWeekdays[] = {
      {"日", "にち"}, {"月", "げつ"}, {"火", "か"}, {"水", "すい"}, {"木", "もく"}, {"金", "きん"}, {"土", "ど"}};
  std::string lines;
  for (const auto& [mark, reading] : kWeekdays) lines += fmt::format("（,{}/{},）\n", mark, reading);
  return lines;
}

}  // namespace

std::string MakeReadings(const Site& site, const JapaneseAnalysis& analysis) {
  if (analysis.texts.empty()) return {};
  KnownWords words;
  words.AddList(CivicReadings());
  AddNames(site, analysis.japanese, words);
  const Table table = MakeTable(ReadAll(analysis, words));
  return table.entries ? "kyodoReadings = `" + table.text + Weekdays() + "`;\n" : std::string();
}

}  // namespace kyodo::words
