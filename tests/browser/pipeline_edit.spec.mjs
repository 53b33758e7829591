// Editing pipelines: problems beside their fields; matrices, hazards, prices; jobs moved and linked by pointer; lanes zoomed.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { figure, isFresh, open, settled } from "./page.mjs";
import { baseline, candidate, hash } from "./pipelines.mjs";

const LINK = hash({ source: { preset: "slow-first" }, baseline, candidate });
const panel = (page) => page.getByRole("region", { name: "Pipeline", exact: true });
const lane = (page, name) => page.locator(".lanes__list").getByRole("button", { name });
const unfold = (page, name) => panel(page).getByRole("button", { name }).first().click();
const step = (page, name) => panel(page).locator("summary").filter({ hasText: name }).first().click();

/** What a control is described by, as far as it is said to be wrong. */
const wrong = (control) =>
  control.evaluate((element) =>
    (element.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id))
      .filter((it) => it?.matches(".field__wrong, .pipeline-panel__said"))
      .map((it) => it.textContent)
      .join(""),
  );
const says = (control, text) => expect.poll(() => wrong(control)).toContain(text);

/** Types into a field and leaves it. */
async function type(field, text) {
  await field.fill(text);
  await field.press("Enter");
}

test("a cycle, an empty gate and a lane without tests stand beside their fields", async ({ page }) => {
  await open(page, LINK);
  await unfold(page, /^lint/);
  await panel(page).getByRole("checkbox", { name: "gate" }).check();
  await says(panel(page).getByRole("group", { name: "Needs" }), "jobs wait for each other");
  await expect(panel(page).locator(".pipeline-panel__problem")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();

  await unfold(page, /^unit/);
  await step(page, "pytest");
  await type(panel(page).getByLabel("Paths"), "nowhere");
  await says(panel(page).getByLabel("Paths"), "it selects no test");
  await step(page, "pytest");
  await expect(panel(page).locator(".pipeline-panel__problem")).toContainText("session.selection");
  await unfold(page, /^unit/);
  await expect(panel(page).locator(".pipeline-panel__problem")).toContainText("session.selection");
  await page.getByRole("button", { name: "Undo" }).click();

  await unfold(page, /^gate/);
  await panel(page).getByRole("checkbox", { name: "unit" }).uncheck();
  await step(page, "Combine");
  await says(panel(page).getByRole("group", { name: "Gate" }), "nothing is there to combine");
});

test("artifacts that are taken and matrices that are too large are said at their fields", async ({ page }) => {
  await open(page, LINK);
  await unfold(page, /^unit/);
  await step(page, "Upload");
  await type(panel(page).getByLabel("Artifact", { exact: true }), "coverage");
  await says(panel(page).getByLabel("Artifact", { exact: true }), "the second upload fails (409)");
  await panel(page).getByLabel("Shards").fill("300");
  await expect(panel(page).getByText("A whole number from 1 to 256")).toBeVisible();
  await panel(page).getByLabel("Shards").fill("200");
  await panel(page).getByRole("button", { name: "Add an axis" }).click();
  await says(panel(page).getByRole("group", { name: "Matrix" }), "it makes 400 jobs, expected 256 at most");
  await expect(page.locator(".lanes__lane")).not.toHaveCount(0);
});

test("axes, what is left out and added, and what a value changes make the lanes", async ({ page }) => {
  await open(page, LINK);
  await unfold(page, /^unit/);
  await panel(page).getByLabel("Shards").fill("1");
  await panel(page).getByRole("button", { name: "Add an axis" }).click();
  await panel(page).getByRole("button", { name: "Add an axis" }).click();
  await expect(lane(page, /^candidate: unit \(3.14, windows\)/)).toHaveCount(1);
  await panel(page).getByRole("button", { name: "Leave combinations out" }).click();
  await type(panel(page).getByLabel("Left out"), "os=windows, python=3.14");
  await expect(lane(page, /^candidate: unit/)).toHaveCount(3);
  await type(panel(page).getByLabel("Left out"), "windows");
  await expect(panel(page).getByRole("alert")).toContainText("`windows` is no pair");
  await panel(page).getByRole("button", { name: "Add a combination" }).click();
  await type(panel(page).getByLabel("Added"), "python=3.15");
  await expect(lane(page, /^candidate: unit \(3.15\)/)).toHaveCount(1);
  await panel(page).getByRole("button", { name: "Say what a value changes" }).click();
  await step(page, "Where");
  await panel(page).getByLabel("Tests run at").fill("50");
  await panel(page).getByLabel("At once at most").fill("2");
  await settled(page);
  const took = async (name) => Number(/took (\d+):/.exec(await lane(page, name).getAttribute("aria-label"))[1]);
  expect(await took(/unit \(3.13, linux\)/)).toBeGreaterThan(await took(/unit \(3.14, linux\)/));
});

test("hazards, old durations, the gate's own threshold and prices are edited", async ({ page }) => {
  await open(page, LINK);
  await unfold(page, /^unit/);
  await step(page, "pytest");
  await panel(page).getByLabel("It knows").selectOption("stale");
  await panel(page).getByLabel("Missing in it").fill("40");
  await panel(page).getByRole("button", { name: "Add a crash" }).click();
  await step(page, "Crash 1");
  await panel(page).getByLabel("Kills alone").fill("30");
  await expect(figure(page, "Red runs")).toHaveText(/[1-9]\d* %/);
  await unfold(page, /^gate/);
  await step(page, "Combine");
  await panel(page).getByLabel("Its own fail_under").fill("99");
  await expect(lane(page, /^candidate: gate.*failed/)).toHaveCount(1);
  const bill = await figure(page, "Bill").textContent();
  await step(page, "Service, threshold");
  await panel(page).getByLabel("ubuntu-latest-4-cores").fill("1");
  await expect(figure(page, "Bill")).not.toHaveText(bill);
  await panel(page).getByRole("button", { name: /^As listed/ }).click();
  await expect(figure(page, "Bill")).toHaveText(bill);
});

test("the last run of tests stays, and says why", async ({ page }) => {
  await open(page, LINK);
  await unfold(page, /^unit/);
  await expect(panel(page).getByRole("button", { name: "Remove unit", exact: true })).toBeDisabled();
  await expect(panel(page).getByText("The only run of tests of this pipeline").first()).toBeVisible();
  await panel(page).getByRole("button", { name: "Duplicate unit", exact: true }).click();
  await expect(panel(page).getByRole("button", { name: "Remove unit-2" })).toBeEnabled();
});

test("jobs are moved and linked by pointer", async ({ page }) => {
  await open(page, LINK);
  const rows = panel(page).locator(".pipeline-panel__row");
  await rows.nth(0).dragTo(rows.nth(2));
  await expect(panel(page).locator(".pipeline-panel__name")).toHaveText(["unit", "gate", "lint"]);
  await settled(page);
  const target = lane(page, /^candidate: unit \(1\/4\)/);
  await page.locator('.lanes__handle[title="Drag onto the job that needs lint"]').last().dragTo(target);
  await expect(page.locator(".why-panel")).toContainText("lint, then unit");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(panel(page).locator(".pipeline-panel__name")).toHaveText(["lint", "unit", "gate"]);
});

test("lanes are zoomed and moved by wheel, key and drag, and opened all the same", async ({ page }) => {
  await open(page, LINK);
  const shapes = () => page.locator(".lanes svg").first().innerHTML();
  const whole = await shapes();
  const box = await page.locator(".lanes__stage").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 60);
  await page.mouse.wheel(0, -400);
  await expect.poll(shapes).not.toBe(whole);
  const near = await shapes();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 80, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect.poll(shapes).not.toBe(near);
  await expect(page.locator(".lanes")).toBeVisible();
  await page.locator(".lanes__stage").focus();
  await page.keyboard.press("0");
  await expect.poll(shapes).toBe(whole);
  await page.keyboard.press("+");
  await expect.poll(shapes).not.toBe(whole);
  await page.getByRole("button", { name: "All of the time" }).click();
  await lane(page, /^candidate: unit \(3\/4\)/).click();
  await expect(page.locator(".run-panel")).toContainText("Of unit");
});

