// The template language: a subset of Jinja2, compiled once, checked against the
// types of what it is given, escaped by context. See themes/README.md.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diagnostic.h"
#include "template/arena.h"
#include "template/value.h"

namespace kyodo::tmpl {

/// What one rendering is about. `page` is the site path of the page being made:
/// values of kind kUrl and holes of kHtml are written relative to it.
struct RenderContext {
  std::string_view page;
  size_t language = 0;         // index of the site's language, for filters
  std::string_view code = {};  // BCP 47 code of that language; empty: nothing is marked with it
  const void* host = nullptr;  // whatever the host's filters need
  /// Gets each struct of which trusted HTML is read; null: nobody asks. What is kept for all pages goes to SharedReads.
  std::vector<const Struct*>* reads = nullptr;
};

/// A filter that the host adds: `{{ record.start | date(weekday=true) }}`.
struct HostFilter {
  std::string name;
  Type::Kind input = Type::kAny;  // checked where known
  Type result;
  std::vector<std::string> parameters;  // by position or by name; all optional
  /// `arguments` has one value for each parameter, kUndefined when not given.
  /// An input that does not fit returns kUndefined and sets `error`.
  std::function<Value(const Value& input, std::span<const Value> arguments, const RenderContext&, Arena&,
                      Message& error)>
      call;
  bool pure = false;  // the result depends on input, arguments and language alone: may be kept
};

/// Fields that templates read, each with the struct that it belongs to.
using FieldUses = std::set<std::pair<const StructType*, Name>>;

/// The variables of one kind of page: name → type. Values are given in the same order.
using Scope = StructType;

/// All templates of a site. Made by one thread, then read by many.
class Engine {
 public:
  explicit Engine(Names& names);
  ~Engine();

  /// Before the first AddTemplate.
  void AddFilter(HostFilter filter);
  /// Those added, by name.
  std::vector<const HostFilter*> Filters() const;
  /// Parses; `name` is what `extends`, `include` and `import` call it by. The
  /// file must outlive the engine. Syntax errors go to `diagnostics`.
  void AddTemplate(std::string name, const SourceFile& file, Diagnostics& diagnostics);
  /// After the last AddTemplate: resolves extends, include and import, and finds
  /// how each value must be escaped.
  /// Error `template.missing`: a name that does not exist, with did-you-mean.
  /// Error `template.cycle`: a template that extends or includes itself.
  /// Error `template.context`: a value in a place where nothing makes it safe.
  /// Error `template.context-branches`: branches that end in different places.
  void Link(Diagnostics& diagnostics);
  bool Has(std::string_view name) const;
  /// Those that some template extends, includes or imports.
  std::set<std::string> NeededTemplates() const;
  /// The template whose name, without .html, is most like `name`; empty: none is.
  std::string NearestTemplate(std::string_view name) const;

  /// Checks every name, field, filter and test in the template, and in what it
  /// extends, includes and imports, as if rendered with `scope`.
  /// Error `template.name`: with did-you-mean and the include stack. Returns every field that rendering may read,
  /// by `.` or `[…]`, and also those that are only tested.
  FieldUses Check(std::string_view name, const Scope& scope, Diagnostics& diagnostics) const;

  /// Appends the rendered template to `out`. `values` has one value for each
  /// field of `scope`. Thread-safe; `arena` belongs to the calling thread.
  /// False when an expression failed, with the place in `diagnostics`.
  bool Render(std::string_view name, const Scope& scope, std::span<const Value> values, const RenderContext& context,
              Arena& arena, std::string& out, Diagnostics& diagnostics) const;

  /// The structs of which HTML was read for what is kept for all pages. To be called when none renders.
  std::vector<const Struct*> SharedReads() const;
  /// Forgets what was kept of expressions about `site`. To be called by one
  /// thread, when none renders, before the values of `site` go away.
  void ForgetSite();

  struct State;  // of the files in this folder

 private:
  std::unique_ptr<State> state_;
};

}  // namespace kyodo::tmpl
