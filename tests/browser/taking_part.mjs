// Whether one can still take part, on pages that were made some days ago: what the script makes of each page on a later
// day is what a build of that day says, for windows, groups of rows, what is open now and what closes next. Built in one
// place in C++ (model/taking_part.h), corrected in one place in the browser (calendar.js).
//
//   node tests/browser/taking_part.mjs KYODO SITE [--thorough]
//
// --thorough: each page on each day; without it, by turns on one of them.
// The last line is `N passed, N failed`.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fixTime, launch, light, sizes, watch } from "./browser.mjs";
import { check, finish } from "./report.mjs";
import { serve } from "./server.mjs";
import { pagesIn, trialSite } from "./trial.mjs";

// A window that closes at a time of the day, one that opens, and things that nobody can take part in whatever their
// deadlines say: on no day may they be open.
const common = "type: class\nmunicipality: minato\npublished: 2026-11-21\nupdated: 2026-11-21\n";
const named = (name) => `name: {ja: ためしの${name}, en: "Trial ${name}"}\nsummary: {ja: ためしです。, en: A trial.}\n`;
const never = ["cancelled", "postponed", "full"];
const added = {
  "supports/trial-hour.yaml": `${named("hour")}kind: subsidy\nmunicipality: minato\napplications: {start: 2026-11-01, end: 2026-12-03, end_time: 17:00}\npublished: 2026-11-21\nupdated: 2026-11-21\n`,
  "supports/trial-opens.yaml": `${named("opens")}kind: subsidy\nmunicipality: minato\napplications: {start: 2026-12-03, end: 2026-12-18}\npublished: 2026-11-21\nupdated: 2026-11-21\n`,
  "events/trial-late.yaml": `${named("late")}${common}when: {start: 2026-12-02}\ndeadline: 2026-12-20\n`,
};
for (const state of never) {
  added[`events/trial-${state}.yaml`] = `${named(state)}${common}status: ${state}\nwhen: {start: 2027-02-20}\ndeadline: 2027-02-10\n`;
}

const thorough = process.argv.includes("--thorough");
const made = "2026-12-01";
const laterDays = ["2026-12-03", "2026-12-19", "2027-02-06", "2028-01-15"];
const trial = trialSite("taking_part", added);
const build = (day) => trial.build(`${day}T18:00+09:00`);

// One list of each kind, and every record with a window.
const isDated = (html) => /class="window|data-state=/.test(html);
const dated = (out) => pagesIn(out).filter((name) => !/\/(?:by-|page-)/.test(name) && !name.includes("calendar/") && isDated(readFileSync(join(out, name), "utf8")));

/** What a page says of taking part: each without blanks, in the order of the page. */
const shown = (page) =>
  page.evaluate(() => {
    const text = (element) => (element?.innerText ?? "").replace(/\s+/g, "");
    const seen = (element) => !element.closest("[hidden]");
    const ofKinds = (selector) => [...document.querySelectorAll(selector)].filter((element) => !element.closest("section[hidden]"));
    const rows = (list) => [...list.querySelectorAll("[data-last]")].filter(seen).map((row) => `${text(row.querySelector("a"))} ${text(row.querySelector(".window"))}`);
    return {
      windows: [...document.querySelectorAll("main .page-head .window, .row-group:not([data-state]) .row .window")].map(text),
      groups: [...document.querySelectorAll("[data-state]")].filter(seen).map((group) => [group.dataset.state, text(group.querySelector("[data-count]")), ...rows(group).sort()]),
      open: ofKinds(".band[data-coming] ul.rows").map((list) => rows(list)),
      counts: ofKinds(".band[data-coming] h2").map(text),
      none: ofKinds("[data-none]").map((one) => seen(one)),
      closing: [...document.querySelectorAll("ul.closing")].flatMap((list) => rows(list)).filter((row) => !row.endsWith(" ")),
      left: [...document.querySelectorAll(".days-left")].filter((one) => seen(one)).map(text),
    };
  });

