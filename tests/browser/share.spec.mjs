// Sharing: what will be copied is shown before; whoever opens it sees the same to the last digit; what is broken says so.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { durations, figure, file, isFresh, mode, nTests, open, pick, settled, simulate } from "./page.mjs";
import { baseline, candidate, hash as linkOf } from "./pipelines.mjs";

const N_TESTS = 600;
const NARROW = { width: 390, height: 844 };
const dialog = (page) => page.getByRole("dialog", { name: "Share" });
const band = (page) => page.getByRole("region", { name: "The link that was opened" });
const address = (page) => dialog(page).getByLabel("What is copied");

/** A page with an imported suite of several hundred tests, run with 8 workers. */
async function imported(page) {
  const errors = await open(page);
  await pick(page, file(".test_durations", durations(N_TESTS)));
  await simulate(page);
  await expect(nTests(page)).toHaveText(String(N_TESTS));
  return errors;
}

/** Opens the dialog and waits for its links. */
async function share(page, { title, note, names } = {}) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  if (title !== undefined) await dialog(page).getByLabel("Title").fill(title);
  await dialog(page).getByLabel("Note").focus();
  if (note !== undefined) await dialog(page).getByLabel("Note").fill(note);
  if (names !== undefined) await dialog(page).getByRole("radio", { name: names }).check();
  await dialog(page).getByLabel("Title").focus();
  await dialog(page).getByLabel("Title").blur();
  await ready(page);
}

async function ready(page) {
  await expect(dialog(page).locator(".is-stale")).toHaveCount(0, { timeout: 30_000 });
  await expect(address(page)).not.toHaveValue("", { timeout: 30_000 });
}

async function copied(page) {
  await dialog(page).getByRole("button", { name: "Copy link" }).click();
  await expect(dialog(page).getByRole("status").last()).toHaveText("Copied.");
  return page.evaluate(() => navigator.clipboard.readText());
}

/** A page of somebody who was never here. */
async function fresh(browser, baseURL, more = {}) {
  const context = await browser.newContext({ baseURL, permissions: ["clipboard-read", "clipboard-write"], ...more });
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  return { page, errors };
}

const isSame = (page) => expect(band(page)).toContainText("the same as the sender's to the last digit", { timeout: 30_000 });

test("a link opens elsewhere with the same numbers, and goes on as the same link", async ({ page, browser, baseURL }) => {
  const errors = await imported(page);
  await share(page, { title: "Steal or not", note: "For the release" });
  await expect(dialog(page)).toContainText("exact order");
  await expect(dialog(page)).toContainText("keeps the answer; proposed");
  const link = await copied(page);
  expect(link).toBe(await address(page).inputValue());
  const sent = await dialog(page).locator(".share__figures td").allInnerTexts();
  await dialog(page).getByRole("button", { name: "Close" }).click();

  const other = await fresh(browser, baseURL);
  await other.page.goto(link);
  await expect(band(other.page)).toContainText("Steal or not");
  await expect(band(other.page)).toContainText("For the release");
  await isSame(other.page);
  await settled(other.page);
  await expect(nTests(other.page)).toHaveText(String(N_TESTS));
  expect(new URL(other.page.url()).hash).toBe(new URL(link).hash);
  await share(other.page);
  expect(await address(other.page).inputValue()).toBe(link);
  expect(await dialog(other.page).locator(".share__figures td").allInnerTexts()).toEqual(sent);
  // A reload, too, finds the link as it was.
  await other.page.reload();
  await isSame(other.page);
  expect(errors).toEqual([]);
  expect(other.errors).toEqual([]);
  await other.page.context().close();
});

