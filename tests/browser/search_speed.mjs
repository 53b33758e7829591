// A whole search in the page: 2,000 configurations of 5,000 tests, from the click to the winner. `cargo xtask speed` calls
// `node search_speed.mjs PORT` where the page was built into dist/; PORT is a free port.
import { chromium } from "@playwright/test";
import { spawn } from "node:child_process";

const [port] = process.argv.slice(2);
const N_TESTS = 5_000;
const ROUNDS = 3;
// With four modes, two orders and what load and the scopes can choose, 125 numbers of workers make 2,000.
const WORKERS = "1..125";

const report = Array.from({ length: N_TESTS }, (_, i) => {
  const file = Math.floor(i / 20);
  const secs = 0.05 * 2 ** ((file * 7) % 6) * (1 + ((i * 7919) % 100) / 100);
  return `tests/area_${file % 20}/test_module_${file}.py::test_case_${i},${secs.toFixed(6)}`;
});

const server = spawn("node", ["tests/browser/serve.mjs", "dist", port], { stdio: "ignore" });
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: ["--disable-background-networking", "--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.getByRole("combobox", { name: "Suite" }).waitFor();
  const buffer = Buffer.from(["id,seconds", ...report].join("\n"));
  await page.locator("input[type=file]").first().setInputFiles({ name: "report.csv", mimeType: "text/csv", buffer });
  await page.getByRole("dialog").getByRole("button").last().click();
  await page.getByRole("radio", { name: "Search" }).check();
  const panel = page.getByRole("region", { name: "Search" });
  await panel.locator(".search-panel__space summary").click();
  const workers = panel.locator(".search-panel__space").getByLabel("workers", { exact: true });
  await workers.fill(WORKERS);
  await workers.blur();
  console.log(await panel.locator(".search-panel__space summary").innerText(), `of ${N_TESTS} tests`);
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = panel.getByRole("button", { name: "Search", exact: true });
    const begin = performance.now();
    await start.click();
    await panel.getByRole("button", { name: "Stop" }).waitFor();
    await start.waitFor({ timeout: 300_000 });
    console.log(`from the click to the winner: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  }
  console.log(await panel.locator(".search-panel__answer").innerText());
} finally {
  await browser.close();
  server.kill();
}
