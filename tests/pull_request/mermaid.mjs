// The picture in a comment is Mermaid that Mermaid itself reads, whatever jobs are called: `node mermaid.mjs LANEWAY`: the
// program.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import mermaid from "mermaid";

const laneway = resolve(process.argv[2]);

/** Names that mean something to Mermaid, to Markdown or to HTML. */
const HOSTILE = [
  "a : b; c # d",
  "section evil",
  "title evil",
  "gantt",
  "%%{init: {'theme': 'forest'}}%%",
  "%% comment",
  "x:::danger",
  "click s0j0 call alert()",
  "end",
  "<img src=x onerror=alert(1)>",
  "line\n  section evil",
  "```\n# heading",
  "2001-01-01",
  "---\ntitle: evil\n---",
  "accTitle: x",
  "after s0j0, 1d",
  "[x](y) | @z #1",
  "0",
  "\u202eevil",
  "テスト (3.12)",
];

/** The text of the only picture of a comment. */
function picture(comment) {
  const blocks = comment.split("```mermaid\n").slice(1);
  assert.equal(blocks.length, 1, comment);
  return blocks[0].split("```")[0];
}

/** What Mermaid makes of it: sections, and tasks with their times. */
async function read(text) {
  assert.ok(await mermaid.parse(text), text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  return { title: db.getDiagramTitle(), sections: db.getSections(), tasks: db.getTasks() };
}

const work = mkdtempSync(join(tmpdir(), "laneway-mermaid-"));
try {
  const run = (...args) => execFileSync(laneway, args, { cwd: work, encoding: "utf8" });
  const once = ["--replications", "2"];
  for (const preset of ["lane-split", "late-giant"]) {
    const { sections, tasks } = await read(picture(run("compare", "--preset", preset, "--markdown", ...once)));
    assert.deepEqual(sections, ["baseline", "candidate"]);
    assert.ok(tasks.length > 2 && tasks.every((task) => task.endTime > task.startTime), preset);
  }

  run("pipeline", "--preset", "lane-split", "--write", "scenario.json", ...once);
  const scenario = JSON.parse(readFileSync(join(work, "scenario.json"), "utf8"));
  const expected = (await read(picture(run("compare", "scenario.json", "--markdown")))).tasks;
  for (const name of HOSTILE) {
    scenario.candidate.jobs.forEach((job) => (job.name = name));
    writeFileSync(join(work, "hostile.json"), JSON.stringify(scenario));
    const { title, sections, tasks } = await read(picture(run("compare", "hostile.json", "--markdown")));
    assert.equal(title, "", name);
    assert.deepEqual(sections, ["baseline", "candidate"], name);
    const times = (all) => all.map(({ startTime, endTime, section }) => ({ startTime, endTime, section }));
    assert.deepEqual(times(tasks), times(expected), name);
    assert.ok(tasks.every((task) => !/[<>`:;#%@]/.test(task.task)), name);
  }
  console.log(`Mermaid reads the pictures of comments, with ${HOSTILE.length} hostile names too`);
} finally {
  rmSync(work, { recursive: true });
}