test("another title costs no new simulation, and the names that are told are shown", async ({ page }) => {
  await imported(page);
  await share(page);
  await expect(dialog(page)).toContainText("No test and no file is named");
  const before = await address(page).inputValue();
  await dialog(page).getByLabel("Title").fill("A title");
  await dialog(page).getByLabel("Title").blur();
  await expect(address(page)).not.toHaveValue(before);
  await ready(page);
  await dialog(page).getByRole("radio", { name: "Those mentioned" }).check();
  await ready(page);
  await dialog(page).getByText(/^[2-5]\d tests and files are named$/).click();
  await expect(dialog(page).getByRole("list", { name: "Names that are told" })).toContainText("tests/test_");
  await dialog(page).getByRole("radio", { name: "All" }).check();
  await ready(page);
  await expect(dialog(page)).toContainText("630 tests and files are named");
});

test("where no link is short enough, there is a file, and it opens by being dropped", async ({ page }) => {
  await imported(page);
  await share(page);
  await dialog(page).getByLabel("Characters at most").fill("100");
  await expect(dialog(page)).toContainText("No link has 100 characters or fewer");
  await expect(dialog(page).getByRole("button", { name: "Copy link" })).toBeDisabled();
  const download = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: "Download .laneway.json" }).click();
  const path = await (await download).path();
  await dialog(page).getByRole("button", { name: "Close" }).click();
  const before = await figure(page, "Candidate").innerText();
  await page.getByRole("combobox", { name: "Suite" }).selectOption({ label: "Four tests" });
  await expect(nTests(page)).toHaveText("4");
  await pick(page, file("scenario.laneway.json", await readFile(path, "utf8")));
  await expect(nTests(page)).toHaveText(String(N_TESTS));
  await expect(figure(page, "Candidate")).toHaveText(before);
});

test("an address of this machine is told, and another one is kept", async ({ page }) => {
  await open(page);
  await share(page);
  await expect(dialog(page).getByRole("alert")).toContainText("colleagues cannot open the link");
  await dialog(page).getByLabel("Page", { exact: true }).fill("https://example.org/laneway/");
  await dialog(page).getByLabel("Page", { exact: true }).blur();
  await expect(dialog(page).getByRole("alert")).toHaveCount(0);
  await expect(address(page)).toHaveValue(/^https:\/\/example\.org\/laneway\/#v1\./);
  await page.reload();
  await settled(page);
  await share(page);
  await expect(address(page)).toHaveValue(/^https:\/\/example\.org\/laneway\/#v1\./);
  await dialog(page).getByLabel("Page", { exact: true }).fill("example.org");
  await dialog(page).getByLabel("Page", { exact: true }).blur();
  await expect(dialog(page).getByRole("alert")).toContainText("expected one such as https://example.org/laneway/");
  await expect(dialog(page).getByRole("button", { name: "Copy link" })).toBeDisabled();
});

test("a refused clipboard leaves the text marked", async ({ page }) => {
  await open(page);
  await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("no"))));
  await share(page);
  await dialog(page).getByRole("button", { name: "Copy link" }).click();
  await expect(dialog(page).getByRole("status").last()).toContainText("by hand");
  const marked = await address(page).evaluate((field) => field === document.activeElement && field.selectionEnd - field.selectionStart);
  expect(marked).toBe((await address(page).inputValue()).length);
});

