// A record of a collection, with the values of its fields.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/html.h"
#include "markdown/markdown.h"
#include "model/language.h"
#include "model/schema.h"

namespace kyodo {

struct Collection;
struct Image;
struct Occurrence;
struct Record;
struct Term;

/// A Markdown text: as written, and as rendered.
struct MarkdownText {
  const SourceFile* file = nullptr;
  uint32_t first_line = 1;  // of the text in its file
  uint32_t indent = 0;      // columns that a block scalar's text is moved in by
  std::string_view text;
  LanguageId language = 0;
  const Record* record = nullptr;
  bool is_body = false;
  bool is_private = false;  // of a private field: what it names is not published
  MarkdownResult result;
  Html html;  // with its links resolved
};

/// The value of a field. What it points to belongs to the Site.
struct Datum {
  enum Kind : uint8_t {
    kAbsent,  // one of the parts of a kLocal: `integer` is the language that is shown instead
    kText,
    kInteger,
    kDecimal,
    kBoolean,
    kDate,
    kInstant,
    kTerm,
    kRef,
    kMarkdown,
    kImage,   // the file of an image field
    kObject,  // parts: one Datum for each field of the type
    kList,    // parts: the items
    kLocal,   // parts: one Datum for each language, kAbsent where missing
  };
  Kind kind = kAbsent;
  uint32_t count = 0;  // of parts, or bytes of text
  SourcePos pos;
  union {
    const char* chars;
    int64_t integer;
    double decimal;
    bool boolean;
    Date date;
    Instant instant;
    const Term* term;
    const Record* record;
    const MarkdownText* markdown;
    const Image* image;
    const Datum* parts;
  };

  Datum() : integer(0) {}
  std::string_view text() const { return {chars, count}; }
  std::span<const Datum> items() const { return {parts, count}; }
  bool absent() const { return kind == kAbsent; }
  /// The value in that language; with `fallback`, else in the one that Settle found.
  /// A value that is not translated is itself. `shown`, if given, is the language of the text.
  const Datum& In(LanguageId id, bool fallback = true, LanguageId* shown = nullptr) const;
};

/// Finds what is shown instead of what the parts of a kLocal lack; call it when they are all there.
void Settle(std::span<Datum> parts, const std::vector<Language>& languages);

enum class Translation : uint8_t {
  kOriginal,
  kCurrent,     // of a record: it has all texts that it needs
  kUnrecorded,  // it does not say which version of the original it is of
  kStale,       // of another version
  kMissing,
};

struct BackReference {
  const Record* record;
  const Field* field;
};

/// A place in the text of a record that links to another.
struct Mention {
  const Record* record;
  LanguageId language;
  const MarkdownResult::Heading* section;  // null: before the first heading, or not in a body
};

struct Record {
  const Collection* collection = nullptr;
  size_t number = 0;  // among all records of the site
  std::string slug;
  std::vector<const SourceFile*> files;   // by language; records: the same file for all
  std::vector<Translation> translations;  // by language
  LanguageId original = 0;
  std::vector<LanguageId> shown;  // by language: the one that its pages show it in
  std::vector<Datum> fields;      // one for each field of the schema
  Datum body;                     // documents: kLocal of kMarkdown
  std::string path;               // site path without the language's prefix
  std::string layout;             // empty: by collection
  PageRole role = PageRole::kNone;
  bool draft = false;
  bool only_hidden = false;  // it says nothing in a language that is published
  bool hidden = false;       // not published today: in no output, no reference leads to it
  bool example = false;
  bool unlisted = false;       // robots: noindex, not in the site map
  bool apart = false;          // an example that is last in lists, in no count and in no file for programs
  std::vector<Named> aliases;  // addresses of old: see views/moved.h
  std::optional<Date> published, updated, publish_from, publish_until;
  SourcePos pos;  // of the title, else of the file
  std::vector<BackReference> referenced_by;
  std::vector<Mention> mentioned_by;  // the first in each text, in the order of loading
  std::vector<const Record*> parts;   // of collections whose part_of leads here, in order
  const Record* whole = nullptr;      // what this is a part of
  const Record* previous = nullptr;   // among its parts
  const Record* next = nullptr;
  std::vector<const Occurrence*> occurrences;  // by their start

  const Datum* Find(std::string_view key) const;
  /// The title on pages in that language; `in`, if given, is the language that it is in.
  std::string_view Title(LanguageId id, LanguageId* in = nullptr) const;
  /// The summary in that language or, when there is none, the beginning of the body.
  std::string_view Summary(LanguageId id) const;
  /// The day of the last change that is known; none: no day at all.
  const std::optional<Date>& Changed() const { return updated ? updated : published; }
  bool IsFallback(LanguageId id) const { return translations[id] == Translation::kMissing; }
  /// The original has a body, or a summary, and that language has none.
  bool LacksBody(LanguageId id) const;
  bool LacksText(LanguageId id) const;
  /// How many texts of its public fields are there in other languages only.
  size_t CountLacking(LanguageId id) const;
  /// Has it a page of its own in that language?
  bool HasPageIn(const Language& language) const { return !language.partial || !IsFallback(language.id); }
  /// Site path of this record's page for readers of that language.
  std::string PathIn(const Language& language) const {
    return (HasPageIn(language) ? language.prefix : language.lists) + path;
  }
};

}  // namespace kyodo
