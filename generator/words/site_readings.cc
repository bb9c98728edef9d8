#include "words/site_readings.h"

#include <algorithm>

#include "core/parallel.h"
#include "words/known_words.h"
#include "words/reader.h"
#include "words/table.h"

namespace kyodo::words {

namespace {

/// The names of the site with their kana; those of the glossary count most.
void AddNames(const Site& site, LanguageId japanese, KnownWords& words) {
  for (const bool glossary : {false, true}) {
    for (const auto& [id, collection] : site.collections) {
      if (collection.schema.glossary != glossary) continue;
      const int at = collection.schema.Find(collection.schema.reading);
      if (at < 0 || collection.schema.fields[static_cast<size_t>(at)].is_private) continue;
      for (const Record& record : collection.records) {
        const Datum& kana = record.fields[static_cast<size_t>(at)].In(japanese);
        if (!record.hidden && kana.kind == Datum::kText) words.AddName(record.Title(japanese), kana.text());
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

}  // namespace

std::string MakeReadings(const Site& site, const JapaneseAnalysis& analysis) {
  if (analysis.texts.empty()) return {};
  KnownWords words;
  words.AddList(CivicReadings());
  AddNames(site, analysis.japanese, words);
  const Table table = MakeTable(ReadAll(analysis, words));
  return table.entries ? "kyodoReadings = `" + table.text + "`;\n" : std::string();
}

}  // namespace kyodo::words
