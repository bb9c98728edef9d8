// Shows readings above kanji when the reader asks for it, and remembers the wish on the device.
// The page's HTML has no readings: they come from a list of the whole site, loaded the first time
// they are wanted, and stand in attributes, which the style sheet shows. So the text of the page,
// what is copied, found or read aloud, stays as it was.
//
// It runs before the page is painted. Where the wish is remembered, the page waits for the readings,
// which are in the browser's cache by then, so that nothing moves when they come; but not for long.
{
  const key = "kyodo:furigana";
  const longestWait = 1000; // ms
  const page = document.documentElement.classList;
  let button;
  const skipped = "ruby, code, pre, kbd, samp, input, textarea, select, svg, script, style, template, #k-furigana";
  const kanji = /[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]/;
  let entries; // text → its parts, as readings/table.h in the generator writes them
  const longest = new Map(); // first character → length of its longest entry
  let shown = []; // [text node, the element in its place]

  // In easy Japanese readings are shown unless the reader has turned them off.
  const usual = document.documentElement.lang === "ja-x-easy";
  const stored = usual ? `${key}:easy` : key;
  const remember = (on) => {
    try {
      if (on === usual) localStorage.removeItem(stored);
      else localStorage.setItem(stored, on ? "1" : "0");
    } catch {}
  };
  const remembered = () => {
    try {
      return (localStorage.getItem(stored) ?? (usual ? "1" : "0")) === "1";
    } catch {
      return usual;
    }
  };

  // A script and no fetch, so that it works for a page opened from a disc.
  const load = () =>
    new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = button.dataset.readings;
      script.onload = done;
      script.onerror = fail;
      document.head.append(script);
    }).then(() => {
      entries = new Map();
      for (const line of kyodoReadings.trimEnd().split("\n")) {
        const parts = line.split(",").map((part) => part.split("/"));
        const text = parts.map((part) => part[0]).join("");
        entries.set(text, parts);
        longest.set(text[0], Math.max(longest.get(text[0]) || 0, text.length));
      }
    });

  const ruby = (base, reading) => {
    const element = document.createElement("ruby");
    const above = document.createElement("rt");
    above.dataset.reading = reading;
    above.ariaHidden = "true";
    element.append(base, above);
    return element;
  };

  // The longest entry at each place, from left to right.
  const annotate = (node) => {
    const text = node.data;
    const nodes = [];
    // Words that have their reading behind them in brackets need none above them.
    const read = [...text.matchAll(/[\u3005-\u3007\u3400-\u9fff]+(?=（[ぁ-ゖー]+）)/g)];
    const isRead = (place) => read.some((word) => word.index <= place && place < word.index + word[0].length);
    let done = 0;
    for (let at = 0; at < text.length; ) {
      let length = longest.get(text[at]) || 0;
      while (length && !entries.has(text.substr(at, length))) length--;
      if (!length) {
        at++;
        continue;
      }
      let place = at;
      for (const [base, reading] of entries.get(text.substr(at, length))) {
        if (reading && !isRead(place)) {
          if (done < place) nodes.push(text.slice(done, place));
          nodes.push(ruby(base, reading));
          done = place + base.length;
        }
        place += base.length;
        if (reading !== undefined) at = place; // what stands after the last word may start an entry itself
      }
    }
    if (!nodes.length) return;
    if (done < text.length) nodes.push(text.slice(done));
    // One element, as one text was there, of a name that no style sheet knows.
    const element = document.createElement("k-text");
    element.append(...nodes);
    node.replaceWith(element);
    shown.push([node, element]);
  };

  const show = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      if (node.nodeType === 3) return kanji.test(node.data) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
      const foreign = node.lang && !node.lang.startsWith("ja");
      return foreign || node.matches(skipped) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    nodes.forEach(annotate);
  };

  const hide = () => {
    for (const [node, element] of shown) element.replaceWith(node);
    shown = [];
  };

  const turn = async (on) => {
    button.setAttribute("aria-pressed", on);
    try {
      if (on && !entries) await load();
    } catch {
      button.setAttribute("aria-pressed", on = false);
    }
    if (on !== (button.getAttribute("aria-pressed") === "true")) return; // pressed again meanwhile
    hide();
    if (on) show();
  };

  const paint = () => page.remove("waiting");
  if (remembered()) {
    page.add("waiting");
    setTimeout(paint, longestWait);
  }
  document.addEventListener("DOMContentLoaded", () => {
    button = document.getElementById("k-furigana");
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      remember(on);
      turn(on);
    });
    button.hidden = false;
    if (remembered()) turn(true).finally(paint);
  });
}
