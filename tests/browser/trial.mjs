// A copy of a site with files of a test in it, which can be built as of any moment.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Takes KYODO and SITE from the command line. `added`: paths in the site and their texts. Gives {build, remove}. */
export function trialSite(test, added) {
  const [kyodo, source] = process.argv.slice(2);
  if (!kyodo || !source || !existsSync(join(source, "site.yaml"))) {
    console.error(`usage: node tests/browser/${test}.mjs KYODO SITE`);
    process.exit(3);
  }
  const folder = mkdtempSync(join(tmpdir(), `kyodo-${test}-`));
  const site = join(folder, "content");
  cpSync(source, site, { recursive: true });
  for (const [name, text] of Object.entries(added)) writeFileSync(join(site, name), text);
  return {
    /** The folder of the site as it is at a moment such as 2026-12-01T18:00+09:00. */
    build(moment) {
      const out = join(folder, moment.slice(0, 10));
      execFileSync(resolve(kyodo), ["build", "--site", site, "--out", out, "--now", moment, "--quiet"], { stdio: ["ignore", "inherit", "inherit"] });
      return out;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The pages of a built site, by their paths. */
export const pagesIn = (folder) => readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
