// The form for editing in Chromium, on a copy of the portal: from a page to its form and back, by the keyboard alone, in
// both languages, at the widths of telephones and desktops; what is told while one types; what is left unsaved.
//
//   node tests/browser/edit.mjs KYODO SITE [--pictures DIR] [--thorough]
//
// --thorough: axe looks at each form on a phone and on a desktop; without it, by turns.
// The last line is `N passed, N failed`.
import { spawn, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { checkAxe } from "./axe.mjs";
import { launch, light, openPage, sizes, until, watch } from "./browser.mjs";
import { check, finish } from "./report.mjs";

const thorough = process.argv.includes("--thorough");
const [kyodo, source, , pictures] = process.argv.slice(2).filter((argument) => argument !== "--thorough");
if (!kyodo || !source || !existsSync(join(source, "site.yaml"))) {
  console.error("usage: node tests/browser/edit.mjs KYODO SITE [--pictures DIR]");
  process.exit(3);
}

const folder = mkdtempSync(join(tmpdir(), "kyodo-edit-"));
const site = join(folder, "content");
cpSync(source, site, { recursive: true });
const themes = join(dirname(resolve(source)), "themes");
if (existsSync(themes)) symlinkSync(themes, join(folder, "themes"));

/** Starts `kyodo serve --edit`; its process, and the address that it tells. */
function start() {
  return new Promise((done, fail) => {
    const server = spawn(resolve(kyodo), ["serve", "--edit", "--site", site, "--lang", "en", "--now", "2026-12-01T09:00+09:00"], { cwd: folder });
    let said = "";
    server.stderr.on("data", (data) => {
      said += data;
      const found = said.match(/http:\/\/\S+#kyodo-edit=\S+/);
      if (found) done([server, found[0]]);
    });
    server.on("exit", () => fail(new Error(said)));
  });
}

const records = { "events/example-meguro-mending-day": "yaml", "groups/akasaka-aoyama-kaigi": "yaml", "notices/example-minato-call": "md" };
const fileOf = (name, english) => join(site, records[name] === "md" ? `${name}.${english ? "en" : "ja"}.md` : `${name}.yaml`);

/** No rule of axe is broken, and nothing sticks out. */
let forms = 0;
async function checkForm(page, what) {
  const turn = forms++ % 2 ? "phone" : "desktop";
  for (const size of ["phone", "desktop"]) {
    await page.setViewportSize(sizes[size]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(`${what}, ${size}: nothing sticks out`, wide <= 0, `${wide} px`);
    const problems = thorough || size === turn ? await checkAxe(page) : [];
    if (thorough || size === turn) check(`${what}, ${size}: axe`, problems.length === 0, problems.join("; "));
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${what.replace(/\W+/g, "-")}-${size}.png`), fullPage: size === "desktop" });
    }
  }
}

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
const kept = [];  // pages for the Nu checker: what they are, and where they lie
async function keepForNu(page, what) {
  const file = join(folder, `page-${kept.length}.html`);
  writeFileSync(file, await (await page.request.get(page.url())).text());
  kept.push([what, file]);
}

/** In one process, as it takes longer to start than to read a page. */
function checkNu() {
  const told = JSON.parse(execFileSync("java", ["-Xss4m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", ...kept.map(([, file]) => file)]).toString());
  const bad = told.messages.filter((one) => one.type === "error" || one.subType === "warning");
  for (const [what, file] of kept) {
    const wrong = bad.filter((one) => one.url.endsWith(file)).map((one) => `${one.message} ${one.extract ?? ""}`);
    check(`${what}: the Nu checker`, wrong.length === 0, [...new Set(wrong)].slice(0, 3).join("; "));
  }
  check("the Nu checker tells of these alone", bad.every((one) => kept.some(([, file]) => one.url.endsWith(file))), bad[0]?.url);
}

/** Where the focus is after Tab has been pressed until it is at `id`, or not within `most` times. */
async function tabTo(page, id, most = 300) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.id === wanted, id)) return true;
  }
  return false;
}

async function checkKeyboard(page, english) {
  const name = "events/example-meguro-mending-day";
  const before = readFileSync(fileOf(name), "utf8");
  const say = (japanese, words) => `${english ? "en" : "ja"}: ${english ? words : japanese}`;
  check(say("Tab で定員に着く", "Tab reaches the capacity"), await tabTo(page, "capacity"));
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  check(say("フォーカスが見える", "the focus is seen"), outline !== "none", outline);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("たくさん");
  check(say("書いているそばから誤りが出る", "an error is told while one types"),
    await until(page, () => document.getElementById("capacity").getAttribute("aria-invalid") === "true" && document.getElementById("told:capacity").textContent.length > 5));
  const described = await page.evaluate(() => document.getElementById("capacity").getAttribute("aria-describedby").split(" ").every((id) => document.getElementById(id)));
  check(say("項目は説明と誤りを名指す", "the field names what describes it"), described);
  await checkForm(page, `${english ? "en" : "ja"} error`);
  await page.focus("#capacity");
  await page.keyboard.press("Enter");
  check(say("誤りがあると保存しない", "with an error nothing is saved"), await until(page, () => document.querySelector(".notice.error")) && readFileSync(fileOf(name), "utf8") === before);
  check(say("知らせにフォーカスが移る", "the notice has the focus"), await until(page, () => document.activeElement?.classList.contains("notice")));
  const link = await page.evaluate(() => document.querySelector("#problems a[href='#capacity']") !== null);
  check(say("まとめから項目へ行ける", "the summary leads to the field"), link);
  for (let i = 0; i < 20 && !(await page.evaluate(() => document.activeElement?.getAttribute("href") === "#capacity")); i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  check(say("リンクで項目に移る", "a link goes to the field"), await page.evaluate(() => document.activeElement?.id === "capacity"));
  await page.keyboard.press("Control+A");
  await page.keyboard.type("31");
  await page.keyboard.press("Enter");
  check(say("直すと保存する", "mended, it is saved"), await until(page, () => document.querySelector(".notice.good")));
  check(say("変わるのは1行", "one line has changed"), readFileSync(fileOf(name), "utf8") === before.replace("capacity: 25", "capacity: 31"));
  writeFileSync(fileOf(name), before);
}

/** By the keyboard alone: another name for a record, what that changes, and back to its form. */
async function checkMove(page, english) {
  const [from, to] = english ? ["moved-by-keys", "akasaka-aoyama-kaigi"] : ["akasaka-aoyama-kaigi", "moved-by-keys"];
  const say = (japanese, words) => `${english ? "en" : "ja"}: ${english ? words : japanese}`;
  const token = await page.evaluate(() => localStorage.getItem("kyodo-edit"));
  await page.goto(`${new URL(page.url()).origin}/.kyodo/edit/${token}/file/groups/${from}.yaml?lang=${english ? "en" : "ja"}`);
  await page.getByRole("link", { name: english ? "Rename (move)" : "名前を変える（移す）" }).focus();
  await page.keyboard.press("Enter");
  check(say("名前の欄に着く", "Tab reaches the name"), await until(page, () => document.getElementById(":slug")) && await tabTo(page, ":slug", 20));
  await page.keyboard.press("Control+A");
  await page.keyboard.type(to);
  await page.keyboard.press("Enter");
  check(say("変わるところが見える", "what changes is seen"), await until(page, () => document.querySelector(".diff ins")));
  await checkForm(page, `${english ? "en" : "ja"} move`);
  for (let i = 0; i < 20 && !(await page.evaluate(() => document.activeElement?.type === "submit")); i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  check(say("移した", "it is moved"), await until(page, (words) => document.querySelector(".notice.good")?.textContent.includes(words), english ? "Moved" : "移しました") && existsSync(join(site, `groups/${to}.yaml`)));
}

const [server, address] = await start();
const browser = await launch();
try {
  const origin = new URL(address).origin;
  const page = await openPage(browser);
  const seen = watch(page, origin);
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(address);
  check("the token leaves the address", await until(page, () => location.hash === "" && localStorage.getItem("kyodo-edit")));
  for (const english of [false, true]) {
    for (const name of Object.keys(records)) {
      await page.setViewportSize(sizes.desktop);
      await page.goto(`${origin}/${english ? "en/" : ""}${name}.html`);
      const edit = page.getByRole("link", { name: english ? "Edit" : "編集する", exact: true });
      await edit.waitFor();
      await edit.click();
      await page.waitForLoadState("load");
      const language = await page.evaluate(() => document.documentElement.lang);
      check(`${name}: its form in ${english ? "English" : "Japanese"}`, language === (english ? "en" : "ja"), language);
      const bare = await page.evaluate(() => [...document.querySelectorAll("input:not([type=hidden]), textarea, select")].filter((one) => !one.labels?.length && !one.getAttribute("aria-label")).map((one) => one.id));
      check(`${name}: each control has a label`, bare.length === 0, bare.join(" "));
      await checkForm(page, `${english ? "en" : "ja"} ${name}`);
      await keepForNu(page, `${english ? "en" : "ja"} ${name}`);
      const before = readFileSync(fileOf(name, english), "utf8");
      await page.locator("button[type=submit]").first().click();
      await until(page, () => document.querySelector(".notice.good"));
      check(`${name}: saved as it is, no byte changes`, readFileSync(fileOf(name, english), "utf8") === before);
    }
    await page.setViewportSize(sizes.desktop);
    await page.goto(`${origin}/${english ? "en/" : ""}events/example-meguro-mending-day.html`);
    await page.getByRole("link", { name: english ? "Edit" : "編集する", exact: true }).click();
    await page.waitForLoadState("load");
    await checkKeyboard(page, english);
  }
  const look = page.getByRole("button", { name: "How it will look" }).first();
  await page.locator("textarea[data-markdown]").first().fill("**bold** and [a link](https://example.com/)");
  await look.click();
  check("Markdown is shown as it will look", await until(page, () => document.querySelector(".shown strong")?.textContent === "bold"));
  for (const path of ["", "list/events", "new/events", "text/groups/akasaka-aoyama-kaigi.yaml", "delete/desks/akasaka.yaml",
    "move/groups/akasaka-aoyama-kaigi.yaml", "picture/notices/example-minato-call.ja.md"]) {
    const token = await page.evaluate(() => localStorage.getItem("kyodo-edit"));
    await page.goto(`${origin}/.kyodo/edit/${token}/${path}?lang=ja`);
    await checkForm(page, `ja ${path || "start"}`);
    await keepForNu(page, `ja ${path || "start"}`);
  }
  for (const english of [false, true]) await checkMove(page, english);
  checkNu();
  const told = (await seen.take()).filter((words) => !/^4(22|09): |status of 422/.test(words));
  check("the policy holds, and nothing else is wrong", told.length === 0, told.join("; "));
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${origin}/events/example-meguro-mending-day.html`);
  check("without the token there is no link to edit", await until(page, () => document.getElementById("kyodo-preview")?.shadowRoot.textContent.includes("端末に出たアドレス")));
} finally {
  await browser.close();
  server.removeAllListeners("exit");
  server.kill("SIGINT");
  rmSync(folder, { recursive: true, force: true });
}
finish();
