#include "edit/sent.h"

#include <algorithm>
#include <set>

#include "core/edits.h"
#include "core/text.h"
#include "import/table_cells.h"

namespace kyodo::edit {

namespace {

using yaml::Value;

FileForm FormOf(const Form& form) { return form.is_document ? FileForm::kMarkdown : FileForm::kYaml; }

/// Browsers send CR LF. What is pasted from other programs has breaks of their own within a paragraph, other controls,
/// and marks beside their letters, which no file can keep.
std::string Pasted(std::string_view sent, bool whole) {
  std::string out;
  for (size_t at = 0; at < sent.size();) {
    const char32_t c = DecodeUtf8(sent, at);
    const bool breaks = c == '\v' || c == '\f' || (!whole && (c == 0x85 || c == 0x2028 || c == 0x2029));
    const bool control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF;
    if (breaks) {
      out += '\n';
    } else if (!control) {
      AppendUtf8(out, c);
    }
  }
  return AsRead(out);
}

/// The first line of a whole text may begin with blanks that mean something.
std::string Plain(const std::string& sent, bool whole) {
  std::string text = Pasted(sent, whole);
  if (!whole) return std::string(Trim(text));
  text.erase(0, text.find_first_not_of('\n'));
  text.erase(text.find_last_not_of(" \t\n") + 1);
  return text;
}

/// The values as a control shows them: an item in each line are several.
std::vector<std::string> ValuesOf(const Control& control, const std::vector<std::string>& sent) {
  std::vector<std::string> values;
  const bool whole = control.kind == ControlKind::kFileLines || control.path.front() == kBody;
  for (const std::string& one : sent) {
    const std::string text = Plain(one, whole);
    if (!control.many || control.kind != ControlKind::kText) {
      if (!text.empty()) values.push_back(text);
      continue;
    }
    for (const std::string_view line : Split(text, '\n')) {
      if (!Trim(line).empty()) values.emplace_back(Trim(line));
    }
  }
  return values;
}

/// Nothing is unticked by a form that lacks the box, and the order of ticks says nothing.
bool IsSame(const Control& control, const std::vector<std::string>& values) {
  if (control.kind == ControlKind::kTick) {
    const bool was = control.values == std::vector<std::string>{"true"};
    return was == !values.empty();
  }
  if (control.many && control.kind == ControlKind::kTerm)
    return std::set<std::string>(values.begin(), values.end()) ==
           std::set<std::string>(control.values.begin(), control.values.end());
  if (control.values.size() == 1 && Trim(control.values.front()).empty()) return values.empty();
  return values == control.values;
}

Value TextValue(const std::string& text, bool block) {
  return block || text.find('\n') != text.npos ? Value::Block(text + "\n") : Value::Text(text);
}

/// What was typed, as a file has it: days, numbers and names of records as people write them are understood.
Value ValueOfText(const Control& control, const std::string& text, const Site& site) {
  const FieldKind kind = control.type ? control.type->kind : FieldKind::kText;
  if (kind == FieldKind::kText || kind == FieldKind::kMarkdown || kind == FieldKind::kTerm)
    return TextValue(text, control.was_block && !control.many);
  TableColumn column;
  column.path = control.path;
  column.type = control.type;
  const auto value = ValueOfCell(text, column, site);
  return value ? *value : Value::Text(text);
}

std::optional<Value> ValueOf(const Control& control, std::vector<std::string> values, const Site& site) {
  if (values.empty()) return std::nullopt;
  if (!control.many) return ValueOfText(control, values.front(), site);
  if (control.kind == ControlKind::kTerm) {
    // Those that were there stay in their order.
    std::vector<std::string> ordered;
    for (const std::vector<std::string>* list : {&control.values, &std::as_const(values)}) {
      for (const std::string& one : *list) {
        const bool wanted = std::find(values.begin(), values.end(), one) != values.end();
        if (wanted && std::find(ordered.begin(), ordered.end(), one) == ordered.end()) ordered.push_back(one);
      }
    }
    values = std::move(ordered);
  }
  Value list = Value::List();
  for (const std::string& one : values) list.items.push_back(ValueOfText(control, one, site));
  return list;
}

const std::vector<std::string>* FindSent(const Sent& sent, const std::string& name) {
  const auto found = sent.find(name);
  return found == sent.end() ? nullptr : &found->second;
}

/// Items that are to go, the last first, so that the numbers of those before stay.
void AddRemovals(const FormField& field, const Sent& sent, std::vector<Change>& changes) {
  for (auto part = field.parts.rbegin(); part != field.parts.rend(); ++part) {
    if (field.is_list && FindSent(sent, RemovalOf(part->path))) {
      changes.push_back({part->path, std::nullopt});
    } else {
      AddRemovals(*part, sent, changes);
    }
  }
}

/// Items are added one after the other, whichever of those in the form were left empty.
class Numbers {
 public:
  explicit Numbers(const yaml::Node* root) : root_(root) {}

