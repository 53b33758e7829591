// The page against the clock, in Chromium: `cargo xtask speed` calls `node page_speed.mjs PORT` where the page was built into
// dist/; PORT is a free port. Prints the table of docs/performance.md.
import { chromium } from "@playwright/test";
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [port] = process.argv.slice(2);
const ADDRESS = `http://127.0.0.1:${port}/`;
const N_OPENINGS = 9;
const N_STEPS = 120;
const N_TESTS = 10_000;

const report = Array.from({ length: N_TESTS }, (_, i) => {
  const file = Math.floor(i / 20);
  const secs = 0.02 * 2 ** ((file * 7) % 6) * (1 + ((i * 7919) % 100) / 100);
  return `tests/area_${file % 20}/test_module_${file}.py::test_case_${i},${secs.toFixed(6)}`;
});

const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const row = (what, figure) => console.log(`| ${what} | ${figure} |`);
const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;

/** The size of a file of the page as a host sends it that compresses well. */
function sent(name) {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return brotliCompressSync(readFileSync(join("dist", name)), { params: quality }).length;
}

/** Runs before the page: says when the first figure stood there, and when all panels did. */
function watchForAnswer() {
  const look = () => {
    const values = [...document.querySelectorAll(".answer-panel__value")];
    if (values.length > 0 && values.every((value) => value.textContent.trim() !== "–")) window.answeredAt ??= performance.now();
    const sides = [".page__inputs .panel", ".page__meaning .panel"];
    if (window.answeredAt && sides.every((panel) => document.querySelector(panel))) window.completeAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function openings(browser) {
  const times = { paint: [], answer: [], panels: [] };
  let asked = [];
  for (let number = 0; number < N_OPENINGS; number += 1) {
    // A context of its own has nothing in its caches.
    const context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    await page.addInitScript(watchForAnswer);
    const files = [];
    page.on("request", (request) => files.push([new URL(request.url()).pathname.slice(1) || "index.html", Date.now()]));
    await page.goto(ADDRESS);
    times.panels.push(await page.waitForFunction(() => window.completeAt).then((it) => it.jsonValue()));
    const answer = await page.evaluate(() => window.answeredAt);
    times.answer.push(answer);
    times.paint.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
    const answeredAt = answer + (await page.evaluate(() => performance.timeOrigin));
    asked = files.filter(([file, at]) => !file.startsWith("blob:") && at <= answeredAt).map(([file]) => file);
    await context.close();
  }
  const ms = (values) => `${Math.round(quantile(values, 0.5))} ms (${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))})`;
  row(`opened for the first time, to the first paint, median of ${N_OPENINGS}`, ms(times.paint));
  row("likewise, to the first answer", ms(times.answer));
  row("likewise, to all panels beside it", ms(times.panels));
  const first = [...new Set(asked)];
  row(`sent until the first answer, brotli (${first.length} files)`, kilobytes(first.map(sent).reduce((a, b) => a + b)));
  for (const file of first.filter((file) => file.endsWith(".wasm"))) row(`of which ${file.replace(/-[0-9a-f]{8,}/, "")}`, kilobytes(sent(file)));
  row("all files of the page, brotli", kilobytes(readdirSync("dist").map(sent).reduce((a, b) => a + b)));
}

async function steps(page) {
  const buffer = Buffer.from(["id,seconds", ...report].join("\n"));
  await page.locator("input[type=file]").first().setInputFiles({ name: "report.csv", mimeType: "text/csv", buffer });
  const dialog = page.getByRole("dialog");
  await dialog.getByPlaceholder("pytest -n 8").fill("pytest -n 32");
  await dialog.getByRole("button", { name: "Simulate" }).click();
  await page.waitForTimeout(5_000);
  const slider = page.getByLabel("Workers, slider");
  await slider.scrollIntoViewIfNeeded();
  const times = await slider.evaluate(async (slider, n) => {
    const times = [];
    for (let number = 0; number < n; number += 1) {
      const drawn = new Promise((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const entries = list.getEntriesByName("laneway-draw");
          if (entries.length === 0) return;
          observer.disconnect();
          resolve(entries[0].startTime + entries[0].duration);
        });
        observer.observe({ type: "measure" });
      });
      // Between 29 and 35 workers, a step at a time.
      const value = Number(slider.value) + ([0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0][number % 12] ? 1 : -1);
      const start = performance.now();
      slider.value = String(value);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      times.push((await drawn) - start);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    return times;
  }, N_STEPS);
  row(`slider's step to repainted timeline, ${N_TESTS} tests on about 32 workers, median`, `${quantile(times, 0.5).toFixed(0)} ms`);
  row("likewise, 95% within", `${quantile(times, 0.95).toFixed(0)} ms`);
}

async function longest(page) {
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((it) => it.duration))).observe({ type: "longtask" });
  });
  await page.getByRole("radio", { name: "Many runs" }).check();
  await page.waitForTimeout(15_000);
  const tasks = await page.evaluate(() => window.tasks);
  row("tasks of the main thread above 50 ms in 15 s of a study", tasks.length === 0 ? "none" : `${tasks.length}, the longest ${Math.round(Math.max(...tasks))} ms`);
}

const server = spawn("node", ["tests/browser/serve.mjs", "dist", port], { stdio: "ignore" });
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: ["--disable-background-networking", "--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
try {
  console.log("| what | figure |\n|---|---|");
  await openings(browser);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block" });
  await page.goto(ADDRESS);
  await page.waitForTimeout(3_000);
  await steps(page);
  await longest(page);
} finally {
  await browser.close();
  server.kill();
}
