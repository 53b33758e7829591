// What comes in beside reports of tests: workflows, real runs, coverage reports; what they become, and what is said of them.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { figure, file, nTests, open, pick, settled, simulate } from "./page.mjs";
import { baseline, candidate, hash } from "./pipelines.mjs";

const LINK = hash({ source: { preset: "slow-first" }, baseline, candidate });
const WORKFLOW = `
on: push
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ruff check
  unit:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pip install -r requirements.txt
      - run: pytest -n 4 tests/unit --cov
  heavy:
    needs: lint
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pytest -n 2 --dist loadfile tests/heavy --cov
`;
const lane = (page, name) => page.locator(".lanes__list").getByRole("button", { name });
const panel = (page) => page.getByRole("region", { name: "Pipeline", exact: true });
const dialog = (page) => page.getByRole("dialog");
const take = async (page) => {
  await dialog(page).getByRole("button", { name: "Simulate" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await settled(page);
};

/** The jobs of a run as GitHub's API lists them: id, name, from and to in seconds, steps with their ends. */
function jobs(run, ...list) {
  const at = (seconds) => new Date(Date.UTC(2026, 0, 1 + run) + 1000 * seconds).toISOString();
  const job = ([name, from, to, ...steps], place) => ({
    id: 100 * run + place,
    run_id: run,
    workflow_name: "CI",
    name,
    conclusion: "success",
    created_at: at(0),
    started_at: at(from),
    completed_at: at(to),
    labels: ["ubuntu-latest"],
    steps: steps.map(([step, end], number) => ({
      name: step,
      number: number + 1,
      conclusion: "success",
      started_at: at(from),
      completed_at: at(end),
    })),
  });
  return JSON.stringify({ total_count: list.length, jobs: list.map(job) });
}

/** An LCOV report of one file of a hundred lines, of which those `from` to `to` ran. */
const lcov = (from, to) => {
  const lines = Array.from({ length: 100 }, (_, i) => `DA:${i + 1},${from <= i + 1 && i + 1 <= to ? 1 : 0}`);
  return ["TN:", "SF:src/app.py", ...lines, "end_of_record", ""].join("\n");
};

const tests = (folder, n) => Array.from({ length: n }, (_, i) => `tests/${folder}/test_${i % 5}.py::test_${i},0.5\n`).join("");

test("a workflow becomes both sides; what was assumed is said with its lines", async ({ page }) => {
  const errors = await open(page);
  await pick(page, file("ci.yml", WORKFLOW));
  await expect(dialog(page)).toContainText("Which side is this pipeline?");
  await expect(dialog(page)).toContainText("3 jobs, 2 run tests");
  await expect(dialog(page).getByLabel("Baseline")).toHaveValue("0");
  await expect(dialog(page).getByLabel("Candidate")).toHaveValue("0");
  await page.screenshot({ path: "target/browser/dropped-workflow.png" });
  await take(page);
  for (const side of ["baseline", "candidate"]) {
    for (const job of ["lint", "unit", "heavy"]) await expect(lane(page, new RegExp(`^${side}: ${job}`))).toHaveCount(1);
  }
  await expect(nTests(page)).toHaveText("10,195");
  const notice = page.locator(".notice").filter({ hasText: "Kept of ci.yml: 3 jobs, 2 run tests" });
  await expect(notice).toContainText("assumed");
  await notice.getByText("Show lines").click();
  await expect(notice).toContainText("assumed: unit: queue");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator(".lanes__list")).toHaveCount(0);
  expect(errors).toEqual([]);
});

test("a workflow can be the candidate alone; the baseline stays as it is", async ({ page }) => {
  await open(page, LINK);
  const before = await figure(page, "Baseline").textContent();
  await pick(page, file("new.yml", WORKFLOW));
  await dialog(page).getByLabel("Baseline").selectOption({ label: "as it is" });
  await take(page);
  await expect(figure(page, "Baseline")).toHaveText(before);
  await expect(lane(page, /^baseline: tests/)).toHaveCount(1);
  await expect(lane(page, /^candidate: heavy/)).toHaveCount(1);
});

test("real runs become a pipeline with their queues; steps that run tests can run the suite", async ({ page }) => {
  await open(page);
  const unit = (queue) => ["unit", queue, queue + 100, ["Install", queue + 20], ["Run pytest -n 4", queue + 100]];
  await pick(page, file("1.json", jobs(1, unit(5))), file("2.json", jobs(2, unit(25))), file("3.json", jobs(3, unit(15))));
  await expect(dialog(page)).toContainText("CI, of 1.json and 2 more");
  await expect(dialog(page)).toContainText("1 job of 3 runs, it runs tests");
  await expect(dialog(page).getByLabel("Simulate its tests")).not.toBeChecked();
  await take(page);
  // The middle queue, and the steps as they were.
  await expect(figure(page, "Candidate")).toHaveText("1:55");
  await pick(page, file("1.json", jobs(1, unit(5))), file("report.csv", tests("unit", 40)));
  await expect(dialog(page).getByLabel("Simulate its tests")).toBeChecked();
  await take(page);
  await expect(nTests(page)).toHaveText("40");
  await expect(lane(page, /^candidate: unit/)).toHaveCount(1);
  await expect(figure(page, "Candidate")).toHaveText("30 s");
});

test("coverage reports go to the lanes whose names they have, and count line by line", async ({ page }) => {
  await open(page);
  await pick(page, file("ci.yml", WORKFLOW));
  await take(page);
  await pick(page, file("coverage-unit.lcov", lcov(1, 60)), file("coverage-heavy.lcov", lcov(41, 90)), file("third.lcov", lcov(1, 9)));
  await expect(dialog(page)).toContainText("60.0 %, 1 file");
  const menu = (name) => dialog(page).getByLabel(`Lane of ${name}`);
  await expect(menu("coverage-unit.lcov").locator("option:checked")).toHaveText("unit, on both sides");
  await expect(menu("coverage-heavy.lcov").locator("option:checked")).toHaveText("heavy, on both sides");
  await expect(menu("third.lcov").locator("option:checked")).toHaveText("none: leave it out");
  await menu("coverage-heavy.lcov").selectOption({ label: "heavy, the candidate's" });
  await page.screenshot({ path: "target/browser/dropped-coverage.png" });
  await take(page);
  await panel(page).getByRole("button", { name: /^heavy/ }).click();
  await panel(page).locator("summary").filter({ hasText: "pytest" }).click();
  await expect(panel(page)).toContainText("50");
});

test("a workflow, a report and coverage of two lanes work in one go", async ({ page }) => {
  await open(page);
  const report = file("report.csv", tests("unit", 30) + tests("heavy", 20));
  await pick(page, file("ci.yml", WORKFLOW), report, file("unit.lcov", lcov(1, 60)), file("heavy.lcov", lcov(41, 90)));
  await expect(dialog(page)).toContainText("Put these tests and this pipeline together?");
  await page.screenshot({ path: "target/browser/dropped-mixed.png" });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  await take(page);
  await expect(nTests(page)).toHaveText("50");
  await expect(panel(page).getByRole("button", { name: /^unit/ })).toContainText("30");
  await expect(panel(page).getByRole("button", { name: /^heavy/ })).toContainText("20");
});

test("what is broken says where, and the rest is taken", async ({ page }) => {
  await open(page, LINK);
  await pick(page, file("ci.yml", "jobs:\n  unit: [\n"));
  await expect(page.getByRole("alert")).toContainText("ci.yml: line 2, column 9");
  await expect(dialog(page)).toHaveCount(0);
  await expect(lane(page, /^candidate: gate/)).toHaveCount(1);
  await pick(page, file("unit.lcov", "TN:\nSF:a.py\nDA:1,1\n"), file("heavy.lcov", lcov(1, 2)));
  await expect(page.getByRole("alert")).toContainText("unit.lcov: line 3");
  await expect(dialog(page)).toContainText("heavy.lcov");
  await page.keyboard.press("Escape");
  await expect(lane(page, /^candidate: gate/)).toHaveCount(1);
});

test("a report of tests keeps the pipelines, and says what of them no longer fits", async ({ page }) => {
  await open(page);
  await pick(page, file("ci.yml", WORKFLOW));
  await take(page);
  await pick(page, file("report.csv", tests("unit", 30)));
  await expect(dialog(page)).toContainText("Put these tests under the pipelines?");
  await expect(dialog(page).getByLabel("Keep the pipelines")).toBeChecked();
  await take(page);
  await expect(nTests(page)).toHaveText("30");
  await expect(lane(page, /^baseline: heavy/)).toHaveCount(1);
  const notice = page.locator(".notice").filter({ hasText: "The pipelines stay as they are" });
  await notice.getByText("Show lines").click();
  await expect(notice).toContainText("heavy: no test of the new suite is under `tests/heavy`");
  await pick(page, file("report.csv", tests("unit", 20)));
  await dialog(page).getByLabel("Keep the pipelines").uncheck();
  await simulate(page);
  await expect(nTests(page)).toHaveText("20");
  await expect(page.locator(".lanes__list")).toHaveCount(0);
});

test("a calibration is put on the sessions of the pipelines", async ({ page }) => {
  await open(page, LINK);
  await page.locator("input[type=file]").setInputFiles("tests/data/reports/pytest_timing.json");
  await expect(dialog(page).getByLabel("Calibrate on this run")).toBeChecked();
  await take(page);
  await expect(page.locator(".notice").filter({ hasText: "Calibrated: modelled" })).toBeVisible();
  await lane(page, /^candidate: unit \(1\/4\)/).click();
  await expect(page.getByLabel("Worker start")).not.toHaveValue("0 s");
});

test("an example says what it is about; a suite of one's own does not", async ({ page }) => {
  await open(page);
  const about = page.getByRole("region", { name: "About this example" });
  await page.getByRole("combobox", { name: "Suite" }).selectOption("lane-split");
  await settled(page);
  await expect(about).toContainText("In the first run both lanes failed");
  await about.getByText(/^The numbers behind it/).click();
  await expect(about.getByRole("cell", { name: "published" }).first()).toBeVisible();
  await expect(about.getByRole("cell", { name: "fitted" }).first()).toBeVisible();
  await about.scrollIntoViewIfNeeded();
  await page.screenshot({ path: "target/browser/about.png" });
  await pick(page, file("report.csv", tests("unit", 3)));
  await take(page);
  await expect(about).toHaveCount(0);
});

test("many runs of pipelines: how long, how probably red, what changes", async ({ page }) => {
  await open(page, LINK);
  await page.getByRole("radio", { name: "Many runs" }).check();
  const runs = page.locator(".whole-runs");
  await expect(runs.locator(".study-panel__verdict")).toContainText(/9 of 10 runs of the candidate would take .* before the baseline/);
  for (const title of ["Whole runs that have ended", "When whole runs end", "Until green, with re-runs", "How probably a run is red", "What the candidate changes"]) {
    await expect(runs.getByRole("heading", { name: title })).toBeVisible();
  }
  await expect(runs.getByRole("img", { name: /Probability that a run is red\. Baseline: \d/ })).toBeVisible();
  const row = (name) => runs.getByRole("group", { name: "Whole runs in figures" }).getByRole("row", { name });
  await expect(row(/^mean/)).toContainText("±");
  await expect(row(/^billed a run/)).toHaveText(/\d.*\d.*\d/);
  await expect(row(/^gate margin/)).toContainText("points");
  await page.screenshot({ path: "target/browser/whole-runs.png" });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
});

test("a plain session says how a pipeline comes", async ({ page }) => {
  await open(page);
  await expect(panel(page)).toContainText("or drop a workflow or a run");
  const chooser = page.waitForEvent("filechooser");
  await panel(page).getByRole("button", { name: "Open a workflow or a run" }).click();
  await (await chooser).setFiles([file("ci.yml", WORKFLOW)]);
  await expect(dialog(page)).toContainText("Which side is this pipeline?");
});
