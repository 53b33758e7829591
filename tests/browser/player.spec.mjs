// Step and play: the clock, decisions in words, queues, what can go wrong, and the list of keys.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { figure, open, settled } from "./page.mjs";

const player = (page) => page.getByRole("region", { name: "Step and play" });
const sentence = (page) => page.locator(".player__sentence");
const clock = (page) => page.locator(".player__clock");
const button = (page, name) => player(page).getByRole("button", { name, exact: true });
const current = (page) => page.locator('.player__decision[aria-current="step"]');

async function openPlayer(page) {
  const errors = await open(page);
  await button(page, "Step and play").click();
  await expect(button(page, "Play")).toBeVisible();
  return errors;
}

test("steps go there and back, and each is said", async ({ page }) => {
  const errors = await openPlayer(page);
  await button(page, "Step on").click();
  await expect(sentence(page)).toHaveText(/^gw\d+ /);
  await expect(current(page)).toHaveCount(1);
  const first = await sentence(page).textContent();
  const [nMade] = (await page.locator(".player__count").textContent()).split(" ");
  const at = await clock(page).textContent();
  for (let n = 0; n < 40; n += 1) await page.keyboard.press(".");
  await expect(sentence(page)).not.toHaveText(first);
  await expect(page.locator(".player__count")).toHaveText(new RegExp(`^${Number(nMade) + 40} of `));
  for (let n = 0; n < 40; n += 1) await page.keyboard.press(",");
  await expect(sentence(page)).toHaveText(first);
  await expect(clock(page)).toHaveText(at);
  expect(errors).toEqual([]);
});

test("it plays both sides on one clock, and nothing moves", async ({ page }) => {
  await openPlayer(page);
  const place = () => page.evaluate(() => [...document.querySelectorAll(".timeline, .player, .player__body, .player__disasters")]
    .map((element) => JSON.stringify(element.getBoundingClientRect())).join());
  const before = await place();
  await button(page, "Play").click();
  await expect(button(page, "Pause")).toBeVisible();
  await expect(sentence(page)).toHaveAttribute("aria-live", "off");
  await page.waitForFunction(() => document.querySelector(".player__time").value > 1500);
  await button(page, "Pause").click();
  const stopped = await clock(page).textContent();
  await page.waitForTimeout(200);
  await expect(clock(page)).toHaveText(stopped);
  expect(await place()).toEqual(before);
  await player(page).getByRole("radio", { name: "Baseline" }).check();
  await expect(clock(page)).toHaveText(stopped);
  await page.locator(".player__queues").focus();
  await page.keyboard.press("Space");
  await expect(button(page, "Pause")).toBeVisible();
});

test("the list goes where it is clicked, and is about one worker where one is chosen", async ({ page }) => {
  await openPlayer(page);
  const line = page.locator(".player__decision").nth(1);
  const said = (await line.innerText()).split("\n").at(-1);
  await line.click();
  await expect(sentence(page)).toHaveText(said);
  await page.getByLabel("Whose decisions").selectOption("2");
  await expect(page.locator(".player__decision").first()).toContainText("gw2 ");
  // Ten thousand lines, of which only those in sight are built.
  expect(await page.locator(".player__decision").count()).toBeLessThan(30);
});

test("queues are told", async ({ page }) => {
  await openPlayer(page);
  await page.getByRole("slider", { name: "Time", exact: true }).fill("5000");
  await expect(page.locator(".player__queues li").first()).toHaveText(/^Not yet sent: /);
  await expect(page.locator(".player__queues li").nth(1)).toHaveText(/^gw0: runs .*, next /);
});

test("a killed worker is held against the run undisturbed, and undone", async ({ page }) => {
  const errors = await openPlayer(page);
  const undisturbed = await figure(page, "Candidate").textContent();
  await page.getByRole("slider", { name: "Time", exact: true }).fill("5000");
  await expect(page.locator(".player__falls-on")).toHaveText(/^On gw\d+, in /);
  await page.keyboard.press("k");
  await settled(page);
  await expect(figure(page, "Baseline")).toHaveText(undisturbed);
  await page.keyboard.press(".");
  await expect(page.locator(".player__decision", { hasText: " died (1 of at most" })).toHaveCount(1);
  await page.keyboard.press("Control+z");
  await settled(page);
  await expect(figure(page, "Candidate")).toHaveText(undisturbed);
  expect(errors).toEqual([]);
});

test("a test that hangs makes the candidate late, and lost caches do", async ({ page }) => {
  await openPlayer(page);
  await page.getByRole("slider", { name: "Time", exact: true }).fill("5000");
  await button(page, "Let the test hang").click();
  await settled(page);
  await expect(figure(page, "Difference")).toHaveText(/^\+/);
  await page.keyboard.press("Control+z");
  await settled(page);
  // Its workers start and collect, so there are caches to lose.
  await page.getByRole("combobox", { name: "Suite" }).selectOption({ label: "Case: crashing workers, unit tests" });
  await settled(page);
  await button(page, "Lose the caches").click();
  await settled(page);
  await expect(figure(page, "Difference")).toHaveText(/^\+/);
});

test("? lists the keys", async ({ page }) => {
  await open(page);
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await expect(dialog).toContainText("kills the worker");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toHaveCount(0);
});

for (const [width, height] of [[1440, 900], [390, 844]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing, ${width} px and ${colorScheme}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await openPlayer(page);
      await page.getByRole("slider", { name: "Time", exact: true }).fill("4000");
      const { violations } = await new AxeBuilder({ page }).include(".timeline-panel").analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
    });
  }
}
