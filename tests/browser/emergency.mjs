// Urgent notices on a copy of the portal: one in both languages, one in Japanese only. They stand above every page in
// both languages, on the screen and on paper, until the day after their last.
//
//   node tests/browser/emergency.mjs KYODO SITE
//
// The last line is `N passed, N failed`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkAxe } from "./axe.mjs";
import { launch, light, openPage, sizes } from "./browser.mjs";
import { checkLayout } from "./layout.mjs";
import { check, finish } from "./report.mjs";
import { serve } from "./server.mjs";
import { pagesIn, trialSite } from "./trial.mjs";

const lastDay = "2026-12-02";
const front = (title, summary, more) => `---\ntitle: "${title}"\nsummary: "${summary}"\n${more}---\n\n${summary}\n`;
const shared = `kind: emergency\npublished: 2026-12-01\npublish_until: ${lastDay}\n`;
const notices = {
  "notices/test-flood.ja.md": front("川の水が増えています", "川のそばを離れてください。", shared),
  "notices/test-flood.en.md": front("The river is rising", "Please stay away from the river.", ""),
  "notices/test-closed.ja.md": front("区民センターは閉まっています", "開くときは、ここでお知らせします。", shared),
};
const pages = ["index.html", "cases/index.html", "cases/shiba-clean-campaign.html", "guidelines/minato-3.html", "guidelines/minato-print.html", "404.html"];

// axe looks at whole pages, of which the notice is the same part everywhere; tests/browser/run.mjs sees the others.
const pagesForAxe = ["index.html", "404.html"];
const trial = trialSite("emergency", notices);

function checkEveryPage(folder) {
  const wrong = pagesIn(folder).filter((name) => {
    const html = readFileSync(join(folder, name), "utf8");
    const at = html.indexOf('<aside class="emergency"');
    return at < 0 || at > html.indexOf("<main") || html.includes('<aside class="emergency"', at + 1);
  });
  check("every page has it once, above main", wrong.length === 0, `${wrong.length} have not: ${wrong.slice(0, 3)}`);
}

async function checkLook(page, origin, path) {
  const english = path.startsWith("en/");
  await page.goto(`${origin}/${path}`);
  const notice = page.getByRole("complementary", { name: english ? "Urgent notice" : "緊急のお知らせ", exact: true });
  check(`${path}: one landmark of that name`, (await notice.count()) === 1, await notice.count());
  const text = await notice.innerText();
  const expected = english ? ["The river is rising", "stay away", "区民センター"] : ["川の水が", "離れてください", "区民センター"];
  check(`${path}: what it says`, expected.every((words) => text.includes(words)), text);
  if (english) check(`${path}: Japanese is marked`, (await notice.locator("[lang=ja]", { hasText: "区民センター" }).count()) === 1, await notice.innerHTML());
  for (const size of ["phone", "desktop", "paper"]) {
    await page.setViewportSize(sizes[size]);
    await page.emulateMedia(size === "paper" ? { ...light, media: "print" } : light);
    const [above, shown] = await notice.evaluate((one) => {
      const box = one.getBoundingClientRect();
      return [box.bottom <= document.querySelector("main").getBoundingClientRect().top, one.checkVisibility() && box.height > 20];
    });
    check(`${path}, ${size}: it shows above main`, above && shown, `above ${above}, shown ${shown}`);
    const axe = size !== "paper" && pagesForAxe.includes(path.replace("en/", ""));
    const problems = [...(await checkLayout(page, size === "paper" ? { sheet: "auto" } : undefined)), ...(axe ? await checkAxe(page) : [])];
    check(`${path}, ${size}: layout and axe`, problems.length === 0, problems.join("; "));
  }
  await page.emulateMedia(light);
  const links = await notice.getByRole("link").evaluateAll((all) => all.map((link) => link.href));
  const answers = await Promise.all(links.map(async (link) => (await page.request.get(link)).status()));
  check(`${path}: its links lead to the notices`, links.length === 2 && answers.every((status) => status === 200), `${links} ${answers}`);
}

/** At its address stands that it is gone: a page like any other, but that search engines are to forget. */
async function checkRemoved(folder) {
  const served = await serve(folder);
  const browser = await launch();
  try {
    const page = await openPage(browser);
    for (const path of ["notices/test-flood.html", "en/notices/test-flood.html"]) {
      await page.goto(`${served.origin}/${path}`);
      const text = await page.getByRole("main").innerText();
      check(`${path}: says its last day`, text.includes(path.startsWith("en/") ? "2 December 2026" : "12月2日"), text);
      check(`${path}: is not to be found`, (await page.locator("meta[name=robots][content*=noindex]").count()) === 1, text);
      for (const size of ["phone", "desktop"]) {
        await page.setViewportSize(sizes[size]);
        const problems = [...(await checkLayout(page)), ...(await checkAxe(page))];
        check(`${path}, ${size}: layout and axe`, problems.length === 0, problems.join("; "));
      }
    }
  } finally {
    await browser.close();
    served.close();
  }
}

try {
  const during = trial.build(`${lastDay}T09:00+09:00`);
  checkEveryPage(during);
  const served = await serve(during);
  const browser = await launch();
  try {
    const page = await openPage(browser);
    for (const path of pages.flatMap((path) => [path, `en/${path}`])) await checkLook(page, served.origin, path);
  } finally {
    await browser.close();
    served.close();
  }
  const after = trial.build("2026-12-03T09:00+09:00");
  const left = pagesIn(after).filter((name) => /class="emergency"|川の水が|The river is/.test(readFileSync(join(after, name), "utf8")));
  check("gone on the day after its last", left.length === 0, left.slice(0, 3));
  await checkRemoved(after);
} finally {
  trial.remove();
}
finish();
