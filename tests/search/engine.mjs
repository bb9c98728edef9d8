// The search of a built site as the browser runs it, in Node: the same module over the same files.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

// As a module whatever its name: a page says so of a script with type="module", Node takes .js for CommonJS up to version 20.
const asModule = (name) => import(`data:text/javascript;base64,${readFileSync(new URL(`../../themes/kyodo/assets/${name}`, import.meta.url)).toString("base64")}`);
export const search = await asModule("search.js");

/** A fixed source of chance (mulberry32): whole numbers below n. */
export function chance(state) {
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
  };
}

/** Every entry of the index: {number, title, text}. */
export async function* entriesOf(index) {
  for (const [first, size] of index.root.range) {
    for (let number = first; number < first + size; number++) {
      const title = await index.title(number);
      yield { number, title, text: await index.text(title) };
    }
  }
}

/** What the search looks at in an entry, normalised. */
export const searchedText = (index, { title, text }) => search.normalize(`${title.section || title.title}\n${text}`, index.root.variant);

/** Bytes of a script of the site with gzip, as hosts send it. */
export const scriptSize = (folder, name) => {
  const file = readdirSync(join(folder, "assets")).find((file) => file.startsWith(`${name}.`) && file.endsWith(".js"));
  return gzipSync(readFileSync(join(folder, "assets", file)), { level: 9 }).length;
};

/** {index, sizes(name), ask(query, language) → {total, near, shorter, most, results: [{path, score}]}} of the site in `folder`. */
export async function openSite(folder, onLoad = () => {}) {
  const root = readdirSync(join(folder, "search")).find((name) => name.startsWith("index."));
  const load = async (name) => {
    onLoad(name);
    return new Uint8Array(gunzipSync(readFileSync(join(folder, "search", `${name}.bin`))));
  };
  const index = await search.openIndex(load, root.replace(/\.bin$/, ""));
  index.more = () => {
    onLoad("search-more");
    return asModule("search-more.js");
  };
  const ask = async (query, language, limit = 10) => {
    const answer = await search.ask(index, query, language);
    const hits = [];
    for (const hit of answer.hits) if (await answer.holds(hit)) hits.push(hit);
    const results = [];
    for (const { number, score } of hits.slice(0, limit)) results.push({ path: (await index.title(number)).path, score });
    return { total: hits.length, near: answer.near, shorter: answer.shorter, most: answer.most, results };
  };
  const sizes = (name) => (name === "search-more" ? scriptSize(folder, name) : statSync(join(folder, "search", `${name}.bin`)).size);
  return { index, ask, sizes };
}
