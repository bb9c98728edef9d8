// The search page (themes/kyodo/assets/search.js), in Chromium.
//
//   node tests/browser/search.mjs PUBLIC
//
// The last line is `N passed, N failed`.
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { launch, openPage, until, watch } from "./browser.mjs";
import { check, finish } from "./report.mjs";
import { serve } from "./server.mjs";

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(resolve(folder, "search.html"))) {
  console.error("usage: node tests/browser/search.mjs PUBLIC, where PUBLIC is a built site");
  process.exit(3);
}

const said = (page) => page.locator("#k-said").textContent();
const titles = (page) => page.locator("#k-hits h3 a").allTextContents();
const search = async (page, words) => {
  await page.locator("#k-find-q").fill(words);
  await page.keyboard.press("Enter");
  await until(page, (wanted) => new URLSearchParams(location.search).get("q") === wanted && document.title.startsWith(wanted), words);
  await page.waitForLoadState("networkidle");
};

async function checkUse(page, origin, watched) {
  await page.goto(`${origin}/search.html`);
  check("nothing is said before", (await said(page)) === "" && !(await page.locator("#k-search").isVisible()));
  check("the state is told to screen readers", (await page.locator("#k-said[role=status]").count()) === 1);
  await search(page, "防災 訓練");
  await until(page, () => document.querySelector("#k-hits .row-text mark"));
  check("results are counted", /^\d+件見つかりました。$/.test(await said(page)), await said(page));
  const first = await titles(page);
  check("results are there", first.length > 2, first);
  check("what was looked for is marked in the excerpts", (await page.locator("#k-hits .row-text mark").count()) > 2);
  check("each result says its kind", (await page.locator("#k-hits .row-facts span:first-child").count()) === first.length);
  await search(page, "きょうどう");
  await until(page, (before) => ![before, undefined].includes(document.querySelector("#k-hits h3 a")?.textContent), first[0]);
  const other = await titles(page);
  check("a reading finds the word", other.some((title) => title.includes("協働")), other);
  await page.goBack();
  await until(page, (wanted) => document.querySelector("#k-hits h3 a")?.textContent === wanted, first[0]);
  check("the back button brings the last results", (await titles(page)).join() === first.join() && (await page.locator("#k-find-q").inputValue()) === "防災 訓練", await titles(page));
  await page.reload();
  await until(page, () => document.querySelector("#k-hits h3 a"));
  check("the address alone gives the same results", (await titles(page)).join() === first.join());

  await page.waitForLoadState("networkidle");
  const facet = page.locator("#k-side a").first();
  const count = +(await facet.evaluate((link) => link.parentElement.textContent)).match(/(\d+)件/)[1];
  const href = await facet.getAttribute("href");
  check("a facet is a link that works by itself", href.startsWith("?q=") && href.includes("collection="), href);
  await facet.click();
  await until(page, (wanted) => document.querySelector("#k-said").textContent.startsWith(`${wanted}件`), count);
  check("a facet narrows to as many as it says", (await said(page)).startsWith(`${count}件`) && (await titles(page)).length === Math.min(count, 10), await said(page));
  check("the choice is in the address", new URL(page.url()).searchParams.has("collection"), page.url());
  await page.goBack();

  await page.goto(`${origin}/en/search.html`);
  await page.locator("#k-find-q").pressSequentially("volun", { delay: 20 });
  check("it searches while one types", await until(page, () => /^Found: \d+\.$/.test(document.querySelector("#k-said").textContent)), await said(page));
  check("typing leaves the focus where it is", await page.evaluate(() => document.activeElement.id === "k-find-q"));
  await search(page, "volnteers");
  check("a slip is mended, and said", (await until(page, () => /similar words/.test(document.querySelector("#k-said").textContent))) && (await titles(page)).length > 0, await said(page));
  await search(page, "ボランテア");
  check("a slip in kana is mended, and said", (await until(page, () => /similar words/.test(document.querySelector("#k-said").textContent))) && (await titles(page)).length > 0, await said(page));
  await search(page, "zzzzqqqq");
  check("nothing found is said", await until(page, () => /^Nothing was found/.test(document.querySelector("#k-said").textContent)), await said(page));
  await search(page, "community");
  await until(page, () => document.querySelector("#k-hits h3 a"));
  check("the reader's language comes first", (await page.locator("#k-hits h3 a").first().getAttribute("lang")) === "en");

  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("/");
  check("/ goes to the box", await page.evaluate(() => document.activeElement.id === "k-find-q"));
  await page.locator("#k-slash").uncheck();
  await page.keyboard.press("/");
  check("/ can be turned off", await page.evaluate(() => document.activeElement.id === "k-slash"));
  await page.locator("#k-find-q").focus();
  await page.keyboard.press("ArrowDown");
  check("the arrow down goes to the first result", await page.evaluate(() => document.activeElement === document.querySelector("#k-hits h3 a")));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  check("the arrow up goes back to the box", await page.evaluate(() => document.activeElement.id === "k-find-q"));
  await page.keyboard.press("ArrowDown");
  const target = await page.evaluate(() => document.activeElement.href);
  await page.keyboard.press("Enter");
  await until(page, () => !document.querySelector("#k-find"));
  check("Enter opens the result", page.url().split("#")[0] === target.split("#")[0], page.url());
  const problems = await watched.take();
  check("nothing fails behind the scenes", problems.length === 0, problems);
}

