#include "check/links.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "check/telephones.h"
#include "core/text.h"
#include "core/web_address.h"

namespace kyodo::check {

namespace {

/// What a link may be made of and still say nothing, folded; the longer before the shorter.
constexpr std::array<std::string_view, 40> kEmptyParts = {
    "ホームページ", "ウェブサイト", "ダウンロード", "してください", "続きを読む", "もっと見る", "ください", "クリック",
    "こちら",       "コチラ",       "くわしく",     "タップ",       "リンク",     "ページ",     "サイト",   "ファイル",
    "できます",     "もっと",       "確認",         "参照",         "ご覧",       "詳しく",     "詳細",     "から",
    "ここ",         "この",         "見る",         "開く",         "する",       "url",        "先",       "を",
    "へ",           "に",           "の",           "は",           "も",         "で",         "ー",       " "};
constexpr std::array<std::string_view, 26> kEmptyEnglish = {
    "here",        "click", "this",    "link", "page", "more", "read",     "see", "learn",
    "details",     "for",   "the",     "go",   "to",   "on",   "please",   "tap", "info",
    "information", "site",  "website", "open", "view", "url",  "continue", "find"};
constexpr std::array<std::string_view, 12> kFileWords = {
    "pdf",  "word", "excel", "powerpoint", "pdfファイル", "pdfダウンロード",
    "docx", "xlsx", "doc",   "xls",        "download",    "ファイル"};
constexpr std::array<std::string_view, 32> kPictureWords = {
    "写真",         "画像",         "イラスト",   "図",
    "絵",           "イメージ",     "サムネイル", "写真です",
    "画像です",     "の写真",       "photo",      "picture",
    "image",        "photograph",   "img",        "pic",
    "figure",       "illustration", "thumbnail",  "drawing",
    "チラシ",       "ポスター",     "バナー",     "ちらし",
    "代替テキスト", "alt",          "alt text",   "説明",
    "画像の説明",   "写真の説明",   "ここに説明", "画像の代替テキスト"};

bool IsOneOf(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Letters and digits alone, folded, and the spaces between words.
std::string WordsOf(std::string_view text) {
  std::u32string out;
  for (const char32_t c : Decode(Fold(text))) {
    const bool letter = (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_N_MASK)) != 0 || c == U'ー';
    if (letter || (c == ' ' && !out.empty())) out.push_back(c);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return Encode(out);
}

/// Nothing is left of the words, or each is an empty one.
bool IsEmpty(std::string words) {
  if (words.empty()) return false;
  bool english = true;
  for (const std::string_view word : Split(words, ' '))
    english = english && (word.empty() || IsOneOf(word, kEmptyEnglish));
  if (english) return true;
  for (const std::string_view part : kEmptyParts) {
    for (size_t at; (at = words.find(part)) != words.npos;) words.erase(at, part.size());
  }
  return words.empty();
}

/// IMG_1234, DSC00012, photo.jpg, 写真1, Screenshot 2026-04-01.
bool IsNameOfFile(std::string_view alt, std::string_view target) {
  const std::string folded = Fold(Trim(alt));
  for (const char* ending : {".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".heic", ".bmp", ".tif"})
    if (EndsWith(folded, ending)) return true;
  const std::string_view file = target.substr(target.rfind('/') + 1);
  const std::string_view stem = file.substr(0, file.rfind('.'));
  const auto digits = std::count_if(folded.begin(), folded.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!stem.empty() && folded == Fold(stem) && (digits > 0 || folded.find_first_of("-_") != folded.npos)) return true;
  for (const char* camera :
       {"", "img", "dsc", "dscn", "dscf", "pxl", "screenshot", "スクリーンショット", "image", "photo"}) {
    if (!StartsWith(folded, camera)) continue;
    const std::string_view rest = std::string_view(folded).substr(std::string_view(camera).size());
    if (digits > 0 && rest.find_first_not_of("0123456789_- .()at:") == rest.npos) return true;
  }
  return false;
}

bool SaysOnlyPicture(std::string_view alt) {
  std::string words = WordsOf(alt);
  while (!words.empty() && words.back() >= '0' && words.back() <= '9') words.pop_back();
  return IsOneOf(Trim(words), kPictureWords);
}

/// Where a second address begins in the first; npos: there is none.
size_t SecondAddress(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    for (size_t at = url.find(scheme, 1); at != url.npos; at = url.find(scheme, at + 1)) {
      const std::string_view before = Trim(url.substr(0, at));
      if (before.size() < at) return at;
      for (const std::string_view between : {",", ";", "、", "，", "；", "／", "・", "|"})
        if (EndsWith(before, between)) return at;
    }
  }
  return url.npos;
}

/// The number of a `tel:` with half-width digits and hyphens.
std::string TelephoneOf(std::string_view target) {
  std::string out;
  for (const char c : Fold(target)) {
    if ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '#') out += c;
  }
  return out;
}

/// Of this computer or this office: localhost, 192.168.1.10, fileserver, portal.lgwan.jp.
bool IsInside(std::string_view host) {
  if (host.find_first_not_of("0123456789.") == host.npos) {
    for (const std::string_view start : {"127.", "10.", "192.168.", "169.254."})
      if (StartsWith(host, start)) return true;
    int second = 0;  // 172.16. to 172.31.
    if (StartsWith(host, "172.") && ReadNumber(host.substr(4, host.find('.', 4) - 4), second) && second / 16 == 1)
      return true;
  }
  for (const std::string_view end : {".local", ".localdomain", ".lan", ".internal", ".lgwan.jp"})
    if (EndsWith(host, end)) return true;
  const bool twice = host == "http" || host == "https";  // https://https://…, told as such
  return !host.empty() && host.find('.') == host.npos && host.front() != '[' && !twice;
}

/// Where those who made a form or a paper change it.
bool IsForEditing(std::string_view url) {
  const bool google = HostOf(url) == "docs.google.com" && url.find("/edit") != url.npos;
  return google || (HostOf(url) == "forms.office.com" && url.find("DesignPage") != url.npos);
}

/// The digits of words that are a telephone number and nothing else.
std::string DigitsOf(std::string_view words) {
  std::string digits;
  for (const char c : Fold(words)) {
    if (IsDigit(c)) digits += c;
    if (!IsDigit(c) && std::string_view("-() +").find(c) == std::string_view::npos) return {};
  }
  return digits;
}

bool IsPage(std::string_view url) {
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  return EndsWith(path, ".html") || EndsWith(path, "/");
}

class LinkReader {
 public:
  LinkReader(const Site& site, const Text& text, Diagnostics& diagnostics)
      : site_(site), text_(text), diagnostics_(diagnostics) {}

  void ReadLink(const MarkdownResult::Link& link) {
    const SourcePos at = PlaceOf(link);
    if (link.image) return ReadPicture(link, at);
    const std::string words = WordsOf(link.text);
    if (IsEmpty(words)) {
      diagnostics_.Add(Severity::kNote, "link.words", at,
                       {fmt::format("リンクの言葉だけでは、行き先が分かりません: {}", link.text),
                        fmt::format("The words of this link do not say where it leads: {}", link.text)},
                       HowToName(link.target, {"行き先の名前を [ ] の中に書きます。",
                                               "Name the place it leads to inside the [ ]."}));
    } else if (IsOneOf(words, kFileWords)) {
      diagnostics_.Add(
          Severity::kNote, "link.words", at,
          {fmt::format("リンクの言葉だけでは、何のファイルか分かりません: {}", link.text),
           fmt::format("The words of this link do not say which file it is: {}", link.text)},
          HowToName(link.target, {"ファイルの題を [ ] の中に書きます。", "Write its title inside the [ ]."}));
    }
    if (StartsWith(link.target, "tel:")) ReadTelephone(link, at);
    if (StartsWith(link.target, "mailto:")) ReadMail(link.target, at);
    Differs(link, at);
    ReadAddress(link.target, at);
  }

  /// The title of the record that a link such as ../desks/main.yaml leads to; empty: it leads to none.
  std::string_view TitleOf(std::string_view target) const {
    target = target.substr(0, target.find('#'));
    const size_t slash = target.rfind('/');
    const std::string_view file = target.substr(slash + 1);
    const std::string_view before = slash == target.npos ? std::string_view() : target.substr(0, slash);
    const std::string_view folder = before.substr(before.rfind('/') + 1);
    const Collection* collection =
        folder.empty() || folder == "." ? text_.record.collection : site_.FindCollection(folder);
    if (!collection) return {};
    const auto found = collection->by_slug.find(file.substr(0, file.find('.')));
    return found == collection->by_slug.end() ? std::string_view() : found->second->Title(text_.language().value_or(0));
  }

  Message HowToName(std::string_view target, Message how) const {
    const std::string_view title = TitleOf(target);
    if (title.empty()) return how;
    return {fmt::format("{}書き方: [{}]({})", how.ja, title, target),
            fmt::format("{} Write: [{}]({})", how.en, title, target)};
  }

  void ReadAddress(std::string_view url, const SourcePos& at) {
    const std::string shown = WithoutCredentials(url);
    const bool is_web = StartsWith(url, "https://") || StartsWith(url, "http://");
    if (const size_t second = SecondAddress(url); second != url.npos) {
      diagnostics_.Warning("link.two", at, {"一つのリンクに、アドレスが二つあります", "Two addresses in one link"},
                           {fmt::format("一つずつ、別の項目か文章に書きます。2つめ: {}", url.substr(second)),
                            fmt::format("Write each in a place of its own. The second: {}", url.substr(second))});
    } else if (is_web && IsInside(HostOf(shown)) && !StartsWith(url, site_.config.base_url)) {
      diagnostics_.Warning("link.inside", at,
                           {fmt::format("庁内かこのパソコンだけで開けるアドレスです: {}", shown),
                            fmt::format("Only this office or this computer can open it: {}", shown)},
                           {"公開されているアドレスに直します。", "Write the address that the public has."});
    } else if (is_web && IsForEditing(shown)) {
      diagnostics_.Warning(
          "link.inside", at,
          {fmt::format("作る人が編集するためのアドレスです: {}", shown),
           fmt::format("The address at which its makers edit it: {}", shown)},
          {"「送信」や「共有」で出る、見る人のためのアドレスにします。", "Use the one that “Send” or “Share” gives."});
    } else if (const std::string_view path = OwnPath(url); !path.empty() && IsPage(url)) {
      diagnostics_.Add(
          Severity::kNote, "link.own", at,
          {fmt::format("このサイトのアドレスが、全部書かれています: {}", url),
           fmt::format("The full address of this very site: {}", url)},
          {fmt::format("サイトの中へのリンクは、ファイルの場所で書くと、切れたときに分かります（{}）。", path),
           fmt::format("A link to the file ({}) is told when it breaks.", path)});
    }
  }

  /// What stands behind the address of the site, with https or http; empty: the address is another.
  std::string_view OwnPath(std::string_view url) const {
    const auto behind = [](std::string_view address) {
      return address.substr(std::min(address.find("//"), address.size()));
    };
    const std::string_view base = behind(site_.config.base_url), own = behind(url);
    return !base.empty() && StartsWith(own, base) ? own.substr(base.size()) : std::string_view();
  }

  void ReadPictureText(std::string_view alt, std::string_view target, const SourcePos& at) {
    if (!IsNameOfFile(alt, target) && !SaysOnlyPicture(alt)) return;
    diagnostics_.Warning("image.name", at,
                         {fmt::format("画像の説明になっていません: {}", alt),
                          fmt::format("This does not say what the picture shows: {}", alt)},
                         {"写っているものを短く書きます。例: 公園で花の苗を植える人たち",
                          "Say in a few words what it shows. Example: People planting flowers in the park"});
  }

 private:
  /// The words are one number or mail address, and the link calls another: a line was copied, and one of them changed.
  void Differs(const MarkdownResult::Link& link, const SourcePos& at) {
    constexpr size_t kWhole = 9;  // digits of a number with its area code
    const std::string digits = DigitsOf(link.text);
    const bool tel = StartsWith(link.target, "tel:0") && digits.size() > kWhole;
    const std::string_view mail = std::string_view(link.target).substr(0, link.target.find('?'));
    const bool is_mail = StartsWith(mail, "mailto:") && link.text.find('@') != std::string::npos &&
                         link.text.find(' ') == std::string::npos;
    const std::string words(Trim(link.text));
    const bool is_web = StartsWith(words, "http") && !HostOf(words).empty() && StartsWith(link.target, "http");
    const std::string called = is_web    ? SmallLetters(HostOf(link.target))
                               : tel     ? DigitsOf(std::string_view(link.target).substr(4))
                               : is_mail ? Fold(mail.substr(std::string_view("mailto:").size()))
                                         : std::string();
    if (called.empty() || called == (is_web ? SmallLetters(HostOf(words)) : tel ? digits : Fold(words))) return;
    diagnostics_.Warning("link.differs", at,
                         {fmt::format("リンクの言葉と行き先が違います: {} と {}", words, link.target),
                          fmt::format("The words and the link differ: {} and {}", words, link.target)},
                         {"正しいほうにそろえます。", "Make both the right one."});
  }

  void ReadPicture(const MarkdownResult::Link& link, const SourcePos& at) {
    ReadPictureText(link.text, link.target, at);
    if (!StartsWith(link.target, "https://") && !StartsWith(link.target, "http://")) return;
    diagnostics_.Warning(
        "image.foreign", at,
        {fmt::format("ほかのサイトにある画像です: {}", link.target),
         fmt::format("A picture from another site: {}", link.target)},
        {"使ってよい画像なら、ファイルをこのページのフォルダーに置きます。ほかのサイトの画像は、いつか消え、見た人のこ"
         "とを相手に伝えます。",
         "If it may be used, put the file beside this one. Pictures of other sites vanish one day, and tell that site "
         "who looks at this one."});
  }

  void ReadMail(std::string_view target, const SourcePos& at) {
    const std::string_view mail = target.substr(0, target.find('?')).substr(std::string_view("mailto:").size());
    const size_t sign = mail.find('@');
    if (sign != mail.npos && sign > 0 && mail.find('.', sign) != mail.npos && mail.back() != '.') return;
    diagnostics_.Warning("link.mail", at,
                         {fmt::format("メールのリンクの先が、アドレスになっていません: {}", target),
                          fmt::format("This is no mail address: {}", target)},
                         {"@ の後を、点（.）まで書きます。例: mailto:kyodo@example.jp",
                          "What follows the @ has a dot. Example: mailto:kyodo@example.jp"});
  }

  void ReadTelephone(const MarkdownResult::Link& link, const SourcePos& at) {
    const std::string& target = link.target;
    const std::string number = TelephoneOf(target.substr(4));
    const size_t odd = std::string_view(target).substr(4).find_first_not_of("0123456789+-.();=%");
    if (odd == target.npos && number.size() >= 3) {
      // Behind 電話 the words are read (check/telephones.h).
      const bool read = std::any_of(link.text.begin(), link.text.end(), IsDigit) &&
                        (link.text.find("電話") != std::string::npos || link.text.find("TEL") != std::string::npos);
      if (!read && target.find_first_of(";%") == std::string::npos) CheckNumber(number, at, diagnostics_);
      return;
    }
    diagnostics_.Warning("link.tel", at,
                         {fmt::format("電話のリンクに、番号でないものがあります: {}", target),
                          fmt::format("Something in this telephone link is no number: {}", target)},
                         {fmt::format("半角の数字とハイフンで書きます。例: tel:{}", number),
                          fmt::format("Half-width digits and hyphens. Example: tel:{}", number)});
  }

  SourcePos PlaceOf(const MarkdownResult::Link& link) const {
    const MarkdownText& markdown = *text_.datum.markdown;
    const auto clamp = [](size_t value) { return static_cast<uint16_t>(std::min<size_t>(value, UINT16_MAX)); };
    return {markdown.file, markdown.first_line + (link.line ? link.line - 1 : 0), clamp(link.column + markdown.indent),
            clamp(CountCharacters(link.text) + 2)};
  }

  const Site& site_;
  const Text& text_;
  Diagnostics& diagnostics_;
};

}  // namespace

void CheckLinks(const Site& site, const Text& text, Diagnostics& diagnostics) {
  LinkReader reader(site, text, diagnostics);
  if (text.IsMarkdown()) {
    for (const MarkdownResult::Link& link : text.datum.markdown->result.links) reader.ReadLink(link);
  } else if (text.type.kind == FieldKind::kUrl) {
    reader.ReadAddress(text.text, text.datum.pos);
  } else if (text.place.outer != text.place.inner && text.place.inner->key == "alt") {
    reader.ReadPictureText(text.text, {}, text.datum.pos);
  }
}

}  // namespace kyodo::check
