// Opens pages of every template of the built portal in Chromium, as people with all sorts of devices see them.
//
//   node tests/browser/run.mjs PUBLIC [WORDS] [--thorough]
//
// WORDS: only pages whose path has them. --thorough: all checks of each page, axe and the keyboard on a desktop and on a
// phone; without it, by turns: of every other template one page has all checks, in one of its languages, these two on a
// desktop or on a phone, and all others a short look. Each check of a page is a case; each line is one thing that is wrong, with the
// first page that has it.
// The last line is `N passed, N failed`.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { checkBehaviour } from "./behaviour.mjs";
import { launch, openPage, watch } from "./browser.mjs";
import { checkPage } from "./page.mjs";
import { add, finish } from "./report.mjs";
import { serve } from "./server.mjs";
import { checkTable, readPages } from "./table.mjs";

const thorough = process.argv.includes("--thorough");
const [folder, words = ""] = process.argv.slice(2).filter((argument) => argument !== "--thorough");
if (!folder || !existsSync(resolve(folder, "index.html"))) {
  console.error("usage: node tests/browser/run.mjs PUBLIC [WORDS] [--thorough], where PUBLIC is a built site");
  process.exit(3);
}

const note = (page, name, problems) => add(`${page} (${name})`, problems);

const all = readPages();
const templates = [...new Set(all.map((one) => one.template))];
function slowSizes(entry) {
  if (thorough) return ["desktop", "phone"];
  const turn = templates.indexOf(entry.template);
  if (turn % 2) return [];
  const one = all.find(({ template, language }) => template === entry.template && language === ["ja", "en"][(turn >> 1) % 2]);
  return entry.path === one.path ? [["desktop", "phone"][(turn >> 2) % 2]] : [];
}

const pages = all.filter((entry) => entry.path.includes(words));
if (!words) note("pages.json", "every template", checkTable());
const site = await serve(resolve(folder));
const browser = await launch();
try {
  const waiting = [...pages];
  const work = async () => {
    const page = await openPage(browser);
    const session = await page.context().newCDPSession(page);
    const watched = watch(page, site.origin);
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      const started = Date.now();
      const title = `${entry.path} [${entry.template}]`;
      try {
        await checkPage(page, session, watched, site.origin, entry, slowSizes(entry), (name, problems) => note(title, name, problems));
      } catch (error) {
        note(title, "can be checked", [error.message.split("\n")[0]]);
      }
      if (process.env.KYODO_TIMES) console.error(`${Date.now() - started} ms ${entry.path}`);
    }
    await page.context().close();
  };
  await Promise.all([work(), work()]);
  await checkBehaviour(browser, site.origin, pages, note);
} finally {
  await browser.close();
  site.close();
}
finish();
