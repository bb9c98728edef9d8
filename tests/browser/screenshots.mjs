// Pictures of the pages of pages.json, for people to look at: both languages, 360 and 1280 px wide, the full length.
//
//   node tests/browser/screenshots.mjs PUBLIC [FOLDER]    FOLDER is build/screenshots by default
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, openPage } from "./browser.mjs";
import { serve } from "./server.mjs";
import { readPages } from "./table.mjs";

const [folder, target = fileURLToPath(new URL("../../build/screenshots", import.meta.url))] = process.argv.slice(2);
if (!folder || !existsSync(resolve(folder, "index.html"))) {
  console.error("usage: node tests/browser/screenshots.mjs PUBLIC [FOLDER], where PUBLIC is a built site");
  process.exit(3);
}
mkdirSync(target, { recursive: true });

const site = await serve(resolve(folder));
const browser = await launch();
const waiting = readPages();
let taken = 0;
const work = async () => {
  const page = await openPage(browser);
  for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
    await page.goto(`${site.origin}/${entry.path}`);
    const name = entry.path.replace(/^en\//, "").replace(/\.html$/, "").replaceAll("/", "-");
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(target, `${name}.${entry.language}.${width}.png`), fullPage: true });
      taken++;
    }
  }
  await page.context().close();
};
await Promise.all([work(), work()]);
await browser.close();
site.close();
console.log(`${taken} pictures in ${target}`);
