#include "template/messages.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo::tmpl {

std::string Listed(const std::vector<std::string_view>& names, std::string_view separator) {
  constexpr size_t kMost = 12;
  std::string out;
  for (size_t i = 0; i < names.size() && i < kMost; ++i) {
    if (i > 0) out += separator;
    out += names[i];
  }
  if (names.size() > kMost) out += " …";
  return out;
}

Message DidYouMean(std::string_view word, std::vector<std::string_view> candidates) {
  std::sort(candidates.begin(), candidates.end());
  if (const std::string_view near = Nearest(word, candidates); !near.empty()) {
    return Say("もしかして: {0}", "Did you mean `{0}`?", near);
  }
  if (candidates.empty()) return {};
  std::stable_sort(candidates.begin(), candidates.end(), [&](std::string_view a, std::string_view b) {
    return EditDistance(word, a, word.size() + a.size()) < EditDistance(word, b, word.size() + b.size());
  });
  return Say("使えるもの: {0}", "There are: {1}", Listed(candidates, "、"), Listed(candidates, ", "));
}

Message NameOf(Type::Kind kind) {
  switch (kind) {
    case Type::kAny: return {"値", "a value"};
    case Type::kBool: return {"真偽値", "a boolean"};
    case Type::kNumber: return {"数", "a number"};
    case Type::kString: return {"文字列", "a string"};
    case Type::kHtml: return {"HTML", "HTML"};
    case Type::kUrl: return {"ページのアドレス", "a page address"};
    case Type::kDate: return {"日付", "a date"};
    case Type::kList: return {"リスト", "a list"};
    case Type::kStruct: return {"項目のまとまり", "a record"};
    case Type::kDict: return {"辞書", "a dict"};
  }
  return {};
}

Message NameOf(Value::Kind kind) {
  switch (kind) {
    case Value::kUndefined: return {"未定義の値", "an undefined value"};
    case Value::kNone: return {"none（値なし）", "none"};
    case Value::kBool: return NameOf(Type::kBool);
    case Value::kInteger:
    case Value::kFloat: return NameOf(Type::kNumber);
    case Value::kString: return NameOf(Type::kString);
    case Value::kHtml: return NameOf(Type::kHtml);
    case Value::kUrl: return NameOf(Type::kUrl);
    case Value::kDate: return NameOf(Type::kDate);
    case Value::kList: return NameOf(Type::kList);
    case Value::kStruct: return NameOf(Type::kStruct);
    case Value::kDict: return NameOf(Type::kDict);
  }
  return {};
}

}  // namespace kyodo::tmpl
