// After one visit the page needs no network; and a newer version takes its place whole, when the user says so.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { figure, mode, settled } from "./page.mjs";
import { serve } from "./servers.mjs";

test.use({ serviceWorkers: "allow" });

/** A copy of the built page that the test may change, served below a path; `stop` ends the server. */
async function serveCopy() {
  const folder = await mkdtemp(join(tmpdir(), "laneway-offline-"));
  await cp("dist", folder, { recursive: true });
  const server = await serve(folder, "/sub/path/");
  const stop = async () => {
    server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { address: server.address, folder, stop };
}

/** Opens the page for the first time, and waits until the browser has kept it. */
async function visit(page, address) {
  await page.goto(address);
  await settled(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

test("what was opened once opens without a network, under a sub-path, with everything that it does", async ({ page }) => {
  const { address, stop } = await serveCopy();
  await visit(page, address);
  await stop();
  expect(await fetch(address).then((it) => it.status, () => 0)).toBe(0);
  await page.reload();
  await settled(page);
  const before = await figure(page, "Candidate").textContent();
  await mode(page, "loadfile").click();
  await expect(figure(page, "Candidate")).not.toHaveText(before);
  await settled(page);
  await page.getByRole("radio", { name: "Export" }).check();
  await expect(page.locator("option", { hasText: "pyproject.toml" }).first()).toBeAttached();
  const link = page.url();
  await page.goto(`${address}advice.html`);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await page.goto(link);
  await settled(page);
  await expect(mode(page, "loadfile")).toHaveAttribute("aria-pressed", "true");
});

test("what is kept takes nothing from the first answer", async ({ page }) => {
  const { address, stop } = await serveCopy();
  await page.addInitScript(() => {
    const { register } = ServiceWorkerContainer.prototype;
    ServiceWorkerContainer.prototype.register = function (...given) {
      window.keptFrom = performance.now();
      return register.apply(this, given);
    };
  });
  await visit(page, address);
  const [kept, drawn, loaded] = await page.evaluate(() => {
    const later = performance.getEntriesByType("resource").find(({ name }) => /laneway-later-.*wasm$/.test(name));
    return [window.keptFrom, performance.getEntriesByName("laneway-draw")[0].startTime, later.responseEnd];
  });
  expect(kept).toBeGreaterThan(drawn);
  expect(kept).toBeGreaterThan(loaded);
  await stop();
});

test("a newer version waits until it is wanted, and then replaces the old one whole", async ({ page }) => {
  const { address, folder, stop } = await serveCopy();
  try {
    await visit(page, address);
    const edit = async (name, from, to) => {
      const text = await readFile(join(folder, name), "utf8");
      expect(text).toContain(from);
      await writeFile(join(folder, name), text.replace(from, to));
    };
    await edit("index.html", "<title>Laneway", "<title>Laneway, newer");
    await edit("offline.js", 'const VERSION = "', 'const VERSION = "newer-');
    await mode(page, "loadfile").click();
    await settled(page);
    await page.reload();
    await settled(page);
    expect(await page.title()).not.toContain("newer");
    const notice = page.getByRole("status").filter({ hasText: "A newer version of Laneway is ready" });
    await expect(notice).toBeVisible();
    await notice.getByRole("button", { name: "Open it" }).click();
    await expect(page).toHaveTitle(/newer/);
    await settled(page);
    await expect(mode(page, "loadfile"), "what was worked on is kept").toHaveAttribute("aria-pressed", "true");
    const names = await page.evaluate(() => caches.keys());
    expect(names).toHaveLength(1);
    expect(names[0]).toContain("newer-");
  } finally {
    await stop();
  }
});