test("a reader's change is a reply in words, with its link", async ({ page, browser, baseURL }) => {
  await imported(page);
  await share(page, { title: "Ours" });
  const link = await copied(page);
  const other = await fresh(browser, baseURL);
  await other.page.goto(link);
  await settled(other.page);
  await expect(band(other.page)).toContainText("Change something");
  await other.page.getByLabel("Workers", { exact: true }).fill("6");
  await expect(band(other.page)).toContainText("Your reply: Your scenario, but workers 8 → 6.");
  await other.page.getByRole("button", { name: "Copy reply" }).click();
  await expect(band(other.page)).toContainText("Copied, with its link.", { timeout: 30_000 });
  const reply = await other.page.evaluate(() => navigator.clipboard.readText());
  expect(reply).toMatch(/^Your scenario, but workers 8 → 6: .* instead of .*\nhttp.*#v1\./);
  // Going back leads to the link as it was, and forward again to the change.
  await expect.poll(() => other.page.url()).not.toBe(link);
  await other.page.goBack();
  await expect(other.page.getByLabel("Workers", { exact: true })).toHaveValue("8");
  expect(other.page.url()).toBe(link);
  await other.page.goForward();
  await expect(other.page.getByLabel("Workers", { exact: true })).toHaveValue("6");
  await expect(band(other.page)).toContainText("workers 8 → 6");
  await other.page.reload();
  await expect(band(other.page)).toContainText("workers 8 → 6");
  // The sender reads it.
  await page.goto(reply.split("\n")[1]);
  await expect(band(page)).toContainText("Your scenario, but workers 8 → 6");
  await isSame(page);
  await other.page.context().close();
});

test("what was here before a link stays until it is changed, and comes back by a click", async ({ page }) => {
  await open(page);
  await page.getByLabel("Or type one").fill("5 5");
  await expect(nTests(page)).toHaveText("2");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("laneway.scenario"))).toBeTruthy();
  const kept = await page.evaluate(() => localStorage.getItem("laneway.scenario"));
  await page.goto("about:blank");
  await page.goto(`./${linkOf({ source: { preset: "four-tests" }, baseline, candidate })}`);
  await settled(page);
  await page.waitForTimeout(800);
  expect(await page.evaluate(() => localStorage.getItem("laneway.scenario"))).toBe(kept);
  await page.goto("about:blank");
  await page.goto("./");
  await expect(nTests(page)).toHaveText("2");
  // The same from a link with a title.
  await share(page, { title: "Mine" });
  const link = await copied(page);
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await page.getByLabel("Or type one").fill("1 2 3");
  await expect(nTests(page)).toHaveText("3");
  await page.waitForTimeout(800);
  await page.goto("about:blank");
  await page.goto(link);
  await expect(band(page)).toContainText("Mine");
  await band(page).getByRole("button", { name: "Back to yours" }).click();
  await expect(nTests(page)).toHaveText("3");
  await expect(band(page)).toHaveCount(0);
});

test("links that programs mangle still open", async ({ page, browser, baseURL }) => {
  await imported(page);
  await share(page, { title: "Mangled" });
  const link = await copied(page);
  const [before, hash] = link.split("#");
  const twice = [...hash].map((c) => (c === "." || c === "-" || c === "_" ? `%25${c.charCodeAt(0).toString(16)}` : c)).join("");
  for (const mangled of [`${hash}>`, `${hash})`, twice]) {
    const other = await fresh(browser, baseURL);
    await other.page.goto(`${before}#${mangled}`);
    await expect(band(other.page)).toContainText("Mangled");
    await isSame(other.page);
    await other.page.context().close();
  }
});

test("links that cannot be opened give a message and the default page", async ({ page, browser, baseURL }) => {
  await imported(page);
  await share(page);
  const { hash } = new URL(await copied(page));
  for (const [broken, words] of [
    [hash.slice(0, 200), /ends early: 1\d\d of \d+ characters/],
    ["#v2.AAAA", "newer Laneway, version 2"],
    [`${hash.slice(0, 150)}${hash[150] === "A" ? "B" : "A"}${hash.slice(151)}`, /changed on its way/],
    [linkOf({ source: { preset: "four-tests" } }), /broken|expected/],
  ]) {
    const other = await fresh(browser, baseURL);
    await other.page.goto(`./${broken}`);
    await expect(other.page.getByRole("alert")).toContainText(words);
    await expect(nTests(other.page)).toHaveText("10,195");
    await other.page.context().close();
  }
});

