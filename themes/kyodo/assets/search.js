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
  text = fold(text).replaceAll("(株)", "株式会社").replaceAll("(有)", "有限会社").replace(gaps, (gap) => (gap.includes("\n") ? "\n" : " ")).trim();
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
  const bit = () => (bytes[at >> 3] >> (~at++ & 7)) & 1;
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
  const files = ["term", "terms", "reading", "readings"].flatMap((part) => root[part]);
  const names = [...root.names[0][0]];
  files.map((row, i) => row.push(names.splice(0, names.length / (files.length - i)).join("")));
  root.range.reduce((next, range) => (range.unshift(next), (next + (range[1] * 9) / 8 + 16) & ~15), 0);
  root.section.reduce((last, section) => (section[0] += last) + section[1], 0);

  /** What `read` makes of the files that may hold the key, or keys that begin so. */
  const rowsOf = async (shards, key, prefix, read, whole) => {
    const files = shards.filter(([first], i) => (prefix && first.startsWith(key)) || (first <= key && !(shards[i + 1]?.[0] <= key)));
    const found = await Promise.all(files.map(([, hash]) => read(hash)));
    return found.flat().filter(([own]) => whole || own === key || (prefix && own.startsWith(key)));
  };
  /** The rows of the root that may lead to the key; of a large site, those in its directories. */
  const shardsOf = (part, key, prefix) => (root[`${part}s`][0] ? rowsOf(root[`${part}s`], key, prefix, tableOf, true) : root[part]);
  const termsOf = async (hash) => {
    const bytes = await bytesOf(hash);
    let at = 0;
    const varint = () => (bytes[at] < 128 ? bytes[at++] : bytes[at++] - 128 + 128 * varint());
    const take = (size) => bytes.subarray(at, (at += size));
    const terms = decodeFront(new TextDecoder().decode(take(varint()))).map((term) => [term, varint(), varint()]);
    return terms.map(([term, count, size]) => [term, count, take(size)]);
  };
  const find = async (term, prefix, matches = new Map()) => {
    for (const [, count, bytes] of await rowsOf(await shardsOf("term", term, prefix), term, prefix, termsOf)) addPostings(bytes, count, root.universe[0][0], matches);
    return matches;
  };
  /** Rows of a reading and the words that are read so. */
  const readings = async (key, prefix) => rowsOf(await shardsOf("reading", key, prefix), key, prefix, tableOf);
  const words = async () => decodeFront(await textOf(root.words[0]?.[0]));
  const title = async (number) => {
    const [block] = root.titles[0] ? (await tableOf(root.titles[number >> 11][0]))[(number >> 6) & 31] : root.title[number >> 6];
    const [heads, ...rows] = (await tableOf(block)).slice(0, (number & 63) + 2);
    const [own, section] = rows.at(-1);
    const [path, , title, area, day = "", state, example] = rows.findLast(([path]) => path[0] !== "#");
    const [first, file] = heads.findLast((head) => parseInt(head) <= number).split(" ");
    return { path: own[0] === "#" ? path.split("#")[0] + own : own, title, section, area, day, state, example, file, place: number - first };
  };
  const text = async ({ file, place }) => (await textOf(file)).split("\f")[place] ?? "";
  const facet = async (hash) => (await tableOf(hash)).map(([id, steps, ...labels]) => {
    let number = 0;
    return { id, numbers: new Set(steps.split(" ").map((step) => (number += +step))), labels };
  });
  const rangeOf = (number) => root.range.findLast(([first]) => first <= number);
  /** The number of the page that an entry stands on. */
  const pageOf = (number) => (root.section.find(([page, count]) => page <= number && number <= page + count) ?? [number])[0];
  return { root, tableOf, find, readings, words, title, text, facet, rangeOf, pageOf };
};

// A query

const mostWords = 12;
const enough = 5;
const pairsOf = (run) => [...run].slice(1).map((c, i) => [...run][i] + c);
const unite = (matches, list) => {
  for (const [number, score] of list) matches.set(number, Math.max(score, matches.get(number) ?? 0));
  return matches;
};
const common = ([first, ...others]) => new Map([...first].map(([number, score]) => [number, Math.min(score, ...others.map((list) => list.get(number) ?? 0))]).filter(([, score]) => score));

