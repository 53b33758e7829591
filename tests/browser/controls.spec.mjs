// What goes in, by hand: suites, workers, modes, costs, for either side; undone and redone.
import { expect, test } from "@playwright/test";
import { figure, mode, nTests, open, settled } from "./page.mjs";

const workers = (page) => page.getByLabel("Workers", { exact: true });
const undo = (page) => page.getByRole("button", { name: "Undo" });
const redo = (page) => page.getByRole("button", { name: "Redo" });

async function openFourTests(page) {
  await open(page);
  await page.getByRole("combobox", { name: "Suite" }).selectOption({ label: "Four tests" });
  await expect(figure(page, "Candidate")).toHaveText("9 s");
}

test("a suite typed by hand, then undo and redo", async ({ page }) => {
  await open(page);
  const typed = page.getByLabel("Or type one");
  await typed.fill("8 1 1 3");
  await expect(nTests(page)).toHaveText("4");
  await expect(typed).toHaveValue("8 1 1 3");
  await undo(page).click();
  await expect(nTests(page)).toHaveText("10,195");
  await redo(page).click();
  await expect(nTests(page)).toHaveText("4");
  await typed.fill("8 fast");
  await expect(page.getByRole("alert")).toContainText("column 3");
  await expect(nTests(page)).toHaveText("4");
});

test("workers by typing and by arrow keys; what is no number is said", async ({ page }) => {
  await openFourTests(page);
  await workers(page).fill("1");
  await expect(figure(page, "Candidate")).toHaveText("13 s");
  await workers(page).press("ArrowUp");
  await expect(figure(page, "Candidate")).toHaveText("9 s");
  await workers(page).fill("99999");
  await expect(page.getByRole("alert")).toContainText("from 0 to 10000");
  await expect(figure(page, "Candidate")).toHaveText("9 s");
  await workers(page).fill("3");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a changed value shows the baseline's, and the way back", async ({ page }) => {
  await openFourTests(page);
  await workers(page).fill("4");
  const back = page.getByRole("button", { name: "Workers was 2: back" });
  await expect(back).toHaveText("was 2");
  await back.click();
  await expect(workers(page)).toHaveValue("2");
  await expect(back).toHaveCount(0);
});

test("one slide is one step back", async ({ page }) => {
  await openFourTests(page);
  const slider = page.getByLabel("Workers, slider");
  await slider.focus();
  for (let i = 0; i < 5; i += 1) await slider.press("ArrowRight");
  await expect(workers(page)).toHaveValue("7");
  await undo(page).click();
  await expect(workers(page)).toHaveValue("2");
  await redo(page).click();
  await expect(workers(page)).toHaveValue("7");
});

test("a mode by a click in the table", async ({ page }) => {
  await open(page);
  await page.locator(".modes-panel__row").filter({ hasText: "loadscope" }).locator("td").nth(1).click();
  await expect(mode(page, "loadscope")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByLabel("Dist mode", { exact: true })).toHaveValue("loadscope");
  await settled(page);
  await expect(page.locator(".modes-panel__mark")).toHaveText("now");
});

test("the baseline can be changed, and replaced by the candidate", async ({ page }) => {
  await openFourTests(page);
  await page.locator(".run-panel").getByRole("radio", { name: "Baseline" }).check();
  await workers(page).fill("1");
  await expect(figure(page, "Baseline")).toHaveText("13 s");
  await expect(figure(page, "Candidate")).toHaveText("9 s");
  await page.getByRole("button", { name: "Make the candidate the baseline" }).click();
  await expect(figure(page, "Baseline")).toHaveText("9 s");
  await expect(figure(page, "Difference")).toHaveText("0 s");
});

test("fixed costs as people say times, on both sides or on one", async ({ page }) => {
  await openFourTests(page);
  const start = page.getByLabel("Worker start", { exact: true });
  await start.fill("1.5");
  await start.press("Enter");
  await expect(start).toHaveValue("1.5 s");
  await expect(figure(page, "Candidate")).toHaveText("10.5 s");
  await expect(figure(page, "Baseline")).toHaveText("10.5 s");
  await start.press("ArrowUp");
  await expect(start).toHaveValue("1.6 s");
  await page.getByLabel("Same on both sides").uncheck();
  await start.fill("200 ms");
  await start.press("Enter");
  await expect(figure(page, "Candidate")).toHaveText("9.2 s");
  await expect(figure(page, "Baseline")).toHaveText("10.6 s");
  await expect(page.getByRole("button", { name: "Worker start was 1.6 s: back" })).toBeVisible();
  await start.fill("soon");
  await start.press("Enter");
  await expect(page.getByRole("alert")).toContainText("A time such as");
});

test("a row copies its options", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Copy the options of loadfile" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("-n 32 --dist loadfile");
});

test("commands that record a report can be copied", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Record one" }).click();
  await page.getByRole("button", { name: "Copy: pytest --junitxml=report.xml" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("pytest --junitxml=report.xml");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Nothing leaves your browser")).toBeHidden();
});

test("more workers than cores slow each other down", async ({ page }) => {
  await openFourTests(page);
  await page.getByLabel("Cores", { exact: true }).fill("1");
  await page.getByLabel("Tests compute").fill("100");
  await expect(figure(page, "Candidate")).toHaveText("13 s");
  await page.getByLabel("Speed", { exact: true }).fill("2");
  await expect(figure(page, "Candidate")).toHaveText("6.5 s");
  await page.getByRole("button", { name: "Cores was enough: back" }).click();
  await expect(figure(page, "Candidate")).toHaveText("4.5 s");
});

test("each side has its own order of collection", async ({ page }) => {
  await open(page);
  await mode(page, "load").click();
  await expect(figure(page, "Difference")).toHaveText("0 s");
  const before = await figure(page, "Candidate").innerText();
  await page.getByLabel("Order", { exact: true }).selectOption({ label: "random order" });
  await expect(figure(page, "Difference")).toContainText("−");
  await expect(page.getByLabel("Order's seed")).toHaveValue("0");
  await page.getByRole("button", { name: "Order was as collected: back" }).click();
  await expect(figure(page, "Candidate")).toHaveText(before);
});
