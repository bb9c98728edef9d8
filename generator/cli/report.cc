#include "cli/report.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "cli/failure.h"
#include "cli/print.h"
#include "core/json.h"
#include "core/text.h"

namespace kyodo::cli {

namespace {

using Clock = std::chrono::steady_clock;

double Seconds(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

std::string Time(double seconds) {
  return seconds < 1 ? fmt::format("{:.0f} ms", seconds * 1000) : fmt::format("{:.2f} s", seconds);
}

bool IsOfSystem(const Diagnostic& one) {
  return one.severity == Severity::kError &&
         (StartsWith(one.rule, "system.") || one.rule == "file.failed" || one.rule == "file.space");
}

/// What was made, as members of an object.
void AddSummary(JsonWriter& json, const Summary& summary) {
  json.Key("pages")
      .Integer(static_cast<int64_t>(summary.pages))
      .Key("files")
      .Integer(static_cast<int64_t>(summary.files));
  json.Key("bytes").Integer(static_cast<int64_t>(summary.bytes));
  json.Key("missing_translations")
      .Integer(static_cast<int64_t>(summary.missing))
      .Key("stale_translations")
      .Integer(static_cast<int64_t>(summary.stale));
  const NotShown& hidden = summary.not_shown;
  if (hidden.drafts) json.Key("drafts").Integer(static_cast<int64_t>(hidden.drafts));
  if (hidden.waiting) json.Key("waiting").Integer(static_cast<int64_t>(hidden.waiting));
  if (hidden.over) json.Key("over").Integer(static_cast<int64_t>(hidden.over));
  if (summary.silenced) json.Key("silenced").Integer(static_cast<int64_t>(summary.silenced));
  if (!summary.untranslated.empty()) {
    json.Key("untranslated").BeginObject();
    for (const Untranslated& one : summary.untranslated) {
      const auto number = [](size_t count) { return static_cast<int64_t>(count); };
      json.Key(one.language).BeginObject();
      json.Key("words").Integer(number(one.words)).Key("labels").Integer(number(one.labels));
      json.Key("records")
          .Integer(number(one.records))
          .Key("texts")
          .Integer(number(one.texts))
          .Key("files")
          .BeginArray();
      for (const std::string& file : one.files) json.String(file);
      json.EndArray().EndObject();
    }
    json.EndObject();
  }
  if (summary.next_change) json.Key("next_change").String(ToIso(*summary.next_change));
  if (!summary.security_policy.empty()) json.Key("security_policy").String(summary.security_policy);
}

}  // namespace

Diagnostic NotDone(std::string_view rule, Message message, Message hint) {
  Diagnostics one;
  return one.FileError(rule, "", std::move(message), std::move(hint));
}

int ExitCodeOf(const Diagnostics& diagnostics) {
  if (!diagnostics.HasErrors()) return kFine;
  const auto& list = diagnostics.list();
  return std::any_of(list.begin(), list.end(), IsOfSystem) ? kEnvironment : kContentErrors;
}

Screen ScreenOf(bool terminal, const char* no_color) {
  return {stdout, stderr, terminal, terminal && (!no_color || !*no_color)};
}

Report::Report(const CommonOptions& options)
    : Report(options, ScreenOf(isatty(STDERR_FILENO) != 0, std::getenv("NO_COLOR"))) {}

Report::Report(const CommonOptions& options, const Screen& screen)
    : options_(options),
      screen_(screen),
      bars_(screen.terminal && !options.quiet && options.format == Format::kText),
      start_(Clock::now()) {}

void Report::Stage(const char* ja, const char* en) {
  const Clock::time_point now = Clock::now();
  if (stage_ja_) stages_.emplace_back(Say(options_.tongue, stage_ja_, stage_en_), Seconds(now - stage_start_));
  stage_ja_ = ja;
  stage_en_ = en;
  stage_start_ = now;
  SetAtWork(ja, en);
  if (ja) Progress(0, 0);
}

void Report::Progress(size_t done, size_t all) {
  if (!bars_) return;
  const Clock::time_point now = Clock::now();
  constexpr auto kBetweenBars = std::chrono::milliseconds(50);
  // A run that ends at once shows no bar at all.
  if (now - start_ < kBetweenBars || now - last_bar_ < kBetweenBars) return;
  last_bar_ = now;
  constexpr size_t kWidth = 30;
  const size_t filled = all ? done * kWidth / all : 0;
  const std::string bar = std::string(filled, '#') + std::string(kWidth - filled, '.');
  const std::string counts = all ? fmt::format(" {}/{}", done, all) : "";
  Put(screen_.err, "\r\x1b[K[{}] {}{}", bar, Say(options_.tongue, stage_ja_, stage_en_), counts);
  std::fflush(screen_.err);
  bar_shown_ = true;
}

void Report::ClearBar() {
  if (bar_shown_) Put(screen_.err, "\r\x1b[K");
  bar_shown_ = false;
}

void Report::PrintEach(const Diagnostics& diagnostics) {
  ClearBar();
  for (const Diagnostic& one : FirstOfEachRule(diagnostics)) {
    if (options_.quiet && one.severity != Severity::kError) continue;
    switch (options_.format) {
      case Format::kText: Put(screen_.err, "{}", FormatText(one, options_.tongue, screen_.colour)); break;
      case Format::kJson: Put(screen_.out, "{}\n", FormatJson(one)); break;
      case Format::kGithub: Put(screen_.out, "{}\n", FormatGithub(one, options_.tongue)); break;
    }
  }
}

void Report::Print(const Diagnostics& diagnostics, const std::vector<Message>& to_come) {
  PrintEach(diagnostics);
  if (ExitCodeOf(diagnostics) == kEnvironment) FailureIsTold();
  const size_t errors = diagnostics.Count(Severity::kError);
  if (errors == 0 || options_.format != Format::kText) return;
  Put(screen_.err,
      fmt::runtime(Say(options_.tongue,
                       "{} 件の誤りがあります。直してから、もう一度実行してください。公開中のページはそのままです。\n",
                       errors == 1 ? "1 error. Mend it and run again; the published pages are as they were.\n"
                                   : "{} errors. Mend them and run again; the published pages are as they were.\n")),
      errors);
  if (to_come.empty()) return;
  std::string names;
  for (const Message& one : to_come)
    names.append(names.empty() ? "" : Say(options_.tongue, "、", ", ")).append(one.In(options_.tongue));
  Put(screen_.err,
      fmt::runtime(Say(options_.tongue, "誤りがなくなると、さらに {} 種類の検査をします（{}）。\n",
                       "Once there is none, {} more kinds of checks follow: {}.\n")),
      to_come.size(), names);
}

void Report::PrintSummary(const Summary& summary, const WriteSummary* written, bool unchanged) {
  Stage(nullptr, nullptr);
  ClearBar();
  if (options_.quiet) return;
  const double total = Seconds(Clock::now() - start_);
  if (options_.format == Format::kJson) {
    JsonWriter json;
    json.BeginObject();
    AddSummary(json, summary);
    if (written)
      json.Key("written")
          .Integer(static_cast<int64_t>(written->written))
          .Key("removed")
          .Integer(static_cast<int64_t>(written->removed));
    json.Key("seconds").BeginObject();
    for (const auto& [name, seconds] : stages_) json.Key(name).Raw(fmt::format("{:.4f}", seconds));
    json.Key("total").Raw(fmt::format("{:.4f}", total)).EndObject();
    json.EndObject();
    Put(screen_.out, "{}\n", json.Take());
    return;
  }
  const bool ja = options_.tongue == Tongue::kJa;
  const auto line = [&](std::string_view label_ja, std::string_view label_en, const std::string& value) {
    const std::string_view label = ja ? label_ja : label_en;
    Put(screen_.out, "{}{}{}\n", label, std::string(static_cast<size_t>(std::max(1, 22 - DisplayWidth(label))), ' '),
        value);
  };
  line("ページ", "pages", fmt::format("{}", summary.pages));
  line("ファイル", "files", fmt::format("{} ({})", summary.files, FormatBytes(summary.bytes)));
  if (unchanged) {
    line("書き出し", "written", ja ? "変わったものはありません" : "nothing has changed");
  } else if (written) {
    line("書き出し", "written",
         fmt::format(fmt::runtime(ja ? "{} 件を書き、{} 件を消しました" : "{} written, {} removed"), written->written,
                     written->removed));
  }
  line("足りない訳", "missing translations", fmt::format("{}", summary.missing));
  for (const Untranslated& one : summary.untranslated)
    line(fmt::format("  {}", one.language), fmt::format("  {}", one.language),
         fmt::format(fmt::runtime(ja ? "テーマの文言 {}、見出し語など {}、記録 {}、ほかの記録の中の文 {}"
                                     : "words of the theme {}, labels {}, records {}, texts of others {}"),
                     one.words, one.labels, one.records, one.texts));
  line("古い訳", "stale translations", fmt::format("{}", summary.stale));
  line("次に変わる日", "next change", summary.next_change ? ToIso(*summary.next_change) : ja ? "ありません" : "none");
  if (const NotShown& hidden = summary.not_shown; hidden.drafts + hidden.waiting + hidden.over > 0)
    line("公開していない記録", "not published",
         fmt::format(
             fmt::runtime(ja ? "下書き {}、公開前 {}、公開終了 {}" : "drafts {}, waiting for their day {}, over {}"),
             hidden.drafts, hidden.waiting, hidden.over));
  if (summary.silenced) line("出さない指摘", "silenced", fmt::format("{}", summary.silenced));
  if (!summary.security_policy.empty()) line("読み込みの許可", "pages may load", summary.security_policy);
  std::string times;
  for (const auto& [name, seconds] : stages_)
    times += fmt::format("{}{} {}", times.empty() ? "" : ja ? "、" : ", ", name, Time(seconds));
  line("時間", "time",
       times.empty() ? Time(total) : fmt::format(fmt::runtime(ja ? "{}（{}）" : "{} ({})"), Time(total), times));
}

}  // namespace kyodo::cli
