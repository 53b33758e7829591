// Reports that are dropped or picked: one, several, broken, large; what is said of them, and what stays as it was.
import { expect, test } from "@playwright/test";
import { durations, figure, file, nTests, open, pick, settled, simulate } from "./page.mjs";

test("a dropped report gives table and timeline, and says what is the baseline", async ({ page }) => {
  await open(page);
  const transfer = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "durations.json"));
    return transfer;
  }, durations(300));
  await page.dispatchEvent(".page", "dragover", { dataTransfer: transfer });
  await expect(page.getByText("Drop a test report")).toBeVisible();
  await page.dispatchEvent(".page", "drop", { dataTransfer: transfer });
  await expect(page.getByText("Drop a test report")).toBeHidden();
  await simulate(page, "pytest -n 3 --dist loadfile");
  await expect(nTests(page)).toHaveText("300");
  await expect(page.locator(".modes-panel__row").filter({ hasText: "loadfile" })).toContainText("now");
  await expect(page.getByRole("application")).toHaveAttribute("aria-label", /loadfile, 3 workers/);
  await page.screenshot({ path: "target/browser/dropped.png" });
});

test("what has lost its order says so, and how much that matters", async ({ page }) => {
  await open(page);
  await pick(page, file(".test_durations", durations(300)));
  await simulate(page, "pytest -n 3 --dist worksteal");
  await expect(page.getByText("the order within files is lost")).toBeVisible();
  const ranges = page.locator(".answer-panel__range");
  await expect(ranges).toHaveText([/by order$/, /by order$/, /by order$/]);
  // Ranges of a newer answer take the place of older ones, and nothing moves.
  const before = await ranges.first().textContent();
  const heights = await page.evaluateHandle(() => {
    const panel = document.querySelector(".answer-panel");
    const heights = new Set([panel.offsetHeight]);
    new ResizeObserver(() => heights.add(panel.offsetHeight)).observe(panel);
    return heights;
  });
  await page.getByLabel("Workers", { exact: true }).fill("5");
  await expect(ranges.first()).not.toHaveText(before);
  await settled(page);
  expect(await heights.evaluate((heights) => [...heights])).toHaveLength(1);
});

test("a collection puts the order right", async ({ page }) => {
  await open(page);
  await pick(page, file("times.json", JSON.stringify({ "a.py::test_1": 1, "a.py::test_2": 2 })));
  await simulate(page);
  await pick(page, file("order.txt", "a.py::test_2\na.py::test_1\n\n2 tests collected in 0.01s\n"));
  await page.getByRole("dialog").getByRole("button", { name: "Put it on" }).click();
  await expect(page.getByLabel("Or type one")).toHaveValue(/2.*1/s);
  await expect(page.getByText("the order within files is lost")).toHaveCount(0);
});

test("a broken file is refused, and what was there stays", async ({ page }) => {
  await open(page);
  const before = await figure(page, "Candidate").textContent();
  await pick(page, file("notes.txt", "just some words"));
  await expect(page.getByRole("alert")).toContainText("notes.txt");
  await expect(page.getByRole("alert")).toContainText("expected");
  await expect(figure(page, "Candidate")).toHaveText(before);
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("rows that are wrong are warnings with their lines", async ({ page }) => {
  await open(page);
  await pick(page, file("odd.csv", "a.py::test_1,1\na.py::test_2,soon\na.py::test_3,3\n"));
  await simulate(page);
  const notice = page.locator(".notice");
  await expect(notice).toContainText("2 tests kept, 1 warning");
  await notice.getByText("Show lines").click();
  await expect(notice).toContainText("line 2");
});

test("several files: parts of one run, or repeated runs", async ({ page }) => {
  await open(page);
  const shard = (name, id) => file(name, `${id}_1,1\n${id}_2,2\n`);
  await pick(page, shard("1.csv", "a.py::test"), shard("2.csv", "b.py::test"));
  await expect(page.getByRole("radio", { name: "Parts of one run" })).toBeChecked();
  await simulate(page);
  await expect(nTests(page)).toHaveText("4");
  await pick(page, shard("1.csv", "a.py::test"), shard("2.csv", "a.py::test"));
  await expect(page.getByRole("radio", { name: "Repeated runs" })).toBeChecked();
  await simulate(page);
  await expect(nTests(page)).toHaveText("2");
});

test("how a report was recorded is asked where it does not say", async ({ page }) => {
  await open(page);
  await pick(page, file("durations.json", durations(300)));
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Recorded: workers, cores and coverage not known").click();
  await dialog.getByLabel("Workers then").fill("4");
  await dialog.getByLabel("Cores of the machine").fill("2");
  await dialog.getByLabel("Coverage").selectOption("on");
  await expect(dialog).toContainText("Recorded: on 4 workers, 2 cores, with coverage");
  await simulate(page);
  await expect(page.locator(".suite-panel")).toContainText("From a .test_durations file, on 4 workers, 2 cores, with coverage.");
});

test("a command line that pytest would refuse is said where it is pasted", async ({ page }) => {
  await open(page);
  await pick(page, file("durations.json", durations(30)));
  const dialog = page.getByRole("dialog");
  await dialog.getByPlaceholder("pytest -n 8").fill("pytest -n many");
  await expect(dialog).toContainText("expected 0 to 10000");
  await dialog.getByPlaceholder("pytest -n 8").fill("[pytest]\naddopts = -n 6 --dist loadgroup");
  await expect(dialog.getByLabel("Workers", { exact: true })).toHaveValue("6");
  await expect(dialog.getByLabel("Dist mode")).toHaveValue("loadgroup");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(nTests(page)).toHaveText("10,195");
});

test("reading a large file shows progress, and can be stopped", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const rows = Array.from({ length: 1_000_000 }, (_, i) => `tests/test_${i % 999}.py::test_with_a_longer_name_${i},0.25`);
    const transfer = new DataTransfer();
    transfer.items.add(new File([rows.join("\n")], "large.csv"));
    document.querySelector(".page").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true }));
  });
  await expect(page.locator("progress")).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.locator("progress")).toHaveCount(0);
  await page.waitForTimeout(500);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(nTests(page)).toHaveText("10,195");
});

test("markup in a test's id is shown as text", async ({ page }) => {
  await open(page);
  await pick(page, file("odd.csv", "a.py::test_<img src=x onerror=alert(1)>,9\na.py::test_b,1\n"));
  await simulate(page);
  await expect(page.locator(".why-panel__sentence").last()).toContainText("<img src=x");
  await expect(page.locator("img")).toHaveCount(0);
});

test("a large suite is kept as far as there is room, and says so", async ({ page }) => {
  await open(page);
  await pick(page, file("large.json", durations(20_000)));
  await simulate(page);
  await expect(page.locator(".header-panel__kept")).toContainText("too large for the address");
  expect(new URL(page.url()).hash).toBe("");
  await page.reload();
  await settled(page);
  await expect(nTests(page)).toHaveText("20,000");
});

test("costs are fitted to the run of a report that knows its times", async ({ page }) => {
  await open(page);
  await page.locator("input[type=file]").setInputFiles("tests/data/reports/pytest_timing.json");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Calibrate on this run")).toBeChecked();
  await dialog.getByRole("button", { name: "Simulate" }).click();
  await settled(page);
  await expect(page.getByText(/^Calibrated: modelled 3\.22 s, measured 3\.22 s \(.*%\)\.$/)).toBeVisible();
  await expect(page.getByLabel("Worker start")).not.toHaveValue("0 s");
  await page.locator(".calibration summary").click();
  await expect(page.locator(".calibration")).toContainText("overhead of a test");
});
