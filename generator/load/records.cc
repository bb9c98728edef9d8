// Reads records and documents, several at a time.
#include <fmt/format.h>

#include <algorithm>

#include "core/parallel.h"
#include "core/text.h"
#include "load/built_in_keys.h"
#include "load/document_body.h"
#include "load/loader.h"
#include "load/map_reader.h"
#include "load/meant_values.h"
#include "load/translations.h"
#include "load/values.h"

namespace kyodo::load {

namespace {

/// The front matter and the text of a document.
struct Parts {
  const SourceFile* file = nullptr;
  const yaml::Node* front = nullptr;
  std::string_view body;
  uint32_t body_line = 1;
};

/// Reads all files of one record.
class RecordReader {
 public:
  RecordReader(const Loader& loader, const RecordFiles& found, Storage& storage, Diagnostics& diagnostics)
      : loader_(loader),
        record_(*found.record),
        schema_(record_.collection->schema),
        paths_(found.by_language),
        storage_(storage),
        diagnostics_(diagnostics) {}

  void Run() {
    const size_t languages = loader_.site.config.languages.size();
    record_.files.assign(languages, nullptr);
    record_.translations.assign(languages, Translation::kMissing);
    record_.fields.assign(schema_.fields.size(), {});
    texts_.assign(schema_.fields.size(), nullptr);
    if (!schema_.fields.empty())  // else the schema is wrong, and told so
      schema_.is_document ? ReadDocument() : ReadRecord();
    record_.shown = ShownIn(record_, this->languages());
  }

 private:
  void ReadRecord() {
    const auto parsed = ReadParsed(loader_, paths_[0], FileForm::kYaml, storage_, diagnostics_);
    const yaml::Node* root = parsed ? parsed->root : nullptr;
    if (!root) return;
    const SourceFile* file = &parsed->source;
    if (root->kind != yaml::Node::kMapping) return NotMapping(*root, ExampleOfTitle(true), diagnostics_);
    if (root->entries.empty()) return ComplainNothing(*file);
    MapReader map(*root, languages(), diagnostics_);
    map.KnowLabels(schema_.fields);
    std::fill(record_.files.begin(), record_.files.end(), file);
    record_.pos = {file, 1, 1, 1};
    ValueReader reader{loader_, storage_, diagnostics_, record_, *file};
    for (size_t i = 0; i < schema_.fields.size(); ++i) {
      const yaml::Node* node = map.Get(schema_.fields[i].key);
      if (node) record_.fields[i] = reader.Read(*node, schema_.fields[i]);
    }
    ReadBuiltIn(map);
    map.Finish();
    FillIn(reader, *root);
    for (LanguageId id = 0; id < record_.translations.size(); ++id) {
      if (HasAllTexts(id)) record_.translations[id] = id == 0 ? Translation::kOriginal : Translation::kCurrent;
    }
    const auto first = std::find(record_.translations.begin(), record_.translations.end(), Translation::kCurrent);
    if (record_.translations[0] == Translation::kMissing && first != record_.translations.end()) {
      record_.original = static_cast<LanguageId>(first - record_.translations.begin());
    }
  }

  /// Are all required texts there in that language?
  bool HasAllTexts(LanguageId id) const {
    for (size_t i = 0; i < schema_.fields.size(); ++i) {
      const Datum& datum = record_.fields[i];
      if (schema_.fields[i].required && datum.kind == Datum::kLocal && datum.items()[id].absent()) return false;
    }
    return true;
  }

