#include "publish/refusals.h"

#include <fmt/format.h>

#include <algorithm>

#include "publish/host.h"

namespace kyodo::publish {

namespace {

Diagnostic Make(std::string_view rule, std::string path, Message message, Message hint) {
  Diagnostic error;
  error.rule = rule;
  error.path = std::move(path);
  error.message = std::move(message);
  error.hint = std::move(hint);
  return error;
}

}  // namespace

Diagnostic ForeignOnHost(const std::vector<std::string>& names) {
  constexpr size_t kNamed = 5;
  const std::vector<std::string> first(names.begin(),
                                       names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kNamed)));
  const bool more = names.size() > kNamed;
  return Make(
      "publish.foreign", "",
      {fmt::format("公開先に、kyodo が置いたものではない同じ名前のファイルがあります: {}{}", fmt::join(first, "、"),
                   more ? " ほか" : ""),
       fmt::format("The host has files of the same names that kyodo did not put there: {}{}", fmt::join(first, ", "),
                   more ? " and more" : "")},
      {"何も書き込んでいません。site.yaml の publish のフォルダーを確かめます。置き換えてよければ、一度だけ --replace "
       "を付けます。",
       "Nothing was written. Look at the folder in publish of site.yaml. If they may be replaced, add --replace "
       "once."});
}

Diagnostic OtherSiteOnHost(const std::string& there, const std::string& ours) {
  return Make(
      "publish.other-site", "",
      {fmt::format("公開先には、別のサイトがあります: {}（公開しようとしたサイト: {}）", there, ours),
       fmt::format("The host has another site: {} (the one to be published is {})", there, ours)},
      {"何も書き込んでいません。site.yaml の publish のアドレスを確かめます。そのサイトを消して置き換えてよければ、"
       "または base_url を変えたのなら、一度だけ --replace を付けます。",
       "Nothing was written. Look at the address in publish of site.yaml. If that site is to go, or if you "
       "changed base_url, add --replace once."});
}

Diagnostic AddressesGone(const std::vector<std::string>& pages) {
  // A page that is gone in every language is named once, without the folder of one: as `aliases` has it.
  constexpr size_t kNamed = 10;
  std::vector<std::string> named;
  size_t more = 0;
  for (const std::string& page : pages) {
    const std::string plain = page.substr(page.find('/') + 1);
    if (plain != page && std::binary_search(pages.begin(), pages.end(), plain)) continue;
    if (named.size() < kNamed)
      named.push_back(page);
    else
      ++more;
  }
  const bool folded = named.size() + more < pages.size();
  const Message rest = {
      fmt::format("{}{}", more ? fmt::format(" ほか {} 件", more) : "", folded ? "（ほかの言語でも）" : ""),
      fmt::format("{}{}", more ? fmt::format(" and {} more", more) : "", folded ? " (and in other languages)" : "")};
  return Make(
      "publish.gone", "",
      {fmt::format("公開したことのあるアドレスが {} 件、開けなくなるので、止めました: {}{}", pages.size(),
                   fmt::join(named, "、"), rest.ja),
       fmt::format("{} published {} would not open any more: {}{}", pages.size(),
                   pages.size() == 1 ? "address" : "addresses", fmt::join(named, ", "), rest.en)},
      {fmt::format("何も書き込んでいません。ほかのページに移したなら、その記録に aliases: [{0}] "
                   "と書きます。なくしたなら kyodo remove {0} --reason \"理由\" を実行します。そのあとで kyodo build "
                   "を実行します。開けなくなってよければ、一度だけ --allow-gone を付けます。",
                   named.front()),
       fmt::format("Nothing was written. If another page took its place, write aliases: [{0}] in its record. If it is "
                   "gone, run kyodo remove {0} --reason \"why\". Then run kyodo build. If they may die, add "
                   "--allow-gone once.",
                   named.front())});
}

Diagnostic BuildIsPreview(const std::string& folder, const std::string& options) {
  return Make("publish.preview", folder,
              {fmt::format("ここにあるのは、{} を付けて作った下見です", options),
               fmt::format("This is a preview, built with {}", options)},
              {"何も送っていません。公開するなら、それを付けずに kyodo build を実行します。"
               "下見のための公開先に置くなら、--preview を付けます。",
               "Nothing was sent. To publish the site, run kyodo build without that. For a place that is there for "
               "previews, add --preview."});
}

Diagnostic TooManyRemovals(uint64_t removals, uint64_t published, uint64_t limit, const std::string& example) {
  return Make("publish.max-delete", "",
              {fmt::format("公開中の {} 件のうち {} 件が消えるので、止めました（{} 件まで）。例: {}", published,
                           removals, limit, example),
               fmt::format("{} of {} published files would go, more than {}. Example: {}", removals, published, limit,
                           example)},
              {fmt::format("何も書き込んでいません。kyodo publish --dry-run "
                           "で、消えるものを確かめます。そのとおりでよければ、一度だけ --max-delete {} を付けます。",
                           removals),
               fmt::format("Nothing was written. kyodo publish --dry-run tells what would go. If that is right, add "
                           "--max-delete {} once.",
                           removals)});
}

