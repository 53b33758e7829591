// Answers cases, one a line, with the JavaScript module: `node replay.mjs FOLDER < cases.jsonl`.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const { replay } = createRequire(import.meta.url)(resolve(process.argv[2], "laneway_js.js"));
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim()) process.stdout.write(replay(line) + "\n");
}
