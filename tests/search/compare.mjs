// kyodo's search and Pagefind's on the same built site. Called by scripts/compare-search.
//
//   node tests/search/compare.mjs PUBLIC
//
// Prints a table in Markdown. Pagefind indexes the main element of the pages of records and documents, not of listings.
// Both are asked in Chromium with an empty cache, the queries of queries.json; bytes are those that the search itself
// loads until the first results have their titles. "Finds" is the share of the pages whose text has the word.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch, until } from "../browser/browser.mjs";
import { serve } from "../browser/server.mjs";
import { entriesOf, openSite, search, searchedText } from "./engine.mjs";

const [folder] = process.argv.slice(2);
const copy = resolve(folder, "../pagefind-site");
const queries = JSON.parse(readFileSync(new URL("queries.json", import.meta.url), "utf8"));
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const { index } = await openSite(folder);

// The pages that kyodo's index has, and no others.
const texts = new Map(); // path → text
for await (const entry of entriesOf(index)) {
  const path = entry.title.path.split("#")[0];
  texts.set(path, `${texts.get(path) ?? ""}\n${searchedText(index, entry)}`);
}
rmSync(copy, { recursive: true, force: true });
for (const path of texts.keys()) {
  mkdirSync(join(copy, path, ".."), { recursive: true });
  cpSync(join(folder, path), join(copy, path));
}
const started = Date.now();
const run = spawnSync(new URL("../node_modules/.bin/pagefind", import.meta.url).pathname, ["--site", copy, "--root-selector", "main", "--quiet"], { encoding: "utf8" });
const theirSeconds = (Date.now() - started) / 1000;
if (run.status !== 0) throw new Error(run.stderr);
const sizeOf = (path) => readdirSync(path, { recursive: true, withFileTypes: true }).filter((file) => file.isFile()).map((file) => statSync(join(file.parentPath ?? file.path, file.name)).size);
const [ours, theirs] = [sizeOf(join(folder, "search")), sizeOf(join(copy, "pagefind"))];
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

writeFileSync(join(copy, "ask.html"), '<!DOCTYPE html><html lang="ja"><title>ask</title><script type="module">import * as pagefind from "./pagefind/pagefind.js"; window.pagefind = pagefind;</script></html>');
writeFileSync(join(copy, "ask-en.html"), '<!DOCTYPE html><html lang="en"><title>ask</title><script type="module">import * as pagefind from "./pagefind/pagefind.js"; window.pagefind = pagefind;</script></html>');
const site = await serve(copy, { zip: true });
const browser = await launch();
const bytes = [];
const found = [];
for (const [language, list] of Object.entries(queries)) {
  for (const query of list) {
    const context = await browser.newContext();
    const page = await context.newPage();
    // Its worker loads most of it, which the page's own timings leave out.
    const sizes = [];
    context.on("requestfinished", (request) => sizes.push(request.sizes().then((size) => (/\/ask/.test(request.url()) ? 0 : size.responseBodySize + 300)).catch(() => 0)));
    await page.goto(`${site.origin}/ask${language === "ja" ? "" : "-en"}.html`);
    await until(page, () => window.pagefind);
    await page.evaluate(async (query) => {
      window.found = (await pagefind.search(query)).results;
      await Promise.all(found.slice(0, 10).map((one) => one.data()));
    }, query);
    bytes.push(sum(await Promise.all(sizes)));
    if (!/["\s]/.test(query)) {
      const paths = await page.evaluate(() => Promise.all(found.map(async (one) => (await one.data()).url)));
      const piece = search.normalize(query, index.root.variant);
      const wanted = [...texts].filter(([path, text]) => path.startsWith("en/") === (language === "en") && text.includes(piece)).map(([path]) => path);
      const own = (await search.ask(index, query, 0)).hits;
      const mine = new Set(await Promise.all(own.map(async ({ number }) => (await index.title(number)).path.split("#")[0])));
      const other = new Set(paths.map((path) => path.replace(/^\//, "")));
      if (wanted.length) found.push([wanted.filter((path) => mine.has(path)).length / wanted.length, wanted.filter((path) => other.has(path)).length / wanted.length]);
    }
    await context.close();
  }
}
await browser.close();
site.close();
const transfer = spawnSync("node", ["--no-warnings", new URL("transfer.mjs", import.meta.url).pathname, folder], { encoding: "utf8" }).stdout;
const mean = (at) => (sum(found.map((one) => one[at])) / found.length).toFixed(3);
console.log(`| ${texts.size} pages with text | kyodo | Pagefind ${JSON.parse(readFileSync(new URL("../package.json", import.meta.url))).devDependencies.pagefind} |
|---|---|---|
| index on disk | ${(sum(ours) / 1e6).toFixed(1)} MB, ${ours.length} files | ${(sum(theirs) / 1e6).toFixed(1)} MB, ${theirs.length} files |
| time to make it | in \`kyodo build\` | ${theirSeconds.toFixed(1)} s |
| until titles, median | ${/median: ([\d.]+) KB/.exec(transfer)[1]} KB | ${(median(bytes) / 1000).toFixed(1)} KB |
| finds of the pages with a word | ${mean(0)} | ${mean(1)} |`);
