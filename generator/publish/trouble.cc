#include <fmt/format.h>

#include "publish/host.h"

namespace kyodo::publish {

namespace {

/// " (450 busy)"; nothing without words.
Message With(std::string_view detail) {
  if (detail.empty()) return {};
  return {fmt::format("（{}）", detail), fmt::format(" ({})", detail)};
}

}  // namespace

Trouble MakeTrouble(Trouble::Kind kind, std::string_view rule, std::string path, Message message, Message hint) {
  Trouble trouble;
  trouble.kind = kind;
  trouble.what.rule = rule;
  trouble.what.path = std::move(path);
  trouble.what.message = std::move(message);
  trouble.what.hint = std::move(hint);
  return trouble;
}

std::string BesidePath(uint64_t number, std::string_view suffix) {
  return fmt::format("{}/incoming/{}{}{}", kStateFolder, number, suffix.empty() ? "" : ".", suffix);
}

Trouble Missing(std::string path) {
  return MakeTrouble(
      Trouble::kMissing, "publish.missing", std::move(path),
      {"公開先に、このファイルがありません", "The host does not have this file"},
      {"もう一度 kyodo publish を実行すると、送り直します。", "Run kyodo publish again: it is sent anew."});
}

Trouble ConnectionLost(std::string path, std::string_view detail) {
  const Message with = With(detail);
  return MakeTrouble(
      Trouble::kPasses, "publish.connection", std::move(path),
      {"公開先につながらないか、途中で切れました" + with.ja,
       "The host cannot be reached, or the connection broke" + with.en},
      {"site.yaml の publish のアドレスと、ネットワークを確かめます。もう一度 kyodo publish "
       "を実行すると、続きから始めます。",
       "Look at the address in publish of site.yaml, and at the network. Run kyodo publish again: it goes on "
       "where it was cut."});
}

Trouble ServerBusy(std::string path, std::string_view detail) {
  const Message with = With(detail);
  return MakeTrouble(
      Trouble::kPasses, "publish.busy-server", std::move(path),
      {"公開先のサーバーが、今は受け付けません" + with.ja, "The server does not take it at the moment" + with.en},
      {"しばらくしてから、もう一度 kyodo publish を実行すると、続きから始めます。",
       "Run kyodo publish again after a while: it goes on where it was cut."});
}

Trouble NotWhoWeSay(std::string_view who, std::string_view detail) {
  const Message with = With(detail);
  return MakeTrouble(
      Trouble::kStops, "publish.authentication", "",
      {fmt::format("公開先が、{} としての接続を認めません{}", who, with.ja),
       fmt::format("The host does not let us in as {}{}", who, with.en)},
      {"利用者の名前、鍵、パスワードの環境変数を確かめます。何も送っていません。",
       "Look at the user's name, the key and the environment variable of the password. Nothing was sent."});
}

Trouble HostKeyWrong(std::string_view host, std::string_view detail) {
  const Message with = With(detail);
  return MakeTrouble(
      Trouble::kStops, "publish.host-key", "",
      {fmt::format("{} のホスト鍵が、知っている鍵ではありません{}", host, with.ja),
       fmt::format("The host key of {} is not the one that is known{}", host, with.en)},
      {"何も送っていません。鍵をサーバーの管理者に確かめ、site.yaml の host_key に書くか、known_hosts に入れます。例: "
       "host_key: ssh-ed25519 AAAA…",
       "Nothing was sent. Ask whoever runs the server for the key, and write it into host_key of site.yaml, or into "
       "known_hosts. Example: host_key: ssh-ed25519 AAAA…"});
}

Trouble CertificateWrong(std::string_view host, std::string_view detail) {
  const Message with = With(detail);
  return MakeTrouble(
      Trouble::kStops, "publish.certificate", "",
      {fmt::format("{} の証明書を信用できません{}", host, with.ja),
       fmt::format("The certificate of {} cannot be trusted{}", host, with.en)},
      {"何も送っていません。アドレスの名前、証明書の期限、この機械の時計を、サーバーの管理者と確かめます。",
       "Nothing was sent. Look, with whoever runs the server, at the name in the address, at the days of the "
       "certificate, and at the clock of this machine."});
}

Trouble NoSpace(std::string path, std::string_view detail) {
  const Message with = With(detail);
  return MakeTrouble(
      Trouble::kStops, "publish.space", std::move(path),
      {"公開先の容量が足りません" + with.ja, "There is no space left on the host" + with.en},
      {"容量を増やすか、要らないファイルを片付けてから、もう一度 kyodo publish "
       "を実行すると、続きから始めます。公開中のページは消していません。",
       "Get more space or clear some, and run kyodo publish again: it goes on where it stopped. No page that is "
       "published was removed."});
}

Trouble NotAllowed(std::string path, std::string_view detail) {
  const Message with = With(detail);
  return MakeTrouble(Trouble::kStops, "publish.denied", std::move(path),
                     {"公開先で、書き込む権限がありません" + with.ja, "The host does not permit it" + with.en},
                     {"公開先のフォルダーの名前と、その所有者と権限を確かめます。",
                      "Look at the name of the folder on the host, who owns it, and its permissions."});
}

Trouble NoFolder(std::string folder) {
  return MakeTrouble(
      Trouble::kStops, "publish.no-folder", std::move(folder),
      {"公開先のフォルダーがありません", "The folder of the target is not there"},
      {"共有フォルダーがつながっているかを確かめます。新しい公開先なら、フォルダーを作ってから実行します。例: "
       "mkdir -p /mnt/web/site",
       "Is the share mounted? For a new target, make the folder first. Example: mkdir -p /mnt/web/site"});
}

Trouble NotThroughLinks(std::string path) {
  return MakeTrouble(
      Trouble::kStops, "publish.link", std::move(path),
      {"公開先のこのフォルダーは、シンボリックリンクです", "This folder of the host is a symbolic link"},
      {"リンクの先はこのサイトのものではないかもしれないので、書き込みも削除もしません。リンクを、ふつうの"
       "フォルダーに置き換えます。",
       "What it leads to may not be of this site, so nothing is written or removed there. Put an ordinary "
       "folder in its place."});
}

Trouble RefusedByServer(std::string path, std::string_view detail) {
  const Message with = With(detail);
  return MakeTrouble(
      Trouble::kStops, "publish.refused", std::move(path),
      {"公開先のサーバーが断りました" + with.ja, "The server refused" + with.en},
      {"サーバーの言葉を、サーバーの管理者に見せてください。", "Show what the server says to whoever runs it."});
}

Trouble ProgramMissing(std::string_view program, std::string_view package) {
  return MakeTrouble(Trouble::kStops, "publish.program", "",
                     {fmt::format("公開に使うプログラムがありません: {}", program),
                      fmt::format("A program that publishing needs is missing: {}", program)},
                     {fmt::format("入れてから、もう一度実行します。例: sudo apt install {}", package),
                      fmt::format("Install it, and run this again. Example: sudo apt install {}", package)});
}

Trouble SecretMissing(std::string_view variable) {
  return MakeTrouble(
      Trouble::kStops, "publish.secret", "",
      {fmt::format("環境変数 {} がありません", variable),
       fmt::format("The environment variable {} is not set", variable)},
      {fmt::format("秘密は site.yaml に書かず、環境変数で渡します。例: read -rs {0}; export {0}", variable),
       fmt::format("Secrets are not written into site.yaml: they come in the environment. Example: read -rs "
                   "{0}; export {0}",
                   variable)});
}

Trouble FromFileError(const Diagnostic& error) {
  Trouble trouble;
  trouble.kind = error.rule == "file.missing" ? Trouble::kMissing : Trouble::kStops;
  trouble.what = error;
  return trouble;
}

}  // namespace kyodo::publish
