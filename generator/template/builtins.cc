#include "template/builtins.h"

#include <algorithm>
#include <array>

#include "template/filters.h"

namespace kyodo::tmpl {

namespace {

using enum Gives;

constexpr Builtin kFilters[] = {
    {"abs", "", Takes::kNumber, kNumber, filters::Abs, "数の絶対値です。", "The absolute value of a number."},
    {"batch", "linecount fill_with?", Takes::kList, kLists, filters::Batch, "リストを決まった個数ずつに分けます。",
     "Cuts a list into lists of a given length."},
    {"capitalize", "", Takes::kText, kString, filters::Capitalize, "先頭を大文字に、残りを小文字にします。",
     "First letter in upper case, the rest in lower case."},
    {"count", "", Takes::kLengthy, kNumber, filters::Length, "個数または文字数です。length と同じです。",
     "How many items or characters; the same as length."},
    {"d", "value? boolean?", Takes::kMaybeUndefined, kOrDefault, filters::Default, "default と同じです。",
     "The same as default."},
    {"default", "value? boolean?", Takes::kMaybeUndefined, kOrDefault, filters::Default,
     "値が未定義のときの代わりです。boolean=true なら空のときも使います。",
     "A value to use when there is none; with boolean=true, also when it is empty."},
    {"dictsort", "case_sensitive? by? reverse?", Takes::kDict, kPairs, filters::DictSort,
     "辞書をキーまたは値の順に並べ、組のリストにします。", "The pairs of a dict, in the order of its keys or values."},
    {"e", "", Takes::kText, kHtml, filters::Escape, "escape と同じです。", "The same as escape."},
    {"escape", "", Takes::kText, kHtml, filters::Escape, "HTML の記号を無害にします。表示するときは自動で行われます。",
     "Makes text safe as HTML. Printing does this by itself."},
    {"fill", "**", Takes::kText, kAny, filters::Fill, "文字列の中の {名前} を値に置き換えます。例: t | fill(count=3)",
     "Replaces {name} in a text by a value: t | fill(count=3)"},
    {"first", "count?", Takes::kList, kElement, filters::First,
     "リストの最初の要素です。first(3) は最初の3つのリストです。",
     "The first item of a list; first(3) is a list of the first three."},
    {"float", "default?", Takes::kAnything, kNumber, filters::Float, "小数にします。", "As a number with a fraction."},
    {"format", "*", Takes::kText, kString, filters::Format, "%s や %.1f の場所に値を入れます。",
     "Puts values where %s or %.1f stand."},
    {"group_by", "field", Takes::kList, kGroups, filters::GroupBy,
     "項目の値ごとに分けます。順はリストのままです。例: for d, list in xs | group_by(\"district\")",
     "Groups by a field, in the order of the list: for d, list in xs | group_by(\"district\")"},
    {"groupby", "attribute default? case_sensitive?", Takes::kList, kGroups, filters::GroupBySorted,
     "項目の値ごとに、値の順に分けます。", "Groups by a field, sorted by its value."},
    {"indent", "width? first? blank?", Takes::kText, kInput, filters::Indent, "2行目からを字下げします。",
     "Indents all lines but the first."},
    {"int", "default? base?", Takes::kAnything, kNumber, filters::Int, "整数にします。", "As a whole number."},
    {"items", "", Takes::kDict, kPairs, filters::Items, "辞書のキーと値の組です。例: for k, v in x | items",
     "The pairs of a dict: for k, v in x | items"},
    {"join", "d? attribute?", Takes::kList, kAny, filters::Join, "要素をつないで文字列にします。",
     "The items as one text, with a separator."},
    {"last", "count?", Takes::kList, kElement, filters::Last,
     "リストの最後の要素です。last(3) は最後の3つのリストです。",
     "The last item of a list; last(3) is a list of the last three."},
    {"length", "", Takes::kLengthy, kNumber, filters::Length, "個数または文字数です。",
     "How many items or characters."},
    {"list", "", Takes::kAnything, kList, filters::ToList, "リストにします。", "As a list."},
    {"lower", "", Takes::kText, kString, filters::Lower, "小文字にします。", "In lower case."},
    {"map", "filter? * attribute? default?", Takes::kList, kMapped, filters::Map,
     "各要素の項目、またはフィルターの結果のリストです。例: xs | map(attribute=\"name\")",
     "A list of a field of each item, or of what a filter makes of it: xs | map(attribute=\"name\")"},
    {"max", "case_sensitive? attribute?", Takes::kList, kElement, filters::Max, "最も大きい要素です。",
     "The largest item."},
    {"min", "case_sensitive? attribute?", Takes::kList, kElement, filters::Min, "最も小さい要素です。",
     "The smallest item."},
    {"reject", "test? *", Takes::kList, kInput, filters::Reject, "判定に合う要素を除きます。",
     "Without the items that pass a test."},
    {"rejectattr", "attribute test? *", Takes::kList, kInput, filters::RejectAttr, "項目が判定に合う要素を除きます。",
     "Without the items whose field passes a test."},
    {"replace", "old new count?", Takes::kText, kString, filters::Replace, "文字列を置き換えます。",
     "Replaces one text by another."},
    {"reverse", "", Takes::kLengthy, kInput, filters::Reverse, "逆の順にします。", "In reverse order."},
    {"round", "precision? method?", Takes::kNumber, kNumber, filters::Round,
     "丸めます。method は common、ceil、floor です。", "Rounded; the methods are common, ceil and floor."},
    {"select", "test? *", Takes::kList, kInput, filters::Select, "判定に合う要素だけにします。",
     "The items that pass a test."},
    {"selectattr", "attribute test? *", Takes::kList, kInput, filters::SelectAttr,
     "項目が判定に合う要素だけにします。例: xs | selectattr(\"open\")",
     "The items whose field passes a test: xs | selectattr(\"open\")"},
    {"slice", "slices fill_with?", Takes::kList, kLists, filters::Slice, "リストを決まった数の列に分けます。",
     "Cuts a list into a given number of lists."},
    {"sort", "by? reverse? case_sensitive? attribute?", Takes::kList, kInput, filters::Sort,
     "並べ替えます。例: xs | sort(\"-updated\")。値のないものは最後です。",
     "In order: xs | sort(\"-updated\"). Items without a value come last."},
    {"string", "", Takes::kText, kString, filters::String, "文字列にします。", "As text."},
    {"striptags", "", Takes::kText, kString, filters::StripTags, "HTML のタグを除き、空白を1つにまとめます。",
     "Without HTML tags, with single spaces."},
    {"sum", "attribute? start?", Takes::kList, kNumber, filters::Sum, "合計です。", "The sum."},
    {"title", "", Takes::kText, kString, filters::Title, "単語の先頭を大文字にします。",
     "Each word begins in upper case."},
    {"tojson", "", Takes::kAnything, kAny, filters::ToJson, "JSON にします。JSON-LD の中だけで使えます。",
     "As JSON; inside JSON-LD only."},
    {"trim", "chars?", Takes::kText, kString, filters::Trim, "前後の空白を除きます。",
     "Without white space at both ends."},
    {"truncate", "length? killwords? end? leeway?", Takes::kText, kString, filters::Truncate,
     "長い文字列を切ります。日本語では killwords=true にします。",
     "Cuts a long text; killwords=true cuts inside words."},
    {"unique", "case_sensitive? attribute?", Takes::kList, kInput, filters::Unique, "同じものを1つにします。",
     "Each different item once."},
    {"upper", "", Takes::kText, kString, filters::Upper, "大文字にします。", "In upper case."},
    {"urlencode", "", Takes::kAnything, kString, filters::UrlEncode, "アドレスに使える形にします。",
     "Percent-encoded for an address."},
    {"where", "field value", Takes::kList, kInput, filters::Where,
     "項目がその値の要素だけにします。例: xs | where(\"stage\", \"do\")",
     "The items whose field has, or holds, the value: xs | where(\"stage\", \"do\")"},
    {"wordcount", "", Takes::kText, kNumber, filters::WordCount, "単語の数です。", "How many words."},
};

constexpr Builtin kTests[] = {
    {"boolean", "", Takes::kAnything, kBool, tests::Boolean, "真偽値か", "A boolean?"},
    {"date", "", Takes::kAnything, kBool, tests::IsDate, "日付か（Jinja2 にはありません）", "A date? (not in Jinja2)"},
    {"defined", "", Takes::kMaybeUndefined, kBool, tests::Defined, "定義されているか", "Is there such a value?"},
    {"divisibleby", "num", Takes::kNumber, kBool, tests::DivisibleBy, "割り切れるか", "Divisible by a number?"},
    {"eq", "value", Takes::kAnything, kBool, tests::Equal, "等しいか", "Equal?"},
    {"even", "", Takes::kNumber, kBool, tests::Even, "偶数か", "Even?"},
    {"false", "", Takes::kAnything, kBool, tests::IsFalseValue, "false か", "false itself?"},
    {"float", "", Takes::kAnything, kBool, tests::Float, "小数か", "A number with a fraction?"},
    {"ge", "value", Takes::kAnything, kBool, tests::GreaterEqual, "以上か", "Greater or equal?"},
    {"gt", "value", Takes::kAnything, kBool, tests::Greater, "より大きいか", "Greater?"},
    {"in", "seq", Takes::kAnything, kBool, tests::In, "含まれるか", "In a list, dict or text?"},
    {"integer", "", Takes::kAnything, kBool, tests::Integer, "整数か", "A whole number?"},
    {"le", "value", Takes::kAnything, kBool, tests::LessEqual, "以下か", "Less or equal?"},
    {"lt", "value", Takes::kAnything, kBool, tests::Less, "より小さいか", "Less?"},
    {"mapping", "", Takes::kAnything, kBool, tests::Mapping, "辞書か", "A dict or record?"},
    {"ne", "value", Takes::kAnything, kBool, tests::NotEqual, "異なるか", "Not equal?"},
    {"none", "", Takes::kMaybeUndefined, kBool, tests::None, "値がない（none）か", "none itself?"},
    {"number", "", Takes::kAnything, kBool, tests::Number, "数か", "A number?"},
    {"odd", "", Takes::kNumber, kBool, tests::Odd, "奇数か", "Odd?"},
    {"sameas", "other", Takes::kAnything, kBool, tests::SameAs, "同じ種類で等しいか", "Equal and of the same kind?"},
    {"sequence", "", Takes::kAnything, kBool, tests::Sequence, "リストか", "A list, dict or text?"},
    {"string", "", Takes::kAnything, kBool, tests::String, "文字列か", "Text?"},
    {"true", "", Takes::kAnything, kBool, tests::IsTrueValue, "true か", "true itself?"},
    {"undefined", "", Takes::kMaybeUndefined, kBool, tests::Undefined, "定義されていないか", "Is there no such value?"},
};

/// Jinja2's other names of tests.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kTestNames = {{{"==", "eq"},
                                                                                       {"equalto", "eq"},
                                                                                       {"!=", "ne"},
                                                                                       {"<", "lt"},
                                                                                       {"lessthan", "lt"},
                                                                                       {"<=", "le"},
                                                                                       {">", "gt"},
                                                                                       {"greaterthan", "gt"},
                                                                                       {">=", "ge"},
                                                                                       {"True", "true"},
                                                                                       {"False", "false"},
                                                                                       {"None", "none"},
                                                                                       {"iterable", "sequence"}}};

