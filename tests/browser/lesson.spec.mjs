// Lessons: each plays through; guesses come before answers; what was there before comes back.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { file, figure, open, pick, settled } from "./page.mjs";

const panel = (page) => page.locator(".lesson-panel");
const ask = (page) => panel(page).locator(".lesson-guess");
const choice = (page) => ask(page).locator(".lesson-guess__choice");
const here = (page) => panel(page).locator("[aria-current=step]");
const next = (page) => panel(page).getByRole("button", { name: "Next", exact: true });
// A thread opens a lesson; on a busy machine it starts slowly.
const SLOW = { timeout: 30_000 };

const IDS = ["chunks", "stealing", "two-tests", "scopes", "groups", "floor", "start-up", "critical-path", "gate", "crashes", "slowest-first"];

async function openLesson(page, hash) {
  const errors = await open(page, hash);
  await expect(panel(page)).toBeVisible(SLOW);
  return errors;
}

for (const id of IDS) {
  test(`the lesson ${id} plays through`, async ({ page }) => {
    const errors = await openLesson(page, `#lesson=${id}`);
    for (let step = 1; ; step += 1) {
      await expect(here(page)).toHaveAttribute("aria-label", `Step ${step}`);
      if (await ask(page).count()) {
        await expect(page.locator(".answer-panel")).toBeHidden();
        await ask(page).getByRole("button", { name: "Just show me" }).click();
        await expect(page.locator(".answer-panel")).toBeVisible();
        await expect(ask(page).locator(".lesson-guess__because")).not.toBeEmpty();
      }
      // Figures are filled in, never left as they were written.
      expect(await panel(page).innerText()).not.toMatch(/[{}]/);
      if ((await next(page).count()) === 0) break;
      await next(page).click();
    }
    await expect(panel(page).getByRole("button", { name: "More lessons" })).toBeVisible();
    expect(errors).toEqual([]);
  });
}

test("a guess is judged by the simulation, and what is asked stays covered until then", async ({ page }) => {
  await openLesson(page, "#lesson=chunks&step=3");
  await expect(figure(page, "Candidate")).toBeHidden();
  await choice(page).filter({ hasText: "worksteal" }).click();
  await expect(ask(page).getByRole("status")).toContainText("Right.");
  await expect(choice(page).filter({ hasText: "worksteal" })).toContainText("✓");
  await expect(figure(page, "Candidate")).toHaveText("17.4 s");
  expect(page.url()).toContain("#lesson=chunks&step=3");
});

test("a figure is typed as people say it, and nearness counts", async ({ page }) => {
  await openLesson(page, "#lesson=chunks");
  const field = ask(page).getByRole("textbox");
  await field.fill("soon");
  await ask(page).getByRole("button", { name: "Guess" }).click();
  await expect(ask(page).getByRole("alert")).toHaveText("A time such as 16 s or 2:05");
  await field.fill("18");
  await field.press("Enter");
  await expect(ask(page).getByRole("status")).toContainText("Near.");
  await expect(ask(page).locator(".lesson-guess__answer")).toHaveText("It is 21 s");
});

test("free controls change the candidate, all others are not there; leaving brings back what was", async ({ page }) => {
  const errors = await open(page);
  const before = await figure(page, "Candidate").innerText();
  await page.getByRole("button", { name: "Learn" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Why chunks strand/ }).click();
  await expect(panel(page)).toBeVisible(SLOW);
  await expect(page.locator(".page__inputs")).toBeHidden();
  await panel(page).getByRole("button", { name: "Step 5" }).click();
  await settled(page);
  const own = panel(page).getByRole("group", { name: "Yours to change" });
  await own.getByLabel("Workers", { exact: true }).fill("1");
  await own.getByLabel("Workers", { exact: true }).press("Enter");
  await expect(figure(page, "Candidate")).toHaveText("1:03");
  await panel(page).getByRole("button", { name: "Leave" }).click();
  await settled(page);
  await expect(figure(page, "Candidate")).toHaveText(before);
  await page.getByRole("button", { name: "Learn" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem").first()).toContainText("read");
  expect(errors).toEqual([]);
});

const OWN = `lesson = 1
title = "Ours <img src=x onerror=alert(1)>"
about = "A try"
tests = [{ file = "t.py", n = 4, secs = 1.0 }]
baseline = { workers = 1 }
candidate = { workers = 2 }
[[step]]
text = "One process needs {baseline.time}."
free = ["workers"]
`;

test("a lesson of one's own is dropped in, and has a link", async ({ page, context }) => {
  const errors = await open(page);
  await pick(page, file("ours.toml", OWN));
  await expect(panel(page)).toContainText("One process needs 4 s.", SLOW);
  await expect(panel(page).getByRole("heading")).toHaveText("Ours <img src=x onerror=alert(1)>");
  expect(page.url()).toContain("#lesson.H4sI");
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(panel(other)).toContainText("One process needs 4 s.", SLOW);
  expect(errors).toEqual([]);
});

test("a lesson that claims what is not so is refused, and nothing is lost", async ({ page }) => {
  await open(page);
  const before = await figure(page, "Candidate").innerText();
  await pick(page, file("wrong.toml", OWN.replace("free", 'holds = ["candidate.time > 3"]\nfree')));
  await expect(page.getByText("step 1: `candidate.time > 3` does not hold in the simulation")).toBeVisible(SLOW);
  await pick(page, file("broken.toml", "lesson = 1\ntitle = \n"));
  await expect(page.getByText("line 2, column 9", { exact: false })).toBeVisible(SLOW);
  await expect(panel(page)).toHaveCount(0);
  await expect(figure(page, "Candidate")).toHaveText(before);
});

test("a lesson is shown to a room, and axe finds nothing", async ({ page }) => {
  await openLesson(page, "#lesson=stealing");
  await panel(page).getByRole("button", { name: "Present" }).click();
  await expect(page.getByRole("button", { name: "Learn" })).toBeHidden();
  const covered = await new AxeBuilder({ page }).analyze();
  expect(covered.violations).toEqual([]);
  await ask(page).getByRole("button", { name: "Just show me" }).click();
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});
