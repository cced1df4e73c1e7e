// single.mjs FILE.html: a dossier in one file, opened from the disk with JavaScript off and the network refused. It asks for
// nothing; every picture is there, every link within it leads somewhere, its styles apply.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium as binary, need, QUIET, verdict } from "./tools.mjs";

const { chromium } = need("playwright-core");
const address = pathToFileURL(path.resolve(process.argv[2])).href;
const faults = [];
const browser = await chromium.launch({ executablePath: binary(), args: QUIET });
const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
const page = await context.newPage();
let asked = 0;
page.on("request", (request) => {
  const url = request.url();
  if (url.startsWith("data:")) return;
  asked += 1;
  if (url !== address) faults.push(`asks for ${url}`);
});
page.on("requestfailed", (request) => faults.push(`cannot have ${request.url().slice(0, 100)}: ${request.failure()?.errorText}`));
page.on("console", (message) => faults.push(`console: ${message.text()}`));
await page.goto(address, { waitUntil: "load" });
await page.emulateMedia({ media: "print" });
await page.emulateMedia({ media: "screen" });
if (asked !== 1) faults.push(`${asked} requests`);

// The tool's own questions to the page are answered, though the page's scripts are not run.
const found = await page.evaluate(() => ({
  pictures: [...document.images].map((image) => [image.complete && image.naturalWidth > 0, image.outerHTML.slice(0, 120)]),
  links: [...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href")),
  lost: [...document.querySelectorAll("a[href^='#']")].map((a) => decodeURIComponent(a.getAttribute("href").slice(1))).filter((id) => !document.getElementById(id)),
  twice: [...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, at, all) => all.indexOf(id) !== at),
  rules: [...document.styleSheets].reduce((sum, sheet) => sum + sheet.cssRules.length, 0),
  words: document.body.innerText.split(/\s+/).length,
  scripts: [...document.querySelectorAll("script:not([type='application/json']), iframe, object, embed, link[rel=stylesheet]")].map((e) => e.outerHTML.slice(0, 120)),
}));
for (const [shown, html] of found.pictures) if (!shown) faults.push(`a picture is not shown: ${html}`);
for (const href of found.links) if (!/^(#|https?:|mailto:|tel:)/.test(href)) faults.push(`a link leads to a file beside it: ${href}`);
for (const id of found.lost) faults.push(`nothing in it is called #${id}`);
for (const id of found.twice) faults.push(`two things in it are called #${id}`);
for (const html of found.scripts) faults.push(`it holds ${html}`);
if (found.rules < 20) faults.push(`only ${found.rules} rules of style`);
if (found.words < 100) faults.push(`only ${found.words} words`);
await browser.close();
verdict(faults, `one file, no request: ${found.words} words, ${found.pictures.length} pictures, ${found.links.length} links`);
