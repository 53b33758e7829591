// Studies natively and as WebAssembly: the same makespans, to the nanosecond: `node study.mjs LANEWAY FOLDER`:
// the program, the folder of the JavaScript module.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [laneway, folder] = process.argv.slice(2).map((path) => resolve(path));
const { Suite } = createRequire(import.meta.url)(join(folder, "laneway_js.js"));

const conditions = { speed_permille: 1300, coverage_permille: 200, contention: { cores: 4 } };
const ordered = { ...conditions, order: "random", order_seed: 3 };
const STUDIES = [
  // The one whose sum `crates/engine/src/study.rs` states.
  { options: [], baseline: {}, candidate: {}, checksum: "ec49e0ffb85e2dd0" },
  {
    options: ["--order", "random", "--order-seed", "3", "--speed", "1.3", "--coverage", "20", "--cores", "4"],
    baseline: conditions,
    candidate: ordered,
  },
];

const work = mkdtempSync(join(tmpdir(), "laneway-study-"));
try {
  const run = (...args) => execFileSync(laneway, args, { cwd: work, encoding: "utf8" });
  writeFileSync(join(work, "spec.json"), '{"tests": 500}');
  writeFileSync(join(work, "suite.csv"), run("generate", "spec.json", "--seed", "1"));
  const suite = new Suite("suite.csv", readFileSync(join(work, "suite.csv")));
  for (const { options, baseline, candidate, checksum } of STUDIES) {
    const line = ["study", "suite.csv", "-n", "8", "--dist", "worksteal", "--baseline", "-n 8 --dist load", "--json"];
    const native = JSON.parse(run(...line, "--seed", "7", "--replications", "200", ...options));
    const sessions = [
      { dist: "load", workers: 8, ...baseline },
      { dist: "worksteal", workers: 8, ...candidate },
    ];
    const wasm = JSON.parse(suite.study(JSON.stringify(sessions), JSON.stringify({ seed: 7, replications: 200 })));
    assert.equal(wasm.makespans.length, 200);
    assert.equal(wasm.checksum, native.checksum, `options ${options.join(" ")}`);
    if (checksum) assert.equal(wasm.checksum, checksum);
  }
  console.log(`${STUDIES.length} studies: the same natively and as WebAssembly`);
} finally {
  rmSync(work, { recursive: true });
}
