// Advice: what is wrong with the side in sight, what mending it would gain, and the button that does it.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { open, settled } from "./page.mjs";
import { baseline, candidate, hash } from "./pipelines.mjs";

const panel = (page) => page.getByRole("region", { name: "Advice" });
const findings = (page) => panel(page).locator(".advice-panel__finding");
const of = (page, rule) => findings(page).filter({ has: page.getByRole("link", { name: `About ${rule}` }) });
const side = (page, name) => panel(page).getByRole("radio", { name });

// `--dist` without `-n`: one process, and pytest says nothing.
const session = (workers, dist) => ({ jobs: [{ id: "tests", steps: [{ name: "pytest", work: { tests: { session: { workers, dist } } } }] }] });
const WITHOUT_WORKERS = hash({ source: { preset: "slow-first" }, baseline: session(4, "load"), candidate: session(0, "worksteal") });

// A lane that is held against what only all lanes together reach.
const [lint, unit, gate] = candidate.jobs;
const held = { ...unit, steps: unit.steps.map((step) => (step.work.tests ? { ...step, work: { tests: { ...step.work.tests, coverage: { covers: { percent: 84 }, data_file: ".coverage.unit" } } } } : step)) };
const HELD = hash({ source: { preset: "slow-first" }, baseline, candidate: { ...candidate, jobs: [lint, held, gate] } });

// Looking takes as long as the machine needs.
const SLOW = { timeout: 30_000 };
const known = (page) => expect(panel(page).getByRole("status")).toHaveText(/(found|finding|first)\.$/, SLOW);

test("a finding is mended at a click, gone, and back after undo", async ({ page }) => {
  const errors = await open(page, WITHOUT_WORKERS);
  const finding = of(page, "dist-without-workers");
  await expect(finding).toHaveCount(1, SLOW);
  await known(page);
  await expect(finding).toContainText(/Mended, a run would take .* less, 95 % sure\./);
  await expect(finding).toContainText("Would change:");
  await expect(finding).toContainText(/workers 0 → \d/);
  await finding.getByRole("button", { name: /^Apply to the candidate/ }).click();
  await expect(finding).toHaveCount(0, SLOW);
  await settled(page);
  await expect(page.getByLabel("Workers", { exact: true }).first()).not.toHaveValue("0");
  await page.keyboard.press("Control+z");
  await expect(finding).toHaveCount(1, SLOW);
  await expect(page.getByLabel("Workers", { exact: true }).first()).toHaveValue("0");
  expect(errors).toEqual([]);
});

test("nothing is said where all is well, but what was looked for", async ({ page }) => {
  await open(page, hash({ source: { preset: "four-tests" }, baseline: session(2, "load"), candidate: session(2, "worksteal") }));
  await expect(panel(page).getByRole("status")).toHaveText("Nothing found.", SLOW);
  await panel(page).getByText(/^What was looked for/).click();
  expect(await panel(page).getByRole("listitem").count()).toBeGreaterThan(15);
});

test("each side has its own advice, and that of the baseline makes a candidate", async ({ page }) => {
  await open(page, hash({ source: { preset: "slow-first" }, baseline: session(0, "worksteal"), candidate: session(4, "worksteal") }));
  await known(page);
  await expect(of(page, "dist-without-workers")).toHaveCount(0);
  await side(page, "Baseline").check();
  const finding = of(page, "dist-without-workers");
  await expect(finding).toHaveCount(1, SLOW);
  await known(page);
  await expect(finding).toContainText("The candidate would be the baseline with:");
  await finding.getByRole("button", { name: /^Make that the candidate/ }).click();
  await settled(page);
  await side(page, "Candidate").check();
  await known(page);
  await expect(of(page, "dist-without-workers")).toHaveCount(0);
});

test("a finding about a job names it, and opens it", async ({ page }) => {
  await open(page, HELD);
  const finding = of(page, "threshold-in-lanes");
  await expect(finding).toHaveCount(1, SLOW);
  await finding.getByRole("button", { name: "Open the job unit" }).click();
  const job = page.getByRole("region", { name: "Pipeline", exact: true }).getByRole("button", { name: /^unit/ }).first();
  await expect(job).toHaveAttribute("aria-expanded", "true");
  await expect(job).toBeFocused();
  await known(page);
  await expect(finding).toContainText("be red in");
  await finding.getByRole("button", { name: /^Apply to the candidate/ }).click();
  await expect(finding).toHaveCount(0, SLOW);
});

test("the page about the rules has the section of a finding", async ({ page, context }) => {
  await open(page, WITHOUT_WORKERS);
  const opened = context.waitForEvent("page");
  await page.getByRole("link", { name: "About dist-without-workers" }).click();
  const about = await opened;
  await expect(about.locator("h2:target")).toHaveText("dist-without-workers");
  const { violations } = await new AxeBuilder({ page: about }).analyze();
  expect(violations).toEqual([]);
});

for (const [name, width, colours] of [["wide", 1440, "light"], ["wide", 1440, "dark"], ["narrow", 390, "light"], ["narrow", 390, "dark"]]) {
  test(`axe finds nothing, ${name} and ${colours}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: colours });
    await open(page, HELD);
    await known(page);
    await expect(findings(page)).not.toHaveCount(0, SLOW);
    await panel(page).scrollIntoViewIfNeeded();
    await page.screenshot({ path: `target/browser/advice-${name}-${colours}.png` });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  });
}
