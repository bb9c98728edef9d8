// What a search takes over the network, in Chromium with an empty cache.
//
//   node tests/search/transfer.mjs PUBLIC [--times]
//
// For each query of queries.json: the bytes and requests that the search adds to its page (script, index, titles) until
// titles are there, and until the excerpts of the first five are. Texts are sent with gzip, as hosts do. With --times
// also how long titles take after Enter, over a link of 150 ms and 1.6 Mbit/s: needs a machine with nothing else to do.
// The last line is `N passed, N failed`: the budgets are at the end of this file.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { launch } from "../browser/browser.mjs";
import { serve } from "../browser/server.mjs";
import { openSite, search } from "./engine.mjs";

const [folder, option] = process.argv.slice(2);
const queries = JSON.parse(readFileSync(new URL("queries.json", import.meta.url), "utf8"));
const site = await serve(resolve(folder), { gzip: true });
const browser = await launch();

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** Opens the search page of a language in a context of its own, which notes when titles are there. */
async function openSearch(language, query, slow) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const watch = () => {
      const list = document.querySelector("#k-hits");
      if (!list) return setTimeout(watch);
      new MutationObserver(() => (window.titlesAt ??= performance.now())).observe(list, { childList: true });
    };
    watch();
  });
  if (slow) {
    const session = await context.newCDPSession(page);
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 });
  }
  await page.goto(`${site.origin}/${language === "ja" ? "" : `${language}/`}search.html${query ? `?q=${encodeURIComponent(query)}` : ""}`, { waitUntil: slow ? "networkidle" : "commit" });
  return { context, page };
}
/** Asks the page again and again; the policy of the site does not let Playwright wait in the page. */
async function until(page, holds) {
  for (let i = 0; i < 2000 && !(await page.evaluate(holds).catch(() => false)); i++) await new Promise((done) => setTimeout(done, 5));
}
const isDone = () => window.titlesAt || document.querySelector("#k-said")?.textContent === document.querySelector("#k-search")?.dataset.none;
/** Bytes and number of what the page loaded, of which the search's own, and until titles were there. */
const loaded = (page) => page.evaluate(() => {
  const all = performance.getEntriesByType("resource").map(({ name, transferSize, responseEnd }) => ({ name, transferSize, responseEnd }));
  const own = all.filter(({ name }) => /\/search\/|search\.[0-9a-f]+\.js/.test(name));
  const early = own.filter(({ responseEnd }) => responseEnd <= (window.titlesAt ?? Infinity));
  const sum = (list) => list.reduce((bytes, { transferSize }) => bytes + transferSize, 0);
  return { titles: sum(early), requests: early.length, all: sum(own), page: sum(all) - sum(own) + performance.getEntriesByType("navigation")[0].transferSize };
});

// The files with the texts of the first five results.
const { index, sizes } = await openSite(resolve(folder));
async function sizeOfFive(language, query) {
  const answer = await search.ask(index, query, index.root.language.findIndex(([code]) => code === language));
  const files = new Set();
  for (const { number } of answer.hits.slice(0, 5)) files.add((await index.title(number)).file);
  return [...files].reduce((all, file) => all + sizes(file) + 300, 0); // with the headers of an answer
}

const rows = [];
const milliseconds = [];
for (const [language, list] of Object.entries(queries)) {
  for (const query of list) {
    const { context, page } = await openSearch(language, query);
    await until(page, isDone);
    await page.waitForLoadState("networkidle");
    const took = await loaded(page);
    rows.push({ query, ...took, five: took.titles + (await sizeOfFive(language, query)), count: await page.locator("#k-hits li").count() });
    await context.close();
    if (option !== "--times") continue;
    const slow = await openSearch(language, "", true);
    await slow.page.locator("#k-find-q").fill(query);
    await slow.page.evaluate(() => {
      window.titlesAt = undefined;
      window.enterAt = performance.now();
      document.querySelector("#k-find").requestSubmit();
    });
    await until(slow.page, () => window.titlesAt);
    milliseconds.push(await slow.page.evaluate(() => (window.titlesAt ?? NaN) - window.enterAt));
    await slow.context.close();
  }
}
await browser.close();
site.close();

let passed = 0;
let failed = 0;
const check = (name, value, most, unit) => {
  if (value <= most) passed++;
  else failed++;
  console.log(`${name}: ${value} ${unit} (at most ${most})`);
};
if (process.env.KYODO_ROWS) for (const row of rows) console.log(JSON.stringify(row));
const kilobytes = (bytes) => Math.round(bytes / 100) / 10;
check("titles, median", kilobytes(median(rows.map((row) => row.titles))), 28, "KB");
check("titles, worst", kilobytes(Math.max(...rows.map((row) => row.titles))), 60, "KB");
check("with five excerpts, median", kilobytes(median(rows.map((row) => row.five))), 45, "KB");
console.log(`with ten excerpts and all facets, median: ${kilobytes(median(rows.map((row) => row.all)))} KB`);
check("requests, median", median(rows.map((row) => row.requests)), 10, "");
console.log(`the page itself and its styles, beside that: ${kilobytes(median(rows.map((row) => row.page)))} KB; ${rows.filter((row) => !row.count).length} of ${rows.length} queries without a result`);
if (milliseconds.length) check("titles after Enter at 150 ms and 1.6 Mbit/s, median", Math.round(median(milliseconds)), 600, "ms");
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
