#include "import/json_values.h"

#include <charconv>

#include "core/json.h"
#include "core/text.h"

namespace kyodo {

namespace {

using yaml::Value;

/// A text of several lines as people write it in YAML.
Value TextValue(std::string text) {
  const bool block = text.size() > 1 && text.back() == '\n' && text.find('\n') + 1 < text.size();
  return block ? Value::Block(std::move(text)) : Value::Text(std::move(text));
}

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}

  std::optional<Value> Run() {
    Value value = Any(0);
    Blanks();
    if (failed_ || at_ != in_.size()) return std::nullopt;
    return value;
  }

 private:
  void Blanks() { at_ = std::min(in_.find_first_not_of(" \t\r\n", at_), in_.size()); }
  bool Take(char c) {
    Blanks();
    const bool there = at_ < in_.size() && in_[at_] == c;
    if (there) ++at_;
    return there;
  }
  Value Fail() {
    failed_ = true;
    at_ = in_.size();
    return {};
  }

  Value Any(int depth) {
    if (depth > 32 || failed_) return Fail();
    if (Take('{')) return Object(depth);
    if (Take('[')) return Array(depth);
    if (Take('"')) return TextValue(String());
    Blanks();
    const size_t end = std::min(in_.find_first_of(" \t\r\n,]}", at_), in_.size());
    const std::string_view word = in_.substr(at_, end - at_);
    const bool number = !word.empty() && word.find_first_not_of("+-.0123456789eE") == word.npos;
    if (!number && word != "true" && word != "false" && word != "null") return Fail();
    at_ = end;
    return Value::Text(word == "null" ? std::string() : std::string(word));
  }

  Value Object(int depth) {
    Value map = Value::Map();
    if (Take('}')) return map;
    do {
      if (!Take('"')) return Fail();
      std::string key = String();
      if (!Take(':')) return Fail();
      map.Add(std::move(key), Any(depth + 1));
    } while (Take(','));
    return Take('}') ? map : Fail();
  }

  Value Array(int depth) {
    Value list = Value::List();
    if (Take(']')) return list;
    do {
      list.items.push_back(Any(depth + 1));
    } while (Take(','));
    return Take(']') ? list : Fail();
  }

  uint32_t FourDigits() {
    uint32_t code = 0;
    const size_t end = std::min(at_ + 4, in_.size());
    const auto read = std::from_chars(in_.data() + at_, in_.data() + end, code, 16);
    if (read.ptr != in_.data() + at_ + 4) Fail();
    if (!failed_) at_ = end;
    return code;
  }

  void Escape(std::string& out) {
    constexpr std::string_view kNames = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
    const char c = in_[at_++];
    if (const size_t found = kNames.find(c); found != kNames.npos) {
      out += kMeant[found];
      return;
    }
    if (c != 'u') {
      Fail();
      return;
    }
    uint32_t code = FourDigits();
    if (code >= 0xD800 && code < 0xDC00 && in_.substr(at_, 2) == "\\u") {
      at_ += 2;
      code = 0x10000 + ((code - 0xD800) << 10) + (FourDigits() - 0xDC00);
    }
    if ((code >= 0xD800 && code < 0xE000) || code > 0x10FFFF) Fail();
    if (!failed_) AppendUtf8(out, code);
  }

  /// After its first quote.
  std::string String() {
    std::string out;
    while (at_ < in_.size() && in_[at_] != '"') {
      if (in_[at_] != '\\') {
        out += in_[at_++];
      } else if (++at_ < in_.size()) {
        Escape(out);
      }
    }
    if (at_ == in_.size()) Fail();
    if (!failed_) ++at_;
    return out;
  }

  std::string_view in_;
  size_t at_ = 0;
  bool failed_ = false;
};

const FieldType* PartOf(const FieldType* type, const std::string& key) {
  if (!type) return nullptr;
  for (const Field& field : type->fields) {
    if (field.key == key) return &field.type;
  }
  return type->fields.empty() ? type : nullptr;  // a text in languages
}

bool IsPlainNumber(const std::string& text) {
  double ignored = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), ignored);
  const bool zeros = text.size() > 1 && text[0] == '0' && text[1] != '.';
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && !zeros && text[0] != '.' &&
         text.back() != '.' && text.find_first_not_of("-.0123456789") == text.npos;
}

void Append(JsonWriter& out, const Value& value, const FieldType* type) {
  const FieldKind kind = type ? type->kind : FieldKind::kString;
  switch (value.kind) {
    case Value::kMap:
      out.BeginObject();
      for (size_t i = 0; i < value.items.size(); ++i) {
        out.Key(value.keys[i]);
        Append(out, value.items[i], PartOf(type, value.keys[i]));
      }
      out.EndObject();
      break;
    case Value::kList:
      out.BeginArray();
      for (const Value& item : value.items) Append(out, item, kind == FieldKind::kList ? type->of.get() : type);
      out.EndArray();
      break;
    default: {
      const std::string text(Trim(value.text));
      const bool number = kind == FieldKind::kInteger || kind == FieldKind::kDecimal || kind == FieldKind::kMoney;
      const bool plain =
          (number && IsPlainNumber(text)) || (kind == FieldKind::kBoolean && (text == "true" || text == "false"));
      plain ? out.Raw(text) : out.String(text);
    }
  }
}

}  // namespace

std::optional<yaml::Value> ReadJsonValue(std::string_view json) { return Reader(json).Run(); }

std::string JsonOf(const yaml::Value& value, const FieldType* type) {
  JsonWriter out;
  Append(out, value, type);
  return out.Take();
}

}  // namespace kyodo
