// What a first visit loads, in bytes.
import { expect, test } from "@playwright/test";
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { open } from "./page.mjs";

// As a host sends it that compresses well; docs/performance.md has what it is, and what it should be.
const MOST = 1_200_000;

const dist = (name) => readFileSync(`dist/${name}`);
const wasm = (begin) => readdirSync("dist").find((name) => name.startsWith(begin) && name.endsWith(".wasm"));

/** The files of the page, each with when it was asked for, ms. */
const asked = (page) =>
  page.evaluate(() => {
    const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return entries.map((entry) => [new URL(entry.name).pathname.split("/").pop() || "index.html", entry.startTime]);
  });

test("a first visit loads what is in sight and what simulates, and the rest after the first answer", async ({ page }) => {
  await open(page);
  await expect.poll(async () => (await asked(page)).some(([name]) => name === wasm("laneway-later"))).toBe(true);
  const [[, drawn]] = await page.evaluate(() => performance.getEntriesByName("laneway-draw").map((it) => [it.name, it.startTime]));
  const known = (await asked(page)).filter(([name]) => readdirSync("dist").includes(name));
  expect(known.find(([name]) => name === wasm("laneway-later"))[1]).toBeGreaterThan(drawn);
  const files = known.filter(([, start]) => start < drawn).map(([name]) => name);
  // Threads' files are no entries of the page.
  files.push("laneway-thread_loader.js", "laneway-thread.js", wasm("laneway-thread"));
  const sizes = files.map((file) => brotliCompressSync(dist(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length);
  expect(files.filter((file) => file.endsWith(".wasm")).toSorted()).toEqual([wasm("laneway-thread"), wasm("laneway-web")]);
  expect(sizes.reduce((one, other) => one + other)).toBeLessThan(MOST);
});

test("recorded suites are in the wasm of threads, not in that of the page", () => {
  const data = readFileSync("tests/data/recorded/networkx.csv.gz");
  const piece = data.subarray(10_000, 10_064);
  expect(dist(wasm("laneway-thread")).includes(piece)).toBe(true);
  expect(dist(wasm("laneway-web")).includes(piece)).toBe(false);
});
