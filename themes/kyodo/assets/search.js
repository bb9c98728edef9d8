// The search page: finds in static files what `kyodo search` finds. The rules are in the generator's headers
// search/normalize.h, stem.h, kana.h, postings.h and query.h, the files in search/files.h.

// Text to terms

const J = "々-〇ぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿ㐀-䶿一-鿿\uf900-\ufaff\u{20000}-\u{323af}";
const re = (source) => new RegExp(source, "gu");
const runs = re(`[${J}]+|[0-9]+|(?:(?![${J}])\\p{L})+`);
const gaps = re(`[^${J}0-9\\p{L}]+`);
const isJapanese = (text) => new RegExp(`^[${J}]`, "u").test(text);
const isPlain = (text) => /^[a-z]+$/.test(text);
const isKana = (text) => /^[ぁ-ゖー]+$/.test(text);
const runsOf = (text) => text.match(runs) ?? [];

const foldOne = (c) => {
  if (/[ァ-ヶヽヾ]/.test(c)) return String.fromCharCode(c.charCodeAt() - 96);
  c = String.fromCodePoint(c.toLowerCase().codePointAt());
  return /[À-ɏḀ-ỿ]/.test(c) ? c.normalize("NFD")[0] : c;
};
const fold = (text) => Array.from(text.normalize("NFKC").replace(/\p{DI}/gu, ""), foldOne).join("");

export const normalize = (text, variants = []) => {
  text = fold(text).replace(gaps, (gap) => (gap.includes("\n") ? "\n" : " ")).trim();
  const to = new Map(variants);
  return to.size ? text.replace(re([...to.keys()].join("|")), (from) => to.get(from)) : text;
};

export const stem = (word) => (word.length < 3 ? word : word.replace(/(..[^s])s$/, "$1").replace(/([aeiouy].*e)ed$/, "$1e").replace(/([aeiouy].*)((?<!e)ed|ing)$/, "$1").replace(/([^aeiou])y$/, "$1i").replace(/(..)e$/, "$1").replace(/([^aeiou])\1$/, "$1"));
const termOf = (run) => {
  run = [...run].slice(0, 40).join("");
  return isPlain(run) ? stem(run) : run;
};

/** One spelling for all romanisations: kyoudou is kyodo, shimbun sinbun. Empty for what cannot be Japanese. */
export const romajiKey = (letters) => {
  for (const rule of "sh>sy ch>ty j>zy yi>i ts>t f>h wo>o mb>nb mm>nm mp>np".split(" ")) letters = letters.replaceAll(...rule.split(">"));
  const key = letters.replace(/(.)\1+/g, "$1").replaceAll("ou", "o");
  return /^([kstnhmrgzdbpwy]?y?[aiueo]|n)+$/.test(key) ? key : "";
};

// Postings

const reader = (bytes) => {
  let at = 0;
  const read = (count) => {
    let value = 0;
    for (; count > 0; count--, at++) value = value * 2 + ((bytes[at >> 3] >> (7 - (at & 7))) & 1);
    return value;
  };
  const below = (range) => {
    if (range < 2) return 0;
    const bits = 31 - Math.clz32(range);
    const spare = 2 ** (bits + 1) - range;
    const value = read(bits);
    return value < spare ? value : value * 2 + read(1) - spare;
  };
  const ascending = (count, low, high) => {
    if (count < 1) return [];
    if (high - low <= count) return Array.from({ length: count }, (_, i) => low + i);
    const middle = count >> 1;
    const number = low + middle + below(high - low - count + 1);
    return [...ascending(middle, low, number), number, ...ascending(count - middle - 1, number + 1, high)];
  };
  return { below, ascending };
};
const postings = (bytes, count, universe, into) => {
  const { below, ascending } = reader(bytes);
  const numbers = ascending(count, 0, universe);
  const impacts = new Uint8Array(count);
  let list = numbers.map((_, i) => i);
  for (let impact = 1; impact < 4 && list.length; impact++) {
    list = ascending(below(list.length + 1), 0, list.length).map((i) => list[i]);
    for (const i of list) impacts[i] = impact;
  }
  numbers.forEach((number, i) => into.set(number, Math.max(impacts[i], into.get(number) ?? 0)));
};
const decodeFront = (text) => {
  let before = "";
  return text.split("\n").filter(Boolean).map((line) => (before = [...before].slice(0, line[0]).join("") + line.slice(1)));
};

// The index. `load` gives the unpacked bytes of a file by its name without ".bin".