async function checkStates(browser, origin) {
  const page = await openPage(browser);
  await page.goto(`${origin}/search.html`);
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  await page.locator("#k-find-q").fill("協働");
  await page.keyboard.press("Enter");
  check("being offline is said", await until(page, () => document.querySelector("#k-said").textContent.includes("つながっていない")), await said(page));
  await page.context().setOffline(false);
  check("and the search goes on by itself", await until(page, () => /件見つかりました/.test(document.querySelector("#k-said").textContent)), await said(page));
  await page.context().close();

  // From every page, with the script and without.
  const other = await openPage(browser);
  await other.goto(`${origin}/en/cases/index.html`);
  await other.locator(".site-head input[type=search]").fill("drill");
  await other.keyboard.press("Enter");
  check("the box of every page leads to the results", await until(other, () => document.querySelector("#k-hits h3 a")), other.url());
  await other.context().close();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const still = await context.newPage();
  await still.goto(`${origin}/index.html`);
  await still.locator("input[type=search]").fill("防災");
  await Promise.all([still.waitForURL("**/search.html?q=*"), still.keyboard.press("Enter")]);
  check("without a script it leads to the page of the search", still.url().includes("/search.html?q="), still.url());
  check("which explains", await still.locator("noscript p").count() === 1 || (await still.locator("body").innerText()).includes("JavaScript が必要です"));
  check("and offers the site map and an index", (await still.locator('main a[href$="site-map.html"]').count()) > 0 && (await still.locator('main a[href$="a-z.html"]').count()) > 0);
  await context.close();

  const disc = await openPage(browser);
  await disc.goto(`${pathToFileURL(resolve(folder, "search.html")).href}?q=${encodeURIComponent("防災")}`);
  check("from a disc it says why it cannot", await until(disc, () => getComputedStyle(document.querySelector("#k-still")).visibility === "visible" && document.querySelector("#k-still").textContent.includes("ディスクから開いた")));
  await disc.context().close();
}

async function checkSubPath(browser) {
  const site = await serve(resolve(folder), { base: "/city/kyodo", zip: true });
  const page = await openPage(browser);
  await page.goto(`${site.origin}/city/kyodo/en/search.html?q=grant`);
  check("it works at a sub-path", await until(page, () => document.querySelector("#k-hits h3 a")));
  const href = await page.locator("#k-hits h3 a").first().evaluate((link) => link.href);
  check("its links lead there", href.startsWith(`${site.origin}/city/kyodo/`), href);
  await page.context().close();
  site.close();
}