constexpr LeftOut kLeftOut[] = {
    {"attr", "x.name または x[\"name\"] と書きます。", "Write x.name or x[\"name\"]."},
    {"autoescape", "値は場所に応じて自動で無害化されます。消してください。",
     "Values are always made safe. Take it away."},
    {"break", "for … if で要素を選んでください。", "Choose the items with `for … if`."},
    {"center", "見た目は CSS で整えてください。", "Use CSS for the looks."},
    {"continue", "for … if で要素を選んでください。", "Choose the items with `for … if`."},
    {"cycler", "loop.cycle(…) を使ってください。", "Use loop.cycle(…)."},
    {"dict", "{\"名前\": 値} と書きます。", "Write {\"name\": value}."},
    {"do", "set を使ってください。", "Use `set`."},
    {"filesizeformat", "大きさは表示用の文字列として渡されます。", "Sizes are given to templates as text."},
    {"filter", "値のほうにフィルターを付けてください。例: {{ x | upper }}",
     "Put the filter on the value: {{ x | upper }}"},
    {"forceescape", "値は自動で無害化されます。", "Values are made safe when printed."},
    {"joiner", "loop.first か join を使ってください。", "Use loop.first or join."},
    {"namespace", "フィルター（sum、select、count など）で計算してください。",
     "Compute it with filters such as sum, select or count."},
    {"pprint", "項目を1つずつ表示してください。", "Print the fields one by one."},
    {"random", "同じ入力からは同じページを作るため、ありません。", "Left out: the same input must make the same page."},
    {"trans", "文言は i18n ファイルに置いてください。", "Put texts into the i18n files."},
    {"urlize", "Markdown の項目を使ってください。", "Use a Markdown field."},
    {"with", "set を使ってください。", "Use `set`."},
    {"wordwrap", "見た目は CSS で整えてください。", "Use CSS for the looks."},
    {"xmlattr", "属性を1つずつ書いてください。", "Write the attributes one by one."},
};

