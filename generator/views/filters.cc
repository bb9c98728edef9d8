#include "views/filters.h"

#include <fmt/format.h>

#include "core/text.h"
#include "formats/qr_code.h"
#include "model/time_text.h"
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
  return Value::Of(arena.Keep(FormatDate(input.date, HostOf(context).languages()[context.language].japanese, weekday)));
}

/// The day with its weekday, without the year.
Value DayOfYear(const Value& input, Arguments, const tmpl::RenderContext& context, tmpl::Arena& arena, Message&) {
  if (input.kind != Value::kDate || !input.date.IsFull()) return Value::None();
  return Value::Of(arena.Keep(DayText(input.date, HostOf(context).languages()[context.language].japanese)));
}

Value IsoText(const Value& input, Arguments, const tmpl::RenderContext&, tmpl::Arena& arena, Message&) {
  return input.kind == Value::kDate ? Value::Of(arena.Keep(ToIso(input.date))) : Value::None();
}

/// Whole days from today to the date; negative when it is past.
Value DaysLeft(const Value& input, Arguments, const tmpl::RenderContext& context, tmpl::Arena&, Message&) {
  if (input.kind != Value::kDate || !input.date.IsFull()) return Value::None();
  return Value::Of(static_cast<int64_t>(DaysSince1970(input.date) - DaysSince1970(HostOf(context).site().today)));
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

}  // namespace

void AddFilters(tmpl::Engine& engine, Types& types, const Theme& theme) {
  Add(engine, "date", Type::kDate, Kind(Type::kString), {"weekday"}, DateText);
  Add(engine, "day", Type::kDate, Kind(Type::kString), {}, DayOfYear);
  Add(engine, "iso", Type::kDate, Kind(Type::kString), {}, IsoText);
  Add(engine, "days_left", Type::kDate, Kind(Type::kNumber), {}, DaysLeft);
  Add(engine, "qr", Type::kString, Kind(Type::kHtml), {}, QrDrawing);
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
  of_record("texts", types.ListOf(types.text), TextsOf);
  of_record("highlights", types.ListOf(types.fact), HighlightsOf);
  of_record("backlinks", types.ListOf(types.backlinks), BacklinksOf);
}

}  // namespace kyodo::render
