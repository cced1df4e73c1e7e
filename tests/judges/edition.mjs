// edition.mjs DIR: an edition as a reader has it in twenty years: every page opened from the disk in Chromium without scripts.
// Nothing is asked of a network, no file is missing, every link ends in a file that is there or at the live site, every page
// says that it is archived.
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium as binary, files, need, QUIET, verdict } from "./tools.mjs";

const { chromium } = need("playwright-core");
const dir = path.resolve(process.argv[2]);
const faults = [];
const own = files(dir).filter((name) => !name.startsWith("sources/"));
const pages = own.filter((name) => name.endsWith(".html"));
if (!own.includes("manifest.json") || pages.length < 2) verdict([`${dir} is no edition with pages`]);
const live = JSON.parse(readFileSync(path.join(dir, "manifest.json"), "utf8")).live_url;

const decode = (text) => text.replace(/&#x([0-9a-f]+);/gi, (_, n) => String.fromCodePoint(parseInt(n, 16)))
  .replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(n)).replace(/&quot;/g, '"').replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
const attribute = (tag, name) => {
  const found = tag.match(new RegExp(`\\s${name}\\s*=\\s*("([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i"));
  return found ? decode(found[2] ?? found[3] ?? found[4]) : null;
};
const ids = new Map();
const anchors = (file) => {
  if (!ids.has(file)) ids.set(file, new Set([...readFileSync(file, "utf8").matchAll(/\s(?:id|name)="([^"]*)"/g)].map((m) => decode(m[1]))));
  return ids.get(file);
};

let links = 0;
function follow(page, url, kind) {
  links += 1;
  if (/^(mailto|tel|data):/i.test(url)) return;
  const target = new URL(url, pathToFileURL(path.join(dir, page)));
  if (target.protocol !== "file:") {
    if (kind !== "a") faults.push(`${page}: would ask the network for ${url}`);
    return;
  }
  const file = fileURLToPath(new URL(target.pathname, "file://"));
  if (!file.startsWith(dir + path.sep)) faults.push(`${page}: ${url} leads out of the edition`);
  else if (!existsSync(file)) faults.push(`${page}: ${url} is not there`);
  else if (statSync(file).isDirectory()) faults.push(`${page}: ${url} is a folder, which a browser would list`);
  else if (target.hash.length > 1 && file.endsWith(".html") && !anchors(file).has(decodeURIComponent(target.hash.slice(1)))) faults.push(`${page}: ${url} has no such place`);
}

for (const page of pages) {
  const html = readFileSync(path.join(dir, page), "utf8").replace(/<script[\s\S]*?<\/script>|<!--[\s\S]*?-->/g, "");
  for (const [tag, name] of html.matchAll(/<([a-z]+)\b[^>]*>/gi)) {
    const href = attribute(tag, "href");
    const rel = (attribute(tag, "rel") ?? "").split(/\s+/);
    if (name === "a" || name === "area") href === null || follow(page, href, "a");
    else if (name === "link" && href !== null && !rel.includes("canonical") && attribute(tag, "hreflang") === null) follow(page, href, rel.includes("alternate") ? "a" : "link");
    const src = attribute(tag, "src");
    if (src !== null) follow(page, src, name);
    for (const one of (attribute(tag, "srcset") ?? "").split(/,\s+/).filter(Boolean)) follow(page, one.split(/\s/)[0], name);
  }
  const redirect = html.match(/<meta http-equiv="refresh" content="0; url=([^"]*)"/);
  if (redirect) follow(page, decode(redirect[1]), "a");
  else if (/<body/.test(html) && !html.includes('class="edition"')) faults.push(`${page}: does not say that it is archived`);
  if (!/<meta name="robots" content="noindex">/.test(html)) faults.push(`${page}: search engines are not asked to keep away`);
}

const browser = await chromium.launch({ executablePath: binary(), args: [...QUIET, "--host-resolver-rules=MAP * ~NOTFOUND"] });
const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
let current = "";
context.on("request", (request) => {
  if (!/^(file|data):/.test(request.url())) faults.push(`${current}: asks for ${request.url()}`);
});
context.on("requestfailed", (request) => {
  // A redirect cuts off what the page before it still asked for.
  if (request.failure()?.errorText !== "net::ERR_ABORTED") faults.push(`${current}: ${request.url()} failed: ${request.failure()?.errorText}`);
});
const tab = await context.newPage();
for (const page of pages) {
  current = page;
  await tab.goto(pathToFileURL(path.join(dir, page)).href, { waitUntil: "load" }).catch((error) => {
    if (!/interrupted by another navigation/.test(error.message)) faults.push(`${page}: ${error.message.split("\n")[0]}`);
  });
}
await browser.close();
verdict(faults, `${pages.length} pages and ${links} links read from the disk without scripts; live at ${live}`);
