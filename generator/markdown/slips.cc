#include "markdown/slips.h"

#include "core/levels.h"
#include "markdown/slips_text.h"

namespace kyodo {

bool FindSlips(std::string_view author_text, std::string_view language, const ParsedMarkdown& parsed,
               std::vector<MarkdownResult::Problem>& problems) {
  const std::string read = WithoutMeantSo(author_text, true);  // what the parser was given, so that places agree
  slips::Text text(read, language, parsed, problems);
  if (slips::FindConflicts(text)) return false;
  slips::FindLost(text);
  slips::FindUnmeant(text);
  slips::FindSigns(text);
  slips::FindBlockMarks(text);
  slips::FindTables(text);
  slips::FindListMarks(text);
  slips::FindLinks(text);
  slips::FindBraces(text);
  slips::FindEmphasis(text);
  slips::FindJoinedLines(text);
  return true;
}

}  // namespace kyodo
