#!/usr/bin/env node
// What `kyodo schema` makes, held against what kyodo takes and refuses.
//
//   node tests/site/schema.mjs KYODO
//
// Every shipped record, document, vocabulary and site.yaml validates; each slip of tests/slips and tests/errors/cases
// that a schema refuses is one that kyodo refuses, and of those that a schema can see most are refused; the keys of the
// schemas are those that the program names; the tables of the manual are those of generator/schema/keys.md; snippets
// pass `kyodo check`; the CMS configuration validates against Sveltia's schema. The last lines are how many slips the
// schemas refuse, and `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";

const kRoot = resolve(dirname(new URL(import.meta.url).pathname), "../..");
const kyodo = resolve(process.argv[2] ?? "build/release/kyodo");
const work = mkdtempSync(join(tmpdir(), "kyodo-schema-"));

let passed = 0;
let failed = 0;
function report(name, problems) {
  if (problems.length) failed++;
  else passed++;
  for (const problem of problems.slice(0, 8)) console.log(`${name}: ${problem}`);
}

function run(args, cwd = kRoot) {
  return spawnSync(kyodo, args, { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? filesBelow(join(folder, one.name)) : [join(folder, one.name)]);
}

const kIsDay = (text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/// The schemas of a site: file name → function.
function schemasOf(site) {
  const out = mkdtempSync(join(work, "schemas-"));
  const made = run(["schema", "--site", site, "--out", out, "--quiet"]);
  if (made.status) throw new Error(made.stderr);
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { date: kIsDay } });
  return Object.fromEntries(readdirSync(out).map((name) =>
    [name.replace(".schema.json", ""), ajv.compile(JSON.parse(readFileSync(join(out, name))))]));
}

/// The schema for a file of a site, and what the file holds; nothing for what has no schema.
function look(schemas, site, path) {
  const parts = relative(site, path).split("/");
  const name = parts.length === 1 ? parts[0] : parts[0] === "vocabularies" ? "vocabularies.yaml" : parts[0];
  const document = path.endsWith(".md");
  if (!schemas[name] || !(document || path.endsWith(".yaml"))) return null;
  const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  const front = document ? /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*\r?$/m.exec(text)?.[1] : text;
  if (front === undefined) return null;
  try {
    return { validate: schemas[name], value: parse(front) ?? {} };
  } catch {
    return { validate: schemas[name], value: undefined };
  }
}

function problemsOf(seen) {
  if (seen.value === undefined) return ["not YAML"];
  return seen.validate(seen.value) ? [] : seen.validate.errors.map((one) => `${one.instancePath} ${one.message}`);
}

function shipped() {
  const site = join(kRoot, "content");
  const schemas = schemasOf(site);
  let count = 0;
  for (const path of filesBelow(site)) {
    const seen = look(schemas, site, path);
    if (!seen) continue;
    count++;
    report(relative(kRoot, path), problemsOf(seen));
  }
  report("content/ has files", count > 500 ? [] : [`only ${count}`]);
}

/// What kyodo tells of a site with a change, as JSON lines.
function told(site) {
  const done = run(["check", "--site", site, "--format", "json", "--now", "2026-04-01T09:00+09:00", "--jobs", "1"]);
  return (done.stdout + done.stderr).split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
}

// Rules whose slips a schema can see: it knows keys, types, terms and the names of records, not what texts mean.
const kVisible = /^(key\.unknown|field\.required|value\.(boolean|datetime|decimal|email|integer|list|one-of|pattern|range|tel|text|translation|url|length)|term\.unknown|ref\.missing|date\.(format|range)|language\.unknown|yaml\.mapping|translation\.shared|alias\.form)$/;

let visible = 0;
let refused = 0;

/// `rules`: all that kyodo tells of the site with these files changed, as the tables of the other tests have it.
function trySlip(name, changes, rules) {
  const site = join(mkdtempSync(join(work, "slip-")), "content");
  for (const [path, text] of Object.entries(changes)) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
    const seen = look(slipSchemas, site, join(site, path));
    if (!seen) continue;
    const problems = problemsOf(seen);
    report(`${name}: refused by the schema and not by kyodo`, rules.length ? [] : problems);
    if (!rules.some((rule) => kVisible.test(rule))) continue;
    visible++;
    refused += problems.length > 0;
    if (!problems.length && process.env.KYODO_SHOW) console.log(`not seen: ${name}: ${rules}`);
  }
}

const kBase = join(kRoot, "tests/errors/base");
const slipSchemas = schemasOf(kBase);

