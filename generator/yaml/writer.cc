#include "yaml/writer.h"

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"
#include "yaml/problem.h"
#include "yaml/scan.h"

namespace kyodo::yaml {

namespace {

Diagnostic ToDiagnostic(Problem problem) {
  Diagnostic diagnostic;
  diagnostic.rule = std::move(problem.rule);
  diagnostic.message = std::move(problem.message);
  diagnostic.hint = std::move(problem.hint);
  return diagnostic;
}

/// Line breaks made LF, byte order marks left out.
Result<std::string> Normalize(std::string_view text) {
  if (const size_t invalid = FindInvalidUtf8(text); invalid != text.npos) {
    return ToDiagnostic(NotUtf8(static_cast<unsigned char>(text[invalid])));
  }
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (c == '\r' && at < text.size() && text[at] == '\n') continue;
    if (c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) {
      out += '\n';
    } else if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF) {
      return ToDiagnostic(ControlCharacter(c));
    } else if (c != 0xFEFF) {
      AppendUtf8(out, c);
    }
  }
  return out;
}

/// Safe without quotes: for our reader, for yaml-cpp and for the eye.
bool IsPlain(std::string_view text) {
  constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@`=<.~";
  constexpr std::array<std::string_view, 3> kNulls = {"null", "Null", "NULL"};  // yaml-cpp drops them
  if (text.empty() || kIndicators.find(text.front()) != text.npos || text.back() == ':') return false;
  if (std::find(kNulls.begin(), kNulls.end(), text) != kNulls.end()) return false;
  if (text.find_first_of("\n\t") != text.npos || text.find(": ") != text.npos || text.find(" #") != text.npos)
    return false;
  const bool spaced = SkipAllSpaces(text, 0) != 0 || text.back() == ' ' || EndsWith(text, "　");
  return !spaced && SmartQuoteAt(text, 0).empty() && OddDashAt(text, 0).empty();
}

/// The lines of a block text without the breaks at its end, and without blanks
/// on empty lines; nothing when a block cannot hold it.
std::optional<std::string> BlockLines(std::string_view text) {
  while (EndsWith(text, "\n")) text.remove_suffix(1);
  if (text.empty() || IsBlank(text.front()) || text.front() == '\n') return std::nullopt;
  std::string out;
  for (const std::string_view line : Split(text, '\n')) {
    if (!out.empty()) out += '\n';
    if (SkipBlanks(line, 0) < line.size()) out += line;
  }
  return out;
}

class Writer {
 public:
  Writer() {
    emitter_.SetIndent(2);
    emitter_.SetMapFormat(YAML::Block);
    emitter_.SetSeqFormat(YAML::Block);
  }

  void Write(const Value& value) {
    switch (value.kind) {
      case Value::kText: return WriteText(value.text);
      case Value::kBlock: return WriteBlock(value.text);
      case Value::kList:
        if (value.items.empty()) emitter_ << YAML::Flow;  // [] on the line of its key
        emitter_ << YAML::BeginSeq;
        for (const Value& item : value.items) Write(item);
        emitter_ << YAML::EndSeq;
        return;
      case Value::kMap:
        if (value.items.empty()) emitter_ << YAML::Flow;
        emitter_ << YAML::BeginMap;
        for (size_t i = 0; i < value.items.size(); ++i) {
          emitter_ << YAML::Key;
          WriteText(value.keys[i]);
          emitter_ << YAML::Value;
          Write(value.items[i]);
        }
        emitter_ << YAML::EndMap;
        return;
    }
  }

  Result<std::string> Take() {
    if (error_) return std::move(*error_);
    return std::string(emitter_.c_str(), emitter_.size()) + "\n";
  }

 private:
  void WriteText(const std::string& raw) {
    const std::string text = Checked(raw);
    if (!IsPlain(text)) emitter_ << YAML::DoubleQuoted;
    emitter_ << text;
  }

  void WriteBlock(const std::string& raw) {
    const std::string text = Checked(raw);
    if (const std::optional<std::string> lines = BlockLines(text)) {
      emitter_ << YAML::Literal << *lines;
    } else {
      emitter_ << YAML::DoubleQuoted << (text.empty() || text.back() != '\n' ? text + "\n" : text);
    }
  }

  /// The text to write; the first error is kept, and the rest written in vain.
  std::string Checked(const std::string& raw) {
    Result<std::string> text = Normalize(raw);
    if (text) return std::move(*text);
    if (!error_) error_ = text.error();
    return {};
  }

  YAML::Emitter emitter_;
  std::optional<Diagnostic> error_;
};

}  // namespace

Value& Value::Add(std::string key, Value value) {
  keys.push_back(std::move(key));
  items.push_back(std::move(value));
  return *this;
}

Result<std::string> Write(const Value& root) {
  Writer writer;
  writer.Write(root);
  return writer.Take();
}

}  // namespace kyodo::yaml
