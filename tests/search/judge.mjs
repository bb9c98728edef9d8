// What the search of a built site finds, against a look at every text.
//
//   node tests/search/judge.mjs PUBLIC [PAIRS]
//
// Every text of the site is normalised and searched as it stands; the search has to find the same. Each rule is a case:
// recall, precision, phrases, readings, inflections, and PAIRS (default 100000) pairs of an entry and a piece of its text.
// A piece does not cut a word of letters or a number, which count whole. The last line is `N passed, N failed`.
import { readFileSync } from "node:fs";
import { check as count, finish } from "../browser/report.mjs";
import { chance, entriesOf, openSite, search, searchedText } from "./engine.mjs";

const [folder, pairs = "100000"] = process.argv.slice(2);
const { index } = await openSite(folder);
const words = JSON.parse(readFileSync(new URL("words.json", import.meta.url), "utf8"));

const below = chance(8);

const entries = new Map(); // number → normalised text
for await (const entry of entriesOf(index)) entries.set(entry.number, searchedText(index, entry));
const numbers = [...entries.keys()];

// Lists are decoded once, which is what makes so many queries possible.
const kept = new Map();
const find = index.find;
index.find = async (term, prefix) => {
  const key = `${prefix ? "^" : "="}${term}`;
  if (!kept.has(key)) kept.set(key, await find(term, prefix));
  return new Map(kept.get(key));
};

const isLetter = (c) => c !== undefined && /[a-z]|\p{L}/u.test(c) && !/[々-〇ぁ-ヿㇰ-ㇿ㐀-鿿]/.test(c);
const isDigit = (c) => c !== undefined && /\d/.test(c);
const goesOn = (a, b) => (isLetter(a) && isLetter(b)) || (isDigit(a) && isDigit(b));
/** A piece of two characters or more that cuts no word and no number; null when there is none here. */
const pieceOf = (text, most) => {
  let at = below(text.length - 1);
  let end = Math.min(text.length, at + 2 + below(most - 1));
  while (at > 0 && goesOn(text[at - 1], text[at])) at--;
  while (end < text.length && goesOn(text[end - 1], text[end])) end++;
  const piece = text.slice(at, end).split("\n")[0].trim();
  return [...piece].length > 1 && !/[\ud800-\udfff]/.test(piece) ? piece : null;
};
const has = (text, piece) => {
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1))
    if (!goesOn(text[at - 1], piece[0]) && !goesOn(piece.at(-1), text[at + piece.length])) return true;
  return false;
};
const grep = (piece) => numbers.filter((number) => has(entries.get(number), piece));
const ask = async (query) => {
  const answer = await search.ask(index, query, 0);
  const hits = new Set();
  for (const hit of answer.hits) if (await answer.holds(hit)) hits.add(hit.number);
  return hits;
};

const check = (name, good, found) => {
  if (good) console.log(`${name}: ${found}`);
  count(name, good, found);
};
/** The mean share of the texts with a piece that its query finds, and of what is found that has it. */
const measure = async (queries) => {
  let recall = 0;
  let precision = 0;
  const missed = [];
  for (const [query, piece] of queries) {
    const wanted = grep(piece);
    const found = await ask(query);
    const both = wanted.filter((number) => found.has(number)).length;
    recall += wanted.length ? both / wanted.length : 1;
    precision += found.size ? both / found.size : 1;
    if (both < wanted.length) missed.push(query);
  }
  return { recall: recall / queries.length, precision: precision / queries.length, missed };
};
const sample = (count, most, fits = () => true) => {
  const out = [];
  while (out.length < count) {
    const piece = pieceOf(entries.get(numbers[below(numbers.length)]), most);
    if (piece && fits(piece)) out.push(piece);
  }
  return out;
};

for (const [id, hash] of index.root.facet) {
  const values = await index.facet(hash);
  const inSome = new Set(values.flatMap((value) => [...value.numbers]));
  const whole = !["collection", "language"].includes(id) || inSome.size === numbers.length;
  const named = values.every(({ labels }) => labels.length === index.root.language.length && labels.every(Boolean));
  check(`the facet ${id}`, whole && named && [...inSome].every((number) => entries.has(number)), `${values.length} values, ${inSome.size} entries`);
}

