// The search page: finds in static files what `kyodo search` finds. The rules are in the generator's headers
// search/normalize.h, stem.h, kana.h, postings.h and query.h, the files in search/files.h.

// Text to terms

const J = "〆ー\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}";
const re = (source) => new RegExp(source, "gu");
const runs = re(`[${J}]+|[0-9]+|(?:(?![${J}])\\p{L})+`);
const gaps = re(`[^${J}0-9\\p{L}]+`);
const isJapanese = (text) => new RegExp(`^[${J}]`, "u").test(text);

const foldOne = (c) => {
  if (/[ァ-ヶヽヾ]/.test(c)) return String.fromCharCode(c.charCodeAt() - 96);
  [c] = c.toLowerCase();
  return /[À-ɏḀ-ỿ]/.test(c) ? c.normalize("NFD")[0] : c;
};
const fold = (text) => text.normalize("NFKC").replace(/\p{DI}/gu, "").replace(/./gsu, foldOne);

export const normalize = (text, variants) => {
  text = fold(text).replace(gaps, (gap) => (gap.includes("\n") ? "\n" : " ")).trim();
  const to = new Map(variants);
  return to.size ? text.replace(re([...to.keys()].join("|")), (from) => to.get(from)) : text;
};

export const stem = (word) => (word.length < 3 ? word : word.replace(/(..[^s])s$/, "$1").replace(/([aeiouy].*e)ed$/, "$1e").replace(/([aeiouy].*)((?<!e)ed|ing)$/, "$1").replace(/([^aeiou])y$/, "$1i").replace(/(..)e$/, "$1").replace(/([^aeiou])\1$/, "$1"));
const termOf = (run) => {
  run = [...run].slice(0, 40).join("");
  return /^[a-z]+$/.test(run) ? stem(run) : run;
};

/** One spelling for all romanisations: kyoudou is kyodo, shimbun sinbun. Empty for what cannot be Japanese. */
export const romajiKey = (letters) => {
  for (const rule of "sh>sy ch>ty j>zy yi>i ts>t f>h wo>o mb>nb mm>nm mp>np".split(" ")) letters = letters.replaceAll(...rule.split(">"));
  const key = letters.replace(/(.)\1+/g, "$1").replaceAll("ou", "o");
  return /^([kstnhmrgzdbpwy]?y?[aiueo]|n)+$/.test(key) ? key : "";
};

// The index. `load` gives the unpacked bytes of a file by its name without ".bin". A match is the number of an entry
// with a score: 1, 2, 4 or 8 for the impacts 0 to 3.

const addPostings = (bytes, count, universe, matches) => {
  let at = 0;
  const bit = () => (bytes[at >> 3] >> (7 - (at++ & 7))) & 1;
  const below = (range) => {
    let value = 0;
    let size = 1;
    for (; size * 2 <= range; size *= 2) value = value * 2 + bit();
    const spare = size * 2 - range;
    return value < spare ? value : value * 2 + bit() - spare;
  };
  const ascending = (count, low, high) => {
    // A damaged list could ask for all memory.
    if (count > high - low) throw count;
    if (!count) return [];
    const middle = count >> 1;
    const number = low + middle + below(high - low - count + 1);
    return [...ascending(middle, low, number), number, ...ascending(count - middle - 1, number + 1, high)];
  };
  let list = ascending(count, 0, universe);
  for (let score = 1; score < 9 && list.length; score *= 2) {
    for (const number of list) matches.set(number, Math.max(score, matches.get(number) ?? 0));
    list = ascending(below(list.length + 1), 0, list.length).map((i) => list[i]);
  }
};
const decodeFront = (text, before = "") => text.split("\n").map((line) => (before = [...before].slice(0, line[0]).join("") + line.slice(1)));

