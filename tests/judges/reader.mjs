// reader.mjs ROOT [--only PART]: what a reader does with a long story, on a site made for it: a dossier of 173 articles, a
// timeline of 1,000 events. Parts: weight, tasks (the same with and without scripts), keyboard, visits (what is new since
// the last one), paper (a dossier printed whole), reflow (320 pixels, 400 % zoom, no layout shift), mirror (from right to
// left, every box stands where its image in a mirror would).
// BREAK=FILE_ENDING::TEXT::OTHER_TEXT spoils the built site: the judge's own test.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { tmpdir } from "node:os";
import path from "node:path";
import { article, range, story } from "./fixtures/story.mjs";
import { chromium as binary, files, need, QUIET, serve, verdict } from "./tools.mjs";

const { chromium } = need("playwright-core");
const [root, flag, value] = process.argv.slice(2);
const PARTS = ["weight", "tasks", "keyboard", "visits", "paper", "reflow", "mirror"];
const wanted = flag === "--only" ? [value] : PARTS;
const faults = [];
const fault = (text) => faults.push(text);
const same = (what, is, should) => {
  if (JSON.stringify(is) !== JSON.stringify(should)) fault(`${what}: ${JSON.stringify(is)}, and should be ${JSON.stringify(should)}`);
};
if (!existsSync(path.join(root, "throughline.yaml"))) verdict([`${root} is not the project's folder`]);

// The site.
const work = mkdtempSync(path.join(tmpdir(), "reader-"));
const site = path.join(work, "site");
story(site);

function build() {
  const out = path.join(work, "out");
  const done = spawnSync(process.env.THROUGHLINE_BIN, ["--root", site, "build", "--strict", "--out", out], { encoding: "utf8" });
  if (done.status !== 0) verdict([`the build ended with ${done.status}: ${done.stderr}`]);
  const [ending, text, other] = (process.env.BREAK ?? "").split("::");
  if (ending) {
    let spoilt = 0;
    for (const name of files(out).filter((name) => name.endsWith(ending))) {
      const old = readFileSync(path.join(out, name), "utf8");
      spoilt += old.includes(text);
      writeFileSync(path.join(out, name), old.replaceAll(text, other));
    }
    if (spoilt === 0) verdict([`nothing to break: no ${ending} with ${text}`]);
  }
  return out;
}

const out = build();
const server = await serve(out);
const browser = await chromium.launch({ executablePath: binary(), args: QUIET });
const open = async (address, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1024, height: 800 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  await page.goto(server.origin + address, { waitUntil: "load" });
  return page;
};
const visible = (page, selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height > 0).length);

