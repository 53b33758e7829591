// What the tests of the page share: opening it, and where things stand on it.
import { expect } from "@playwright/test";

/** A figure of the answer: Candidate, Baseline, Difference, Floor, Idle. */
export const figure = (page, name) =>
  page.locator(".answer-panel__figure").filter({ has: page.getByText(name, { exact: true }) }).locator(".answer-panel__value");

/** The number of tests, as the suite's panel says it. */
export const nTests = (page) => page.locator(".suite-panel__figures dd").first();

/** The button of a mode in the table. */
export const mode = (page, flag) => page.getByRole("button", { name: flag, exact: true });

/** Opens the page, at `hash` if there is one; waits for its answer. Returns a list that errors will stand in. */
export async function open(page, hash = "") {
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`./${hash}`);
  await settled(page);
  return errors;
}

/** Waits until nothing is being simulated. */
export async function settled(page) {
  await expect(figure(page, "Candidate")).not.toHaveText("–");
  await expect(page.locator(".is-stale")).toHaveCount(0);
  await expect(page.locator(".modes-panel__row--old")).toHaveCount(0);
}

/** Waits until no figure is dimmed any more, those of many runs neither. */
export const isFresh = (page) => expect(page.locator(".is-stale")).toHaveCount(0, { timeout: 20_000 });

/** Files as a test makes them: name and text, or bytes. */
export const file = (name, content) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

/** Picks files. */
export const pick = (page, ...files) => page.locator("input[type=file]").setInputFiles(files);

/** A `.test_durations` of `n` tests in 30 files, sorted by id as pytest-split writes it. */
export function durations(n) {
  const rows = Array.from({ length: n }, (_, i) => [`tests/test_${i % 30}.py::test_${i}`, (i % 7) / 10 + 0.05]);
  return JSON.stringify(Object.fromEntries(rows.sort()));
}

/** Answers the dialog after files were opened with `line`, as it is run now. */
export async function simulate(page, line = "pytest -n 8") {
  const dialog = page.getByRole("dialog");
  await dialog.getByPlaceholder("pytest -n 8").fill(line);
  await dialog.getByRole("button", { name: "Simulate" }).click();
  await expect(dialog).toHaveCount(0);
  await settled(page);
}
