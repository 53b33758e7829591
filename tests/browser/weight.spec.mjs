// What a first visit loads, in bytes.
import { expect, test } from "@playwright/test";
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { open } from "./page.mjs";

// As a host sends it that compresses well; docs/performance.md has what it is, and what it should be.
const MOST = 450_000;

const dist = (name) => readFileSync(`dist/${name}`);
const wasm = (begin) => readdirSync("dist").find((name) => name.startsWith(begin) && name.endsWith(".wasm"));
const NOW = [wasm("laneway-thread_bg"), wasm("laneway-web")];
const LATER = [wasm("laneway-soon"), wasm("laneway-later"), wasm("laneway-thread-later")];

test("a first visit loads what is in sight and what simulates, and the rest after the first answer", async ({ page }) => {
  // Those of threads as well, which are no entries of the page's own clock.
  const asked = new Map();
  page.on("response", (response) => {
    const file = new URL(response.url()).pathname.split("/").pop() || "index.html";
    if (!asked.has(file)) asked.set(file, response.request().timing().startTime);
  });
  await open(page);
  await expect.poll(() => LATER.every((file) => asked.has(file))).toBe(true);
  const drawn = await page.evaluate(() => performance.timeOrigin + performance.getEntriesByName("laneway-draw")[0].startTime);
  for (const file of LATER) expect(asked.get(file), file).toBeGreaterThan(drawn);
  const files = [...asked.keys()].filter((file) => asked.get(file) <= drawn && readdirSync("dist").includes(file));
  expect(files.filter((file) => file.endsWith(".wasm")).toSorted()).toEqual(NOW);
  const sizes = files.map((file) => brotliCompressSync(dist(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length);
  expect(sizes.reduce((one, other) => one + other)).toBeLessThan(MOST);
});

test("recorded suites are in the wasm that threads load later", () => {
  const data = readFileSync("tests/data/recorded/networkx.csv.gz");
  const piece = data.subarray(10_000, 10_064);
  const holders = readdirSync("dist").filter((name) => name.endsWith(".wasm") && dist(name).includes(piece));
  expect(holders.toSorted()).toEqual([wasm("laneway-scribe"), wasm("laneway-thread-later")]);
});
