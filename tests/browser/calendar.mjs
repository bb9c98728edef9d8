// The calendar in Chromium: a table on wide screens and on paper, a list on phones, and what the script does to pages
// that were made some days ago.
//
//   node tests/browser/calendar.mjs PUBLIC
//
// The last line is `N passed, N failed`.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fixTime, launch, light, sizes, watch } from "./browser.mjs";
import { checkKeyboard } from "./keyboard.mjs";
import { check, finish } from "./report.mjs";
import { serve } from "./server.mjs";

const folder = resolve(process.argv[2] ?? "");
if (!process.argv[2] || !existsSync(join(folder, "calendar/index.html"))) {
  console.error("usage: node tests/browser/calendar.mjs PUBLIC, where PUBLIC is a built site");
  process.exit(3);
}

const read = (path) => readFileSync(join(folder, path), "utf8");
const made = read("calendar/index.html").match(/data-made="([^"]+)"/)[1];
const dayAfter = (day, days) => new Date(Date.parse(day) + days * 86400000).toISOString().slice(0, 10);
// The pages are made in the zone of Tokyo.
const noon = (day) => `${day}T12:00:00+09:00`;
const months = readdirSync(join(folder, "calendar")).filter((name) => /^\d{4}-\d\d\.html$/.test(name));
const entries = (name) => read(`calendar/${name}`).split("</table>")[0].split('<li class="').length;
const fullest = months.reduce((best, name) => (entries(name) > entries(best) ? name : best));

const site = await serve(folder);
const browser = await launch();

const readers = new Map();  // settings → their page

/** A page at a time of its own. `settings`: those of the context. The next one opened with the same takes its place. */
async function open(path, time, settings = {}) {
  const key = JSON.stringify(settings);
  if (!readers.has(key)) {
    const context = await browser.newContext({ viewport: sizes.desktop, reducedMotion: "reduce", ...light, ...settings });
    const page = await context.newPage();
    readers.set(key, { page, watched: watch(page, site.origin) });
  }
  const { page, watched } = readers.get(key);
  await page.setViewportSize(sizes.desktop);
  await page.emulateMedia(light);
  if (time) await fixTime(page, time);
  await page.goto(`${site.origin}/${path}`);
  return { page, problems: () => watched.take() };
}

const visible = (page, selector) => page.locator(selector).evaluateAll((all) => all.some((one) => one.checkVisibility()));
/** The calendar as it shows: what is coming and over by day and title, months without anything, marks of today, days left. */
const shown = (page) =>
  page.evaluate(() => {
    const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
    const list = (selector) => [...document.querySelectorAll(selector)].filter((one) => !one.closest("[hidden]"));
    return {
      coming: list("[data-coming] [data-last]").map((one) => `${one.dataset.last} ${text(one)}`),
      past: list("[data-past] [data-last]").map((one) => `${one.dataset.last} ${text(one)}`),
      empty: list("[data-coming] section").filter((one) => !one.querySelector("[data-last]")).map(text),
      none: list("[data-none]").length,
      today: [...document.querySelectorAll("[data-day][aria-current]")].map((one) => one.dataset.day),
      left: list(".days-left").map((one) => [one.dataset.to, Number(text(one).match(/\d+/)?.[0] ?? 0)]),
    };
  });
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

async function checkMonth(path) {
  const { page, problems } = await open(path, noon(made));
  const session = await page.context().newCDPSession(page);
  check(`${path}, desktop: a table`, await visible(page, "table.month"));
  check(`${path}, desktop: keyboard`, ...(await keyboard(page, session)));
  const links = (selector) => page.locator(selector).evaluateAll((all) => [...new Set(all.map((link) => link.pathname))].sort());
  const [table, list] = [await links(".month a"), await links(".agenda a")];
  check(`${path}: the list has all that the table has`, table.length > 0 && table.every((link) => list.includes(link)), table.filter((link) => !list.includes(link)));
  await page.setViewportSize(sizes.phone);
  check(`${path}, phone: no table`, !(await visible(page, "table.month")));
  check(`${path}, phone: a list`, await visible(page, ".agenda .entry"));
  check(`${path}, phone: keyboard`, ...(await keyboard(page, session)));
  check(`${path}: console and network`, ...none(await problems()));
}

const none = (found) => [found.length === 0, found.join("; ")];
const keyboard = async (page, session) => none(await checkKeyboard(page, session));

/** The table with its heading is one sheet of A4, whatever the list after it needs. */
async function checkPaper(path) {
  const { page } = await open(path, noon(made));
  await page.emulateMedia({ ...light, media: "print" });
  const sheets = async () => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    return { count: pdf.match(/\/Type\s*\/Page\b(?!s)/g).length, size: pdf.match(/\/MediaBox\s*\[([^\]]*)\]/)[1].trim().split(/\s+/).map(Number) };
  };
  const whole = await sheets();
  check(`${path}: A4`, Math.abs(whole.size[2] - 595) < 2 && Math.abs(whole.size[3] - 842) < 2, whole.size);
  await page.evaluate(() => {
    for (let at = document.querySelector("table.month"); at && at !== document.body; at = at.parentElement) {
      while (at.nextElementSibling) at.nextElementSibling.remove();
    }
  });
  const table = await sheets();
  check(`${path}: the table is one sheet`, table.count === 1, `${table.count} sheets`);
  check(`${path}: the list begins on another`, whole.count > table.count, `${whole.count} sheets`);
}

