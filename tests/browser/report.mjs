// Counts the checks of a test and says what fails.
let passed = 0;
let failed = 0;
const wrong = new Map();  // words → where they were said

/** A check that holds or does not; `found` says what was there instead. */
export function check(name, good, found = "") {
  if (good) passed++;
  else failed++;
  if (!good) console.log(`FAILED ${name}: ${String(found).slice(0, 300)}`);
}

/** A check that gives a list of what is wrong. The same words at many places are said once, at the end. */
export function add(where, problems) {
  if (problems.length) failed++;
  else passed++;
  for (const problem of problems) {
    const same = problem.replaceAll("../", "");  // links to the same place from pages of several folders
    wrong.set(same, [...(wrong.get(same) ?? []), where]);
  }
}

/** Says how many there were, as scripts/test reads it, and ends the test. */
export function finish() {
  for (const [words, places] of wrong) {
    console.log(`FAILED ${places[0]}${places.length > 1 ? ` and ${places.length - 1} more` : ""}: ${words}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}
