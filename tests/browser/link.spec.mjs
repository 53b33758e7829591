// The address holds the whole comparison; what it cannot hold, or what cannot be read, is said.
import { expect, test } from "@playwright/test";
import { figure, mode, nTests, open } from "./page.mjs";

test("the address brings everything back, in another browser too", async ({ page, browser, baseURL }) => {
  await open(page);
  await page.getByRole("combobox", { name: "Suite" }).selectOption({ label: "Four tests" });
  await page.getByLabel("Workers", { exact: true }).fill("1");
  await mode(page, "loadgroup").click();
  await expect(figure(page, "Candidate")).toHaveText("13 s");
  await expect(page).toHaveURL(/#v\d/);
  const address = page.url();
  const other = await (await browser.newContext({ baseURL })).newPage();
  await other.goto(address);
  await expect(figure(other, "Candidate")).toHaveText("13 s");
  await expect(mode(other, "loadgroup")).toHaveAttribute("aria-pressed", "true");
  await other.context().close();
  // Without the address, the browser itself remembers.
  await page.goto("about:blank");
  await page.goto("./");
  await expect(figure(page, "Candidate")).toHaveText("13 s");
});

test("an address changed by hand is opened, and can be undone", async ({ page }) => {
  await open(page);
  await page.getByLabel("Or type one").fill("5 5");
  await expect(page).toHaveURL(/#v\d/);
  const { hash } = new URL(page.url());
  await page.getByLabel("Or type one").fill("1 2 3");
  await expect(nTests(page)).toHaveText("3");
  await expect.poll(() => new URL(page.url()).hash).not.toBe(hash);
  await page.evaluate((hash) => (location.hash = hash), hash);
  await expect(nTests(page)).toHaveText("2");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(nTests(page)).toHaveText("3");
});

for (const [hash, words] of [
  ["#v9.whatever", "newer"],
  ["#v0.AAAA", "broken"],
  ["#hello", "no link"],
]) {
  test(`${hash} gives a message and the default page`, async ({ page }) => {
    await open(page, hash);
    await expect(page.getByRole("alert")).toContainText(words);
    await expect(nTests(page)).toHaveText("10,195");
  });
}
