// browser.mjs DIR [--screenshots FOLDER | --only PAGE]: one page of each kind in Chromium. In light and dark, axe-core finds nothing;
// at 320, 768 and 1280 pixels nothing scrolls sideways; nothing is asked of another host; the console stays empty.
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { chromium as binary, need, QUIET, samplePages, serve, verdict } from "./tools.mjs";

const { chromium } = need("playwright-core");
const axe = readFileSync(need.resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [320, 768, 1280];
const [dir, flag, value] = process.argv.slice(2);
const shots = flag === "--screenshots" ? path.resolve(value) : null;
const faults = [];
const pages = samplePages(dir, faults).filter((page) => flag !== "--only" || page.name === value);
if (faults.length > 0) verdict(faults);
const server = await serve(dir);
const browser = await chromium.launch({ executablePath: binary(), args: QUIET });

async function look({ name, address }) {
  const fault = (text) => faults.push(`${name} ${decodeURI(address)}: ${text}`);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  await context.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.origin === server.origin || ["data:", "blob:"].includes(url.protocol)) return route.continue();
    fault(`asks another host: ${url}`);
    return route.abort();
  });
  page.on("pageerror", (error) => fault(`script error: ${error.message}`));
  page.on("console", (message) => {
    const itself = message.location().url === server.origin + address && name === "not-found";
    if (["error", "warning"].includes(message.type()) && !itself) fault(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("response", (response) => {
    const itself = response.url() === server.origin + address;
    const expected = itself && name === "not-found" ? 404 : 200;
    if (response.status() !== expected) fault(`${response.status()} for ${response.url()}`);
  });

  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.goto(server.origin + address, { waitUntil: "load" });
    if (name === "search") await page.waitForSelector(".results a");
    if (!shots) {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const v of violations) {
        const where = v.nodes.slice(0, 3).map((n) => `\n      ${n.target.join(" ")}: ${n.any.concat(n.all, n.none)[0]?.message ?? ""}`);
        fault(`axe, ${colorScheme}: ${v.id}: ${v.help} (${v.nodes.length} places)${where.join("")}`);
      }
    }
    for (const width of colorScheme === "light" || shots ? WIDTHS : []) {
      await page.setViewportSize({ width, height: 900 });
      if (colorScheme === "light") {
        const wide = await page.evaluate(() => {
          const room = document.documentElement.clientWidth;
          if (Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) <= innerWidth) return null;
          const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > room + 1 || e.getBoundingClientRect().left < -1);
          return out.slice(0, 3).map((e) => e.outerHTML.slice(0, 100)).join("\n      ") || "(no single element)";
        });
        if (wide) fault(`scrolls sideways at ${width} pixels:\n      ${wide}`);
      }
      if (shots) await page.screenshot({ path: path.join(shots, `${name}-${width}-${colorScheme}.png`), fullPage: true, timeout: 120000 });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  await context.close();
}

if (shots) mkdirSync(shots, { recursive: true });
const waiting = [...pages];
const worker = async () => {
  while (waiting.length > 0) await look(waiting.shift());
};
await Promise.all([worker(), worker()]); // two at once: what one page waits for, another uses
await browser.close();
server.close();
verdict(faults, `${pages.length} pages: ${shots ? `screenshots in ${shots}` : pages.map((p) => p.name).join(", ")}`);
