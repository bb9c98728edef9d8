// A new site, made of what a theme has in its folder start/: files with blanks to be filled in, and start.yaml, which
// says which kinds of content there are to choose from.
#pragma once

#include <deque>
#include <map>
#include <memory_resource>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/diagnostic.h"
#include "core/result.h"
#include "start/fill.h"
#include "system/file_system.h"
#include "yaml/yaml.h"

namespace kyodo::start {

/// A kind of content that a new site may have.
struct Kind {
  std::string id;         // a folder of start/
  Message label;          // what people call it
  std::string menu;       // what the menu leads to
  bool is_usual = false;  // part of a site unless something else is asked for
};

/// What a site is to be.
struct Wishes {
  std::vector<std::string> languages;        // BCP 47, the site's own first
  std::map<std::string, std::string> names;  // by language; "": where there is no other
  std::string base_url;
  std::string time_zone;
  std::vector<std::string> kinds;
  Date today;
};

/// The texts of a new site, by their path in its folder ("content/site.yaml").
using NewFiles = std::map<std::string, std::string>;

class Starter {
 public:
  /// `folder` is start/ of a theme. Errors `start.missing`, `file.*`, `yaml.*`: then there are no kinds.
  Starter(FileReader& files, std::string folder, Diagnostics& diagnostics);

  const std::vector<Kind>& kinds() const { return kinds_; }
  /// What the site is called unless it is given a name.
  std::string UsualName(std::string_view language) const;

  /// Are there texts in any of them?
  bool Speaks(const std::vector<std::string>& languages) const { return !VoicesIn(languages).empty(); }

  /// Fills in the blanks. Texts are in the languages of `wishes` that there are texts in, of which there must be one.
  /// Errors `file.*`, `yaml.*`.
  NewFiles Make(const Wishes& wishes, Diagnostics& diagnostics);

 private:
  Voices VoicesIn(const std::vector<std::string>& languages) const;
  void ReadKinds(Diagnostics& diagnostics);
  /// What English texts are called in that language; null: the theme has no such table.
  const yaml::Node* Table(const std::string& language, Diagnostics& diagnostics);

  FileReader& files_;
  std::string folder_;
  std::vector<Kind> kinds_;
  std::map<std::string, std::string, std::less<>> names_;  // by the languages that there are texts in
  std::deque<SourceFile> sources_;
  std::pmr::monotonic_buffer_resource memory_;
};

/// What is wrong with the settings that `files` have, as kyodo will tell it: languages, address, time zone.
Diagnostics ProblemsOfSettings(const NewFiles& files);

/// Error `start.not-empty` unless the folder is not there, or is empty; `file.*`.
Status MayWriteNew(FileReader& files, const std::string& folder);
/// Writes all of them into `folder`, after MayWriteNew. Errors `file.*`.
Status WriteNew(FileSystem& files, const std::string& folder, const NewFiles& texts);

}  // namespace kyodo::start
