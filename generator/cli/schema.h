// The verb `schema`.
#pragma once

#include <string>

#include "cli/options.h"

namespace kyodo::cli {

struct SchemaOptions : SiteOptions {
  std::string name;      // of a collection, site.yaml or vocabularies.yaml; empty: another option says what is wanted
  std::string folder;    // for all of them
  std::string handbook;  // for pages to read
  std::string cms;       // decap, sveltia
  bool vscode = false;
};

void AddOptions(CLI::App& app, SchemaOptions& options, const Words& words);

/// Prints or writes what a site's schemas are for editors and for people. A file that a person may have written is
/// never written over: what it lacks is printed instead. Returns the program's exit code.
int RunSchema(const SchemaOptions& options);

}  // namespace kyodo::cli
