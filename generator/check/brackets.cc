#include "check/brackets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "check/digits.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

struct Brackets {
  std::string_view open, close;
};
/// A half-width one may be closed by one of full width, and the other way round. ［］ and ｛｝ are marks in Markdown.
constexpr std::array<Brackets, 8> kBrackets = {
    {{"（", "）"}, {"「", "」"}, {"『", "』"}, {"【", "】"}, {"〔", "〕"}, {"〈", "〉"}, {"《", "》"}, {"(", ")"}}};
constexpr size_t kRound = 0, kHalfRound = 7;

struct Opened {
  size_t kind, at;
};

bool Fit(size_t open, size_t close) {
  const auto round = [](size_t kind) { return kind == kRound || kind == kHalfRound; };
  return open == close || (round(open) && round(close));
}

class BracketReader {
 public:
  BracketReader(const Text& text, Diagnostics& diagnostics) : text_(text), diagnostics_(diagnostics) {}

  void Run() {
    const std::string_view all = text_.text;
    for (size_t at = 0; at < all.size() && told_ < kMost;) {
      const auto c = static_cast<unsigned char>(all[at]);
      if (c == '\n') {
        at = NextLine(at + 1);
      } else if (c == '`' && text_.IsMarkdown()) {
        at = BehindCode(at);
      } else if (c == 0xE3 || c == 0xEF || c == '(' || c == ')') {
        at += Take(at);
      } else {
        ++at;
      }
    }
    EndParagraph();
  }

 private:
  static constexpr size_t kMost = 3;  // of a text

  /// An empty line ends a paragraph; what stands between fences is code.
  size_t NextLine(size_t at) {
    const std::string_view rest = text_.text.substr(at);
    const size_t first = std::min(rest.find_first_not_of(" \r>"), rest.size());
    if (first == rest.size() || rest[first] == '\n') EndParagraph();
    if (!text_.IsMarkdown() || !StartsWith(rest.substr(first), "```")) return at;
    const size_t end = rest.find("\n```", first + 3);
    return end == rest.npos ? text_.text.size() : at + end + 4;
  }

  size_t BehindCode(size_t at) const {
    const std::string_view all = text_.text;
    const size_t open = std::min(all.find_first_not_of('`', at), all.size());
    const std::string ticks(open - at, '`');
    const size_t close = all.find(ticks, open);
    return close == all.npos ? open : close + ticks.size();
  }

  size_t Take(size_t at) {
    const std::string_view rest = text_.text.substr(at);
    for (size_t kind = 0; kind < kBrackets.size(); ++kind) {
      if (StartsWith(rest, kBrackets[kind].open)) {
        if (!IsAlone(at, kBrackets[kind].open.size())) open_.push_back({kind, at});
        return kBrackets[kind].open.size();
      }
      if (!StartsWith(rest, kBrackets[kind].close)) continue;
      Close(kind, at);
      return kBrackets[kind].close.size();
    }
    return 1;
  }

  /// A sign that is spoken of.
  bool IsAlone(size_t at, size_t length) const {
    const std::string_view all = text_.text;
    return at > 0 && all[at - 1] == ' ' && all.substr(at + length, 1) == " ";
  }

  void Close(size_t kind, size_t at) {
    const auto found =
        std::find_if(open_.rbegin(), open_.rend(), [&](const Opened& one) { return Fit(one.kind, kind); });
    if (found == open_.rend()) {
      if (kind == kHalfRound || IsAlone(at, kBrackets[kind].close.size()) || IsNumber(at)) return;
      return Tell(at, kBrackets[kind].close,
                  {fmt::format("「{}」の始まりがありません", kBrackets[kind].close),
                   fmt::format("{} closes nothing", kBrackets[kind].close)},
                  {fmt::format("{} を書き足すか、{} を消します。", kBrackets[kind].open, kBrackets[kind].close),
                   fmt::format("Add {} where it begins, or delete {}.", kBrackets[kind].open, kBrackets[kind].close)});
    }
    for (auto inner = open_.rbegin(); inner != found; ++inner) Unclosed(*inner);
    open_.erase(found.base() - 1, open_.end());
  }

  /// １）, ア）, 注1）, a）: a number of an item, or a reference to one. At most two digits, or a letter behind a
  /// blank.
  bool IsNumber(size_t at) const {
    constexpr size_t kMostDigits = 2;
    const std::string_view before = text_.text.substr(0, at);
    size_t start = at, digits = 0;
    for (size_t bytes; (bytes = DigitBefore(before, start)) > 0; start -= bytes) ++digits;
    if (digits > 0)
      return digits <= kMostDigits && (start == 0 || std::string_view("-.:,/").find(before[start - 1]) == before.npos);
    if (start == 0) return false;
    do --start;
    while (start > 0 && IsContinuation(before[start]));
    const std::string_view rest = before.substr(0, start);
    const bool first = rest.empty() || EndsWith(rest, "\n") || EndsWith(rest, " ") || EndsWith(rest, "　") ||
                       EndsWith(rest, "、") || EndsWith(rest, "。") || EndsWith(rest, "・");
    return first && !EndsWith(before, " ");
  }

  void EndParagraph() {
    for (const Opened& one : open_) Unclosed(one);
    open_.clear();
  }

  void Unclosed(const Opened& one) {
    if (one.kind == kHalfRound) return;
    Tell(one.at, kBrackets[one.kind].open,
         {fmt::format("「{}」が閉じられていません", kBrackets[one.kind].open),
          fmt::format("{} is not closed", kBrackets[one.kind].open)},
         {fmt::format("{} を書き足すか、{} を消します。", kBrackets[one.kind].close, kBrackets[one.kind].open),
          fmt::format("Add {} where it ends, or delete {}.", kBrackets[one.kind].close, kBrackets[one.kind].open)});
  }

  void Tell(size_t at, std::string_view sign, Message found, Message hint) {
    if (told_++ >= kMost) return;
    diagnostics_.Warning("text.bracket", text_.PlaceOf(at, sign.size()), std::move(found), std::move(hint));
  }

  const Text& text_;
  Diagnostics& diagnostics_;
  std::vector<Opened> open_;
  size_t told_ = 0;
};

}  // namespace

void CheckBrackets(const Text& text, Diagnostics& diagnostics) { BracketReader(text, diagnostics).Run(); }

}  // namespace kyodo::check
