// Draws the page's icons and its preview for links into public/: `node tests/browser/pictures.mjs`, after `cargo xtask build`.
import { chromium } from "@playwright/test";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const PORT = process.env.LANEWAY_PORT ?? "4174";
const icon = readFileSync("public/icon.svg", "utf8");
// A launcher may cut all but the inner four fifths: the ground fills the square, and the lanes stand further in.
const maskable = icon.replace(' rx="7"', "").replace("<path ", '<path transform="translate(5.1 5.1) scale(0.68)" ');

const server = spawn("node", ["tests/browser/serve.mjs", "dist", PORT], { stdio: "ignore" });
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: ["--disable-background-networking", "--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
try {
  for (const [name, svg, size] of [["icon-192", icon, 192], ["icon-512", icon, 512], ["icon-maskable", maskable, 512]]) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${svg}`);
    await page.screenshot({ path: `public/${name}.png`, omitBackground: true });
    await page.close();
  }
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 }, colorScheme: "light", serviceWorkers: "block" });
  await page.goto(`http://127.0.0.1:${PORT}/`);
  await page.waitForTimeout(6_000);
  await page.screenshot({ path: "public/preview.png" });
} finally {
  await browser.close();
  server.kill();
}
