// The browser tests: the release build in Debian's Chromium, served under a sub-path as on GitHub Pages.
import { defineConfig } from "@playwright/test";

const PORT = process.env.LANEWAY_PORT ?? 4173;
const PREFIX = "/laneway/";

export default defineConfig({
  testDir: "tests/browser",
  outputDir: "target/browser",
  timeout: 60_000,
  workers: 1,
  forbidOnly: true,
  reporter: "list",
  use: {
    baseURL: `http://127.0.0.1:${PORT}${PREFIX}`,
    viewport: { width: 1440, height: 900 },
    serviceWorkers: "block", // What a test changes of what is served must come to the page; offline.spec.mjs has its own.
    permissions: ["clipboard-read", "clipboard-write"],
    launchOptions: {
      executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    },
  },
  webServer: {
    command: `node tests/browser/serve.mjs dist ${PORT} ${PREFIX}`,
    url: `http://127.0.0.1:${PORT}${PREFIX}`,
    reuseExistingServer: false,
  },
});
