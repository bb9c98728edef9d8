// All checks of one page. Each answers with a list of what is wrong.
import { checkAxe, colourRules } from "./axe.mjs";
import { light, sizes } from "./browser.mjs";
import { checkKeyboard } from "./keyboard.mjs";
import { checkLayout } from "./layout.mjs";
import { checkTargets } from "./targets.mjs";

const dark = { ...light, colorScheme: "dark" };

async function show(page, size, media = light) {
  await page.setViewportSize(sizes[size]);
  await page.emulateMedia(media);
}

/**
 * `add(name, problems)` is called for each check. axe and the keyboard, which take longer than all else, look at the sizes
 * `slowAt`: on a desktop in light, dark and forced colours, on a phone in light and dark. At none: a short look, whether
 * the texts of this language have room.
 */
export async function checkPage(page, session, watched, origin, entry, slowAt, add) {
  await show(page, "desktop");
  const response = await page.goto(`${origin}/${entry.path}`);
  if (response.status() !== 200) return add("is there", [`answers with ${response.status()}`]);
  await (slowAt.length ? lookAtAll(page, session, watched, slowAt, add) : lookAtRoom(page, watched, add));
  add("language switch", await checkSwitch(page, origin, entry));
}

async function lookAtRoom(page, watched, add) {
  for (const size of ["desktop", "phone"]) {
    await show(page, size);
    add(`${size}, layout`, await checkLayout(page));
  }
  add("phone, targets", await checkTargets(page));
  await show(page, "paper", { ...dark, media: "print" });
  add("print, layout", await checkLayout(page, { sheet: "auto" }));
  add("console and network", await watched.take());
}

/** The page with script; then it is loaded again without. */
async function lookAtAll(page, session, watched, slowAt, add) {
  for (const size of ["desktop", "tablet", "phone"]) {
    await show(page, size);
    add(`${size}, layout`, await checkLayout(page));
    add(`${size}, targets`, await checkTargets(page));
    if (size === "tablet") continue;
    const slow = slowAt.includes(size);
    if (slow) add(`${size}, axe`, await checkAxe(page));
    if (slow && size === "desktop") add("desktop, keyboard", await checkKeyboard(page, session));
    await show(page, size, dark);
    add(`${size}, dark`, [...(await checkDark(page)), ...(slow ? await checkAxe(page, colourRules) : [])]);
    if (slow && size === "phone") add("phone, dark, keyboard", await checkKeyboard(page, session));
  }
  await show(page, "phone");
  add("folds", await checkFolds(page));
  add("text spacing, layout", await checkSpaced(page));
  await show(page, "zoom");
  add("400 %, layout", await checkLayout(page));
  await show(page, "phone", { ...light, forcedColors: "active" });
  add("forced colours, layout", await checkLayout(page));
  if (slowAt.includes("desktop")) add("forced colours, keyboard", await checkKeyboard(page, session));
  await show(page, "paper", { ...dark, media: "print" });
  add("print, layout", [...(await checkLayout(page, { sheet: "auto" })), ...(await checkPrint(page))]);
  await show(page, "across", { ...dark, media: "print" });
  add("print across, layout", await checkLayout(page, { sheet: "across" }));
  await show(page, "phone");
  const text = await readText(page);
  add("skip link", await checkSkip(page));
  add("console and network", await watched.take());

  await session.send("Emulation.setScriptExecutionDisabled", { value: true });
  await page.reload();
  add("script off, layout", await checkLayout(page));
  add("script off, text", lost(text, await readText(page)));
  await show(page, "desktop");
  add("script off, desktop layout", await checkLayout(page));
  add("script off, console and network", await watched.take());
  await session.send("Emulation.setScriptExecutionDisabled", { value: false });
}

async function checkDark(page) {
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  return Math.max(...colour.match(/[\d.]+/g).slice(0, 3).map(Number)) > 80 ? [`dark: the page's ground is ${colour}`] : [];
}

/** WCAG 2.2, 1.4.12: readers may widen the spacing of text; nothing is cut off then. */
async function checkSpaced(page) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }");
    document.adoptedStyleSheets = [sheet];
  });
  const found = await checkLayout(page);
  await page.evaluate(() => (document.adoptedStyleSheets = []));
  return found;
}

