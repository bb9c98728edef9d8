#include "markdown/problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text.h"

namespace kyodo {

namespace {

using Problem = MarkdownResult::Problem;

Problem Make(Severity severity, std::string_view rule, MarkdownPlace at, Message message, Message hint,
             size_t length = 1) {
  Problem problem;
  problem.severity = severity;
  problem.rule = rule;
  problem.line = at.line;
  problem.column = at.column;
  problem.length = static_cast<uint32_t>(std::max<size_t>(length, 1));
  problem.message = std::move(message);
  problem.hint = std::move(hint);
  return problem;
}

/// What the author quotes back in a message stays on one line and short.
std::string Quote(std::string_view text, size_t limit = 60) {
  text = text.substr(0, text.find_first_of("\r\n"));
  std::string out;
  for (size_t at = 0, count = 0; at < text.size(); ++count) {
    if (count == limit) return out + "…";
    const size_t start = at;
    DecodeUtf8(text, at);
    out.append(text, start, at - start);
  }
  return out;
}

struct Instead {
  std::string_view elements;  // between spaces
  std::string_view ja;
  std::string_view en;
};

constexpr std::array kInstead = {
    Instead{" b strong ", "太字は **太字** と書きます。", "For bold, write **bold**."},
    Instead{" i em ", "強調は *強調* と書きます。", "For emphasis, write *emphasis*."},
    Instead{" s del strike ", "取り消し線は ~~取り消し~~ と書きます。", "For struck-out text, write ~~struck out~~."},
    Instead{" br ", "行を改めるには、行の終わりに \\ を置きます。段落を分けるには、空の行を入れます。",
            "To break a line, end it with \\. To start a paragraph, leave an empty line."},
    Instead{" p div section article center ", "段落を分けるには、空の行を入れます。見た目はテーマが決めます。",
            "To start a paragraph, leave an empty line. The theme decides what it looks like."},
    Instead{" span font u mark small big ",
            "強調は **太字**、外国語は [text]{lang=en}、圏点は {.文字} と書きます。見た目はテーマが決めます。",
            "Write **bold** for weight, [texte]{lang=fr} for foreign words. The theme decides what it looks like."},
    Instead{" a ", "リンクは [文字](../groups/shiba-kaigi.yaml) や [文字](https://example.jp/) と書きます。",
            "For a link, write [text](../groups/shiba-kaigi.yaml) or [text](https://example.jp/)."},
    Instead{" img picture figure figcaption ", "画像は ![画像の説明](photo.jpg \"見出し | 撮影者\") と書きます。",
            "For an image, write ![what it shows](photo.jpg \"Caption | Credit\")."},
    Instead{" ruby rb rt rp ", "ふりがなは {協働|きょうどう} と書きます。",
            "For a reading above a word, write {協働|きょうどう}."},
    Instead{" table thead tbody tr th td caption ",
            "表は | 項目 | 内容 | と | --- | --- | の行で書きます。前の段落を「表：」で始めると表題になります。",
            "For a table, write lines such as | Item | Content | and | --- | --- |. A paragraph before it that starts "
            "with “Table:” is its caption."},
    Instead{" ul ol li ", "箇条書きは行の初めに - または 1. を置きます。", "For a list, start each line with - or 1."},
    Instead{" h1 h2 h3 h4 h5 h6 ", "見出しは ## 見出し と書きます。", "For a heading, write ## Heading."},
    Instead{" hr ", "区切り線は --- だけの行で書きます。", "For a rule, write a line of ---."},
    Instead{" blockquote ", "引用は行の初めに > を置きます。", "For a quotation, start each line with >."},
    Instead{" aside ", "注記は > [!NOTE] で始まる引用として書きます。",
            "For a note, write a quotation that starts with > [!NOTE]."},
    Instead{" code pre kbd ", "コードは `…` で囲みます。", "For code, write `code`."},
    Instead{" details summary ", "折りたたみの代わりに、見出しを立てて本文に書きます。",
            "Instead of a fold, give the text a heading of its own."},
    Instead{" iframe script video audio object embed ",
            "埋め込みはできません。相手のページへのリンクを書いてください。",
            "Nothing can be embedded. Write a link to the other page."},
};

Message HintFor(std::string_view element) {
  const std::string wanted = fmt::format(" {} ", element);
  for (const Instead& entry : kInstead) {
    if (entry.elements.find(wanted) != std::string_view::npos) return {std::string(entry.ja), std::string(entry.en)};
  }
  return {"Markdown の書き方で書いてください。< という文字そのものは \\< と書けば表示されます。",
          "Write it in Markdown. To show the character < itself, write \\<."};
}

}  // namespace

std::string HtmlElementName(std::string_view html) {
  size_t at = html.find_first_not_of("</ ");
  std::string name;
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  for (; at < html.size() && is_letter(html[at]); ++at) {
    name.push_back(html[at] >= 'A' && html[at] <= 'Z' ? static_cast<char>(html[at] + 32) : html[at]);
  }
  return name;
}

bool IsForbiddenCharacter(char32_t c) {
  if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
  return (c >= 0x7F && c < 0xA0) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE || c == 0x10A7F;
}

Problem ForbiddenCharacterProblem(MarkdownPlace at, char32_t character) {
  const auto code = static_cast<unsigned>(character);
  return Make(Severity::kError, "markdown.character", at,
              {fmt::format("使えない文字があります: U+{:04X}", code),
               fmt::format("A character that cannot be used: U+{:04X}", code)},
              {"画面に表れない文字です。PDF "
               "や表計算から写すと混じることがあります。その前後の文字ごと消して、打ち直してください。",
               "It cannot be seen; copying from PDFs or spreadsheets brings it in. Delete it with its neighbours and "
               "type them again."});
}

Problem RawHtmlProblem(MarkdownPlace at, std::string_view html) {
  const std::string quoted = Quote(html);
  const size_t length = CountCharacters(quoted);
  if (StartsWith(html, "<!--")) {
    return Make(
        Severity::kError, "markdown.raw-html", at,
        {"HTML のコメントは、公開されるページに残ることがあるため使えません: " + quoted,
         "HTML comments could end up in the published page, so they cannot be used: " + quoted},
        {"作業用の覚え書きは、ファイルの先頭の --- で囲んだ部分に、# で始まる行として書いてください。公開されません。",
         "Keep notes to yourself in the YAML front matter, on a line that starts with #; they are never published."},
        length);
  }
  return Make(Severity::kError, "markdown.raw-html", at,
              {"HTML のタグは書けません: " + quoted, "HTML tags cannot be used: " + quoted},
              HintFor(HtmlElementName(html)), length);
}

Problem SchemeProblem(const MarkdownExtent& at, std::string_view target, bool image) {
  const std::string quoted = Quote(target);
  if (image) {
    return Make(Severity::kError, "link.scheme", at.place,
                {"画像の置き場所として使えない形です: " + quoted, "An image cannot come from this address: " + quoted},
                {"このファイルから見た画像の位置を書きます。例: ![画像の説明](photo.jpg)",
                 "Write where the image is, seen from this file. Example: ![what it shows](photo.jpg)"},
                at.length);
  }
  const bool drive =
      target.size() > 2 && IsLetter(target[0]) && target[1] == ':' && (target[2] == '\\' || target[2] == '/');
  if (drive || target.starts_with('\\') || target.starts_with("file:")) {
    const size_t slash = target.find_last_of("/\\");
    const std::string name(target.substr(slash == target.npos ? 0 : slash + 1));
    return Make(Severity::kError, "link.scheme", at.place,
                {"書いた人のパソコンや庁内のファイルなので、ほかの人には開けません: " + quoted,
                 "A file of the author's own computer or office, which nobody else can open: " + quoted},
                {"ファイルをこの文章と同じフォルダーに置き、名前で書きます。例: [申請書の様式](" + name + ")",
                 "Put the file beside this text, and write its name. Example: [application form](" + name + ")"},
                at.length);
  }
  return Make(Severity::kError, "link.scheme", at.place,
              {"リンク先として使えない形です: " + quoted, "A link cannot lead to this kind of address: " + quoted},
              {"使えるのは https: http: mailto: tel: term: と、このサイトの中のファイルです。例: https://example.jp/ "
               "や ../groups/shiba-kaigi.yaml 。文字として見せるだけなら `…` で囲みます。",
               "Links may start with https: http: mailto: tel: term: or name a file of this site. Examples: "
               "https://example.jp/ , ../groups/shiba-kaigi.yaml . To show the address only, write it in `…`."},
              at.length);
}

Problem EmptyLinkProblem(const MarkdownExtent& at, std::string_view target) {
  const std::string quoted = Quote(target);
  return Make(Severity::kError, "link.empty", at.place,
              {"リンクの文字がありません: " + quoted, "A link without a text: " + quoted},
              {"行き先がわかる言葉を [ ] の中に書きます。例: [申請書の様式](form.docx)",
               "Say where it leads inside the [ ]. Example: [Application form](form.docx)"},
              at.length);
}

Problem BareAddressProblem(MarkdownPlace at, std::string_view target) {
  const std::string quoted = Quote(target);
  const auto words =
      std::find_if(target.begin(), target.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const std::string instead = "<" + std::string(target.begin(), words) + ">" + std::string(words, target.end());
  return Make(Severity::kWarning, "link.bare", at,
              {"アドレスの終わりがわかりません: " + quoted, "It is not clear where this address ends: " + quoted},
              {"アドレスを < と > で囲むか、リンクにします。書き方: " + instead,
               "Put < and > around the address, or make it a link. Write: " + instead},
              CountCharacters(quoted));
}

Problem AlternativeTextProblem(const MarkdownExtent& at, std::string_view target) {
  const std::string quoted = Quote(target);
  return Make(Severity::kError, "image.alt", at.place,
              {"画像の説明（代替テキスト）がありません: " + quoted, "An image without alternative text: " + quoted},
              {"画像を見られない人に伝わる説明を [ ] の中に書きます。例: ![公園で花壇を手入れする人たち](flowers.jpg)",
               "Tell those who cannot see it what it shows, inside the [ ]. Example: ![People tending a flower bed in "
               "a park](flowers.jpg)"},
              at.length);
}

Problem EmbedInTextProblem(const MarkdownExtent& at, std::string_view words, std::string_view target) {
  return Make(Severity::kError, "embed.alone", at.place,
              {"表や動画は、文の途中には置けません", "A table or a film cannot stand within a sentence"},
              {fmt::format("前と後ろに空の行を置いて、一行にこれだけを書きます。例: ![{}]({})", words, target),
               fmt::format("Give it a line of its own, with empty lines around it. Example: ![{}]({})", words, target)},
              at.length);
}

Problem HeadingSkipProblem(MarkdownPlace at, int found, int allowed) {
  const std::string found_marks(static_cast<size_t>(found), '#');
  const std::string allowed_marks(static_cast<size_t>(allowed), '#');
  return Make(
      Severity::kError, "heading.skip", at,
      {"見出しの段階が飛んでいます: " + found_marks, "A heading level is skipped: " + found_marks},
      {fmt::format("ここに置けるのは {} までです。例: {} 見出し", allowed_marks, allowed_marks),
       fmt::format("The deepest heading that can stand here is {}. Example: {} Heading", allowed_marks, allowed_marks)},
      static_cast<size_t>(found));
}

Problem EmptyHeadingProblem(MarkdownPlace at) {
  return Make(Severity::kError, "heading.empty", at, {"見出しの文字がありません。", "A heading without a text."},
              {"見出しの言葉を書くか、この行を消します。例: ## 申請の方法",
               "Write the heading's words, or delete the line. Example: ## How to apply"});
}

Problem IdProblem(MarkdownPlace at, std::string_view id, bool taken) {
  const std::string quoted = Quote(id);
  const size_t length = CountCharacters(quoted) + 3;
  if (taken) {
    return Make(
        Severity::kError, "markdown.id", at,
        {"同じ名前が二度使われています: {#" + quoted + "}", "The same name is used twice: {#" + quoted + "}"},
        {"文書の中で一つだけの名前にします。", "Use a name that no other heading, figure or table of this text has."},
        length);
  }
  return Make(
      Severity::kError, "markdown.id", at,
      {"名前に使えない文字があります: {#" + quoted + "}",
       "This name has characters that cannot be used: {#" + quoted + "}"},
      {"文字、数字、- と _ を使います。例: {#how-to-apply}", "Use letters, digits, - and _. Example: {#how-to-apply}"},
      length);
}

Problem NoteKindProblem(MarkdownPlace at, std::string_view kind) {
  const std::string quoted = Quote(kind);
  const std::vector<std::string_view> kinds = {"NOTE", "TIP", "WARNING", "EXAMPLE", "COLUMN"};
  std::string capitals(quoted);
  for (char& c : capitals) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  const std::string_view near = Nearest(capitals, kinds);
  Message hint = {"使えるのは [!NOTE] [!TIP] [!WARNING] [!EXAMPLE] [!COLUMN] です。",
                  "There are [!NOTE] [!TIP] [!WARNING] [!EXAMPLE] [!COLUMN]."};
  if (!near.empty()) {
    hint.ja = fmt::format("[!{}] のことでしょうか。", near) + hint.ja;
    hint.en = fmt::format("Did you mean [!{}]? ", near) + hint.en;
  }
  return Make(Severity::kError, "markdown.note", at,
              {"この種類の注記はありません: [!" + quoted + "]", "There is no such kind of note: [!" + quoted + "]"},
              std::move(hint), CountCharacters(quoted) + 3);
}

Problem LoneCaptionProblem(MarkdownPlace at, std::string_view marker) {
  const std::string quoted = Quote(marker);
  return Make(Severity::kWarning, "caption.alone", at,
              {"「" + quoted + "」で始まる段落の次に、表も図もありません。",
               "A caption “" + quoted + "” without a table or figure after it."},
              {"表題は、表、箇条書き、引用、画像のすぐ前の段落に書きます。表題でなければ、書き出しを変えます。",
               "Put the caption directly before a table, a list, a quotation or an image. If it is no caption, begin "
               "in another way."},
              CountCharacters(quoted));
}

Problem MissingNoteProblem(MarkdownPlace at, std::string_view label) {
  const std::string quoted = Quote(label);
  return Make(Severity::kWarning, "note.missing", at,
              {"注の中身がありません: [^" + quoted + "]", "There is no note for [^" + quoted + "]"},
              {"文書のどこかに [^" + quoted + "]: で始まる行を書きます。例: [^" + quoted + "]: 平成26年3月の数です。",
               "Write a line that starts with [^" + quoted + "]: somewhere in the text. Example: [^" + quoted +
                   "]: As of March 2014."},
              CountCharacters(quoted) + 3);
}

Problem UnusedNoteProblem(MarkdownPlace at, std::string_view label) {
  const std::string quoted = Quote(label);
  return Make(Severity::kWarning, "note.unused", at,
              {"この注はどこからも引かれていないため、公開されません: [^" + quoted + "]",
               "Nothing refers to this note, so it is not published: [^" + quoted + "]"},
              {"本文の、注を付けたい言葉のあとに [^" + quoted + "] と書きます。要らなければこの行を消します。",
               "Write [^" + quoted + "] after the words that it is about, or delete this line."},
              CountCharacters(quoted) + 3);
}

Problem DepthProblem(MarkdownPlace at, int limit) {
  return Make(Severity::kError, "markdown.depth", at,
              {fmt::format("引用や箇条書きの入れ子が {} 段を超えています。", limit),
               fmt::format("Quotations or lists are nested more than {} deep.", limit)},
              {"入れ子を浅くして書き直してください。", "Write it with less nesting."});
}

Problem TableSizeProblem(MarkdownPlace at, size_t columns, size_t cells) {
  return Make(Severity::kError, "markdown.table-size", at, {"表が大きすぎます", "The table is too large"},
              {fmt::format("一つの行は {} 列まで、一つの文章の表は合わせて {} マスまでです。大きな表は CSV "
                           "のファイルにして、リンクします。",
                           columns, cells),
               fmt::format("A row has at most {} columns, and all tables of a text {} cells. Make a large table a CSV "
                           "file, and link to it.",
                           columns, cells)});
}

Problem LimitProblem(double seconds, size_t memory_bytes) {
  return Make(Severity::kError, "markdown.limit", {},
              {"この文書は読み取りに時間かメモリーがかかりすぎるため、読み取りをやめました。",
               "Reading this text took too much time or memory, so it was given up."},
              {fmt::format("限度は {:g} 秒、{} です。同じ記号の長い繰り返しや、深い入れ子がないか見てください。",
                           seconds, FormatBytes(memory_bytes)),
               fmt::format("The limits are {:g} s and {}. Look for long repetitions of one sign or deep nesting.",
                           seconds, FormatBytes(memory_bytes))});
}

}  // namespace kyodo
