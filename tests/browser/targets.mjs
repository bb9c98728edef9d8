// WCAG 2.2, 2.5.8: what is pointed at is 24 × 24 px, or has that much room around it.

export function checkTargets(page) {
  return page.evaluate(() => {
    const least = 24;
    const elements = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button], [onclick]")].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length && element.getBoundingClientRect().right > 0,
    );
    const set = new Set(elements);
    const targets = elements.map((element) => {
      const rects = [...element.getClientRects()];
      // A label works as its box does: both are one target.
      for (const label of element.labels ?? []) rects.push(label.getBoundingClientRect());
      const box = element.getBoundingClientRect();
      return { element, rects, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, small: !rects.some((rect) => rect.width >= least - 0.01 && rect.height >= least - 0.01) };
    });

    // In a sentence (also one of links with 、 or ; between them), or in a line whose height text beside it decides.
    const inline = ({ element }) => {
      if (getComputedStyle(element).display !== "inline") return false;
      let block = element.parentElement;
      while (getComputedStyle(block).display === "inline") block = block.parentElement;
      const lines = [...element.getClientRects()];
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!/[\p{L}\p{N}、，,；;]/u.test(node.data)) continue;
        let owner = node.parentElement;
        while (owner !== block && !set.has(owner) && getComputedStyle(owner).display === "inline") owner = owner.parentElement;
        if (owner !== block) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        if ([...range.getClientRects()].some((text) => lines.some((line) => text.top < line.bottom && line.top < text.bottom))) return true;
      }
      return false;
    };
    const distance = (x, y, rect) => Math.hypot(Math.max(rect.left - x, 0, x - rect.right), Math.max(rect.top - y, 0, y - rect.bottom));
    const crowded = (one) =>
      targets.find(
        (other) =>
          other !== one &&
          Math.abs(other.y - one.y) < 2000 &&
          (other.rects.some((rect) => distance(one.x, one.y, rect) < least / 2 - 0.01) || (other.small && Math.hypot(one.x - other.x, one.y - other.y) < least - 0.01)),
      );
    const name = (element) => `${element.parentElement.localName}${[...element.parentElement.classList].map((one) => `.${one}`).join("")} > ${element.localName} "${element.textContent.trim().replace(/\s+/g, " ").slice(0, 30)}"`;

    const bad = targets.filter((target) => target.small && !inline(target)).map((target) => [target, crowded(target)]).filter(([, other]) => other);
    if (!bad.length) return [];
    const [{ element, rects }, other] = bad[0];
    return [`target: ${bad.length} × ${name(element)}: ${rects[0].width.toFixed(0)} × ${rects[0].height.toFixed(1)} px and too near to ${name(other.element)}`];
  });
}