  void ReadDocument() {
    std::vector<Parts> parts(languages().size());
    bool has_original = false;
    bool broken = false;  // a file that may be the original cannot be read, and that is told
    for (LanguageId id = 0; id < languages().size(); ++id) {
      if (paths_[id].empty()) continue;
      parts[id] = PartsOf(paths_[id]);
      record_.files[id] = parts[id].file;
      broken = broken || (!parts[id].front && !has_original);
      if (!parts[id].front || broken || has_original || parts[id].front->Find("translation")) continue;
      record_.original = id;
      has_original = true;
    }
    if (!has_original) {
      if (!broken) ComplainNoOriginal(parts);
      return;
    }
    record_.pos = {record_.files[record_.original], 1, 1, 1};
    const uint32_t count = static_cast<uint32_t>(languages().size());
    Datum* bodies = NewData(count, storage_);
    record_.body.kind = Datum::kLocal;
    record_.body.count = count;
    record_.body.parts = bodies;
    ReadOriginal(parts[record_.original], bodies);
    const std::string hash = HashOriginal(parts[record_.original]);
    for (LanguageId id = 0; id < count; ++id) {
      if (id == record_.original || !parts[id].front) continue;
      const yaml::Node* of = ReadTranslation(parts[id], id, bodies);
      const bool stale = of && of->text != hash;
      record_.translations[id] = stale ? Translation::kStale : of ? Translation::kCurrent : Translation::kUnrecorded;
      const yaml::Node* translation = parts[id].front->Find("translation");
      const bool wrong =
          !of && translation && !translation->IsAbsent() && translation->kind != yaml::Node::kMapping;  // and told so
      if (stale) ComplainStale(*of, hash);
      if (!of && !wrong) NoteUnrecorded({record_.files[id], 1, 1, 1}, hash, diagnostics_);
    }
    for (Datum* texts : texts_) {
      if (texts) Settle({texts, count}, languages());
    }
    Settle({bodies, count}, languages());
    CheckBodies(parts);
  }

  void ComplainNothing(const SourceFile& file) {
    diagnostics_.FileError(
        "file.empty", file.path, {"項目が一つも書かれていません", "There is no key in the file"},
        {fmt::format("例: {}", ExampleOfTitle(true)), fmt::format("Example: {}", ExampleOfTitle(true))});
  }

  void ComplainNoOriginal(const std::vector<Parts>& parts) {
    for (LanguageId id = 0; id < record_.files.size(); ++id) {
      const SourceFile* file = record_.files[id];
      if (!file) continue;
      const yaml::Entry* entry = parts[id].front ? EntryOf(*parts[id].front, "translation") : nullptr;
      return TellNoOriginal(entry ? entry->key_pos : SourcePos{file, 1, 1, 1}, diagnostics_);
    }
  }

  /// A page with a layout of its own may have no text. Whether translations lack theirs is asked in check/.
  void CheckBodies(const std::vector<Parts>& parts) {
    const bool may_be_empty = !record_.layout.empty() || record_.draft;
    const std::vector<std::string_view> keys = AllKeys();
    for (LanguageId id = 0; id < parts.size(); ++id) {
      if (parts[id].front)
        CheckBody({parts[id].file, parts[id].body, parts[id].body_line}, may_be_empty || id != record_.original, keys,
                  diagnostics_);
    }
  }

  void ComplainStale(const yaml::Node& of, const std::string& hash) {
    Diagnostic& told = diagnostics_.Warning(
        "translation.stale", of.pos,
        of.text == "new"
            ? Message{"この翻訳は、まだ終わっていません", "This translation is not finished yet"}
            : Message{"元の文章が、この翻訳の後で変わっています", "The original has changed since this translation"},
        {fmt::format("訳を見直してから、translation: {{of: {}}} と書きます。", hash),
         fmt::format("Check the translation, then write translation: {{of: {}}}", hash)});
    told.about = {Diagnostic::About::kOriginal, record_.files[record_.original]->path};
    MendValue(told, of, hash);  // where a person, or a change of the form alone, says so: see fixes.h
  }

  Parts PartsOf(const std::string& path) {
    const auto parsed = ReadParsed(loader_, path, FileForm::kMarkdown, storage_, diagnostics_);
    if (!parsed) return {};
    Parts parts{&parsed->source, parsed->root, parsed->body, parsed->body_line};
    if (parts.front && parts.front->kind != yaml::Node::kMapping) {
      NotMapping(*parts.front, ExampleOfTitle(false), diagnostics_);
      parts.front = nullptr;
    }
    return parts;
  }

  /// Sets the field's text in one language.
  void SetText(size_t field, LanguageId id, const Datum& value) {
    Datum*& texts = texts_[field];
    if (!texts) {
      Datum& local = record_.fields[field] = {};
      texts = NewData(record_.files.size(), storage_);
      local.kind = Datum::kLocal;
      local.pos = value.pos;
      local.count = static_cast<uint32_t>(record_.files.size());
      local.parts = texts;
    }
    texts[id] = value;
  }

