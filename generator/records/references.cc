#include "records/references.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "core/text.h"
#include "source/parsed_file.h"
#include "source/plain_files.h"

namespace kyodo {

namespace {

/// May stand before or after an address in a text or a value.
bool IsEdge(char c) { return std::string_view(" \t\r\n()<>[]{}\"',#:").find(c) != std::string_view::npos; }

/// Where `was` stands by itself in the line, from a byte on; npos: nowhere.
size_t FindAlone(std::string_view text, const std::string& was, size_t from) {
  for (size_t at = text.find(was, from); at != text.npos; at = text.find(was, at + 1)) {
    const size_t end = at + was.size();
    if ((at == 0 || IsEdge(text[at - 1])) && (end == text.size() || IsEdge(text[end]))) return at;
  }
  return std::string_view::npos;
}

class Finder {
 public:
  Finder(FileReader& files, const Site& site, const Record& record)
      : files_(files), site_(site), record_(record), own_(OwnFolder(site, record)) {
    for (const SourceFile* file : FilesOf(record)) paths_.insert(file->path);
  }

  Status Run() {
    for (const auto& [id, collection] : site_.collections) {
      for (const Record& one : collection.records) {
        for (size_t i = 0; i < one.fields.size(); ++i) Values(one.fields[i], collection.schema.fields[i].is_private);
      }
    }
    for (const auto& storage : site_.storage) {
      for (const MarkdownText& text : storage->markdown) Links(text);
    }
    if (!own_.empty()) Paths();
    Settings();
    return &record_.collection->schema == &Guidelines() ? Vocabularies() : Status(Done{});
  }

