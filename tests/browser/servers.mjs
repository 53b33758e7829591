// Servers of a test's own, beside the one that all tests share.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { expect } from "@playwright/test";

/** A port that is free now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Serves `folder` below `prefix`; the address, and what ends it. */
export async function serve(folder, prefix = "/") {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}${prefix}`;
  const server = spawn(process.execPath, ["tests/browser/serve.mjs", folder, String(port), prefix], { stdio: "inherit" });
  await expect.poll(() => fetch(address).then((it) => it.status, () => 0)).toBe(200);
  return { address, stop: () => server.kill() };
}
