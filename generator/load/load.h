// Reads a site folder: configuration, schemas, vocabularies, records, documents.
#pragma once

#include <memory>
#include <string>

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
  bool drafts = false;  // drafts and what is not published yet are shown
  /// What an earlier reading left, for the next: null where there is none.
  ParsedFiles* parsed = nullptr;
  RenderedTexts* rendered = nullptr;
};

/// Loads everything that the folder holds, and resolves references and links.
/// Problems go to `diagnostics`, all of them; the site is whole only when none
/// of them is an error.
std::unique_ptr<const Site> Load(FileReader& files, const LoadOptions& options, MarkdownPool& markdown,
                                 Diagnostics& diagnostics);

}  // namespace kyodo
