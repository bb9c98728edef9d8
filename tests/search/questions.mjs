// Whether residents find what they look for in the words that they use.
//
//   node tests/search/questions.mjs PUBLIC [QUESTIONS]
//
// QUESTIONS (default questions.yaml) says how they are written. Prints the share of questions that have a right page
// among the first three, for each language, and those that have not with what came instead. Sections of a page are that
// page. Each question is a case of the share: the suite fails when less than nine of ten have one, or when a page that
// is named is not in the site. The last line is `N passed, N failed`.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { check, finish } from "../browser/report.mjs";
import { entriesOf, openSite } from "./engine.mjs";

const [folder, file = fileURLToPath(new URL("questions.yaml", import.meta.url))] = process.argv.slice(2);
const least = 0.9;
const { index, ask } = await openSite(folder);
const codes = index.root.language.map(([code]) => code);
const questions = parse(readFileSync(file, "utf8"));

const pageOf = (path) => path.replace(/#.*/, "").replace(/\.html$/, "").replace(new RegExp(`^(${codes.join("|")})/`), "");
const known = new Set();
for await (const { title } of entriesOf(index)) known.add(pageOf(title.path).replace(/\/index$/, ""));
/** Pages that stand at the top of the site have no folder there. */
const fits = (wanted, page) => (wanted.endsWith("/*") ? page.startsWith(wanted.slice(0, -1)) : page === wanted.replace(/^pages\//, ""));

const shares = [];
for (const [code, list] of Object.entries(questions)) {
  const language = codes.indexOf(code);
  let right = 0;
  for (const { ask: words, pages } of list) {
    const strangers = pages.filter((wanted) => ![...known].some((page) => fits(wanted, page)));
    check(`${words}: its pages are there`, !strangers.length, strangers.join(", "));
    const { results } = await ask(words, language, 30);
    const first = [...new Set(results.map(({ path }) => pageOf(path)))].slice(0, 3);
    if (first.some((page) => pages.some((wanted) => fits(wanted, page)))) right++;
    else console.log(`${code}: ${words}: ${first.join(", ") || "nothing"}`);
  }
  shares.push([code, right, list.length]);
}
for (const [code, right, all] of [...shares, ["all", ...[1, 2].map((at) => shares.reduce((sum, share) => sum + share[at], 0))]]) {
  console.log(`${code}: ${right} of ${all} questions, ${((right / all) * 100).toFixed(1)} %`);
  check(`${code}: a right page among the first three`, right / all >= least, `${right} of ${all}`);
}
finish();
