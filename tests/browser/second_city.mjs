// Opens a site of another city (tests/site/second_city.py) in Chromium, in all its languages, on a phone and on a desk:
// axe, whether all can be read, what the console says. Pages that the portal has no language or template for are there.
//
//   node tests/browser/second_city.mjs PUBLIC [PICTURES] [--thorough]
//
// PICTURES: a folder for pictures of the pages, light and dark. --thorough: axe looks at each page on both, light and dark;
// without it, by turns, once at a page, in one of its languages, and in another its layout is looked at. Each check of a page is a case; each line is one thing that is
// wrong, with the first page that has it. The last line is `N passed, N failed`.
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkAxe, colourRules } from "./axe.mjs";
import { launch, light, openPage, sizes, watch } from "./browser.mjs";
import { checkLayout } from "./layout.mjs";
import { add, finish } from "./report.mjs";
import { serve } from "./server.mjs";

const thorough = process.argv.includes("--thorough");
const [folder, pictures] = process.argv.slice(2).filter((argument) => argument !== "--thorough");
if (!folder || !existsSync(resolve(folder, "index.html"))) {
  console.error("usage: node tests/browser/second_city.mjs PUBLIC [PICTURES] [--thorough], where PUBLIC is a built site");
  process.exit(3);
}
if (pictures) mkdirSync(pictures, { recursive: true });

/** Every page that does not lead on at once; of calendars and chosen listings two of a folder stand for all. */
function pagesOf(folder) {
  const all = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith(".html")).sort()
    .filter((name) => !readFileSync(join(folder, name), "utf8").includes('http-equiv="refresh"'));
  const seen = new Map();
  return all.filter((path) => {
    const kind = path.replace(/(by-|\d{4}|fy\d{4}|[a-z]+-[a-z]+-)[^/]*\.html$/, "$1").replace(/\d{4}$/, "month");
    if (!/calendar\/|by-$/.test(kind)) return true;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return seen.get(kind) <= 2;
  });
}

const looks = ["desktop", "phone"].flatMap((size) => ["light", "dark"].map((colorScheme) => ({ size, colorScheme })));

/** For each of the pages the looks that axe sees: by turns, one in one language; nothing: it is not opened. */
function turns(pages) {
  const split = (path) => path.match(/^(?:([a-z]{2})\/)?(.*)/).slice(1);
  const [languages, names] = [0, 1].map((part) => [...new Set(pages.map((path) => split(path)[part]))]);
  return (path) => {
    if (thorough) return looks;
    const [language, name] = split(path);
    const turn = languages.indexOf(language) + names.indexOf(name);
    if (turn % languages.length > 1) return undefined;
    return turn % languages.length ? [] : [looks[names.indexOf(name) % looks.length]];
  };
}

/** Telephone numbers that are not read from left to right: on an Arabic page their parts change places. */
const turnedNumbers = (page) => page.evaluate(() => [...document.querySelectorAll(".tel, a[href^='tel:']")].flatMap((element) => {
  const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const left = (at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().left;
  };
  const text = node?.data.trimEnd() ?? "";
  return text && node.parentElement.checkVisibility() && left(0) >= left(text.length - 1) ? [`a telephone number is turned round: ${text}`] : [];
}));

// The site lies below a path; its 404 page says so.
const base = new URL(readFileSync(resolve(folder, "index.html"), "utf8").match(/rel="canonical" href="([^"]+)"/)[1]).pathname.replace(/\/$/, "");
const site = await serve(resolve(folder), { base });
const browser = await launch();
const pages = pagesOf(resolve(folder));
const turnOf = turns(pages);
const waiting = pages.filter(turnOf);
const work = async () => {
  const page = await openPage(browser);
  const watched = watch(page, site.origin);
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    await page.goto(`${site.origin}${base}/${path}`);
    for (const look of looks) {
      const { size, colorScheme } = look;
      const axe = turnOf(path).includes(look);
      if (!axe && colorScheme === "dark" && !pictures) continue;  // the layout is that of light
      await page.setViewportSize(sizes[size]);
      await page.emulateMedia({ ...light, colorScheme });
      const all = !thorough || colorScheme === "light";
      const found = axe ? await checkAxe(page, all ? [] : colourRules) : [];
      if (colorScheme === "light") found.push(...(await checkLayout(page)), ...(await turnedNumbers(page)));
      add(`${path} (${size}, ${colorScheme})`, found);
      if (pictures) await page.screenshot({ path: join(pictures, `${path.replaceAll("/", "-")}.${size}.${colorScheme}.png`), fullPage: true });
    }
    add(`${path} (console and network)`, await watched.take());
  }
  await page.context().close();
};
try {
  await Promise.all([work(), work()]);
} finally {
  await browser.close();
  site.close();
}
finish();
