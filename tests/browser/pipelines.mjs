// Pipelines for tests, as documents have them, and the link that opens them.
import { deflateRawSync } from "node:zlib";

const around = (median, p95) => ({ lognormal: { median, p95, cap: null } });
const step = (name, work, more = {}) => ({ name, work, ...more });
const checkout = step("Check out", { checkout: { takes: around(2, 6) } });
const install = step("Install", { cached: { hits: 0.9, on_hit: around(12, 20), on_miss: around(60, 90) } });
const runner = { label: "ubuntu-latest-4-cores", price: 12_000, queue: around(6, 60) };
const lint = {
  id: "lint",
  runner,
  steps: [checkout, install, step("ruff, mypy", { command: { takes: around(40, 60) } })],
};
const tests = (workers, dist, coverage) => step("pytest", { tests: { session: { workers, dist }, coverage } });

/** Lint, then all tests. */
export const baseline = {
  jobs: [
    lint,
    { id: "tests", needs: ["lint"], runner, steps: [checkout, install, tests(4, "load", { covers: { percent: 84 } })] },
  ],
  coverage: { fail_under: 80 },
};

/** Lint beside four shards, and a gate behind them. */
export const candidate = {
  jobs: [
    lint,
    {
      id: "unit",
      runner,
      matrix: { shards: 4, fail_fast: false },
      steps: [
        checkout,
        install,
        tests(4, "worksteal", { covers: { percent: 84 }, lane_check: "off", data_file: ".coverage.unit" }),
        step("Upload", { upload: { artifact: "coverage-{shard}" } }),
      ],
    },
    {
      id: "gate",
      needs: ["unit", "lint"],
      runner,
      steps: [
        checkout,
        step("Download", { download: { artifacts: "coverage-*", merge: false } }),
        step("Combine", { gate: { looks_in_folders: true } }),
      ],
    },
  ],
  coverage: { fail_under: 80 },
};

/** What stands behind the `#` of a scenario. */
export const hash = (scenario) =>
  `#v0.${deflateRawSync(JSON.stringify({ schema: 1, ...scenario })).toString("base64url")}`;
