// The browser's search and `kyodo search` give the same answers.
//
//   node tests/search/agreement.mjs KYODO PUBLIC [COUNT]
//
// COUNT queries (default 1000) are cut from the texts of the site by a fixed rule: pieces of Japanese of one to
// twelve characters, also across words and lines, words and pairs of words, phrases, readings, romaji, slips, and odd
// characters. Each is a case, as is a language that the site does not have. The last line is `N passed, N failed`.
import { execFileSync, spawnSync } from "node:child_process";
import { check, finish } from "../browser/report.mjs";
import { chance, entriesOf, openSite, search } from "./engine.mjs";

const [kyodo, folder, count = "1000"] = process.argv.slice(2);
const { index, ask } = await openSite(folder);

const below = chance(20261201);
const pick = (list) => list[below(list.length)];

const texts = [];
for await (const { title, text } of entriesOf(index)) texts.push(`${title.title}\n${text}`);
const piece = (text, most) => {
  const all = [...text];
  const at = below(all.length);
  return all.slice(at, at + 1 + below(most)).join("").replaceAll('"', " ");
};
const wordsOf = (text) => text.match(/[A-Za-z]{3,}/g) ?? ["kyodo"];
const toKatakana = (text) => text.replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt() + 96));
const slip = (word) => {
  const at = below(word.length);
  return word.slice(0, at) + pick(["", "x", word[at] + word[at]]) + word.slice(at + 1);
};
const kanaOf = (text) => text.match(/[ァ-ヺー]{4,}|[ぁ-ゖ]{5,}/g) ?? ["ボランティア"];
const kanaSlip = (word) => {
  const at = below(word.length);
  return pick([word.slice(0, at) + word.slice(at + 1), word.normalize("NFD").replace(/[\u3099\u309a]/g, ""), word.replace(/[ァィゥェォッャュョーぁぃぅぇぉっゃゅょ]/g, ""), `${word.slice(0, at)}ッ${word.slice(at)}`]);
};
const odd = ["", " ", '"', '""', "\\", "<b>", "%", "+", "ー", "々", "Ⅷ", "ﬁ", "㈱", "İstanbul", "ß", "Ａ１", "が", "か\u3099", "ｶﾞｰ", "🙂", "𠮷野", "\u200bあ", "é", "naïve", "1/2", "０３－１２３４", "a b c d e f g"];
const readings = ["きょうどう", "キョウドウ", "kyodo", "kyoudou", "kyôdô", "bousai", "boosai", "ちょうかい", "shimin", "simin", "zyumin", "jumin", "machizukuri", "そうだん", "そうだ", "ｾｲﾌ", "tokyo", "konnichiwa"];
const kinds = [
  () => piece(pick(texts), 12),
  () => piece(pick(texts), 4),
  () => `"${piece(pick(texts), 10)}"`,
  () => `${piece(pick(texts), 3)} ${piece(pick(texts), 3)}`,
  () => pick(wordsOf(pick(texts))),
  () => `${pick(wordsOf(pick(texts)))} ${pick(wordsOf(pick(texts)))}`,
  () => slip(pick(wordsOf(pick(texts)))),
  () => kanaSlip(pick([...readings, ...kanaOf(pick(texts))])),
  () => pick(wordsOf(pick(texts))).slice(0, 3),
  () => toKatakana(piece(pick(texts), 6)),
  () => pick(readings),
  () => pick(odd),
  () => `"${wordsOf(pick(texts)).slice(0, 1 + below(4)).join(" ")}"`,
];
const queries = Array.from({ length: +count }, (_, i) => kinds[i % kinds.length]().replace(/[\n\r]/g, "\u3000"));

for (const [language, code] of index.root.language.map(([code], i) => [i, code])) {
  const mine = queries.filter((_, i) => i % index.root.language.length === language);
  const out = execFileSync(kyodo, ["search", "-", "--out", folder, "--in", code, "--format", "json"], { input: mine.join("\n") + "\n", maxBuffer: 1 << 28, encoding: "utf8" });
  const theirs = out.trimEnd().split("\n").map((line) => JSON.parse(line));
  for (const [i, query] of mine.entries()) {
    const here = await ask(query, language);
    const there = theirs[i];
    const same = (a) => JSON.stringify([a.total, a.near, a.shorter, a.most, a.results.map(({ path, score }) => [path, score])]);
    const name = `${code}: ${JSON.stringify(query)} (${JSON.stringify(search.normalize(query, index.root.variant))})`;
    check(name, same(here) === same(there), `the browser ${same(here).slice(0, 140)}, kyodo ${same(there).slice(0, 140)}`);
  }
}
const stranger = spawnSync(kyodo, ["search", "a", "--out", folder, "--in", "xx", "--lang", "en"], { encoding: "utf8" });
const told = stranger.stderr.includes(index.root.language.map(([code]) => code).join(", "));
check("--in xx", stranger.status === 2 && told, `exit code ${stranger.status}, ${stranger.stderr}`);
finish();