test("hundreds of lanes scroll, and stay quick", async ({ page }) => {
  const jobs = [{ ...candidate.jobs[1], matrix: { shards: 250, fail_fast: false } }, ...Array.from({ length: 50 }, (_, i) => ({ ...candidate.jobs[0], id: `lint${i}` }))];
  await open(page, hash({ source: { preset: "slow-first" }, baseline, candidate: { jobs } }));
  await expect(page.locator(".lanes__lane").first()).toBeVisible();
  const { height } = await page.locator(".lanes__stage").boundingBox();
  expect(height).toBeLessThan(700);
  await page.locator(".lanes__stage").focus();
  const before = await page.locator(".lanes__lane").last().getAttribute("aria-label");
  for (let i = 0; i < 5; i += 1) await page.keyboard.press("ArrowDown");
  await expect(page.locator(".lanes__lane").last()).not.toHaveAttribute("aria-label", before);
  const ms = await page.evaluate(async () => {
    const stage = document.querySelector(".lanes__stage");
    const began = performance.now();
    for (let i = 0; i < 20; i += 1) {
      stage.dispatchEvent(new KeyboardEvent("keydown", { key: i % 2 ? "-" : "+", bubbles: true }));
      await new Promise((done) => requestAnimationFrame(done));
    }
    return (performance.now() - began) / 20;
  });
  expect(ms).toBeLessThan(150);
});

