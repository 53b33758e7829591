// The engine as WebAssembly in Chromium against the same natively, in turns: `cargo xtask speed` builds and calls
// `node speed.mjs NATIVE MODULE PORT`:
// the program, the folder of the module for the web, a free port.
import { chromium } from "@playwright/test";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [native, module, port] = process.argv.slice(2);
const MODES = ["load", "worksteal", "loadscope", "loadfile", "loadgroup"];
const N_TESTS = 10_195;
const REPEATS = 21;
// A browser's clock is coarse.
const BATCH = 10;
const ROUNDS = 5;

const sessions = MODES.map((dist) => JSON.stringify({ dist, workers: 32, latency: 500_000 }));
const report = Array.from({ length: N_TESTS }, (_, i) => {
  const file = Math.floor(i / 26);
  const secs = 0.001 * 2 ** ((file * 7) % 10) + 0.000001 * ((i * 7919) % 5000);
  return `tests/area_${file % 40}/test_module_${file}.py::test_case_${i},${secs.toFixed(6)}`;
}).join("\n");
const path = join(mkdtempSync(join(tmpdir(), "laneway-speed-")), "report.csv");
writeFileSync(path, report);

const runNative = () => execFileSync(native, [path, String(REPEATS), String(BATCH), ...sessions], { encoding: "utf8" }).trim().split("\n").map(Number);

/** In the page: the median of each session in nanoseconds. */
async function runWasm({ report, sessions, repeats, batch }) {
  const { default: init, Suite } = await import("./laneway_js.js");
  await init();
  const suite = new Suite("report", new TextEncoder().encode(report));
  return sessions.map((session) => {
    const times = Array.from({ length: repeats }, () => {
      const start = performance.now();
      for (let i = 0; i < batch; i += 1) suite.simulate(session);
      return (performance.now() - start) / batch;
    });
    return times.sort((a, b) => a - b)[repeats >> 1] * 1e6;
  });
}

const server = spawn("node", ["tests/browser/serve.mjs", module, port], { stdio: "ignore" });
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: ["--disable-background-networking", "--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/speed.html`);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ native: runNative(), wasm: await page.evaluate(runWasm, { report, sessions, repeats: REPEATS, batch: BATCH }) });
  }
  const least = (kind, i) => Math.min(...rounds.map((round) => round[kind][i])) / 1e6;
  console.log(`${N_TESTS} tests, 32 workers; ms, the least of ${ROUNDS} medians of ${REPEATS} batches of ${BATCH}`);
  console.log("mode        native    wasm   ratio");
  MODES.forEach((mode, i) => {
    const [native, wasm] = [least("native", i), least("wasm", i)];
    console.log(`${mode.padEnd(10)}${native.toFixed(2).padStart(8)}${wasm.toFixed(2).padStart(8)}${(wasm / native).toFixed(2).padStart(8)}`);
  });
} finally {
  await browser.close();
  server.kill();
}