/** What helps to decide, and what is not to move while results come. */
async function checkResults(browser, origin) {
  for (const [width, height, query] of [[360, 740, "お年寄り"], [1280, 900, "協働"], [360, 740, "防災訓練"], [1280, 900, "掃除"]]) {
    const page = await openPage(browser);
    await page.setViewportSize({ width, height });
    await page.addInitScript(() => {
      window.moved = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.moved += entry.value))).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(`${origin}/search.html?q=${encodeURIComponent(query)}`);
    await until(page, () => document.querySelector("#k-hits .row-text mark"));
    await page.waitForLoadState("networkidle");
    const moved = await page.evaluate(() => window.moved);
    console.log(`layout shift at ${width} px, ${query}: ${moved.toFixed(3)}`);
    check(`nothing moves while results come (${width} px, ${query})`, moved <= 0.05, moved);
    await page.context().close();
  }
  const page = await openPage(browser);
  await page.goto(`${origin}/search.html?q=${encodeURIComponent("シニアの集まり")}`);
  await until(page, () => document.querySelector("#k-hits .row-text mark") && document.querySelector("#k-side a"));
  check("results come before facets", await page.evaluate(() => document.querySelector("#k-hits a").compareDocumentPosition(document.querySelector("#k-side a")) === Node.DOCUMENT_POSITION_FOLLOWING));
  const facts = await page.locator("#k-hits .row-facts").allTextContents();
  check("results say where", facts.some((text) => text.includes("港区")), facts);
  // By their titles, or beside them: once.
  const marks = (await page.locator("#k-hits > li").allInnerTexts()).map((text) => text.split("\n").filter((line) => /^（例）|^例$|[^条]例$/.test(line)).length);
  check("results say that they are examples, once", marks.includes(1) && Math.max(...marks) === 1, marks);
  const snippets = await page.locator("#k-hits .row-text").allTextContents();
  const stops = snippets.filter((text) => /[。、！？.!?]( …)?$/.test(text)).length;
  check("excerpts end with a sentence or a clause", stops >= snippets.length - 2 && stops > 1, snippets);
  await search(page, "補助金");
  await until(page, () => document.querySelector("#k-hits h3 a"));
  check("deadlines are said", (await page.locator("#k-hits .row-facts").allTextContents()).some((text) => /\d月\d+日まで/.test(text)), await page.locator("#k-hits .row-facts").allTextContents());
  await search(page, "指針");
  await until(page, () => /ほかに\d+か所/.test(document.querySelector("#k-hits").textContent));
  const links = await page.locator("#k-hits h3 a").evaluateAll((links) => links.map(({ href }) => href.split("#")[0]));
  check("a page is one result", new Set(links).size === links.length, links);
  await search(page, "zzzzqqqq");
  await until(page, () => !document.querySelector("#k-empty").hidden);
  check("an empty answer offers a desk and has no empty box", (await page.locator("#k-empty a").count()) > 0 && !(await page.locator(".results .side").isVisible()));
  check("and the indexes stand below", await page.locator("#k-rest a").first().isVisible());
  await page.context().close();
}

/** A copy of the site in which every title and text of the index is hostile. */
async function checkHostile(browser) {
  const copy = mkdtempSync(join(tmpdir(), "kyodo-search-"));
  cpSync(resolve(folder), copy, { recursive: true, filter: (path) => !/\/media\/|\/data\//.test(path) });
  const hostile = '<img src=x onerror="window.struck=1"><script>window.struck=1</script>"\'&lt;b&gt;';
  for (const name of readdirSync(join(copy, "search"))) {
    const path = join(copy, "search", name);
    const text = gunzipSync(readFileSync(path)).toString("utf8");
    if (!/\.html/.test(text)) continue;
    const lines = text.includes("\f") || !/^\d+ [0-9a-f]{8}/.test(text)
      ? text.replaceAll("\t", `\t${hostile} `)
      : text.replace(/(\.html[^\t\n]*\t)/g, `$1${hostile} `);
    writeFileSync(path, gzipSync(lines));
  }
  const site = await serve(copy);
  const page = await openPage(browser);
  await page.goto(`${site.origin}/search.html?q=${encodeURIComponent('協働 <img src=x onerror="window.struck=1">')}`);
  await until(page, () => document.querySelector("#k-said").textContent);
  await page.goto(`${site.origin}/search.html?q=${encodeURIComponent("協働")}`);
  await until(page, () => document.querySelector("#k-hits h3 a"));
  await page.waitForLoadState("networkidle");
  check("hostile titles are shown as text", (await titles(page))[0]?.includes("<img src=x"), await titles(page));
  check("no text of the index becomes markup", (await page.locator("#k-hits img, #k-hits script, #k-side img, #k-said img").count()) === 0 && !(await page.evaluate(() => window.struck)));
  check("no text of the index makes a link to elsewhere", await page.evaluate(() => [...document.querySelectorAll("#k-hits a, #k-side a")].every((link) => link.origin === location.origin)));
  await page.context().close();
  site.close();
  rmSync(copy, { recursive: true });
}

const site = await serve(resolve(folder));
const browser = await launch();
try {
  const page = await openPage(browser);
  await checkUse(page, site.origin, watch(page, site.origin));
  await page.context().close();
  await checkStates(browser, site.origin);
  await checkSubPath(browser);
  await checkResults(browser, site.origin);
  await checkHostile(browser);
} catch (error) {
  check("the test runs", false, error.message);
} finally {
  await browser.close();
  site.close();
}
finish();
