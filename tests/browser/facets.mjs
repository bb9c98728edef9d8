// Filtering at once: each box must leave as many rows as the generator counted for its value, and as the sentence
// above the rows says.

/** What is wrong with the filters of the open page; nothing when its facets are links only. */
export async function checkFacets(page) {
  if (!(await page.locator("[data-value]").count())) return [];
  const { found, left, all, before } = await page.evaluate(tickEach);
  await page.reload();
  const after = await page.evaluate(clear);
  if (after.kept !== left) found.push("facets: the address does not keep what is ticked");
  if (after.rows !== all || after.sentence !== before || new URL(page.url()).search) found.push("facets: clearing does not bring all rows back");
  return found;
}

// These two run in the page: a call for each of the ticks would take longer than all else. The last box stays ticked.
function tickEach() {
  const found = [];
  const numbers = (words) => words.match(/\d+/g)?.map(Number) ?? [];
  // What is made up stands by itself and is not counted.
  const rows = [...document.querySelectorAll("[data-facets]")].filter((row) => !row.closest("[data-examples]"));
  const shown = () => rows.filter((row) => row.checkVisibility()).length;
  const sentence = () => document.getElementById("k-results").firstChild.data;
  const lines = [...document.querySelectorAll("[data-value]")];
  const [all, before] = [shown(), sentence()];
  let left = all;
  for (const line of lines) {
    const label = line.textContent.trim();
    const counted = numbers(label).at(-1);
    const box = line.querySelector("input");
    box.click();
    left = shown();
    if (!box.checked || left !== counted) found.push(`facets: “${label}” leaves ${left} rows`);
    if (!numbers(sentence()).includes(left)) found.push(`facets: “${label}”: the sentence says “${sentence().trim()}”`);
    if (!document.querySelector("[data-results] [role=status]").innerText.includes(String(left))) found.push(`facets: “${label}” is not announced`);
    if (getComputedStyle(document.querySelector(".facet-bar a"), "::before").content !== "none") found.push("facets: the link to the results looks like a box to tick");
    if (line !== lines.at(-1)) box.click();
  }
  return { found, left, all, before };
}

function clear() {
  const shown = () => [...document.querySelectorAll("[data-facets]")].filter((row) => row.checkVisibility() && !row.closest("[data-examples]")).length;
  const kept = shown();
  document.querySelector("[data-results] button").click();
  return { kept, rows: shown(), sentence: document.getElementById("k-results").firstChild.data };
}
