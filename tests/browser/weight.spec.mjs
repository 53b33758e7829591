// What a first visit loads, in bytes.
import { expect, test } from "@playwright/test";
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { open } from "./page.mjs";

// As a host sends it that compresses well; docs/performance.md has what it is, and what it should be.
const MOST = 1_200_000;

const dist = (name) => readFileSync(`dist/${name}`);
const wasm = (begin) => readdirSync("dist").find((name) => name.startsWith(begin) && name.endsWith(".wasm"));

test("a first visit loads what is in sight and what simulates, and the rest after the first answer", async ({ page }) => {
  // Those of threads as well, which are no entries of the page's own clock.
  const asked = new Set();
  page.on("request", (request) => asked.add(new URL(request.url()).pathname.split("/").pop() || "index.html"));
  await open(page);
  const later = wasm("laneway-later");
  await expect.poll(() => asked.has(later)).toBe(true);
  const [drawn, begun] = await page.evaluate((later) => {
    const entries = performance.getEntriesByType("resource");
    const begun = entries.find((entry) => entry.name.endsWith(later))?.startTime;
    return [performance.getEntriesByName("laneway-draw")[0].startTime, begun];
  }, later);
  expect(begun).toBeGreaterThan(drawn);
  const files = [...asked].filter((file) => file !== later && readdirSync("dist").includes(file));
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
