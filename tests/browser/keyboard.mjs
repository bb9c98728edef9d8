// Tab through a page: everything that can be used is reached, in the order of the document, seen, and left again.

/** `session`: a CDP session of the page, so that the keys need no round trip each. */
export async function checkKeyboard(page, session) {
  const count = await page.evaluate(prepare);
  const key = { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 };
  const sent = [];
  for (let pressed = 0; pressed < count; pressed++) {
    sent.push(session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key }), session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key }));
  }
  await Promise.all(sent);
  // On a busy machine the last key moves the focus after it was answered.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return page.evaluate(finish);
}

function prepare() {
  // Start from the top, whatever had the focus before.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.blur();
  document.body.removeAttribute("tabindex");
  window.scrollTo(0, 0);

  const usable = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]";
  const expected = [...document.querySelectorAll(usable)].filter(
    (element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length,
  );
  const scrolls = (element) => {
    const style = getComputedStyle(element);
    return (/auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth) || (/auto|scroll/.test(style.overflowY) && element.scrollHeight > element.clientHeight);
  };
  const scrollers = [...document.querySelectorAll("body *")].filter(scrolls);

  const look = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    return { outlineStyle, outlineWidth: parseFloat(outlineWidth), outlineColor, boxShadow };
  };
  const before = new Map([...expected, ...scrollers].map((element) => [element, look(element)]));

  const parse = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  // An outline or a shadow that the element does not have without the focus, 3:1 against what it stands on.
  const marked = (element) => {
    const now = look(element);
    const then = before.get(element);
    const behind = ground(element);
    const outlined = now.outlineStyle !== "none" && now.outlineWidth >= 2 && now.outlineStyle + now.outlineWidth !== then?.outlineStyle + then?.outlineWidth;
    if (outlined && (now.outlineStyle === "auto" || contrast(parse(now.outlineColor), behind) >= 3)) return true;
    const [colour, lengths] = now.boxShadow === "none" ? [] : [now.boxShadow.match(/rgba?\([^)]*\)/)?.[0], now.boxShadow];
    if (!colour || lengths === then?.boxShadow) return false;
    // A ring of two colours: one of them is enough.
    return contrast(parse(colour), behind) >= 3 || (outlined && contrast(parse(colour), parse(now.outlineColor)) >= 3);
  };
  const inView = (element) => {
    for (const rect of element.getClientRects()) {
      const [left, right] = [Math.max(rect.left, 0), Math.min(rect.right, innerWidth)];
      const [top, bottom] = [Math.max(rect.top, 0), Math.min(rect.bottom, innerHeight)];
      if (left >= right || top >= bottom) continue;
      for (const part of [0.5, 0.1, 0.9]) {
        const hit = document.elementFromPoint(left + (right - left) * part, top + (bottom - top) * part);
        if (hit && element.contains(hit)) return true;
      }
    }
    return false;
  };

  const stops = [];
  const note = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return;
    stops.push({ element, marked: marked(element), seen: inView(element) });
  };
  window.keyboardRun = { expected, scrollers, stops, note };
  document.addEventListener("keydown", note, true);
  return expected.length + scrollers.length + 1;
}

function finish() {
  const { expected, scrollers, stops, note } = window.keyboardRun;
  document.removeEventListener("keydown", note, true);
  note();
  delete window.keyboardRun;
  document.activeElement?.blur();
  const name = (element) => `${element.parentElement?.localName}${[...(element.parentElement?.classList ?? [])].map((one) => `.${one}`).join("")} > ${element.localName}${[...element.classList].map((one) => `.${one}`).join("")} "${element.textContent.trim().replace(/\s+/g, " ").slice(0, 30)}"`;

  // Up to the first stop that comes a second time, where the tour begins again.
  const tour = [];
  const seen = new Set();
  for (const stop of stops) {
    if (seen.has(stop.element)) break;
    seen.add(stop.element);
    tour.push(stop);
  }
  const found = [];
  const say = (what, list) => list.length && found.push(`keyboard: ${what}: ${list.length} × ${name(list[0])}`);
  say("not reached", expected.filter((element) => !seen.has(element)));
  say("a stop for nothing that can be used", tour.map((stop) => stop.element).filter((element) => !expected.includes(element) && !scrollers.includes(element)));
  say("out of order", tour.slice(1).filter((stop, index) => !(tour[index].element.compareDocumentPosition(stop.element) & Node.DOCUMENT_POSITION_FOLLOWING)).map((stop) => stop.element));
  say("focus without a mark", tour.filter((stop) => !stop.marked).map((stop) => stop.element));
  say("focus out of view", tour.filter((stop) => !stop.seen).map((stop) => stop.element));
  return found;
}
