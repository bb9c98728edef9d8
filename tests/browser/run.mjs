// Opens pages of every template of the built portal in Chromium, as people with all sorts of devices see them.
//
//   node tests/browser/run.mjs PUBLIC [WORDS]
//
// WORDS: only pages whose path has them. Each check of a page is a case; each line is one thing that is wrong, with
// the first page that has it.
// The last line is `N passed, N failed`.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { checkBehaviour } from "./behaviour.mjs";
import { launch, openPage, watch } from "./browser.mjs";
import { checkPage } from "./page.mjs";
import { serve } from "./server.mjs";
import { checkTable, readPages } from "./table.mjs";

const [folder, words = ""] = process.argv.slice(2);
if (!folder || !existsSync(resolve(folder, "index.html"))) {
  console.error("usage: node tests/browser/run.mjs PUBLIC [WORDS], where PUBLIC is a built site");
  process.exit(3);
}

let passed = 0;
let failed = 0;
const wrong = new Map();  // words → where they were said
function add(page, name, problems) {
  if (problems.length) failed++;
  else passed++;
  for (const problem of problems) {
    const same = problem.replaceAll("../", "");  // links to the same place from pages of several folders
    wrong.set(same, [...(wrong.get(same) ?? []), `${page} (${name})`]);
  }
}

const pages = readPages().filter((entry) => entry.path.includes(words));
if (!words) add("pages.json", "every template", checkTable());
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
        await checkPage(page, session, watched, site.origin, entry, (name, problems) => add(title, name, problems));
      } catch (error) {
        add(title, "can be checked", [error.message.split("\n")[0]]);
      }
      if (process.env.KYODO_TIMES) console.error(`${Date.now() - started} ms ${entry.path}`);
    }
    await page.context().close();
  };
  await Promise.all([work(), work()]);
  await checkBehaviour(browser, site.origin, pages, add);
} finally {
  await browser.close();
  site.close();
}
for (const [words, places] of wrong) {
  console.log(`${places[0]}${places.length > 1 ? ` and ${places.length - 1} more` : ""}: ${words}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
