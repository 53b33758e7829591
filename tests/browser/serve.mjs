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
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const inside = pathname.startsWith(prefix) ? normalize(decodeURIComponent(pathname.slice(prefix.length))) : "..";
  const path = join(folder, inside === "." ? "index.html" : inside);
  const isFile = !inside.startsWith("..") && (await stat(path).then((it) => it.isFile(), () => false));
  response.setHeader("Cache-Control", "no-store");
  if (!isFile) {
    response.writeHead(404).end("not found");
    return;
  }
  response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" });
  createReadStream(path).pipe(response);
});
server.on("error", (error) => {
  console.error(`cannot serve on port ${port}: ${error.message}; choose another with --port`);
  process.exit(1);
});
server.listen(Number(port), "127.0.0.1");
