// A record's file as a form: what a schema asks for, and what the file says to it.
//
// What no control can show (a value of another shape than its field's, keys that no schema knows) is a control with the
// lines of the file. So what is sent back unchanged is what stands in the file, whatever that is.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "edit/file_text.h"
#include "model/site.h"

namespace kyodo::edit {

enum class ControlKind : uint8_t {
  kLine,       // a text on one line, or what is written like one: a number, a telephone
  kText,       // a text of several lines
  kMarkdown,   // the same, with a preview
  kDate,       // YYYY-MM-DD
  kTime,       // HH:MM
  kYesNo,      // "true", "false" or nothing
  kTick,       // "true" or nothing
  kTerm,       // one of a vocabulary, or of the schema's own words
  kReference,  // a record, by its title
  kFileLines,  // lines of the file
};

/// Where one value is typed, or several of a list.
struct Control {
  ControlKind kind = ControlKind::kLine;
  Path path;
  const FieldType* type = nullptr;  // of the value, or of an item; null: lines of the file, or a document's body
  bool many = false;                // a list: terms are ticked, others stand in a line each
  LanguageId language = 0;
  bool translated = false;          // it is the text in that language
  std::vector<std::string> values;  // as shown; of what is not `many` one at the most
  bool was_block = false;           // below a |

  std::string Name() const;
};

/// A field: one control, or one for each language, or parts.
struct FormField {
  const Field* field = nullptr;  // null: an item of a list; or it has no schema
  Path path;
  std::vector<Control> controls;
  std::vector<FormField> parts;  // of an object; the items of a list of objects
  bool is_list = false;          // `parts` are items, the last of them empty, to be filled in
  bool is_new = false;           // such a one
  size_t number = 0;             // of an item, from 1
  bool is_set = false;           // the file says something to it
};

struct Form {
  std::vector<FormField> fields;    // of the schema, in its order; then a document's body
  std::vector<FormField> settings;  // what every record may have
  std::vector<FormField> others;    // lines of the file that no other control shows
  bool is_document = false;
  LanguageId language = 0;  // of a document

  /// Calls `visit` with each control, in the order of the form.
  template <class Visit>
  void Each(const Visit& visit) const {
    for (const auto* list : {&fields, &settings, &others}) {
      for (const FormField& field : *list) EachOf(field, visit);
    }
  }

 private:
  template <class Visit>
  static void EachOf(const FormField& field, const Visit& visit) {
    for (const Control& control : field.controls) visit(control);
    for (const FormField& part : field.parts) EachOf(part, visit);
  }
};

/// What forms of a collection are made of. `site` and `collection` must outlive it.
class FormMaker {
 public:
  FormMaker(const Site& site, const Collection& collection);
  FormMaker(const FormMaker&) = delete;

  /// How many items the list at a path has in a form that was sent; null, or 0: those of the file and an empty one.
  using Blanks = std::function<size_t(const Path& path)>;
  /// Of a file that has a tree; `language` is a document's own.
  Form Make(const ParsedFile& file, LanguageId language, const Blanks& blanks = nullptr) const;
  /// Of the keys in a mapping, as the schema has them.
  std::vector<std::string> KeysAt(const Path& path) const;
  const Site& site() const { return site_; }
  const Collection& collection() const { return collection_; }
  /// Those that are published, then those that are not.
  const std::vector<Language>& languages() const { return languages_; }

 private:
  struct Visit;
  FormField FieldOf(const Field& field, const Path& path, const yaml::Node* node, const Visit& visit) const;
  void AddParts(FormField& out, const std::vector<Field>& fields, const yaml::Node* node, const Visit& visit) const;
  void AddItems(FormField& out, const FieldType& item, const yaml::Node* node, const Visit& visit) const;
  Control ControlOf(const FieldType& type, const Path& path, const yaml::Node* node, const Visit& visit) const;
  bool CanShow(const Field& field, const yaml::Node& node, bool is_document) const;
  bool CanShow(const FieldType& type, const yaml::Node& node, bool is_document) const;

  const Site& site_;
  const Collection& collection_;
  std::vector<Language> languages_;
  std::vector<Field> settings_;
};

/// The key of the control for a document's text: no field is called so.
inline constexpr const char* kBody = ":body";

/// How a form shows a reference: the title, where no other record has it, else the slug.
std::string ShownRecord(const std::string& slug, const std::string& collection, const Site& site, LanguageId in);

}  // namespace kyodo::edit
