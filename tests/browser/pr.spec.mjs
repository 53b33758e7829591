// For the pull request: the comment, seen before it is copied; whether it came true; pictures and traces to take away; one
// picture to embed.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { file, open, pick, settled } from "./page.mjs";
import { baseline, candidate, hash } from "./pipelines.mjs";

const HOSTILE = "<img src=x onerror=\"window.hurt = 1\"> `a` | @octocat #12";
const suite = { name: "ten", tests: Array.from({ length: 10 }, (_, i) => ({ id: `tests/test_${i % 3}.py::test_${i}`, duration: (i + 1) * 1e8 })) };
const scenario = { source: { given: suite }, baseline, candidate };

const dialog = (page) => page.getByRole("dialog", { name: "For the pull request" });
const comment = (page) => dialog(page).getByLabel("The comment");
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

async function openComment(page) {
  await page.getByRole("button", { name: "Copy for PR" }).first().click();
  await expect(comment(page)).toHaveValue(/What this would change/);
}

/** Takes a picture away by the button of that name; returns its name and bytes. */
async function take(page, name) {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name, exact: true }).first().click();
  const download = await waiting;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("a comment is seen before it is copied, and its link opens", async ({ page, context }) => {
  const errors = await open(page, hash(scenario));
  await openComment(page);
  const text = await comment(page).inputValue();
  expect(text).toContain("| typical run |");
  expect(text).toContain("```mermaid\ngantt");
  expect(text).toContain("- `` new job `unit` ``");
  await dialog(page).getByRole("button", { name: "Copy", exact: true }).click();
  await expect(dialog(page).getByText("Copied")).toBeVisible();
  expect(await copied(page)).toBe(text);
  const { violations } = await new AxeBuilder({ page }).include("dialog").analyze();
  expect(violations).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  const link = text.match(/\[Open in Laneway\]\(<([^>]+)>\)/)[1];
  const other = await context.newPage();
  await other.goto(link);
  await settled(other);
  expect(errors).toEqual([]);
});

test("hostile names stay names", async ({ page }) => {
  const named = structuredClone(scenario);
  named.candidate.jobs[1].name = HOSTILE;
  await open(page, hash(named));
  await openComment(page);
  const outside = (await comment(page).inputValue()).replaceAll(/(`+)[^]*?[^`]\1(?!`)/g, "");
  for (const bad of ["<img", "@octocat", "#12"]) expect(outside).not.toContain(bad);
  expect(await page.evaluate(() => window.hurt)).toBeUndefined();
});

test("a run that was measured is held against what was predicted", async ({ page }) => {
  await open(page, hash(scenario));
  const job = (id, name, ended) => ({
    id,
    run_id: 7,
    run_attempt: 1,
    name,
    conclusion: "success",
    created_at: "2026-01-01T00:00:00Z",
    started_at: "2026-01-01T00:00:10Z",
    completed_at: ended,
  });
  const jobs = [job(1, "lint", "2026-01-01T00:01:30Z"), job(2, "gate", "2026-01-01T05:00:00Z")];
  await pick(page, file("run.json", JSON.stringify({ total_count: 2, jobs })));
  await page.getByRole("button", { name: "Compare with what was predicted" }).click();
  await expect(comment(page)).toHaveValue(/Did it come true\?/);
  await expect(dialog(page)).toContainText("It did not come true");
  await expect(comment(page)).toHaveValue(/`run 7`.*\*\*outside, slower\*\*/);
  // The scenario is as it was.
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
});

test("pictures are taken away as PNG, runs as traces and JSON", async ({ page }) => {
  await open(page, hash(scenario));
  await page.getByText("Take away").first().click();
  const png = await take(page, "Save PNG");
  expect(png.name).toBe("pipelines.png");
  expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
  // Twice the picture's size.
  expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(900);
  const trace = JSON.parse((await take(page, "Save trace")).bytes);
  expect(trace.traceEvents.some((event) => event.ph === "X" && event.cat === "test")).toBe(true);
  await page.getByRole("radio", { name: "One run" }).check();
  await page.getByText("Take away").first().click();
  const session = JSON.parse((await take(page, "Save trace")).bytes);
  expect(session.traceEvents.some((event) => event.cat === "decision")).toBe(true);
  const { name, bytes } = await take(page, "Save JSON");
  expect(name).toBe("laneway.json");
  expect(JSON.parse(bytes).sides.map((side) => side.name)).toEqual(["baseline", "candidate"]);
});

test("one picture is embedded, and nothing is kept of it", async ({ page }) => {
  await open(page, hash(scenario));
  await openComment(page);
  await dialog(page).getByText("For a page of documentation").click();
  const frame = await dialog(page).locator("code").innerText();
  const address = frame.match(/src="([^"]+)"/)[1].replaceAll("&amp;", "&");
  for (const [view, shown] of [["pipeline", ".lanes"], ["timeline", ".timeline-panel"], ["study", ".chart__picture"]]) {
    const other = await page.context().newPage();
    await other.addInitScript(() => localStorage.clear());
    await other.goto(address.replace(/embed=\w+/, `embed=${view}`));
    await expect(other.locator(`.embed ${shown}`)).toBeVisible();
    await expect(other.locator("header")).toHaveCount(0);
    const link = other.getByRole("link", { name: "Open in Laneway" });
    await expect(link).toHaveAttribute("target", "_blank");
    await expect(link).toHaveAttribute("rel", "noopener");
    await expect(link).toHaveAttribute("href", /#v1\./);
    expect(await other.evaluate(() => localStorage.getItem("laneway.scenario"))).toBeNull();
    const { violations } = await new AxeBuilder({ page: other }).analyze();
    expect(violations).toEqual([]);
    await other.close();
  }
});
