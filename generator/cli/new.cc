#include "cli/new.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/print.h"
#include "cli/program.h"
#include "cli/questions.h"
#include "cli/report.h"
#include "core/text.h"
#include "import/table_cells.h"
#include "load/map_reader.h"
#include "load/slug.h"
#include "markdown/pool.h"
#include "records/named_record.h"
#include "records/record_trial.h"
#include "system/file_changes.h"

namespace kyodo::cli {

namespace {

/// Makes one record.
class RecordMaker {
 public:
  RecordMaker(const NewOptions& options, FileSystem& files, MarkdownPool& pool, const Site& site,
              const Collection& collection, const Record* source)
      : options_(options),
        files_(files),
        site_(site),
        collection_(collection),
        source_(source),
        form_(site, collection, options.tongue),
        trial_(files, {options.site, options.now, true, PlacesOfThemes(options.site)}, pool, form_) {
    if (auto dictionary = Mecab::Open(files, kMecabDictionary); dictionary.ok()) dictionary_ = std::move(*dictionary);
  }

  /// Error: what cannot be done; nothing is written then.
  Status Run() {
    for (const std::string& one : options_.given) {
      if (const Status taken = TakeGiven(one); !taken.ok()) return taken;
    }
    if (const Status asked = AskOrTell(); !asked.ok()) return asked;
    return Write();
  }

 private:
  static constexpr const char* kSlug = "slug";

  Status TakeGiven(const std::string& pair) {
    const size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0)
      return NotDone("usage.set",
                     {fmt::format("--set の書き方が違います: {}", pair), fmt::format("Cannot read --set {}", pair)},
                     {"例: --set name.ja=冬の料理会", "Example: --set name.en='Winter cooking'"});
    const std::string name = pair.substr(0, equals);
    std::vector<size_t> twice;
    int at = form_.columns().Match({name}, twice).front();
    // A text without its language is in the first.
    if (at < 0) at = form_.columns().At(name + "." + site_.config.languages.front().code);
    if (at < 0) {
      std::vector<std::string> ids;
      for (const TableColumn* column : form_.Asked()) ids.push_back(column->Id());
      const std::string near = form_.columns().Near(name);
      return NotDone(
          "usage.set",
          {fmt::format("この種類にない項目です: {}", name), fmt::format("No such field in this collection: {}", name)},
          Suggest(near,
                  {fmt::format("例: {}", fmt::join(ids, ", ")), fmt::format("Examples: {}", fmt::join(ids, ", "))}));
    }
    const TableColumn& column = form_.columns().list()[static_cast<size_t>(at)];
    const std::string value = pair.substr(equals + 1);
    if (column.path.front() == kSlug) return TakeSlug(value);
    const bool nowhere = source_ && collection_.schema.is_document && column.field && column.field->translate &&
                         !source_->files[column.language];
    if (nowhere) {
      const std::string& code = site_.config.languages[column.language].code;
      return NotDone("usage.set",
                     {fmt::format("もとにする記録に、{} のファイルがありません: {}", code, name),
                      fmt::format("The record to begin with has no file in {}: {}", code, name)},
                     {"その言語の文章は、写した後でファイルを作って書きます。",
                      "Write the texts in that language into a file of their own afterwards."});
    }
    SetValue(record_.values, column.path, ValueOfCell(value, column, site_));
    return Done{};
  }

  /// Error `slug.format` or `new.exists`.
  Status TakeSlug(const std::string& slug) {
    Diagnostics told;
    if (!load::CheckSlug(slug, {}, told)) return told.list().front();
    const std::string path = fmt::format("{}/{}/{}", site_.folder, collection_.schema.id, slug);
    bool there = collection_.by_slug.contains(slug) || files_.Stat(path).ok() || files_.Stat(path + ".yaml").ok();
    for (const Language& language : site_.config.languages)
      there = there || files_.Stat(fmt::format("{}.{}.md", path, language.code)).ok();
    if (there) {
      const std::string free = form_.ProposeSlug(record_.values, dictionary_.get());
      return NotDone("new.exists",
                     {fmt::format("この名前の記録がもうあります: {}/{}", collection_.schema.id, slug),
                      fmt::format("A record has this name already: {}/{}", collection_.schema.id, slug)},
                     {fmt::format("今あるものは書きかえません。別の名前にします。例: {}", free),
                      fmt::format("What is there is never overwritten: choose another name. Example: {}", free)});
    }
    record_.slug = slug;
    return Done{};
  }

