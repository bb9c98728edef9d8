// The layout of a YAML text, line by line: what libyaml refuses in the words of
// a parser, or takes for something that the author did not mean.
//
// Run it only on a text that has failed, or that looks as if it should have: it
// explains, so that plain, well-formed YAML never depends on it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "yaml/flow.h"
#include "yaml/problem.h"
#include "yaml/scan.h"

namespace kyodo::yaml {

class Layout {
 public:
  /// `text` is valid UTF-8 without a byte order mark, and outlives this.
  explicit Layout(std::string_view text);

  /// All slips, in no particular order. Call it once.
  std::vector<Problem> Check();

 private:
  /// An open block collection: its entries or dashes start at `column`.
  struct Level {
    int column;
    bool list;
    bool known;  // its indentation is made of spaces
  };
  /// What the lines so far leave open.
  enum class Before {
    kNothing,   // start of the document
    kKey,       // `key:` or `-` alone: its value may follow, deeper than parent_
    kPlain,     // a plain scalar: a deeper line would continue it
    kComplete,  // nothing
  };

  /// A mistake that is told once, with the number of lines that share it.
  struct Repeated {
    std::optional<Span> first;
    size_t more = 0;
    char32_t space = 0;
  };

  // yaml_layout.cc: lines, indentation, levels
  void CheckLine();
  bool InBlockText();
  bool InFlow();
  bool IsMarker();
  size_t CheckIndentation();
  void Repeat(Repeated& repeated, char32_t space, size_t at);
  void Enter(int column, bool list, size_t at);
  void ReportIndentation(Problem problem, size_t at);
  void Leave(Before before, int parent);

  // yaml_layout_content.cc: what stands on a line
  void Content(size_t at);
  size_t Indicators(size_t at);
  void KeyOrValue(size_t start, bool after_indicator);
  void Key(size_t at, size_t colon, int column);
  bool QuotedKey(size_t at, int column);
  bool SlippedKey(size_t at, KeyShape shape);
  void MustBeKey(size_t at);
  void ContinuePlain(size_t at);
  void ContinueWithEntry(size_t at, bool item);
  void ReportOddDash(size_t number, size_t at);
  bool IsMapping(int column) const;
  void DashWithoutSpace(size_t at);
  bool ClosesReportedBracket(size_t at) const;
  void Value(size_t at, int parent);
  size_t Properties(size_t at);
  void QuotedValue(size_t at, int parent);
  size_t OpenQuote(size_t at, int parent);
  void FlowValue(size_t at, int parent);
  size_t ReadFlow(size_t at);
  bool CommentLacksSpace(size_t at);
  bool HashHidesValue(size_t value, size_t hash);
  bool HasTextBelow(int parent) const;
  void BlockText(size_t at, int parent);
  void PlainValue(size_t at, int parent);

  void Report(Problem problem, size_t from, size_t to) {
    problems_.push_back(Place(std::move(problem), static_cast<uint32_t>(number_) + 1, line_, from, to));
  }
  void ReportMended(Problem problem, size_t from, size_t to, std::string_view instead) {
    problems_.push_back(Mend(std::move(problem), static_cast<uint32_t>(number_) + 1, line_, from, to, instead));
  }
  int ColumnOf(size_t at) const { return static_cast<int>(CountCharacters(line_.substr(0, at))); }
  /// `title:` may have its value below; at the start anything may come.
  bool AwaitsValueAt(int column) const {
    return before_ == Before::kNothing || (before_ == Before::kKey && column > parent_);
  }

  std::vector<std::string_view> lines_;
  std::vector<Problem> problems_;
  FlowCheck flow_{problems_};
  size_t number_ = 0;  // of the line, from 0
  std::string_view line_;
  std::vector<Level> levels_;
  Before before_ = Before::kNothing;
  int parent_ = -1;        // column of the entry or dash that before_ belongs to
  bool told_ = false;      // what before_ is about has been reported
  size_t plain_line_ = 0;  // where the plain scalar of kPlain starts
  size_t plain_at_ = 0;
  bool in_block_ = false;  // below a | or >
  int block_parent_ = -1;
  int block_column_ = -1;       // of the text's first line; -1: not seen yet
  size_t blank_width_ = 0;      // of the longest blank line before it
  bool has_indicator_ = false;  // the header says how deep the text is
  bool text_missing_ = false;   // the last block text had no line
  bool ended_ = false;          // by ...
  bool explicit_keys_ = false;  // there are ? lines, so that a : may start one
  bool indent_known_ = true;    // false below an indentation that has been reported
  Repeated tabs_;
  Repeated odd_spaces_;
};

}  // namespace kyodo::yaml
