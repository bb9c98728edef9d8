// Lighthouse on pages of the built site, as a phone sees them: its four scores, layout shift, and what a page weighs.
//
//   node tests/browser/lighthouse.mjs PUBLIC [WORDS] [--thorough]
//
// WORDS: only pages whose path has them. --thorough: each page in both languages; without it they take turns.
// KYODO_TIMES=1 also prints what each page has.
// The last line is `N passed, N failed`; each demand on each page is one.
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";
import lighthouse from "lighthouse";
import { launch } from "./browser.mjs";
import { check, finish } from "./report.mjs";
import { serve } from "./server.mjs";

const thorough = process.argv.includes("--thorough");
const [folder, words = ""] = process.argv.slice(2).filter((argument) => argument !== "--thorough");
if (!folder || !existsSync(resolve(folder, "index.html"))) {
  console.error("usage: node tests/browser/lighthouse.mjs PUBLIC [WORDS] [--thorough], where PUBLIC is a built site");
  process.exit(3);
}

// One of each sort that readers come to; the English pages are the same under en/.
const paths = ["index.html", "cases/index.html", "cases/shiba-clean-campaign.html", "guidelines/minato-3.html", "calendar/index.html"];
const inLanguages = (path, place) => (thorough ? [path, `en/${path}`] : [place % 2 ? `en/${path}` : path]);
const pages = paths.flatMap(inLanguages).filter((path) => path.includes(words));

const least = 99;  // of 100, in each category
const categories = ["performance", "accessibility", "best-practices", "seo"];
const most = { total: 60, style: 15, script: 10 };  // kilobytes transferred, with gzip
// One that nobody uses, for Lighthouse to talk to the browser.
const port = await new Promise((done) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => done(port));
  });
});

/** What is wrong, by demand. */
function judge({ categories: scores, audits }) {
  const found = new Map();
  for (const name of categories) {
    const score = Math.round((scores[name].score ?? 0) * 100);
    const lost = scores[name].auditRefs.filter(({ id, weight }) => weight && audits[id].score !== null && audits[id].score < 1);
    found.set(name, score >= least ? "" : `${score}: ${lost.map(({ id }) => `${id} ${audits[id].displayValue ?? ""}`.trim()).join(", ")}`);
  }
  const shift = audits["cumulative-layout-shift"].numericValue;
  found.set("no layout shift", shift === 0 ? "" : shift);
  const requests = audits["network-requests"].details.items;
  const weigh = (type) => requests.filter((one) => !type || one.resourceType === type).reduce((sum, one) => sum + one.transferSize, 0) / 1000;
  for (const [name, type] of [["total"], ["style", "Stylesheet"], ["script", "Script"]]) {
    const weight = weigh(type);
    found.set(`${name} of at most ${most[name]} KB`, weight <= most[name] ? "" : `${weight.toFixed(1)} KB`);
  }
  if (process.env.KYODO_TIMES)
    console.error(`  ${categories.map((name) => Math.round(scores[name].score * 100)).join(" ")}  shift ${shift}  ${[undefined, "Stylesheet", "Script"].map((type) => weigh(type).toFixed(1)).join(" / ")} KB`);
  return found;
}

const isFine = (found) => [...found.values()].every((problem) => problem === "");

// Lighthouse computes the times that a phone on a slow network would have (simulated throttling), so that a busy
// machine changes little; but not nothing: a page that does not pass gets up to four more runs.
async function look(url) {
  const result = await lighthouse(url, {
    port, onlyCategories: categories, formFactor: "mobile", throttlingMethod: "simulate", logLevel: "error",
    // Of no weight in a score, and a third of the time.
    disableFullPageScreenshot: true, skipAudits: ["bf-cache", "screenshot-thumbnails", "final-screenshot"],
  });
  return judge(result.lhr);
}

const site = await serve(resolve(folder), { zip: true });
const browser = await launch(`--remote-debugging-port=${port}`);
try {
  for (const path of pages) {
    if (process.env.KYODO_TIMES) console.error(path);
    let found;
    for (let run = 0; run < 5 && !(found && isFine(found)); run++) found = await look(`${site.origin}/${path}`);
    for (const [name, problem] of found) check(`${path}: ${name}`, problem === "", problem);
  }
} finally {
  await browser.close();
  site.close();
}
finish();
