// Memory stays flat over hours of use: five hundred changes later the page holds what it held before them.
import { expect, test } from "@playwright/test";
import { mode, open, settled } from "./page.mjs";

const MODES = ["load", "worksteal", "loadscope", "loadfile"];
const N_CHANGES = 500;

/** What the page holds after a collection: bytes of its heap and of its WebAssembly, its elements and its listeners. */
async function held(page, devtools) {
  await devtools.send("HeapProfiler.collectGarbage");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  // The page's files of WebAssembly share one memory; a program that runs already is given as it is.
  const wasm = await page.evaluate(async () => {
    const { js } = document.querySelector("script[data-js]").dataset;
    const { initSync } = await import(new URL(js, document.baseURI).href);
    return initSync().memory.buffer.byteLength;
  });
  return { heap: of("JSHeapUsedSize"), wasm, nodes: of("Nodes"), listeners: of("JSEventListeners") };
}

/** Changes, as fast as the page answers. */
async function change(page, n) {
  const workers = page.getByLabel("Workers", { exact: true });
  for (let number = 0; number < n; number += 1) {
    if (number % 5 === 0) await mode(page, MODES[(number / 5) % MODES.length]).click();
    else await workers.fill(String(1 + ((number * 7) % 48)));
    if (number % 25 === 0) await settled(page);
  }
  await settled(page);
}

test("five hundred changes leave nothing behind", async ({ page }) => {
  test.setTimeout(300_000);
  await open(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  // What is built once is built: caches, the first studies, the steps that undo keeps.
  await change(page, 75);
  const before = await held(page, devtools);
  await change(page, N_CHANGES);
  const after = await held(page, devtools);
  const said = JSON.stringify({ before, after });
  console.log(said);
  expect(after.heap, said).toBeLessThan(before.heap * 1.3 + 4e6);
  expect(after.wasm, said).toBeLessThan(before.wasm * 1.25 + 4e6);
  expect(after.nodes, said).toBeLessThan(before.nodes * 1.3 + 500);
  expect(after.listeners, said).toBeLessThan(before.listeners * 1.3 + 100);
});
