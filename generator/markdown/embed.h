// What `![words](file)` shows that is no image: a table, a film, a sound.
#pragma once

#include <string_view>

namespace kyodo {

enum class Embed { kNone, kTable, kFilm, kSound };

/// By the ending of the file's name: .csv; .mp4, .webm; .mp3, .m4a, .ogg, .opus.
Embed EmbedOf(std::string_view target);

}  // namespace kyodo