  Path Of(Path path) {
    Path sent;
    for (std::string& key : path) {
      const yaml::Node* list = root_ ? FindNode(*root_, sent) : nullptr;
      const size_t count = list ? list->items.size() : 0;
      const std::string name = NameOf(sent);
      sent.push_back(key);
      if (IndexOf(key) == std::string::npos || IndexOf(key) < count) continue;
      auto& given = given_[name];
      key = std::to_string(given.emplace(key, count + given.size()).first->second);
    }
    return path;
  }

 private:
  const yaml::Node* root_;
  std::map<std::string, std::map<std::string, size_t>> given_;
};

bool IsWithinRemoved(const Path& path, const Sent& sent) {
  for (Path above = path; !above.empty(); above.pop_back()) {
    if (FindSent(sent, RemovalOf(above))) return true;
  }
  return false;
}

}  // namespace

std::string RemovalOf(const Path& item) { return "remove:" + NameOf(item); }

Result<Draft> DraftOf(const FormMaker& maker, const Form& form, const std::string& text, const Sent& sent) {
  Draft draft{text, {}, false};
  const auto opened = ParseFile("", text, FormOf(form));
  Numbers numbers(opened->root);
  std::vector<Change> changes;
  std::vector<std::pair<const Control*, std::string>> lines;
  std::optional<std::string> body;
  form.Each([&](const Control& control) {
    const auto* typed = FindSent(sent, control.Name());
    if (!typed || IsWithinRemoved(control.path, sent)) return;
    const std::vector<std::string> values = ValuesOf(control, *typed);
    if (IsSame(control, values)) return;
    draft.names.push_back(control.Name());
    const std::string first = values.empty() ? std::string() : values.front();
    if (control.kind == ControlKind::kFileLines) {
      lines.emplace_back(&control, first);
    } else if (control.path.front() == kBody) {
      body = first;
    } else {
      changes.push_back({numbers.Of(control.path), ValueOf(control, values, maker.site())});
    }
  });
  for (const auto* list : {&form.fields, &form.settings}) {
    for (const FormField& field : *list) AddRemovals(field, sent, changes);
  }
  const KeyOrder order = [&](const Path& path) { return maker.KeysAt(path); };
  Result<std::string> made = WithChanges(draft.text, FormOf(form), changes, order);
  if (!made.ok()) return made.error();
  draft.text = std::move(*made);
  if (body) {
    const auto file = ParseFile("", draft.text, FormOf(form));
    draft.text = WithBody(*file, *body);
  }
  // These come last: what is typed there may be no YAML at all.
  for (const auto& [control, typed] : lines) {
    const auto file = ParseFile("", draft.text, FormOf(form));
    if (file->root) draft.text = WithLines(*file, control->path.front(), typed);
  }
  draft.changed = draft.text != text;
  return draft;
}

namespace {

void FillField(FormField& field, const Sent& sent) {
  for (Control& control : field.controls) {
    if (const auto* typed = FindSent(sent, control.Name())) control.values = ValuesOf(control, *typed);
  }
  for (FormField& part : field.parts) FillField(part, sent);
}

}  // namespace

void Fill(Form& form, const Sent& sent) {
  for (auto* list : {&form.fields, &form.settings, &form.others}) {
    for (FormField& field : *list) FillField(field, sent);
  }
}

}  // namespace kyodo::edit