  void ReadOriginal(const Parts& parts, Datum* bodies) {
    const LanguageId id = record_.original;
    const SourceFile& file = *record_.files[id];
    MapReader map(*parts.front, languages(), diagnostics_);
    map.KnowLabels(schema_.fields);
    ValueReader reader{loader_, storage_, diagnostics_, record_, file, true, id};
    for (size_t i = 0; i < schema_.fields.size(); ++i) {
      const Field& field = schema_.fields[i];
      const yaml::Node* node = map.Get(field.key);
      if (!node) continue;
      const Datum value = reader.Read(*node, field);
      if (HasTranslatedText(field) && !value.absent()) {
        SetText(i, id, value);
      } else {
        record_.fields[i] = value;
      }
    }
    ReadBuiltIn(map);
    map.Finish();
    FillIn(reader, *parts.front);
    record_.translations[id] = Translation::kOriginal;
    bodies[id] = reader.Markdown(parts.body, parts.body_line, 0, id, true);
  }

  /// Returns the node of `translation: {of: …}`.
  const yaml::Node* ReadTranslation(const Parts& parts, LanguageId id, Datum* bodies) {
    const SourceFile& file = *record_.files[id];
    MapReader map(*parts.front, languages(), diagnostics_);
    map.KnowLabels(schema_.fields);
    ValueReader reader{loader_, storage_, diagnostics_, record_, file, true, id};
    const yaml::Node* translation = map.Get("translation");
    const yaml::Node* of = nullptr;
    if (translation) {
      MapReader inner(*translation, languages(), diagnostics_, "translation: {of: 0123456789ab}");
      of = inner.Get("of");
      inner.Finish();
    }
    for (size_t i = 0; i < schema_.fields.size(); ++i) {
      const Field& field = schema_.fields[i];
      if (!HasTranslatedText(field)) {
        // Shared facts stand in the original only, so that they cannot differ.
        if (const yaml::Entry* entry = EntryOf(*parts.front, field.key)) {
          map.Get(field.key);
          diagnostics_.Error("translation.shared", entry->key_pos,
                             {fmt::format("元の言語のファイルだけに書く項目です: {}", field.key),
                              fmt::format("This stands in the original only: {}", field.key)},
                             {"この行を消します。値は元のファイルから引き継がれます。",
                              "Remove this line; the value is taken from the original."});
        }
        continue;
      }
      const yaml::Node* node = map.Get(field.key);
      if (!node) {
        if (field.required) Required(field, *parts.front);
        continue;
      }
      reader.original = &record_.fields[i].In(record_.original, false);
      const Datum value = reader.Read(*node, field);
      reader.original = nullptr;
      if (!value.absent()) SetText(i, id, value);
    }
    map.Finish();
    bodies[id] = reader.Markdown(parts.body, parts.body_line, 0, id, true);
    return of;
  }

  std::string HashOriginal(const Parts& parts) const {
    return HashOfOriginal(TextsOfOriginal(schema_, *parts.front), parts.body);
  }

  std::optional<Date> Day(MapReader& map, std::string_view key) {
    const yaml::Node* node = map.Get(key);
    if (!node || !ReadText(*node, diagnostics_)) return std::nullopt;
    const Result<Date> date = ParseDate(node->text, node->pos);
    if (date.ok()) return *date;
    diagnostics_.Error(date.error().rule, node->pos, date.error().message, date.error().hint);
    if (date.error().rule == "date.format") MendValue(diagnostics_.Last(), *node, SureDate(node->text));
    return std::nullopt;
  }

  void ReadBuiltIn(MapReader& map) {
    record_.draft = map.Flag("draft");
    record_.example = map.Flag("example");
    record_.apart = record_.example && schema_.examples_apart.value_or(loader_.site.config.examples_apart);
    record_.unlisted = map.Flag("unlisted");
    record_.aliases = ReadAliases(map, diagnostics_);
    record_.layout = map.Text("layout");
    record_.role = RoleOf(record_.layout, loader_.site.config);
    record_.published = Day(map, "published");
    record_.updated = Day(map, "updated");
    record_.publish_from = Day(map, "publish_from");
    record_.publish_until = Day(map, "publish_until");
    if (!record_.publish_from || !record_.publish_until || *record_.publish_until >= *record_.publish_from) return;
    diagnostics_.Error("value.order", map.Get("publish_until")->pos,
                       {"公開の終わりが、始まりより前です", "The end of publication lies before its start"},
                       {fmt::format("{} かそれより後の日を書きます。", ToIso(*record_.publish_from)),
                        fmt::format("Write {} or a later day.", ToIso(*record_.publish_from))});
  }

