// The page opens wherever it is put, at a host's root or below it, and needs nothing but its own files.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { expect, test } from "@playwright/test";

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

/** Opens an address; all that was asked for, and all that went wrong. */
async function open(page, address) {
  const asked = [];
  const wrong = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("requestfailed", (request) => wrong.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("response", (response) => response.status() >= 400 && wrong.push(`${response.url()}: ${response.status()}`));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  await page.addInitScript(() => {
    window.refused = [];
    addEventListener("securitypolicyviolation", (event) =>
      window.refused.push(`${event.violatedDirective}: ${event.blockedURI}`),
    );
  });
  await page.goto(address);
  await expect(page.locator("canvas").first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  wrong.push(...(await page.evaluate(() => window.refused)));
  return { asked, wrong };
}

test("below a host's root", async ({ page, baseURL }) => {
  const { asked, wrong } = await open(page, "./");
  expect(wrong).toEqual([]);
  const isOurs = (url) => url.startsWith(baseURL) || url.startsWith("blob:") || url.startsWith("data:");
  expect(asked.filter((url) => !isOurs(url))).toEqual([]);
  expect(asked.filter((url) => url.endsWith(".wasm")).length).toBeGreaterThan(0);
});

test("at a host's root", async ({ page }) => {
  const port = await freePort();
  const server = spawn(process.execPath, ["tests/browser/serve.mjs", "dist", String(port)], { stdio: "inherit" });
  try {
    const address = `http://127.0.0.1:${port}/`;
    await expect.poll(() => fetch(address).then((it) => it.status, () => 0)).toBe(200);
    const { wrong } = await open(page, address);
    expect(wrong).toEqual([]);
  } finally {
    server.kill();
  }
});

test("the policy lets in no script of a stranger", async ({ page }) => {
  await page.goto("./");
  const refused = await page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
        document.head.append(Object.assign(document.createElement("script"), { textContent: "window.stranger = true" }));
      }),
  );
  expect(refused).toBe("script-src-elem");
  expect(await page.evaluate(() => window.stranger)).toBeUndefined();
});
