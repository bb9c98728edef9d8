// The inside of [ ] and { }, line by line, looked at for slips of the pen.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "yaml/problem.h"
#include "yaml/scan.h"

namespace kyodo::yaml {

class FlowCheck {
 public:
  explicit FlowCheck(std::vector<Problem>& problems) : problems_(problems) {}

  bool IsOpen() const { return !open_.empty(); }

  /// Reads `line` from `at`: the first bracket, or what continues an open one.
  /// Returns the offset past the outermost closing bracket, or kNone when the
  /// line ended before it. After an error that hides the rest it is not open.
  size_t Read(std::string_view line, uint32_t number, size_t at);

  /// Where Read met a quote that the line does not close, else kNone.
  size_t open_quote() const { return open_quote_; }

  /// The text has come to a place where the bracket should have been closed.
  void ReportUnclosed();

  /// The rest cannot be understood.
  void Abandon() { open_.clear(); }

 private:
  struct Bracket {
    char opening;
    bool after_colon;  // between a key's colon and the next comma
    std::string_view line;
    uint32_t number;
    size_t at;
  };
  size_t ReadQuote(size_t at);  // these return the offset to go on from,
  size_t ReadPlain(size_t at);  // or kNone to read no further
  size_t ReadProperty(size_t at);
  size_t Close(size_t at);
  void CheckColon(size_t at);
  void ReportAfterQuote(size_t at, size_t next, size_t end);
  void CheckPlain(size_t at, size_t end, bool is_key);
  void StartValue(size_t at);
  void ReportColonOrComma(size_t at, size_t end);
  void ReportCommaInValue(size_t at, size_t end);
  void NoteHash(size_t at);
  bool ReportCause(const Bracket& first);
  void Report(Problem problem, size_t from, size_t to) {
    problems_.push_back(Place(std::move(problem), number_, line_, from, to));
  }

  std::vector<Problem>& problems_;
  std::vector<Bracket> open_;
  bool plain_may_go_on_ = false;  // the line before ended inside a plain scalar
  bool entry_starts_ = true;      // after a bracket or a comma
  bool has_value_ = false;        // since the last bracket, comma or colon
  size_t open_quote_ = kNone;
  /// A value of a mapping, whose end may be another than was meant.
  struct Value {
    size_t at = kNone;
    uint32_t number = 0;
    bool told = false;
  };
  Value value_;
  /// The first # that may hide a closing bracket.
  struct Hash {
    size_t at = kNone, value_at = 0;
    std::string_view line;
    uint32_t number = 0;
  };
  Hash hash_;
  std::string_view line_;
  uint32_t number_ = 0;
};

}  // namespace kyodo::yaml
