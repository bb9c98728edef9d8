#include "cli/failure.h"

#include <unistd.h>

#include <atomic>
#include <new>

#include "cli/options.h"
#include "cli/print.h"

namespace kyodo::cli {

namespace {

std::atomic<const char*> at_work_ja = nullptr;
std::atomic<const char*> at_work_en = nullptr;
std::atomic<Tongue> tongue_of_threads = Tongue::kEn;

std::atomic<bool> is_told = false;

[[noreturn]] void Terminate() {
  if (is_told) _exit(kEnvironment);
  _exit(TellFailure(std::current_exception(), tongue_of_threads));
}

std::string WordsOf(const std::exception_ptr& exception) {
  if (!exception) return "std::terminate";
  try {
    std::rethrow_exception(exception);
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "?";
  }
}

bool IsOfMemory(const std::exception_ptr& exception) {
  if (!exception) return false;
  try {
    std::rethrow_exception(exception);
  } catch (const std::bad_alloc&) {
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace

void SetAtWork(const char* ja, const char* en) {
  at_work_ja = ja;
  at_work_en = en;
}

Diagnostic FailureOf(const std::exception_ptr& exception) {
  const char* const ja = at_work_ja;
  const char* const en = at_work_en;
  const Message during =
      ja && en ? Message{fmt::format("（{}の途中）", ja), fmt::format(" (during: {})", en)} : Message();
  Diagnostic error;
  if (IsOfMemory(exception)) {
    error.rule = "system.memory";
    error.message = {"メモリーが足りません" + during.ja, "There is not enough memory" + during.en};
    error.hint = {"ほかのプログラムを閉じるか、--jobs を減らして、もう一度実行します。例: --jobs 1",
                  "Close other programs or lower --jobs, and run it again. Example: --jobs 1"};
    return error;
  }
  const std::string words = WordsOf(exception);
  error.rule = "system.failed";
  error.message = {fmt::format("続けられなくなりました{}: {}", during.ja, words),
                   fmt::format("Cannot go on{}: {}", during.en, words)};
  error.hint = {
      "プロセス、スレッド、開けるファイルの数の制限（ulimit -a）を確かめ、--jobs を減らして、もう一度実行します。例: "
      "--jobs 1",
      "Look at the limits of processes, threads and open files (ulimit -a), lower --jobs, and run it again. "
      "Example: --jobs 1"};
  return error;
}

int TellFailure(const std::exception_ptr& exception, Tongue tongue) {
  try {
    Print(stderr, FormatText(FailureOf(exception), tongue));
  } catch (...) {  // no memory even for that
    Print(stderr, Say(tongue, "error: メモリーが足りません [system.memory]\n",
                      "error: There is not enough memory [system.memory]\n"));
  }
  return kEnvironment;
}

void FailureIsTold() { is_told = true; }

void TellFailuresOfThreads(Tongue tongue) {
  tongue_of_threads = tongue;
  std::set_terminate(Terminate);
}

}  // namespace kyodo::cli