  /// Whether it is there already, or is in the record to begin with.
  bool IsKnown(const TableColumn& column) const { return FindValue(record_.values, column.path) != nullptr; }

  std::vector<const TableColumn*> Unknown() const {
    std::vector<const TableColumn*> unknown;
    for (const TableColumn* column : form_.Asked()) {
      if (!IsKnown(*column) && (!source_ || column->path.front() == collection_.schema.title))
        unknown.push_back(column);
    }
    return unknown;
  }

  /// Of a field in several languages one is enough, and the first is asked for.
  static bool IsNeeded(const TableColumn& column) {
    return column.language == 0 && column.field->default_value.empty();
  }

  std::vector<const TableColumn*> Missing() const {
    std::vector<const TableColumn*> missing;
    for (const TableColumn* column : source_ ? std::vector<const TableColumn*>() : Unknown()) {
      const bool in_another = FindValue(record_.values, {column->path.front()}) != nullptr;
      if (IsNeeded(*column) && !in_another) missing.push_back(column);
    }
    return missing;
  }

  Status AskOrTell() {
    const std::vector<const TableColumn*> missing = Missing();
    const bool asks = IsTerminal() && (!missing.empty() || options_.given.empty());
    if (!asks && !missing.empty()) return TellMissing(missing);
    if (asks) {
      for (const TableColumn* column : Unknown()) {
        if (const Status asked = Ask(*column); !asked.ok()) return asked;
      }
    }
    if (!record_.slug.empty()) return Done{};
    const std::string proposed = form_.ProposeSlug(ValuesForSlug(), dictionary_.get());
    if (!asks) return TakeSlug(proposed);
    Out("{}\n", Say(options_.tongue, "ファイルの名前は、ページのアドレスにもなります（半角の小文字、数字、ハイフン）。",
                    "The name of the file is part of the page's address (lower-case letters, digits, hyphens)."));
    return AskUntilTaken(options_.tongue, std::string(Say(options_.tongue, "ファイルの名前", "Name of the file")),
                         proposed, Instead(), [&](const std::string& answer) { return TakeSlug(answer); });
  }

  /// A copy is called as its source until somebody says otherwise.
  yaml::Value ValuesForSlug() const {
    yaml::Value values = record_.values;
    if (!source_ || FindValue(values, {collection_.schema.title})) return values;
    for (LanguageId id = 0; id < site_.config.languages.size(); ++id)
      SetValue(values, {collection_.schema.title, site_.config.languages[id].code},
               yaml::Value::Text(std::string(source_->Title(id))));
    return values;
  }

  Message Instead() const {
    const std::string command = Command({});
    return {"もう一度実行します: " + command, "Run it again: " + command};
  }

  std::string Command(const std::vector<const TableColumn*>& more) const {
    std::string command = "kyodo new " + Quoted(options_.collection);
    if (options_.site != "content") command += " --site " + Quoted(options_.site);
    if (!options_.from.empty()) command += " --from " + Quoted(options_.from);
    for (const std::string& given : options_.given) command += " --set " + Quoted(given);
    for (const TableColumn* column : more) command += " --set " + Quoted(column->Id() + "=" + ExampleAnswer(*column));
    return command;
  }

  /// An answer that is taken: ValueOfCell reads it, and not YAML.
  std::string ExampleAnswer(const TableColumn& column) const {
    const FieldType& type = column.type->of ? *column.type->of : *column.type;
    if (type.kind == FieldKind::kDateRange) return ToIso(site_.today);
    if (type.kind == FieldKind::kPlace)
      return InTongues(column.field->label, site_.config.languages).In(options_.tongue);
    if (!column.field->example.empty()) return column.field->example;
    const std::string known =
        type.pattern.empty() || column.field->translate ? std::string() : form_.ExampleAmongRecords(column.field->key);
    return known.empty() ? ExampleOf(type, site_.config.languages, &site_, column.field) : known;
  }

