// The text of a record's file with some of its values changed, as a person would change it: where a value stands, and
// nowhere else. Remarks, the order of keys, what nobody knows and the ends of lines stay.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "edit/tree.h"
#include "source/parsed_file.h"

namespace kyodo::edit {

/// `value` in place of what stands at `path`; none: that goes.
struct Change {
  Path path;
  std::optional<yaml::Value> value;
};

/// `text` is as read (core/edits.h) and has a tree. Made one after the other; what each makes is read again, and says
/// what it should and nothing else, or the value around it is written anew. Errors of yaml::Write.
Result<std::string> WithChanges(std::string text, FileForm form, const std::vector<Change>& changes,
                                const KeyOrder& order);

/// The lines of a key at the top with its value, as they are written, without remarks after them; empty: it is not
/// there.
std::string LinesOf(const ParsedFile& file, const std::string& key);
/// With other lines in place of those; they may be wrong. Empty: they go.
std::string WithLines(const ParsedFile& file, const std::string& key, std::string_view lines);

/// A document's text after its keys, without the empty lines around it.
std::string_view BodyOf(const ParsedFile& file);
std::string WithBody(const ParsedFile& file, std::string_view body);

/// `text`, which was made of AsRead(bytes), with the lines that have not changed just as they are in `bytes`.
std::string AsWritten(const std::string& bytes, const std::string& text);

}  // namespace kyodo::edit
