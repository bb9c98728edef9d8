// axe-core with every rule that it has, or those of some of its tags.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const leftOut = {
  // Fetches the style sheets with a script, which the site's content security policy forbids. The layout checks see
  // the page upright (phone, tablet) and across (desktop, zoom).
  "css-orientation-lock": "",
  // color-contrast-enhanced asks for more contrast of the same texts.
  "color-contrast": "",
};

/** The rules that ask for colours: what else they look at is the same on a light and on a dark screen. */
export const colourRules = ["cat.color"];

/** One line for each rule that is broken. */
export async function checkAxe(page, tags = []) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const broken = await page.evaluate(async ({ leftOut, tags }) => {
    document.activeElement?.blur();  // the link that skips the header lies over it while it has the focus
    const spared = {
      // axe takes links in a fold that is not open for hidden, also where the style sheet shows what is in it. The
      // keyboard check comes to them: it asks for every link that shows.
      "scrollable-region-focusable": (region) => [...region.querySelectorAll("details:not([open]) a[href]")].some((link) => link.checkVisibility()),
      // This rule is an experiment of axe. It wants each table that scrolls to be a landmark, and the reader's list of
      // landmarks to be full of tables; a group with a name says as much.
      "focus-order-semantics": (region) => region.matches("[role=group][tabindex='0']:is([aria-labelledby], [aria-label])") && region.querySelector("table"),
    };
    const asked = new Set(window.axe.getRules(tags).map((rule) => rule.ruleId));
    const rules = Object.fromEntries(window.axe.getRules().map(({ ruleId }) => [ruleId, { enabled: asked.has(ruleId) && !leftOut.includes(ruleId) }]));
    const result = await window.axe.run(document, { rules, resultTypes: ["violations"], preload: false });
    for (const rule of result.violations) {
      rule.nodes = rule.nodes.filter((node) => !spared[rule.id]?.(document.querySelector(node.target[0])));
    }
    return result.violations.filter((rule) => rule.nodes.length).map((rule) => ({
      id: rule.id,
      count: rule.nodes.length,
      where: rule.nodes[0].target.join(" "),
      why: (rule.nodes[0].any[0] ?? rule.nodes[0].all[0] ?? rule.nodes[0].none[0])?.message ?? rule.help,
    }));
  }, { leftOut: Object.keys(leftOut), tags });
  return broken.map(({ id, count, where, why }) => `axe ${id}: ${count} × ${where}: ${why}`);
}
