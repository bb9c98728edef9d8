// Whether all of a page can be read without scrolling it sideways, and nothing is cut off.

/** At the present size. `sheet`: on paper of that name in the style sheet, where what scrolls on a screen is cut off. */
export function checkLayout(page, { sheet = "" } = {}) {
  return page.evaluate((sheet) => {
    const found = [];
    const name = (element) =>
      `${element.localName}${element.id ? `#${element.id}` : ""}${[...element.classList].map((one) => `.${one}`).join("")} "${(element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 30)}"`;
    const root = document.documentElement;
    const width = root.clientWidth;
    const hides = (element) => /hidden|clip/.test(getComputedStyle(element).overflowX);
    // For readers of screens only, and meant to be 1 px wide.
    const unseen = (element) => element.offsetWidth <= 1 || getComputedStyle(element).clipPath !== "none";

    if (hides(root) || hides(document.body)) found.push("overflow is hidden on the whole page");
    // Which paper an element is on: the nearest one that is named counts.
    const paper = (element) => {
      for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).page !== "auto") return getComputedStyle(at).page;
      return "auto";
    };
    const elsewhere = (element) => sheet && paper(element) !== sheet;
    if (root.scrollWidth > width) {
      const held = new Set();  // inside what scrolls or hides by itself
      const wide = [];
      for (const element of document.body.querySelectorAll("*")) {
        const style = getComputedStyle(element);
        if (held.has(element.parentElement)) held.add(element);
        else {
          if (element.getBoundingClientRect().right > width + 0.5 && element.checkVisibility() && !elsewhere(element)) wide.push(element);
          if (style.overflowX !== "visible" || unseen(element)) held.add(element);
        }
      }
      const inner = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
      if (inner.length || !sheet) found.push(`the page is ${root.scrollWidth} px wide, ${width} fit: ${inner.length} × ${inner[0] ? name(inner[0]) : "unknown"}`);
    }
    const cut = [...document.body.querySelectorAll("*")].filter((element) => {
      if (element.scrollWidth <= element.clientWidth + 1 || !element.checkVisibility() || unseen(element) || elsewhere(element)) return false;
      const overflow = getComputedStyle(element).overflowX;
      return /hidden|clip/.test(overflow) || (sheet && /auto|scroll/.test(overflow));
    });
    if (cut.length) found.push(`text is cut off: ${cut.length} × ${name(cut[0])}: ${cut[0].scrollWidth} px in ${cut[0].clientWidth}`);
    return found.map((words) => `layout: ${words}`);
  }, sheet);
}
