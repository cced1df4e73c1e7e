// replay.mjs FILE.wacz: ReplayWeb.page opens the web archive and shows a page of it; three links are followed, as a reader
// follows them, and each leads to a page with the title that the archive's own list of pages gives it. Nothing is asked of
// another host.
import { createServer } from "node:http";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { chromium as binary, need, QUIET, verdict } from "./tools.mjs";

const { chromium } = need("playwright-core");
const player = path.join(process.env.THROUGHLINE_TEST_CACHE, "replaywebpage");
const [version] = readdirSync(player).sort().reverse();
const archive = readFileSync(process.argv[2]);
const faults = [];

/** A member of the archive as text. */
const member = (name) => execFileSync("unzip", ["-p", process.argv[2], name], { encoding: "utf8", maxBuffer: 1 << 28 });
const main = JSON.parse(member("datapackage.json")).mainPageUrl;
const titles = new Map(
  member("pages/pages.jsonl").trim().split("\n").slice(1).map((line) => JSON.parse(line)).map((page) => [page.url, page.title]),
);
const home = `<!doctype html><meta charset="utf-8"><title>replay</title><script src="/ui.js"></script>
<replay-web-page source="/edition.wacz" url="${main}" replayBase="/replay/" embed="default" style="height: 900px; display: block"></replay-web-page>`;
const files = {
  "/": ["text/html", home],
  "/ui.js": ["text/javascript", readFileSync(path.join(player, version, "package/ui.js"))],
  "/replay/sw.js": ["text/javascript", readFileSync(path.join(player, version, "package/sw.js"))],
  "/edition.wacz": ["application/wacz", archive],
};

/** A plain web server that answers HEAD and ranges, as a player of large archives needs them. */
const server = createServer((request, response) => {
  const file = files[new URL(request.url, "http://x").pathname];
  if (!file) return response.writeHead(404, { "Content-Type": "text/plain" }).end("nothing here");
  const body = Buffer.from(file[1]);
  const head = { "Content-Type": file[0], "Accept-Ranges": "bytes", "Service-Worker-Allowed": "/" };
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? "");
  let [from, to, status] = [0, body.length - 1, 200];
  if (range) {
    from = range[1] ? Number(range[1]) : Math.max(0, body.length - Number(range[2]));
    to = range[1] && range[2] ? Math.min(Number(range[2]), to) : to;
    status = 206;
    head["Content-Range"] = `bytes ${from}-${to}/${body.length}`;
  }
  response.writeHead(status, { ...head, "Content-Length": to - from + 1 });
  response.end(request.method === "HEAD" ? undefined : body.subarray(from, to + 1));
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({ executablePath: binary(), args: QUIET });
const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
await context.route("**/*", (route) => {
  const url = new URL(route.request().url());
  if (url.origin === origin || ["data:", "blob:"].includes(url.protocol)) return route.continue();
  faults.push(`asks another host: ${url}`);
  return route.abort();
});
const page = await context.newPage();
const said = [];
page.on("console", (message) => said.push(message.text()));
page.on("pageerror", (error) => said.push(String(error)));
await page.goto(`${origin}/`, { waitUntil: "load" });

/** The live address that a frame of the player shows; null for the player's own frames. */
const shown = (frame) => /\/w\/.+\/\d*mp_\/(https?:.*)$/.exec(frame.url())?.[1] ?? null;
const without = (url) => decodeURI(url.split("#")[0]).replace(/index\.html$/, "");

/** Waits until a frame shows an address, and gives that frame. */
async function wait(address) {
  for (let n = 0; n < 1200; n++) {
    const found = page.frames().find((frame) => shown(frame) && (address === null || without(shown(frame)) === address));
    if (found && (await found.evaluate(() => document.readyState !== "loading" && Boolean(document.body?.textContent?.trim())).catch(() => false))) return found;
    await new Promise((done) => setTimeout(done, 100));
    // On a busy machine its worker may come too late for the first page; a reader would load it again.
    if (address === without(main) && n % 200 === 199) await page.reload({ waitUntil: "load" });
  }
  const frames = page.frames().map((frame) => frame.url()).join(" ");
  verdict([...faults, `the player does not show ${address ?? "anything"}`, frames, ...said.slice(0, 20)]);
}

let frame = await wait(without(main));
let followed = 0;
const seen = new Set([without(main)]);
const check = async (address) => {
  const title = await frame.title();
  const expected = [...titles].find(([url]) => without(url) === address)?.[1];
  if (expected === undefined || title !== expected) faults.push(`${address} is titled “${title}”, and the list of pages says “${expected}”`);
  const sheets = () => frame.evaluate(() => [...document.styleSheets].some((sheet) => sheet.cssRules.length > 10)).catch(() => false);
  let styled = await sheets();
  // The player may still be fetching it.
  for (let n = 0; n < 200 && !styled; n++) {
    await new Promise((done) => setTimeout(done, 100));
    styled = await sheets();
  }
  if (!styled) faults.push(`${address} has lost its stylesheet`);
};
await check(without(main));
while (followed < 3) {
  // The player shows links at their live addresses.
  const links = await frame.evaluate(() => [...document.querySelectorAll("main a[href]")].map((a) => a.href));
  const next = links.find((href) => titles.has(without(href)) && !seen.has(without(href)) && !href.includes("#"));
  if (!next) {
    faults.push(`no link to follow on ${frame.url()}: ${links.slice(0, 5).join(" ")}`);
    break;
  }
  const address = without(next);
  seen.add(address);
  await frame.evaluate((href) => [...document.querySelectorAll("main a[href]")].find((a) => a.href === href).click(), next);
  frame = await wait(address);
  await check(address);
  followed += 1;
}
await browser.close();
server.close();
verdict(faults, `ReplayWeb.page shows ${titles.size} pages; followed: ${[...seen].join(" ")}`);
