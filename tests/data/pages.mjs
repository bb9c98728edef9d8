// Reads pages with parse5, which is what HTML's standard says of reading, and looks for what no template and no Markdown
// makes.
//
//   node tests/data/pages.mjs [--texts FILE] PLAIN FOLDER…
//
// PLAIN is a site of the same kind with harmless texts, or several with commas between them: the elements, attributes, scripts and styles of its pages are
// what the pages of FOLDER may have. Their addresses are relative or of a scheme that a site may have, and reading them
// tells of no error. FILE says which pages have which texts, `{"page.html": "text"}`: they must stand in <main>, white
// space and characters that nobody sees aside. The last line is `N pages read`, after a line for each problem.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "parse5";

const schemes = new Set(["http:", "https:", "mailto:", "tel:"]);
const addresses = new Set(["href", "src", "action", "formaction", "poster", "data", "cite", "srcset", "xlink:href", "content"]);
const unseen = /[\s\0-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe0f\ufeff\ufffe\uffff]/gu;
const settled = (text) => text.normalize("NFC").replace(unseen, "");
const withoutNumbers = (text) => text.replace(/[\d.]+/g, "0");

const pagesOf = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".html")).map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const textOf = (node) => node.value ?? (node.childNodes ?? []).map(textOf).join("");

function* elements(node) {
  for (const child of node.childNodes ?? []) {
    yield child;
    yield* elements(child);
    if (child.content) yield* elements(child.content);
  }
}

/** All that a page is made of, as texts that can be compared. */
function* partsOf(document) {
  for (const node of elements(document)) {
    if (node.nodeName === "#comment") yield [`comment ${node.data}`, node];
    if (!node.tagName) continue;
    const tag = node.tagName;
    yield [`<${tag}>`, node];
    for (const { name, value } of node.attrs) {
      yield [`<${tag} ${name}>`, node];
      if (name === "style") yield [`style ${withoutNumbers(value)}`, node];
      if (name === "http-equiv") yield [`http-equiv ${value}`, node];
    }
    const data = node.attrs.some(({ name, value }) => name === "type" && /json$/.test(value));
    if (tag === "script" && !data) yield [`script ${textOf(node)}`, node];
    if (tag === "style") yield [`style ${textOf(node)}`, node];
  }
}

/** The scheme that a browser takes an address to have; "//" for one that names a server alone. */
function schemeOf(address) {
  const read = address.replace(/^[\0-\x20]+/, "").replace(/[\t\n\r]/g, "");
  return /^[a-z][a-z0-9+.-]*:/i.exec(read)?.[0].toLowerCase() ?? (/^[/\\]{2}/.test(read) ? "//" : "");
}

function* badAddresses(node) {
  for (const { name, value } of node.attrs ?? []) {
    if (!addresses.has(name) || (name === "content" && !node.attrs.some((one) => one.value === "refresh"))) continue;
    const all = name === "srcset" ? value.split(",") : [name === "content" ? value.replace(/^0; url=/, "") : value];
    for (const one of all) {
      const scheme = schemeOf(one);
      if (scheme && !schemes.has(scheme)) yield `${name}="${one.slice(0, 80)}" of <${node.tagName}>`;
    }
  }
}

function read(file) {
  const errors = [];
  const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  const document = parse(text, { onParseError: (error) => errors.push(`${error.code}, line ${error.startLine}`), scriptingEnabled: true });
  return { document, errors };
}

const usual = process.argv.slice(2);
const texts = usual[0] === "--texts" ? JSON.parse(readFileSync(usual.splice(0, 2)[1], "utf8")) : {};
const [plain, ...folders] = usual;
const known = new Set();
for (const file of plain.split(",").flatMap(pagesOf)) for (const [part] of partsOf(read(file).document)) known.add(part);
let pages = 0, missed = Object.keys(texts).length;
for (const folder of folders) {
  for (const file of pagesOf(folder)) {
    const name = relative(folder, file);
    const told = new Set();
    pages += 1;
    const { document, errors } = read(file);
    for (const error of errors) told.add(error);
    for (const [part, node] of partsOf(document)) {
      if (!known.has(part)) told.add(`foreign: ${part.slice(0, 200)}`);
      for (const bad of badAddresses(node)) told.add(bad);
    }
    if (name in texts) {
      missed -= 1;
      const main = [...elements(document)].find((node) => node.tagName === "main");
      const shown = settled(textOf(main ?? document));
      for (const text of [texts[name]].flat()) if (!shown.includes(settled(text))) told.add(`lost: ${JSON.stringify(text).slice(0, 200)}`);
    }
    for (const problem of told) console.log(`${folder}/${name}: ${problem}`);
  }
}
if (missed > 0) console.log(`${missed} pages that should have texts are not there`);
console.log(`${pages} pages read`);