export const openIndex = async (load, name) => {
  const kept = {};
  const once = (key, make) => (kept[key] ??= make().catch((error) => { delete kept[key]; throw error; }));
  const bytesOf = (hash) => once(hash, () => load(hash));
  const textOf = async (hash) => (hash ? new TextDecoder().decode(await bytesOf(hash)) : "");
  const root = { term: [], reading: [], title: [], range: [], section: [], variant: [], facet: [], collection: [], language: [], words: [] };
  for (const line of (await textOf(name)).split("\n")) {
    const [key, ...values] = line.split("\t");
    (root[key] ??= []).push(values);
  }
  const numbers = (key) => (root[key] = root[key].map((values) => values.map(Number)));
  const universe = numbers("universe")[0][0];
  numbers("range");
  numbers("section");

  const shardsOf = (shards, key, prefix) => {
    const at = Math.max(0, shards.findLastIndex(([first]) => first <= key));
    return shards.filter(([first], i) => i === at || (prefix && first.startsWith(key))).map(([, hash]) => hash);
  };
  const termsOf = (hash) => once(`${hash} terms`, async () => {
    const bytes = await bytesOf(hash);
    let at = 0;
    const varint = () => {
      for (let number = 0, shift = 1; ; shift *= 128) {
        number += (bytes[at] & 127) * shift;
        if (bytes[at++] < 128) return number;
      }
    };
    const take = (size) => bytes.subarray(at, (at += size));
    const lists = decodeFront(new TextDecoder().decode(take(varint()))).map((term) => ({ term, count: varint(), size: varint() }));
    for (const list of lists) list.bytes = take(list.size);
    return lists;
  });
  /** Entries with the term, or one that begins so: Map of number and impact. */
  const find = async (term, prefix = false) => {
    const found = new Map();
    const files = await Promise.all(shardsOf(root.term, term, prefix).map(termsOf));
    for (const list of files.flat()) if (list.term === term || (prefix && list.term.startsWith(term))) postings(list.bytes, list.count, universe, found);
    return found;
  };
  /** The words that are read so. */
  const readings = async (key, prefix) => {
    const files = await Promise.all(shardsOf(root.reading, key, prefix).map(textOf));
    return files.flatMap((text) => text.split("\n")).map((line) => line.split("\t")).filter(([own]) => own === key || (prefix && own.startsWith(key))).flatMap((line) => line.slice(1));
  };
  const words = async () => decodeFront(await textOf(root.words[0]?.[0]));
  const title = async (number) => {
    const [head, ...lines] = (await textOf(root.title[number >> 5][0])).split("\n");
    const [path, name, section = ""] = lines[number & 31].split("\t");
    const file = head.split(" ").findLast((_, i, heads) => i % 2 && heads[i - 1] <= number);
    return { path, title: name, section, file };
  };
  const text = async ({ path, file }) => (await textOf(file)).split("\f").find((one) => one.startsWith(path + "\t"))?.slice(path.length + 1) ?? "";
  const facet = async (hash) => (await textOf(hash)).trimEnd().split("\n").map((line) => {
    const [id, ...labels] = line.split("\t");
    let number = 0;
    return { id, numbers: new Set(labels.pop().split(" ").map((step) => (number += +step))), labels };
  });
  const rangeOf = (number) => root.range.find(([first, count]) => number >= first && number < first + count) ?? [];
  return { root, variants: root.variant, find, readings, words, title, text, facet, rangeOf };
};

// A query

const mostWords = 12;
const scores = [1, 2, 4, 8];
const unite = (into, lists) => {
  for (const list of lists) list.forEach((impact, number) => into.set(number, Math.max(impact, into.get(number) ?? 0)));
  return into;
};
const pairsOf = (run) => [...run].slice(1).map((c, i) => [...run][i] + c);