  std::vector<Reference> Take() {
    const auto place = [](const Reference& one) { return std::tie(one.path, one.line, one.column); };
    std::sort(found_.begin(), found_.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    const auto same = [&](const auto& a, const auto& b) { return place(a) == place(b); };
    found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
    return std::move(found_);
  }

 private:
  const Schema& Guidelines() const {
    static const Schema kNone;
    return site_.guidelines ? site_.guidelines->schema : kNone;
  }

  void Values(const Datum& datum, bool is_private) {
    if (datum.kind == Datum::kRef && datum.record == &record_) AddValue(datum.pos, record_.slug, is_private);
    if (datum.kind == Datum::kList || datum.kind == Datum::kObject || datum.kind == Datum::kLocal) {
      for (const Datum& part : datum.items()) Values(part, is_private);
    }
  }

  /// At the place, or within its quotes; of a default, which has its key's place, on a line below.
  void AddValue(const SourcePos& at, const std::string& was, bool is_private = false) {
    constexpr uint32_t kMostLines = 8;
    for (uint32_t line = at.line; at.file && line < at.line + kMostLines; ++line) {
      const std::string_view text = at.file->Line(line);
      size_t from = 0;
      for (uint32_t column = 1; line == at.line && column < at.column && from < text.size(); ++column)
        DecodeUtf8(text, from);
      const size_t found = FindAlone(text, was, from);
      if (found != text.npos) return Add(*at.file, line, text, found, was, is_private);
    }
  }

  void Add(const SourceFile& file, uint32_t line, std::string_view text, size_t at, const std::string& was,
           bool is_private) {
    const auto column = static_cast<uint32_t>(CountCharacters(text.substr(0, at)) + 1);
    found_.push_back({file.path, line, column, was, is_private ? std::string() : std::string(text)});
  }

  /// Does a name written in that file lead to one of the record's files, or into its folder?
  bool LeadsHere(const std::string& from, std::string_view name) const {
    const Result<std::string> path = ResolveName(site_.folder, from, name);
    return path.ok() && (paths_.contains(*path) || (!own_.empty() && StartsWith(*path, own_ + "/")));
  }

  void Links(const MarkdownText& text) {
    for (const MarkdownResult::Link& link : text.result.links) {
      const bool of_glossary = record_.collection->schema.glossary && link.target == "term:" + record_.slug;
      const std::string name = link.target.substr(0, link.target.find('#'));
      const bool here = of_glossary || (name.find(record_.slug) != name.npos && name.find(':') == name.npos &&
                                        LeadsHere(text.file->path, name));
      if (here) AddAll(*text.file, name, text.is_private);
    }
  }

  /// A link's address may stand far from its text: [text][park] … [park]: ../events/park.yaml.
  void AddAll(const SourceFile& file, const std::string& name, bool is_private) {
    if (!seen_.emplace(file.path, name).second) return;
    uint32_t line = 0;
    for (const std::string_view text : Split(file.text, '\n')) {
      ++line;
      for (size_t at = FindAlone(text, name, 0); at != text.npos; at = FindAlone(text, name, at + 1))
        Add(file, line, text, at, name, is_private);
    }
  }

  /// Values of fields that are names of files.
  void Paths() {
    for (const auto& storage : site_.storage) {
      for (const auto& kept : storage->parsed) {
        const auto& file = *static_cast<const ParsedFile*>(kept.get());
        if (file.root && file.source.text.find(record_.slug + "/") != std::string::npos)
          PathsIn(file.source, *file.root);
      }
    }
  }

  void PathsIn(const SourceFile& file, const yaml::Node& node) {
    for (const yaml::Node* item : node.items) PathsIn(file, *item);
    for (const yaml::Entry& entry : node.entries) PathsIn(file, *entry.value);
    const bool may_be = node.kind == yaml::Node::kScalar && node.text_line == 0 && node.text.size() < 500 &&
                        node.text.find(record_.slug + "/") != node.text.npos;
    if (may_be && LeadsHere(file.path, node.text)) AddValue(node.pos, std::string(node.text));
  }

  void Settings() {
    const std::string whole = record_.collection->schema.id + "/" + record_.slug;
    const auto items = [&](const std::vector<MenuItem>& list) {
      for (const MenuItem& item : list) {
        if (item.id == whole) AddValue(item.pos, whole);
      }
    };
    for (const auto& [name, list] : site_.config.menus) items(list);
    for (const MenuGroup& group : site_.config.home_menu) items(group.items);
    if (site_.contact == &record_ && site_.config.contact.pos.file)
      AddValue(site_.config.contact.pos, site_.config.contact.id);
  }

  /// `used_by: [{guideline: midori, …}]` of terms.
  Status Vocabularies() {
    for (const auto& [id, vocabulary] : site_.vocabularies) {
      const auto uses = [&](const Term& term) {
        return std::any_of(term.used_by.begin(), term.used_by.end(),
                           [&](const Term::Use& use) { return use.guideline == &record_; });
      };
      if (std::none_of(vocabulary.terms.begin(), vocabulary.terms.end(), uses)) continue;
      const std::string path = fmt::format("{}/vocabularies/{}.yaml", site_.folder, id);
      const Result<std::string> bytes = ReadPlainFile(files_, site_.folder, path);
      if (!bytes.ok()) return bytes.error();
      const auto parsed = ParseFile(path, *bytes, FileForm::kYaml);
      if (parsed->root) Uses(parsed->source, *parsed->root, false);
    }
    return Done{};
  }

  /// Below `used_by` the record's name is no other value.
  void Uses(const SourceFile& file, const yaml::Node& node, bool below) {
    for (const yaml::Node* item : node.items) Uses(file, *item, below);
    for (const yaml::Entry& entry : node.entries) {
      const bool names_it = below && entry.value->kind == yaml::Node::kScalar && entry.value->text == record_.slug;
      if (names_it) AddValue({&file, entry.value->pos.line, entry.value->pos.column, 1}, record_.slug);
      Uses(file, *entry.value, below || entry.key == "used_by");
    }
  }

  FileReader& files_;
  const Site& site_;
  const Record& record_;
  const std::string own_;
  std::set<std::string> paths_;                         // of the record's files
  std::set<std::pair<std::string, std::string>> seen_;  // files and the names that were looked for in them
  std::vector<Reference> found_;
};

}  // namespace

std::vector<const SourceFile*> FilesOf(const Record& record) {
  std::vector<const SourceFile*> files;
  for (const SourceFile* file : record.files) {
    if (file && std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
  }
  return files;
}

std::string OwnFolder(const Site& site, const Record& record) {
  const std::string folder = fmt::format("{}/{}", site.folder, record.collection->schema.id);
  for (const SourceFile* file : FilesOf(record)) {
    const std::string parent = ParentFolder(file->path);
    if (parent != folder) return parent;
  }
  return {};
}

Result<std::vector<Reference>> FindReferences(FileReader& files, const Site& site, const Record& record) {
  Finder finder(files, site, record);
  const Status done = finder.Run();
  return done.ok() ? Result<std::vector<Reference>>(finder.Take()) : Result<std::vector<Reference>>(done.error());
}

std::string ForNewName(const Reference& reference, const Record& record, std::string_view slug) {
  const std::string& was = reference.was;
  const size_t name = was.find_last_of("/:") == was.npos ? 0 : was.find_last_of("/:") + 1;
  const std::string_view last = std::string_view(was).substr(name);
  const bool is_last = last == record.slug || StartsWith(last, record.slug + ".");
  // ../park/photo.jpg, or photos of its own that it names by its folder.
  const size_t folder = ("/" + was).rfind("/" + record.slug + "/");
  const size_t at = is_last ? name : folder;
  return at == was.npos ? was : std::string(was).replace(at, record.slug.size(), slug);
}

}  // namespace kyodo
