// Many runs: how sure the difference is, in the headline and in full.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { open, settled } from "./page.mjs";

const manyRuns = (page) => page.getByRole("radio", { name: "Many runs" });
const panel = (page) => page.getByRole("region", { name: "Study" });
const progress = (page) => page.locator(".study-progress__words");
const row = (page, name) => page.locator(".study-table__row").filter({ hasText: name });

async function openFourTests(page) {
  await open(page);
  await page.getByRole("combobox", { name: "Suite" }).selectOption({ label: "Four tests" });
  await settled(page);
}

test("the headline says how sure the difference is, without being asked", async ({ page }) => {
  await open(page);
  const answer = page.getByRole("region", { name: "Answer" });
  await expect(answer).toContainText(/95 %: −1:[\d.]+ to −1:[\d.]+/);
  await expect(answer).toContainText(/9 of 10: 1:\d\d to 2:\d\d/);
});

test("many runs: verdict, figures, pictures with their tables", async ({ page }) => {
  const errors = await open(page);
  await page.getByRole("combobox", { name: "Suite" }).selectOption({ label: "Web app, one monster file" });
  await manyRuns(page).check();
  await expect(progress(page)).toHaveText("1,000 runs of each", { timeout: 60_000 });
  await expect(panel(page).getByRole("status").first()).toContainText(/^loadgroup would take .* and beat loadfile by .*, 95 % sure\.$/);
  await expect(row(page, "candidate")).toContainText("faster");
  await expect(row(page, "worksteal")).toHaveCount(1);
  for (const name of [/^Baseline: half/, /9 of 10 runs/, /with 1 worker/, /would be best/]) {
    await expect(panel(page).getByRole("img", { name }).first()).toBeVisible();
  }
  const picture = panel(page).locator(".chart").nth(3);
  await picture.getByText("Table", { exact: true }).click();
  await expect(picture.getByRole("table")).toContainText("loadscope");
  expect(errors).toEqual([]);
});

test("the same seed gives the same figures on any number of threads", async ({ page }) => {
  await openFourTests(page);
  await manyRuns(page).check();
  const figures = async () => {
    await expect(progress(page)).toHaveText("1,000 runs of each", { timeout: 60_000 });
    return page.locator(".study-table").innerText();
  };
  const threads = page.getByLabel("Threads", { exact: true });
  await threads.fill("1");
  await page.getByRole("button", { name: /Run again|Stop/ }).click();
  await page.getByRole("button", { name: "Run again" }).click();
  const one = await figures();
  await threads.fill("3");
  const seed = page.getByLabel("Seed", { exact: true });
  await seed.fill("1");
  await expect.poll(figures).not.toBe(one);
  await seed.fill("0");
  await expect.poll(figures).toBe(one);
});

test("what cannot be is refused beside its field, and the last figures stay", async ({ page }) => {
  await openFourTests(page);
  await manyRuns(page).check();
  await expect(progress(page)).toHaveText("1,000 runs of each", { timeout: 60_000 });
  const before = await page.locator(".study-table").innerText();
  await page.getByLabel("Runs", { exact: true }).fill("0");
  await expect(panel(page).getByRole("alert")).toHaveText("A whole number from 1 to 20000");
  await page.getByLabel("Noise of a test").fill("-3");
  await page.getByLabel("Noise of a test").press("Tab");
  await expect(panel(page).getByRole("alert").nth(1)).toHaveText("A number from 0 to 200");
  expect(await page.locator(".study-table").innerText()).toBe(before);
});

test("a study can be stopped, and what is there stays", async ({ page }) => {
  await open(page);
  await page.getByLabel("Worker start").waitFor();
  await manyRuns(page).check();
  await page.getByLabel("Runs", { exact: true }).fill("20000");
  await expect(progress(page)).toContainText(/of 20,000 runs, .* left/, { timeout: 60_000 });
  await expect(row(page, "candidate")).toContainText("faster", { timeout: 60_000 });
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(progress(page)).toContainText("runs of each");
  await expect(row(page, "candidate")).toContainText("faster");
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 360]) {
    test(`axe finds nothing among many runs, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await openFourTests(page);
      await manyRuns(page).check();
      await expect(progress(page)).toHaveText("1,000 runs of each", { timeout: 60_000 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}
