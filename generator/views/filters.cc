#include "views/filters.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "formats/qr_code.h"
#include "model/locale_text.h"
#include "model/time_text.h"
#include "template/operations.h"
#include "views/addresses.h"
#include "views/facts.h"

namespace kyodo::render {

namespace {

using tmpl::Type;
using tmpl::Value;
using Arguments = std::span<const Value>;

const Views& HostOf(const tmpl::RenderContext& context) { return *static_cast<const Views*>(context.host); }

Value DateText(const Value& input, Arguments arguments, const tmpl::RenderContext& context, tmpl::Arena& arena,
               Message&) {
  if (input.kind != Value::kDate) return Value::None();
  const bool weekday = arguments[0].kind == Value::kBool && arguments[0].boolean;
  return Value::Of(arena.Keep(DateText(input.date, HostOf(context).languages()[context.language], weekday)));
}

/// The day with its weekday, without the year.
Value DayOfYear(const Value& input, Arguments, const tmpl::RenderContext& context, tmpl::Arena& arena, Message&) {
  if (input.kind != Value::kDate || !input.date.IsFull()) return Value::None();
  return Value::Of(arena.Keep(DayText(input.date, HostOf(context).languages()[context.language])));
}

Value IsoText(const Value& input, Arguments, const tmpl::RenderContext&, tmpl::Arena& arena, Message&) {
  return input.kind == Value::kDate ? Value::Of(arena.Keep(ToIso(input.date))) : Value::None();
}

/// Whole days from today to the date; negative when it is past.
Value DaysLeft(const Value& input, Arguments, const tmpl::RenderContext& context, tmpl::Arena&, Message&) {
  if (input.kind != Value::kDate || !input.date.IsFull()) return Value::None();
  return Value::Of(static_cast<int64_t>(DaysSince1970(input.date) - DaysSince1970(HostOf(context).site().today)));
}

/// 80,000: from five digits on, so that a year stays as people write it.
Value NumberText(const Value& input, Arguments, const tmpl::RenderContext& context, tmpl::Arena& arena, Message&) {
  if (!tmpl::IsNumber(input)) return Value::None();
  const double number = tmpl::AsReal(input);
  const bool is_long = number >= 10000 || number <= -10000;
  const Language& language = HostOf(context).languages()[context.language];
  if (is_long && language.locale) return Value::Of(arena.Keep(language.locale->Number(number)));
  std::string text = DecimalText(number, language);
  if (language.locale) return Value::Of(arena.Keep(text));
  const size_t end = std::min(text.find('.'), text.size());
  for (size_t at = end; is_long && at > 3 + (number < 0 ? 1u : 0u);) text.insert(at -= 3, ",");
  return Value::Of(arena.Keep(text));
}

enum class Script { kHiragana, kKatakana, kKanji, kOther };

Script ScriptOf(char32_t c) {
  if (c >= 0x3041 && c <= 0x309F) return Script::kHiragana;
  if ((c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC) return Script::kKatakana;
  if ((c >= 0x3400 && c <= 0x9FFF) || c == 0x3005) return Script::kKanji;
  return Script::kOther;
}

/// May a line end between the two? After a particle, beside brackets and stops, and where kanji and katakana meet: so a
/// word stays whole without a dictionary (推進方策, 取り組み, キャンペーン, に対する).
bool IsPhraseEnd(char32_t before, char32_t after) {
  constexpr std::u32string_view kParticles = U"をはがにでとのへや", kClosing = U"、。，．・）」』】！？：｜",
                                kOpening = U"（「『【", kAfterNi = U"対関基伴応沿";
  if (kClosing.find(after) != kClosing.npos || kOpening.find(before) != kOpening.npos) return false;
  if (kClosing.find(before) != kClosing.npos || kOpening.find(after) != kOpening.npos) return true;
  if (before == U'を') return true;
  if (before == U'に' && kAfterNi.find(after) != kAfterNi.npos) return false;
  const Script one = ScriptOf(before), next = ScriptOf(after);
  if (next == Script::kHiragana || next == Script::kOther) return false;
  if (one == Script::kHiragana) return kParticles.find(before) != kParticles.npos;
  return one != next && one != Script::kOther;
}

/// Words that often stand inside long compounds: before them a line may end that would be too long for a phone.
constexpr std::u32string_view kCompoundParts[] = {
    U"カレッジ",     U"キャンペーン", U"サポート",     U"スタッフ", U"センター", U"ネットワーク", U"フェスティバル",
    U"プロジェクト", U"まちづくり",   U"ミュージック", U"委員会",   U"育成",     U"会議",         U"協議会",
    U"計画",         U"子ども",       U"冊子",         U"事業",     U"推進",     U"制度",         U"連絡"};
constexpr size_t kLongWord = 12;  // characters that a line of a title has on a phone

/// For each character, whether a line may end before it.
std::vector<bool> LineEnds(std::u32string_view text) {
  std::vector<bool> ends(text.size() + 1);
  for (size_t i = 1; i < text.size(); ++i) ends[i] = IsPhraseEnd(text[i - 1], text[i]);
  ends[text.size()] = true;
  for (size_t begin = 0, end = 0; begin < text.size(); begin = end) {
    for (end = begin + 1; !ends[end];) ++end;
    if (end - begin <= kLongWord) continue;
    for (size_t i = begin + 2; i + 1 < end; ++i) {
      const std::u32string_view rest = text.substr(i, end - i);
      ends[i] = std::any_of(std::begin(kCompoundParts), std::end(kCompoundParts),
                            [&](std::u32string_view part) { return rest.starts_with(part); });
    }
  }
  return ends;
}

/// A Japanese title with the places where its lines may end.
Value Phrases(const Value& input, Arguments, const tmpl::RenderContext& context, tmpl::Arena& arena, Message&) {
  if (input.kind != Value::kString) return input;
  const std::string_view text = input.text();
  Html* html = arena.NewHtml();
  html->holes.clear();
  html->text.clear();
  if (!HostOf(context).languages()[context.language].japanese) {
    AppendEscaped(html->text, text);
    return Value::Of(static_cast<const Html*>(html));
  }
  std::u32string characters;
  std::vector<size_t> starts;
  for (size_t at = 0; at < text.size();) {
    starts.push_back(at);
    characters.push_back(DecodeUtf8(text, at));
  }
  starts.push_back(text.size());
  const std::vector<bool> ends = LineEnds(characters);
  for (size_t i = 0; i < characters.size(); ++i) {
    if (i && ends[i]) html->text += "<wbr>";
    AppendEscaped(html->text, text.substr(starts[i], starts[i + 1] - starts[i]));
  }
  return Value::Of(static_cast<const Html*>(html));
}

/// A QR code of the text as an SVG drawing, with the quiet zone of four modules that readers need.
Value QrDrawing(const Value& input, Arguments, const tmpl::RenderContext&, tmpl::Arena& arena, Message&) {
  const QrCode code = EncodeQr(input.text());
  if (code.path.empty()) return Value::None();
  constexpr int kQuiet = 4;
  Html* html = arena.NewHtml();
  html->holes.clear();
  html->text = fmt::format(
      "<svg class=\"qr\" viewBox=\"{0} {0}.5 {1} {1}\" aria-hidden=\"true\"><path stroke=\"#000\" d=\"{2}\"/></svg>",
      -kQuiet, code.width + 2 * kQuiet, code.path);
  return Value::Of(static_cast<const Html*>(html));
}

Value AssetUrl(const Theme& theme, const Value& input, Message& error) {
  const auto found = theme.assets.find(std::string(input.text()));
  if (found != theme.assets.end()) return Value::Url(found->second.path);
  std::vector<std::string_view> names;
  for (const auto& [name, asset] : theme.assets) names.push_back(name);
  const std::string_view near = Nearest(input.text(), names);
  error = {fmt::format("テーマの assets にないファイルです: {}{}", input.text(),
                       near.empty() ? "" : fmt::format("（{} のことでしょうか）", near)),
           fmt::format("Not among the theme's assets: {}{}", input.text(),
                       near.empty() ? "" : fmt::format(" (did you mean {}?)", near))};
  return {};
}

Value CanonicalText(const Value& input, Arguments, const tmpl::RenderContext& context, tmpl::Arena& arena, Message&) {
  return Value::Of(arena.Keep(Canonical(HostOf(context).site(), input.text())));
}

const Record* NeedRecord(const Value& input, const tmpl::RenderContext& context, Message& error) {
  const Record* record = HostOf(context).RecordOf(input);
  if (!record) error = {"記録に使うフィルターです", "This filter takes a record"};
  return record;
}

/// Gives every id of the text, and every link to one, a prefix, so that several
/// texts can stand on one page; `label` goes before the name of its notes. The text is our own renderer's, where quotes
/// stand only around attributes.
Value WithPrefix(const Value& input, Arguments arguments, const tmpl::RenderContext&, tmpl::Arena& arena, Message&) {
  if (input.kind != Value::kHtml) return Value::None();
  const std::string_view prefix = arguments[0].kind == Value::kString ? arguments[0].text() : std::string_view("p-");
  const std::string_view label = arguments[1].kind == Value::kString ? arguments[1].text() : std::string_view();
  constexpr std::string_view kNotes = " role=\"doc-endnotes\" aria-label=\"";
  // Tables of several texts may have one name, which landmarks must not; as groups they are called the same.
  constexpr std::string_view kLandmark = " role=\"region\"";
  constexpr std::string_view kNames[] = {" id=\"", " href=\"#", " aria-labelledby=\"", " aria-describedby=\""};
  const Html& from = *input.html;
  Html* to = arena.NewHtml();
  to->text.clear();
  to->holes.clear();
  size_t hole = 0;
  for (size_t at = 0; at <= from.text.size();) {
    while (hole < from.holes.size() && from.holes[hole].offset == at) {
      to->holes.push_back({to->text.size(), from.holes[hole].target});
      ++hole;
    }
    if (at == from.text.size()) break;
    size_t matched = 0;
    if (from.text[at] == ' ') {
      for (const std::string_view name : kNames) {
        if (from.text.compare(at, name.size(), name) == 0) matched = name.size();
      }
    }
    if (from.text.compare(at, kLandmark.size(), kLandmark) == 0) {
      to->text += " role=\"group\"";
      at += kLandmark.size();
      continue;
    }
    if (from.text.compare(at, kNotes.size(), kNotes) == 0) {
      to->text += kNotes;
      AppendEscaped(to->text, label);
      at += kNotes.size();
      continue;
    }
    // A hole right behind ` href="` is an address, not an id.
    if (matched) {
      to->text.append(from.text, at, matched);
      to->text += prefix;
      at += matched;
    } else {
      to->text += from.text[at++];
    }
  }
  return Value::Of(static_cast<const Html*>(to));
}

void Add(tmpl::Engine& engine, const char* name, Type::Kind input, Type result, std::vector<std::string> parameters,
         decltype(tmpl::HostFilter::call) call) {
  tmpl::HostFilter filter;
  filter.name = name;
  filter.input = input;
  filter.result = result;
  filter.parameters = std::move(parameters);
  filter.call = std::move(call);
  engine.AddFilter(std::move(filter));
}

Type Kind(Type::Kind kind) {
  Type type;
  type.kind = kind;
  return type;
}

Type TextOrNone() {
  Type type = Kind(Type::kString);
  type.optional = true;
  return type;
}

}  // namespace

void AddFilters(tmpl::Engine& engine, Types& types, const Theme& theme) {
  Add(engine, "date", Type::kDate, Kind(Type::kString), {"weekday"}, DateText);
  Add(engine, "day", Type::kDate, Kind(Type::kString), {}, DayOfYear);
  Add(engine, "iso", Type::kDate, Kind(Type::kString), {}, IsoText);
  Add(engine, "days_left", Type::kDate, Kind(Type::kNumber), {}, DaysLeft);
  Add(engine, "number", Type::kNumber, Kind(Type::kString), {}, NumberText);
  Add(engine, "phrases", Type::kString, Kind(Type::kHtml), {}, Phrases);
  Add(engine, "qr", Type::kString, Kind(Type::kHtml), {}, QrDrawing);
  Add(engine, "canonical", Type::kUrl, Kind(Type::kString), {}, CanonicalText);
  Add(engine, "asset", Type::kString, Kind(Type::kUrl), {},
      [&theme](const Value& input, Arguments, const tmpl::RenderContext&, tmpl::Arena&, Message& error) {
        return AssetUrl(theme, input, error);
      });
  Add(engine, "with_prefix", Type::kHtml, Kind(Type::kHtml), {"prefix", "label"}, WithPrefix);
  const auto of_record = [&](const char* name, Type result,
                             Value (*make)(const Views&, const Record&, LanguageId, tmpl::Arena&)) {
    Add(engine, name, Type::kStruct, result, {},
        [make](const Value& input, Arguments, const tmpl::RenderContext& context, tmpl::Arena& arena, Message& error) {
          const Record* record = NeedRecord(input, context, error);
          return record ? make(HostOf(context), *record, context.language, arena) : Value();
        });
  };
  of_record("facts", types.ListOf(types.fact), FactsOf);
  of_record("summary", TextOrNone(), SummaryOf);
  of_record("status", Types::StructOf(types.term, true), StatusOf);
  of_record("contact", types.contact, ContactOf);
  of_record("texts", types.ListOf(types.text), TextsOf);
  of_record("highlights", types.ListOf(types.fact), HighlightsOf);
  of_record("backlinks", types.ListOf(types.backlinks), BacklinksOf);
}

}  // namespace kyodo::render
