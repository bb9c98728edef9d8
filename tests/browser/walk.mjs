// The way of the manual through the browser (content/README.md), as a new member of staff goes it, on a copy of the portal:
// an example is copied in the form, a mistake is made and mended, the page looked at, and the site published to a folder.
// Every label that is pressed or typed into stands in that part of the manual.
//
//   node tests/browser/walk.mjs KYODO SITE [--pictures DIR]
//
// With --pictures, those of the manual are taken (scripts/README.md). The last line is `N passed, N failed`.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { launch, openPage, until } from "./browser.mjs";
import { check, finish } from "./report.mjs";

const [kyodo, source, , pictures] = process.argv.slice(2);
if (!kyodo || !source || !existsSync(join(source, "site.yaml"))) {
  console.error("usage: node tests/browser/walk.mjs KYODO SITE [--pictures DIR]");
  process.exit(3);
}

const root = resolve(dirname(new URL(import.meta.url).pathname), "../..");
const manual = readFileSync(join(root, "content/README.md"), "utf8");
const partOf = (from, to) => manual.slice(manual.indexOf(from), manual.indexOf(to));
const parts = {
  ja: partOf("### ブラウザーだけで書く", "## したいことから探す"),
  en: partOf("### In the browser alone", "## Find what you need"),
};
const environment = { ...process.env, SOURCE_DATE_EPOCH: "1796083200" };  // 2026-12-01

class Walk {
  constructor(lang) {
    this.lang = lang;
    this.folder = mkdtempSync(join(tmpdir(), "kyodo-walk-"));
    cpSync(source, join(this.folder, "content"), { recursive: true });
    symlinkSync(join(root, "themes"), join(this.folder, "themes"));
  }

  /** What the manual calls it; that it does is one of the checks. */
  label(ja, en) {
    const words = this.lang === "ja" ? ja : en;
    const quoted = this.lang === "ja" ? `「${words}」` : `“${words}”`;
    check(`${this.lang}: the manual says ${quoted}`, parts[this.lang].includes(quoted));
    return words;
  }

  run(...args) {
    const done = spawnSync(resolve(kyodo), [...args, "--lang", this.lang], { cwd: this.folder, encoding: "utf8", env: environment });
    check(`${this.lang}: kyodo ${args[0]}`, done.status === 0, done.stdout + done.stderr);
    return done.stdout + done.stderr;
  }

  /** Starts `kyodo serve`; the address that it tells. */
  start(...options) {
    this.stop();
    return new Promise((done, fail) => {
      this.server = spawn(resolve(kyodo), ["serve", "--lang", this.lang, ...options], { cwd: this.folder, env: environment });
      let said = "";
      this.server.stderr.on("data", (data) => {
        said += data;
        const found = said.match(/http:\/\/\S+/);
        if (found) done(found[0]);
      });
      this.server.on("exit", () => fail(new Error(said)));
    });
  }

  stop() {
    this.server?.removeAllListeners("exit");
    this.server?.kill("SIGINT");
  }

