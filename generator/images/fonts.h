// Whether the machine can write a text: without a font that has its characters, a drawing shows empty boxes.
#pragma once

#include <string_view>

namespace kyodo {

/// Is there a font for each character of `text`, valid UTF-8? Spaces and controls need none. No without fontconfig,
/// through which libvips finds fonts. For worker processes: the list of fonts is large.
bool FontsHave(std::string_view text);

}  // namespace kyodo
