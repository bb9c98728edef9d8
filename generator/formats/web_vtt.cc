#include "formats/web_vtt.h"

#include <utility>

#include "core/text.h"

namespace kyodo {

namespace {

Diagnostic VttProblem(uint32_t line, Message message) {
  Diagnostics one;
  Diagnostic& problem = one.FileError(
      "captions.form", "", std::move(message),
      {"字幕のファイルは UTF-8 で、こう始まります:\nWEBVTT\n\n00:00.000 --> 00:04.000\n芝地区の清掃活動です。",
       "A file of captions is UTF-8 and begins:\nWEBVTT\n\n00:00.000 --> 00:04.000\nThis is the clean-up "
       "in Shiba."});
  problem.line = line;
  return problem;
}

constexpr std::pair<std::string_view, std::string_view> kEscapes[] = {{"&lt;", "<"},   {"&gt;", ">"}, {"&amp;", "&"},
                                                                      {"&nbsp;", " "}, {"&lrm;", ""}, {"&rlm;", ""}};

/// `<v Aoki>はい</v>` gives "Aoki: はい".
std::string PlainCue(std::string_view line) {
  std::string out;
  while (!line.empty()) {
    if (line.front() == '<') {
      const size_t end = line.find('>');
      const std::string_view tag = line.substr(1, end - 1);
      if (StartsWith(tag, "v ") || StartsWith(tag, "v.")) out.append(tag.substr(tag.find(' ') + 1)).append(": ");
      line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
      continue;
    }
    bool escaped = false;
    for (const auto& [escape, character] : kEscapes) {
      if (!StartsWith(line, escape)) continue;
      out += character;
      line.remove_prefix(escape.size());
      escaped = true;
      break;
    }
    if (escaped) continue;
    out += line.front();
    line.remove_prefix(1);
  }
  return std::string(Trim(out));
}

}  // namespace

Result<std::vector<std::string>> ReadWebVtt(std::string_view bytes) {
  if (StartsWith(bytes, "\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!StartsWith(bytes, "WEBVTT"))
    return VttProblem(1, {"字幕（WebVTT）ではありません", "These are no captions in WebVTT"});
  if (FindInvalidUtf8(bytes) != std::string_view::npos)
    return VttProblem(1, {"文字コードが UTF-8 ではありません", "The text is not UTF-8"});
  std::vector<std::string> cues;
  bool in_cue = false;
  for (std::string_view line : Split(bytes, '\n')) {
    line = Trim(line);
    if (line.empty()) in_cue = false;
    if (in_cue) {
      if (std::string text = PlainCue(line); !text.empty()) cues.push_back(std::move(text));
    }
    if (line.find("-->") != std::string_view::npos) in_cue = true;
  }
  if (cues.empty()) return VttProblem(1, {"字幕に言葉がありません", "The captions say nothing"});
  return cues;
}

}  // namespace kyodo