  end() {
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async follow(page, ja, en) {
    await page.getByRole("link", { name: this.label(ja, en), exact: true }).first().click();
    await page.waitForLoadState("load");
  }

  async takePicture(page, name, clip) {
    if (!pictures) return;
    await page.screenshot({ path: join(pictures, `MANUAL-${name}-${this.lang.toUpperCase()}.png`), clip });
  }
}

/** The file of an event as it was copied, with what was typed. */
async function fillIn(walk, page) {
  const inside = (ja, en) => page.getByRole("group", { name: walk.label(ja, en) }).first();
  await page.getByLabel(walk.label("ファイルの名前", "Name of the file")).fill("planting-day-2");
  const name = inside("名称", "Name");
  await name.getByLabel(walk.lang === "ja" ? "日本語" : "Japanese", { exact: true }).fill("花植えの会");
  await name.getByLabel(walk.lang === "ja" ? "英語" : "English", { exact: true }).fill("Planting Day");
  for (const day of [walk.label("開始", "Start"), walk.label("終了", "End")]) {
    await page.getByLabel(new RegExp(`^${day}( (必須|required))?$`)).first().fill("2027-03-13");
  }
  const capacity = page.getByLabel(walk.label("定員（人）", "Number of places"));
  const isWrong = () => until(page, () => document.getElementById("capacity").getAttribute("aria-invalid") === "true");
  await capacity.fill(walk.label("たくさん", "many"));
  check(`${walk.lang}: the error stands below its field`, await isWrong());
  if (pictures) {
    await page.evaluate(() => document.getElementById("capacity").scrollIntoView({ block: "center" }));
    await walk.takePicture(page, "FORM");
  }
  await capacity.fill("20");
  check(`${walk.lang}: mended, it goes`, await until(page, () => !document.getElementById("capacity").hasAttribute("aria-invalid")));
  await page.getByRole("button", { name: walk.label("保存する", "Save"), exact: true }).click();
  const saved = walk.label("保存しました", "Saved");
  const isSaved = await until(page, (words) => document.querySelector(".notice.good")?.textContent.includes(words), saved);
  check(`${walk.lang}: it is saved`, isSaved, await page.locator("#problems").textContent());
}

/** The draft of the first part, in the plain preview. */
async function takePreview(walk, page) {
  const file = walk.run("new", "events", "--from", "events/example-minato-1", "--set", "name.ja=花植えの会", "--set", "name.en=Planting Day", "--set", "slug=planting-day").split("\n")[0];
  const path = join(walk.folder, file);
  const lines = manual.match(/^kana: はなうえのかい\n[^`]*/m)[0].trim().split("\n");
  const text = readFileSync(path, "utf8").split("\n");
  for (let at = 0, i = 0; i < lines.length; i++) {
    at = text.findIndex((line, number) => number >= at && line.startsWith(lines[i].slice(0, lines[i].indexOf(":") + 1)));
    text[at] = lines[i];
  }
  writeFileSync(path, text.join("\n"));
  const address = await walk.start("--drafts");
  await page.goto(`${new URL(address).origin}/${walk.lang === "ja" ? "" : "en/"}events/planting-day.html`);
  await page.locator("#kyodo-preview").getByRole("button").first().waitFor();
  await until(page, () => !/…|\.\.\./.test(document.getElementById("kyodo-preview").shadowRoot.textContent));
  await page.evaluate(() => document.querySelector("h1").scrollIntoView({ block: "start" }));
  await walk.takePicture(page, "PREVIEW");
}

async function go(browser, lang) {
  const walk = new Walk(lang);
  try {
    const address = await walk.start("--edit");
    const page = await openPage(browser);
    page.on("dialog", (dialog) => dialog.accept());
    await page.setViewportSize(pictures ? { width: 800, height: 520 } : { width: 1280, height: 900 });
    await page.goto(address);
    if (lang === "en") await walk.follow(page, "", "English");
    await walk.follow(page, "編集する", "Edit");
    await walk.follow(page, "一覧", "All records");
    await walk.follow(page, "行事・講座", "Events");
    await walk.follow(page, "（例）冬の多世代料理会", "Example: Winter Cooking for All Ages");
    await walk.follow(page, "写して新しく作る", "Make a new one like it");
    await fillIn(walk, page);
    await walk.follow(page, "ページを見る", "Look at the page");
    const title = lang === "ja" ? "花植えの会" : "Planting Day";
    check(`${lang}: the page of the event`, (await page.locator("h1").textContent()).trim() === title);
    const file = readFileSync(join(walk.folder, "content/events/planting-day-2.yaml"), "utf8");
    check(`${lang}: the file says what was typed`, /^capacity: 20$/m.test(file) && file.includes("花植えの会") && file.includes("start: 2027-03-13"), file);

    check(`${lang}: it is no example any more`, !/^example:/m.test(file), file);
    // Its deadline is that of the example, in a few days: that is told, and no more.
    const kinds = JSON.parse(walk.run("status", "--json", "--quiet")).items.filter((one) => one.path.includes("planting-day-2")).map((one) => one.kind);
    check(`${lang}: nothing else of it wants attention`, kinds.join() === "deadline", kinds.join());
    walk.run("build");
    const built = readFileSync(join(walk.folder, "public", lang === "ja" ? "" : "en", "events/planting-day-2.html"), "utf8");
    check(`${lang}: it is published`, built.includes(title));
    if (pictures) await takePreview(walk, page);
    await page.context().close();
  } finally {
    walk.end();
  }
}

const browser = await launch();
try {
  for (const lang of ["ja", "en"]) await go(browser, lang);
} finally {
  await browser.close();
}
finish();
