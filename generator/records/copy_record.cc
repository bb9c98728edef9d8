#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "import/event_import.h"
#include "import/table_cells.h"
#include "records/keys_text.h"
#include "records/new_record.h"
#include "source/plain_files.h"

namespace kyodo {

namespace {

using yaml::Value;

/// Keys of a record that are true of it alone.
constexpr std::string_view kOfItself[] = {"example", "aliases", "publish_from", "publish_until"};

class Copy {
 public:
  Copy(const Site& site, const Record& source, const NewRecord& record)
      : site_(site), source_(source), record_(record), schema_(source.collection->schema) {}

  Result<std::string> File(const SourceFile& file, LanguageId language) const {
    return WithChangedKeys(WithoutEvent(file.text), schema_.is_document, [&](Value& keys) {
      for (const std::string_view key : kOfItself) SetValue(keys, {std::string(key)}, std::nullopt);
      if (!schema_.is_document || language == source_.original) SetDays(keys);
      for (size_t i = 0; i < record_.values.keys.size(); ++i)
        Put(record_.values.keys[i], record_.values.items[i], language, keys);
    });
  }

 private:
  static std::string WithoutEvent(const std::string& text) {
    return StartsWith(text, kUidRemark) ? text.substr(std::min(text.find('\n'), text.size() - 1) + 1) : text;
  }

  void SetDays(Value& wanted) const {
    const std::string today = ToIso(site_.today);
    for (const char* key : {"published", "updated"}) SetValue(wanted, {key}, Value::Text(today));
    SetValue(wanted, {"draft"}, Value::Text("true"));
  }

  /// A text of a document stands in the file of its language.
  void Put(const std::string& key, const Value& value, LanguageId language, Value& wanted) const {
    const int at = schema_.Find(key);
    const bool translated = at >= 0 && schema_.fields[static_cast<size_t>(at)].translate;
    if (!schema_.is_document || !translated) {
      if (value.kind == Value::kMap && translated) {
        for (size_t i = 0; i < value.keys.size(); ++i) SetValue(wanted, {key, value.keys[i]}, value.items[i]);
      } else if (!schema_.is_document || language == source_.original) {
        SetValue(wanted, {key}, value);
      }
      return;
    }
    const Value* own = FindValue(value, {site_.config.languages[language].code});
    if (own) SetValue(wanted, {key}, *own);
  }

  const Site& site_;
  const Record& source_;
  const NewRecord& record_;
  const Schema& schema_;
};

/// All that lies in a record's own folder beside its files.
Status AddBeside(FileReader& files, const std::string& root, const std::string& from, const std::string& to,
                 RecordFiles& copied) {
  Diagnostics told;
  for (const FolderEntry& entry : ListPlain(files, root, from.substr(root.size() + 1), told)) {
    const std::string path = from + "/" + entry.name, target = to + "/" + entry.name;
    if (entry.kind == FileInfo::kFolder) {
      if (const Status below = AddBeside(files, root, path, target, copied); !below.ok()) return below;
    } else if (!copied.contains(target)) {
      Result<std::string> bytes = ReadPlainFile(files, root, path);
      if (!bytes.ok()) return bytes.error();
      copied[target] = std::move(*bytes);
    }
  }
  return told.HasErrors() ? Status(told.list().front()) : Status(Done{});
}

}  // namespace

Result<RecordFiles> CopyRecord(FileReader& files, const Site& site, const Record& source, const NewRecord& record) {
  RecordFiles copied;
  const std::string folder = fmt::format("{}/{}", site.folder, source.collection->schema.id);
  std::string own;  // the source's own folder
  for (LanguageId id = 0; id < source.files.size(); ++id) {
    const SourceFile* file = source.files[id];
    if (!file || (id > 0 && file == source.files.front())) continue;
    const std::string parent = ParentFolder(file->path);
    std::string name = file->path.substr(parent.size() + 1);
    if (parent != folder) own = parent;
    if (parent == folder) name.replace(0, source.slug.size(), record.slug);
    Result<std::string> text = Copy(site, source, record).File(*file, id);
    if (!text.ok()) return text.error();
    copied[(parent == folder ? folder : folder + "/" + record.slug) + "/" + name] = std::move(*text);
  }
  if (!own.empty()) {
    const Status beside = AddBeside(files, site.folder, own, folder + "/" + record.slug, copied);
    if (!beside.ok()) return beside.error();
  }
  return copied;
}

}  // namespace kyodo
