#include "check/sense.h"

#include "check/addresses.h"
#include "check/agreed_words.h"
#include "check/brackets.h"
#include "check/dates.h"
#include "check/language_numbers.h"
#include "check/languages.h"
#include "check/leftover.h"
#include "check/links.h"
#include "check/people.h"
#include "check/places.h"
#include "check/plain_words.h"
#include "check/plans.h"
#include "check/ranges.h"
#include "check/repeated.h"
#include "check/sentences.h"
#include "check/spellings.h"
#include "check/telephones.h"
#include "check/texts.h"
#include "check/titles.h"
#include "check/twins.h"
#include "check/typing.h"
#include "check/written_amounts.h"
#include "check/written_signs.h"

namespace kyodo::check {

void CheckSense(const Site& site, Diagnostics& diagnostics) {
  SuggestPlainWords(site, diagnostics);
  TellSpellings(site, diagnostics);
  TellAgreedWords(site, diagnostics);
  TellUntranslated(site, diagnostics);
  TellFarPlaces(site, diagnostics);
  const People people(site);
  TranslatedNumbers numbers(site);
  for (const auto& [id, collection] : site.collections) {
    CheckTwins(collection, diagnostics);
    for (const Record& record : collection.records) {
      if (record.hidden) continue;
      CheckDatesOf(site, record, diagnostics);
      CheckHow(site, record, diagnostics);
      CheckLanguagesOf(site, record, diagnostics);
      CheckTitle(site, record, diagnostics);
      CheckRangeFields(record, diagnostics);
      CheckRepeated(record, diagnostics);
      const bool is_plan = IsPlan(record);
      ForEachText(site, record, [&](const Text& text) {
        numbers.Add(text);
        if (is_plan) CheckPlan(site, text, diagnostics);
        CheckLinks(site, text, diagnostics);
        CheckFirstHeading(text, diagnostics);
        CheckTelephone(text, diagnostics);
        people.Check(text, diagnostics);
        CheckAddress(text, diagnostics);
        if (!text.IsWords()) return;
        CheckWrittenDates(text, diagnostics);
        CheckSentences(site, text, diagnostics);
        CheckLeftover(text, diagnostics);
        CheckTyping(site, text, diagnostics);
        CheckBrackets(text, diagnostics);
        CheckHalfKana(text, diagnostics);
        CheckPostalCodes(text, diagnostics);
        CheckWrittenRanges(text, diagnostics);
        CheckWrittenAmounts(text, diagnostics);
      });
      numbers.Compare(diagnostics);
    }
  }
}

}  // namespace kyodo::check
