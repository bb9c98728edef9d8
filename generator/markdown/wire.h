// Markdown requests and results as bytes, for the way to a worker process and
// back. Both ends are the same program: native integers, no versions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "markdown/markdown.h"

namespace kyodo {

std::string EncodeRequest(const MarkdownRequest& request);
std::string EncodeResult(const MarkdownResult& result);

/// Nothing when the bytes are not what the encoder writes. The request's views
/// point into `bytes`.
std::optional<MarkdownRequest> DecodeRequest(std::string_view bytes);
std::optional<MarkdownResult> DecodeResult(std::string_view bytes);

}  // namespace kyodo