const distance = (a, b, limit) => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = [];
  let above = Array.from({ length: a.length + 1 }, (_, i) => i);
  for (let j = 1; j <= b.length; j++) {
    const row = [j];
    for (let i = 1; i <= a.length; i++) {
      row[i] = Math.min(above[i - 1] + (a[i - 1] !== b[j - 1]), above[i] + 1, row[i - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[i] = Math.min(row[i], before[i - 2] + 1);
    }
    [before, above] = [above, row];
  }
  return above[a.length];
};

export const ask = async (index, query, language) => {
  const phrases = [];
  const units = query.split(/["＂“”]/).flatMap((part, i) => {
    const text = normalize(part, index.variants);
    if (i % 2 && text) phrases.push(text);
    const found = [...text.matchAll(runs)];
    const units = found.map(([run]) => ({ run, quoted: i % 2 === 1, marks: [run] }));
    found.forEach(({ 0: run, index: at }, n) => {
      const { 0: before, index: from } = found[n - 1] ?? [""];
      if (i % 2 && n && !isJapanese(before + run) && !isJapanese(run) && at - from - before.length < 2 && text[at - 1] !== "\n") units.push({ pair: ` ${termOf(before)} ${termOf(run)}`, quoted: true, marks: [] });
    });
    return units;
  });
  const near = [];
  let most = false;

  const all = (terms) => Promise.all(terms.map((term) => index.find(term)));
  const japanese = async (run) => {
    const length = [...run].length;
    const whole = await index.find(run, length < 2);
    if (length < 3 || whole.size) return whole;
    const [first, ...others] = await all(pairsOf(run));
    for (const [number, impact] of first) {
      const least = Math.min(impact, ...others.map((list) => list.get(number) ?? -1));
      if (least < 0) first.delete(number);
      else first.set(number, least);
    }
    return first;
  };
  const look = async (unit) => {
    const { run, quoted, pair } = unit;
    if (pair) return index.find(pair);
    const letters = !isJapanese(run);
    const key = quoted || run.length < 2 ? "" : isKana(run) ? run : isPlain(run) && run.length > 2 ? romajiKey(run) : "";
    const found = letters ? index.find(termOf(run)) : japanese(run);
    let words = key ? await index.readings(key) : [];
    if (key && !letters && !words.length && !(await found).size) words = await index.readings(key, true);
    words = words.slice(0, mostWords);
    unit.marks.push(...words);
    unite(await found, await Promise.all(words.map(japanese)));
    if (!letters || (await found).size) return found;
    unit.prefix = true;
    return index.find(run, true);
  };
  const nearest = async (unit) => {
    const wanted = termOf(unit.run);
    let limit = unit.run.length > 5 ? 2 : 1;
    let words = [];
    for (const word of await index.words()) {
      const far = distance(wanted, word, limit);
      if (far > limit) continue;
      if (far < limit) words = [];
      limit = far;
      words.push(word);
    }
    words = words.slice(0, mostWords);
    near.push(...words);
    unit.marks.push(...words);
    return unite(new Map(), await all(words));
  };
  const mostOf = async (unit) => {
    const pairs = pairsOf(unit.run);
    const counts = new Map();
    for (const list of await all(pairs)) for (const number of list.keys()) counts.set(number, (counts.get(number) ?? 0) + 1);
    unit.marks.push(...pairs);
    for (const [number, count] of counts) {
      if (count * 10 < pairs.length * 6) counts.delete(number);
      else counts.set(number, Math.floor((count * 3) / pairs.length));
    }
    most ||= counts.size > 0;
    return counts;
  };

  const combine = () => {
    const found = new Map();
    const scoreOf = (numbers) => {
      let sum = 0;
      for (const { matches } of units) {
        const best = Math.max(0, ...numbers.map((number) => scores[matches.get(number)] ?? 0));
        if (!best) return;
        sum += best;
      }
      found.set(numbers[0], sum);
    };
    for (const number of units[0]?.matches.keys() ?? []) scoreOf([number]);
    if (units.length > 1 && !phrases.length) {
      for (const [page, count] of index.root.section) {
        const numbers = Array.from({ length: count + 1 }, (_, i) => page + i);
        if (!numbers.some((number) => found.has(number))) scoreOf(numbers);
      }
    }
    return found;
  };

  await Promise.all(units.map(async (unit) => (unit.matches = await look(unit))));
  let found = combine();
  if (!found.size) {
    for (const unit of units) {
      if (unit.matches.size || unit.quoted) continue;
      if (isPlain(unit.run) && unit.run.length > 3) unit.matches = await nearest(unit);
      if (isJapanese(unit.run) && [...unit.run].length > 2) unit.matches = await mostOf(unit);
    }
    found = combine();
  }
  const hits = [...found].map(([number, score]) => ({ number, score, own: index.rangeOf(number)[2] === language }));
  hits.sort((a, b) => b.own - a.own || b.score - a.score || a.number - b.number);

  // Neighbours do not tell that a whole phrase is there: its text does.
  const goesOn = (a, b) => a !== undefined && !isJapanese(a) && a !== " " && a !== "\n" && /\d/.test(a) === /\d/.test(b) && !isJapanese(b);
  const isThere = (text, phrase) => {
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1))
      if (!goesOn(text[at - 1], phrase[0]) && !goesOn(text[at + phrase.length], phrase.at(-1))) return true;
    return false;
  };
  const holds = async ({ number }) => {
    if (!phrases.length) return true;
    const title = await index.title(number);
    const text = normalize(`${title.section || title.title}\n${await index.text(title)}`, index.variants);
    return phrases.every((phrase) => isThere(text, phrase));
  };
  return { hits, near, most, units, phrases, holds };
};

