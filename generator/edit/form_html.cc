#include "edit/form_html.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "edit/form_choices.h"
#include "edit/sent.h"

namespace kyodo::edit {

namespace {

constexpr size_t kFewTerms = 6;         // are shown as buttons
constexpr size_t kSpareReferences = 1;  // empty lines after those that are there
constexpr size_t kLongLine = 60;        // columns, from which on a text is typed on several lines

/// Writes one form.
class Writer {
 public:
  Writer(const Form& form, const FormLook& look)
      : form_(form), look_(look), in_(LanguageOf(look.tongue, look.maker.languages())) {}

  std::string Fields() {
    for (const FormField& field : form_.fields) Add(field);
    if (!form_.others.empty()) {
      Put("<fieldset class=\"group\">\n<legend>{}</legend>\n<p class=\"help\">{}</p>\n",
          Say("ファイルに書かれている、ほかの行", "Other lines of the file"),
          Say("この画面では項目として見せられない行です。YAML のまま直せます。",
              "Lines that cannot be shown as fields here. They are edited as YAML."));
      for (const FormField& field : form_.others) Add(field);
      out_ += "</fieldset>\n";
    }
    Put("<fieldset class=\"group settings\">\n<legend>{}</legend>\n", Say("公開の設定", "How it is published"));
    for (const FormField& field : form_.settings) Add(field);
    out_ += "</fieldset>\n";
    return std::move(out_);
  }

  /// "名称（英語）", and where that is.
  std::string LabelOf(const std::string& name) {
    std::string label;
    const auto look = [&](const FormField& field, const std::string& above, const auto& self) -> void {
      const std::string own = above + (above.empty() ? "" : std::string(" › ")) + Plain(field);
      for (const Control& control : field.controls) {
        if (control.Name() != name) continue;
        label = own;
        if (control.translated) label += " " + LanguageName(control.language);
      }
      for (const FormField& part : field.parts) self(part, own, self);
    };
    for (const auto* list : {&form_.fields, &form_.settings, &form_.others}) {
      for (const FormField& field : *list) look(field, "", look);
    }
    return label;
  }

 private:
  template <class... Args>
  void Put(fmt::format_string<Args...> format, Args&&... args) {
    out_ += fmt::format(format, std::forward<Args>(args)...);
  }
  std::string Say(std::string_view ja, std::string_view en) const {
    return std::string(kyodo::Say(look_.tongue, ja, en));
  }
  const std::vector<Language>& languages() const { return look_.maker.languages(); }

  std::string LanguageName(LanguageId id) const { return NameIn(languages()[in_], languages()[id]); }

  std::string Plain(const FormField& field) const {
    if (field.path.back() == kBody) return Say("本文", "Text");
    if (field.number > 0) return fmt::format("{}", field.number);
    if (!field.field || field.field->label.empty()) return field.path.back();
    return field.field->label.In(in_);
  }

  std::string Label(const FormField& field) const {
    const bool own = field.field && field.number == 0 && !field.field->label.empty();
    std::string out = own ? Marked(field.field->label, languages(), in_) : Escaped(Plain(field));
    const bool required = field.field && field.field->required && field.field->default_value.empty();
    if (required) out += fmt::format(" <span class=\"must\">{}</span>", Say("必須", "required"));
    if (field.field && field.field->is_private)
      out += fmt::format(" <span class=\"private\">{}</span>", Say("公開しない", "not published"));
    return out;
  }

  /// Help, an example and what holds if nothing is written.
  std::string Help(const FormField& field, const Control* control) const {
    if (!field.field) return {};
    std::string out;
    if (!field.field->help.empty()) out += Marked(field.field->help, languages(), in_);
    const auto add = [&](const std::string& words) { out += (out.empty() ? "" : " ") + words; };
    const FieldKind kind = control && control->type ? control->type->kind : FieldKind::kObject;
    const bool choice = kind == FieldKind::kTerm || kind == FieldKind::kBoolean || kind == FieldKind::kDate;
    if (!field.field->example.empty() && !choice) add(Say("例：", "Example: ") + Escaped(field.field->example));
    if (!field.field->default_value.empty())
      add(Say("書かないときは：", "If left out: ") + Escaped(field.field->default_value));
    if (control && control->many && control->kind == ControlKind::kText)
      add(Say("1行に一つずつ書きます。", "One on each line."));
    return out;
  }

  std::string PutHelp(const std::string& name, const std::string& help) {
    if (help.empty()) return {};
    Put("<p class=\"help\" id=\"help:{}\">{}</p>\n", name, help);
    return "help:" + name + " ";
  }

