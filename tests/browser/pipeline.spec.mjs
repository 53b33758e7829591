// Pipelines: jobs as lanes, each opened by click or key; jobs are added, named and connected; what is wrong is said.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { durations, figure, file, open, pick, settled } from "./page.mjs";
import { baseline, candidate, hash } from "./pipelines.mjs";

const LINK = hash({ source: { preset: "slow-first" }, baseline, candidate });
const lane = (page, name) => page.locator(".lanes__list").getByRole("button", { name });
const tab = (page, name) => page.getByRole("radiogroup", { name: "What the middle shows" }).getByRole("radio", { name });
const panel = (page) => page.getByRole("region", { name: "Pipeline", exact: true });

test("a pipeline opens job by job, with its headline, table and words", async ({ page }) => {
  const errors = await open(page, LINK);
  await expect(page.locator(".lanes svg")).toBeVisible();
  await expect(lane(page, /^candidate: unit \(\d\/4\)/)).toHaveCount(4);
  await expect(lane(page, /critical$/)).not.toHaveCount(0);
  for (const name of ["Candidate", "Baseline", "Bill", "Red runs", "Gate", "Waiting"]) {
    await expect(figure(page, name)).toHaveText(/\d/);
  }
  await expect(page.locator(".why-panel")).toContainText("Its time hangs on");
  await page.locator(".lanes").getByText("Table", { exact: true }).click();
  await expect(page.getByRole("row", { name: /candidate: gate/ })).toContainText("success");
  expect(errors).toEqual([]);
});

test("where the order of tests is lost, its answer has the range over orders", async ({ page }) => {
  await open(page, LINK);
  const ranges = page.locator(".answer-panel__range");
  await expect(ranges).toHaveCount(0);
  await pick(page, file(".test_durations", durations(300)));
  await page.getByRole("dialog").getByRole("button", { name: "Simulate" }).click();
  await expect(ranges).toHaveText([/by order$/, /by order$/, /by order$/]);
  // Those of the pipelines, which take longer than their tests.
  const note = page.locator(".suite-panel__note").first();
  await expect(note).toContainText("Over other orders");
  expect(await note.textContent()).toContain((await ranges.first().textContent()).replace(" by order", ""));
});

test("a lane opens its run of tests, by pointer and by key; menus go to others", async ({ page }) => {
  await open(page, LINK);
  await lane(page, /^candidate: unit \(3\/4\)/).click();
  await expect(page.locator(".opened-runs select").last()).toHaveValue("2");
  await expect(page.locator(".run-panel")).toContainText("Of unit");
  await settled(page);
  await tab(page, "Pipeline").check();
  await lane(page, /^baseline: tests/).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".run-panel")).toContainText("Of tests");
  await page.locator(".opened-runs select").last().selectOption({ label: "unit (1/4)" });
  await expect(page.locator(".run-panel")).toContainText("Of unit");
});

test("what is opened is what the panels change, in its own job alone", async ({ page }) => {
  await open(page, LINK);
  const before = await figure(page, "Baseline").textContent();
  await lane(page, /^candidate: unit \(1\/4\)/).click();
  await page.getByLabel("Workers", { exact: true }).fill("16");
  await settled(page);
  await tab(page, "Pipeline").check();
  await expect(figure(page, "Baseline")).toHaveText(before);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Workers", { exact: true })).toHaveValue("4");
});

test("jobs are added, renamed and connected by key; undo goes back to a plain session", async ({ page }) => {
  await open(page);
  await expect(tab(page, "Pipeline")).toHaveCount(0);
  await panel(page).getByRole("button", { name: "Add a job" }).press("Enter");
  await expect(tab(page, "Pipeline")).toBeChecked();
  const id = panel(page).getByLabel("Id", { exact: true });
  await id.fill("lint");
  await id.press("Enter");
  await expect(lane(page, /^candidate: lint/)).toHaveCount(1);
  await panel(page).getByRole("button", { name: /^tests/ }).press("Enter");
  await panel(page).getByRole("checkbox", { name: "lint" }).press("Space");
  await expect(page.locator(".why-panel")).toContainText("lint, then tests");
  await expect(panel(page).getByRole("button", { name: "Remove tests" })).toBeDisabled();
  for (let i = 0; i < 3; i += 1) await page.getByRole("button", { name: "Undo" }).click();
  await expect(tab(page, "Pipeline")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
});

test("what cannot be is said where it stands, and the picture stays", async ({ page }) => {
  await open(page, LINK);
  await panel(page).getByRole("button", { name: /^lint/ }).click();
  await panel(page).getByRole("checkbox", { name: "gate" }).check();
  await expect(panel(page).locator(".field__wrong--fatal").first()).toBeVisible();
  await expect(page.locator(".answer-panel__bad")).not.toHaveCount(0);
  await expect(lane(page, /^candidate: gate/)).toHaveCount(1);
  const id = panel(page).getByLabel("Id", { exact: true });
  await id.fill("gate");
  await id.press("Enter");
  await expect(panel(page).getByRole("alert")).toContainText("another job is called `gate`");
});

test("a selection says how many tests it has", async ({ page }) => {
  await open(page, LINK);
  await panel(page).getByRole("button", { name: /^unit/ }).click();
  await panel(page).locator("summary").filter({ hasText: "pytest" }).click();
  await panel(page).getByLabel("Paths").fill("nowhere");
  await panel(page).getByLabel("Paths").press("Enter");
  await expect(panel(page).getByText("Runs 0 of 10,195 tests")).toBeVisible();
  await expect(panel(page).locator(".field__wrong").first()).toBeVisible();
});

for (const scheme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing among lanes, ${scheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await open(page, LINK);
      if (width > 1000) await panel(page).getByRole("button", { name: /^unit/ }).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}
