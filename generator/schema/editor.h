// Visual Studio Code for the people who write a site: which schema goes for which files, snippets, and `kyodo check`
// as a task whose messages lead to the lines.
#pragma once

#include "model/site.h"
#include "schema/made.h"

namespace kyodo::schema {

/// The files of .vscode/, for a workspace in which the site lies at `folder` ("content"). The YAML extension of Red Hat
/// reads the schemas; it looks at YAML files alone, so that documents (Markdown) have snippets and no schema.
MadeFiles VscodeFiles(const Site& site, const std::string& folder);

/// Every schema of the site as a file: NAME.schema.json, with those of site.yaml and vocabularies/.
MadeFiles SchemaFiles(const Site& site);

}  // namespace kyodo::schema