  const std::vector<Diagnostic>* Told(const std::string& name) const {
    const auto found = look_.problems.find(name);
    return found == look_.problems.end() ? nullptr : &found->second;
  }

  void PutTold(const std::string& name) {
    Put("<ul class=\"told\" id=\"told:{}\">", name);
    for (const Diagnostic& one : Told(name) ? *Told(name) : std::vector<Diagnostic>()) {
      Put("<li class=\"{}\">{}", one.severity == Severity::kError ? "error" : "warning",
          Escaped(one.message.In(look_.tongue)));
      if (!one.hint.empty()) Put("<br>{}", Escaped(one.hint.In(look_.tongue)));
      out_ += "</li>";
    }
    out_ += "</ul>\n";
  }

  bool IsWrong(const std::string& name) const {
    const auto* told = Told(name);
    return told && std::any_of(told->begin(), told->end(),
                               [](const Diagnostic& one) { return one.severity == Severity::kError; });
  }

  /// What every control has besides its value.
  std::string Attributes(const Control& control, const std::string& help, const std::string& id) const {
    const std::string name = control.Name();
    std::string out = fmt::format(" id=\"{}\" name=\"{}\" aria-describedby=\"{}told:{}\"", id, name, help, name);
    if (IsWrong(name)) out += " aria-invalid=\"true\"";
    const bool words = control.translated || control.path.front() == kBody ||
                       (form_.is_document && control.type && control.kind <= ControlKind::kMarkdown);
    if (words) out += fmt::format(" lang=\"{}\"", languages()[control.language].code);
    return out;
  }

  void Add(const FormField& field) {
    if (field.is_list || !field.parts.empty()) return AddGroup(field);
    if (field.controls.size() > 1) return AddLanguages(field);
    const Control& control = field.controls.front();
    const bool ticks = control.kind == ControlKind::kTerm && (control.many || IsFew(*control.type));
    if (ticks || control.kind == ControlKind::kYesNo || (control.many && control.kind != ControlKind::kText))
      return AddSet(field, control);
    if (control.kind == ControlKind::kTick) return AddTick(field, control);
    const std::string name = control.Name();
    Put("<div class=\"field\">\n<label for=\"{}\">{}</label>\n", name, Label(field));
    const std::string help = PutHelp(name, Help(field, &control));
    PutControl(control, help);
    PutBeside(name);
    PutTold(name);
    out_ += "</div>\n";
  }

  /// The texts of all languages side by side.
  void AddLanguages(const FormField& field) {
    const std::string name = NameOf(field.path);
    Put("<fieldset class=\"field\">\n<legend>{}</legend>\n", Label(field));
    const std::string help = PutHelp(name, Help(field, &field.controls.front()));
    out_ += "<div class=\"side\">\n";
    for (const Control& control : field.controls) {
      Put("<div>\n<label for=\"{}\">{}</label>\n", control.Name(), Escaped(LanguageName(control.language)));
      PutControl(control, help);
      PutTold(control.Name());
      out_ += "</div>\n";
    }
    out_ += "</div>\n</fieldset>\n";
  }

  void AddTick(const FormField& field, const Control& control) {
    const std::string name = control.Name();
    Put("<div class=\"field\">\n<input type=\"hidden\" name=\"{}\" value=\"\">\n", name);
    Put("<label class=\"tick\"><input type=\"checkbox\" value=\"true\"{}{}> {}</label>\n",
        Attributes(control, "", name), control.values == std::vector<std::string>{"true"} ? " checked" : "",
        Label(field));
    PutTold(name);
    out_ += "</div>\n";
  }

  /// Boxes, buttons, or a line for each.
  void AddSet(const FormField& field, const Control& control) {
    const std::string name = control.Name();
    Put("<fieldset class=\"field\" aria-describedby=\"told:{}\">\n<legend>{}</legend>\n", name, Label(field));
    const std::string help = PutHelp(name, Help(field, &control));
    if (control.kind == ControlKind::kTerm) {
      PutTerms(control, help);
    } else if (control.kind == ControlKind::kYesNo) {
      PutYesNo(control, help);
    } else {
      PutLines(control, help, Plain(field));
    }
    PutTold(name);
    out_ += "</fieldset>\n";
  }

