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

const runNative = () =>
  execFileSync(native, [path, String(REPEATS), String(BATCH), ...sessions], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.split(" ").map(Number));

/** In the page: the medians of each session and of a replication of it, in nanoseconds. */
async function runWasm({ report, sessions, repeats, batch }) {
  const { default: init, Suite } = await import("./laneway_js.js");
  await init();
  const suite = new Suite("report", new TextEncoder().encode(report));
  const median = (run) => {
    const times = Array.from({ length: repeats }, () => {
      const start = performance.now();
      run();
      return (performance.now() - start) / batch;
    });
    return times.sort((a, b) => a - b)[repeats >> 1] * 1e6;
  };
  const spec = JSON.stringify({ replications: batch });
  return sessions.map((session) => [
    median(() => {
      for (let i = 0; i < batch; i += 1) suite.simulate(session);
    }),
    median(() => suite.study(`[${session}]`, spec)),
  ]);
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
  const least = (kind, i, what) => Math.min(...rounds.map((round) => round[kind][i][what])) / 1e6;
  console.log(`${N_TESTS} tests, 32 workers; ms, the least of ${ROUNDS} medians of ${REPEATS} batches of ${BATCH}`);
  ["a session", "a replication, noise drawn anew"].forEach((what, n) => {
    console.log(`${what}\nmode        native    wasm   ratio`);
    MODES.forEach((mode, i) => {
      const [native, wasm] = [least("native", i, n), least("wasm", i, n)];
      const cells = [native, wasm, wasm / native].map((figure) => figure.toFixed(2).padStart(8));
      console.log(mode.padEnd(10) + cells.join(""));
    });
  });
} finally {
  await browser.close();
  server.kill();
}
