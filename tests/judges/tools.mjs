// What the judges written in JavaScript share: their packages, the files of a site, a server, a browser.
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { readdirSync, readFileSync, existsSync, statSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import path from "node:path";

export const modules = path.join(process.env.THROUGHLINE_TEST_CACHE, "npm", "node_modules");
/** Packages live in the cache folder, where a plain `import` would not look. */
export const need = createRequire(modules + "/");

/** Every file below a folder, as sorted paths with slashes. */
export function files(dir) {
  return readdirSync(dir, { recursive: true })
    .map((name) => name.split(path.sep).join("/"))
    .filter((name) => statSync(path.join(dir, name)).isFile())
    .sort();
}

/** Prints what was found and ends: with 1 if that was anything. */
export function verdict(faults, summary) {
  if (faults.length === 0) {
    console.log(summary);
    process.exit(0);
  }
  console.log(faults.slice(0, 100).join("\n"));
  console.log(`${faults.length} findings`);
  process.exit(1);
}

const TYPES = {
  html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8",
  json: "application/json", xml: "application/xml", txt: "text/plain; charset=utf-8", ics: "text/calendar",
  svg: "image/svg+xml", png: "image/png", jpg: "image/jpeg", webp: "image/webp", avif: "image/avif",
  ico: "image/x-icon", woff2: "font/woff2", mp3: "audio/mpeg", mp4: "video/mp4",
};

/** A web server as plain as any that a static site is put on, with gzip. */
export async function serve(dir) {
  const send = (request, response, status, file) => {
    const type = TYPES[path.extname(file).slice(1)] ?? "application/octet-stream";
    let body = readFileSync(file);
    const head = { "Content-Type": type, "Cache-Control": "max-age=31536000" };
    if (/text|json|xml|javascript/.test(type) && /gzip/.test(request.headers["accept-encoding"] ?? "")) {
      body = gzipSync(body);
      head["Content-Encoding"] = "gzip";
    }
    response.writeHead(status, head).end(body);
  };
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const file = path.join(dir, name.endsWith("/") ? name + "index.html" : name);
    const missing = path.join(dir, "404.html");
    if (existsSync(file) && statSync(file).isFile()) send(request, response, 200, file);
    else if (existsSync(missing)) send(request, response, 404, missing);
    else response.writeHead(404, { "Content-Type": "text/plain" }).end("not found");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

export function chromium() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  return execFileSync("sh", ["-c", "command -v chromium || command -v google-chrome"], { encoding: "utf8" }).trim();
}

/** Without these a browser asks its maker's servers for things while it is being tested. */
export const QUIET = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--disable-dev-shm-usage", // a container has little of it, and a tab that runs out of it dies
];

/**
 * The pages a person would try, one of each kind: [name, address]. A kind that is asked for and
 * is not there is a fault, for a check of nothing would pass.
 */
export function samplePages(dir, faults) {
  const all = files(dir).filter((f) => f.endsWith(".html"));
  const size = (f) => statSync(path.join(dir, f)).size;
  const redirect = (f) => /http-equiv="?refresh/i.test(readFileSync(path.join(dir, f), "utf8"));
  const pick = (pattern) => all.filter((f) => pattern.test(f) && !redirect(f)).sort((a, b) => size(b) - size(a));
  const pages = [];
  const add = (name, file, required = true) => {
    if (!file) {
      if (required) faults.push(`no page to look at for: ${name}`);
    } else if (!pages.some((p) => p[2] === file)) {
      pages.push([name, "/" + encodeURI(file.replace(/(^|\/)index\.html$/, "$1")), file]);
    }
  };
  const dossiers = pick(/^dossiers\/[^/]+\/index\.html$/);
  const articles = pick(/^articles\/.+\/index\.html$/);
  add("home", pick(/^index\.html$/)[0]);
  add("dossier-long", dossiers[0]);
  add("dossier-short", dossiers.at(-1), dossiers.length > 1);
  add("dossier-timeline", pick(/^dossiers\/[^/]+\/timeline\/index\.html$/)[0], false);
  add("dossier-print", pick(/^dossiers\/[^/]+\/print\/index\.html$/)[0], false);
  add("article-long", articles[0]);
  add("article-short", articles.at(-1), false);
  add("timeline", pick(/^timeline\/index\.html$/)[0]);
  add("timeline-year", pick(/^timeline\/[^/]+\/index\.html$/)[0]);
  add("tags", pick(/^tags\/index\.html$/)[0]);
  add("tag", pick(/^tags\/[^/]+\/index\.html$/)[0]);
  add("person", pick(/^people\/[^/]+\/index\.html$/)[0]);
  add("places", pick(/^places\/index\.html$/)[0], false);
  add("organisation", pick(/^organisations\/[^/]+\/index\.html$/)[0], false);
  add("month", pick(/^archive\/.+\/index\.html$/)[0], false);
  add("changes", pick(/^changes\/index\.html$/)[0]);
  add("about", pick(/^about\/index\.html$/)[0]);
  add("right-to-left", all.find((f) => /\bdir="?rtl/.test(readFileSync(path.join(dir, f), "utf8"))), false);
  add("dossier-arabic", pick(/^ar\/dossiers\/[^/]+\/index\.html$/)[0], false);
  add("home-arabic", pick(/^ar\/index\.html$/)[0], false);
  add("translated", pick(/^[a-z]{2,3}\/articles\/.+\/index\.html$/)[0], false);
  if (pick(/^404\.html$/).length === 0) faults.push("no page to look at for: what is not found");
  // With results on it.
  if (pick(/^search\/index\.html$/).length > 0) pages.push(["search", "/search/?q=canal"]);
  // Reached as a reader reaches it: by a wrong address some folders down.
  pages.push(["not-found", "/no/such/page/"]);
  return pages.map(([name, address]) => ({ name, address }));
}
