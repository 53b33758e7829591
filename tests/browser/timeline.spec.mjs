// The timeline by hand: wheel, drag, keys, search, table, what can be taken away, and how long drawing takes.
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";

const stage = (page) => page.locator(".timeline__stage");
const details = (page) => page.locator(".timeline__details");
const spoken = (page) => page.locator(".timeline > [role=status]");

async function open(page) {
  await page.goto("./");
  await expect(stage(page)).toHaveAttribute("aria-label", /Candidate \(/);
  await expect(page.locator(".timeline--stale")).toHaveCount(0);
}

/** Opens a report of `rows` of id and seconds, run with `line` now. */
async function openSuite(page, rows, line) {
  const buffer = Buffer.from(JSON.stringify(Object.fromEntries(rows)));
  await page.locator("input[type=file]").first().setInputFiles({ name: "durations.json", mimeType: "text/plain", buffer });
  const dialog = page.getByRole("dialog");
  await dialog.getByPlaceholder("pytest -n 8").fill(line);
  await dialog.getByRole("button", { name: "Simulate" }).click();
}

/** Which part of the time is seen: beginning and width of the window on the strip, as shares of the strip. */
async function seen(page) {
  const [strip, window] = await Promise.all(
    [".timeline__minimap", ".timeline__window"].map((name) => page.locator(name).boundingBox()),
  );
  return { from: (window.x - strip.x) / strip.width, width: window.width / strip.width };
}

test("the wheel zooms where the pointer is, drag and Shift pan, Fit shows all", async ({ page }) => {
  await open(page);
  const box = await stage(page).boundingBox();
  const all = await seen(page);
  await page.mouse.move(box.x + box.width / 2, box.y + 100);
  await page.mouse.wheel(0, -600);
  await expect.poll(async () => (await seen(page)).width).toBeLessThan(all.width / 2);
  const zoomed = await seen(page);
  // What is in the middle of the picture stays there.
  expect(Math.abs(zoomed.from + zoomed.width / 2 - (all.from + all.width / 2))).toBeLessThan(0.05);

  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 200, box.y + 100, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await seen(page)).from).toBeGreaterThan(zoomed.from + 0.02);
  const dragged = await seen(page);
  expect(Math.abs(dragged.width - zoomed.width)).toBeLessThan(0.01);

  await page.keyboard.down("Shift");
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Shift");
  await expect.poll(async () => (await seen(page)).from).toBeLessThan(dragged.from - 0.02);

  await page.getByRole("button", { name: "Fit" }).click();
  await expect.poll(() => seen(page)).toEqual(all);
});

test("the window on the strip can be dragged", async ({ page }) => {
  await open(page);
  await stage(page).press("+");
  await stage(page).press("+");
  const before = await seen(page);
  const box = await page.locator(".timeline__window").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 3 });
  await page.mouse.up();
  await expect.poll(async () => (await seen(page)).from).toBeGreaterThan(before.from + 0.02);
});

test("the pointer shows what it is over", async ({ page }) => {
  await open(page);
  const box = await stage(page).boundingBox();
  await page.mouse.move(box.x + 140, box.y + 30);
  await expect(details(page)).toBeVisible();
  await expect(details(page).locator(".timeline__details-id")).toContainText("::test_");
  await expect(details(page)).toContainText(/baseline, gw\d+/);
  await page.mouse.move(box.x + 140, box.y - 40);
  await expect(details(page)).toBeHidden();
});

test("keys move the window, and go from test to test", async ({ page }) => {
  await open(page);
  const all = await seen(page);
  await stage(page).focus();
  await page.keyboard.press("+");
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await seen(page)).width).toBeLessThan(all.width * 0.7);
  await page.keyboard.press("0");
  await expect.poll(() => seen(page)).toEqual(all);

  await page.keyboard.press("Enter");
  await expect(spoken(page)).toContainText("baseline, gw0");
  await expect(details(page)).toBeVisible();
  const first = await spoken(page).textContent();
  await page.keyboard.press("ArrowRight");
  await expect(spoken(page)).not.toHaveText(first);
  await expect(spoken(page)).toContainText("gw0");
  await page.keyboard.press("ArrowDown");
  await expect(spoken(page)).toContainText("gw1");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await seen(page)).width).toBeLessThan(0.1);
  await page.keyboard.press("Escape");
  await expect(spoken(page)).toBeEmpty();
  await expect(details(page)).toBeHidden();
  // Tab is never held back.
  await page.keyboard.press("Tab");
  await expect(stage(page)).not.toBeFocused();
});

