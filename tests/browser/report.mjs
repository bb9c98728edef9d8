// Counts the checks of a test and says what fails.
let passed = 0;
let failed = 0;

export function check(name, good, found = "") {
  if (good) passed++;
  else failed++;
  if (!good) console.log(`${name}: ${String(found).slice(0, 300)}`);
}

/** Says how many there were, as scripts/test reads it, and ends the test. */
export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}
