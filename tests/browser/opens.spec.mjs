// The page opens wherever it is put, at a host's root or below it, and needs nothing but its own files.
import { expect, test } from "@playwright/test";
import { serve } from "./servers.mjs";

// With all that a visit asks for, what keeps the page for later among it.
test.use({ serviceWorkers: "allow" });

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
  const { address, stop } = await serve("dist");
  try {
    const { wrong } = await open(page, address);
    expect(wrong).toEqual([]);
  } finally {
    stop();
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
