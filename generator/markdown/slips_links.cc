// Links, images and notes whose brackets are full-width, apart, swapped or missing.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "markdown/slips_text.h"

namespace kyodo::slips {

namespace {

struct FoundSign {
  size_t at = std::string_view::npos;
  size_t length = 0;
  explicit operator bool() const { return length > 0; }
  size_t end() const { return at + length; }
};

FoundSign FindFirst(std::string_view text, size_t from, std::initializer_list<std::string_view> choices) {
  FoundSign found;
  for (const std::string_view choice : choices) {
    const size_t at = text.find(choice, from);
    if (at < found.at) found = {at, choice.size()};
  }
  return found;
}

FoundSign FindLast(std::string_view text, size_t before, std::initializer_list<std::string_view> choices) {
  FoundSign found;
  for (const std::string_view choice : choices) {
    const size_t at = before == 0 ? std::string_view::npos : text.substr(0, before).rfind(choice);
    if (at != std::string_view::npos && (!found || at > found.at)) found = {at, choice.size()};
  }
  return found;
}

bool EndsAsImage(std::string_view address) {
  const std::string low = SmallLetters(address);
  for (const std::string_view ending : {".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".heic"}) {
    if (EndsWith(low, ending)) return true;
  }
  return false;
}

/// What stands between round brackets: an address, with a title perhaps.
struct Target {
  std::string address;                    // in < > when it has spaces
  std::string title;                      // with the quotes and a space before it
  bool mended = false;                    // not as the author wrote it
  bool open_title = false, stop = false;  // for these reasons
};

/// Without the spaces that no address of the web, of mail or of a telephone has; hyphens part a number.
std::string WithoutSpaces(std::string_view address) {
  std::string out;
  for (const char c : address) {
    if (c != ' ')
      out.push_back(c);
    else if (StartsWith(address, "tel:") && !EndsWith(out, ":") && !EndsWith(out, "-"))
      out.push_back('-');
  }
  return out;
}

Target ReadTarget(std::string_view inside) {
  Target target;
  const size_t wide = inside.find("　\"");
  const size_t quote = std::min({wide, inside.find(" \""), inside.find(" “"), inside.find(" ”"), inside.find(" '")});
  std::string_view address = Trim(inside.substr(0, quote));
  if (quote != std::string_view::npos) {
    std::string_view title = Trim(inside.substr(quote));
    title.remove_prefix(LeadingSpaces(title));
    const size_t open = std::max<size_t>(Leading(title, {"\"", "“", "”", "'"}), 1);
    target.mended = quote == wide || (!StartsWith(title, "\"") && !StartsWith(title, "'"));
    target.open_title = title.size() <= open || !(EndsWith(title, "\"") || EndsWith(title, "'") ||
                                                  EndsWith(title, "”") || EndsWith(title, "“"));
    title.remove_prefix(open);
    for (const std::string_view end : {"\"", "”", "“", "'"}) {
      if (EndsWith(title, end)) title.remove_suffix(end.size());
    }
    target.title = fmt::format(" \"{}\"", title);
  }
  if (const size_t size = address.find(" =");
      size != std::string_view::npos && size + 2 < address.size() && IsDigit(address[size + 2])) {  // a.png =300x200
    address = Trim(address.substr(0, size));
    target.mended = true;
  }
  const bool web = StartsWith(address, "https:") || StartsWith(address, "http:");
  while (web && (EndsWith(address, "。") || EndsWith(address, "、"))) {
    address.remove_suffix(std::string_view("。").size());
    target.mended = target.stop = true;
  }
  const bool angled = StartsWith(address, "<") && EndsWith(address, ">");
  const bool spaced = address.find(' ') != std::string_view::npos;
  const bool scheme = web || StartsWith(address, "mailto:") || StartsWith(address, "tel:");
  target.mended |= !angled && spaced;
  target.address = angled || !spaced ? std::string(address)
                   : scheme          ? WithoutSpaces(address)
                                     : fmt::format("<{}>", address);
  if (LooksLikeTelephone(address)) target.address = "tel:" + std::string(address);
  return target;
}

class LineOfLinks {
 public:
  LineOfLinks(Text& text, size_t index)
      : text_(text), index_(index), line_(text.lines[index].text), seen_(Blotted(line_)) {}

  /// At most one slip a line: the next shows when the first is mended.
  void Run() {
    const size_t begin = text_.lines[index_].begin;
    const std::initializer_list<std::string_view> closing = {"]", "］", "】", "〕"};
    size_t most = 64;  // brackets of one line that anybody can have meant
    for (FoundSign close = FindFirst(seen_, begin, closing); close && most > 0; --most) {
      if (Link(close) || Swapped(close) || NoteReference(close)) return;
      close = FindFirst(seen_, close.end(), closing);
    }
    MissingClose();
  }

 private:
  void Tell(std::string_view rule, size_t from, size_t to, Message found, std::string_view instead) {
    text_.Warn(rule, index_, from, to, std::move(found), Write(Replaced(line_, from, to, instead)));
  }

  bool GoesOn() const { return index_ > 0 && text_.lines[index_ - 1].block == text_.lines[index_].block; }

  /// The bracket that opens what `close` closes.
  FoundSign Opening(const FoundSign& close) const {
    int depth = 0;
    constexpr int kMostBrackets = 16;
    size_t before = close.at;
    for (int brackets = 0; before > text_.lines[index_].begin && brackets < kMostBrackets; ++brackets) {
      const FoundSign sign = FindLast(seen_, before, {"[", "［", "【", "〔", "]", "］", "】", "〕"});
      if (!sign || sign.at < text_.lines[index_].begin) return {};
      const bool opens = Leading(std::string_view(seen_).substr(sign.at), {"[", "［", "【", "〔"}) > 0;
      if (opens && depth == 0) return sign;
      depth += opens ? -1 : 1;
      before = sign.at;
    }
    return {};
  }

  bool Link(const FoundSign& close) {
    const size_t spaces = LeadingSpaces(std::string_view(seen_).substr(close.end()));
    const std::string_view behind = std::string_view(seen_).substr(close.end() + spaces);
    const size_t paren = Leading(behind, {"(", "（"});
    if (paren == 0) return false;
    const size_t inside = close.end() + spaces + paren;
    const FoundSign end = FindFirst(seen_, inside, {")", "）"});
    const size_t stop = end ? end.at : std::min(seen_.find_first_of(" \t", inside), seen_.size());
    const std::string_view given = std::string_view(line_).substr(inside, stop - inside);
    const Target target = ReadTarget(given);
    std::string_view bare = target.address;
    if (StartsWith(bare, "<")) bare = bare.substr(1, bare.size() - 2);
    if (!LooksLikeAddress(bare)) return false;
    const FoundSign open = Opening(close);
    if (!open && GoesOn()) return false;  // the bracket may stand on the line before
    const size_t mark = open ? ImageMark(open.at) : 0;
    const bool image = mark > 0 && EndsAsImage(bare);
    // A bracket in the title ends what was read, and the quote comes behind it.
    const bool open_title = target.open_title && line_.find('"', stop) == std::string_view::npos;
    const bool plain = !open_title && open && open.length == 1 && close.length == 1 && spaces == 0 && paren == 1 &&
                       end.length == 1 && !target.mended && !(image && mark != 1);
    if (plain) return false;
    const size_t from = open ? open.at - (image ? mark : 0) : Words(close.at);
    const std::string_view words =
        std::string_view(line_).substr(open ? open.end() : from, close.at - (open ? open.end() : from));
    if (Trim(words).empty()) return false;
    Tell(image ? "image.form" : "link.form", from, end ? end.end() : stop,
         target.stop  ? Message{"アドレスの終わりに句読点があるため、開きません。",
                               "The address ends in a full stop or a comma, so it will not open."}
         : open_title ? Message{"題の引用符が閉じていないため、リンクになりません。",
                                "The quotes of the title are not closed, so this is no link."}
                      : Why(open, close, spaces, paren, end, image),
         fmt::format("{}[{}]({}{})", image ? "!" : "", words, target.address, target.title));
    return true;
  }

  /// The bytes of a mark for images before the bracket at `open`: "!", "！", with a space perhaps.
  size_t ImageMark(size_t open) const {
    const std::string_view before = std::string_view(seen_).substr(0, open);
    for (const std::string_view mark : {"!", "！", "! ", "！ ", "！　"}) {
      if (EndsWith(before, mark)) return mark.size();
    }
    return 0;
  }

  /// Where the words begin whose bracket is missing.
  size_t Words(size_t before) const {
    const FoundSign stop = FindLast(seen_, before, {"。", "、", "（", " ", "　"});
    return std::max(stop ? stop.end() : 0, text_.lines[index_].begin);
  }

  static Message Why(const FoundSign& open, const FoundSign& close, size_t spaces, size_t paren, const FoundSign& end,
                     bool image) {
    const Message what = image ? Message{"画像", "no image"} : Message{"リンク", "no link"};
    const auto say = [&](std::string_view ja, std::string_view en) {
      return Message{fmt::format("{}、{}になりません。", ja, what.ja), fmt::format("{}, so this is {}.", en, what.en)};
    };
    if (!open) return say("[ がないため", "The [ is missing");
    if (!end) return say(") がないため", "The ) is missing");
    if (open.length > 1 || close.length > 1 || paren > 1 || end.length > 1)
      return say("かっこが全角のため", "Some of the brackets are full-width");
    if (spaces > 0) return say("] と ( の間に空白があるため", "A space stands between ] and (");
    if (image) return say("! や名前の書き方が違うため", "The ! or the name is not written as it must be");
    return say("リンク先の名前に空白などがあるため", "The address has a space in it");
  }

  /// "(文)[url]".
  bool Swapped(const FoundSign& close) {
    const FoundSign open = Opening(close);
    if (!open) return false;
    const std::string_view address = std::string_view(line_).substr(open.end(), close.at - open.end());
    const bool followed = Leading(std::string_view(seen_).substr(close.end()), {"(", "（", "["}) > 0;
    if (followed || address.find(' ') != std::string_view::npos || !LooksLikeAddress(address)) return false;
    const FoundSign paren = FindLast(seen_, open.at, {")", "）"});
    if (!paren || paren.end() != open.at) return false;
    const FoundSign start = FindLast(seen_, paren.at, {"(", "（"});
    if (!start || start.at < text_.lines[index_].begin) return false;
    const std::string_view words = std::string_view(line_).substr(start.end(), paren.at - start.end());
    Tell("link.form", start.at, close.end(),
         {"かっこの使い方が逆のため、リンクになりません。", "The brackets are swapped, so this is no link."},
         fmt::format("[{}]({})", words, ReadTarget(address).address));
    return true;
  }

  /// "［^1］", "[＾1]", "[^ 1]", and "[^1]：" at the start of its note.
  bool NoteReference(const FoundSign& close) {
    const FoundSign open = Opening(close);
    if (!open) return false;
    const std::string_view inside = std::string_view(line_).substr(open.end(), close.at - open.end());
    const size_t hat = LeadingSpaces(inside) + Leading(inside.substr(LeadingSpaces(inside)), {"^", "＾", "ˆ"});
    const std::string_view label = Trim(inside.substr(hat));
    if (hat == LeadingSpaces(inside) || label.empty() || label.find(' ') != std::string_view::npos) return false;
    const bool begins = open.at == text_.lines[index_].begin;
    size_t colon = begins ? Leading(std::string_view(seen_).substr(close.end()), {"：", " :", " ：", " ", "　"}) : 0;
    const bool has_note = colon && text_.author.find("[^" + std::string(label) + "]:") != std::string_view::npos;
    if (has_note) colon = 0;
    const bool exact = open.length == 1 && close.length == 1 && inside == "^" + std::string(label) && colon == 0;
    if (exact) return false;
    const std::string_view behind = std::string_view(line_).substr(close.end() + colon);
    const std::string_view gap = colon && !StartsWith(behind, " ") ? ": " : colon ? ":" : "";
    Tell("note.form", open.at, close.end() + colon,
         colon ? Message{"この行は脚注の中身になりません。", "This line is no footnote."}
               : Message{"脚注になりません。", "This is no footnote."},
         fmt::format("[^{}]{}", label, gap));
    return true;
  }

  /// "[様式(form.docx)": no ] at all.
  void MissingClose() {
    const FoundSign open = FindFirst(seen_, text_.lines[index_].begin, {"["});
    if (!open || FindFirst(seen_, open.at, {"]", "］"})) return;
    const FoundSign paren = FindFirst(seen_, open.at, {"(", "（"});
    const FoundSign end = paren ? FindFirst(seen_, paren.end(), {")", "）"}) : FoundSign{};
    if (!end) return;
    const std::string_view address = std::string_view(line_).substr(paren.end(), end.at - paren.end());
    const std::string_view words = std::string_view(line_).substr(open.end(), paren.at - open.end());
    if (words.empty() || !LooksLikeAddress(address)) return;
    Tell("link.form", open.at, end.end(),
         {"] がないため、リンクになりません。", "The ] is missing, so this is no link."},
         fmt::format("[{}]({})", words, ReadTarget(address).address));
  }

  Text& text_;
  size_t index_;
  std::string_view line_;
  std::string seen_;
};

/// "https：//" and its kin, which no program takes for an address.
void WideAddress(Text& text, size_t index) {
  const std::string_view line = text.lines[index].text;
  struct Slip {
    std::string_view wrong, right;
  };
  for (const auto& [wrong, right] : {Slip{"https：//", "https://"},       Slip{"http：//", "http://"},
                                     Slip{"https:／／", "https://"},      Slip{"http:／／", "http://"},
                                     Slip{"https：／／", "https://"},     Slip{"ｈｔｔｐｓ：／／", "https://"},
                                     Slip{"ｈｔｔｐ：／／", "http://"},   Slip{"https//", "https://"},
                                     Slip{"http//", "http://"},           Slip{"https://https://", "https://"},
                                     Slip{"https://http://", "http://"},  Slip{"http://http://", "http://"},
                                     Slip{"http://https://", "https://"}, Slip{"htps://", "https://"},
                                     Slip{"htpps://", "https://"},        Slip{"hhtps://", "https://"},
                                     Slip{"httos://", "https://"},        Slip{"ttps://", "https://"},
                                     Slip{"https;//", "https://"},        Slip{"http;//", "http://"},
                                     Slip{"https:/", "https://"},         Slip{"http:/", "http://"}}) {
    const size_t at = line.find(wrong);
    if (at == std::string_view::npos || line.substr(at + wrong.size(), 1) == "/") continue;
    if (at > 0 && IsLetter(line[at - 1])) continue;
    const FoundSign stop = FindFirst(line, at + wrong.size(), {" ", "　", "。", "、", "（", "）", ")", ">"});
    const std::string rest = Narrow(line.substr(at + wrong.size(), (stop ? stop.at : line.size()) - at - wrong.size()));
    text.Warn("link.form", index, at, at + wrong.size(),
              {"アドレスの初めが正しくないため、開きません。",
               "The start of this address is not right, so it will not open."},
              Write(fmt::format("{}{}", right, rest)));
    return;
  }
}

}  // namespace

void FindLinks(Text& text) {
  for (size_t line = 0; line < text.lines.size(); ++line) {
    if (!text.lines[line].IsReadable()) continue;
    const std::string_view content = text.lines[line].content();
    if (content.find_first_of("[]") != std::string_view::npos || content.find("］") != std::string_view::npos ||
        content.find("】") != std::string_view::npos)
      LineOfLinks(text, line).Run();
    if (content.find("//") != std::string_view::npos || content.find("http") != std::string_view::npos ||
        content.find("ｈｔｔｐ") != std::string_view::npos)
      WideAddress(text, line);
  }
}

}  // namespace kyodo::slips