export const openIndex = async (load, name) => {
  const kept = {};
  const bytesOf = (hash) => (kept[hash] ??= load(hash));
  const textOf = async (hash) => (hash ? new TextDecoder().decode(await bytesOf(hash)) : "");
  const tableOf = async (hash) => (await textOf(hash)).split("\n").map((line) => line.split("\t"));
  const root = {};
  let part;
  for (const [key, ...values] of await tableOf(name)) {
    if (key) root[(part = key)] = [];
    else root[part].push(/range|section|universe/.test(part) ? values.map(Number) : values);
  }

  /** What `read` makes of the files that may hold the key, or keys that begin so. */
  const rowsOf = async (shards, key, prefix, read) => {
    const files = shards.filter(([first], i) => (prefix && first.startsWith(key)) || (first <= key && !(shards[i + 1]?.[0] <= key)));
    const found = await Promise.all(files.map(([, hash]) => read(hash)));
    return found.flat().filter(([own]) => own === key || (prefix && own.startsWith(key)));
  };
  const termsOf = async (hash) => {
    const bytes = await bytesOf(hash);
    let at = 0;
    const varint = () => (bytes[at] < 128 ? bytes[at++] : bytes[at++] - 128 + 128 * varint());
    const take = (size) => bytes.subarray(at, (at += size));
    const terms = decodeFront(new TextDecoder().decode(take(varint()))).map((term) => [term, varint(), varint()]);
    return terms.map(([term, count, size]) => [term, count, take(size)]);
  };
  const find = async (term, prefix, matches = new Map()) => {
    for (const [, count, bytes] of await rowsOf(root.term, term, prefix, termsOf)) addPostings(bytes, count, root.universe[0][0], matches);
    return matches;
  };
  /** The words that are read so. */
  const readings = async (key, prefix) => (await rowsOf(root.reading, key, prefix, tableOf)).flatMap(([, ...words]) => words);
  const words = async () => decodeFront(await textOf(root.words[0]?.[0]));
  const title = async (number) => {
    const [[heads], ...titles] = await tableOf(root.title[number >> 5][0]);
    const [path, title, section] = titles[number & 31];
    return { path, title, section, file: heads.split(" ").findLast((_, i, heads) => i % 2 && heads[i - 1] <= number) };
  };
  const text = async ({ path, file }) => (await textOf(file)).split("\f").find((text) => text.startsWith(path + "\t"))?.slice(path.length + 1) ?? "";
  const facet = async (hash) => (await tableOf(hash)).map(([id, steps, ...labels]) => {
    let number = 0;
    return { id, numbers: new Set(steps.split(" ").map((step) => (number += +step))), labels };
  });
  const rangeOf = (number) => root.range.findLast(([first]) => first <= number);
  return { root, find, readings, words, title, text, facet, rangeOf };
};

// A query

const mostWords = 12;
const pairsOf = (run) => [...run].slice(1).map((c, i) => [...run][i] + c);

/** Whether at most so many slips make b of a. */
const isNear = (a, b, slips) => {
  const after = (i, j) => isNear(a.slice(i), b.slice(j), slips - 1);
  if (a === b || slips < 0) return slips >= 0;
  if (a[0] === b[0]) return isNear(a.slice(1), b.slice(1), slips);
  return after(0, 1) || after(1, 0) || after(1, 1) || (a[0] === b[1] && a[1] === b[0] && after(2, 2));
};

