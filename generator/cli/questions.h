// What a person types: answers on a terminal, each asked for until it can be taken, and commands.
#pragma once

#include <functional>
#include <string>

#include "core/result.h"

namespace kyodo::cli {

/// Does a person sit at both ends?
bool IsTerminal();

/// Reads an answer to [y/N].
bool SaysYes();

/// A word of a command as a shell reads it, for commands that people are told to type.
std::string Quoted(const std::string& word);

/// What to do with an answer without the blanks around it; the error is told, and the question asked again.
using TakeAnswer = std::function<Status(const std::string&)>;

/// `usual`, shown in brackets, is what Enter alone means; empty: nothing is shown, and nothing is what Enter means.
/// Error `usage.stopped` with `instead` as its hint: the input ended (Ctrl-D), and nothing must be written.
Status AskUntilTaken(Tongue tongue, const std::string& question, const std::string& usual, const Message& instead,
                     const TakeAnswer& take);

}  // namespace kyodo::cli