  void AddGroup(const FormField& field) {
    const bool is_folded = !field.is_set && !(field.field && field.field->required) && field.number == 0;
    const bool folds = (is_folded || field.is_new) && !HoldsTyped(field);
    const std::string label = field.is_new ? Say("もう一つ加える", "Add another") : Label(field);
    if (folds) Put("<details class=\"group\">\n<summary>{}</summary>\n", label);
    const std::string legend = field.number > 0 && !field.is_new
                                   ? Say(fmt::format("{}件目", field.number), fmt::format("No. {}", field.number))
                                   : label;
    Put("<fieldset class=\"group\"{}>\n<legend>{}</legend>\n",
        field.is_new ? fmt::format(" data-item=\"{}\"", NameOf(field.path)) : "", legend);
    PutHelp(NameOf(field.path), Help(field, nullptr));
    for (const FormField& part : field.parts) Add(part);
    if (field.number > 0 && !field.is_new) {
      Put("<label class=\"tick\"><input type=\"checkbox\" name=\"{}\" value=\"true\"> {}</label>\n",
          RemovalOf(field.path), Say("保存するときに、これを消す", "Delete this when saving"));
    }
    out_ += folds ? "</fieldset>\n</details>\n" : "</fieldset>\n";
  }

  bool HoldsTyped(const FormField& field) const {
    const bool own = std::any_of(field.controls.begin(), field.controls.end(), [&](const Control& control) {
      return !control.values.empty() || Told(control.Name());
    });
    return own || std::any_of(field.parts.begin(), field.parts.end(), [&](const auto& one) { return HoldsTyped(one); });
  }

  bool IsFew(const FieldType& type) const { return TermsOf(type, look_.maker.site(), in_).size() <= kFewTerms; }

  static bool Holds(const Control& control, const std::string& value) {
    return std::find(control.values.begin(), control.values.end(), value) != control.values.end();
  }

  void PutTerms(const Control& control, const std::string& help) {
    const std::string name = control.Name();
    std::vector<Choice> choices = ChoicesOf(control, look_.maker.site(), in_);
    if (control.many) {
      Put("<input type=\"hidden\" name=\"{}\" value=\"\">\n", name);
    } else {
      choices.insert(choices.begin(), ChoiceOf("", Say("選ばない", "None")));
    }
    PutChoices(control, help, choices, control.many ? "checkbox" : "radio");
  }

  void PutYesNo(const Control& control, const std::string& help) {
    std::vector<Choice> choices{ChoiceOf("", Say("書かない", "Not said")), ChoiceOf("true", Say("はい", "Yes")),
                                ChoiceOf("false", Say("いいえ", "No"))};
    if (!control.values.empty() && control.values.front() != "true" && control.values.front() != "false")
      choices.push_back(ChoiceOf(control.values.front(), control.values.front()));
    PutChoices(control, help, choices, "radio");
  }

  /// The first has the name as its id, so that links lead to it.
  void PutChoices(const Control& control, const std::string& help, const std::vector<Choice>& choices,
                  const char* type) {
    out_ += "<div class=\"choices\">\n";
    size_t number = 0;
    for (const Choice& choice : choices) {
      const bool on = Holds(control, choice.value) || (choice.value.empty() && control.values.empty());
      const std::string id = number++ == 0 ? control.Name() : fmt::format("{}:{}", control.Name(), number);
      Put("<label class=\"tick depth{}\"><input type=\"{}\" value=\"{}\"{}{}> {}</label>\n", choice.depth, type,
          Escaped(choice.value), Attributes(control, help, id), on ? " checked" : "", choice.html);
    }
    out_ += "</div>\n";
  }

  /// A line for each value of a list, and one more.
  void PutLines(const Control& control, const std::string& help, const std::string& label) {
    std::vector<std::string> values = control.values;
    values.resize(values.size() + kSpareReferences);
    out_ += "<div class=\"lines\">\n";
    for (size_t i = 0; i < values.size(); ++i) {
      const std::string id = i == 0 ? control.Name() : fmt::format("{}:{}", control.Name(), i + 1);
      Put("<input value=\"{}\"{} aria-label=\"{} {}\"{}>\n", Escaped(values[i]), Attributes(control, help, id),
          Escaped(label), i + 1, TypeOf(control));
    }
    Put("<button type=\"button\" class=\"more\" hidden>{}</button>\n</div>\n", Say("行を増やす", "One more line"));
  }

  std::string TypeOf(const Control& control) const {
    switch (control.kind) {
      case ControlKind::kDate: return " type=\"date\"";
      case ControlKind::kTime: return " type=\"time\"";
      case ControlKind::kReference:
        return fmt::format(" list=\"titles:{}\" autocomplete=\"off\"", control.type->collection);
      default: break;
    }
    switch (control.type ? control.type->kind : FieldKind::kString) {
      case FieldKind::kInteger:
      case FieldKind::kMoney: return " inputmode=\"numeric\" class=\"short\"";
      case FieldKind::kDecimal: return " inputmode=\"decimal\" class=\"short\"";
      case FieldKind::kEmail: return " inputmode=\"email\"";
      case FieldKind::kTel: return " inputmode=\"tel\"";
      case FieldKind::kUrl: return " inputmode=\"url\"";
      default: return {};
    }
  }

