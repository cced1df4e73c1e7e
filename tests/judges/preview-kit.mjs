// What preview.mjs stands on: a small newsroom on disk, the real server of it, and browser tabs that count what is done to them.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export const PATIENCE = 15_000;
const PARAGRAPHS = 40;

/** An article of some length with things in it that a reader can open, type into and scroll. */
export function article(n, { title = `Hearing ${n}`, day = `2017-01-${String(n).padStart(2, "0")}`, more = "", text = `The quay was closed on day ${n}.` } = {}) {
  const body = Array.from({ length: PARAGRAPHS }, (_, at) => (at === 20 ? text : `Paragraph ${at + 1} of the hearing, read out in full and heard by few.`));
  body.splice(18, 0, "<details id=\"minutes\"><summary>The minutes</summary><p>Nobody spoke.</p></details>", "<p><label>Your note <input id=\"note\" value=\"\"></label></p>");
  body.splice(24, 0, "```text\n" + "a very long line of the minutes ".repeat(12) + "\n```");
  return `---\ntitle: ${title}\npublished: ${day}\ndossiers: [harbour]\n${more}---\n\n${body.join("\n\n")}\n`;
}

/** A site in a folder of its own. Files are written as editors write them. */
export class Site {
  constructor() {
    this.root = mkdtempSync(path.join(tmpdir(), "throughline-preview."));
    this.write("throughline.yaml", "title: The Harbour Desk\nbase_url: https://harbour.example/\nlanguage: en\ntimezone: UTC\n");
    this.write("content/dossiers/harbour/index.md", "---\ntitle: Harbour inquiry\n---\n\nWho knew of the quay, and when.\n");
    for (const n of [1, 2, 3, 4, 5]) this.write(this.name(n), article(n));
    this.write("content/articles/embargoed.md", article(9, { title: "The report", day: "2017-02-01", more: "embargoed_until: 2090-02-01T06:00\n" }));
    this.write("content/pages/about.md", "---\ntitle: About us\n---\n\nWho we are.\n");
    this.write("static/custom.css", "body { outline: 1px solid rgb(1, 2, 3); }\n");
  }

  name = (n) => `content/articles/hearing-${n}.md`;
  path = (name) => path.join(this.root, name);
  read = (name) => readFileSync(this.path(name), "utf8");
  remove = (name) => rmSync(this.path(name), { recursive: true });
  rename = (from, to) => renameSync(this.path(from), this.path(to));

  write(name, text) {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** As many editors save: all of it into a new file, which then takes the place of the old one. */
  save(name, text) {
    writeFileSync(this.path(name + "~"), text);
    renameSync(this.path(name + "~"), this.path(name));
  }

  /** The same file with some words changed. */
  edit(name, from, to, how = "write") {
    const text = this.read(name);
    if (!text.includes(from)) throw new Error(`${name} has no: ${from}`);
    this[how](name, text.replace(from, to));
  }
}

/** The real server of a site, found by the line in which it says its address. */
export class Server {
  constructor(site, options = []) {
    Object.assign(this, { site, options, said: "" });
  }

  async start(port = 0) {
    const args = ["--root", this.site.root, "serve", "--port", String(port || 11_000 + Math.floor(Math.random() * 20_000)), ...this.options];
    this.process = spawn(process.env.THROUGHLINE_BIN, args, { stdio: ["ignore", "pipe", "pipe"] });
    const found = new Promise((resolve, reject) => {
      const hear = (data) => {
        this.said += data;
        const address = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)\S*(?=\s)/.exec(this.said);
        if (address) resolve(address);
      };
      this.process.stdout.on("data", hear);
      this.process.stderr.on("data", hear);
      this.process.on("exit", (code) => reject(new Error(`the server ended with ${code}:\n${this.said}`)));
      setTimeout(() => reject(new Error(`the server said no address:\n${this.said}`)), PATIENCE);
    });
    [this.home, this.port] = await found;
    this.home = this.home.replace(/\/$/, "");
  }

  async stop(signal = "SIGKILL") {
    const { process: child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill(signal);
    await ended;
    this.said = "";
  }

  async restart() {
    const port = this.port;
    await this.stop();
    return () => this.start(port);
  }
}

/** What is put into each tab before the site's own scripts: it must outlive every change that needs no reload. */
export function witness() {
  window.witness = { mutations: [], frames: new Set() };
  new MutationObserver((records) => {
    for (const record of records) {
      const own = [...record.addedNodes, ...record.removedNodes].some((node) => node.localName === "throughline-preview");
      if (!own) window.witness.mutations.push(`${record.type} ${record.target.nodeName} ${record.attributeName ?? ""}`);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

/** Faults put into the script on its way to the browser, each with the scene that must find it and what it must say. */
export const BREAKS = {
  nothing: { scene: "typing", says: /1 scenes/, find: "", put: "" },
  reload: { scene: "typing", says: /reloaded|navigation/, find: "keepingPlace(() => show(base, next, response.status === 404));", put: "return location.reload();" },
  rough: { scene: "typing", says: /open <details>/, find: "morphNode(document.body, body, next.body);", put: "document.body.innerHTML = next.body.innerHTML;" },
  deaf: { scene: "typing", says: /time(d |)out/i, find: 'if (kind === "change") {', put: 'if (kind === "change") { return;' },
  greedy: { scene: "untouched", says: /done to a page that did not change/, find: "if (response.status === 304) return;", put: "if (response.status === 304) { document.title += ''; return; }" },
  silent: { scene: "faults", says: /time(d |)out/i, find: "overlay.show(status);", put: "" },
  pushy: { scene: "faults", says: /took the focus/, find: "element.hidden = !isOpen;", put: "element.hidden = !isOpen; if (isOpen) close.focus();" },
  stubborn: { scene: "faults", says: /time(d |)out/i, find: "else if (errors.length === 0) open(false);", put: "" },
  forgetful: { scene: "faults", says: /came back though nothing is new/, find: "!known.has(name(problem))", put: "true" },
  lost: { scene: "deleted", says: /time(d |)out/i, find: "const line = ownLine(next);", put: "if (response.status === 404) return; const line = ownLine(next);" },
  naked: { scene: "styles", says: /without the style/, find: "const apply = await Promise.all(steps);", put: "for (const link of old.values()) if (!kept.has(link)) link.remove(); const apply = await Promise.all(steps);" },
  plain: { scene: "styles", says: /time(d |)out/i, find: "if (check) await swapFiles();", put: "" },
  alone: { scene: "tabs", says: /hold a stream|waitForResponse/, find: "if (!navigator.locks) {", put: "openStream(); if (!navigator.locks) {" },
  heirless: { scene: "tabs", says: /time(d |)out/i, find: "() => (openStream(), until)", put: "() => (document.visibilityState === 'x' || performance.now() > 4000 || openStream(), until)" },
  resigned: { scene: "away", says: /time(d |)out/i, find: "timer = setTimeout(openStream", put: "timer = setTimeout(() => {}" },
  printed: { scene: "bar", says: /is printed/, find: "shadow.adoptedStyleSheets = [sheet, room];", put: "shadow.adoptedStyleSheets = [sheet, room]; sheet.insertRule(':host { display: block !important; }', sheet.cssRules.length);" },
  nameless: { scene: "bar", says: /axe/, find: '"aria-label": "As of: date", ', put: "" },
};
