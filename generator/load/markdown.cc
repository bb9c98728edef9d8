// Renders the Markdown of all records.
#include <fmt/format.h>

#include <algorithm>

#include "core/parallel.h"
#include "core/text.h"
#include "load/limits.h"
#include "load/links.h"
#include "load/loader.h"
#include "load/text_ids.h"
#include "load/values.h"
#include "markdown/wire.h"
#include "model/file_note.h"

namespace kyodo::load {

namespace {

/// The word before the numbers of a part's figures ("図表", "Figure "), if it has one.
std::string FigureLabel(const MarkdownText& text, const std::vector<Language>& languages) {
  const Record& record = *text.record;
  const Schema& schema = record.collection->schema;
  if (!text.is_body || schema.figure_label.empty() || !record.whole) return {};
  const Schema& of_whole = record.whole->collection->schema;
  const int label = of_whole.Find(schema.figure_label);
  if (label < 0 || of_whole.fields[static_cast<size_t>(label)].is_private) return {};
  const Datum& value = record.whole->fields[static_cast<size_t>(label)].In(text.language);
  if (value.kind != Datum::kText) return {};
  return std::string(value.text()) + (languages[text.language].japanese ? "" : " ");
}

std::string NumberPrefix(const MarkdownText& text) {
  const Datum* order = text.record->Find(text.record->collection->schema.part_order);
  return order && order->kind == Datum::kInteger ? fmt::format("{}-", order->integer) : std::string();
}

/// Of what is among `kept`.
std::vector<std::optional<MarkdownResult>> FindTexts(const std::vector<MarkdownRequest>& requests,
                                                     RenderedTexts& kept) {
  std::vector<std::optional<std::string_view>> found;
  for (const MarkdownRequest& request : requests) found.push_back(kept.Find(request));
  std::vector<std::optional<MarkdownResult>> results(requests.size());
  ParallelFor(requests.size(), [&](size_t i) {
    if (found[i]) results[i] = DecodeResult(*found[i]);
  });
  return results;
}

/// Renders what is not among `kept`, and keeps it.
Result<std::vector<MarkdownResult>> RenderTexts(const std::vector<MarkdownRequest>& requests, MarkdownPool& pool,
                                                RenderedTexts* kept) {
  if (!kept) return pool.Render(requests);
  std::vector<MarkdownResult> results(requests.size());
  std::vector<MarkdownRequest> fresh;
  std::vector<size_t> places;
  std::vector<std::optional<MarkdownResult>> found = FindTexts(requests, *kept);
  for (size_t i = 0; i < requests.size(); ++i) {
    if (found[i]) {
      results[i] = std::move(*found[i]);
    } else {
      fresh.push_back(requests[i]);
      places.push_back(i);
    }
  }
  Result<std::vector<MarkdownResult>> rendered = pool.Render(fresh);
  if (!rendered.ok()) return rendered.error();
  for (size_t i = 0; i < fresh.size(); ++i) {
    // What went wrong with a worker may go well the next time.
    const bool failed = std::any_of((*rendered)[i].problems.begin(), (*rendered)[i].problems.end(),
                                    [](const auto& one) { return one.rule == "markdown.limit"; });
    if (!failed) kept->Keep(fresh[i], (*rendered)[i]);
    results[places[i]] = std::move((*rendered)[i]);
  }
  return results;
}

/// What notes are called in a language.
struct NoteLabels {
  std::string note, back;
  std::string words;  // as MarkdownRequest has them
};

std::vector<NoteLabels> FindNoteLabels(const Loader& loader) {
  const SiteConfig& config = loader.site.config;
  std::vector<NoteLabels> all;
  for (LanguageId id = 0; id < config.languages.size(); ++id) {
    const Language& language = config.languages[id];
    NoteLabels& labels = all.emplace_back();
    if (language.locale && !language.hidden && loader.options.theme_word) {
      const auto word = [&](std::string_view key) { return loader.options.theme_word(config, std::string(key), id); };
      labels = {word("note_label"), word("note_back"), {}};
      for (const std::string_view key : kMarkdownWords) labels.words += word(key) + "\n";
    }
    if (labels.note.empty()) labels.note = language.japanese ? "注" : "Note";
    if (labels.back.empty()) labels.back = language.japanese ? "本文に戻る" : "Back to text";
  }
  return all;
}

/// Error `markdown.size`.
bool IsTooLong(Loader& loader, const MarkdownText& text) {
  if (text.text.size() <= kMostMarkdownBytes) return false;
  loader.diagnostics.Error(
      "markdown.size", PlaceIn(text, 1, 1, 1),
      {fmt::format("文章が長すぎます（{}）", FormatBytes(text.text.size())),
       fmt::format("The text is too long ({})", FormatBytes(text.text.size()))},
      {fmt::format("一つの文章は {} KiB までです。章ごとにファイルを分けます。", kMostMarkdownBytes / 1024),
       fmt::format("A text has at most {} KiB. Make each chapter a file of its own.", kMostMarkdownBytes / 1024)});
  return true;
}

}  // namespace

void LoadMarkdown(Loader& loader, MarkdownPool& pool) {
  std::vector<MarkdownText*> texts;
  for (const auto& storage : loader.site.storage) {
    for (MarkdownText& text : storage->markdown) {
      if (!IsTooLong(loader, text)) texts.push_back(&text);
    }
  }
  const std::vector<Language>& languages = loader.site.config.languages;
  std::vector<std::string> labels(texts.size()), prefixes(texts.size());
  std::vector<MarkdownRequest> requests(texts.size());
  const std::vector<NoteLabels> notes = FindNoteLabels(loader);
  for (size_t i = 0; i < texts.size(); ++i) {
    labels[i] = FigureLabel(*texts[i], languages);
    if (!labels[i].empty()) prefixes[i] = NumberPrefix(*texts[i]);
    requests[i].text = texts[i]->text;
    requests[i].top_heading = texts[i]->is_body ? 2 : 3;  // a field's text stands under its label
    requests[i].language = languages[texts[i]->language].code;
    requests[i].figure_label = requests[i].table_label = labels[i];
    requests[i].number_prefix = prefixes[i];
    requests[i].note_label = notes[texts[i]->language].note;
    requests[i].back_label = notes[texts[i]->language].back;
    requests[i].words = notes[texts[i]->language].words;
  }
  Result<std::vector<MarkdownResult>> results = RenderTexts(requests, pool, loader.options.rendered);
  if (results.ok()) {
    const auto render = [&](const std::vector<MarkdownRequest>& again) {
      return RenderTexts(again, pool, loader.options.rendered);
    };
    const Status unique = MakeIdsUnique(texts, requests, *results, render);
    if (!unique.ok()) results = unique.error();
  }
  if (!results.ok()) {  // said once: no text is to blame
    loader.diagnostics.FileError(results.error().rule, "", results.error().message, results.error().hint);
    return;
  }
  for (size_t i = 0; i < texts.size(); ++i) {
    texts[i]->result = std::move((*results)[i]);
    for (const MarkdownResult::Problem& problem : texts[i]->result.problems) {
      Diagnostic& told = loader.diagnostics.Add(problem.severity, problem.rule,
                                                PlaceIn(*texts[i], problem.line, problem.column, problem.length),
                                                problem.message, problem.hint);
      if (texts[i]->is_private) continue;
      for (const Diagnostic::Edit& edit : problem.edits) {
        const SourcePos at = PlaceIn(*texts[i], edit.line, edit.column, 1);
        told.edits.push_back({at.line, at.column, edit.was, edit.text});
      }
    }
  }
  for (MarkdownText* text : texts) ResolveLinks(loader, *text);
  for (const auto& storage : loader.site.storage) {
    loader.site.files.insert(loader.site.files.end(), storage->files.begin(), storage->files.end());
    for (const StaticFile& file : storage->files) loader.site.media_bytes.emplace(file.path, file.size_bytes);
    for (const Image& image : storage->images) {
      if (image.HasCopies() && !image.is_private && image.record) loader.site.images.push_back(&image);
    }
  }
}

}  // namespace kyodo::load
