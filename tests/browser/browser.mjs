// The browser of these tests: one Chromium, at most two contexts, and what a page does that nobody sees.
import { chromium } from "playwright-core";

export const sizes = {
  phone: { width: 360, height: 740 },
  tablet: { width: 768, height: 1024 },
  desktop: { width: 1280, height: 900 },
  zoom: { width: 320, height: 256 },   // 1280 × 1024 at 400 %
  paper: { width: 643, height: 986 },  // A4 without the margins of @page
  across: { width: 1009, height: 680 },  // and of @page across
};

export const light = { media: "screen", colorScheme: "light", forcedColors: "none" };

/** The day for which scripts/test builds the site: on a later one, scripts change what is over. */
export const builtOn = "2026-12-01T09:00:00+09:00";

// The features that Playwright switches off (a second list would replace its own), and a new process for each document
// and one in stock: loading a page takes a third of the time without them.
const withoutFeatures = [
  "AcceptCHFrame", "AutoExpandDetailsElement", "AvoidUnnecessaryBeforeUnloadCheckSync", "CertificateTransparencyComponentUpdater",
  "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls", "HttpsUpgrades", "ImprovedCookieControls",
  "LazyFrameLoading", "LensOverlay", "MediaRouter", "PaintHolding", "PlzDedicatedWorker", "ThirdPartyStoragePartitioning", "Translate",
  "RenderDocument", "SpareRendererForSitePerProcess",
];

/** Chromium without its window, which does the same to a page in half the time. */
export function launch(...args) {
  return chromium.launch({
    executablePath: "/usr/bin/chromium-headless-shell",
    args: ["--disable-gpu", "--in-process-gpu", `--disable-features=${withoutFeatures}`, ...args],
  });
}

/**
 * Pages of the context, or one page, take it for `moment`. (Playwright's clock replaces all that tells time or waits, and
 * axe then takes nearly twice as long.)
 */
export function fixTime(contextOrPage, moment) {
  return contextOrPage.addInitScript((fixed) => {
    const RealDate = Date;
    window.Date = function (...parts) {
      const date = new RealDate(...(parts.length ? parts : [fixed]));
      return new.target ? date : date.toString();
    };
    Object.setPrototypeOf(window.Date, RealDate);
    window.Date.prototype = RealDate.prototype;
    window.Date.now = () => fixed;
  }, new Date(moment).getTime());
}

/** A page in a context of its own. `blocked`: the browser refuses localStorage, as it does when site data are blocked. */
export async function openPage(browser, { blocked = false } = {}) {
  // Without smooth scrolling, what has the focus is in its place at once.
  const context = await browser.newContext({ viewport: sizes.desktop, reducedMotion: "reduce", ...light });
  await fixTime(context, builtOn);
  await context.addInitScript(() => {
    window.cspViolations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.cspViolations.push(`${event.violatedDirective} refuses ${event.blockedURI || "inline"}`),
    );
  });
  if (blocked) {
    await context.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("Access is denied for this document.", "SecurityError");
        },
      });
    });
  }
  return context.newPage();
}

/**
 * Whether `holds(of)` comes true in the page within 15 seconds. It is asked from outside: the policy of the site does
 * not let Playwright wait inside the page (waitForFunction), where only the first look may evaluate a text.
 */
export async function until(page, holds, of) {
  for (const end = Date.now() + 15000; Date.now() < end; await new Promise((done) => setTimeout(done, 25))) {
    if (await page.evaluate(holds, of).catch(() => false)) return true;
  }
  return false;
}

/** Collects console errors and warnings, failed requests and requests to other origins; `take` empties the list. */
export function watch(page, origin) {
  let found = [];
  const say = (words) => found.push(words.replaceAll(origin, "").replace(/\s+/g, " ").slice(0, 200));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && say(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => say(`script stops: ${error.message}`));
  page.on("request", (request) => /^(data|blob):/.test(request.url()) || request.url().startsWith(`${origin}/`) || say(`asks another origin: ${request.url()}`));
  // ERR_ABORTED is this test going on to the next page.
  page.on("requestfailed", (request) => /ERR_ABORTED/.test(request.failure()?.errorText) || say(`request fails: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => response.status() >= 400 && say(`${response.status()}: ${response.url()}`));
  return {
    async take() {
      const violations = await page.evaluate(() => (window.cspViolations ?? []).splice(0));
      const all = [...found, ...violations.map((words) => `content security policy: ${words}`)];
      found = [];
      return [...new Set(all)];
    },
  };
}