  Status TellMissing(const std::vector<const TableColumn*>& missing) const {
    Message names, choices;
    for (const TableColumn* column : missing) {
      const Message label = LabelOf(*column);
      names.ja += (names.ja.empty() ? "" : "、") + label.ja;
      names.en += (names.en.empty() ? "" : ", ") + label.en;
      const Message terms = NamesOfTerms(column->type->vocabulary, site_);
      if (terms.empty()) continue;
      choices.ja += fmt::format("{}: {}\n", column->Id(), terms.ja);
      choices.en += fmt::format("{}: {}\n", column->Id(), terms.en);
    }
    const std::string command = Command(missing);
    return NotDone(
        "new.missing",
        {fmt::format("足りない項目があります: {}", names.ja), fmt::format("Something is missing: {}", names.en)},
        {fmt::format("値を書きかえて、次のようにします。\n{}{}", choices.ja, command),
         fmt::format("Type this, with values of your own:\n{}{}", choices.en, command)});
  }

  /// "名称（英語）" and "Name (English)".
  Message LabelOf(const TableColumn& column) const {
    Message label = InTongues(column.field->label, site_.config.languages);
    if (!column.field->translate || site_.config.languages.size() < 2) return label;
    const Language& language = site_.config.languages[column.language];
    label.ja += "（" + NameIn(MakeLanguage("ja", false), language) + "）";
    label.en += " (" + NameIn(MakeLanguage("en", false), language) + ")";
    return label;
  }

  void Explain(const TableColumn& column) const {
    if (column.language > 0) return;  // said with the first
    if (!column.field->help.empty())
      Out("  {}\n", InTongues(column.field->help, site_.config.languages).In(options_.tongue));
    const FieldType& type = column.type->of ? *column.type->of : *column.type;
    for (const std::string& one : type.one_of) Out("  {}\n", one);
    constexpr size_t kMost = 40;
    size_t count = 0;
    const auto show = [&](std::string_view id, std::string_view label) {
      if (++count <= kMost) Out("  {:24} {}\n", id, label);
    };
    if (const auto found = site_.vocabularies.find(type.vocabulary); found != site_.vocabularies.end()) {
      for (const Term& term : found->second.terms)
        show(term.id, InTongues(term.label, site_.config.languages).In(options_.tongue));
    }
    if (const Collection* target = type.kind == FieldKind::kRef ? site_.FindCollection(type.collection) : nullptr) {
      for (const Record& record : target->records) show(record.slug, record.Title(TongueOfSite()));
    }
    if (count > kMost) Out("  … ({})\n", count);
    if (column.type->of)
      Out("  {}\n", Say(options_.tongue, "いくつもあるときは「、」で区切ります。", "Several: with commas."));
  }

  /// The site's language that is spoken to its user, else the first.
  LanguageId TongueOfSite() const {
    const LanguageId id = FindLanguage(site_.config.languages, options_.tongue == Tongue::kJa ? "ja" : "en");
    return id < site_.config.languages.size() ? id : 0;
  }

  Status Ask(const TableColumn& column) {
    Explain(column);
    std::string question = LabelOf(column).In(options_.tongue);
    const bool needed = IsNeeded(column) && !FindValue(record_.values, {column.path.front()});
    if (!needed && column.field->default_value.empty() && !source_)
      question += Say(options_.tongue, "。なければ Enter", "; Enter if there is none");
    std::string usual = column.field->default_value;
    if (source_ && source_->translations[column.language] != Translation::kMissing)
      usual = source_->Title(column.language);
    return AskUntilTaken(options_.tongue, question, usual, Instead(), [&](const std::string& answer) -> Status {
      const std::optional<yaml::Value> value = ValueOfCell(answer, column, site_);
      if (!value && needed) {
        const std::string example = ExampleAnswer(column);
        return NotDone("new.missing", {"必要な項目です", "This is needed"}, {"例: " + example, "Example: " + example});
      }
      if (!value || (source_ && answer == usual)) return Done{};
      SetValue(record_.values, column.path, value);
      const std::optional<Diagnostic> error = source_ ? std::nullopt : trial_.ErrorOf(column.path.front(), record_);
      if (!error) return Done{};
      SetValue(record_.values, column.path, std::nullopt);
      return *error;
    });
  }

  Status Write() {
    RecordFiles texts;
    if (source_) {
      Result<RecordFiles> copied = CopyRecord(files_, site_, *source_, record_);
      if (!copied.ok()) return copied.error();
      texts = std::move(*copied);
    } else {
      texts = form_.Write(record_, RecordForm::Examples::kRemarks, trial_.FindExamples(record_));
    }
    if (const Status fine = trial_.Try(texts, record_.slug); !fine.ok()) return fine;
    std::vector<FileChange> changes;
    for (const auto& [path, text] : texts) changes.push_back({path, std::nullopt, text});
    const Status written = ApplyChanges(files_, changes);
    if (written.ok()) TellNext(texts);
    return written;
  }

