#include "markdown/embed.h"

#include <string>
#include <utility>

#include "core/text.h"

namespace kyodo {

Embed EmbedOf(std::string_view target) {
  constexpr std::pair<std::string_view, Embed> kEndings[] = {
      {".csv", Embed::kTable}, {".mp4", Embed::kFilm},  {".webm", Embed::kFilm}, {".mp3", Embed::kSound},
      {".m4a", Embed::kSound}, {".ogg", Embed::kSound}, {".opus", Embed::kSound}};
  const std::string name = Fold(target.substr(0, target.find_first_of("?#")));
  for (const auto& [ending, embed] : kEndings) {
    if (EndsWith(name, ending)) return embed;
  }
  return Embed::kNone;
}

}  // namespace kyodo
