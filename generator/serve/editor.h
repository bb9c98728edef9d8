// Editing the records of a site from a browser: which request gets which page, and what it writes.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "edit/sent.h"
#include "records/move_record.h"
#include "serve/edit_pages.h"
#include "serve/http_server.h"
#include "serve/preview.h"

namespace kyodo::serve {

/// All that it answers lies below this path and the token.
inline constexpr std::string_view kEditPath = "/.kyodo/edit/";

/// A text that a new file begins as: it has a tree, and goes when the first value comes.
inline constexpr std::string_view kNewRecord = "#\n", kNewDocument = "---\n---\n";

/// The rule of a translation whose original has changed since.
inline constexpr std::string_view kStale = "translation.stale";

/// UTF-8 without NUL.
bool IsText(const std::string& value);

/// The pictures in the folders of records, as seen from the site's folder: "/cases/park/flowers.jpg". By collection.
std::vector<std::string> PicturesOf(FileReader& disk, const std::string& folder, const Site& site);

/// With the headers of a page of the editor.
HttpAnswer Page(int status, std::string html);

/// A secret that nobody can guess: 32 letters and digits.
std::string NewToken();

class Editor {
 public:
  /// `disk` and `preview` must outlive it. `saved` is called when a file has been written.
  Editor(FileSystem& disk, Preview& preview, std::string token, std::function<void()> saved)
      : disk_(disk), preview_(preview), token_(std::move(token)), saved_(std::move(saved)) {}

  /// `request.path` begins with kEditPath. 403 without the token, whatever is asked for.
  HttpAnswer Answer(const HttpRequest& request);

 private:
  /// The file that a request is about.
  struct Target {
    std::string name;  // below the site's folder: "cases/park.yaml"
    const Collection* collection = nullptr;
    LanguageId language = 0;         // of a document
    const Record* record = nullptr;  // null: not read yet
    bool begins = false;             // the first lines of a translation that `record` lacks
    bool is_text = false;            // edited as text, not by fields
    bool is_new = false;
    std::string from;  // of a new one: the file it is a copy of
  };
  /// A form as it was sent, or as it opens.
  struct Attempt {
    std::string path;     // of the file
    std::string base;     // its bytes when it was opened
    bool absent = false;  // there was none
    std::string text;     // as it would be
    bool changed = false;
    std::vector<std::string> names;  // of controls that were changed
    edit::Sent sent;
    std::string slug;
  };

  std::optional<Target> Find(std::string_view name) const;
  std::optional<Target> FindNew(std::string_view collection, const HttpRequest& request) const;
  std::string PathOf(const Target& target) const { return preview_.folder() + "/" + target.name; }
  std::string Address(std::string_view verb, const std::string& name, Tongue tongue) const;

  HttpAnswer Open(const Target& target, const HttpRequest& request, Tongue tongue);
  HttpAnswer Save(Target target, const HttpRequest& request, Tongue tongue);
  HttpAnswer Check(Target target, const HttpRequest& request, Tongue tongue);
  HttpAnswer ShowMarkdown(Target target, const HttpRequest& request);
  HttpAnswer List(std::string_view collection, Tongue tongue) const;
  std::string NameOf(const Record& record, LanguageId language) const;
  std::vector<std::string> FilesToDelete(const Target& target) const;
  HttpAnswer AskToDelete(const Target& target, Tongue tongue) const;
  HttpAnswer Delete(const Target& target, const HttpRequest& request, Tongue tongue);
  HttpAnswer Move(const Target& target, const HttpRequest& request, Tongue tongue);
  HttpAnswer DoMove(const Target& target, const RecordMove& move, const PageFrame& frame);

  using PictureTexts = std::map<std::string, std::string>;  // what was typed, by the names of controls
  bool TakesPictures(const Target& target) const;
  std::string HtmlOfPictureForm(const Target& target, const PictureTexts& texts, Tongue tongue) const;
  Result<std::string> SavePicture(const Target& target, const std::string& name, const std::string& file_name,
                                  const std::string& bytes);
  HttpAnswer AddPicture(const Target& target, const HttpRequest& request, Tongue tongue);
  void FillPicture(const Target& target, const HttpRequest& request, Attempt& attempt) const;

  std::optional<Attempt> Read(Target& target, const HttpRequest& request) const;
  /// What is told of it: of its own file, and errors elsewhere that were not there before.
  std::vector<Diagnostic> Try(const Attempt& attempt, const std::function<void(const Site& site)>& look = nullptr);
  HttpAnswer Show(int status, const Target& target, Attempt attempt, std::vector<Notice> notices,
                  const std::vector<Diagnostic>& told, Tongue tongue);
  void AddLinks(EditPage& page, const Target& target, const edit::FormMaker& maker) const;
  void AddFields(EditPage& page, const Target& target, const Attempt& attempt, const ParsedFile& file,
                 const edit::FormMaker& maker, const std::vector<Diagnostic>& told) const;
  /// Asks for the name of a new record's file, and offers one.
  HttpAnswer ProposeSlug(const Target& target, Attempt attempt, const Diagnostic& wrong, Tongue tongue);
  /// What stands in the way of saving it: a name that cannot be, a file that is there.
  std::optional<HttpAnswer> Refuse(const Target& target, const Attempt& attempt, const HttpRequest& request,
                                   Tongue tongue);
  HttpAnswer Write(Target target, Attempt attempt, const HttpRequest& request, const std::vector<Diagnostic>& told,
                   Tongue tongue);
  HttpAnswer ShowConflict(Target target, Attempt attempt, const HttpRequest& request, Tongue tongue);
  /// The form of a file, with as many empty items as were sent.
  static edit::Form Make(const edit::FormMaker& maker, const ParsedFile& file, const Target& target,
                         const edit::Sent& sent);
  std::string BesideOf(const Target& target, LanguageId& language) const;

  FileSystem& disk_;
  Preview& preview_;
  const std::string token_;
  const std::function<void()> saved_;
};

}  // namespace kyodo::serve
