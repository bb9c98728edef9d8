// Reads what captions say: WebVTT (W3C).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace kyodo {

/// The text of each cue, a line each, without its tags; a speaker's name (`<v Aoki>`) comes before what is said. Error
/// `captions.form`, with a line: it does not begin with WEBVTT, is not UTF-8, or says nothing.
Result<std::vector<std::string>> ReadWebVtt(std::string_view bytes);

}  // namespace kyodo
