// schema.mjs ROOT: the JSON Schemas that `throughline schema KIND` prints are valid, describe every field, accept
// the front matter of each document of the site, and refuse a key that does not exist.
import { readFileSync, existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { files, need, verdict } from "./tools.mjs";

const KINDS = ["config", "article", "dossier", "person", "place", "organisation", "page"];
const print = (kind) => ["schema", kind];

const Ajv = need("ajv/dist/2020").default;
const addFormats = need("ajv-formats").default;
const YAML = need("yaml");
const root = process.argv[2];
const faults = [];

const schemas = new Map();
for (const kind of KINDS) {
  const done = spawnSync(process.env.THROUGHLINE_BIN, print(kind), { encoding: "utf8", cwd: root });
  try {
    if (done.status !== 0) throw new Error(`exit code ${done.status}: ${done.stderr || done.error}`);
    schemas.set(kind, JSON.parse(done.stdout));
  } catch (error) {
    faults.push(`throughline ${print(kind).join(" ")}: ${error.message}`);
  }
}

function compile(schema) {
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
  addFormats(ajv);
  // Numeric formats of schemars, which say what a number fits into.
  for (const name of ["uint", "uint8", "uint16", "uint32", "uint64", "int32", "int64"]) ajv.addFormat(name, true);
  return ajv.compile(schema);
}

const checks = new Map();
for (const [kind, schema] of schemas) {
  if (!/2020-12/.test(schema.$schema ?? "")) faults.push(`${kind}: $schema is ${schema.$schema}, not draft 2020-12`);
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    const described = field.description ?? schema.$defs?.[field.$ref?.split("/").at(-1)]?.description;
    if (!described) faults.push(`${kind}: the field ${key} has no description`);
  }
  try {
    // A translation leaves to the original what it does not say itself.
    const { required: _, ...lenient } = schema;
    checks.set(kind, { whole: compile(schema), translation: compile(lenient) });
  } catch (error) {
    faults.push(`${kind}: ${error.message}`);
  }
}

function kindOf(name) {
  const parts = name.split("/");
  if (parts.some((p) => /^[_.]/.test(p) && p !== "_posts") || parts.at(-1) === "README.md") return null;
  if (parts[0] === "dossiers") return parts.length === 3 && /^index(\.\w+)?\.md$/.test(parts[2]) ? "dossier" : "article";
  if (parts[0] === "background") return null; // a paragraph to share, which has no schema
  return { people: "person", places: "place", organisations: "organisation", pages: "page" }[parts[0]] ?? "article";
}

function check(kind, variant, name, data) {
  const validate = checks.get(kind)?.[variant];
  if (!validate) return;
  if (!validate(data)) {
    for (const e of validate.errors.slice(0, 5)) {
      faults.push(`${name} (${kind}): ${e.instancePath || "top"} ${e.message} ${JSON.stringify(e.params)}`);
    }
  } else if (!tried.has(kind)) {
    // The schema is no use to an editor if it accepts anything.
    tried.add(kind);
    if (validate({ ...data, "no-such-key": 1 })) faults.push(`${kind}: the schema accepts a key that does not exist`);
  }
}

const tried = new Set();
let count = 0;
const config = YAML.parse(readFileSync(path.join(root, "throughline.yaml"), "utf8"));
check("config", "whole", "throughline.yaml", config);
const content = path.join(root, config.content ?? "content");
const languages = new Set(config.languages ?? []);
for (const name of existsSync(content) ? files(content).filter((f) => f.endsWith(".md")) : []) {
  const kind = kindOf(name);
  if (!kind) continue;
  const text = readFileSync(path.join(content, name), "utf8").replace(/^\uFEFF/, "");
  const front = text.match(/^---[ \t]*\r?\n(.*?)^---[ \t]*$/ms);
  try {
    if (!front) throw new Error("no YAML front matter");
    const language = name.match(/\.([A-Za-z-]+)\.md$/)?.[1];
    check(kind, languages.has(language) ? "translation" : "whole", name, YAML.parse(front[1]) ?? {});
    count += 1;
  } catch (error) {
    faults.push(`${name}: ${error.message}`);
  }
}
if (count === 0) faults.push(`no document in ${content}`);
for (const kind of KINDS) if (checks.has(kind) && !tried.has(kind)) faults.push(`${kind}: no document that the schema accepts`);
verdict(faults, `${KINDS.length} schemas, ${count} documents`);
