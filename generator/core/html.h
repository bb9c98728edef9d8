// HTML that kyodo's own renderer made, which needs no more escaping.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kyodo {

/// Trusted HTML with holes where the address of a page of this site belongs:
/// the address is written relative to the page that the HTML ends up in.
struct Html {
  struct Hole {
    size_t offset = 0;   // into `text`
    std::string target;  // site path with optional #fragment: "cases/shiba.html#what"
  };
  std::string text;
  std::vector<Hole> holes;  // by offset, ascending

  /// Appends the text with every hole filled, seen from `page`, a site path.
  /// The targets are escaped for a quoted attribute.
  void WriteTo(std::string& out, std::string_view page) const;
};

/// The address of site path `target` (a file, with optional #fragment) as seen
/// from the page at site path `page`: ("groups/a.html", "cases/b.html") gives
/// "../groups/a.html"; a page seen from itself is its own file name. Characters
/// that RFC 3986 does not allow in a path are percent-encoded.
void AppendRelativeUrl(std::string& out, std::string_view target, std::string_view page);
std::string RelativeUrl(std::string_view target, std::string_view page);

/// Appends `text` with & < > " ' as the entities that Jinja2 writes:
/// &amp; &lt; &gt; &#34; &#39;.
void AppendEscaped(std::string& out, std::string_view text);

}  // namespace kyodo
