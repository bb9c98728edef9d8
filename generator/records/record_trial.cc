#include "records/record_trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "load/trial.h"

namespace kyodo {

namespace {

/// The keys of the errors in the files, with the first error of each.
std::map<std::string, Diagnostic> ErrorsByKey(const RecordFiles& texts, const Diagnostics& told) {
  std::map<std::string, Diagnostic> errors;
  for (const Diagnostic& one : told.list()) {
    const auto found = texts.find(one.path);
    if (one.severity == Severity::kError && found != texts.end())
      errors.emplace(KeyAtLine(one.path, found->second, one.line), one);
  }
  return errors;
}

}  // namespace

std::optional<Diagnostic> RecordTrial::ErrorOf(const std::string& key, const NewRecord& record) const {
  NewRecord named = record;
  if (named.slug.empty()) named.slug = form_.ProposeSlug(record.values, nullptr);
  const RecordFiles texts = form_.Write(named, RecordForm::Examples::kNone, {});
  Diagnostics told = TryFiles(files_, texts, options_, markdown_);
  told.Forget([](const Diagnostic& one) { return one.rule == "field.required"; });  // asked for later
  const std::map<std::string, Diagnostic> errors = ErrorsByKey(texts, told);
  const auto found = errors.find(key);
  return found == errors.end() ? std::nullopt : std::optional(found->second);
}

std::map<std::string, std::string> RecordTrial::FindExamples(const NewRecord& record) const {
  constexpr int kRounds = 12;
  std::map<std::string, std::string> known;
  for (int round = 0; round < kRounds; ++round) {
    const RecordFiles texts = form_.Write(record, RecordForm::Examples::kWritten, known);
    const auto errors = ErrorsByKey(texts, TryFiles(files_, texts, options_, markdown_));
    if (errors.empty()) break;
    if (round == 0) {
      for (const auto& [key, error] : errors) known[key] = form_.ExampleAmongRecords(key);
      continue;
    }
    // Of two that do not go together the first may be right.
    const auto place = [](const auto& one) { return std::pair(one.second.path, one.second.line); };
    const auto last = std::max_element(errors.begin(), errors.end(),
                                       [&](const auto& a, const auto& b) { return place(a) < place(b); });
    known[last->first].clear();
  }
  return known;
}

Status RecordTrial::Try(const RecordFiles& texts, const std::string& slug) const {
  std::unique_ptr<const Site> site;
  Diagnostics told = TryFiles(files_, texts, options_, markdown_, {}, &site);
  if (told.HasErrors()) {
    told.Sort();
    return told.list().front();
  }
  const Collection& own = *site->FindCollection(form_.schema().id);
  const Record& record = *own.by_slug.at(slug);
  for (const auto& [id, collection] : site->collections) {
    for (const Record& other : collection.records) {
      if (&other == &record || other.path != record.path) continue;
      Diagnostics one;
      return one.FileError("new.address", "",
                           {fmt::format("同じアドレスのページがもうあります: {}（{}/{}）", other.path, id, other.slug),
                            fmt::format("A page has this address already: {} ({}/{})", other.path, id, other.slug)},
                           {fmt::format("アドレスは {} から作られます。その項目を別の値にします。", own.schema.path),
                            fmt::format("It is made from {}: give those fields other values.", own.schema.path)});
    }
  }
  return Done{};
}

}  // namespace kyodo
