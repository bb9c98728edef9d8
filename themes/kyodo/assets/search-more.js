// What search.js does when few pages have what was asked for: loaded only then. The rules are in search/query.h of the
// generator.

const mostWords = 12;
const hasHan = (text) => /\p{sc=Han}/u.test(text);
const scaled = (list, by) => new Map([...list].map(([number, score]) => [number, Math.max(1, Math.floor(score * by))]));

/** {synonyms, skip} for queries with Japanese, with letters. */
const openWords = async ({ root, tableOf }, kinds) => {
  const synonyms = new Map();
  const skip = new Set();
  for (const [i, name] of root.synonyms[0].entries()) {
    if (!kinds[i] || !name) continue;
    const [first, ...rows] = await tableOf(name);
    for (const word of first) skip.add(word);
    for (const [asked, found, ...words] of rows) for (const word of words.slice(asked)) synonyms.set(word, [...(synonyms.get(word) ?? []), ...words.slice(0, found)]);
  }
  return { synonyms, skip };
};

/** The parts of a Japanese run. */
const partsOf = (run, { synonyms, skip }) => {
  const all = [...run];
  const parts = [];
  let part = [];
  const flush = () => {
    if (part[1] || hasHan(part)) parts.push(part.join(""));
    part = [];
  };
  const longest = (known, at) => {
    for (let end = Math.min(at + 12, all.length); end > at + 1; end--) if (known.has(all.slice(at, end).join(""))) return end;
  };
  for (let at = 0, end; at < all.length; at = end) {
    if ((end = longest(synonyms, at))) {
      flush();
      parts.push(all.slice(at, end).join(""));
    } else if ((end = longest(skip, at))) flush();
    else {
      end = at + 1;
      if ((part[1] || (!part[0] && parts[0])) && all[end] && "のをにがはでとへや".includes(all[at])) flush();
      else part.push(all[at]);
    }
  }
  flush();
  return parts[0] === run ? [] : parts;
};

/** Whether at most so many slips make b of a. */
const isNear = (a, b, slips) => {
  const after = (i, j) => isNear(a.slice(i), b.slice(j), slips - 1);
  if (a === b || slips < 0) return slips >= 0;
  if (a[0] === b[0]) return isNear(a.slice(1), b.slice(1), slips);
  return after(0, 1) || after(1, 0) || after(1, 1) || (a[0] === b[1] && a[1] === b[0] && after(2, 2));
};

/** Those of `rows` whose text is nearest. */
const nearestOf = (wanted, rows, textOf, most) => {
  for (let slips = 0; slips <= most; slips++) {
    const near = rows.filter((row) => isNear(wanted, textOf(row), slips));
    if (near.length) return near;
  }
  return [];
};

/** Kana without what people leave out or mistake: the marks of が and ぱ, small letters, ー, う but as the first. */
const bare = (kana) => kana.normalize("NFD").replace(/[ー\u3099\u309a]|(?!^)う/g, "").replace(/[ぁぃぅぇぉっゃゅょゎ]/g, (small) => String.fromCharCode(small.charCodeAt() + 1));

/** Entries with the most words. */
const mostOf = (units) => {
  const one = 1e6;
  const sums = new Map();
  let top = 0;
  for (const { matches } of units) {
    for (const [number, score] of matches) {
      const sum = (sums.get(number) ?? 0) + one + score;
      sums.set(number, sum);
      top = Math.max(top, sum - (sum % one));
    }
  }
  return new Map([...sums].filter(([, sum]) => sum >= top).map(([number, sum]) => [number, sum % one]));
};

