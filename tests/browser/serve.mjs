// Serves a built page on this machine alone: `node serve.mjs FOLDER PORT [PREFIX]`. Nothing is cached.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const [folder, port, prefix = "/"] = process.argv.slice(2);
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

// The path of the file that is asked for; undefined outside the prefix or the folder.
function asked(url) {
  try {
    const { pathname } = new URL(url, "http://localhost");
    const inside = normalize(decodeURIComponent(pathname.slice(prefix.length)));
    if (!pathname.startsWith(prefix) || inside.startsWith("..")) return undefined;
    return join(folder, inside === "." || inside.endsWith("/") ? join(inside, "index.html") : inside);
  } catch {
    return undefined; // Not an address, or with a broken escape.
  }
}

const server = createServer(async (request, response) => {
  const path = asked(request.url);
  const isFile = path !== undefined && (await stat(path).then((it) => it.isFile(), () => false));
  response.setHeader("Cache-Control", "no-store");
  if (!isFile) {
    response.writeHead(404).end("not found");
    return;
  }
  response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" });
  createReadStream(path).on("error", () => response.destroy()).pipe(response);
});
server.on("error", (error) => {
  console.error(`cannot serve on port ${port}: ${error.message}; choose another with --port`);
  process.exit(1);
});
server.listen(Number(port), "127.0.0.1");
