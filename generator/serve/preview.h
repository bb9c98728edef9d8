// A site as it would be published, page by page, from files that people are at work on.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "kyodo/kyodo.h"
#include "load/load.h"
#include "serve/held_files.h"

namespace kyodo::serve {

/// What its pages get from the previewer itself lies below this path; no site has a path that begins with a dot.
inline constexpr std::string_view kOwnPath = "/.kyodo/";

class Preview {
 public:
  /// Reads everything. `disk` must outlive this; `watcher`, too, if there is one.
  Preview(FileSystem& disk, PortalOptions options, Watcher* watcher = nullptr);

  /// Takes in what has changed on the disk. A file that has an error now counts as it was when it had none, or as not
  /// there; with an error that this does not help, all that has changed since counts so. False: nothing has changed.
  /// Adds one to the version in any case.
  bool Reload(Instant now);
  /// As if it were another moment; with drafts and what is not published yet, or without.
  void Show(Instant now, bool drafts);
  /// For another thread: looks for what makes no sense (check/sense.h). What it finds is for AddSense.
  std::function<Diagnostics()> SenseCheck() const { return portal_.SenseCheck(); }
  /// Adds what was found in the files of `version`; nothing when there has been a reading since. True: it was added.
  bool AddSense(uint64_t version, Diagnostics found);

  struct Page {
    int status = 200;      // 301: `location`; 404: with the site's own page; 500: it has errors of its own
    std::string type;      // media type
    std::string bytes;     // of HTML with the previewer's script
    std::string location;  // a path
  };
  /// `path` begins with '/'.
  Page Get(std::string_view path);

  /// Of the files as they are; those of making pages are told by the pages.
  const Diagnostics& diagnostics() const { return diagnostics_; }
  /// Files that count as they were, with an error in one of them.
  const std::set<std::string>& held() const { return files_.held(); }
  /// The pages tell where they can be edited.
  void AllowEdits() { edits_ = true; }
  /// What would be told of these texts (Portal::Try), beside files as they were while they have errors.
  Diagnostics Try(const std::map<std::string, std::string>& texts,
                  const std::function<void(const Site& site)>& look = nullptr) {
    return portal_.Try(texts, look);
  }
  const Site& site() const { return portal_.site(); }
  /// To read the site from the disk as it is, with drafts: for moving a record.
  LoadOptions ForMoving() const { return {options_.folder, options_.now, true, options_.theme_parents}; }
  const std::string& folder() const { return options_.folder; }
  /// The path of a record's page, to ask Get for.
  std::string PageOf(const Record& record, LanguageId language) const {
    return std::string(home()) + record.PathIn(site().config.languages[language]);
  }

  /// Something can be shown.
  bool ok() const { return portal_.ok(); }
  /// Grows with each reading.
  uint64_t version() const { return version_; }
  /// The path of the home page: of the site's address.
  std::string_view home() const;
  /// The first moment of a day where the site is.
  Instant BeginOf(const Date& day) const;
  /// The header Content-Security-Policy of its pages.
  std::string SecurityPolicy() const { return PolicyOfHeaders(portal_.site().config.security); }
  /// All that the panel shows, as JSON: version; day, that it shows; today, at `now`; drafts; root, the folder that
  /// paths begin in; held; diagnostics.
  std::string State(Instant now) const;

 private:
  bool Read(Instant now, bool drafts, bool always);
  /// After a reading in which these were other than those that are kept: holds what is wrong, keeps what is good.
  void Settle(const std::set<std::string>& changed);
  Page Missing(std::string_view path);
  Page Troubled(int status, const Diagnostics& diagnostics) const;
  /// `output`: what made it, null: the previewer.
  std::string WithScript(std::string html, const render::Output* output) const;
  HeldFiles files_;
  PortalOptions options_;
  const std::string root_;  // absolute
  Portal portal_;
  Diagnostics diagnostics_;
  uint64_t version_ = 1;
  bool edits_ = false;
};

}  // namespace kyodo::serve
