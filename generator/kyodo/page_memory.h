// What the pages of the last build were made from, so that a page is made again only when some of it has changed.
//
// What most edits change is the text of a document below its keys, and few pages show that text. So all else counts as
// one: settings, theme, records, the keys and the outline of each document, the day. While that is as it was, a page
// stays as it is published unless it showed a text that has changed. Which texts a page shows is noted while it is
// rendered (tmpl::RenderContext).
//
// Text form, kept beside the site (output/workspace.h), for nothing but speed: any other text is as if there was none.
//   kyodo-pages 1
//   day DAY
//   place HASH PATH               for each folder of the site, each folder of themes, each other file
//   text HASH HASH PATH           for each document: of its keys and outline, of its text
//   all NUMBERS                   the documents whose texts count for every page, from 0 with commas; "-" for none
//   page HASH HASH NUMBERS PATH   of its bytes, of the derived files that it names; the documents whose texts it shows;
//                                 or a derived file: of its bytes, of what it holds; "-"
//   end HASH                      of all the lines before
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/site.h"
#include "source/snapshot.h"

namespace kyodo {

class PageMemory {
 public:
  /// `last` is what Write gave, or anything else.
  explicit PageMemory(std::string_view last);

  /// Compares the site as it was read from `inputs` with the last one.
  void Begin(const Site& site, const Snapshot& inputs);

  // For several threads at once, after Begin:

  /// The hash of the published bytes when the page would be made of the same again, and remembers it so. `named`: of
  /// the derived files that it names; of a derived file, of what it holds.
  std::optional<uint64_t> Find(const std::string& path, uint64_t named);
  /// A page that was made: of its bytes, of the derived files that it names, the records whose texts it shows.
  void Note(const std::string& path, uint64_t bytes, uint64_t named, const std::vector<const Record*>& shown);
  /// A derived file that was packed: of its bytes, of what it holds.
  void NoteDerived(const std::string& path, uint64_t bytes, uint64_t content);

  /// The records whose texts went into what all pages share.
  std::string Write(const std::vector<const Record*>& shared);

  /// Why all pages were made: the first place that is not as it was, or "-" where nothing is known of the last build.
  /// Empty: not all were.
  const std::string& everything() const { return everything_; }
  /// The pages that were made though others were not, sorted, each with the document whose text it shows, or empty
  /// where it names another derived file or is new.
  std::vector<std::pair<std::string, std::string>> reasons() const;

 private:
  using Numbers = std::vector<uint32_t>;
  struct Place {
    std::string path;
    uint64_t hash = 0;
    bool operator==(const Place&) const = default;
  };
  struct Text {
    std::string path;
    uint64_t outline = 0, hash = 0;
  };
  struct Page {
    uint64_t bytes = 0, named = 0;
    Numbers texts;
  };
  struct State {
    std::string day;
    std::vector<Place> places;
    std::vector<Text> texts;  // by path
    Numbers all;
    std::unordered_map<std::string, Page> pages;
  };

  static std::optional<State> Read(std::string_view text);
  static Numbers ReadNumbers(std::string_view text);
  static std::string WriteNumbers(const Numbers& numbers);
  void FindTexts(const Site& site);
  void FindPlaces(const Site& site, const Snapshot& inputs);
  std::string FirstDifference() const;
  Numbers NumbersOf(const std::vector<const Record*>& records) const;
  /// The path of the first that has changed, if any has.
  const std::string* FirstChanged(const Numbers& texts) const;
  /// Of those that count for the page.
  const std::string* FirstChangedOf(const std::string& path) const;

  std::optional<State> last_;
  State now_;
  bool whole_ = false;  // all inputs are known
  std::string everything_ = "-";
  std::vector<bool> changed_;  // by text
  std::unordered_map<const Record*, Numbers> texts_of_;
  mutable std::mutex mutex_;  // of the rest
  std::vector<std::pair<std::string, std::string>> reasons_;
};

}  // namespace kyodo