test("search says how many, and Enter goes from one to the next", async ({ page }) => {
  await open(page);
  const field = page.getByRole("searchbox");
  await field.fill("test_case_77");
  const count = page.locator(".timeline__search-count");
  await expect(count).toHaveText(/^\d+ found$/);
  const n = (await count.textContent()).split(" ")[0];
  await field.press("Enter");
  await expect(count).toHaveText(`1 of ${n}`);
  await expect(details(page).locator(".timeline__details-id")).toContainText("test_case_77");
  await field.press("Enter");
  await expect(count).toHaveText(`2 of ${n}`);
  await field.press("Shift+Enter");
  await expect(count).toHaveText(`1 of ${n}`);
  await field.fill("no such test");
  await expect(count).toHaveText("none");
});

test("the table says the same", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await expect(page.getByRole("table").filter({ hasText: "candidate" }).getByRole("row")).toHaveCount(33);
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await expect(stage(page)).toBeVisible();
});

test("the picture can be taken away", async ({ page }) => {
  await open(page);
  await page.locator(".timeline__take-away > summary").click();
  const saved = async (name) => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    return readFile(await (await download).path());
  };
  const svg = (await saved("Save SVG")).toString();
  expect(svg).toContain("<title>Baseline (");
  const isWellFormed = await page.evaluate(
    (svg) => new DOMParser().parseFromString(svg, "image/svg+xml").querySelector("parsererror") === null,
    svg,
  );
  expect(isWellFormed).toBe(true);
  expect((await saved("Save PNG")).subarray(1, 4).toString()).toBe("PNG");
  const csv = (await saved("Save CSV")).toString().split("\n");
  expect(csv[0]).toBe("side,worker,test,start_s,end_s,fixtures_s,crashed");
  expect(csv.length).toBe(2 * 10195 + 2);
});

// How long it takes is said, not asserted: other work on the machine is in it.
test("30,000 tests on 64 workers are drawn at every step of the wheel", async ({ page }) => {
  await open(page);
  const rows = Array.from({ length: 30_000 }, (_, n) => [
    `tests/unit/test_${n % 1_500}.py::test_${n}`,
    0.02 + ((n * 7919) % 1_000) / 2_000 + (n % 97 === 0 ? 6 : 0),
  ]);
  await openSuite(page, rows, "pytest -n 64");
  await expect(stage(page)).toHaveAttribute("aria-label", /30,000 tests/);
  await expect(stage(page)).toHaveAttribute("aria-label", /64 workers\).*64 workers\)/);
  const box = await stage(page).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 200);
  await page.evaluate(() => performance.clearMeasures("laneway-draw"));
  for (let turn = 0; turn < 20; turn += 1) {
    await page.mouse.wheel(0, turn < 10 ? -20 : 20);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }
  const times = await page.evaluate(() =>
    performance.getEntriesByName("laneway-draw").map((entry) => entry.duration).sort((a, b) => a - b),
  );
  expect(times.length).toBeGreaterThan(10);
  const median = times[Math.floor(times.length / 2)];
  test.info().annotations.push({ type: "draw", description: `${median.toFixed(1)} ms median of ${times.length}` });
  console.log(`draw: median ${median.toFixed(1)} ms, longest ${times.at(-1).toFixed(1)} ms, of ${times.length}`);
  await page.screenshot({ path: "target/browser/timeline-30000.png" });
});

test("blocks of a small suite are dragged to another duration and another place", async ({ page }) => {
  await open(page);
  await page.getByRole("combobox", { name: "Suite" }).selectOption({ label: "Four tests" });
  await expect(stage(page)).toHaveAttribute("aria-label", /: 4 tests/);
  await expect(page.locator(".timeline--stale")).toHaveCount(0);
  const box = await stage(page).boundingBox();
  const y = box.y + 34;
  const gutter = 76;

  // The first test is the longest block of the first row; its right edge is found by the cursor.
  const cursor = () => stage(page).evaluate((stage) => stage.style.cursor);
  let edge = box.x + box.width;
  do {
    edge -= 3;
    await page.mouse.move(edge, y);
  } while ((await cursor()) !== "ew-resize" && edge > box.x + gutter);
  const spans = await page.evaluate(() => document.querySelector(".timeline__stage").getAttribute("aria-label"));
  await page.mouse.down();
  await page.mouse.move(edge - 100, y, { steps: 4 });
  await page.mouse.up();
  await expect(stage(page)).not.toHaveAttribute("aria-label", spans);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(stage(page)).toHaveAttribute("aria-label", spans);

  // By key: a test is made longer.
  await stage(page).focus();
  await page.keyboard.press("Enter");
  const before = await spoken(page).textContent();
  await page.keyboard.press("Shift+ArrowUp");
  await expect(spoken(page)).not.toHaveText(before);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(spoken(page)).toHaveText(before);

  // A block is dragged behind another: the suite's order changes, and so the address.
  const address = page.url();
  await page.mouse.move(box.x + gutter + 20, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 30, y, { steps: 5 });
  await page.screenshot({ path: "target/browser/timeline-drag.png" });
  await page.mouse.up();
  await expect.poll(() => page.url()).not.toBe(address);
});
