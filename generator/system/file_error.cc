#include "system/file_error.h"

#include <cerrno>
#include <cstring>

namespace kyodo {
namespace {

struct CallWords {
  std::string_view name, ja, en;
};

CallWords WordsOf(FileCall call) {
  switch (call) {
    case FileCall::kRead: return {"read", "読めません", "cannot be read"};
    case FileCall::kStat: return {"stat", "調べられません", "cannot be looked at"};
    case FileCall::kList: return {"list", "一覧にできません", "cannot be listed"};
    case FileCall::kWrite: return {"write", "書き込めません", "cannot be written"};
    case FileCall::kMakeFolders: return {"make-folders", "フォルダーを作れません", "cannot be made"};
    case FileCall::kHardLink: return {"link", "リンクを作れません", "cannot be linked"};
    case FileCall::kRename: return {"rename", "名前を変えられません", "cannot be renamed"};
    case FileCall::kExchange: return {"exchange", "入れ替えられません", "cannot be exchanged"};
    case FileCall::kRemoveFile: return {"remove", "削除できません", "cannot be removed"};
    case FileCall::kRemoveFolder: return {"remove-folder", "フォルダーを削除できません", "cannot be removed"};
    case FileCall::kSync:
    case FileCall::kSyncAll:
      return {call == FileCall::kSync ? "sync" : "sync-all", "ディスクに書き込めません",
              "cannot be written to the disk"};
    case FileCall::kLock: return {"lock", "ロックできません", "cannot be locked"};
  }
  return {};
}

struct Reason {
  std::string_view rule, ja, en, hint_ja, hint_en;
  bool is_ours = false;
};

Reason ReasonOf(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:  // something above it is a file
      return {"file.missing", "見つかりません", "there is no such file or folder", "", ""};
    case EEXIST: return {"file.exists", "同じ名前のものがすでにあります", "the name is already taken", "", ""};
    case ENOTEMPTY: return {"file.not-empty", "フォルダーが空ではありません", "the folder is not empty", "", ""};
    case EACCES:
    case EPERM:
    case EROFS:
      return {"file.denied", "権限がありません", "permission is missing",
              "ファイルとフォルダーの所有者と権限を確かめてください。",
              "Check who owns the file and its folder, and their permissions."};
    case ENOSPC:
    case EDQUOT:
      return {"file.space", "ディスクの空きが足りません", "there is no space left on the disk",
              "空きを作ってから、もう一度実行してください。", "Free some space and run it again."};
    case ELOOP:
      return {"file.link",
              "シンボリックリンクは使えません",
              "a symbolic link cannot be used",
              "リンクの代わりに、ファイルやフォルダーそのものを置きます。",
              "Put the file or folder itself there, not a link to it.",
              true};
    case EISDIR:
    case ENXIO:
      return {"file.kind",
              "ふつうのファイルではありません",
              "it is not an ordinary file",
              "ふつうのファイルに置き換えます。",
              "Put an ordinary file there.",
              true};
    case EFBIG:
      return {"file.size",
              "大きすぎます（100 MiB まで）",
              "it is too large (100 MiB at most)",
              "小さくするか、いくつかに分けます。大きな動画などは、ほかのサービスに置いてリンクします。",
              "Make it smaller or divide it. Put large films elsewhere, and link to them.",
              true};
    case EMFILE:
    case ENFILE:
    case ENOMEM:
      return {"system.files", "開けるファイルの数かメモリーが足りません",
              "too many files are open, or there is no memory",
              "制限（ulimit -n）を確かめるか、--jobs を減らして、もう一度実行してください。例: --jobs 1",
              "Look at the limit (ulimit -n), or lower --jobs, and run it again. Example: --jobs 1"};
    case EXDEV: return {"file.cross-device", "別のディスクにあります", "it is on another disk", "", ""};
    case EBUSY:
    case EWOULDBLOCK: return {"file.busy", "ほかのプログラムが使っています", "another program is using it", "", ""};
    case ENOSYS:
    case EINVAL:
    case EOPNOTSUPP:
      return {"file.unsupported", "このディスクではできない操作です", "this disk cannot do that", "", ""};
    default: return {"file.failed", "ディスクの操作に失敗しました", "the disk failed", "", ""};
  }
}

}  // namespace

std::string_view NameOf(FileCall call) { return WordsOf(call).name; }

Diagnostic FileError(FileCall call, std::string path, int error_number) {
  const CallWords words = WordsOf(call);
  // Nothing can have a name that no disk holds: who looks for it finds nothing.
  const bool looks = call == FileCall::kRead || call == FileCall::kStat || call == FileCall::kList;
  const Reason reason = ReasonOf(looks && error_number == ENAMETOOLONG ? ENOENT : error_number);
  // Not strerror: its language is the locale's.
  const char* system_words = strerrordesc_np(error_number);
  const std::string system = system_words != nullptr ? system_words : std::to_string(error_number);

  Diagnostic error;
  error.rule = reason.rule;
  error.message.ja = std::string(words.ja) + "。" + std::string(reason.ja) + "（" + system + "）。";
  error.message.en = std::string(words.en) + ": " + std::string(reason.en) + " (" + system + ")";
  if (reason.is_ours) {  // what the system calls it would not help
    error.message = {std::string(words.ja) + "。" + std::string(reason.ja) + "。",
                     std::string(words.en) + ": " + std::string(reason.en)};
  }
  error.hint = {std::string(reason.hint_ja), std::string(reason.hint_en)};
  error.path = std::move(path);
  return error;
}

}  // namespace kyodo
