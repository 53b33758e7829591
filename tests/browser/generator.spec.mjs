// A suite made by rule: its distribution is drawn as one types, bad input is refused beside its field, the suite follows.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { figure, nTests, open, settled } from "./page.mjs";

const generator = (page) => page.getByRole("region", { name: "Generated suite" });
const family = (page) => generator(page).getByLabel("Durations", { exact: true });
const field = (page, label) => generator(page).getByLabel(label, { exact: true });
const picture = (page) => generator(page).locator(".chart__picture");
const curve = (page) => picture(page).locator(".curve.of-candidate").first();
const alerts = (page) => generator(page).getByRole("alert");

async function make(page) {
  const errors = await open(page);
  await page.getByRole("button", { name: "Make one" }).click();
  await expect(nTests(page)).toHaveText("2,000");
  await settled(page);
  return errors;
}

test("a family is chosen: its word, its fields and its picture follow, and median and P95 are carried over", async ({ page }) => {
  const errors = await make(page);
  await expect(family(page)).toHaveValue("Two lognormals");
  const before = await curve(page).getAttribute("d");
  await family(page).selectOption("One lognormal");
  await expect(generator(page)).toContainText("best fit to none of 20 real suites");
  await expect(curve(page)).not.toHaveAttribute("d", before);
  await expect(field(page, "Median")).toHaveValue("57.8 ms");
  await expect(field(page, "P95")).toHaveValue("1.56 s");
  const lognormal = await curve(page).getAttribute("d");
  await family(page).selectOption("Weibull");
  await expect(field(page, "Median")).toHaveValue("57.8 ms");
  await expect(curve(page)).not.toHaveAttribute("d", lognormal);
  await expect(picture(page)).toHaveAttribute("aria-label", /Specified durations are most often about/);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(family(page)).toHaveValue("One lognormal");
  expect(errors).toEqual([]);
});

test("every family can be chosen, and makes a suite", async ({ page }) => {
  const errors = await make(page);
  const names = await family(page).locator("option").allTextContents();
  expect(names.slice(0, 3)).toEqual(["Two lognormals", "Three lognormals", "Recorded durations"]);
  for (const name of names) {
    await family(page).selectOption(name);
    await settled(page);
    await expect(alerts(page)).toHaveCount(0);
    await expect(nTests(page)).toHaveText("2,000");
  }
  expect(errors).toEqual([]);
});

test("drawn as one types; what cannot be is refused beside its field, and the last good result stays", async ({ page }) => {
  await make(page);
  await family(page).selectOption("One lognormal");
  await settled(page);
  const before = await curve(page).getAttribute("d");
  await field(page, "Median").fill("0.1");
  await expect(field(page, "Median")).toHaveValue("0.1");
  await expect(curve(page)).not.toHaveAttribute("d", before);
  await field(page, "Median").blur();
  await expect(field(page, "Median")).toHaveValue("0.1 s");
  await settled(page);
  const good = await curve(page).getAttribute("d");
  const answer = await figure(page, "Candidate").textContent();
  await field(page, "P95").fill("0.05");
  await expect(alerts(page)).toContainText("expected no less than the median, 0.1");
  await expect(field(page, "P95")).toHaveAttribute("aria-invalid", "true");
  await expect(curve(page)).toHaveAttribute("d", good);
  await expect(figure(page, "Candidate")).toHaveText(answer);
  await field(page, "P95").fill("2");
  await expect(alerts(page)).toHaveCount(0);
  await expect(curve(page)).not.toHaveAttribute("d", good);
  await field(page, "P95").fill("-3");
  await field(page, "P95").blur();
  await expect(alerts(page)).toContainText("A time from 0 on");
});

test("by mean and standard deviation, and back", async ({ page }) => {
  await make(page);
  await family(page).selectOption("One lognormal");
  await field(page, "Median").fill("1");
  await field(page, "P95").fill("4");
  await generator(page).getByRole("radio", { name: "Mean and sd" }).check();
  await expect(field(page, "Mean")).toHaveValue("1.43 s");
  await field(page, "Mean").fill("2");
  await field(page, "Sd").fill("-1");
  await field(page, "Sd").blur();
  await expect(alerts(page)).toContainText("A time from 0 on");
  await field(page, "Sd").fill("0");
  await field(page, "Sd").blur();
  await generator(page).getByRole("radio", { name: "Median and P95" }).check();
  await expect(field(page, "Median")).toHaveValue("2 s");
  await expect(field(page, "P95")).toHaveValue("2 s");
});

