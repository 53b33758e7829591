// The page as a user meets it: opens, answers, takes files, and can be used by keyboard and screen reader.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

const candidate = (page) => page.locator(".answer-panel__figure--candidate dd");

async function open(page) {
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto("./");
  await expect(candidate(page)).not.toBeEmpty();
  await expect(page.locator(".modes-panel__row")).toHaveCount(7);
  return errors;
}

async function openFile(page, name, text) {
  const file = { name, mimeType: "text/plain", buffer: Buffer.from(text) };
  await page.locator("input[type=file]").setInputFiles(file);
}

test("an example runs at the first paint, without an error", async ({ page }) => {
  const errors = await open(page);
  await expect(page.getByRole("application")).toHaveAttribute("aria-label", /Candidate \(/);
  await page.screenshot({ path: "target/browser/page.png" });
  expect(errors).toEqual([]);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 800, 360]) {
    test(`axe finds nothing, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await open(page);
      await expect(page.locator(".is-stale")).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  }
}

test("a dropped report gives table and timeline, and says what is the baseline", async ({ page }) => {
  await open(page);
  const rows = Array.from({ length: 300 }, (_, i) => [`tests/test_${i % 30}.py::test_${i}`, (i % 7) / 10 + 0.05]);
  const text = JSON.stringify(Object.fromEntries(rows));
  const transfer = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "durations.json"));
    return transfer;
  }, text);
  await page.dispatchEvent(".page", "drop", { dataTransfer: transfer });
  const dialog = page.getByRole("dialog");
  await dialog.getByPlaceholder("pytest -n 8").fill("pytest -n 3 --dist loadfile");
  await dialog.getByRole("button", { name: "Simulate" }).click();
  await expect(page.locator(".suite-panel__figures")).toContainText("300 tests");
  await expect(page.locator(".modes-panel__mark")).toHaveText("now");
  await expect(page.getByRole("application")).toHaveAttribute("aria-label", /loadfile, 3 workers/);
  await page.screenshot({ path: "target/browser/dropped.png" });
});

test("a broken file is refused, and what was there stays", async ({ page }) => {
  await open(page);
  const before = await candidate(page).textContent();
  await openFile(page, "notes.txt", "just some words");
  await expect(page.getByRole("alert")).toContainText("notes.txt");
  await expect(page.getByRole("alert")).toContainText("expected");
  await expect(candidate(page)).toHaveText(before);
});

test("markup in a test's id is shown as text", async ({ page }) => {
  await open(page);
  await openFile(page, "odd.csv", "a.py::test_<img src=x onerror=alert(1)>,9\na.py::test_b,1\n");
  await page.getByRole("dialog").getByRole("button", { name: "Simulate" }).click();
  await expect(page.locator(".why-panel__sentence").last()).toContainText("<img src=x");
  await expect(page.locator("img")).toHaveCount(0);
});

test("four tests by hand, then undo and redo", async ({ page }) => {
  await open(page);
  const typed = page.getByLabel("Type one");
  await typed.fill("8 1 1 3");
  await typed.blur();
  await expect(page.locator(".suite-panel__figures")).toContainText("4 tests");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator(".suite-panel__figures")).toContainText("10,195 tests");
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(page.locator(".suite-panel__figures")).toContainText("4 tests");
  await typed.fill("8 fast");
  await typed.blur();
  await expect(page.getByRole("alert")).toContainText("column 3");
});

test("workers by typing, mode by the table, and the address brings it back", async ({ page }) => {
  await open(page);
  await page.locator(".header-panel__select").selectOption({ label: "Four tests" });
  await expect(candidate(page)).toHaveText("8 s");
  await page.getByLabel("Workers", { exact: true }).fill("1");
  await expect(candidate(page)).toHaveText("13 s");
  await page.getByRole("button", { name: "loadgroup", exact: true }).click();
  await expect(page.getByRole("button", { name: "loadgroup", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/#v0\./);
  await page.reload();
  await expect(candidate(page)).toHaveText("13 s");
  await expect(page.getByRole("button", { name: "loadgroup", exact: true })).toHaveAttribute("aria-pressed", "true");
});

test("a link that is broken or newer gives a message and the default page", async ({ page }) => {
  await page.goto("./#v9.whatever");
  await expect(page.getByRole("alert")).toContainText("newer");
  await expect(candidate(page)).not.toBeEmpty();
});

test("a row copies its options", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Copy addopts of loadfile" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("-n 32 --dist loadfile");
});
