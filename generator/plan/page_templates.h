// Which template makes a page.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diagnostic.h"
#include "model/site.h"
#include "model/theme.h"
#include "template/engine.h"
#include "views/types.h"

namespace kyodo::render {

/// The templates of a theme, each checked against the schemas that it is used for. One that asks a schema for what
/// it does not have gives way to a more general one, with a warning; one of the site's own does not.
class PageTemplates {
 public:
  /// All must outlive this.
  PageTemplates(const Theme& theme, const Types& types, const tmpl::Engine& engine, Diagnostics& diagnostics)
      : theme_(theme), types_(types), engine_(engine), diagnostics_(diagnostics) {}

  /// Error `template.missing`: a layout that the theme does not have. Warning `template.misfit`.
  std::string Of(const Record& record);
  std::string OfPrint(const Collection& whole);
  std::string OfListing(const Collection& collection);
  std::string OfIndex(const Collection& collection);
  std::string OfCalendar();
  std::string OfRemoved();
  bool Has(const std::string& name) const { return engine_.Has(name); }

  /// What the templates that were chosen read.
  const tmpl::FieldUses& uses() const { return uses_; }

 private:
  struct Checked {
    Diagnostics diagnostics;
    tmpl::FieldUses uses;
  };
  /// The first that is there and fits; the last, whether it fits or not. `asked`: where the site names the first.
  std::string Choose(const Schema& schema, const tmpl::Scope& scope, std::vector<std::string> names,
                     const SourcePos& asked);
  const Checked& Check(const std::string& name, const tmpl::Scope& scope);
  std::string Take(const std::string& name, const tmpl::Scope& scope);
  void WarnMisfit(const std::string& name, const std::string& instead, const Diagnostics& why, const Schema& schema,
                  const SourcePos& asked);

  const Theme& theme_;
  const Types& types_;
  const tmpl::Engine& engine_;
  Diagnostics& diagnostics_;
  std::map<std::pair<std::string, const tmpl::Scope*>, Checked> checked_;
  std::map<std::pair<std::vector<std::string>, const tmpl::Scope*>, std::string> chosen_;
  tmpl::FieldUses uses_;
};

}  // namespace kyodo::render
