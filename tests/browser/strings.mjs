// Pages with the strings of tests/data/strings.py in Chromium, without the policy that would stop what they hold: on no
// page, in no list of results and in no form does one of them run, load, or become more than text.
//
//   node tests/browser/strings.mjs KYODO FOLDER STRINGS [--most N]
//
// FOLDER has `site` and `public`, which strings.py has made; STRINGS is a file with the strings, as JSON. --most: at most
// so many pages, so many searches and so many forms (default 40). The last line is `N passed, N failed`.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch, until } from "./browser.mjs";
import { add, finish } from "./report.mjs";
import { serve } from "./server.mjs";
import { pagesIn } from "./trial.mjs";

const [kyodo, folder, listed] = process.argv.slice(2);
const most = +(process.argv[process.argv.indexOf("--most") + 1] || 40) || 40;
const some = (all) => all.filter((_, number) => number % Math.ceil(all.length / most) === 0);
const base = "/portal";

/** What of a page is more than text, after its scripts have run. */
function foreignParts() {
  const found = (window.kyodoRan ?? []).map((what) => `${what} ran`);
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (["iframe", "object", "embed", "frame", "applet", "math", "marquee"].includes(name)) found.push(`<${name}>`);
    for (const { name: key } of element.attributes) if (key.startsWith("on")) found.push(`${key} of <${name}>`);
    const to = element.href?.baseVal ?? element.href ?? element.action;
    if (typeof to === "string" && to && !/^(https?|mailto|tel):/.test(to)) found.push(`${name}: ${to.slice(0, 60)}`);
  }
  return found;
}

async function watched(browser) {
  const context = await browser.newContext({ bypassCSP: true });
  await context.addInitScript(() => {
    window.kyodoRan = [];
    for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => void window.kyodoRan.push(name);
  });
  const page = await context.newPage();
  const told = [];
  page.on("request", (request) => /^(data|blob):|^http:\/\/127\.0\.0\.1:/.test(request.url()) || told.push(`asks ${request.url().slice(0, 80)}`));
  page.on("pageerror", (error) => told.push(`a script stops: ${error.message}`));
  page.on("popup", () => told.push("opens a window"));
  return { page, look: async (where) => add(where, [...told.splice(0), ...(await page.evaluate(foreignParts))]) };
}

/** Starts `kyodo serve --edit`: its process, and the address that it tells. */
function edit() {
  return new Promise((done, fail) => {
    const server = spawn(resolve(kyodo), ["serve", "--edit", "--site", join(folder, "site"), "--lang", "en", "--now", "2026-12-01T09:00+09:00"]);
    let said = "";
    server.stderr.on("data", (data) => {
      said += data;
      const found = said.match(/(http:\/\/[^/\s]+)\S*#kyodo-edit=(\S+)/);
      if (found) done([server, `${found[1]}/.kyodo/edit/${found[2]}/file/`]);
    });
    server.on("exit", () => fail(new Error(said)));
  });
}

const browser = await launch();
const { page, look } = await watched(browser);
const site = await serve(join(folder, "public"), { base });
for (const name of some(pagesIn(join(folder, "public")))) {
  await page.goto(`${site.origin}${base}/${name.split("/").map(encodeURIComponent).join("/")}`, { waitUntil: "load" });
  await look(name);
}
for (const words of some(JSON.parse(readFileSync(listed, "utf8")))) {
  await page.goto(`${site.origin}${base}/search.html?q=${encodeURIComponent(words.slice(0, 200).replace(/[\ud800-\udbff]$/, ""))}`);
  await until(page, () => document.querySelector("#k-said")?.textContent !== "");
  await look(`search for ${JSON.stringify(words)}`);
}
site.close();
const [server, forms] = await edit();
for (const collection of ["words", "events", "forms"]) {
  for (const name of some(readdirSync(join(folder, "site", collection)).filter((one) => one.endsWith(".yaml")))) {
    await page.goto(`${forms}${collection}/${name}?lang=en`);
    await page.locator("form textarea, form input").first().waitFor({ state: "attached" });
    await page.waitForLoadState("networkidle");
    await look(`the form of ${collection}/${name}`);
  }
}
server.removeAllListeners("exit");
server.kill();
await browser.close();
finish();