export const widen = async (index, { units: narrow }, phrases, { termOf, isJapanese, re, pairsOf, unite, common, unitOf, all, japanese, look, combine }) => {
  const near = [];
  const shorter = [];
  const plain = narrow.filter(({ quoted }) => !quoted).map(({ runs: [run] }) => run);
  const known = await openWords(index, [plain.some(isJapanese), plain.some((run) => !isJapanese(run))]);
  const keyOf = (units) => units.map(({ runs: [run] }) => (isJapanese(run) ? run : termOf(run))).join(" ");

  const addSynonyms = async (unit) => {
    const ways = (known.synonyms.get(unit.key) ?? []).slice(0, mostWords).map((way) => {
      const terms = way.split(" ");
      unit.words.push(...terms);
      return Promise.all(terms.map((term) => (isJapanese(term) ? japanese : index.find)(term))).then(common);
    });
    for (const way of await Promise.all(ways)) unite(unit.matches, way);
    return unit;
  };
  /** What several units find together, as one word. */
  const together = async (units) => {
    const unit = { ...units[0], key: keyOf(units), runs: units.flatMap(({ runs }) => runs), words: units.flatMap(({ words }) => words) };
    unit.matches = scaled(common(units.map(({ matches }) => matches)), 2);
    const [run, second] = unit.runs;
    if (unit.quoted) return unit;
    await addSynonyms(unit);
    if (second || !isJapanese(run)) return unit;
    unit.parts = await Promise.all(partsOf(run, known).map(async (part) => {
      const one = await look(unitOf([part]));
      return addSynonyms({ ...one, key: part, matches: scaled(one.matches, 2) });
    }));
    if (unit.parts.length) unite(unit.matches, scaled(common(unit.parts.map(({ matches }) => matches)), 0.5));
    unit.words.push(...unit.parts.flatMap(({ words }) => words));
    return unit;
  };
  const groups = [];
  for (let at = 0; at < narrow.length; at += groups.at(-1).length) {
    const size = [3, 2].find((size) => {
      const units = narrow.slice(at, at + size);
      return units.length === size && !units.some(({ quoted }) => quoted) && known.synonyms.has(keyOf(units));
    });
    groups.push(narrow.slice(at, at + (size ?? 1)));
  }
  const telling = groups.filter((units) => units[0].quoted || !known.skip.has(keyOf(units)));
  let units = await Promise.all((telling.length ? telling : groups).map(together));

  const takeNear = async (unit, words) => {
    words = [...new Set(words)].slice(0, mostWords);
    near.push(...words);
    unit.words.push(...words);
    return (await Promise.all(words.map((word) => (isJapanese(word) ? japanese : index.find)(word)))).reduce(unite, new Map());
  };
  const nearest = async (unit, run) => {
    const wanted = termOf(run);
    const known = await index.words();
    const same = nearestOf(wanted, known.filter((word) => word[0] === run[0]), String, 1 + (run.length > 7));
    return takeNear(unit, same.length || run.length < 6 ? same : nearestOf(wanted, known, String, 1));
  };
  /** What is read nearly so. */
  const nearestRead = async (unit, run) => {
    const wanted = bare(run);
    if (wanted.length < 3) return new Map();
    const starts = Array.from(Array(84), (_, i) => String.fromCharCode(0x3041 + i)).filter((kana) => bare(kana) === wanted[0]);
    const rows = (await Promise.all(starts.map((kana) => index.readings(kana, true)))).flat();
    return takeNear(unit, nearestOf(wanted, rows, ([key]) => bare(key), (wanted.length > 3) + (wanted.length > 7)).flatMap(([, ...words]) => words));
  };
  const telephone = async (run) => {
    const groups = [[2, 4], [3, 3], [4, 2], [5, 1], [4, 3], [3, 4]].map(([area, exchange]) => [run.slice(0, area), run.slice(area, area + exchange), run.slice(area + exchange)]);
    return (await Promise.all(groups.map(([a, b, c]) => all([` ${a} ${b}`, ` ${b} ${c}`])))).map(common).reduce(unite, new Map());
  };
  const between = (from, to) => (run) => run.replace(re(`(?<=\\p{sc=Han})${from}(?=\\p{sc=Han})`), to);
  const respellings = [between("が", "け"), between("け", "が"), (run) => run.replaceAll("ー", ""), (run) => run.replaceAll("でぃ", "で")];
  /** The longest pieces of a Japanese run that are found. */
  const piecesOf = async (run) => {
    const lists = await all(pairsOf(run));
    const take = (from, to) => {
      for (let size = Math.min(to - from, lists.length - 1); size > 0; size--) {
        for (let at = from; at + size <= to; at++) {
          const piece = [...run].slice(at, at + size + 1).join("");
          const matches = common(lists.slice(at, at + size));
          if (matches.size && (hasHan(piece) || !hasHan(run))) return [...take(from, at - 1), { words: [piece], matches, piece }, ...take(at + size + 1, to)];
        }
      }
      return [];
    };
    return take(0, lists.length);
  };
  /** In turn, so that what is said of them has an order. */
  const loosen = async (units) => {
    const out = [];
    for (const unit of units) out.push(...(await loosenOne(unit)));
    return out;
  };
  const loosenOne = async (unit) => {
    const { matches, runs: [run, second], parts } = unit;
    if (matches.size || unit.quoted || second) return [unit];
    if (/^[ぁ-ゖー]+$/.test(run)) unite(matches, await nearestRead(unit, run));
    if (matches.size) return [unit];
    if (parts?.length) return loosen(parts);
    if (/^[a-z]{5,}$/.test(run)) unit.matches = await nearest(unit, run);
    if (/^\d{10,}$/.test(run)) unit.matches = await telephone(run);
    if (!isJapanese(run) || !pairsOf(run)[1]) return [unit];
    const spellings = respellings.map((change) => change(run)).filter((one) => one !== run && pairsOf(one)[0]);
    unit.words.push(...spellings);
    for (const list of await Promise.all(spellings.map(japanese))) unite(matches, list);
    if (matches.size) return [unit];
    const pieces = await piecesOf(run);
    shorter.push(...pieces.map(({ piece }) => piece));
    return pieces.length ? pieces : [unit];
  };

  let found = combine(units);
  let most = false;
  if (!found.size) {
    units = await loosen(units);
    found = combine(units);
    if (!found.size && !phrases.length) {
      found = mostOf(units);
      most = found.size > 0;
    }
  }
  return { units, found, near, shorter, most };
};
