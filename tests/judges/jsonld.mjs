// jsonld.mjs DIR: TypeScript type-checks the JSON-LD of the pages against schema.org's vocabulary (schema-dts).
import { readFileSync, writeFileSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";
import { files, modules, verdict } from "./tools.mjs";

// Blocks of the same shape say nothing new to a type checker.
const LIMIT = 60;
const dir = process.argv[2];
const faults = [];
let blocks = 0;

function shape(value) {
  if (Array.isArray(value)) return "[" + [...new Set(value.map(shape))].sort() + "]";
  if (value === null || typeof value !== "object") {
    return typeof value === "string" && /schema\.org/.test(value) ? value : typeof value;
  }
  const pairs = Object.keys(value).sort().map((k) => k + ":" + (k === "@type" ? JSON.stringify(value[k]) : shape(value[k])));
  return "{" + pairs + "}";
}

const shapes = new Map(); // shape → { type, value, page }
function collect(value, page) {
  if (value["@context"] !== "https://schema.org") {
    faults.push(`${page}: @context is ${JSON.stringify(value["@context"])}, not "https://schema.org"`);
  }
  for (const one of value["@graph"] ?? [value]) {
    const { "@context": _, ...rest } = one;
    const type = rest["@type"];
    if (typeof type !== "string" || !/^[A-Z]\w*$/.test(type)) {
      faults.push(`${page}: @type is ${JSON.stringify(type)}`);
    } else if (!shapes.has(shape(rest))) {
      shapes.set(shape(rest), { type, value: rest, page });
    }
  }
}

for (const name of files(dir).filter((f) => f.endsWith(".html"))) {
  const page = readFileSync(path.join(dir, name), "utf8");
  for (const [, text] of page.matchAll(/<script[^>]*type="?application\/ld\+json"?[^>]*>(.*?)<\/script>/gs)) {
    blocks += 1;
    try {
      collect(JSON.parse(text), name);
    } catch (error) {
      faults.push(`${name}: ${error.message}`);
    }
  }
}
if (blocks === 0) verdict(["no JSON-LD in any page"]);

// Every type has its turn before the limit cuts.
const byType = Map.groupBy ? Map.groupBy(shapes.values(), (s) => s.type) : [...shapes.values()].reduce(
  (map, s) => map.set(s.type, [...(map.get(s.type) ?? []), s]), new Map());
const chosen = [];
for (let round = 0; chosen.length < LIMIT && [...byType.values()].some((list) => round < list.length); round++) {
  for (const list of byType.values()) if (list[round]) chosen.push(list[round]);
}

const work = mkdtempSync(path.join(tmpdir(), "jsonld-"));
symlinkSync(modules, path.join(work, "node_modules"));
let text = `import type * as schema from "schema-dts";\n`;
const lines = []; // line of the file → the block it stands in
for (const block of chosen.slice(0, LIMIT)) {
  const code = `export const _${lines.length}: Exclude<schema.${block.type}, string> = ${JSON.stringify(block.value, null, 2)};\n`;
  const first = text.split("\n").length;
  code.split("\n").forEach((line, i) => (lines[first + i] = { ...block, line }));
  text += code;
}
writeFileSync(path.join(work, "blocks.ts"), text);
const tsc = spawnSync(path.join(modules, ".bin", "tsc"), [
  "--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "preserve",
  "--moduleResolution", "bundler", "--types", "", "--pretty", "false", "blocks.ts",
], { cwd: work, encoding: "utf8" });
rmSync(work, { recursive: true });
for (const line of (tsc.stdout + tsc.stderr).split("\n").filter(Boolean)) {
  const at = line.match(/^blocks\.ts\((\d+),/);
  const block = at && lines[at[1]];
  faults.push(block ? `${block.page}: ${block.type}: ${line.replace(/^.*?: /, "").slice(0, 600)}\n    ${block.line.trim()}` : "    " + line.trim().slice(0, 600));
}
if (tsc.status !== 0 && faults.length === 0) faults.push(`tsc ended with ${tsc.status} ${tsc.error ?? ""}`);
verdict(faults, `${blocks} blocks, ${shapes.size} shapes, ${Math.min(chosen.length, LIMIT)} checked: ${[...byType.keys()].sort().join(", ")}`);