test("shares that do not sum to 100 % say what they sum to, and are put right", async ({ page }) => {
  await make(page);
  const first = generator(page).getByRole("group", { name: "First lognormal" });
  const good = await curve(page).getAttribute("d");
  await first.getByLabel("Share", { exact: true }).fill("63");
  await expect(alerts(page)).toContainText("The shares sum to 120 %");
  await expect(curve(page)).toHaveAttribute("d", good);
  await generator(page).getByRole("button", { name: "Make them sum to 100 %" }).click();
  await expect(alerts(page)).toHaveCount(0);
  await expect(first.getByLabel("Share", { exact: true })).toHaveValue("52.5 %");
  await expect(curve(page)).not.toHaveAttribute("d", good);
  await first.getByLabel("P95", { exact: true }).fill("1 ms");
  await expect(alerts(page)).toContainText("no less than the median");
});

test("structure, order and seed change the suite", async ({ page }) => {
  await make(page);
  const line = page.locator(".shape__picture--line path");
  let before = await line.getAttribute("d");
  const changes = async () => {
    await expect(line).not.toHaveAttribute("d", before);
    await settled(page);
    before = await line.getAttribute("d");
  };
  await field(page, "Alike within files").fill("0");
  await changes();
  await generator(page).getByRole("button", { name: "Another like it" }).click();
  await expect(field(page, "Seed")).toHaveValue("2");
  await changes();
  await field(page, "Slow files together").check();
  await changes();
  await page.getByLabel("Begins at, slider").press("End");
  await expect(field(page, "Begins at")).toHaveValue("100 %");
  await changes();
  await field(page, "Tests per file, P95").fill("2");
  await expect(alerts(page)).toContainText("from the median, 6.7");
  await field(page, "Tests per file, P95").fill("60");
  await field(page, "Tests").fill("500");
  await expect(nTests(page)).toHaveText("500");
  await settled(page);
  await page.reload();
  await settled(page);
  await expect(nTests(page)).toHaveText("500");
  await expect(field(page, "Begins at")).toHaveValue("100 %");
});

test("the picture is a table, and can be taken away", async ({ page }) => {
  await make(page);
  const chart = generator(page).locator(".chart");
  await chart.getByText("Table", { exact: true }).click();
  await expect(chart.getByRole("columnheader").first()).toHaveText("from");
  await chart.getByText("Take away", { exact: true }).click();
  await chart.getByRole("button", { name: "Copy CSV" }).click();
  await expect(chart.getByRole("status")).toHaveText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^from,to,drawn,specified\n/);
  await chart.getByRole("button", { name: "Copy SVG" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^<svg xmlns/);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 360]) {
    test(`axe finds nothing, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 1400 });
      await open(page);
      if (width < 700) await page.getByRole("button", { name: "Change what goes in" }).click();
      await page.getByRole("button", { name: "Make one" }).click();
      await expect(nTests(page)).toHaveText("2,000");
      await generator(page).getByText("Table", { exact: true }).click();
      await generator(page).getByRole("group", { name: "First lognormal" }).getByLabel("Share", { exact: true }).fill("63");
      await settled(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.screenshot({ path: `target/browser/generator-${colorScheme}-${width}.png` });
    });
  }
}

test("another size: whole files are drawn, and all of it comes back", async ({ page }) => {
  await open(page);
  const total = await page.locator(".suite-panel__figures dd").nth(1).innerText();
  await page.getByRole("button", { name: "Another size…" }).click();
  await page.getByLabel("Tests", { exact: true }).fill("3000");
  await expect(nTests(page)).toHaveText("3,000");
  await page.getByLabel("Tests", { exact: true }).fill("0");
  await expect(page.getByRole("alert")).toContainText("from 1 to 1000000");
  await expect(nTests(page)).toHaveText("3,000");
  await page.getByRole("button", { name: "Back to all of it, once" }).click();
  await expect(nTests(page)).toHaveText("10,195");
  await expect(page.locator(".suite-panel__figures dd").nth(1)).toHaveText(total);
});