export const ask = async (index, query, language) => {
  const { find } = index;
  const variants = index.root.variant;
  const phrases = [];
  const units = query.split(/["＂“”]/).flatMap((part, i) => {
    const quoted = i % 2;
    const text = normalize(part, variants);
    if (quoted && text) phrases.push(text);
    return text.split("\n").flatMap((line) => (line.match(runs) ?? []).flatMap((run, i, runs) => {
      const unit = { run, quoted, words: [run] };
      const before = runs[i - 1];
      return quoted && i && ![before, run].some(isJapanese) ? [unit, { run: ` ${termOf(before)} ${termOf(run)}`, quoted, words: [] }] : unit;
    }));
  });
  const near = [];
  let most = false;

  const all = (terms) => Promise.all(terms.map((term) => find(term)));
  const japanese = async (run) => {
    const pairs = pairsOf(run);
    const whole = await find(run, !pairs.length);
    if (pairs.length < 2 || whole.size) return whole;
    const [first, ...others] = await all(pairs);
    return new Map([...first].map(([number, score]) => [number, Math.min(score, ...others.map((list) => list.get(number) ?? 0))]).filter(([, score]) => score));
  };
  const look = async (unit) => {
    const { run, quoted } = unit;
    const letters = !isJapanese(run);
    const key = !quoted && (/^[ぁ-ゖー]{2,}$/.test(run) ? run : run.length > 2 && romajiKey(run));
    let [matches, words] = await Promise.all([letters ? find(termOf(run)) : japanese(run), key ? index.readings(key) : []]);
    if (key && !letters && !words.length && !matches.size) words = await index.readings(key, true);
    words = words.slice(0, mostWords);
    unit.words.push(...words);
    for (const list of await Promise.all(words.map(japanese))) for (const [number, score] of list) matches.set(number, Math.max(score, matches.get(number) ?? 0));
    unit.prefix = letters && !matches.size;
    return unit.prefix ? find(run, true) : matches;
  };
  const nearest = async (unit) => {
    const wanted = termOf(unit.run);
    const known = await index.words();
    let words = [];
    for (let slips = 1; !words.length && slips < 2 + (unit.run.length > 5); slips++) words = known.filter((word) => isNear(wanted, word, slips)).slice(0, mostWords);
    near.push(...words);
    unit.words.push(...words);
    const matches = new Map();
    await Promise.all(words.map((word) => find(word, false, matches)));
    return matches;
  };
  const mostOf = async (unit) => {
    const pairs = pairsOf(unit.run);
    const matches = new Map();
    for (const list of await all(pairs)) for (const number of list.keys()) matches.set(number, (matches.get(number) ?? 0) + 1);
    unit.words.push(...pairs);
    for (const [number, count] of matches) {
      if (count * 10 < pairs.length * 6) matches.delete(number);
      else matches.set(number, 2 ** Math.floor((count * 3) / pairs.length));
    }
    most ||= matches.size > 0;
    return matches;
  };

  const combine = () => {
    const found = new Map();
    const score = (numbers) => {
      const best = units.map(({ matches }) => Math.max(...numbers.map((number) => matches.get(number) ?? 0)));
      if (!best.includes(0)) found.set(numbers[0], best.reduce((a, b) => a + b));
    };
    for (const number of units[0]?.matches.keys() ?? []) score([number]);
    if (units.length > 1 && !phrases.length) {
      for (const [page, count] of index.root.section) {
        const numbers = Array.from(Array(count + 1), (_, i) => page + i);
        if (!numbers.some((number) => found.has(number))) score(numbers);
      }
    }
    return found;
  };

  await Promise.all(units.map(async (unit) => (unit.matches = await look(unit))));
  let found = combine();
  if (!found.size) {
    for (const unit of units) {
      if (unit.matches.size || unit.quoted) continue;
      if (/^[a-z]{4,}$/.test(unit.run)) unit.matches = await nearest(unit);
      if (isJapanese(unit.run) && pairsOf(unit.run).length > 1) unit.matches = await mostOf(unit);
    }
    found = combine();
  }
  const hits = [...found].map(([number, score]) => ({ number, score, own: index.rangeOf(number)[2] === language })).sort((a, b) => b.own - a.own || b.score - a.score || a.number - b.number);

  // Neighbours do not tell that a whole phrase is there: its text does. Words and numbers have bounds.
  const bounded = (text) => text.replace(runs, (run) => (isJapanese(run) ? run : `|${run}|`));
  const holds = async ({ number }) => {
    if (!phrases.length) return true;
    const title = await index.title(number);
    const text = bounded(normalize(`${title.section || title.title}\n${await index.text(title)}`, variants));
    return phrases.every((phrase) => text.includes(bounded(phrase)));
  };
  return { hits, near, most, units, phrases, holds };
};

// The page