/** Enter and Space open and close each fold that shows. */
async function checkFolds(page) {
  const found = [];
  const count = await page.evaluate(() => {
    window.folds = [...document.querySelectorAll("summary")].filter((summary) => summary.checkVisibility()).slice(0, 4);
    return window.folds.length;
  });
  for (let index = 0; index < count; index++) {
    const open = () => page.evaluate((index) => window.folds[index].parentElement.open, index);
    await page.evaluate((index) => window.folds[index].focus(), index);
    const before = await open();
    for (const [key, after] of [["Enter", !before], ["Space", before]]) {
      await page.keyboard.press(key);
      if ((await open()) !== after) found.push(`fold ${index + 1}: ${key} does not ${after ? "open" : "close"} it`);
    }
  }
  return found;
}

/** What is on paper, also from a dark screen: dark text on white with its heading, and no control that only a screen has. */
function checkPrint(page) {
  return page.evaluate(() => {
    const found = [];
    const level = (colour) => Math.max(...colour.match(/[\d.]+/g).slice(0, 3).map(Number));
    const { color, backgroundColor } = getComputedStyle(document.body);
    if (level(color) > 80 || (level(backgroundColor) < 250 && !/, 0\)$/.test(backgroundColor))) found.push(`print: ${color} on ${backgroundColor}`);
    const visible = (element) => element.checkVisibility() && element.getBoundingClientRect().height > 0;
    if (![...document.querySelectorAll("h1")].some(visible)) found.push("print: no heading");
    const useless = [...document.querySelectorAll("button, .skip, nav.menu, nav.languages")].filter(visible);
    if (useless.length) found.push(`print: ${useless[0].localName}.${useless[0].className} is of no use on paper`);
    const unreadable = [...document.querySelectorAll("details:not([open]) > :not(summary)")].filter((element) => !element.closest("nav") && !visible(element));
    if (unreadable.length) found.push(`print: ${unreadable.length} folds stay folded`);
    return found;
  });
}

/** The first Tab stop leads past the header, on the same page. */
async function checkSkip(page) {
  const here = new URL(page.url());
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    window.scrollTo(0, 0);
  });
  await page.keyboard.press("Tab");
  const link = await page.evaluate(() => document.activeElement.href ?? "");
  const target = new URL(link || "none:");
  if (target.href.replace(/#.*/, "") !== here.href.replace(/#.*/, "") || !target.hash) return [`skip link: the first stop leads to another page: ${link}`];
  await page.keyboard.press("Enter");
  const after = await page.evaluate(() => document.activeElement.localName);
  return after === "main" ? [] : [`skip link: the focus is on ${after}`];
}

/** The lines that a reader sees, and apart from them those of controls that a script works. */
function readText(page) {
  return page.evaluate(() => {
    const lines = (element) => element.innerText.split("\n").map((line) => line.trim()).filter(Boolean);
    return { all: lines(document.body), controls: [...document.querySelectorAll("button, [role=status], [role=search], form")].flatMap(lines) };
  });
}

function lost(withScript, without) {
  const there = new Set([...without.all, ...withScript.controls]);
  const missing = withScript.all.filter((line) => !there.has(line));
  return missing.length ? [`script off: ${missing.length} lines are missing: ${missing[0].slice(0, 60)}`] : [];
}

/** The link to the other language leads to the same page in it, which is in pages.json as well. */
async function checkSwitch(page, origin, entry) {
  const [lang, links] = await page.evaluate((language) => {
    const found = [...document.querySelectorAll(`header nav a[hreflang="${language}"]`)];
    return [document.documentElement.lang, found.map((link) => link.href)];
  }, entry.language === "ja" ? "en" : "ja");
  const bare = (one) => one.replace(/index\.html$/, "");
  const found = [];
  if (links.map(bare).join(" ") !== bare(`${origin}/${entry.other}`)) found.push(`language switch: leads to ${links.join(" ") || "nowhere"}`);
  if (lang !== entry.language) found.push(`language switch: the page is in ${lang}`);
  return found;
}
