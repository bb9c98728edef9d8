#include "core/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/levels.h"
#include "core/text.h"

namespace kyodo {

Diagnostic& Diagnostics::Add(Severity severity, std::string_view rule, const SourcePos& at, Message message,
                             Message hint) {
  Diagnostic& added = list_.emplace_back();
  added.severity = severity;
  added.rule = rule;
  if (at.file) {
    added.path = at.file->path;
    added.line = at.line;
    added.column = at.column;
    added.length = at.length;
    if (at.line) added.source_line = at.file->Line(at.line);
    added.meant_so =
        severity != Severity::kError && at.line &&
        (SaysMeantSo(added.source_line, rule) || (at.line > 1 && SaysMeantSo(at.file->Line(at.line - 1), rule, true)));
  }
  added.message = std::move(message);
  added.hint = std::move(hint);
  return added;
}

Diagnostic& Diagnostics::FileError(std::string_view rule, std::string path, Message message, Message hint) {
  Diagnostic& added = Add(Severity::kError, rule, {}, std::move(message), std::move(hint));
  added.path = std::move(path);
  return added;
}

void Diagnostics::Append(Diagnostics other) {
  list_.insert(list_.end(), std::make_move_iterator(other.list_.begin()), std::make_move_iterator(other.list_.end()));
}

size_t Diagnostics::Count(Severity severity) const {
  return static_cast<size_t>(
      std::count_if(list_.begin(), list_.end(), [&](const Diagnostic& d) { return d.severity == severity; }));
}

bool Diagnostics::HasErrors() const { return Count(Severity::kError) > 0; }

void Diagnostics::Sort() {
  const auto key = [](const Diagnostic& d) {
    return std::tie(d.severity, d.order, d.path, d.line, d.column, d.rule, d.message.en);
  };
  std::stable_sort(list_.begin(), list_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  list_.erase(std::unique(list_.begin(), list_.end(),
                          [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); }),
              list_.end());
}

std::string_view Nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  const size_t limit = std::max<size_t>(1, word.size() / 3);
  std::string_view best;
  size_t best_distance = limit + 1;
  for (const std::string_view candidate : candidates) {
    const size_t distance = EditDistance(word, candidate, limit);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

Message Suggest(std::string_view near, Message otherwise) {
  if (near.empty()) return otherwise;
  return {fmt::format("「{}」のことでしょうか。", near), fmt::format("Did you mean “{}”?", near)};
}

}  // namespace kyodo
