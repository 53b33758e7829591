// The search: what is wanted, what may change, the winner and how it becomes the candidate.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { figure, open, settled } from "./page.mjs";

const panel = (page) => page.getByRole("region", { name: "Search" });
const start = (page) => panel(page).getByRole("button", { name: "Search" });
const answer = (page) => panel(page).locator(".search-panel__answer");
const rows = (page) => panel(page).locator(".study-table__row");
const space = (page) => panel(page).locator(".search-panel__space");

async function openSearch(page, suite = "Four tests") {
  const errors = await open(page);
  await page.getByRole("combobox", { name: "Suite" }).selectOption({ label: suite });
  await settled(page);
  await page.getByRole("radio", { name: "Search" }).check();
  return errors;
}

test("a winner is named, and becomes the candidate at a click", async ({ page }) => {
  const errors = await openSearch(page, "Web app, one monster file");
  await start(page).click();
  await expect(answer(page)).toHaveText(/^The winner: .*It would take .* less than .* now, 95 % sure\.$/, { timeout: 120_000 });
  await expect(panel(page).getByRole("img").first()).toBeVisible();
  const best = rows(page).filter({ hasText: "best" }).first();
  const name = await best.getByRole("rowheader").innerText();
  await best.getByRole("button", { name: "Make it the candidate" }).click();
  await settled(page);
  const workers = name.match(/workers \d+ → (\d+)/);
  if (workers) await expect(page.getByLabel("Workers", { exact: true }).first()).toHaveValue(workers[1]);
  await page.keyboard.press("Control+z");
  await settled(page);
  expect(errors).toEqual([]);
});

test("a point of the front says its figures and becomes the candidate, by click and by key", async ({ page }) => {
  await openSearch(page, "Web app, one monster file");
  await start(page).click();
  await expect(answer(page)).toHaveText(/^The winner/, { timeout: 120_000 });
  const points = panel(page).getByRole("list", { name: "Configurations: make one the candidate" }).getByRole("button");
  const before = await points.evaluateAll((all) => all.map((point) => point.getAttribute("aria-pressed")));
  const other = points.nth(before.indexOf("false"));
  await other.focus();
  await page.keyboard.press("Enter");
  await settled(page);
  await expect(other).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Control+z");
  await settled(page);
  await expect(other).toHaveAttribute("aria-pressed", "false");
  // Points lie close together; the best is above the others.
  const best = panel(page).locator(".front__point--best");
  await best.click();
  await settled(page);
  await expect(best).toHaveAttribute("aria-pressed", "true");
});

test("the same seed finds the same, on any number of threads", async ({ page }) => {
  await openSearch(page);
  const found = async () => {
    await start(page).click();
    await expect(start(page)).toBeVisible({ timeout: 120_000 });
    return panel(page).locator(".search-panel__found").innerText();
  };
  const first = await found();
  expect(first).toContain("baseline");
  expect(await found()).toBe(first);
});

test("what may change is typed over, and a wrong value stands beside its field", async ({ page }) => {
  await openSearch(page);
  await space(page).locator("summary").click();
  const workers = space(page).getByLabel("workers", { exact: true });
  await workers.fill("2, few");
  await workers.blur();
  await expect(space(page).getByRole("alert")).toHaveText("found `few`, expected numbers as in 2, 4, 8 or 2..8");
  await start(page).click();
  await expect(panel(page).getByText("workers: found `few`", { exact: false })).toBeVisible();
  await workers.fill("2..3");
  await workers.blur();
  await expect(space(page).getByRole("alert")).toHaveCount(0);
  await start(page).click();
  await expect(answer(page)).toBeVisible({ timeout: 120_000 });
  await expect(panel(page).locator(".search-panel__error")).toHaveCount(0);
});

test("no winner is named beyond the limits", async ({ page }) => {
  await openSearch(page);
  const within = panel(page).getByLabel("Within", { exact: true });
  await within.fill("1 ms");
  await within.blur();
  await start(page).click();
  await expect(answer(page)).toHaveText(/^No winner: none of .* is within the limits\./, { timeout: 120_000 });
});

test("a search can be stopped, and the page answers all the while", async ({ page }) => {
  await openSearch(page, "Case: from load to worksteal");
  await start(page).click();
  await panel(page).getByRole("button", { name: "Stop" }).click();
  await expect(start(page)).toBeVisible();
  await expect(figure(page, "Candidate")).not.toHaveText("–");
});

test("a search of a pipeline tries jobs too, and axe finds nothing", async ({ page }) => {
  await openSearch(page, "Case: one job split into lanes");
  await space(page).locator("summary").click();
  await expect(space(page).getByLabel("shards", { exact: true })).toHaveValue("1, 2, 3, 4");
  for (const [label, values] of [["shards", "1, 2"], ["runner", ""], ["order", ""]]) {
    const field = space(page).getByLabel(label, { exact: true });
    await field.fill(values);
    await field.blur();
  }
  await start(page).click();
  await expect(answer(page)).toBeVisible({ timeout: 180_000 });
  await expect(rows(page).first()).toContainText("baseline");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});
