// What is wrong with the input, told to people: in Japanese and English, with
// the place, the line, what was expected and how to mend it.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/source.h"

namespace kyodo {

enum class Severity { kError, kWarning, kNote };
enum class Tongue { kJa, kEn };  // the language kyodo speaks to its user in

/// One sentence in both languages.
struct Message {
  std::string ja;
  std::string en;
  const std::string& In(Tongue tongue) const { return tongue == Tongue::kJa ? ja : en; }
  bool empty() const { return ja.empty() && en.empty(); }
};

/// Owns all its text, so it outlives the files it speaks of.
struct Diagnostic {
  Severity severity = Severity::kError;
  std::string rule;           // stable name, "date.range"
  std::string path;           // empty: no file
  uint32_t line = 0;          // from 1; 0: the whole file
  uint32_t column = 0;        // from 1, in characters
  uint32_t length = 1;        // in characters
  std::string source_line;    // the text of that line; of a long one, what is around the place
  uint32_t source_start = 0;  // characters of the line before `source_line`
  Message message;            // what was found
  Message hint;               // what was expected, with an example; may be empty
  bool meant_so = false;      // the author says so beside the text (core/levels.h)
  size_t more = 0;            // of a count: how many others of the rule there are

  /// A change that can only be right: `text` in place of `was`, which is part of one line. `check --fix` makes it.
  struct Edit {
    uint32_t line = 0;
    uint32_t column = 0;  // in characters, from 1
    std::string was, text;
    bool operator==(const Edit&) const = default;
  };
  std::vector<Edit> edits;

  struct Step {  // how the reader gets here: the templates that include it
    std::string path;
    uint32_t line = 0;
    uint32_t column = 0;
  };
  std::vector<Step> via;

  /// What it is about, where many may be about one thing, or follow from one cause.
  struct About {
    enum Kind : uint8_t {
      kNothing,
      kLanguage,  // its code: not a language of the site
      kTerm,      // vocabulary/id
      kRecord,    // collection/slug
      kOriginal,  // the path of the file that a translation was made from
    };
    Kind kind = kNothing;
    std::string name;
  };
  About about;
  uint8_t order = 9;  // among those of one severity the smaller come first: causes before what follows from them
};

/// A list of diagnostics that grows. Not for use by two threads at once.
class Diagnostics {
 public:
  /// Adds one; the returned reference is good until the next call.
  Diagnostic& Add(Severity severity, std::string_view rule, const SourcePos& at, Message message, Message hint = {});
  Diagnostic& Error(std::string_view rule, const SourcePos& at, Message message, Message hint = {}) {
    return Add(Severity::kError, rule, at, std::move(message), std::move(hint));
  }
  Diagnostic& Warning(std::string_view rule, const SourcePos& at, Message message, Message hint = {}) {
    return Add(Severity::kWarning, rule, at, std::move(message), std::move(hint));
  }
  /// An error about a file or folder that cannot be read at all.
  Diagnostic& FileError(std::string_view rule, std::string path, Message message, Message hint = {});
  void Append(Diagnostics other);
  void ForEach(const std::function<void(Diagnostic&)>& visit) {
    for (Diagnostic& one : list_) visit(one);
  }
  void Forget(const std::function<bool(const Diagnostic&)>& which) { std::erase_if(list_, which); }

  /// The one that was added last; there is one.
  Diagnostic& Last() { return list_.back(); }

  bool HasErrors() const;
  size_t Count(Severity severity) const;
  bool empty() const { return list_.empty(); }
  const std::vector<Diagnostic>& list() const { return list_; }
  /// Errors before warnings before notes; then by order, path, line, column, rule. Equal ones become one.
  void Sort();

 private:
  bool IsMeantSo(const SourcePos& at, std::string_view rule);

  struct Remarks {  // `kyodo: ok` on the line that was last asked for and on the one above; empty: none
    const SourceFile* file = nullptr;
    uint32_t line = 0;
    std::string_view own, above;
  };
  Remarks remarks_;
  std::vector<Diagnostic> list_;
};

/// Of each rule so many are shown, or a run would be as long as its mistakes are many.
inline constexpr size_t kMostOfRule = 200;
/// What is shown of a sorted list: of each severity and rule the first, and at the end of the severity a count of the
/// others.
std::vector<Diagnostic> FirstOfEachRule(const Diagnostics& sorted);

/// `FILE:LINE:COL: error: …` with the source line, a caret and the hint.
/// The caret line allows for characters that take two columns.
std::string FormatText(const Diagnostic& diagnostic, Tongue tongue, bool colour = false);
/// One JSON object with the fields of Diagnostic, on one line, in both languages.
std::string FormatJson(const Diagnostic& diagnostic);
/// A workflow command of GitHub Actions: `::error file=…,line=…::…`.
std::string FormatGithub(const Diagnostic& diagnostic, Tongue tongue);

/// The candidate nearest to `word` by edit distance, for "did you mean";
/// empty when none is near (distance over a third of the length, at least 1).
std::string_view Nearest(std::string_view word, const std::vector<std::string_view>& candidates);
/// “Did you mean `near`?”, or `otherwise` when nothing is near.
Message Suggest(std::string_view near, Message otherwise);

}  // namespace kyodo