test("a billion workers are refused with words, and the page goes on", async ({ page }) => {
  const pipeline = { jobs: [{ id: "tests", steps: [{ name: "pytest", work: { tests: { session: { workers: 1_000_000_000 } } } }] }] };
  await page.goto(`./${linkOf({ source: { preset: "four-tests" }, baseline: pipeline, candidate: pipeline })}`);
  await expect(page.getByRole("alert").first()).toContainText(/workers/);
  await page.getByRole("combobox", { name: "Suite" }).selectOption({ label: "Four tests" });
  await expect(figure(page, "Candidate")).toContainText("s");
});

test("a hostile title stays text", async ({ page, browser, baseURL }) => {
  await open(page);
  const title = '<img src=x onerror="document.title=1"><script>1</script>';
  await share(page, { title, note: "</p><b>note</b>" });
  const link = await copied(page);
  const other = await fresh(browser, baseURL);
  await other.page.goto(link);
  await expect(band(other.page)).toContainText(title);
  await expect(band(other.page)).toContainText("</p><b>note</b>");
  await expect(other.page.locator("img[src=x]")).toHaveCount(0);
  expect(other.errors).toEqual([]);
  await other.page.setViewportSize(NARROW);
  await expect(other.page.getByRole("heading", { name: title })).toBeVisible();
  await expect(other.page.locator("img[src=x]")).toHaveCount(0);
  await other.page.context().close();
});

test("a view that was open is open again", async ({ page, browser, baseURL }) => {
  await open(page);
  await page.getByRole("radio", { name: "Many runs" }).check();
  await share(page, { title: "Many" });
  const link = await copied(page);
  const other = await fresh(browser, baseURL);
  await other.page.goto(link);
  await expect(other.page.getByRole("radio", { name: "Many runs" })).toBeChecked();
  await other.page.context().close();
});

test("on a phone a link is a result to be read, and leads to the page", async ({ page, browser, baseURL }) => {
  await open(page, linkOf({ source: { preset: "four-tests" }, baseline, candidate }));
  await share(page, { title: "Four shards", note: "Worth the money?" });
  const link = await copied(page);
  const other = await fresh(browser, baseURL, { viewport: NARROW });
  await other.page.goto(link);
  const main = other.page.getByRole("main");
  await expect(main.getByRole("heading", { name: "Four shards" })).toBeVisible();
  await expect(main).toContainText("Worth the money?");
  await expect(main).toContainText(/The candidate would take .* instead of/);
  await expect(main).toContainText("new job `unit`");
  await expect(main).toContainText("Gate");
  await expect(main).toContainText("Tests vary by");
  await expect(main).toContainText("the same as the sender's to the last digit", { timeout: 30_000 });
  await expect(main).toContainText(/Here so far: .* over [\d,]+ runs/);
  const { violations } = await new AxeBuilder({ page: other.page }).analyze();
  expect(violations).toEqual([]);
  await main.getByRole("button", { name: "Change things" }).click();
  await expect(figure(other.page, "Candidate")).toBeVisible();
  await expect(band(other.page)).toContainText("Four shards");
  await other.page.context().close();
});

test("axe finds nothing in dialog and band, wide and narrow", async ({ page, browser, baseURL }) => {
  await imported(page);
  await share(page, { title: "All of it" });
  for (const size of [{ width: 1440, height: 900 }, NARROW]) {
    await page.setViewportSize(size);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  const link = await copied(page);
  const other = await fresh(browser, baseURL);
  await other.page.goto(link);
  await isSame(other.page);
  await other.page.getByLabel("Workers", { exact: true }).fill("6");
  await expect(band(other.page)).toContainText("workers 8 → 6");
  await isFresh(other.page);
  const { violations } = await new AxeBuilder({ page: other.page }).analyze();
  expect(violations).toEqual([]);
  // Nothing but the band itself moves when it is put away.
  await band(other.page).getByRole("button", { name: "Put away" }).click();
  await expect(band(other.page)).toHaveCount(0);
  await expect(mode(other.page, "worksteal")).toBeVisible();
  await other.page.context().close();
});
