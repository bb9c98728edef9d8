// The switch for readings on Japanese pages (themes/kyodo/assets/furigana.js), in Chromium.
//
//   node tests/browser/furigana.mjs PUBLIC
//
// The last line is `N passed, N failed`.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, openPage, sizes, until, watch } from "./browser.mjs";
import { check, finish } from "./report.mjs";
import { serve } from "./server.mjs";

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(resolve(folder, "index.html"))) {
  console.error("usage: node tests/browser/furigana.mjs PUBLIC, where PUBLIC is a built site");
  process.exit(3);
}

const pages = ["index.html", "cases/index.html", "guidelines/minato-1.html", "guidelines/minato-print.html", "terms/index.html", "404.html"];
const button = "#k-furigana";
const bodyHtml = (page) => page.evaluate(() => document.body.innerHTML);
const mainText = (page) => page.evaluate(() => document.querySelector("main").textContent);
const copied = (page) =>
  page.evaluate(() => {
    const selection = getSelection();
    selection.selectAllChildren(document.querySelector("main"));
    const text = selection.toString();
    selection.removeAllRanges();
    return text.replace(/\s+/g, "");
  });
const rubies = (page) => page.locator("rt[data-reading]").count();
const shifts = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        new PerformanceObserver((list) => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(0), 300);
      }),
  );
const turn = async (page, on) => {
  await page.locator(button).click();
  await until(page, (wanted) => Boolean(document.querySelector("rt[data-reading]")) === wanted, on);
};

async function checkPage(page, watched, origin, path) {
  await page.goto(`${origin}/${path}`);
  check(`${path}: no layout shift`, (await shifts(page)) === 0, await shifts(page));
  await page.locator(button).waitFor({ state: "visible", timeout: 15000 }).catch(() => {});
  check(`${path}: the button is there, not pressed`, (await page.locator(`${button}[aria-pressed=false]:visible`).count()) === 1);
  check(`${path}: nothing is loaded before`, (await page.evaluate(() => performance.getEntriesByType("resource").filter((one) => one.name.includes("readings.")).length)) === 0);
  const [text, copy] = [await mainText(page), await copied(page)];
  const html = (await bodyHtml(page)).replace('aria-pressed="false"', "");
  await turn(page, true);
  check(`${path}: readings are shown`, (await rubies(page)) > 10, await rubies(page));
  check(`${path}: aria-pressed`, (await page.locator(button).getAttribute("aria-pressed")) === "true");
  check(`${path}: the text is the same`, (await mainText(page)) === text);
  check(`${path}: a copy has no readings`, (await copied(page)) === copy, await copied(page));
  check(`${path}: not read aloud`, (await page.locator("rt[data-reading]:not([aria-hidden=true])").count()) === 0);
  check(`${path}: nothing in another language, in code or in a field`, (await page.locator("[lang]:not([lang|=ja]) rt[data-reading], code rt[data-reading], select rt[data-reading], ruby ruby").count()) === 0);
  check(`${path}: no horizontal scroll`, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.reload();
  await page.waitForSelector("rt[data-reading]", { state: "attached", timeout: 15000 }).catch(() => {});
  check(`${path}: remembered`, (await rubies(page)) > 10);
  check(`${path}: remembered readings move nothing`, (await shifts(page)) === 0, await shifts(page));
  await turn(page, false);
  check(`${path}: off restores the page`, (await bodyHtml(page)).replace('aria-pressed="false"', "") === html);
  check(`${path}: off joins the text again`, await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.nextSibling?.nodeType === 3) return false;
    return true;
  }));
  await page.reload();
  check(`${path}: off is remembered`, (await rubies(page)) === 0);
  const problems = await watched.take();
  check(`${path}: no error, no violation`, problems.every((one) => path === "404.html" && one.startsWith("404")), problems);
}

async function checkReadings(page, origin) {
  await page.goto(`${origin}/index.html`);
  const readings = await page.evaluate(async () => {
    const main = document.querySelector("main");
    main.innerHTML =
      "<p>区民との協働、高輪と上谷戸</p><p>取り組みを行った</p><p lang='en'>協働</p><p><code>協働</code><ruby>協働<rt>こらぼ</rt></ruby></p><p>𠮷野家の<b>協</b>働</p>";
    document.getElementById("k-furigana").click();
    for (let waited = 0; waited < 600 && !main.querySelector("rt[data-reading]"); waited++) await new Promise((done) => setTimeout(done, 25));
    return [...main.querySelectorAll("p")].map((one) =>
      [...one.querySelectorAll("ruby")].map((ruby) => `${ruby.firstChild.textContent}=${ruby.querySelector("rt").dataset.reading ?? "own"}`).join(" "),
    );
  });
  check("協働, 高輪, 上谷戸", /^区民=くみん 協働=きょうどう 高輪=たかなわ 上谷戸=かさやと$/.test(readings[0]), readings[0]);
  check("取り組み: above the kanji only", /^取=と 組=く 行=おこな$/.test(readings[1]), readings[1]);
  check("no reading in another language", readings[2] === "", readings[2]);
  check("no reading in code or above a reading", readings[3] === "協働=own", readings[3]);
  check("the reading is shown by the style sheet", await page.evaluate(() => /きょうどう/.test(getComputedStyle(document.querySelector("rt[data-reading=きょうどう]"), "::before").content)));
  check("a search in the page finds what stands in two words", await page.evaluate(() => window.find("区民との協働")));
}

const site = await serve(resolve(folder));
const browser = await launch();
try {
  const page = await openPage(browser);
  const watched = watch(page, site.origin);
  for (const size of [sizes.phone, sizes.desktop]) {
    await page.setViewportSize(size);
    for (const path of pages.filter((one) => existsSync(resolve(folder, one)))) {
      await page.evaluate(() => localStorage.clear()).catch(() => {});
      await checkPage(page, watched, site.origin, path);
    }
  }
  await checkReadings(page, site.origin);
  await page.goto(`${site.origin}/en/index.html`);
  check("English pages have no button", (await page.locator(button).count()) === 0);

  const blocked = await openPage(browser, { blocked: true });
  const also = watch(blocked, site.origin);
  await blocked.goto(`${site.origin}/index.html`);
  await turn(blocked, true);
  check("works where nothing can be stored", (await rubies(blocked)) > 10);
  check("no error where nothing can be stored", (await also.take()).length === 0);

  const disc = await openPage(browser);
  await disc.goto(pathToFileURL(resolve(folder, "index.html")).href);
  await turn(disc, true);
  check("works from a disc", (await rubies(disc)) > 10);

  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(`${site.origin}/index.html`);
  check("no button without scripts", !(await plain.locator(button).isVisible()));
} finally {
  await browser.close();
  site.close();
}
finish();
