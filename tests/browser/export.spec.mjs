// Export: a side as files, to be read, copied and taken away; the user's own, which come back with their changes.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";
import { file, open, pick, settled } from "./page.mjs";
import { baseline, candidate, hash } from "./pipelines.mjs";

const panel = (page) => page.getByRole("region", { name: "Export" });
const rows = (page) => panel(page).getByRole("list", { name: "Files" }).getByRole("listitem");
const row = (page, path) => rows(page).filter({ has: page.getByText(path, { exact: true }) });
const shown = (page) => panel(page).getByRole("region", { name: "The file" });
const said = (page) => panel(page).getByRole("region", { name: "Before you take them" });

const suite = { name: "ten", tests: Array.from({ length: 10 }, (_, i) => ({ id: `tests/test_${i % 3}.py::test_${i}`, duration: (i + 1) * 1e8 })) };

async function openExport(page, scenario = { source: { given: suite }, baseline, candidate }) {
  const errors = await open(page, hash(scenario));
  await page.getByRole("radio", { name: "Export" }).check();
  await expect(row(page, "pyproject.toml")).toBeVisible();
  return errors;
}

const look = async (page, path) => {
  await row(page, path).getByRole("button", { name: path }).first().click();
  await expect(shown(page).getByRole("heading", { name: path })).toBeVisible();
};

/** Pastes one of the user's files. */
async function give(page, text) {
  await panel(page).getByLabel("Your own files").fill(text);
  await panel(page).getByRole("button", { name: "Put in the changes" }).click();
}

