// What on a site wants somebody's attention, found by roles: what schemas say of days, translations, marks of every
// record, files and links. Nothing here is an error; a site with all of it can be published.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "model/site.h"
#include "status/word_changes.h"

namespace kyodo::status {

/// In the order in which they are told.
enum class Kind : uint8_t {
  kStale,       // a translation of an earlier version of its original
  kMissing,     // no translation, or some of its texts
  kUnrecorded,  // a translation that does not say what it is of
  kExpired,     // the day until which it holds, or was to be public, is over
  kExpiring,    // it comes soon
  kDeadline,    // until when one may take part: soon
  kReview,      // the day to look at it again has come
  kScheduled,   // not public yet
  kDraft,
  kUnchecked,  // nobody has made sure of it for long
  kOld,        // no change for long
  kUnlinked,   // a page that no other leads to
  kUnused,     // a file that nothing names
  kExample,
};
constexpr size_t kKinds = 14;

struct KindWords {
  std::string_view name;  // stable: for --fail-on, JSON and CSV
  Message title;
  Message advice;  // what to do
};
const std::array<KindWords, kKinds>& AllKinds();
inline const KindWords& WordsOf(Kind kind) { return AllKinds()[static_cast<size_t>(kind)]; }

/// What an original said when it was translated, as far as it is known.
struct Since {
  enum Known : uint8_t {
    kNotAsked,
    kNoGit,       // the site is in no repository
    kNotFound,    // git has no such version
    kVersion,     // the version that the translation names
    kLastChange,  // the version that was there when the translation was last changed
  };
  Known known = kNotAsked;
  std::string day;  // of the version: "2026-04-01"
  std::vector<WordChange> changes;
};

struct Item {
  Kind kind;
  std::string path;                // of the file to open; it begins with the site's folder
  const Record* record = nullptr;  // null: it is no record's
  LanguageId language = 0;         // of a translation; else that of the original
  size_t texts = 0;                // that lack a translation; 0: it is the whole
  std::optional<Date> day = {};    // as written, where a day is what it is about
  const Field* field = nullptr;    // that says the day
  std::string_view key = {};       // else the key of every record that does
  Since since = {};
};

struct Question {
  int64_t soon_days = 30;
  /// `file.unused` of the loader, with levels applied.
  std::vector<std::string> unused;
  /// Texts besides the site's own that may name files of assets/: templates and style sheets.
  std::vector<std::string> other_texts;
};

/// By kind, then by day, then by path. `site` was loaded with drafts. Takes time in proportion to the site.
std::vector<Item> FindAttention(const Site& site, const Question& question);

/// The part of it that needs no days: pages without a link to them, and files without a use.
void AddUnlinked(const Site& site, std::vector<Item>& items);
void AddUnused(const Site& site, const Question& question, std::vector<Item>& items);

/// "2026年4月1日（5日前）" and so on: what is to be said of the item besides its title and its file.
Message NoteOf(const Item& item, const Site& site);
/// What it is called by, in that language if there is one of the site; `shown` is the language that it is in.
std::string TitleOf(const Item& item, const Site& site, Tongue tongue, LanguageId& shown);

}  // namespace kyodo::status
