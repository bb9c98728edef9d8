// Filters a listing whose rows are all on the page: boxes take the places of the links, and the address keeps what is
// ticked. Values of one facet widen the choice, values of another narrow it.
{
  const panel = document.querySelector("[data-results]");
  const heading = document.getElementById("k-results");
  const said = heading.firstChild.data;
  const wider = {};
  const facetOf = (value) => value.slice(0, value.indexOf(":"));

  const boxes = [...panel.querySelectorAll("[data-value]")].map((line) => {
    const { value, within } = line.dataset;
    if (within) wider[value] = within;
    const label = document.createElement("label");
    const box = document.createElement("input");
    const count = line.lastChild;
    const name = document.createElement("span");
    name.append(...line.firstChild.childNodes);
    line.firstChild.replaceWith(name);
    label.append(box, ...line.childNodes);
    line.append(label);
    box.type = "checkbox";
    box.value = value;
    box.setAttribute("aria-describedby", "k-facet-" + facetOf(value));
    box.addEventListener("change", () => show(true));
    return { box, count, value, facet: facetOf(value) };
  });

  const rows = [...document.querySelectorAll("[data-facets]")].map((row) => {
    const values = new Set();
    for (let value of row.dataset.facets.trim().split(/\s+/)) {
      for (; value && !values.has(value); value = wider[value]) values.add(value);
    }
    return { row, values, counts: !row.closest("[data-examples]") };
  });
  // What holds rows goes with the last of them, and so does the heading of a list.
  const groups = [...new Set(rows.flatMap(({ row }) => [row.parentElement, row.closest("section")]))].filter(
    (group) => group && !group.contains(heading),
  );

  const bar = document.createElement("div");
  const status = document.createElement("p");
  const go = document.createElement("a");
  const clear = document.createElement("button");
  bar.className = "facet-bar";
  status.setAttribute("role", "status");
  go.href = "#k-results";
  go.textContent = panel.dataset.go;
  clear.type = "button";
  clear.textContent = panel.dataset.clear;
  clear.addEventListener("click", () => {
    const first = boxes.find(({ box }) => box.checked);
    for (const { box } of boxes) box.checked = false;
    show(true);
    if (first) first.box.focus();
  });
  bar.append(status, go, clear);
  document.getElementById("k-facets").append(bar);

  const show = (changed) => {
    const chosen = {};
    for (const { box, facet, value } of boxes) if (box.checked) (chosen[facet] ??= []).push(value);
    const facets = Object.keys(chosen);
    const fits = ({ values }, but) =>
      facets.every((facet) => facet === but || chosen[facet].some((value) => values.has(value)));

    for (const one of rows) one.row.hidden = !fits(one);
    for (const { count, facet, value } of boxes) {
      const found = rows.filter((one) => one.counts && one.values.has(value) && fits(one, facet)).length;
      count.data = count.data.replace(/\d+/, found);
    }
    for (const group of groups) {
      const left = group.querySelectorAll("[data-facets]:not([hidden])").length;
      const before = group.previousElementSibling;
      const count = group.querySelector("[data-count]");
      group.hidden = !left;
      if (/^H\d/.test(before?.tagName)) before.hidden = !left;
      if (count) count.textContent = count.textContent.replace(/\d+/, left);
    }

    const total = rows.filter(({ row, counts }) => counts && !row.hidden).length;
    const words = total ? panel.dataset.results.replace("{total}", total) : panel.dataset.none;
    heading.firstChild.data = facets.length ? words + " " : said;
    go.hidden = clear.hidden = !facets.length;
    bar.classList.toggle("on", facets.length > 0);
    if (!changed) return;
    status.textContent = facets.length ? words : said.trim();
    const query = new URLSearchParams(boxes.filter(({ box }) => box.checked).map(({ facet, value }) => [facet, value.slice(facet.length + 1)]));
    try {
      history.replaceState(null, "", (facets.length ? "?" + query : location.pathname) + location.hash);
    } catch {}
  };

  const asked = new URLSearchParams(location.search);
  for (const { box, facet, value } of boxes) box.checked = asked.getAll(facet).includes(value.slice(facet.length + 1));
  show(asked.size > 0);
}