Diagnostic CaseOnHost(const std::string& path) {
  return Make("publish.case", path,
              {"公開先は大文字と小文字を区別しないので、この名前は別のファイルと重なります",
               "The host does not tell large letters from small ones, so this is the name of another file as well"},
              {"どちらかの名前を、小文字にしても違う名前に変えます。",
               "Rename one of them, so that they differ in small letters, too."});
}

Diagnostic BytesChanged(const std::string& path, size_t count) {
  return Make(
      "publish.changed-bytes", path,
      {fmt::format("公開先から読み返すと、送ったものと違います（{} 件）", count),
       fmt::format("Read back from the host, it is not what was sent ({} {})", count, count == 1 ? "file" : "files")},
      {"公開先がファイルを書き換えています（FTP の ASCII モード、HTML を縮める機能など）。それを止めてもらい、もう一度"
       "実行します。古いファイルは消していません。",
       "The host rewrites files (ASCII mode of FTP, a service that shrinks HTML). Have it turned off, and run this "
       "again. No old file was removed."});
}

Diagnostic NameChanged(const std::string& path) {
  return Make("publish.names", path,
              {"公開先が、このファイルを別の名前で保存しました", "The host keeps this file under another name"},
              {"公開先のファイル名の文字コードを UTF-8 にしてもらうか、名前を半角の英数字にします。例: form.pdf",
               "Have the host take names in UTF-8, or give the file a name of ASCII letters. Example: form.pdf"});
}

Diagnostic InOurFolder(const std::string& path) {
  return Make("publish.path", path,
              {fmt::format("{} は、公開の記録を置くフォルダーの名前です", kStateFolder),
               fmt::format("{} is the folder where publishing keeps its records", kStateFolder)},
              {"content/assets/ にあるフォルダーの名前を変えます。", "Rename the folder in content/assets/."});
}

Diagnostic NotBuilt(const std::string& folder) {
  return Make("publish.not-built", folder,
              {"ここには、kyodo build が作ったサイトがありません", "There is no site here that kyodo build made"},
              {"先に kyodo build を実行します。何も送っていません。", "Run kyodo build first. Nothing was sent."});
}

Diagnostic BuildIsEmpty(const std::string& folder) {
  return Make("publish.empty", folder, {"サイトにファイルが一つもありません", "The site has no file at all"},
              {"空のサイトを公開すると、公開中のものがすべて消えます。site.yaml と kyodo build の結果を確かめます。",
               "To publish it would remove all that is published. Look at site.yaml, and at what kyodo build says."});
}

Diagnostic BuildIsRunning(const std::string& folder) {
  return Make("publish.building", folder,
              {"kyodo build が、このフォルダーに書き出している途中か、途中で止まっています",
               "kyodo build is writing to this folder, or was stopped while it did"},
              {"終わるのを待つか、kyodo build を実行してから、もう一度実行します。",
               "Wait until it has ended, or run kyodo build, and run this again."});
}

Diagnostic BuiltFromOther(const std::string& folder, const std::string& there, const std::string& ours) {
  return Make("publish.other-build", folder,
              {fmt::format("ここにあるのは別のサイトです: {}（site.yaml の base_url: {}）", there, ours),
               fmt::format("This is another site: {} (base_url of site.yaml: {})", there, ours)},
              {"kyodo build を実行するか、--out で別のフォルダーを指定します。例: --out public",
               "Run kyodo build, or name another folder with --out. Example: --out public"});
}

Diagnostic SourceChanged(const std::string& path) {
  return Make("publish.changed-source", path,
              {"kyodo build が書いたものと違います", "It is not as kyodo build wrote it"},
              {"手で直した所は、次の build で消えます。content/ を直し、kyodo build を実行してから公開します。",
               "What is edited here by hand is lost at the next build. Edit content/, run kyodo build, then publish."});
}

Diagnostic KeptDamaged(const std::string& path) {
  return Make(
      "publish.kept", path,
      {"公開のために取っておいた写しが壊れていたので、捨てました",
       "The copy that was kept for publishing was damaged, and was thrown away"},
      {"もう一度 kyodo publish を実行すると、写しを作り直します。", "Run kyodo publish again: the copy is made anew."});
}

Diagnostic PublishIsRunning(const std::string& target) {
  return Make("publish.busy", "",
              {fmt::format("この機械で、ほかの kyodo publish {} が動いています", target),
               fmt::format("Another kyodo publish {} is running on this machine", target)},
              {"それが終わってから、もう一度実行します。", "Run this again when it has ended."});
}

Diagnostic NoSuchVersion(size_t wanted, size_t kept) {
  return Make(
      "publish.rollback", "",
      {fmt::format("{} つ前の版は、この機械にありません（戻れるのは {} つ前まで）", wanted, kept),
       fmt::format("There is no version {} before the present one on this machine (it has {})", wanted, kept)},
      {"公開した機械で実行するか、内容を元に戻して kyodo build と kyodo publish を実行します。",
       "Run this on the machine that published, or restore the content and run kyodo build and kyodo publish."});
}

}  // namespace kyodo::publish
