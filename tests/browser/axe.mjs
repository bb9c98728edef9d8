// axe-core with every rule that it has.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const leftOut = {
  // Fetches the style sheets with a script, which the site's content security policy forbids. The layout checks see
  // the page upright (phone, tablet) and across (desktop, zoom).
  "css-orientation-lock": "",
};

/** One line for each rule that is broken. */
export async function checkAxe(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const broken = await page.evaluate(async (leftOut) => {
    const rules = Object.fromEntries(window.axe.getRules().map((rule) => [rule.ruleId, { enabled: !leftOut.includes(rule.ruleId) }]));
    const result = await window.axe.run(document, { rules, resultTypes: ["violations"], preload: false });
    return result.violations.map((rule) => ({
      id: rule.id,
      count: rule.nodes.length,
      where: rule.nodes[0].target.join(" "),
      why: (rule.nodes[0].any[0] ?? rule.nodes[0].all[0] ?? rule.nodes[0].none[0])?.message ?? rule.help,
    }));
  }, Object.keys(leftOut));
  return broken.map(({ id, count, where, why }) => `axe ${id}: ${count} × ${where}: ${why}`);
}