function slips() {
  for (const table of readdirSync(join(kRoot, "tests/slips"))) {
    for (const row of parse(readFileSync(join(kRoot, "tests/slips", table), "utf8"))) {
      if (row.rename || !/\.(yaml|md)$/.test(row.file) || /^(schema|themes)\//.test(row.file)) continue;
      const old = existsSync(join(kBase, row.file)) ? readFileSync(join(kBase, row.file), "utf8") : "";
      const text = row.text ?? old.replace(row.replace, () => row.with);
      trySlip(`${table}: ${row.slip}`, { [row.file]: text }, row.tells.map((one) => one.replace(/^.* |:\d+$/g, "")));
    }
  }
  const cases = join(kRoot, "tests/errors/cases");
  for (const name of readdirSync(cases)) {
    const own = ["expected.ja.txt", "expected.en.txt", "REMOVE", "GROW", "LINK", "PIPE", "OPTIONS"];
    const files = filesBelow(join(cases, name)).map((path) => relative(join(cases, name), path));
    if (files.some((path) => /^(schema|themes|vocabularies)\/|^(REMOVE|GROW|LINK|PIPE|OPTIONS)$/.test(path))) continue;
    const rules = [...readFileSync(join(cases, name, "expected.en.txt"), "utf8").matchAll(/\[([a-z-]+\.[a-z0-9-]+)\]$/gm)];
    const changed = files.filter((path) => !own.includes(path)).map((path) => [path, readFileSync(join(cases, name, path))]);
    trySlip(`cases/${name}`, Object.fromEntries(changed), rules.map((one) => one[1]));
  }
  console.log(`slips that a schema can see: ${visible}, refused: ${refused}`);
  report("most slips that can be seen are refused", refused >= visible * 0.85 ? [] : [`${refused} of ${visible}`]);
}

/// The keys that the program knows, from what it says of one that it does not.
function keysKnown(file, text) {
  const site = join(mkdtempSync(join(work, "keys-")), "content");
  cpSync(kBase, site, { recursive: true });
  writeFileSync(join(site, file), text);
  const one = told(site).find((line) => line.rule === "key.unknown");
  const hint = one?.hint?.en ?? "";
  const keys = hint.replace(/^Known keys: /, "").split(", ");
  return [...new Set(keys)].filter((key) => !key.startsWith("*")).sort();
}

function keys() {
  const schema = (name) => JSON.parse(run(["schema", name, "--site", kBase]).stdout);
  const same = (name, file, text, have) => {
    const known = keysKnown(file, text);
    const keys = Object.keys(have).sort();
    report(name, JSON.stringify(known) === JSON.stringify(keys) ? [] : [`kyodo: ${known}`, `schema: ${keys}`]);
  };
  const site = readFileSync(join(kBase, "site.yaml"), "utf8");
  same("keys of site.yaml", "site.yaml", site + "zzzzzzzzzzzz: 1\n", schema("site.yaml").properties);
  same("keys of a record", "desks/main.yaml", "name: {ja: 窓口, en: Desk}\nzzzzzzzzzzzz: 1\n", schema("desks").properties);
  const term = schema("vocabularies.yaml").properties.terms.items.properties;
  same("keys of a term", "vocabularies/districts.yaml",
    "label: {ja: 地区, en: Districts}\nterms:\n  - {id: shiba, ja: 芝地区, en: Shiba district, zzzzzzzzzzzz: 1}\n", term);
  same("keys of what was removed", "removed.yaml", "pages:\n  - {addresses: [old.html], removed: 2026-01-01, zzzzzzzzzzzz: 1}\n",
    schema("removed.yaml").properties.pages.items.properties);
}

/// Rows of the pages whose example is none: `| \`key\` | … | \`example\` |`.
function wrongExamples(book) {
  const wrong = [];
  let count = 0;
  const ajv = new Ajv({ strict: false, formats: { date: kIsDay } });
  for (const page of readdirSync(book).filter((name) => name.endsWith(".en.md"))) {
    const made = run(["schema", page.replace(".en.md", "")]);
    if (made.status) continue;  // an index, or a page of keys
    const { properties, definitions } = JSON.parse(made.stdout);
    for (const row of readFileSync(join(book, page), "utf8").matchAll(/^\| `([a-z0-9_]+)` \|.*\| `(.+)` \|$/gm)) {
      count++;
      const value = parse(row[2].replaceAll("\\|", "|"));
      if (!ajv.validate({ ...properties[row[1]], definitions }, value)) wrong.push(`${page} ${row[1]}: ${row[2]}`);
    }
  }
  return count > 300 ? wrong : [...wrong, `only ${count} examples`];
}

function manual() {
  const text = readFileSync(join(kRoot, "content/README.md"), "utf8");
  const book = join(work, "handbook");
  report("kyodo schema --handbook", run(["schema", "--handbook", book, "--quiet"]).status ? ["failed"] : []);
  for (const page of ["every-record.ja.md", "every-record.en.md", "settings.ja.md", "settings.en.md"]) {
    const rows = readFileSync(join(book, page), "utf8").split("\n").filter((line) => line.startsWith("| `"));
    const lost = rows.filter((row) => !text.includes(row + "\n"));
    report(`the manual has the rows of ${page}`, rows.length && !lost.length ? [] : lost.concat(["the row differs"]));
  }
  report("examples of the handbook are values that the schemas take", wrongExamples(book));
  const rules = run(["explain", "--markdown"]).stdout;
  const page = join(kRoot, "content/RULES.md");
  report("content/RULES.md is what kyodo explain says",
    existsSync(page) && readFileSync(page, "utf8") === rules ? [] : ["kyodo explain --markdown > content/RULES.md"]);
}

/// The text that a snippet leaves when nothing is typed.
function expand(body) {
  return body.join("\n").replaceAll("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2026-04-01")
    .replace(/\$\{\d+\|((?:\\.|[^|,])*)[^}]*\|\}/g, "$1")
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, (all, text) => text.replace(/\\(.)/g, "$1")) + "\n";
}

