// preview.mjs [--only SCENE] [--break FAULT] [--client FOLDER] [--selftest | --screenshots FOLDER]: the live preview, end to end. A real
// `throughline serve` on a small site, files edited as editors do, and Chromium looking on. With --break one fault is put into
// the page's script; --selftest does that with each in turn and wants to hear of it.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium as binary, need, QUIET, verdict } from "./tools.mjs";
import { article, BREAKS, PATIENCE, Server, Site, witness } from "./preview-kit.mjs";

const { chromium } = need("playwright-core");
const axe = readFileSync(need.resolve("axe-core/axe.min.js"), "utf8");
const option = (name) => (process.argv.includes(name) ? (process.argv[process.argv.indexOf(name) + 1] ?? "") : null);
const shots = option("--screenshots");
// The script may come from a folder instead of the program: to work on it, or to put a fault into it.
const broken = BREAKS[option("--break")];
const client = option("--client") ?? (broken && fileURLToPath(new URL("../../src/io/preview/client", import.meta.url)));
const faults = [];
const clock = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function clientScript() {
  const parts = ["morph", "bar", "problems", "preview"].map((name) => readFileSync(path.join(client, name + ".js"), "utf8"));
  const text = `(() => {\n"use strict";\n${parts.join("")}})();\n`;
  if (broken && !text.includes(broken.find)) throw new Error(`nothing to break: ${broken.find}`);
  return broken ? text.replace(broken.find, () => broken.put) : text;
}

/** One scene's world: a site, its server, a browser's context. */
class World {
  async begin(browser, { options = [], prepare = () => {}, context = {} } = {}) {
    this.site = new Site();
    prepare(this.site);
    this.server = new Server(this.site, options);
    await this.server.start();
    this.context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context });
    await this.context.addInitScript(witness);
    this.context.setDefaultTimeout(PATIENCE);
    if (client) {
      await this.context.route("**/_throughline/preview.js", (route) => route.fulfill({ contentType: "text/javascript", body: clientScript() }));
      const style = readFileSync(path.join(client, "preview.css"), "utf8");
      await this.context.route("**/_throughline/preview.css", (route) => route.fulfill({ contentType: "text/css", body: style }));
    }
    this.asked = []; // what all tabs have asked the server for: [address, status, tab]
    this.context.on("response", (response) => this.asked.push([new URL(response.url()).pathname, response.status(), response.frame().page()]));
  }

  async end() {
    await this.context?.close();
    await this.server?.stop();
    if (this.site) rmSync(this.site.root, { recursive: true, force: true });
  }

  async open(address) {
    const tab = await this.context.newPage();
    tab.on("pageerror", (error) => fault(`script error at ${address}: ${error.message}`));
    await this.goto(tab, address);
    return tab;
  }

  /** Goes there and waits until the preview has said all that it has to say at first. */
  async goto(tab, address) {
    const told = tab.waitForResponse((response) => response.url().includes("/_throughline/status"));
    await Promise.all([told, tab.goto(this.server.home + address, { waitUntil: "load" })]);
    await tab.locator("throughline-preview .bar").waitFor({ state: "attached" });
    await clock(150);
    await tab.evaluate(() => (window.witness.mutations = []));
  }

  /** The answers of the server for this address in this tab since `from`. */
  answers = (tab, address, from) => this.asked.slice(from).filter(([asked, , by]) => by === tab && asked === address).map(([, status]) => status);
}