  void TellNext(const RecordFiles& texts) const {
    for (const auto& [path, text] : texts) Out("{}\n", path);
    if (options_.quiet) return;
    const std::string site = options_.site == "content" ? "" : " --site " + Quoted(options_.site);
    Out("{}\n  kyodo serve --drafts{} --lang {}\n",
        Say(options_.tongue,
            "書きました。確かめて、誤りはありませんでした。次は、ファイルを開いて続きを書きながら、ブラウザーで見ます"
            "。",
            "Written; it was checked, and nothing is wrong. Next, open the file, write on, and look at it in a "
            "browser:"),
        site, Say(options_.tongue, "ja", "en"));
    Out("{}\n", Say(options_.tongue, "下書きです。公開するには draft: true の行を消します。",
                    "It is a draft: take the line draft: true out to publish it."));
  }

  const NewOptions& options_;
  FileSystem& files_;
  const Site& site_;
  const Collection& collection_;
  const Record* const source_;  // null: none
  const RecordForm form_;
  const RecordTrial trial_;
  std::unique_ptr<const Mecab> dictionary_;  // null: there is none
  NewRecord record_;
};

}  // namespace

void AddOptions(CLI::App& app, NewOptions& options, const Words& words) {
  app.add_option("COLLECTION", options.collection,
                 words("記録の種類（例: events、行事）", "The collection (such as events)"))
      ->required()
      ->type_name("");
  app.add_option("--set", options.given,
                 words("項目の値。何度でも書ける（例: name.ja=冬の料理会）",
                       "The value of a field, as often as you like (such as name.en=Concert)"))
      ->type_name("FIELD=VALUE");
  app.add_option("--from", options.from,
                 words("もとにする記録（例: events/example-minato-1）", "A record to begin with (such as events/park)"))
      ->type_name("RECORD");
  AddFolder(app, "--site", options.site, words("サイトのフォルダー", "The site's folder"));
  AddTongue(app, words);
  app.add_flag("--quiet", options.quiet,
               words("書いたファイルの名前だけを表示する", "Show the names of the files only"));
}

int New(const NewOptions& options) {
  Report report(options);
  Diagnostics diagnostics;
  const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  MarkdownPool pool(1);
  const std::unique_ptr<const Site> site =
      Load(*files, {options.site, options.now, true, PlacesOfThemes(options.site)}, pool, diagnostics);
  if (diagnostics.HasErrors()) {
    report.Print(diagnostics);
    return ExitCodeOf(diagnostics);
  }
  diagnostics = {};  // warnings and notes of the site are for `check`
  const auto fail = [&](const Diagnostic& error, int code) {
    diagnostics.Error(error.rule, {}, {}) = error;
    std::fflush(stdout);
    report.PrintEach(diagnostics);
    return code;
  };
  const Result<const Collection*> collection = FindNamedCollection(*site, options.collection);
  if (!collection.ok()) return fail(collection.error(), kUsage);
  const Record* source = nullptr;
  if (!options.from.empty()) {
    const Result<const Record*> found = FindNamedRecord(*site, options.from);
    if (!found.ok()) return fail(found.error(), kUsage);
    source = *found;
    if (source->collection != *collection)
      return fail(
          NotDone("new.from",
                  {fmt::format("種類が違います: {} は {} の記録です", options.from, source->collection->schema.id),
                   fmt::format("{} is a record of {}", options.from, source->collection->schema.id)},
                  {fmt::format("例: kyodo new {} --from {}", source->collection->schema.id, options.from),
                   fmt::format("Example: kyodo new {} --from {}", source->collection->schema.id, options.from)}),
          kUsage);
  }
  const Status made = RecordMaker(options, *files, pool, *site, **collection, source).Run();
  if (made.ok()) return kFine;
  const bool of_files = StartsWith(made.error().rule, "file.") || StartsWith(made.error().rule, "system.");
  return fail(made.error(), of_files ? kEnvironment
                            : StartsWith(made.error().rule, "usage.") || StartsWith(made.error().rule, "new.")
                                ? kUsage
                                : kContentErrors);
}

}  // namespace kyodo::cli
