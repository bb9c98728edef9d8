// What single pages do: the checklist, the document form, filters, the other language, an address that does not exist.
import { light, openPage, sizes, watch } from "./browser.mjs";
import { checkFacets } from "./facets.mjs";

/** `add(page, name, problems)` is called for each check. */
export async function checkBehaviour(browser, origin, pages, add) {
  const of = (template) => pages.filter((entry) => entry.template === template);
  for (const blocked of [false, true]) {
    const page = await openPage(browser, { blocked });
    const watched = watch(page, origin);
    for (const entry of of("checklists")) {
      await page.goto(`${origin}/${entry.path}`);
      add(entry.path, blocked ? "ticks with storage blocked" : "ticks", [...(await checkTicks(page, blocked)), ...(await watched.take())]);
      if (!blocked) add(entry.path, "ticks on paper", await checkTicksOnPaper(page));
    }
    await page.context().close();
  }
  const page = await openPage(browser);
  const watched = watch(page, origin);
  const forms = of("documents");
  let fields = 0;
  for (const entry of forms) {
    await page.goto(`${origin}/${entry.path}`);
    const count = await page.locator("textarea").count();
    fields += count;
    if (count) add(entry.path, "writing", [...(await checkWriting(page)), ...(await watched.take())]);
  }
  if (forms.length && !fields) add(forms[0].path, "writing", ["no document of pages.json is a form"]);
  for (const entry of pages.filter((entry) => /(^|-)(listing|glossary)$/.test(entry.template))) {
    await page.goto(`${origin}/${entry.path}`);
    add(entry.path, "filtering at once", [...(await checkFacets(page)), ...(await watched.take())]);
  }
  for (const entry of of("home")) {
    await page.goto(`${origin}/${entry.path}`);
    await page.locator("header nav a[hreflang]").first().click();
    await page.waitForURL(`${origin}/${entry.other}`).catch(() => {});
    const path = new URL(page.url()).pathname.slice(1);
    add(entry.path, "switching the language", path === entry.other ? await watched.take() : [`language switch: leads to ${path}`]);
  }
  for (const start of of("notfound").length ? ["", "en/"] : []) {
    // The answer itself is 404, and said so on the console; all that belongs to it must be there.
    const path = `${start}no/such/page.html`;
    await page.goto(`${origin}/${path}`);
    const problems = (await watched.take()).filter((words) => !/^404: \/(en\/)?no\/such\/page\.html$|^console error: Failed to load resource.*404/.test(words));
    add(path, "not found", [...problems, ...(await checkNotFound(page, origin, start))]);
  }
  await page.context().close();
}

async function checkTicks(page, blocked) {
  const found = [];
  const boxes = page.locator('.ticks input[type="checkbox"]');
  const ticked = () => boxes.evaluateAll((all) => all.flatMap((box, index) => (box.checked ? [index] : [])).join());
  const expect = async (words, want) => {
    const have = await ticked();
    if (have !== want) found.push(`checklist: ${words}: ticked are [${have}], expected [${want}]`);
  };
  const clear = page.locator("#k-clear");
  await boxes.nth(0).focus();
  await page.keyboard.press("Space");
  await page.locator(".ticks label").nth(2).click();
  await expect("after a key and a click", "0,2");
  await page.reload();
  await expect("after a reload", blocked ? "" : "0,2");
  if (blocked) await boxes.nth(1).check();
  if (!(await clear.isVisible())) return [...found, "checklist: there is no button that clears it"];
  await clear.focus();
  await page.keyboard.press("Enter");
  await expect("after clearing", "");
  if (!(await page.locator("[role=status]").innerText()).trim()) found.push("checklist: clearing is not announced");
  await page.reload();
  await expect("after clearing and a reload", "");
  return found;
}

async function checkTicksOnPaper(page) {
  const found = [];
  await page.locator('.ticks input[type="checkbox"]').nth(0).check();
  await page.setViewportSize(sizes.paper);
  await page.emulateMedia({ ...light, media: "print" });
  const boxes = await page.locator('.ticks input[type="checkbox"]').evaluateAll((all) =>
    all.map((box) => ({ width: box.offsetWidth, height: box.offsetHeight, border: parseFloat(getComputedStyle(box).borderTopWidth), mark: getComputedStyle(box, "::before").content })),
  );
  if (boxes.some(({ width, height, border }) => width < 10 || height < 10 || border < 0.5)) found.push("checklist: its boxes do not print");
  if (!boxes[0].mark.includes("✓")) found.push("checklist: a tick does not print");
  if (await page.locator("#k-clear").isVisible()) found.push("checklist: the button prints");
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  if (pdf.subarray(0, 5).toString() !== "%PDF-" || pdf.length < 5000) found.push("checklist: does not print");
  await page.emulateMedia(light);
  await page.setViewportSize(sizes.desktop);
  return found;
}

async function checkWriting(page) {
  const found = [];
  const field = page.locator("textarea").first();
  const words = "協働の計画 A plan\n二行目";
  await page.locator("textarea").evaluateAll((all) => all.forEach((one) => (one.dataset.named = String(one.labels.length > 0))));
  if (await page.locator('textarea[data-named="false"]').count()) found.push("document form: a field without a label");
  await page.evaluate(() => document.querySelector("textarea").labels[0]?.click());
  if (!(await field.evaluate((one) => one === document.activeElement))) found.push("document form: the label does not lead into the field");
  await field.focus();
  await page.keyboard.insertText(words);
  if ((await field.inputValue()) !== words) found.push("document form: what was written is not there");
  await field.fill(`${words}\n`.repeat(12));
  await page.setViewportSize(sizes.paper);
  await page.emulateMedia({ ...light, media: "print" });
  const [shown, whole] = await field.evaluate((one) => [one.clientHeight, one.scrollHeight]);
  if (whole > shown + 2) found.push(`document form: on paper ${whole - shown} px of what was written are cut off`);
  await page.emulateMedia(light);
  await page.setViewportSize(sizes.desktop);
  return found;
}

async function checkNotFound(page, origin, start) {
  const found = [];
  const language = await page.evaluate(() => document.documentElement.lang);
  if (language !== (start ? "en" : "ja")) found.push(`not found: the page is in ${language}`);
  const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href));
  for (const link of new Set(links.map((link) => link.replace(/#.*/, "")))) {
    if (!link.startsWith(`${origin}/`)) {
      if (/^https?:/.test(link)) found.push(`not found: leads to another site: ${link}`);
      continue;
    }
    if (link === page.url()) continue;
    const answer = await page.request.get(link);
    if (!answer.ok()) found.push(`not found: leads nowhere: ${link.slice(origin.length)}`);
  }
  return found;
}