let scene = "";
const fault = (text) => faults.push(`${scene}: ${text}`);
const expect = (holds, text) => holds || fault(text);
const same = (is, should, text) => expect(JSON.stringify(is) === JSON.stringify(should), `${text}: ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);

async function until(what, holds) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const late = clock(PATIENCE).then(() => null);
    const value = await Promise.race([holds(), late]).catch((error) => {
      if (!/navigation|context/.test(error.message)) throw error; // the page is being loaded anew
    });
    if (value) return value;
    if (Date.now() > end) throw new Error(`timed out: ${what}`);
    await clock(25);
  }
}

const sees = (tab, text) => until(`the page says “${text}”`, () => tab.evaluate((words) => document.body.innerText.includes(words), text));
const misses = (tab, text) => until(`the page no longer says “${text}”`, () => tab.evaluate((words) => !document.body.innerText.includes(words), text));
const lives = async (tab, text = "the page was reloaded") => expect(await tab.evaluate(() => window.marker === "here"), text);
const mark = (tab) => tab.evaluate(() => (window.marker = "here"));
const mutations = (tab) => tab.evaluate(() => window.witness.mutations);
const overlay = (tab) => tab.locator("throughline-preview .overlay");
const bar = (tab) => tab.locator("throughline-preview .bar");

async function accessible(tab, what) {
  await tab.evaluate(axe);
  const found = await tab.evaluate(async () => (await axe.run({ include: [["throughline-preview"]] }, { resultTypes: ["violations"] })).violations.map((v) => `${v.id}: ${v.help}: ${v.nodes[0].target.flat().join(" ")}`));
  for (const violation of found) fault(`axe, ${what}: ${violation}`);
  const looked = await tab.evaluate(() => axe.run({ include: [["throughline-preview"]] }).then((result) => result.passes.length));
  expect(looked > 5, `axe, ${what}: looked at nothing`);
}

const SCENES = {
  async typing({ site, open }) {
    const tab = await open("/articles/hearing-1/");
    await mark(tab);
    await tab.locator("#minutes").evaluate((element) => (element.open = true));
    await tab.locator("#note").fill("ask again");
    await tab.locator("#note").evaluate((input) => (input.focus(), input.setSelectionRange(2, 5)));
    await tab.locator("pre").evaluate((element) => (element.scrollLeft = 90));
    await tab.evaluate(() => scrollTo({ top: document.getElementById("minutes").getBoundingClientRect().top - 200, behavior: "instant" }));
    let before = -1;
    await until("the page stands still", async () => before === (before = await tab.evaluate(() => scrollY)) && (await clock(100), before === (await tab.evaluate(() => scrollY))));
    expect(before > 100, "the page is too short to scroll");
    const state = () =>
      tab.evaluate(() => {
        const input = document.getElementById("note");
        return { open: document.getElementById("minutes").open, typed: input.value, focus: document.activeElement === input, selected: [input.selectionStart, input.selectionEnd], inner: document.querySelector("pre").scrollLeft, scroll: scrollY };
      });
    const kept = async (after) => {
      const now = await state();
      await lives(tab);
      expect(now.open, `${after}: the open <details> was shut`);
      same(now.typed, "ask again", `${after}: the typed text`);
      expect(now.focus, `${after}: the focus was lost`);
      same(now.selected, [2, 5], `${after}: the selection`);
      same(now.inner, 90, `${after}: the scroll of the inner box`);
      same(now.scroll, before, `${after}: the scroll`);
    };

    const text = site.read(site.name(1));
    const typed = text.replace("The quay was closed", "The quay was opened");
    site.write(site.name(1), typed.slice(0, typed.length / 2)); // half of it is on disk for a moment
    site.write(site.name(1), typed);
    await sees(tab, "The quay was opened on day 1.");
    await kept("written in place");
    site.save(site.name(1), text.replace("The quay was closed", "The quay was sold"));
    await sees(tab, "The quay was sold on day 1.");
    await kept("saved by rename");
    for (const word of ["T", "To", "Tow", "Towe", "Tower"]) site.write(site.name(1), text.replace("The quay", word));
    await sees(tab, "Tower was closed on day 1.");
    await kept("saved five times at once");
    // An editor that empties the file first, with the time to look in between: what comes back is what went.
    site.write(site.name(1), text.slice(0, text.indexOf("Paragraph 3")));
    await misses(tab, "Tower");
    site.write(site.name(1), text);
    await sees(tab, "The quay was closed on day 1.");
    await kept("half written for a while");
    await tab.evaluate(() => (window.witness.mutations = []));
    site.edit(site.name(1), "title: Hearing 1", "title: The first hearing");
    await sees(tab, "The first hearing");
    await until("the tab's title follows", async () => (await tab.title()).startsWith("The first hearing"));
    await kept("the headline");
    const done = (await mutations(tab)).length;
    expect(done > 0 && done < 40, `${done} changes in the document for one headline`);
    await tab.reload();
    expect(!(await tab.evaluate(() => window.marker)), "the marker outlives a reload, so it says nothing");
  },

  async untouched(world) {
    const { site, open } = world;
    const [still, edited] = [await open("/articles/hearing-1/"), await open("/articles/hearing-2/")];
    const from = world.asked.length;
    for (const [was, is] of [["closed", "watched"], ["watched", "painted"]]) {
      site.edit(site.name(2), `was ${was}`, `was ${is}`);
      await sees(edited, `The quay was ${is} on day 2.`);
    }
    await until("the tab asks for its page and hears 304", () => world.answers(still, "/articles/hearing-1/", from).includes(304));
    await clock(400);
    const asked = world.answers(still, "/articles/hearing-1/", from);
    expect(asked.every((status) => status === 304), `a page that did not change was sent: ${asked}`);
    same(await mutations(still), [], "done to a page that did not change");
    site.write("content/articles/extra.md", "---\ntitle: [\n---\n"); // and its bar tells of problems elsewhere
    await until("the bar counts what is wrong elsewhere", async () => /\d error.* elsewhere/.test(await bar(still).innerText()));
    expect((await mutations(still)).filter((one) => !/^(childList|characterData|attributes) (A|LI|OL|UL|P|SECTION|NAV|#text)/.test(one)).length === 0, "the bar reaches into the page");
  },

  async faults({ site, open }) {
    const tab = await open("/articles/hearing-3/");
    await mark(tab);
    await tab.locator("#note").focus();
    const text = site.read(site.name(3));
    site.write(site.name(3), text.replace("title: Hearing 3", "title: Hearing 3\nkicker: [Harbour"));
    await overlay(tab).waitFor({ state: "visible" });
    const said = await overlay(tab).innerText();
    expect(said.includes("content/articles/hearing-3.md:3:"), `the overlay does not name line 3:\n${said}`);
    expect(/3 \| kicker: \[Harbour/.test(said), `the overlay does not show the line:\n${said}`);
    expect((await overlay(tab).locator(".hint").innerText()).startsWith("close it"), `the overlay gives no hint:\n${said}`);
    const link = await overlay(tab).locator(".where a").first().getAttribute("href");
    expect(/^vscode:\/\/file.*content\/articles\/hearing-3\.md:3(:\d+)?$/.test(link ?? ""), `the link to the editor: ${link}`);
    expect(await tab.evaluate(() => document.activeElement?.id === "note"), "the overlay took the focus");
    await lives(tab);
    await accessible(tab, "overlay");
    await tab.emulateMedia({ colorScheme: "dark" });
    await accessible(tab, "overlay, dark");
    await tab.emulateMedia({ colorScheme: "light" });

    await tab.keyboard.press("Escape");
    await overlay(tab).waitFor({ state: "hidden" });
    site.edit(site.name(3), "kicker: [", "# the same fault, a line further down\nkicker: [");
    await clock(1200);
    expect(await overlay(tab).isHidden(), "the overlay came back though nothing is new");
    expect(/on this page/.test(await bar(tab).innerText()), "the bar does not count what was hidden");
    site.edit(site.name(3), "kicker: [Harbour", "kicker: [Harbour\nstandfist: Nothing");
    site.write(site.name(3), text.replace("title: Hearing 3", "title: Hearing 3\nstandfist: Nothing"));
    await overlay(tab).waitFor({ state: "visible" });
    await until("the new fault is shown", async () => (await overlay(tab).innerText()).includes("standfist"));
    site.write(site.name(3), text.replace("title: Hearing 3", "title: Hearing 3\nstandfist: Nothing\nbilyne: Nobody"));
    await until("two faults at once", async () => /2 errors/.test(await overlay(tab).locator("h2").innerText()));
    site.write(site.name(3), text);
    await overlay(tab).waitFor({ state: "hidden" });
    await until("the bar says nothing of it", async () => !/on this page/.test(await bar(tab).innerText()));
    await lives(tab);
  },

  async deleted(world) {
    const { site, open, server } = world;
    const [list, gone] = [await open("/dossiers/harbour/"), await open("/articles/hearing-4/")];
    for (const tab of [list, gone]) await mark(tab);
    await sees(list, "All articles (6)");
    const text = site.read(site.name(4));
    await gone.evaluate(() => ((document.getElementById("minutes").open = true), scrollTo({ top: 500, behavior: "instant" })));
    const words = await gone.evaluate(() => document.querySelector("main").innerText);
    site.remove(site.name(4));
    await sees(list, "All articles (5)");
    await misses(list, "Hearing 4");
    await misses(gone, "The quay was closed on day 4.");
    same((await fetch(server.home + "/articles/hearing-4/")).status, 404, "the status of the deleted article");
    await sees(gone, "About us"); // the site's own 404 page, in place
    for (const tab of [list, gone]) await lives(tab);
    site.save(site.name(4), text);
    await sees(list, "All articles (6)");
    await sees(gone, "The quay was closed on day 4.");
    expect((await gone.evaluate(() => document.querySelector("main").innerText)) === words, "the article that came back is not what it was, with all that scripts and the reader did to it");
    same(await gone.evaluate(() => [document.getElementById("minutes").open, scrollY]), [true, 500], "the open <details> and the scroll of the article that came back");
    for (const tab of [list, gone]) await lives(tab);
  },

  async renamed({ site, open, server }) {
    const [list, moved] = [await open("/dossiers/harbour/"), await open("/articles/hearing-2/")];
    for (const tab of [list, moved]) await mark(tab);
    site.rename(site.name(2), "content/articles/second-hearing.md");
    const link = (slug) => until(`the list leads to ${slug}`, () => list.evaluate((end) => [...document.querySelectorAll("#articles ~ ol a")].some((a) => a.href.endsWith(end)), `/articles/${slug}/`));
    await link("second-hearing");
    same((await fetch(server.home + "/articles/hearing-2/")).status, 404, "the status of the old address");
    same((await fetch(server.home + "/articles/second-hearing/")).status, 200, "the status of the new address");
    await misses(moved, "The quay was closed on day 2.");
    site.rename("content/articles/second-hearing.md", site.name(2));
    await link("hearing-2");
    await sees(moved, "The quay was closed on day 2.");
    for (const tab of [list, moved]) await lives(tab);
  },

  async folders({ site, open }) {
    const list = await open("/dossiers/harbour/");
    await mark(list);
    await sees(list, "All articles (6)");
    // A folder that appears with its files in it, as from an archive or another branch.
    for (const n of [11, 12, 13]) site.write(`waiting/hearing-${n}.md`, article(n));
    site.rename("waiting", "content/articles/january");
    await sees(list, "All articles (9)");
    await sees(list, "Hearing 12");
    site.write("content/articles/february/deep/hearing-14.md", article(14)); // folders and file in one breath
    await sees(list, "All articles (10)");
    site.rename("content/articles/january", "content/articles/winter");
    await clock(300);
    await sees(list, "All articles (10)");
    site.remove("content/articles/winter");
    await sees(list, "All articles (7)");
    await misses(list, "Hearing 12");
    await lives(list);
  },

  async templates({ site, open }) {
    const tab = await open("/articles/hearing-1/");
    await mark(tab);
    await tab.locator("#minutes").evaluate((element) => (element.open = true));
    const over = (top) => `{% extends "theme/article.html" %}\n{% block byline %}<p class="desk">${top}</p>{% endblock byline %}\n`;
    site.write("templates/article.html", over("From the harbour desk"));
    await sees(tab, "From the harbour desk");
    site.save("templates/article.html", over("From our desk"));
    await sees(tab, "From our desk");
    site.write("templates/article.html", over("From {{ nobody.here }}"));
    await overlay(tab).waitFor({ state: "visible" });
    await until("the overlay names the template", async () => (await overlay(tab).innerText()).includes("templates/article.html"));
    await sees(tab, "From our desk"); // the last page that could be made stays
    site.write("templates/article.html", over("From the desk again"));
    await sees(tab, "From the desk again");
    await overlay(tab).waitFor({ state: "hidden" });
    expect(await tab.evaluate(() => document.getElementById("minutes").open), "the open <details> was shut");
    site.remove("templates/article.html");
    await misses(tab, "From the desk again");
    await lives(tab);
  },

  async styles({ site, open }) {
    const tab = await open("/articles/hearing-1/");
    await mark(tab);
    await tab.evaluate(() => {
      // Every frame is looked at: not one may be without a style.
      const look = () => {
        const style = getComputedStyle(document.body);
        window.witness.frames.add(style.outlineStyle === "solid" && style.marginTop === "0px" ? "styled" : "bare");
        requestAnimationFrame(look);
      };
      look();
    });
    const colour = () => tab.evaluate(() => getComputedStyle(document.body).outlineColor);
    same(await colour(), "rgb(1, 2, 3)", "the site's stylesheet at first");
    for (const blue of [4, 5, 6]) {
      site.write("static/custom.css", `body { outline: 1px solid rgb(1, 2, ${blue}); }\n`);
      await until("the site's stylesheet is swapped", async () => (await colour()) === `rgb(1, 2, ${blue})`);
    }
    await clock(200);
    same(await tab.evaluate(() => document.querySelectorAll("link[rel=stylesheet][href*='custom.css']").length), 1, "stylesheets after three swaps");
    // The theme's own carries a hash in its address, so the page's text changes too.
    const theme = await tab.evaluate(async () => (await fetch(document.querySelector("link[rel=stylesheet]").href)).text());
    site.write("templates/assets/theme.css", theme + "\nbody { letter-spacing: 1px; }\n");
    await until("the theme's stylesheet is swapped", () => tab.evaluate(() => getComputedStyle(document.body).letterSpacing === "1px"));
    await clock(200);
    same(await tab.evaluate(() => document.querySelectorAll("link[rel=stylesheet]").length), 2, "stylesheets in the end");
    same(await tab.evaluate(() => [...window.witness.frames]), ["styled"], "frames without the style");
    await lives(tab);
  },

  async files({ site, open }) {
    const picture = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"><rect width="9" height="9"/></svg>`;
    site.write("static/img/plan.svg", picture(50));
    site.write("static/app.js", "window.app = 1;\n");
    site.write(site.name(1), article(1, { text: '<img id="plan" src="/img/plan.svg" alt="The plan">' }));
    site.write(site.name(2), article(2, { text: '<script src="/app.js"></script>' }));
    const [tab, scripted] = [await open("/articles/hearing-1/"), await open("/articles/hearing-2/")];
    for (const one of [tab, scripted]) await mark(one);
    const width = (is) => until(`the picture is ${is} pixels wide`, () => tab.evaluate((is) => document.getElementById("plan").naturalWidth === is, is));
    await width(50);
    for (const wide of [60, 70]) {
      site.save("static/img/plan.svg", picture(wide));
      await width(wide);
    }
    site.write("static/app.js", "window.app = 2;\n");
    await until("the page runs the new script", () => scripted.evaluate(() => window.app === 2));
    expect(!(await scripted.evaluate(() => window.marker)), "a script that ran is taken back without a reload");
    await lives(tab, "a page without the script was reloaded");
  },

  async config({ site, open }) {
    const tab = await open("/articles/hearing-1/");
    await mark(tab);
    site.edit("throughline.yaml", "The Harbour Desk", "The Quay Desk", "save");
    await sees(tab, "The Quay Desk");
    await until("the tab's title follows", async () => (await tab.title()).includes("The Quay Desk"));
    await lives(tab);
  },

  async modes({ open, goto }) {
    const [list, held] = [await open("/dossiers/harbour/"), await open("/articles/embargoed/")];
    for (const tab of [list, held]) await mark(tab);
    await sees(list, "All articles (6)");
    await until("the bar says that the page is held", async () => /embargoed until/i.test(await bar(held).innerText()));
    const held404 = (tab) => misses(tab, "Paragraph 2 of the hearing");
    await list.bringToFront();
    await bar(list).getByRole("switch", { name: "As the public sees it" }).focus();
    await list.keyboard.press("Space");
    await sees(list, "All articles (5)");
    await held404(held); // and the other tab follows
    await until("the bar says how the site is shown", async () => /^As the public sees it/.test(await bar(list).locator(".toggle").innerText()));
    await bar(list).getByLabel("As of: date").fill("2017-01-03");
    await sees(list, "All articles (3)");
    await until("the bar names the day", async () => /as of 2017-01-03/.test(await bar(list).locator(".toggle").innerText()));
    await until("the other tab's bar as well", async () => /as of 2017-01-03/.test(await bar(held).locator(".toggle").innerText()));
    await bar(list).getByRole("button", { name: "Now" }).click();
    await sees(list, "All articles (5)");
    await bar(list).getByRole("switch").click();
    await sees(list, "All articles (6)");
    await sees(held, "Paragraph 2 of the hearing");
    for (const tab of [list, held]) await lives(tab);
    await held.goto(new URL("/_throughline/view/articles/embargoed/", held.url()).href);
    expect((await held.evaluate(() => document.body.innerText)).includes('"title": "The report"'), "the view of a page as JSON");
  },

  async tabs(world) {
    const { site, open } = world;
    let streams = 0;
    world.context.on("request", (request) => request.url().endsWith("/_throughline/events") && (streams += 1));
    const tabs = [];
    for (let n = 0; n < 10; n++) tabs.push(await open("/articles/hearing-1/"));
    for (const tab of tabs) await mark(tab);
    same(streams, 1, "tabs that hold a stream");
    site.edit(site.name(1), "was closed", "was mended");
    for (const tab of tabs) await sees(tab, "The quay was mended on day 1.");
    await tabs.shift().close(); // the one that held it
    await until("another tab takes the stream over", () => streams === 2);
    site.edit(site.name(1), "was mended", "was rented");
    for (const tab of tabs) await sees(tab, "The quay was rented on day 1.");
    for (const tab of tabs) await lives(tab);
    same(streams, 2, "streams in all");
  },

  async away({ site, open, server }) {
    const [tab, other] = [await open("/articles/hearing-1/"), await open("/articles/hearing-2/")];
    for (const one of [tab, other]) await mark(one);
    const start = await server.restart();
    for (const one of [tab, other]) await until("the bar says that the server is gone", async () => /Reconnecting/.test(await bar(one).innerText()));
    site.edit(site.name(1), "was closed", "was empty");
    await start();
    await sees(tab, "The quay was empty on day 1.");
    for (const one of [tab, other]) {
      await until("the bar is quiet again", async () => !/Reconnecting/.test(await bar(one).innerText()));
      await lives(one);
    }
    same(await mutations(other), [], "done to a page that did not change while the server was away");
    site.edit(site.name(2), "was closed", "was full");
    await sees(other, "The quay was full on day 2.");
  },

  async history({ site, open, goto }) {
    const tab = await open("/articles/hearing-1/");
    await goto(tab, "/articles/hearing-2/");
    site.edit(site.name(1), "was closed", "was lit");
    await clock(500);
    await tab.goBack();
    await sees(tab, "The quay was lit on day 1.");
    site.edit(site.name(1), "was lit", "was dark");
    await sees(tab, "The quay was dark on day 1.");
    await tab.goForward();
    site.edit(site.name(2), "was closed", "was dry");
    await sees(tab, "The quay was dry on day 2.");
  },

  async below({ site, open }) {
    const tab = await open("/articles/hearing-1/");
    await mark(tab);
    site.edit(site.name(1), "was closed", "was paved");
    await sees(tab, "The quay was paved on day 1.");
    await until("the bar names the source", async () => (await bar(tab).innerText()).includes("content/articles/hearing-1.md"));
    await bar(tab).getByText("About this page").click();
    await bar(tab).getByRole("link", { name: "Harbour inquiry" }).click();
    await tab.waitForURL("**/news/dossiers/harbour/");
  },

  async bar({ site, open, goto }) {
    const tab = await open("/articles/hearing-1/");
    const said = () => bar(tab).innerText();
    await until("the bar names the source", async () => (await said()).includes("content/articles/hearing-1.md"));
    const link = await bar(tab).locator(".source a").getAttribute("href");
    expect(link?.startsWith("vscode://file") && link.includes(site.root), `the link to the editor: ${link}`);
    await bar(tab).getByText("About this page").click();
    for (const fact of ["article.html", "Harbour inquiry"]) expect((await said()).includes(fact), `the bar does not say: ${fact}`);
    for (const colorScheme of ["light", "dark"]) {
      await tab.emulateMedia({ colorScheme });
      await accessible(tab, `bar, ${colorScheme}`);
    }
    await tab.keyboard.press("Escape");
    expect(!(await said()).includes("article.html"), "Escape does not shut the facts");
    for (const width of [320, 768, 1280]) {
      await tab.setViewportSize({ width, height: 700 });
      const wide = await tab.evaluate(() => {
        const bar = document.querySelector("throughline-preview").shadowRoot.querySelector(".bar");
        return document.documentElement.scrollWidth > innerWidth || bar.getBoundingClientRect().right > innerWidth + 0.5 || bar.scrollWidth > bar.clientWidth;
      });
      expect(!wide, `the bar is too wide at ${width} pixels`);
      await until(`the bar leaves the last line in sight at ${width} pixels`, () =>
        tab.evaluate(() => {
          scrollTo({ top: 1e6, behavior: "instant" });
          const bar = document.querySelector("throughline-preview").shadowRoot.querySelector(".bar");
          return document.body.getBoundingClientRect().bottom <= bar.getBoundingClientRect().top + 1;
        }),
      );
    }
    await tab.emulateMedia({ media: "print" });
    expect((await bar(tab).isHidden()) && (await overlay(tab).isHidden()), "the bar is printed");
    await tab.emulateMedia({ media: "screen" });
    await bar(tab).locator(".toggle").click();
    expect(await bar(tab).locator(".more").isHidden(), "the bar does not fold");
    await goto(tab, "/articles/hearing-2/");
    expect(await bar(tab).locator(".more").isHidden(), "the bar forgets that it was folded");
    await bar(tab).locator(".toggle").focus();
    await tab.keyboard.press("Enter");
    expect(await bar(tab).locator(".more").isVisible(), "the bar does not unfold by keyboard");
    same(await mutations(tab), [], "the bar reaches into the page");
    site.write("content/articles/extra.md", "---\ntitle: [\n---\n");
    await bar(tab).getByRole("link", { name: /elsewhere/ }).click();
    await tab.waitForURL("**/_throughline/");
    await sees(tab, "content/articles/extra.md:2:");
    await accessible(tab, "bar on the list of problems");
    await mark(tab);
    site.remove("content/articles/extra.md");
    await misses(tab, "content/articles/extra.md:2:");
    await lives(tab);
  },
};