  static size_t RowsOf(const Control& control, const std::string& text) {
    size_t rows = 1;
    for (const std::string_view line : Split(text, '\n'))
      rows += 1 + static_cast<size_t>(DisplayWidth(line)) / kLongLine;
    const size_t least = control.kind == ControlKind::kMarkdown ? 6 : 3;
    return std::clamp<size_t>(rows, control.path.front() == kBody ? 16 : least, 30);
  }

  void PutControl(const Control& control, const std::string& help) {
    const std::string name = control.Name();
    const std::string first = control.values.empty() ? std::string() : control.values.front();
    if (control.kind == ControlKind::kTerm) {
      Put("<select{}>\n<option value=\"\">{}</option>\n", Attributes(control, help, name), Say("選ばない", "None"));
      for (const Choice& choice : ChoicesOf(control, look_.maker.site(), in_)) {
        Put("<option value=\"{}\"{}>{}{}</option>\n", Escaped(choice.value),
            Holds(control, choice.value) ? " selected" : "", choice.depth ? "– " : "", choice.text);
      }
      out_ += "</select>\n";
      return;
    }
    const bool words = control.type && (control.type->kind == FieldKind::kString) && control.kind == ControlKind::kLine;
    const bool is_long = words && DisplayWidth(first) > static_cast<int>(kLongLine);
    const bool lines = control.kind == ControlKind::kText || control.kind == ControlKind::kMarkdown ||
                       control.kind == ControlKind::kFileLines || is_long;
    if (!lines)
      return Put("<input value=\"{}\"{}{}>\n", Escaped(first), Attributes(control, help, name), TypeOf(control));
    std::string text;
    for (const std::string& one : control.values) text += (text.empty() ? "" : "\n") + one;
    const char* kind = control.kind == ControlKind::kFileLines  ? " class=\"code\" spellcheck=\"false\""
                       : control.kind == ControlKind::kMarkdown ? " data-markdown=\"\""
                                                                : "";
    Put("<textarea rows=\"{}\"{}{}>\n{}</textarea>\n", RowsOf(control, text), Attributes(control, help, name), kind,
        Escaped(text));
  }

  /// The text of the other language.
  void PutBeside(const std::string& name) {
    if (!look_.beside) return;
    look_.beside->Each([&](const Control& control) {
      const bool words = control.kind == ControlKind::kLine || control.kind == ControlKind::kText ||
                         control.kind == ControlKind::kMarkdown;
      const bool of_words = !control.type || control.type->kind <= FieldKind::kMarkdown;
      if (control.Name() != name || !words || !of_words || control.values.empty()) return;
      Put("<details class=\"beside\"{}><summary>{}</summary><div lang=\"{}\">{}</div></details>\n",
          name == kBody ? "" : " open", Escaped(LanguageName(look_.beside->language)),
          languages()[look_.beside->language].code, Escaped(control.values.front()));
    });
  }

  const Form& form_;
  const FormLook& look_;
  const LanguageId in_;
  std::string out_;
};

}  // namespace

std::string HtmlOfForm(const Form& form, const FormLook& look) { return Writer(form, look).Fields(); }

std::string HtmlOfProblems(const Form& form, const FormLook& look) {
  Writer writer(form, look);
  std::string out;
  const auto add = [&](const std::string& name, const std::vector<Diagnostic>& told) {
    for (const Diagnostic& one : told) {
      const std::string words = Escaped(one.message.In(look.tongue));
      const std::string place = one.line ? fmt::format("{}:{}", one.path, one.line) : one.path;
      const char* kind = one.severity == Severity::kError ? "error" : "warning";
      if (name.empty()) {
        out += fmt::format("<li class=\"{}\">{} {}</li>\n", kind, Escaped(place), words);
      } else {
        out += fmt::format("<li class=\"{}\"><a href=\"#{}\">{}</a> {}</li>\n", kind, name,
                           Escaped(writer.LabelOf(name)), words);
      }
    }
  };
  // In the order of the form; then what belongs to none of its fields.
  form.Each([&](const Control& control) {
    const auto found = look.problems.find(control.Name());
    if (found != look.problems.end()) add(found->first, found->second);
  });
  if (const auto found = look.problems.find(""); found != look.problems.end()) add("", found->second);
  return out;
}

}  // namespace kyodo::edit