const start = () => {
  const [form, said, box, list, side, more, still] = ["find", "said", "search", "hits", "side", "more", "still"].map((id) => document.getElementById(`k-${id}`));
  const words = box.dataset;
  const input = form.q;
  const name = document.title;
  const folder = new URL(words.index, location);
  const step = 10;
  let turn = 0;
  let opening, index, own;

  const load = async (name) => {
    const { body } = await fetch(new URL(`${name}.bin`, folder));
    return new Uint8Array(await new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  };
  const open = async () => {
    index = await (opening ??= openIndex(load, words.index.match(/index\.\w+/)[0]));
    own = index.root.language.findIndex(([code]) => code === document.documentElement.lang);
  };
  const make = (kind, values, ...of) => {
    const element = Object.assign(document.createElement(kind), values);
    element.append(...of);
    return element;
  };

  /** The text with what was looked for marked; with `length`, that many characters from just before the first mark. */
  const marked = (text, units, length = Infinity) => {
    const parts = text.replaceAll("\n", " ").match(/\P{M}[\p{M}ﾞﾟ]*/gu) ?? [];
    const folded = parts.map((part) => fold(part).replace(gaps, " "));
    const plain = folded.join("");
    const places = folded.flatMap((part, i) => Array(part.length).fill(i));
    const marks = new Set();
    for (const { words, prefix } of units) {
      for (const word of new Set(words.flatMap((word) => [word, ...index.root.variant.map(([from, to]) => word.replaceAll(to, from))]))) {
        for (const { 0: run, index: at } of plain.matchAll(isJapanese(word) ? re(word) : runs))
          if ([word, termOf(word)].includes(termOf(run)) || (prefix && run.startsWith(word))) for (const i of places.slice(at, at + run.length)) marks.add(i);
      }
    }
    const begin = marks.size && Math.max(0, Math.min(...marks) - length / 4);
    const pieces = parts.map((part, i) => (marks.has(i) === marks.has(i - 1) ? part : `\n${part}`)).slice(begin, begin + length).join("").split("\n");
    return [begin ? "…" : "", ...pieces.map((piece, i) => (i % 2 ? make("mark", {}, piece) : piece)), begin + length < parts.length ? "…" : ""];
  };

  const row = (title, number, units) => {
    const [, , language, collection] = index.rangeOf(number);
    const [code, ...names] = index.root.language[language];
    const link = make("a", { href: new URL(`../${title.path}`, folder), lang: code }, ...marked(title.title + (title.section && ` › ${title.section}`), units));
    const text = make("p", { className: "row-text", lang: code });
    const kind = make("p", { className: "row-facts" }, make("span", {}, index.root.collection[collection][1 + own]));
    if (language !== own) kind.append(make("span", {}, names[own]));
    index.text(title).then((whole) => text.append(...marked(whole, units, code === "ja" ? 100 : 200)));
    return make("li", { className: "row" }, make("h3", { className: "row-title" }, link), kind, text);
  };

  const facetsOf = (chosen) => Promise.all(index.root.facet.filter(([id]) => !chosen || chosen.has(id)).map(async ([id, hash, ...labels]) => ({ id, label: labels[own] || words[id], values: await index.facet(hash) })));
  const narrow = (hits, facets, params) => hits.filter(({ number }) => facets.every(({ id, values }) => !params.has(id) || values.some((value) => value.id === params.get(id) && value.numbers.has(number))));

  const showFacets = (facets, hits, params) => {
    side.replaceChildren(...facets.flatMap(({ id, label, values }) => {
      const within = narrow(hits, facets.filter((facet) => facet.id !== id), params);
      const links = values.flatMap((value) => {
        const count = within.filter(({ number }) => value.numbers.has(number)).length;
        const on = params.get(id) === value.id;
        if (!count && !on) return [];
        const to = new URLSearchParams(params);
        on ? to.delete(id) : to.set(id, value.id);
        const name = value.labels[own];
        return make("li", {}, make("a", { href: `?${to}` }, ...(on ? [make("strong", {}, name), ` ${words.remove}`] : [name])), words.count.replace("{count}", count));
      });
      return links.length > 1 || params.has(id) ? [make("h2", {}, label), make("ul", {}, ...links)] : [];
    }));
  };

  const show = async (wanted = step) => {
    const mine = ++turn;
    const isStale = () => mine !== turn;
    let late;
    const params = new URLSearchParams(location.search);
    const query = params.get("q") ?? "";
    const say = (text) => {
      clearTimeout(late);
      if (!isStale()) said.textContent = text;
    };
    if (input.value !== query) input.value = query;
    document.title = query ? `${query} – ${name}` : name;
    if (!query.trim()) {
      box.hidden = true;
      return say("");
    }
    late = setTimeout(say, 300, words.loading);
    try {
      await open();
      const { hits, near, most, units, phrases, holds } = await ask(index, query, own);
      const chosen = narrow(hits, await facetsOf(params), params);
      const good = phrases.length ? [] : chosen;
      let seen = good.length;
      for (; seen < chosen.length && good.length < wanted; seen += step)
        good.push(...(await Promise.all(chosen.slice(seen, seen + step).map(async (hit) => ((await holds(hit)) ? [hit] : [])))).flat());
      const whole = seen >= chosen.length;
      const shown = good.slice(0, wanted);
      const titles = await Promise.all(shown.map(({ number }) => index.title(number)));
      if (isStale()) return;
      list.replaceChildren(...titles.map((title, i) => row(title, shown[i].number, units)));
      box.hidden = false;
      more.hidden = whole && good.length <= wanted;
      say([near.length && words.near, most && words.most, good.length ? words[whole ? "found" : "least"].replace("{total}", good.length) : words.none].filter(Boolean).join(" "));
      const facets = await facetsOf();
      if (!isStale()) showFacets(facets, whole && chosen.length === hits.length ? good : hits, params);
    } catch {
      opening = undefined;
      say(navigator.onLine ? words.failed : words.offline);
    }
  };

  let waiting;
  const go = (params, method = "pushState") => {
    clearTimeout(waiting);
    history[method](null, "", `?${params}`);
    show();
  };
  const typed = (method) => {
    const params = new URLSearchParams(location.search);
    params.set("q", input.value);
    go(params, method);
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(typed, 200, "replaceState");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    typed();
  });
  side.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.search.slice(1));
  });
  more.addEventListener("click", () => show(list.children.length + step));
  addEventListener("popstate", () => show());
  addEventListener("online", () => show());
  document.addEventListener("keydown", (event) => {
    const stops = [input, ...list.querySelectorAll("h3 a")];
    const at = stops.indexOf(document.activeElement);
    const to = event.key === "/" ? form["k-slash"].checked && at && input : at >= 0 && stops[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
  still.remove();
  open().catch(() => (opening = undefined)); // before anybody types
  show();
};

if (globalThis.document) start();