const BELOW = { prepare: (site) => site.edit("throughline.yaml", "harbour.example/", "harbour.example/news/") };

async function play(browser, name) {
  scene = name;
  const world = new World();
  for (const method of ["open", "goto"]) world[method] = world[method].bind(world);
  try {
    await world.begin(browser, name === "below" ? BELOW : {});
    const late = clock(8 * PATIENCE).then(() => Promise.reject(new Error("timed out: the whole scene")));
    late.catch(() => {});
    await Promise.race([SCENES[name](world), late]);
  } catch (error) {
    fault(error.message.split("\n").slice(0, 12).join("\n"));
  } finally {
    await world.end();
  }
}

async function screenshots(browser, folder) {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ["light", "dark"]) {
    const world = new World();
    for (const method of ["open", "goto"]) world[method] = world[method].bind(world);
    await world.begin(browser, { context: { colorScheme } });
    const text = world.site.read(world.site.name(3));
    const tab = await world.open("/articles/hearing-3/");
    const snap = async (name, about = false) => {
      for (const width of [320, 768, 1280]) {
        await tab.setViewportSize({ width, height: width === 320 ? 640 : 720 });
        await clock(200);
        await tab.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.png`) });
      }
    };
    await snap("bar");
    await bar(tab).getByText("About this page").click();
    await snap("facts");
    await bar(tab).getByText("About this page").click();
    world.site.write(world.site.name(3), text.replace("title: Hearing 3", "title: Hearing 3\nstandfist: The quay is shut, and nobody says why\nkicker: [Harbour"));
    await overlay(tab).waitFor({ state: "visible" });
    await snap("overlay");
    await tab.keyboard.press("Escape");
    await bar(tab).locator(".toggle").click();
    await snap("folded");
    world.site.write(world.site.name(3), text);
    await bar(tab).locator(".toggle").click();
    await world.goto(tab, "/articles/embargoed/");
    await snap("held");
    await world.goto(tab, "/_throughline/");
    world.site.write(world.site.name(3), text.replace("title: Hearing 3", "title: Hearing 3\nstandfist: The quay is shut\nkicker: [Harbour"));
    await clock(800);
    await snap("list");
    await world.end();
  }
}

/** Each fault in a run of its own, for it must end with that fault's words and nothing else. */
function selftest() {
  for (const [name, { scene: only, says }] of Object.entries(BREAKS)) {
    const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--only", only, "--break", name], { encoding: "utf8" });
    const should = name === "nothing" ? 0 : 1;
    if (run.status !== should || !says.test(run.stdout)) faults.push(`with the fault “${name}” the scene “${only}” ends with ${run.status} and says:\n${run.stdout}${run.stderr}`);
  }
  verdict(faults, `${Object.keys(BREAKS).length} faults in the script, each of them found`);
}

if (process.argv.includes("--selftest")) selftest();
const browser = await chromium.launch({ executablePath: binary(), args: QUIET });
const names = option("--only") ? [option("--only")] : Object.keys(SCENES);
if (shots) await screenshots(browser, path.resolve(shots));
else for (const name of names) await play(browser, name);
await browser.close();
verdict(faults, shots ? `screenshots in ${shots}` : `${names.length} scenes: ${names.join(", ")}`);