// The page

const start = (box) => {
  const words = box.dataset;
  const page = document.documentElement.lang;
  const [form, said, list, side, more] = ["find", "said", "hits", "side", "more"].map((id) => document.getElementById(`k-${id}`));
  const input = form.q;
  const name = document.title;
  const file = new URL(words.index, document.baseURI);
  const step = 10;
  let index;
  let turn = 0;
  let wanted = step;

  const load = async (name) => {
    const answer = await fetch(new URL(`${name}.bin`, file));
    if (!answer.ok) throw Error(answer.status);
    return new Uint8Array(await new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  };
  let opening;
  const open = async () => {
    opening ??= openIndex(load, file.pathname.split("/").at(-1).replace(".bin", ""));
    try {
      index = await opening;
      index.own = index.root.language.findIndex(([code]) => code === page);
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const make = (kind, of, className = "") => {
    const element = document.createElement(kind);
    element.append(...[of].flat());
    if (className) element.className = className;
    return element;
  };

  /** The text with what was looked for marked; with `length`, that many characters from just before the first mark. */
  const marked = (text, units, length) => {
    const parts = text.match(/\P{M}[\p{M}ﾞﾟ]*/gu) ?? [];
    const places = [];
    let plain = "";
    parts.forEach((part, i) => {
      plain += fold(part).replace(gaps, " ");
      while (places.length < plain.length) places.push(i);
    });
    const marks = new Set();
    const mark = (at, size) => { for (let i = at; i < at + size; i++) marks.add(places[i]); };
    for (const { marks, prefix } of units) {
      for (const word of marks.flatMap((word) => [word, ...index.variants.filter(([, to]) => word.includes(to)).map(([from, to]) => word.replaceAll(to, from))])) {
        if (isJapanese(word)) for (let at = -1; (at = plain.indexOf(word, at + 1)) >= 0; ) mark(at, word.length);
        else for (const { 0: run, index: at } of plain.matchAll(runs)) if ([word, termOf(word)].includes(termOf(run)) || (prefix && run.startsWith(word))) mark(at, run.length);
      }
    }
    const begin = length ? Math.max(0, Math.min(...marks, parts.length) - length / 4) % parts.length : 0;
    const end = length ? begin + length : parts.length;
    const out = begin ? ["…"] : [];
    for (let i = begin; i < Math.min(end, parts.length); ) {
      const from = i;
      const on = marks.has(i);
      while (i < Math.min(end, parts.length) && marks.has(i) === on) i++;
      const piece = parts.slice(from, i).join("");
      out.push(on ? make("mark", piece) : piece);
    }
    return end < parts.length ? [...out, "…"] : out;
  };

  const row = (title, number, units) => {
    const [, , language, collection] = index.rangeOf(number);
    const code = index.root.language[language][0];
    const link = make("a", marked(title.title + (title.section && ` › ${title.section}`), units));
    link.href = new URL(`../${title.path}`, file);
    const text = make("p", "", "row-text");
    const kind = [make("span", index.root.collection[collection][1 + index.own])];
    if (language !== index.own) kind.push(make("span", new Intl.DisplayNames(page, { type: "language" }).of(code)));
    const item = make("li", [make("h3", link, "row-title"), make("p", kind, "row-facts"), text], "row");
    link.lang = text.lang = code;
    index.text(title).then((whole) => text.append(...marked(whole.replaceAll("\n", " "), units, code === "ja" ? 100 : 200)));
    return item;
  };

  const facetsOf = async (chosen) => {
    const { root } = index;
    const ids = (at) => (values, i) => ({ id: values[0], label: values[1 + index.own] ?? new Intl.DisplayNames(page, { type: "language" }).of(values[0]), has: (number) => index.rangeOf(number)[at] === i });
    const made = [
      { id: "collection", label: words.collection, values: root.collection.map(ids(3)) },
      { id: "language", label: words.languages, values: root.language.map(ids(2)) },
    ];
    const files = root.facet.filter(([id]) => !chosen || chosen.has(id)).map(async ([id, hash, ...labels]) => ({
      id,
      label: labels[index.own] || words.year,
      values: (await index.facet(hash)).map((value) => ({ ...value, label: value.labels[index.own], has: (number) => value.numbers.has(number) })),
    }));
    return [...made, ...(await Promise.all(files))];
  };
  const narrow = (hits, facets, params, but) => hits.filter(({ number }) => facets.every(({ id, values }) => id === but || !params.has(id) || values.some((value) => value.id === params.get(id) && value.has(number))));

  const showFacets = (facets, hits, params) => {
    side.replaceChildren(...facets.flatMap(({ id, label, values }) => {
      const within = narrow(hits, facets, params, id);
      const links = values.flatMap((value) => {
        const count = within.filter(({ number }) => value.has(number)).length;
        const on = params.get(id) === value.id;
        if (!count && !on) return [];
        const to = new URLSearchParams(params);
        if (on) to.delete(id);
        else to.set(id, value.id);
        const link = make("a", on ? [make("strong", value.label), ` ${words.remove}`] : value.label);
        link.href = `?${to}`;
        return [make("li", [link, fill(words.count, { count })])];
      });
      return links.length > 1 || params.has(id) ? [make("h2", label), make("ul", links)] : [];
    }));
  };

  const show = async () => {
    const mine = ++turn;
    const stale = () => mine !== turn;
    const params = new URLSearchParams(location.search);
    const query = params.get("q") ?? "";
    const say = (text) => { if (!stale()) said.textContent = text; };
    document.title = query ? `${query} – ${name}` : name;
    if (!query.trim()) {
      say("");
      box.hidden = true;
      return;
    }
    const late = setTimeout(say, 300, words.loading);
    try {
      await open();
      const answer = await ask(index, query, index.own);
      const chosen = narrow(answer.hits, await facetsOf(params), params);
      let hits = [];
      let seen = 0;
      for (; seen < chosen.length && (!answer.phrases.length || hits.length < wanted); seen += step) {
        const good = await Promise.all(chosen.slice(seen, seen + step).map(answer.phrases.length ? answer.holds : () => true));
        hits.push(...chosen.slice(seen, seen + step).filter((_, i) => good[i]));
      }
      const whole = seen >= chosen.length;
      const shown = hits.slice(0, wanted);
      const titles = await Promise.all(shown.map(({ number }) => index.title(number)));
      clearTimeout(late);
      if (stale()) return;
      list.replaceChildren(...titles.map((title, i) => row(title, shown[i].number, answer.units)));
      more.hidden = whole && hits.length <= wanted;
      box.hidden = false;
      const notes = [answer.near.length && fill(words.near, { words: answer.near.join(", ") }), answer.most && words.most];
      say([...notes, hits.length ? fill(whole ? words.found : words.least, { total: hits.length }) : words.none].filter(Boolean).join(" "));
      const facets = await facetsOf();
      if (!stale()) showFacets(facets, answer.phrases.length && whole && !facets.some(({ id }) => params.has(id)) ? hits : answer.hits, params);
    } catch {
      say(navigator.onLine ? words.failed : words.offline);
    }
    clearTimeout(late);
  };

  const go = (params, method) => {
    wanted = step;
    try {
      history[method](null, "", `?${params}`);
    } catch {}
    show();
  };
  const typed = () => {
    const params = new URLSearchParams(location.search);
    params.set("q", input.value);
    return params;
  };
  const read = () => {
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    wanted = step;
    show();
  };
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go(typed(), "replaceState"), 200);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    go(typed(), "pushState");
  });
  side.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(new URLSearchParams(link.search), "pushState");
  });
  more.addEventListener("click", () => {
    wanted += step;
    show();
  });
  addEventListener("popstate", read);
  addEventListener("online", show);
  document.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("h3 a")];
    const at = links.indexOf(document.activeElement);
    const to = { ArrowDown: links[at + 1], ArrowUp: at > 0 ? links[at - 1] : input }[event.key];
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) input.select();
    else if (to && (at >= 0 || document.activeElement === input)) to.focus();
    else return;
    event.preventDefault();
  });
  open().catch(() => {}); // before anybody types
  read();
};

if (globalThis.document) {
  document.getElementById("k-still").remove();
  start(document.getElementById("k-search"));
}