/// The schema of a site with references, many records and terms says what they are called.
function labels() {
  const events = JSON.parse(run(["schema", "events"]).stdout);
  const { enum: ids, enumDescriptions } = events.definitions["vocabulary-districts"];
  report("terms have their labels", enumDescriptions[ids.indexOf("shiba")] === "芝地区 / Shiba district" ? [] : enumDescriptions);
  const places = events.definitions["records-groups"];
  report("records have their titles", places.enumDescriptions[places.enum.indexOf("shiba-kaigi")].includes("芝会議") ? [] : ["no"]);
  report("hover help is in both languages", /種類[\s\S]*Kind/.test(events.properties.type.markdownDescription) ? [] : ["no"]);
}

function editor() {
  const folder = mkdtempSync(join(work, "vscode-"));
  cpSync(join(kRoot, "content"), join(folder, "content"), { recursive: true });
  const themes = ["--site", "content"];
  const made = spawnSync(kyodo, ["schema", "--vscode", ...themes], { cwd: folder, encoding: "utf8" });
  report("kyodo schema --vscode", made.status ? [made.stderr] : []);
  const snippets = parse(readFileSync(join(folder, ".vscode/kyodo.code-snippets"), "utf8").replace(/^\/\/.*\n/, ""));
  const languages = "ja";
  for (const one of Object.values(snippets)) {
    const name = `content/${one.description}snippet-try${one.scope === "yaml" ? ".yaml" : `.${languages}.md`}`;
    writeFileSync(join(folder, name), expand(one.body));
  }
  const done = spawnSync(kyodo, ["check", "--format", "json", "--site", "content"], { cwd: folder, encoding: "utf8" });
  const lines = (done.stdout + done.stderr).split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  const wrong = lines.filter((one) => one.severity === "error");
  report("snippets pass kyodo check", wrong.map((one) => `${one.path ?? one.file}:${one.line} ${one.rule} ${one.message?.en}`));
  const settings = JSON.parse(readFileSync(join(folder, ".vscode/settings.json")));
  report("settings name schemas that are there", Object.keys(settings["yaml.schemas"]).filter((one) => !existsSync(join(folder, one))));
  const tasks = JSON.parse(readFileSync(join(folder, ".vscode/tasks.json")));
  const line = "content/a.yaml:3:9: error: 用語です [term.unknown]";
  report("the problem matcher reads a message",
    new RegExp(tasks.tasks[0].problemMatcher[0].pattern[0].regexp).exec(line)?.[2] === "3" ? [] : ["it does not"]);
  writeFileSync(join(folder, ".vscode/settings.json"), "{} // mine\n");
  const again = spawnSync(kyodo, ["schema", "--vscode", ...themes], { cwd: folder, encoding: "utf8" });
  const kept = readFileSync(join(folder, ".vscode/settings.json"), "utf8") === "{} // mine\n";
  report("a file of the user is left, and told what to add", kept && again.stdout.includes("yaml.schemas") ? [] : ["it is not"]);
}

function cms() {
  const schema = JSON.parse(readFileSync(join(kRoot, "tests/node_modules/@sveltia/cms/schema/sveltia-cms.json")));
  const validate = new Ajv({ strict: false, allErrors: false, validateFormats: false }).compile(schema);
  const made = run(["schema", "--cms", "sveltia"]);
  const valid = made.status === 0 && validate(parse(made.stdout));
  report("Sveltia's schema takes the configuration",
    valid ? [] : [made.stderr, ...(validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`)]);
  const decap = parse(run(["schema", "--cms", "decap"]).stdout);
  const names = decap.collections.map((one) => one.name);
  const widgets = new Set(["string", "text", "markdown", "number", "boolean", "datetime", "select", "relation", "object", "list", "image", "file"]);
  const wrong = [];
  const walk = (fields, where) => {
    for (const field of fields) {
      if (!widgets.has(field.widget)) wrong.push(`${where}.${field.name}: ${field.widget}`);
      if (field.widget === "relation" && !names.includes(field.collection)) wrong.push(`${where}.${field.name}: no ${field.collection}`);
      walk(field.fields ?? (field.field ? [field.field] : []), `${where}.${field.name}`);
    }
  };
  for (const one of decap.collections) walk(one.fields, one.name);
  report("the configuration for Decap has its widgets and collections", wrong);
}

shipped();
slips();
keys();
manual();
labels();
editor();
cms();
rmSync(work, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
