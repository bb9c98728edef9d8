// What a search takes over the network with an empty cache.
//
//   node tests/search/transfer.mjs PUBLIC [--chromium]
//
// For each query of queries.json, the bytes and requests that the search adds to its page: the script (with gzip, as
// hosts send it), the index, and the titles of the first ten results; then the texts of the first five. Each answer counts
// 300 bytes for its headers, as browsers do. They are counted in Node, where the same module loads the same files, so
// that a busy machine does not matter. --chromium counts them there as well, and how long titles take after Enter, over
// a link of 150 ms and 1.6 Mbit/s: needs a machine with nothing else to do.
// The last line is `N passed, N failed`: the budgets are at the end of this file.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { launch, until } from "../browser/browser.mjs";
import { check, finish } from "../browser/report.mjs";
import { serve } from "../browser/server.mjs";
import { openSite, scriptSize, search } from "./engine.mjs";

const [folder, option] = process.argv.slice(2);
const queries = JSON.parse(readFileSync(new URL("queries.json", import.meta.url), "utf8"));
const asked = Object.entries(queries).flatMap(([language, list]) => list.map((query) => ({ language, query })));
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const headers = 300;
const script = scriptSize(folder, "search");

async function count({ language, query }) {
  const loaded = [];
  const { index, sizes } = await openSite(folder, (name) => loaded.push(name));
  const sum = () => loaded.reduce((bytes, name) => bytes + sizes(name) + headers, script + headers);
  const answer = await search.ask(index, query, index.root.language.findIndex(([code]) => code === language));
  const { good } = await search.holding(answer, answer.hits, 10);
  const titles = await Promise.all(search.byPage(good, index.pageOf).slice(0, 10).map(({ number }) => index.title(number)));
  const row = { query, total: answer.hits.length, titles: sum(), requests: loaded.length + 1 };
  await Promise.all(titles.slice(0, 5).map((title) => index.text(title)));
  return { ...row, five: sum() };
}

const rows = [];
for (const one of asked) rows.push(await count(one));
if (process.env.KYODO_ROWS) for (const row of rows) console.log(JSON.stringify(row));

/** What each query takes in Chromium with an empty cache: {ms, bytes, requests}. */
async function watch() {
  const site = await serve(resolve(folder), { zip: true });
  const browser = await launch();
  const seen = [];
  for (const { language, query } of asked) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 });
    await page.goto(`${site.origin}/${language === "ja" ? "" : `${language}/`}search.html`, { waitUntil: "networkidle" });
    await page.locator("#k-find-q").evaluate((input, text) => (input.value = text), query);
    await page.evaluate(() => {
      const list = document.querySelector("#k-hits");
      new MutationObserver(() => (window.titlesAt ??= performance.now())).observe(list, { childList: true });
      window.enterAt = performance.now();
      document.querySelector("#k-find").requestSubmit();
    });
    await until(page, () => window.titlesAt);
    seen.push(await page.evaluate(() => {
      const titlesAt = window.titlesAt ?? Infinity;
      const loaded = performance.getEntriesByType("resource").filter(({ name, responseEnd }) => /\/search[-./]/.test(name) && responseEnd <= titlesAt);
      return { ms: titlesAt - window.enterAt, bytes: loaded.reduce((sum, { transferSize }) => sum + transferSize, 0), requests: loaded.length };
    }));
    await context.close();
  }
  await browser.close();
  site.close();
  return seen;
}

const atMost = (name, value, most, unit) => {
  console.log(`${name}: ${value} ${unit} (at most ${most})`);
  check(name, value <= most, `${value} ${unit}`);
};
const kilobytes = (bytes) => Math.round(bytes / 100) / 10;
console.log(`${rows.length} queries, ${rows.filter(({ total }) => !total).length} without a result`);
atMost("script with gzip", script, 7000, "bytes");
// A few per cent more than content/ takes, for the records to come.
atMost("until titles, median", kilobytes(median(rows.map((row) => row.titles))), 28.5, "KB");
atMost("until titles, worst", kilobytes(Math.max(...rows.map((row) => row.titles))), 50, "KB");
atMost("with five excerpts, median", kilobytes(median(rows.map((row) => row.five))), 40, "KB");
atMost("requests until titles, median", median(rows.map((row) => row.requests)), 10, "");
if (option === "--chromium") {
  const seen = await watch();
  atMost("in Chromium until titles, median", kilobytes(median(seen.map(({ bytes }) => bytes))), 28, "KB");
  atMost("in Chromium until titles, worst", kilobytes(Math.max(...seen.map(({ bytes }) => bytes))), 60, "KB");
  atMost("in Chromium requests until titles, median", median(seen.map(({ requests }) => requests)), 10, "");
  atMost("titles after Enter at 150 ms and 1.6 Mbit/s, median", Math.round(median(seen.map(({ ms }) => ms))), 600, "ms");
}
finish();