const CASES = ["tests/unit/test_a.py", "tests/unit/test_b.py", "tests/svc/test_c.py", "tests/e2e/test_d.py"];
const tests = CASES.flatMap((file) =>
  [1, 2].map((n) => ({ id: `${file}::test_${n}`, duration: 2e9, marks: file.includes("e2e") ? ["slow"] : [] })),
);
const run = (id, paths) => ({ id, steps: [{ name: "Test", work: { tests: { session: { workers: 2, selection: { paths } } } } }] });
const split = { jobs: [run("unit", ["tests/unit"]), run("svc", ["tests/svc"])] };
const SPLIT = hash({ source: { given: { name: "t", tests } }, baseline: split, candidate: split });
const assignment = (page) => page.locator(".assignment");
const row = (page, name) => assignment(page).getByRole("row").filter({ has: page.getByRole("button", { name, exact: true }) });

test("tests are given to runs by drag, in a menu and by key; what runs nowhere is said", async ({ page }) => {
  await open(page, SPLIT);
  await expect(assignment(page)).toContainText("2 tests run nowhere");
  await row(page, "e2e").dragTo(assignment(page).locator(".assignment__run").nth(1));
  await expect(assignment(page)).toContainText("8 tests run, each in one place");
  await expect(row(page, "e2e")).toContainText("svc");
  await row(page, "unit").getByRole("button").click();
  await row(page, "test_b.py").getByRole("button").press("2");
  await expect(row(page, "unit")).toContainText("unit 2 tests, svc 2 tests");
  await row(page, "test_b.py").getByRole("button").click();
  await assignment(page).getByLabel("Give these tests to").selectOption({ label: "unit too" });
  await expect(assignment(page)).toContainText("2 tests run in several places");
  await row(page, "test_a.py").dragTo(lane(page, /^candidate: svc/));
  await expect(row(page, "test_a.py")).toContainText("svc");
  await row(page, "mark slow").dragTo(assignment(page).locator(".assignment__run").nth(0));
  await expect(row(page, "mark slow")).toContainText("nowhere");
  await unfold(page, /^svc/);
  await step(page, "Test");
  await expect(panel(page).getByLabel("Not marked")).toHaveValue("slow");
});

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing in what is edited, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await open(page, SPLIT);
    await unfold(page, /^unit/);
    await step(page, "Test");
    await panel(page).getByRole("button", { name: "Add an axis" }).click();
    await step(page, "Service, threshold");
    await isFresh(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  });
}
