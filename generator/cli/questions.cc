#include "cli/questions.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "cli/print.h"
#include "core/text.h"

namespace kyodo::cli {

bool IsTerminal() { return isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0; }

bool SaysYes() {
  std::string answer;
  std::getline(std::cin, answer);
  answer = Fold(Trim(answer));
  return answer == "y" || answer == "yes" || answer == "はい";
}

std::string Quoted(const std::string& word) {
  const auto plain = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || std::string_view("-_./=:,@%+").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

Status AskUntilTaken(Tongue tongue, const std::string& question, const std::string& usual, const Message& instead,
                     const TakeAnswer& take) {
  for (std::string line;;) {
    if (usual.empty())
      Out("{}: ", question);
    else
      Out("{} [{}]: ", question, usual);
    std::fflush(stdout);
    if (!std::getline(std::cin, line)) {
      Out("\n");
      Diagnostics one;
      return one.FileError(
          "usage.stopped", "",
          {"答えが途中で終わったので、何も書きませんでした", "The answers ended early; nothing was written"}, instead);
    }
    const Status taken = take(Trim(line).empty() ? usual : std::string(Trim(line)));
    if (taken.ok()) return taken;
    const Diagnostic& wrong = taken.error();
    Out("  {}\n", wrong.message.In(tongue));
    if (!wrong.hint.empty()) Out("  {}\n", wrong.hint.In(tongue));
  }
}

}  // namespace kyodo::cli
