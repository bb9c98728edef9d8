// Reads a site folder: configuration, schemas, vocabularies, records, documents.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "markdown/pool.h"
#include "model/site.h"
#include "source/parsed_file.h"
#include "source/rendered_texts.h"
#include "system/file_system.h"

namespace kyodo {

struct LoadOptions {
  std::string folder;  // the site folder: "content"
  Instant now = 0;
  bool drafts = false;                          // drafts and what is not published yet are shown
  std::vector<std::string> theme_parents = {};  // as FindTheme takes them (load/theme.h): for ready schemas
  /// What an earlier reading left, for the next: null where there is none.
  ParsedFiles* parsed = nullptr;
  RenderedTexts* rendered = nullptr;
  /// A word of the theme in a language of the site, for what is made of texts while they are read. Null, or an empty
  /// word: English stands in.
  std::function<std::string(const SiteConfig& config, const std::string& key, LanguageId id)> theme_word = nullptr;
};

/// Loads everything that the folder holds, and resolves references and links.
/// Problems go to `diagnostics`, all of them; the site is whole only when none
/// of them is an error.
std::unique_ptr<const Site> Load(FileReader& files, const LoadOptions& options, MarkdownPool& markdown,
                                 Diagnostics& diagnostics);

/// The same of its settings alone (site.yaml): for what asks nothing else.
std::unique_ptr<const Site> LoadSettings(FileReader& files, const LoadOptions& options, Diagnostics& diagnostics);

}  // namespace kyodo
