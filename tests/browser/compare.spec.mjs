// Compare: changes in words, what would end later, kept candidates; and what was worked on before.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { durations, file, nTests, open, pick, settled, simulate } from "./page.mjs";
import { baseline, candidate, hash } from "./pipelines.mjs";

const suite = { name: "ten", tests: Array.from({ length: 10 }, (_, i) => ({ id: `tests/test_${i % 3}.py::test_${i}`, duration: (i + 1) * 1e8 })) };
const scenario = { source: { given: suite }, baseline, candidate };

const panel = (page) => page.getByRole("region", { name: "Compare" });
const changes = (page) => panel(page).getByRole("list", { name: "Changes" });
const kept = (page) => panel(page).getByRole("list", { name: "Candidates you keep" }).getByRole("listitem");
const recents = (page) => page.getByRole("dialog", { name: "Recent scenarios" }).getByRole("listitem");

async function openCompare(page, what = scenario) {
  const errors = await open(page, hash(what));
  await page.getByRole("radio", { name: "Compare" }).check();
  await expect(panel(page)).toBeVisible();
  return errors;
}

test("changes are said near the answer and in full, with what would end later", async ({ page }) => {
  const errors = await openCompare(page);
  await expect(page.locator(".changed__words")).toContainText("new job `unit`");
  await expect(changes(page).getByRole("listitem")).not.toHaveCount(0);
  await expect(panel(page).getByText(/jobs? would (not )?end later/)).toBeVisible();
  await expect(panel(page).getByText(/tests would end later/)).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include(".compare-panel").analyze();
  expect(violations).toEqual([]);
  expect(errors).toEqual([]);
});

test("sides are swapped, and either becomes the baseline, undone in one step each", async ({ page }) => {
  await openCompare(page);
  await panel(page).getByRole("button", { name: "Swap sides" }).click();
  await expect(changes(page)).toContainText("without job `unit`");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(changes(page)).toContainText("new job `unit`");
  await panel(page).getByRole("button", { name: "Make it the baseline" }).click();
  await expect(changes(page)).toHaveText("Both sides are the same");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(changes(page)).toContainText("new job `unit`");
});

test("candidates are kept under names, over a reload", async ({ page }) => {
  await openCompare(page);
  const keep = async (name) => {
    await panel(page).getByLabel("Name of the candidate").fill(name);
    await panel(page).getByRole("button", { name: "Keep the candidate" }).click();
  };
  await keep("four shards");
  await expect(kept(page)).toHaveCount(1);
  await panel(page).getByRole("button", { name: "Swap sides" }).click();
  await keep("as it was");
  await expect(kept(page)).toHaveCount(2);
  await panel(page).getByRole("button", { name: "Try four shards" }).click();
  await expect(changes(page)).toHaveText("Both sides are the same");
  await kept(page).nth(1).getByLabel("Name").fill("before");
  await kept(page).nth(1).getByLabel("Name").press("Enter");
  await page.reload();
  await settled(page);
  await page.getByRole("radio", { name: "Compare" }).check();
  await expect(kept(page).nth(1).getByLabel("Name")).toHaveValue("before");
  await panel(page).getByRole("button", { name: "Delete before" }).click();
  await expect(kept(page)).toHaveCount(1);
});

test("a preset, an import and a link leave what was worked on among the recent ones", async ({ page }) => {
  await open(page);
  await pick(page, file(".test_durations", durations(120)));
  await simulate(page);
  await expect(nTests(page)).toHaveText("120");
  await page.waitForFunction(() => localStorage.getItem("laneway.recent")?.includes("test_durations"));
  await page.getByRole("combobox", { name: "Suite" }).selectOption({ index: 1 });
  await settled(page);
  await page.waitForFunction(() => JSON.parse(localStorage.getItem("laneway.recent")).entries.length === 2);
  await page.goto(`./${hash(scenario)}`);
  await page.reload();
  await settled(page);
  await expect(nTests(page)).toHaveText("10");
  await page.getByRole("button", { name: "Recent" }).click();
  const row = recents(page).filter({ hasText: ".test_durations" });
  await expect(row).toContainText("120 tests");
  const { violations } = await new AxeBuilder({ page }).include("#recent-menu").analyze();
  expect(violations).toEqual([]);
  await row.getByRole("button").first().click();
  await settled(page);
  await expect(nTests(page)).toHaveText("120");
  await page.getByRole("button", { name: "Recent" }).click();
  const n = await recents(page).count();
  await recents(page).last().getByRole("button", { name: /^Forget/ }).click();
  await expect(recents(page)).toHaveCount(n - 1);
});
