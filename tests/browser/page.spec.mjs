// The page as a user meets it: opens with an answer, in every size and colour, for every reader.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { figure, mode, open } from "./page.mjs";

test("an example runs at the first paint, without an error", async ({ page }) => {
  const errors = await open(page);
  await expect(page.locator(".modes-panel__row")).toHaveCount(7);
  await expect(page.locator(".why-panel__sentence").first()).toContainText("Without noise, worksteal would finish");
  await expect(page.getByRole("application")).toHaveAttribute("aria-label", /Candidate \(/);
  expect(errors).toEqual([]);
  // `LANEWAY_SCREENSHOT=1 npx playwright test` renews the README's picture.
  await page.screenshot({ path: process.env.LANEWAY_SCREENSHOT ? "docs/screenshot.png" : "target/browser/page.png" });
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 1100, 800, 360]) {
    test(`axe finds nothing, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await open(page);
      if (width < 700) await page.getByRole("button", { name: "Change what goes in" }).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.screenshot({ path: `target/browser/page-${colorScheme}-${width}.png` });
    });
  }
}

test("nothing moves when an answer comes", async ({ page }) => {
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await open(page);
  for (const flag of ["loadfile", "load", "loadgroup"]) {
    await mode(page, flag).click();
    await page.waitForTimeout(700);
  }
  expect(await page.evaluate(() => window.shift)).toBeLessThan(0.01);
});

test("the reader's theme is kept", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page);
  await page.getByRole("button", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.getByRole("button", { name: "Light" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("by keyboard alone: another mode, more workers, and back", async ({ page }) => {
  await open(page);
  const before = await figure(page, "Candidate").textContent();
  await mode(page, "loadfile").focus();
  await page.keyboard.press("Enter");
  await expect(mode(page, "loadfile")).toHaveAttribute("aria-pressed", "true");
  await expect(mode(page, "loadfile"), "an answer takes no focus away").toBeFocused();
  await expect(page.locator(".answer-panel [role=status]")).toContainText("loadfile, 32 workers");
  await page.getByLabel("Workers", { exact: true }).focus();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByLabel("Workers", { exact: true })).toHaveValue("33");
  await page.getByLabel("Workers, slider").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByLabel("Workers", { exact: true })).toHaveValue("32");
  await page.locator("body").press("Control+z");
  await expect(page.locator(".answer-panel [role=status]")).toContainText("worksteal, 32 workers");
  await expect(figure(page, "Candidate")).toHaveText(before);
});