export const ask = async (index, query, language) => {
  const { find } = index;
  const variants = index.root.variant;
  const phrases = [];
  const unitOf = (runs, quoted, words = [...runs]) => ({ runs, quoted, words });
  const units = query.split(/["＂“”]/).flatMap((part, i) => {
    const quoted = i % 2;
    const text = normalize(part, variants);
    if (quoted && text) phrases.push(text);
    return text.split("\n").flatMap((line) => (line.match(runs) ?? []).flatMap((run, i, runs) => {
      const unit = unitOf([run], quoted);
      const before = runs[i - 1];
      return quoted && i && ![before, run].some(isJapanese) ? [unit, unitOf([` ${termOf(before)} ${termOf(run)}`], quoted, [])] : unit;
    }));
  });

  const all = (terms) => Promise.all(terms.map((term) => find(term)));
  const japanese = async (run) => {
    const pairs = pairsOf(run);
    const whole = await find(run, !pairs[0]);
    return !pairs[1] || whole.size ? whole : common(await all(pairs));
  };
  /** Entries with the only run of the unit. */
  const look = async (unit) => {
    const { runs: [run], quoted } = unit;
    const letters = !isJapanese(run);
    const key = !quoted && (/^[ぁ-ゖー]{2,}$/.test(run) ? run : run.length > 2 && romajiKey(run));
    let [matches, rows] = await Promise.all([letters ? find(termOf(run)) : japanese(run), key ? index.readings(key) : []]);
    if (key && !letters && !rows.length && !matches.size) rows = await index.readings(key, true);
    const words = rows.flatMap(([, ...words]) => words).slice(0, mostWords);
    unit.words.push(...words);
    for (const list of await Promise.all(words.map(japanese))) unite(matches, list);
    unit.prefix = letters && !matches.size;
    unit.matches = unit.prefix ? await find(run, true) : matches;
    return unit;
  };
  const combine = (units) => {
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

  await Promise.all(units.map(look));
  const isOwn = (number) => index.rangeOf(number)[2] === language;
  let answer = { units, found: combine(units), near: [], shorter: [], most: false };
  if (units.some(({ quoted }) => !quoted) && [...answer.found.keys()].filter(isOwn).length < enough) {
    const { widen } = await index.more();
    answer = await widen(index, answer, phrases, { termOf, isJapanese, re, pairsOf, unite, common, unitOf, all, japanese, look, combine });
  }
  const hits = [...answer.found].map(([number, score]) => ({ number, score, rank: isOwn(number) * 1e6 + score * 2 + index.rangeOf(number)[4] })).sort((a, b) => b.rank - a.rank || a.number - b.number);

  // Neighbours do not tell that a whole phrase is there: its text does. Words and numbers have bounds.
  const bounded = (text) => text.replace(runs, (run) => (isJapanese(run) ? run : `|${run}|`));
  const holds = async ({ number }) => {
    if (!phrases.length) return true;
    const title = await index.title(number);
    const text = bounded(normalize(`${title.section || title.title}\n${await index.text(title)}`, variants));
    return phrases.every((phrase) => text.includes(bounded(phrase)));
  };
  return { ...answer, hits, phrases, holds };
};

/** The first of each page, with how many others stand there. */
export const byPage = (hits, pageOf) => {
  const pages = new Map();
  for (const hit of hits) {
    const page = pageOf(hit.number);
    const first = pages.get(page);
    if (first) first.others++;
    else pages.set(page, { ...hit, others: 0 });
  }
  return [...pages.values()];
};

/** Of the hits, those on `wanted` pages that have the phrases; `whole`: there are no more. Few texts are looked at. */
export const holding = async ({ phrases, holds }, hits, wanted) => {
  if (!phrases.length) return { good: hits, whole: true };
  const good = [];
  let seen = 0;
  for (; seen < hits.length && good.length < wanted && seen < (good.length ? wanted / 2 : wanted); seen += 5) {
    const some = hits.slice(seen, seen + 5);
    const held = await Promise.all(some.map(holds));
    good.push(...some.filter((_, i) => held[i]));
  }
  return { good, whole: seen >= hits.length };
};

// The page

const start = () => {
  const [form, said, box, list, side, more, still, empty, rest] = "find said search hits side more still empty rest".split(" ").map((id) => document.getElementById(`k-${id}`));
  const words = box.dataset;
  const { lang } = document.documentElement;
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
    index.more = () => import(new URL(words.more, location));
    own = index.root.language.findIndex(([code]) => code === lang);
  };
  const make = (kind, values, ...of) => {
    const element = Object.assign(document.createElement(kind), values);
    element.append(...of);
    return element;
  };

  /** The text with what was looked for marked; with `length`, about so many characters, from the sentence that has most of it. */
  const marked = (text, units, length) => {
    const parts = text.match(/\P{M}[\p{M}ﾞﾟ]*/gu) ?? [];
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
    let begin = 0;
    let end = parts.length;
    if (length) {
      const ends = (i) => /[。！？\n]/.test(parts[i]) || (/[.!?]/.test(parts[i]) && /\s/.test(parts[i + 1] ?? " "));
      let most = 0;
      for (let i = 0, from = 0, count = 0; i < end; i++) {
        count += marks.has(i) - marks.has(i - 1) > 0;
        if (count > most) [most, begin] = [count, from];
        if (ends(i)) [from, count] = [i + 1, 0];
      }
      // Whole sentences, and of a long one whole clauses.
      const stops = (i) => ends(i) || /[、，,;：:]/.test(parts[i]);
      const first = most ? Math.min(...[...marks].filter((i) => i >= begin)) : begin;
      for (let i = begin; i < first - length / 2; i++) if (stops(i)) begin = i + 1;
      for (let i = begin + length; i < parts.length; i++) if (stops(i)) return pieces(begin, i + 1);
    }
    return pieces(begin, end);

    function pieces(begin, end) {
      const all = parts.map((part, i) => (marks.has(i) === marks.has(i - 1) ? part : `\0${part}`)).slice(begin, end);
      // Values of fields stand on lines of their own.
      const text = all.join("").trim().replace(/([。！？.!?])?\n+/g, (_, stop) => (stop ? `${stop} ` : " ・ "));
      const odd = marks.has(begin) && !all[0].startsWith("\0");
      return [begin ? "… " : "", ...text.split("\0").map((piece, i) => (i % 2 !== +odd ? make("mark", {}, piece) : piece)), end < parts.length ? " …" : ""];
    }
  };

  /** Where, when, how it stands. A title that begins with the mark of examples has it. */
  const factsOf = ({ title, area, day, state, example }) => {
    const [kind, date] = day.split(" ");
    const past = date?.length > 7 && date < new Date().toLocaleDateString("sv");
    if (past && !/cancelled|postponed/.test(state)) state = kind === "on" ? "over" : "closed";
    const when = date?.length > 7 ? new Date(date).toLocaleDateString(lang.replace(/^en$/, "en-GB"), { timeZone: "UTC", dateStyle: "long" }) : date;
    return [area, when && (kind === "on" ? when : words.until.replace("{date}", when)), words[state], example && title.indexOf(words.example) >> 1 && words.example];
  };

  const row = ({ number, others }, title, units) => {
    const [, , language, collection] = index.rangeOf(number);
    const [code, ...names] = index.root.language[language];
    const link = make("a", { href: new URL(`../${title.path}`, folder), lang: code }, ...marked(title.title + (title.section && ` › ${title.section}`), units));
    const text = make("p", { className: "row-text", lang: code });
    const facts = [index.root.collection[collection][1 + own], language !== own && names[own], ...factsOf(title), others && words.others.replace("{count}", others)];
    index.text(title).then((whole) => text.append(...marked(whole, units, code === "ja" ? 50 : 110)));
    return make("li", { className: "row" }, make("h3", { className: "row-title" }, link), make("p", { className: "row-facts" }, ...facts.filter(Boolean).map((fact) => make("span", {}, fact))), text);
  };

  const facetsOf = (chosen) => Promise.all(index.root.facet.filter(([id]) => !chosen || chosen.has(id)).map(async ([id, hash, ...labels]) => ({ id, label: labels[own] || words[id], values: await index.facet(hash) })));
  const narrow = (hits, facets, params) => hits.filter(({ number }) => facets.every(({ id, values }) => !params.has(id) || values.some((value) => value.id === params.get(id) && value.numbers.has(number))));

  const showFacets = (facets, hits, params) => {
    side.replaceChildren(...facets.flatMap(({ id, label, values }) => {
      const within = narrow(hits, facets.filter((facet) => facet.id !== id), params);
      const links = values.flatMap((value) => {
        const count = byPage(within.filter(({ number }) => value.numbers.has(number)), index.pageOf).length;
        const on = params.get(id) === value.id;
        if (!count && !on) return [];
        const to = new URLSearchParams(params);
        on ? to.delete(id) : to.set(id, value.id);
        const name = value.labels[own];
        return make("li", {}, make("a", { href: `?${to}` }, ...(on ? [make("strong", {}, name), ` ${words.remove}`] : [name])), words.count.replace("{count}", count));
      });
      return links[1] || params.has(id) ? [make("h2", {}, label), make("ul", {}, ...links)] : [];
    }));
    side.closest(".side").hidden = !side.firstChild;
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
    rest.hidden = box.hidden;
    box.hidden = false;
    try {
      await open();
      const answer = await ask(index, query, own);
      const { hits, near, shorter, most, units, phrases } = answer;
      const chosen = narrow(hits, await facetsOf(params), params);
      const { good, whole } = await holding(answer, chosen, wanted);
      const pages = byPage(good, index.pageOf);
      const shown = pages.slice(0, wanted);
      const titles = await Promise.all(shown.map(({ number }) => index.title(number)));
      if (isStale()) return;
      list.replaceChildren(...titles.map((title, i) => row(shown[i], title, units)));
      empty.hidden = shown.length;
      more.hidden = whole && pages.length <= wanted;
      say([near.length && words.near, shorter.length && words.shorter.replace("{words}", shorter.join(" ")), most && words.most, pages.length || !whole ? words[whole ? "found" : "least"].replace("{total}", pages.length) : words.none].filter(Boolean).join(" "));
      const facets = await facetsOf();
      if (!isStale()) showFacets(facets, whole && chosen.length === hits.length ? good : phrases.length ? [] : hits, params);
    } catch {
      opening = undefined;
      box.hidden = !list.firstChild;
      say(navigator.onLine ? words.failed : words.offline);
    }
    if (!isStale()) rest.hidden = false;
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