/** Pages of one server at one time, each loaded in the same tab. */
async function reader(browser, origin, now) {
  const context = await browser.newContext({ viewport: sizes.desktop, reducedMotion: "reduce", ...light });
  const page = await context.newPage();
  await fixTime(page, now);
  const watched = watch(page, origin);
  return {
    look: async (path) => {
      await page.goto(`${origin}/${path}`);
      return { ...(await shown(page)), problems: await watched.take() };
    },
    close: () => context.close(),
  };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
/** From where on the two differ. */
function difference(one, other) {
  const texts = [JSON.stringify(one), JSON.stringify(other)];
  let at = 0;
  while (at < texts[0].length && texts[0][at] === texts[1][at]) at++;
  return texts.map((text) => text.slice(Math.max(0, at - 40), at + 80)).join("\n  is not ");
}

/** A page made on the first day, on a later one, beside that of the later day. */
async function checkPage(old, fresh, path, day) {
  const [corrected, right] = await Promise.all([old.look(path), fresh.look(path)]);
  const name = `${path} on ${day}`;
  for (const key of ["windows", "groups"]) check(`${name}: ${key}`, same(corrected[key], right[key]), difference(corrected[key], right[key]));
  if (path.endsWith("open-now.html")) {
    for (const key of ["open", "counts", "none"]) check(`${name}: ${key}`, same(corrected[key], right[key]), difference(corrected[key], right[key]));
  }
  // The home page shows the first four, so what is new may be missing, but nothing is wrong.
  check(`${name}: what closes next`, corrected.closing.every((row) => right.closing.includes(row) || right.closing.length >= 4), difference(corrected.closing, right.closing));
  check(`${name}: console and network`, corrected.problems.length === 0, corrected.problems.join("; "));
}

/** A page without its script, or on its own day, says the day beside any days that are left. */
function checkWithoutScript(out, path) {
  const html = readFileSync(join(out, path), "utf8");
  const windows = [...html.matchAll(/<span class="window open"[^>]*>.*?<\/span>\s*(?:<(?:span|strong) class="days-left"|<\/span>)/gs)].map(([found]) => found);
  const bare = windows.filter((one) => one.includes("days-left") && !/\d{4}|\d+月|\d+ \w+/.test(one.replace(/<[^>]*>/g, "")));
  check(`${path}: days left stand beside a date`, bare.length === 0, bare[0]);
  check(`${path}: the script is there`, html.includes("data-closed-on="), "no calendar.js");
}

function checkNeverOpen(out, day) {
  const names = [...never, "late"].map((state) => `trial-${state}.html`);
  const board = pagesIn(out).find((name) => name === "open-now.html");
  for (const path of [board, "index.html"]) {
    const html = readFileSync(join(out, path), "utf8");
    const lists = [...html.matchAll(/<ul class="(?:rows|closing)".*?<\/ul>/gs)].map(([list]) => list);
    const closing = path === "index.html" ? lists.filter((list) => list.includes("days-left")) : lists;
    const found = names.filter((name) => closing.some((list) => list.includes(name)) && !(name === "trial-late.html" && day < "2026-12-03"));
    check(`${path} of ${day}: nothing that nobody can take part in`, found.length === 0, found);
  }
  const uids = readFileSync(join(out, "calendar.ics"), "utf8").match(/UID:trial-(?:cancelled|postponed|full|late)\.events\.deadline/g) ?? [];
  check(`calendar.ics of ${day}: no deadline of what nobody can take part in`, uids.length === 0, uids);
}

const first = build(made);
const servers = [];
const browser = await launch();
try {
  const old = await serve(first);
  servers.push(old);
  const pages = dated(first);
  check("there are pages with windows", pages.length > 20, pages.length);
  for (const path of pages) checkWithoutScript(first, path);
  checkNeverOpen(first, made);
  for (const day of laterDays) {
    const out = build(day);
    checkNeverOpen(out, day);
    const fresh = await serve(out);
    servers.push(fresh);
    const now = `${day}T18:00:30+09:00`;
    const readers = [await reader(browser, old.origin, now), await reader(browser, fresh.origin, now)];
    // English once: the words differ, what is done with them does not.
    const inEnglish = day === laterDays[0];
    const turn = (number) => thorough || number % laterDays.length === laterDays.indexOf(day);
    const some = pages.filter((path, number) => existsSync(join(out, path)) && (inEnglish || !path.startsWith("en/")) && (turn(number) || /^(index|open-now)\.html$/.test(path)));
    for (const path of some) await checkPage(...readers, path, day);
    for (const one of readers) await one.close();
  }
} finally {
  await browser.close();
  for (const server of servers) server.close();
  trial.remove();
}
finish();
