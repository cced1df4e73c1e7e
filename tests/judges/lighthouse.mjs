// lighthouse.mjs DIR: Lighthouse's scores for the home page, the longest dossier and the longest article.
// Accessibility, best practices and search engines must be perfect; the speed, measured on a machine that does other
// things as well, must be good (THROUGHLINE_LIGHTHOUSE_SPEED, of 100).
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, modules, QUIET, samplePages, serve, verdict } from "./tools.mjs";

const GOALS = { performance: +(process.env.THROUGHLINE_LIGHTHOUSE_SPEED ?? 95), accessibility: 100, "best-practices": 100, seo: 100 };
const dir = process.argv[2];
const faults = [];
const summary = [];
const pages = samplePages(dir, faults).filter((p) => ["home", "dossier-long", "article-long"].includes(p.name));
if (faults.length > 0) verdict(faults);
const server = await serve(dir);
const work = mkdtempSync(path.join(tmpdir(), "lighthouse-"));

const run = (args) => new Promise((done) => {
  // Not the blocking kind: the server above is in this process.
  const child = spawn("node", args, { env: { ...process.env, CHROME_PATH: chromium() } });
  let said = "";
  child.stderr.on("data", (data) => (said += data));
  child.on("close", (code) => done({ code, said }));
});

for (const { name, address } of pages) {
  const out = path.join(work, name + ".json");
  const { code, said } = await run([
    path.join(modules, "lighthouse", "cli", "index.js"), server.origin + address, "--quiet", "--output=json",
    `--output-path=${out}`, `--only-categories=${Object.keys(GOALS)}`, `--chrome-flags=${QUIET.join(" ")}`,
  ]);
  if (code !== 0) {
    faults.push(`${name}: Lighthouse ended with ${code}\n${said.slice(-2000)}`);
    continue;
  }
  const report = JSON.parse(readFileSync(out, "utf8"));
  const scores = Object.entries(GOALS).map(([key, goal]) => {
    const category = report.categories[key];
    const score = Math.round(category.score * 100);
    if (score < goal) {
      const lost = category.auditRefs.map((r) => report.audits[r.id]).filter((a) => a.score !== null && a.score < 0.9);
      faults.push(`${name}: ${key} ${score}, goal ${goal}: ${lost.map((a) => `${a.id} ${a.displayValue ?? ""} ${a.explanation ?? ""}`.trim()).join("; ")}`);
    }
    return score;
  });
  summary.push(`${name} ${scores.join("/")}`);
}
server.close();
rmSync(work, { recursive: true });
verdict(faults, summary.join(", "));