  const std::vector<Language>& languages() const { return loader_.site.config.languages; }

  /// What a first line may be: "title: 題名".
  std::string ExampleOfTitle(bool by_language) const {
    const int title = schema_.Find(schema_.title);
    return title < 0 ? fmt::format("title: {}", FlowText(record_.slug))
                     : fmt::format("{}: {}", schema_.title,
                                   ExampleOf(schema_.fields[static_cast<size_t>(title)], languages(), by_language));
  }

  static const yaml::Entry* EntryOf(const yaml::Node& root, std::string_view key) {
    const auto found = std::find_if(root.entries.begin(), root.entries.end(),
                                    [&](const yaml::Entry& entry) { return entry.key == key; });
    return found == root.entries.end() ? nullptr : &*found;
  }

  std::vector<std::string_view> AllKeys() const {
    std::vector<std::string_view> keys = KeysOf(schema_.fields);
    keys.insert(keys.end(), kBuiltInKeys.begin(), kBuiltInKeys.end());
    return keys;
  }

  void Required(const Field& field, const yaml::Node& root) {
    if (HasSlipOf(root, field.key, AllKeys(), &schema_.fields)) return;  // told as an unknown key
    const yaml::Entry* written = EntryOf(root, field.key);
    const SourcePos at = written ? written->key_pos : SourcePos{root.pos.file, root.pos.line, 1, 1};
    MissingField(field, at, languages(), !schema_.is_document, diagnostics_, &loader_.site);
  }

  /// Does `condition` ("field" or "field=value") hold?
  bool Holds(std::string_view condition) const {
    const size_t equals = condition.find('=');
    const Datum* datum = record_.Find(condition.substr(0, equals));
    if (!datum || datum->absent()) return false;
    if (equals == std::string_view::npos) return true;
    const std::string_view wanted = condition.substr(equals + 1);
    switch (datum->kind) {
      case Datum::kTerm: return datum->term->id == wanted;
      case Datum::kText: return datum->text() == wanted;
      case Datum::kBoolean: return (wanted == "true") == datum->boolean;
      default: return false;
    }
  }

  /// Defaults, and what should be there and is not.
  void FillIn(ValueReader& reader, const yaml::Node& root) {
    for (size_t i = 0; i < schema_.fields.size(); ++i) {
      const Field& field = schema_.fields[i];
      Datum& datum = record_.fields[i];
      if (!datum.absent()) {
        if (field.key == schema_.title) record_.pos = datum.pos;
        continue;
      }
      const yaml::Node* written = root.Find(field.key);
      if (written && !written->IsAbsent()) continue;  // wrong, and told so
      if (!field.default_value.empty()) {
        yaml::Node node;
        node.text = field.default_value;
        node.quoted = true;
        node.pos = field.pos;
        datum = reader.ReadPlain(node, field.type);
      } else if (field.required || (!field.required_when.empty() && Holds(field.required_when))) {
        Required(field, root);
      }
    }
  }

  const Loader& loader_;
  Record& record_;
  const Schema& schema_;
  const std::vector<std::string>& paths_;
  Storage& storage_;
  Diagnostics& diagnostics_;
  std::vector<Datum*> texts_;  // by field: of a document's, one for each language; null: none yet
};

}  // namespace

void ReadRecords(Loader& loader, const std::vector<RecordFiles>& all) {
  constexpr size_t kPerPart = 64;
  const size_t parts = (all.size() + kPerPart - 1) / kPerPart;
  const size_t first = loader.site.storage.size();
  std::vector<Diagnostics> diagnostics(parts);
  for (size_t i = 0; i < parts; ++i) loader.site.storage.push_back(std::make_unique<Storage>());
  ParallelFor(parts, [&](size_t part) {
    const size_t end = std::min(all.size(), (part + 1) * kPerPart);
    for (size_t i = part * kPerPart; i < end; ++i)
      RecordReader(loader, all[i], *loader.site.storage[first + part], diagnostics[part]).Run();
  });
  for (Diagnostics& one : diagnostics) loader.diagnostics.Append(std::move(one));
  TellUnrecordedOnce(loader.diagnostics);
}

}  // namespace kyodo::load