template <class Table>
auto FindIn(const Table& table, std::string_view name) -> decltype(&table[0]) {
  for (const auto& entry : table) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

}  // namespace

std::span<const Builtin> Filters() { return kFilters; }
std::span<const Builtin> Tests() { return kTests; }
const Builtin* FindFilter(std::string_view name) { return FindIn(kFilters, name); }

const Builtin* FindTest(std::string_view name) {
  for (const auto& [other, real] : kTestNames) {
    if (other == name) name = real;
  }
  return FindIn(kTests, name);
}

const LeftOut* FindLeftOut(std::string_view name) { return FindIn(kLeftOut, name); }

ParameterList ParametersOf(std::string_view parameters) {
  ParameterList list;
  while (!parameters.empty()) {
    const size_t space = parameters.find(' ');
    std::string_view word = parameters.substr(0, space);
    parameters.remove_prefix(space == std::string_view::npos ? parameters.size() : space + 1);
    if (word == "*") {
      list.rest = true;
    } else if (word == "**") {
      list.named_rest = true;
    } else {
      const bool optional = word.back() == '?';
      if (optional)
        word.remove_suffix(1);
      else
        ++list.required;
      list.names.push_back(word);
      if (!list.rest) ++list.positional;
    }
  }
  return list;
}

}  // namespace kyodo::tmpl
