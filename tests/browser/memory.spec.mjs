// Memory stays flat over hours of use: after five hundred changes, and after a visit to all of the page, it holds what it held
// before them. LANEWAY_MINUTES=60 makes the visit an hour long.
import { expect, test } from "@playwright/test";
import { durations, file, mode, open, pick, settled, simulate } from "./page.mjs";

const MODES = ["load", "worksteal", "loadscope", "loadfile"];
const VIEWS = ["Many runs", "Search", "Compare", "Export", "One run"];
const N_CHANGES = 500;
/** Rounds of a visit before it is looked at, and at least as many after. */
const N_ROUNDS = 12;
const MINUTES = Number(process.env.LANEWAY_MINUTES ?? 0);

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

/** One round of a visit: another suite, or a file of one's own; modes and workers; every view; steps undone. */
async function round(page, number) {
  if (number % 3 === 0) {
    await pick(page, file(".test_durations", durations(500 + (number % 4) * 300)));
    await simulate(page);
  } else {
    await page.getByRole("combobox", { name: "Suite" }).selectOption({ index: 1 + (number % 5) });
    await settled(page);
  }
  for (const flag of MODES) {
    await mode(page, flag).click();
    await page.getByLabel("Workers", { exact: true }).fill(String(1 + ((number * 7 + flag.length) % 32)));
  }
  await settled(page);
  for (const name of VIEWS) {
    await page.getByRole("radio", { name, exact: true }).check();
    await page.waitForTimeout(400); // Its work begins; the next view takes it away.
  }
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("Control+z");
  await settled(page);
}

/** Collected, it holds no more than before, but for what caches and the engine of the browser take their time with, and one
 * listener of each thread that has ended: gloo-worker keeps its handle, some hundred bytes. */
function isFlat(before, after, nThreads = 0) {
  const said = JSON.stringify({ before, after });
  console.log(said);
  expect(after.heap, said).toBeLessThan(before.heap * 1.3 + 4e6);
  expect(after.wasm, said).toBeLessThan(before.wasm * 1.25 + 4e6);
  expect(after.nodes, said).toBeLessThan(before.nodes * 1.3 + 500);
  expect(after.listeners, said).toBeLessThan(before.listeners * 1.3 + 100 + nThreads);
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
  isFlat(before, await held(page, devtools));
});

test("nor does a visit to all of the page", async ({ page }) => {
  test.setTimeout(300_000 + MINUTES * 60_000);
  const errors = await open(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  let number = 0;
  const rounds = async (n, minutes) => {
    const end = Date.now() + minutes * 60_000;
    for (let done = 0; done < n || Date.now() < end; done += 1) await round(page, number++);
  };
  // Until all there is to build has been built, and undo has all the steps that it keeps.
  await rounds(N_ROUNDS, MINUTES / 3);
  const before = await held(page, devtools);
  const nBefore = number;
  await rounds(N_ROUNDS, (MINUTES * 2) / 3);
  console.log(`${nBefore} rounds, then ${number - nBefore}`);
  // Its exports have one each, and each file that is read.
  isFlat(before, await held(page, devtools), 2 * (number - nBefore));
  expect(errors).toEqual([]);
});