const toKatakana = (text) => text.replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt() + 96));
const toWide = (text) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt() + 0xfee0));
const narrow = Object.fromEntries([..."ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ"].map((c) => [c.normalize("NFKC"), c]));
const toNarrow = (text) => Array.from(toKatakana(text).normalize("NFD"), (c) => narrow[c] ?? { "\u3099": "ﾞ", "\u309a": "ﾟ" }[c] ?? c).join("");
const isJapanese = (text) => /^[々-〇ぁ-ゖー㐀-鿿]+$/.test(text);
const percent = (share) => share.toFixed(4);

for (const [name, change] of [["as they stand", (text) => text], ["in katakana", toKatakana], ["full width", toWide], ["half width", toNarrow]]) {
  const { recall, missed } = await measure(sample(500, 12).map((piece) => [change(piece), piece]));
  check(`recall of 500 pieces, ${name}`, recall === 1, `${percent(recall)} ${missed.slice(0, 3).join(" | ")}`);
}
{
  const { recall, precision, missed } = await measure(sample(400, 14).map((piece) => [`"${piece}"`, piece]));
  check("400 phrases", recall === 1 && precision === 1, `recall ${percent(recall)}, precision ${percent(precision)} ${missed.slice(0, 3).join(" | ")}`);
}
{
  // Compounds: whole runs of kanji.
  const runs = [...new Set([...entries.values()].flatMap((text) => text.match(/(?<![々㐀-鿿])[々㐀-鿿]{3,10}(?![々㐀-鿿])/g) ?? []))].sort();
  const compounds = Array.from({ length: 400 }, () => runs[below(runs.length)]);
  // Synonyms find what has not the word itself.
  const { more } = index;
  index.more = () => ({ widen: (_, answer) => answer });
  const { recall, precision } = await measure(compounds.map((word) => [word, word]));
  index.more = more;
  check("400 compounds by themselves", recall === 1 && precision >= 0.95, `recall ${percent(recall)}, precision ${percent(precision)}`);
}
for (const [kind, at] of [["hiragana", 1], ["romaji", 2]]) {
  const used = words.readings.filter(([word]) => grep(search.normalize(word, index.root.variant)).length);
  const { recall, missed } = await measure(used.map((word) => [word[at], search.normalize(word[0], index.root.variant)]));
  check(`${used.length} of ${words.readings.length} civic words by their ${kind}`, recall >= 0.95, `recall ${percent(recall)} ${missed.join(" ")}`);
}
{
  const used = words.slips.filter(([, meant]) => grep(search.normalize(meant, index.root.variant)).length);
  const { recall, missed } = await measure(used.map(([slip, meant]) => [slip, search.normalize(meant, index.root.variant)]));
  check(`${used.length} of ${words.slips.length} mistyped words`, recall >= 0.95, `recall ${percent(recall)} ${missed.join(" ")}`);
}
{
  let all = 0;
  let found = 0;
  const missed = [];
  for (const forms of words.inflections) {
    for (const query of forms) {
      const hits = await ask(query);
      const wanted = new Set(forms.flatMap((form) => grep(form)));
      const both = [...wanted].filter((number) => hits.has(number)).length;
      all += wanted.size;
      found += both;
      if (both < wanted.size) missed.push(query);
    }
  }
  check(`${words.inflections.length} English words in all their forms`, all === found, `recall ${percent(found / all)} ${missed.join(" ")}`);
}
{
  const lost = [];
  for (let i = 0; i < +pairs; i++) {
    const number = numbers[below(numbers.length)];
    const piece = pieceOf(entries.get(number), 8);
    if (!piece) continue;
    const answer = await search.ask(index, piece, 0);
    if (!answer.hits.some((hit) => hit.number === number)) lost.push(`${number} ${piece}`);
  }
  check(`${pairs} pairs of an entry and a piece of its text`, !lost.length, `${lost.length} not found ${lost.slice(0, 3).join(" | ")}`);
}
finish();
