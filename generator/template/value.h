// The values that templates see, and their types.
//
// Values are small and never own anything: what they point to belongs to the
// site or to the arena of one rendering, and outlives the rendering. All of
// this is read by many threads at once and changed by none.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/date.h"
#include "core/html.h"

namespace kyodo::tmpl {

/// A name made into a small number, so that looking up a field is an index.
using Name = uint32_t;
/// Names are interned while types and templates are made, by one thread.
class Names {
 public:
  Name Intern(std::string_view text);
  std::string_view Text(Name name) const { return texts_[name]; }
  size_t size() const { return texts_.size(); }
  static constexpr Name kNone = UINT32_MAX;
  Name Find(std::string_view text) const;  // kNone when never interned

 private:
  std::unordered_map<std::string_view, Name> ids_;
  std::deque<std::string> texts_;
};

struct StructType;

/// What the checker knows of an expression.
struct Type {
  enum Kind : uint8_t {
    kAny,  // not known before rendering
    kBool,
    kNumber,  // integer or float
    kString,
    kHtml,  // trusted HTML
    kUrl,   // a page of this site, written relative to the page being made
    kDate,
    kList,    // of `element`
    kStruct,  // of `fields`
    kDict,    // keys and values not known
  };
  Kind kind = kAny;
  bool optional = false;               // may be none
  const Type* element = nullptr;       // kList; null: of any
  const StructType* fields = nullptr;  // kStruct
  bool nothing = false;                // kAny: certainly none, or not there
  bool missing = false;                // kAny: certainly not there

  /// Of a name or field that is not there, where a condition asks whether it is.
  static Type Missing() {
    Type type;
    type.nothing = type.missing = true;
    return type;
  }
};

/// The shape of a struct: its fields by name, each with a type.
struct StructType {
  std::string name;  // for messages: "cases"
  struct Field {
    Name name;
    Type type;
  };
  std::vector<Field> list;
  std::vector<int16_t> slot_of;  // by Name; -1 or beyond the end: no such field

  int Slot(Name field) const { return field < slot_of.size() ? slot_of[field] : -1; }
  /// Returns the new field's slot.
  int Add(Name field, Type type);
};

struct Value;

struct Struct {
  const StructType* type;
  const Value* fields;  // one for each field of the type
};

/// A list. Lists of structs can be asked by `where` and `group_by`, answered
/// from an index that is built once for each field.
struct List {
  const Value* items = nullptr;
  uint32_t size = 0;
  bool transient = false;  // made during a rendering: searched, never indexed
  struct Index;
  mutable std::shared_ptr<Index> index;  // made on first use, under a lock
};

/// A dict of templates and of tests: keys in the order they were given.
struct Dict {
  std::vector<std::pair<std::string_view, Value>> entries;
};

struct Value {
  enum Kind : uint8_t {
    kUndefined,
    kNone,
    kBool,
    kInteger,
    kFloat,
    kString,
    kHtml,
    kUrl,
    kDate,
    kList,
    kStruct,
    kDict,
  };
  Kind kind = kUndefined;
  uint32_t length = 0;  // of kString and kUrl, in bytes
  union {
    bool boolean;
    int64_t integer;
    double real;
    const char* chars;  // kString; kUrl: a site path with optional #fragment
    const kyodo::Html* html;
    Date date;
    const List* list;
    const Struct* structure;
    const Dict* dict;
  };

  Value() : integer(0) {}
  static Value None() {
    Value v;
    v.kind = kNone;
    return v;
  }
  static Value Of(bool b) {
    Value v;
    v.kind = kBool;
    v.boolean = b;
    return v;
  }
  static Value Of(int64_t i) {
    Value v;
    v.kind = kInteger;
    v.integer = i;
    return v;
  }
  static Value Of(double d) {
    Value v;
    v.kind = kFloat;
    v.real = d;
    return v;
  }
  static Value Of(std::string_view s) {
    Value v;
    v.kind = kString;
    v.chars = s.data();
    v.length = uint32_t(s.size());
    return v;
  }
  static Value Url(std::string_view s) {
    Value v = Of(s);
    v.kind = kUrl;
    return v;
  }
  static Value Of(const kyodo::Html* h) {
    Value v;
    v.kind = kHtml;
    v.html = h;
    return v;
  }
  static Value Of(Date d) {
    Value v;
    v.kind = kDate;
    v.date = d;
    return v;
  }
  static Value Of(const List* l) {
    Value v;
    v.kind = kList;
    v.list = l;
    return v;
  }
  static Value Of(const Struct* s) {
    Value v;
    v.kind = kStruct;
    v.structure = s;
    return v;
  }
  static Value Of(const Dict* d) {
    Value v;
    v.kind = kDict;
    v.dict = d;
    return v;
  }
  static Value Of(const char*) = delete;  // write std::string_view

  std::string_view text() const { return {chars, length}; }
};
static_assert(sizeof(Value) == 16);

}  // namespace kyodo::tmpl