const parts = {
  async weight() {
    const packed = (name) => gzipSync(readFileSync(path.join(out, name))).length;
    const asset = (start) => files(out).find((name) => name.startsWith(`assets/${start}.`));
    const limits = [
      ["dossiers/harbour/index.html", 30, packed], ["dossiers/world/timeline/index.html", 120, packed],
      [asset("theme") && files(out).find((name) => /^assets\/theme\..*css$/.test(name)), 12, packed],
      [files(out).find((name) => /^assets\/theme\..*js$/.test(name)), 5, packed],
      [asset("visit"), 4, (name) => readFileSync(path.join(out, name)).length],
      [asset("timeline"), 10, (name) => readFileSync(path.join(out, name)).length],
    ];
    for (const [name, limit, size] of limits) {
      if (!name) fault("weight: a file of the theme is missing");
      else if (size(name) > limit * 1024) fault(`weight: ${name} has ${(size(name) / 1024).toFixed(1)} KB; the limit is ${limit}`);
    }
  },

  async tasks() {
    for (const javaScriptEnabled of [false, true]) {
      const how = javaScriptEnabled ? "with scripts" : "without scripts";
      const page = await open("/articles/day-61/", { javaScriptEnabled });
      const box = page.locator(".box");
      const text = async (selector) => (await page.locator(selector).first().innerText()).replace(/\s+/g, " ").trim();
      if (!(await text(".box")).includes("Part 61 of 173")) fault(`tasks, ${how}: the article does not say where it stands`);
      same(`tasks, ${how}: the four around it`, await box.locator("li a").allInnerTexts(), [59, 60, 62, 63].map((n) => `Day ${n} of the inquiry`));
      same(`tasks, ${how}: the next`, await box.locator('a[rel="next"]').innerText(), "Day 62 of the inquiry");
      if (!(await text(".box")).includes("How a harbour silted up")) fault(`tasks, ${how}: the story in one sentence is missing`);
      await box.locator("h2 a").click();
      await page.waitForURL("**/dossiers/harbour/");
      const facts = await text(".facts");
      const today = await page.locator("[data-today]").innerText();
      if (javaScriptEnabled && !/^\w+,? \d{1,2} \w+ \d{4}$/.test(today)) fault(`tasks, ${how}: the reader's day: ${today}`);
      if (!/^173 articles, .* – .* · Running/.test(facts)) fault(`tasks, ${how}: count, span and status: ${facts}`);
      if (!(await text(".story")).includes("13 articles since this summary")) fault(`tasks, ${how}: how old the summary is: ${await text(".story .meta")}`);
      same(`tasks, ${how}: start here`, await page.locator(".doors a").allInnerTexts(), ["Day 1 of the inquiry", "Day 173 of the inquiry"]);
      await page.locator('[value="turning"]').check();
      same(`tasks, ${how}: turning points only`, [await visible(page, ".event"), await visible(page, ".event.turning"), await visible(page, ".all-articles li")], [3, 3, 0]);
      await page.locator('[value="events"]').check();
      same(`tasks, ${how}: events without the list`, await visible(page, ".all-articles li"), 0);
      await page.locator('[value="all"]').check();
      same(`tasks, ${how}: everything`, await visible(page, ".all-articles li"), 173);
      // An address of an event opens its year.
      await page.goto(server.origin + "/dossiers/world/timeline/#e-1990-02-02-event-1", { waitUntil: "load" });
      if ((await visible(page, "#e-1990-02-02-event-1")) !== 1) fault(`tasks, ${how}: the event that is linked is not shown`);
      const years = () => page.locator(".year").evaluateAll((all) => [...all].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top).map((year) => year.id));
      const before = await years();
      await page.locator('[value="newest"]').check();
      same(`tasks, ${how}: the newest first`, await years(), before.reverse());
      await page.context().close();
    }
  },

  async keyboard() {
    const page = await open("/dossiers/harbour/timeline/");
    // Everything that can be reached, in order, each with a ring around it that can be seen.
    const reached = [];
    for (let presses = 0; presses < 400; presses++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const one = document.activeElement;
        if (!one || one === document.body) return null;
        const style = getComputedStyle(one);
        const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return { tag: one.tagName, name: one.name || "", fold: one.tagName === "SUMMARY" && !one.parentElement.open, event: one.closest(".event")?.id, ring, html: one.outerHTML.slice(0, 90) };
      });
      if (!at) break;
      if (!at.ring) fault(`keyboard: no ring around ${at.html}`);
      if (at.fold) await page.keyboard.press("Enter");
      reached.push(at);
    }
    const ids = await page.locator(".event").evaluateAll((all) => all.map((one) => one.id));
    same("keyboard: every event is reached, in order", [...new Set(reached.map((one) => one.event).filter(Boolean))], ids);
    for (const name of ["person", "place", "phase"]) if (!reached.some((one) => one.tag === "SELECT" && one.name === name)) fault(`keyboard: the filter by ${name} is not reached`);
    // The filter by keys alone; what is chosen stands in the address.
    await page.locator("select[name=place]").focus();
    await page.keyboard.type("Ravensea");
    await page.keyboard.press("Tab");
    same("keyboard: events at one place", await visible(page, ".event"), 20);
    same("keyboard: what is told", (await page.locator(".filter [role=status]").innerText()).trim(), "Events shown: 20 / 60");
    const address = new URL(page.url());
    same("keyboard: the choice in the address", address.searchParams.get("place"), "Ravensea");
    await page.goto(address.href + "&phase=Report", { waitUntil: "load" });
    const shown = await page.locator(".event:visible").count();
    if (!(shown > 0 && shown < 20)) fault(`keyboard: place and phase from the address: ${shown} events`);
    await page.locator(".filter button").focus();
    await page.keyboard.press("Enter");
    same("keyboard: all again", await page.locator(".event:not([hidden])").count(), 60);
    same("keyboard: the address is clean again", new URL(page.url()).search, "");
    await page.context().close();
  },

  async visits() {
    const began = new Date("2026-03-01T09:00:00Z").getTime();
    const page = await open("/about-blank-is-not-there/");
    await page.clock.install({ time: began });
    const asked = [];
    const look = async (time) => {
      await page.clock.setSystemTime(time);
      await page.goto(server.origin + "/dossiers/harbour/", { waitUntil: "networkidle" });
      const shift = await page.evaluate(() => new Promise((done) => {
        new PerformanceObserver((list) => done(list.getEntries().reduce((sum, one) => sum + one.value, 0))).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => done(0)));
      }));
      if (shift > 0.001) fault(`visits: the page moves by ${shift}`);
      return { marks: await page.locator(".all-articles .mark.new").allInnerTexts(), said: (await page.locator(".since").innerText()).trim() };
    };
    await page.route("**/*", (route) => route.continue()); // and nothing from the cache
    page.on("request", (request) => asked.push(request.url()));
    const HOUR = 3600e3;
    same("visits: the first says nothing", await look(began), { marks: [], said: "" });
    same("visits: nor does a second without news", await look(began + 24 * HOUR), { marks: [], said: "" });
    for (let n = 174; n <= 176; n++) article(site, n);
    build();
    const three = { marks: ["New", "New", "New"], said: "New since your last visit: articles (3). Go to the first" };
    same("visits: three are published", await look(began + 48 * HOUR), three);
    same("visits: the page is loaded again", await look(began + 48 * HOUR + 6e4), three);
    same("visits: it is announced", await page.locator(".since").getAttribute("role"), "status");
    await page.locator(".since a").click();
    same("visits: the link leads to the first", await page.locator(".members li:target .mark.new").count(), 1);
    same("visits: the next one", await look(began + 72 * HOUR), { marks: [], said: "" });
    const elsewhere = asked.filter((url) => !/\/dossiers\/harbour\/$|\/assets\/|\.webmanifest$/.test(url));
    same("visits: what is asked for", elsewhere, []);
    await page.context().close();
    // Where nothing can be kept, nothing is said and nothing breaks.
    const context = await browser.newContext();
    const bare = await context.newPage();
    bare.on("pageerror", (error) => fault(`visits: without storage: ${error.message}`));
    await bare.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new Error("no"); } }));
    await bare.goto(server.origin + "/dossiers/harbour/", { waitUntil: "load" });
    same("visits: without storage", (await bare.locator(".since").innerText()).trim(), "");
    await context.close();
  },

  async paper() {
    const page = await open("/dossiers/harbour/print/");
    const titles = await page.locator(".piece h2").allInnerTexts();
    const pdf = (await page.pdf({ outline: true, tagged: true, preferCSSPageSize: true })).toString("latin1");
    const plain = (text) => text.startsWith("\xfe\xff") ? text.slice(2).replace(/[^]([^])/g, "$1") : text;
    const printed = [...pdf.matchAll(/\/Title \(((?:\\.|[^\\)])*)\)/g)].map((match) => plain(match[1]));
    const want = range(titles.length, (n) => `Day ${n + 1} of the inquiry`);
    if (titles.length < 173) fault(`paper: ${titles.length} articles`);
    same("paper: the titles, in order", printed.filter((title) => title.startsWith("Day ")), want);
    await page.emulateMedia({ media: "print" });
    const head = await page.locator(".on-paper").first().innerText();
    if (!head.includes("The Ledger Desk") || !head.includes("https://ledger.example/dossiers/harbour/print/")) fault(`paper: its head is ${head}`);
    same("paper: no menu", await visible(page, ".masthead nav"), 0);
    same("paper: every event is printed", await visible(page, ".event"), 60);
    await page.context().close();
  },

  async reflow() {
    const addresses = ["/", "/dossiers/harbour/", "/dossiers/world/timeline/", "/dossiers/harbour/timeline/?place=Ravensea", "/articles/day-61/", "/timeline/", "/tags/dredging/", "/no/such/page/"];
    for (const [how, options] of [["320 pixels", { viewport: { width: 320, height: 640 } }], ["400 % zoom", { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }], ["1280 pixels", { viewport: { width: 1280, height: 900 } }]]) {
      for (const address of addresses) {
        const page = await open(address, options);
        const found = await page.evaluate(() => new Promise((done) => {
          let shift = 0;
          new PerformanceObserver((list) => list.getEntries().forEach((one) => (shift += one.value))).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done({ wide: document.documentElement.scrollWidth - innerWidth, shift }), 100);
        }));
        if (found.wide > 0) fault(`reflow, ${how}: ${address} scrolls sideways by ${found.wide}`);
        if (found.shift > 0.001) fault(`reflow, ${how}: ${address} moves by ${found.shift}`);
        await page.context().close();
      }
    }
  },

  async mirror() {
    for (const address of ["/", "/dossiers/harbour/", "/dossiers/harbour/timeline/", "/articles/day-61/", "/tags/dredging/"]) {
      for (const width of [320, 1280]) {
        const page = await open(address, { viewport: { width, height: 800 } });
        const boxes = () => page.evaluate(() => {
          const block = (one) => /^(block|flex|grid|list-item|table)$/.test(getComputedStyle(one).display) && one.checkVisibility() && !one.closest("svg");
          return [...document.querySelectorAll("body *")].filter((one) => block(one) || one.matches(".density path")).map((one) => {
            const { left, right, top } = one.getBoundingClientRect();
            return { what: `${one.localName}.${one.getAttribute("class")}`, left, right, top };
          });
        });
        const before = await boxes();
        await page.evaluate(() => (document.documentElement.dir = "rtl"));
        const after = await boxes();
        const off = before.filter((one, at) => Math.abs(innerRight(one, width) - after[at].left) > 1 || Math.abs(one.top - after[at].top) > 1);
        if (before.length < 30 || before.length !== after.length) fault(`mirror: ${address} at ${width}: ${before.length} and ${after.length} boxes`);
        if (off.length > 0) fault(`mirror: ${address} at ${width}: ${off.length} boxes are not where a mirror shows them: ${off.slice(0, 3).map((one) => one.what).join(", ")}`);
        await page.context().close();
      }
    }
  },
};
/** How far from the right edge a box ends. */
const innerRight = (box, width) => width - box.right;

for (const part of wanted) {
  if (!parts[part]) fault(`there is no part ${part}`);
  else await parts[part]().catch((error) => fault(`${part}: ${error.message.split("\n").slice(0, 6).join("\n    ")}`));
}
await browser.close();
server.close();
rmSync(work, { recursive: true });
verdict(faults, `${wanted.join(", ")}: a reader finds the way`);
