// pages.json: which pages of the portal stand for which template.
import { readdirSync, readFileSync } from "node:fs";

const here = new URL(".", import.meta.url);
const templates = new URL("../../themes/kyodo/templates/", here);

/** [{template, language, path}], both languages of each page side by side. */
export function readPages() {
  const table = JSON.parse(readFileSync(new URL("pages.json", here), "utf8"));
  return Object.entries(table.templates).flatMap(([template, paths]) =>
    paths.flatMap((path) => [
      { template, language: "ja", path, other: `en/${path}` },
      { template, language: "en", path: `en/${path}`, other: path },
    ]),
  );
}

/** What is wrong with the table: templates of the theme that it leaves out, and names that the theme does not have. */
export function checkTable() {
  const table = JSON.parse(readFileSync(new URL("pages.json", here), "utf8"));
  const named = new Set([...Object.keys(table.templates), ...Object.keys(table.without_a_page)]);
  const files = readdirSync(templates).filter((name) => name.endsWith(".html")).map((name) => name.slice(0, -5));
  return [
    ...files.filter((name) => !named.has(name)).map((name) => `no page of pages.json has the template ${name}`),
    ...[...named].filter((name) => !files.includes(name)).map((name) => `the theme has no template ${name}`),
  ];
}