/** Names and texts of a zip. */
function unzip(bytes) {
  const files = new Map();
  for (let at = bytes.indexOf("PK\x01\x02"); at >= 0; at = bytes.indexOf("PK\x01\x02", at + 4)) {
    const size = bytes.readUInt32LE(at + 20);
    const name = bytes.toString("utf8", at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    files.set(name, inflateRawSync(bytes.subarray(from, from + size)).toString());
  }
  return files;
}

test("files are read, copied, and follow the scenario and the side", async ({ page }) => {
  const errors = await openExport(page);
  await expect(row(page, ".github/workflows/tests.yml")).toContainText("the jobs, for the CI service");
  await look(page, ".github/workflows/tests.yml");
  await expect(shown(page)).toContainText("--dist worksteal");
  await row(page, ".github/workflows/tests.yml").getByRole("button", { name: "Copy" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("include-hidden-files: true");
  expect(copied).toContain("--splits=4");
  await panel(page).getByRole("radio", { name: "Baseline" }).check();
  await expect(shown(page)).toContainText("--dist load");
  await expect(shown(page)).not.toContainText("--splits");
  await panel(page).getByRole("radio", { name: "Candidate" }).check();
  await expect(shown(page)).toContainText("--splits=4");
  expect(errors).toEqual([]);
});

test("the zip holds what is listed, with predictions in the report", async ({ page }) => {
  await openExport(page);
  await look(page, "REPORT.md");
  await expect(shown(page)).toContainText("## Predicted", { timeout: 30_000 });
  const download = page.waitForEvent("download");
  await panel(page).getByRole("button", { name: /^Download all \d+ files as a zip$/ }).click();
  const files = unzip(await readFile(await (await download).path()));
  const listed = await rows(page).locator(".export-list__path").allInnerTexts();
  expect([...files.keys()].sort()).toEqual(listed.sort());
  expect(files.get("REPORT.md")).toContain("## Predicted");
  await look(page, "Makefile");
  await panel(page).getByRole("button", { name: "Copy this file" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(files.get("Makefile"));
});

test("service, settings file, Python, install and sleeping tests are chosen", async ({ page }) => {
  await openExport(page);
  await panel(page).getByLabel("Workflow for").selectOption({ label: "GitLab" });
  await expect(row(page, ".gitlab-ci.yml")).toBeVisible();
  await panel(page).getByLabel("Workflow for").selectOption({ label: "Forgejo" });
  await expect(row(page, ".forgejo/workflows/tests.yml")).toBeVisible();
  await panel(page).getByLabel("Settings in").selectOption("pytest.ini");
  await expect(row(page, "pytest.ini")).toBeVisible();
  await expect(row(page, ".coveragerc")).toBeVisible();
  await panel(page).getByLabel("Install by").selectOption({ label: "uv sync --locked" });
  await panel(page).getByLabel("Python").fill("3.14");
  await panel(page).getByLabel("Python").blur();
  await look(page, ".forgejo/workflows/tests.yml");
  await expect(shown(page)).toContainText("uv sync --locked");
  await expect(shown(page)).toContainText("3.14");
  await panel(page).getByLabel("Sleeping tests").check();
  await expect(row(page, "sleeping/conftest.py")).toBeVisible();
});

test("a pyproject comes back with its comments, the change as a diff, and what is in the way", async ({ page }) => {
  const errors = await openExport(page);
  const own = '# Ours, by hand.\n[project]\nname = "a" # keep\n\n[tool.pytest.ini_options]\naddopts = "-p no:xdist -q" # quiet\n';
  await pick(page, file("pyproject.toml", own));
  await expect(shown(page).locator(".export-text__line--added").first()).toContainText("addopts");
  await expect(shown(page).locator(".export-text__line--removed").first()).toContainText('"-p no:xdist -q" # quiet');
  await expect(said(page)).toContainText("pyproject.toml:6");
  await expect(said(page)).toContainText("switches off the plugin");
  await shown(page).getByRole("button", { name: "Copy this file" }).click();
  const merged = await page.evaluate(() => navigator.clipboard.readText());
  expect(merged).toContain('# Ours, by hand.\n[project]\nname = "a" # keep\n');
  expect(merged).toContain("# quiet");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await shown(page).getByRole("button", { name: "Without my file" }).click();
  await expect(row(page, "pyproject.toml")).toContainText("settings of pytest and coverage");
  await expect(shown(page).locator(".export-text__number").first()).toHaveAttribute("data-number", "1");
  expect(errors).toEqual([]);
});

test("a broken file says line and column, keeps its text, and is mended in place", async ({ page }) => {
  await openExport(page);
  await give(page, "[project]\nname = \n# mine\n");
  await expect(shown(page).getByRole("alert")).toContainText("pyproject.toml, line 2, column 8");
  await expect(shown(page).locator(".export-text__line--marked")).toContainText("name =");
  await expect(row(page, ".github/workflows/tests.yml")).toBeVisible();
  const text = shown(page).getByRole("textbox", { name: "pyproject.toml as it was" });
  await expect(text).toHaveValue("[project]\nname = \n# mine\n");
  await text.fill('[project]\nname = "a"\n# mine\n');
  await expect(shown(page).getByRole("alert")).toHaveCount(0);
  await expect(shown(page).locator(".export-text__line--added").first()).toBeVisible();
  await give(page, "hello");
  await expect(panel(page).getByRole("alert")).toContainText("drop the file");
  await expect(panel(page).getByLabel("Your own files")).toHaveValue("hello");
});

test("a workflow keeps all but what must change, and the rest is a list by line", async ({ page }) => {
  await openExport(page);
  const ci = `# Ours.
on: [push]
jobs:
  lint:
    runs-on: ubuntu-24.04
    steps:
      - run: ruff check . # fast
  unit:
    runs-on: ubuntu-24.04
    env: {TOKEN: "\${{ secrets.TOKEN }}"}
    steps:
      - run: uv run pytest -n 2 -x tests # all
      - run: |
          uv run pytest -n 2 -x tests
  old:
    runs-on: ubuntu-24.04
    steps:
      - run: tox
`;
  await give(page, ci.replace("      - run: uv run pytest -n 2 -x tests # all\n", ""));
  await expect(shown(page).getByRole("heading", { name: ".github/workflows/ci.yml" })).toBeVisible();
  await expect(shown(page).locator(".export-text__line--added").filter({ hasText: "--dist worksteal" })).toHaveCount(1);
  await expect(said(page)).toContainText(".github/workflows/ci.yml:");
  for (const summary of await said(page).locator("summary").all()) await summary.click();
  await expect(said(page)).toContainText("what was simulated has no job `old`");
  await shown(page).getByRole("radio", { name: "Whole file" }).check();
  await expect(shown(page)).toContainText("ruff check . # fast");
  await expect(shown(page)).toContainText("${{ secrets.TOKEN }}");
  await expect(row(page, ".github/workflows/tests.yml")).toContainText("not in the zip");
});

test("hostile names stay text", async ({ page }) => {
  const name = "<img src=x onerror=alert(1)>${{ secrets.TOKEN }}";
  const tests = [{ id: `tests/test_a.py::test_a[${name}]`, duration: 1e8, groups: [name] }];
  const session = { workers: 2, dist: "loadgroup", selection: { paths: [name] } };
  const job = { id: "tests", name, steps: [{ name, work: { tests: { session } } }] };
  const pipeline = { jobs: [job] };
  const errors = await openExport(page, { source: { given: { name, tests } }, baseline: pipeline, candidate: pipeline });
  await look(page, ".github/workflows/tests.yml");
  await expect(shown(page)).toContainText("<img src=x onerror=alert(1)>");
  const workflow = await shown(page).locator(".export-text__lines").innerText();
  expect(workflow.match(/\$\{\{ *secrets/)).toBeNull();
  await expect(page.locator("img[src=x]")).toHaveCount(0);
  expect(errors).toEqual([]);
});

test("what cannot be written stands in its place, and is said first", async ({ page }) => {
  const session = { workers: 2, selection: { marked: ["a b"] }, order: "random" };
  const pipeline = { jobs: [{ id: "tests", steps: [{ name: "pytest", work: { tests: { session } } }] }] };
  await openExport(page, { source: { given: suite }, baseline: pipeline, candidate: pipeline });
  await expect(row(page, "workflow")).toContainText("cannot be written");
  await expect(row(page, "conftest")).toContainText("cannot be written");
  await expect(said(page)).toContainText("the mark is `a b`, which -m cannot name");
  await look(page, "workflow");
  await expect(shown(page).getByRole("alert")).toContainText("expected letters, digits");
});

test("axe finds nothing, wide and narrow", async ({ page }) => {
  await openExport(page);
  await give(page, "[tool.pytest.ini_options]\naddopts = \"-n 2\"\n");
  await expect(shown(page).locator(".export-text__line--added").first()).toBeVisible();
  for (const size of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(size);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  }
  await settled(page);
});
