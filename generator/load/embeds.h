// What `![words](file)` shows in a text when the file is no image: a table of data, a film, a sound.
#pragma once

#include "load/loader.h"
#include "markdown/embed.h"

namespace kyodo::load {

inline constexpr size_t kMostTableRows = 1000;

/// Appends, with a link to the file itself:
/// * of a CSV file, a table with `words` as its caption; its first row and its first column are heads;
/// * of a film or a sound, a player that loads nothing before it is started. Captions are WebVTT files of the same name
///   beside it (talk.mp4: talk.ja.vtt for a language, talk.vtt for that of the text); what they say can be read below
///   the player. A picture of the same name (talk.jpg) stands for a film until it is started.
/// Errors: of PublishFile and formats/csv_reader.h; `csv.cells`: a row with more cells than the first; `csv.rows`: too
/// many rows, or only one; `captions.form`: no WebVTT. Warning `captions.missing`.
void AppendEmbed(Embed embed, const FileUse& use, std::string_view words, LanguageId language, Html& html);

}  // namespace kyodo::load
