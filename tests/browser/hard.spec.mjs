// What a browser may refuse, and what may break: each has an answer, and nothing that is there is lost.
import { expect, test } from "@playwright/test";
import { durations, figure, file, mode, open, pick, settled, simulate } from "./page.mjs";

/** Lets the thread that is asked first `n` times die at work: all of its messages but the first, which asks for its build. */
const dieAtWork = (page, n) =>
  page.addInitScript((n) => {
    window.nDeaths = 0;
    const Thread = Worker;
    window.Worker = class extends Thread {
      constructor(...given) {
        super(...given);
        let nSent = 0;
        const post = this.postMessage;
        this.postMessage = (...message) => {
          nSent += 1;
          if (nSent === 3 && window.nDeaths < n) {
            window.nDeaths += 1;
            // No message that a thread understands: its program traps.
            post.call(this, new Uint8Array([255, 255, 255, 255]).buffer);
            return;
          }
          post.apply(this, message);
        };
      }
    };
  }, n);

test("a thread that dies is replaced, and what it was asked is done by another", async ({ page }) => {
  await dieAtWork(page, 1);
  await open(page);
  expect(await page.evaluate(() => window.nDeaths)).toBe(1);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await mode(page, "loadfile").click();
  await expect(page.locator(".answer-panel [role=status]")).toContainText("loadfile, 32 workers");
});

test("threads that die again are said, and a change starts others", async ({ page }) => {
  await dieAtWork(page, 2);
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("A thread stopped twice");
  await mode(page, "loadfile").click();
  await settled(page);
  await expect(page.locator(".answer-panel [role=status]")).toContainText("loadfile, 32 workers");
});

test("where no web worker can be made, that is said", async ({ page }) => {
  await page.addInitScript(() => {
    window.Worker = class {
      constructor() {
        throw new DOMException("not allowed", "SecurityError");
      }
    };
  });
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("It needs WebAssembly and web workers");
});

test("where web workers never answer, that is said", async ({ page }) => {
  await page.route("**/laneway-thread_loader.js*", (route) => route.abort());
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("No thread has answered so far", { timeout: 30_000 });
});

test("without WebAssembly the page says what it needs", async ({ page }) => {
  await page.addInitScript(() => {
    delete window.WebAssembly;
  });
  await page.goto("./");
  await expect(page.getByText("Laneway could not start")).toBeVisible();
});

test("a browser that keeps nothing simulates all the same, and says that nothing is kept", async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    }
  });
  const errors = await open(page);
  await mode(page, "loadfile").click();
  await settled(page);
  await expect.poll(() => page.url()).toContain("#");
  expect(errors).toEqual([]);
});

test("a full store is said where the address has no room either, and the page goes on", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await open(page);
  await pick(page, file(".test_durations", durations(60_000)));
  await simulate(page);
  await expect(page.getByText("Too large to be saved").first()).toBeVisible({ timeout: 15_000 });
  const before = await figure(page, "Candidate").textContent();
  await mode(page, "loadfile").click();
  await expect(figure(page, "Candidate")).not.toHaveText(before);
});

test("a part of a thread that does not come is said, and the next change brings it", async ({ page }) => {
  await page.route("**/laneway-thread-later-*.wasm", (route) => route.abort());
  await open(page);
  const before = await figure(page, "Candidate").textContent();
  await page.getByRole("combobox", { name: "Suite" }).selectOption("late-giant");
  const said = page.getByRole("alert").filter({ hasText: "a part of Laneway was not loaded" });
  await expect(said).toBeVisible();
  await expect(figure(page, "Candidate")).toHaveText(before);
  await page.unroute("**/laneway-thread-later-*.wasm");
  await mode(page, "loadfile").click();
  await settled(page);
  await expect(said).toHaveCount(0);
  await expect(page.locator(".answer-panel [role=status]")).toContainText("loadfile, 8 workers");
});

test("panels that do not come leave the answer as it is, and another try brings them", async ({ page }) => {
  await page.route("**/laneway-soon-*.wasm", (route) => route.abort());
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto("./");
  const columns = [page.getByRole("region", { name: "What goes in" }), page.getByRole("region", { name: "What it means" })];
  for (const column of columns) await expect(column.getByRole("alert")).toContainText("This part of Laneway was not loaded");
  await expect(figure(page, "Candidate")).not.toHaveText("–");
  await page.unroute("**/laneway-soon-*.wasm");
  for (const column of columns) await column.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByLabel("Workers, slider")).toBeVisible();
  await expect(columns[1].getByRole("heading", { name: "Why" })).toBeVisible();
  await mode(page, "loadfile").click();
  await settled(page);
  expect(errors).toEqual([]);
});

test("a part of the page that does not come is said, and another try brings it", async ({ page }) => {
  await page.route("**/laneway-later-*.wasm", (route) => route.abort());
  const errors = await open(page);
  await page.getByRole("radiogroup", { name: "What the middle shows" }).getByRole("radio", { name: "Search" }).click();
  const said = page.getByRole("alert").filter({ hasText: "This part of Laneway was not loaded" });
  await expect(said).toBeVisible();
  await pick(page, file(".test_durations", durations(10)));
  await expect(page.getByRole("alert").filter({ hasText: "that does this was not loaded" })).toBeVisible();
  await page.unroute("**/laneway-later-*.wasm");
  await said.getByRole("button", { name: "Try again" }).click();
  await expect(said).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Search" })).toBeVisible();
  expect(errors.filter((error) => !error.includes("Failed to"))).toEqual([]);
});
