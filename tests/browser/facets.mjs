// Filtering at once: each box must leave as many rows as the generator counted for its value, and as the sentence
// above the rows says.

/** What is wrong with the filters of the open page; nothing when its facets are links only. */
export async function checkFacets(page) {
  const found = [];
  const lines = page.locator("[data-value]");
  const count = await lines.count();
  if (!count) return found;
  const rows = page.locator("[data-facets]");
  const all = await rows.count();
  const numbers = (words) => words.match(/\d+/g)?.map(Number) ?? [];
  const shown = () => rows.evaluateAll((list) => list.filter((row) => row.checkVisibility()).length);
  const sentence = () => page.locator("#k-results").evaluate((heading) => heading.firstChild.data);
  const tick = (index, on) => lines.nth(index).locator("input").evaluate((box, on) => box.checked !== on && box.click(), on);

  for (let index = 0; index < count; index++) {
    const label = (await lines.nth(index).textContent()).trim();
    const counted = numbers(label).at(-1);
    await tick(index, true);
    const left = await shown();
    if (left !== counted) found.push(`facets: “${label}” leaves ${left} rows`);
    if (!numbers(await sentence()).includes(left)) found.push(`facets: “${label}”: the sentence says “${(await sentence()).trim()}”`);
    if (!(await page.locator("[data-results] [role=status]").innerText()).includes(String(left))) found.push(`facets: “${label}” is not announced`);
    if (index === count - 1) {
      await page.reload();
      if ((await shown()) !== left) found.push("facets: the address does not keep what is ticked");
    }
    await tick(index, false);
  }
  const before = await sentence();
  await tick(0, true);
  await page.locator("[data-results] button").click();
  if ((await shown()) !== all || (await sentence()) !== before || new URL(page.url()).search) found.push("facets: clearing does not bring all rows back");
  return found;
}