async function checkSameDay(path) {
  const off = await open(path, null, { javaScriptEnabled: false });
  const html = await off.page.locator("main").innerHTML();
  // In New York it is the day before, on Kiritimati the day after.
  for (const [time, timezoneId] of [["00:00:30", "America/New_York"], ["23:59:30", "Pacific/Kiritimati"]]) {
    const { page, problems } = await open(path, `${made}T${time}+09:00`, { timezoneId });
    const now = await page.locator("main").innerHTML();
    check(`${path}: on its own day, ${time} in Tokyo, seen in ${timezoneId}, nothing changes`, now === html, `${now.length} and ${html.length} characters`);
    check(`${path}: console and network`, ...none(await problems()));
  }
}

async function checkLater(path, days) {
  const before = await open(path, noon(made));
  const then = await shown(before.page);
  const today = dayAfter(made, days);
  const { page, problems } = await open(path, noon(today));
  const now = await shown(page);
  const over = then.coming.filter((one) => one.slice(0, 10) < today);
  const left = then.coming.filter((one) => one.slice(0, 10) >= today);
  const name = `${path}, ${days} days later`;
  check(`${name}: there is something that is over`, over.length > 0);
  check(`${name}: what is over is not among what is coming`, same(now.coming, left), now.coming.filter((one) => !left.includes(one)));
  check(`${name}: it is the first of the past, the latest before`, same(now.past, [...over.reverse(), ...then.past]), now.past.slice(0, 3));
  check(`${name}: months without anything are hidden`, now.empty.length === 0, now.empty);
  check(`${name}: it says that there is nothing only when there is nothing`, now.none === (left.length ? 0 : 1), now.none);
  check(`${name}: console and network`, ...none(await problems()));
}

async function checkToday(path, time, settings, today) {
  const { page } = await open(path, time, settings);
  const now = await shown(page);
  check(`${path}, ${time}, ${settings.timezoneId ?? "here"}: ${today} is marked`, same(now.today, [today]), now.today);
}

/** An event's own days: those that are over go, but not all of them. */
async function checkEvent(path) {
  const last = [...read(path).split("data-coming")[1].matchAll(/data-last="([^"]+)"/g)].map((found) => found[1]);
  const after = async (day) => {
    const { page, problems } = await open(path, noon(day));
    const now = (await shown(page)).coming.length;
    check(`${path}: console and network`, ...none(await problems()));
    return now;
  };
  check(`${path}: on the last day one is left`, (await after(last.at(-1))) === 1);
  check(`${path}: when all are over they stay`, (await after(dayAfter(last.at(-1), 1))) === last.length);
}

try {
  const nextYear = `${Number(made.slice(0, 4)) + 1}`;
  for (const start of ["", "en/"]) {
    await checkMonth(`${start}calendar/${made.slice(0, 7)}.html`);
    for (const name of new Set([fullest, `${made.slice(0, 7)}.html`])) await checkPaper(`${start}calendar/${name}`);
    for (const name of ["calendar/index.html", `calendar/${made.slice(0, 7)}.html`, `calendar/${made.slice(0, 4)}.html`, "index.html"]) await checkSameDay(start + name);
    await checkLater(`${start}calendar/index.html`, 3);
    await checkLater(`${start}calendar/index.html`, 40);
    await checkLater(`${start}calendar/index.html`, 4000);
  }
  const repeating = readdirSync(join(folder, "events")).filter((name) => name.endsWith(".html") && read(`events/${name}`).includes("data-coming"));
  check("events: some have several days", repeating.length > 0);
  for (const name of repeating.slice(0, 3)) await checkEvent(`events/${name}`);

  const month = `calendar/${made.slice(0, 7)}.html`;
  const tomorrow = dayAfter(made, 1);
  await checkToday(month, noon(made), {}, made);
  await checkToday(month, noon(tomorrow), {}, tomorrow);
  await checkToday(`calendar/${made.slice(0, 4)}.html`, noon(tomorrow), {}, tomorrow);
  // In New York it is still the day before.
  await checkToday(month, `${tomorrow}T00:30:00+09:00`, { timezoneId: "America/New_York" }, tomorrow);
  const later = await open(month, noon(`${nextYear}-${made.slice(5)}`));
  check(`${month}: a year later no day is today`, (await shown(later.page)).today.length === 0);

  const withDays = readdirSync(folder, { recursive: true }).find((name) => name.endsWith(".html") && /class="days-left"/.test(readFileSync(join(folder, name), "utf8")) && read(name).includes("calendar"));
  if (withDays) {
    for (const day of [made, tomorrow, dayAfter(made, 9)]) {
      const { page } = await open(withDays, noon(day));
      const { left } = await shown(page);
      const wrong = left.filter(([to, days]) => days !== Math.round((Date.parse(to) - Date.parse(day)) / 86400000));
      check(`${withDays}, ${day}: days left are those of that day`, left.length > 0 && wrong.length === 0, JSON.stringify(wrong));
    }
  } else check("days left: a page tells them", false);
} finally {
  site.close();
}
finish();
