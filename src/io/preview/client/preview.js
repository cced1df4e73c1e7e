// The preview's script: hears of changes, asks for its own page, and brings the window to it.
//
// A browser gives one server six connections, so of all open tabs one holds the stream of events and tells the others. A tab
// asks for its page with the ETag that it has: 304 is the usual answer, and then nothing happens.

const own = document.currentScript;
const parse = (text) => new DOMParser().parseFromString(text, "text/html");
const ownLine = (doc) => doc.querySelector("script[data-page][data-key]");
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// `fault` is what the server says of a page that it cannot make: the last good one stays in the window.
const page = { address: own.dataset.page, key: own.dataset.key, etag: null, base: null, fault: null };
let shelf = null; // the body of a page that is gone, until it comes back
const files = new Map(); // the ETags of the page's stylesheets and scripts, by address

// ---- what stands beside the page: never inside <body>, and in a shadow, so that neither reaches the other

const host = document.createElement("throughline-preview");
const shadow = host.attachShadow({ mode: "open" });
const bar = makeBar({ onMode: () => (sync(), tell({ kind: "mode" })), onProblems: () => overlay.toggle() });
const overlay = makeOverlay(bar.here);

async function attach() {
  const sheet = new CSSStyleSheet();
  const room = new CSSStyleSheet();
  const asked = await fetch("/_throughline/preview.css");
  sheet.replaceSync(await asked.text());
  shadow.adoptedStyleSheets = [sheet, room];
  shadow.append(make("div", { class: "dock" }, overlay.element, bar.element), overlay.voice);
  document.documentElement.append(host);
  // Below the page there is room for the bar, so that its last line can be read; the page itself is not touched.
  const measure = () => {
    const end = Math.ceil(document.body.getBoundingClientRect().bottom + scrollY);
    const height = bar.element.offsetHeight;
    const rule = end > innerHeight - height ? `:host { top: ${end}px; height: ${height}px; }` : "";
    if (room.cssRules[0]?.cssText.replace(/\s/g, "") !== rule.replace(/\s/g, "")) room.replaceSync(rule);
  };
  const watcher = new ResizeObserver(measure);
  for (const element of [document.documentElement, bar.element]) watcher.observe(element);
  addEventListener("resize", measure); // a window that is only lower changes neither of them
}

// ---- the page

/** The page as it was loaded, out of the browser's own cache: its source and its ETag. */
async function readOwn() {
  const response = await fetch(location.href.split("#")[0], { cache: "force-cache" });
  const doc = parse(await response.text());
  if (ownLine(doc)?.dataset.key !== page.key) return; // another state already: the next question will tell
  page.base = doc;
  page.etag = response.headers.get("ETag");
}

/** Without its source the window itself is the base: as it is so soon after loading. */
const baseOfWindow = () => parse(document.documentElement.outerHTML);

async function askPage() {
  const headers = page.etag ? { "If-None-Match": page.etag } : {};
  const response = await fetch(location.href.split("#")[0], { headers, cache: "no-store" });
  if (response.redirected) location.replace(response.url);
  if (response.redirected) return;
  page.fault = null;
  if (response.status === 304) return;
  const etag = response.headers.get("ETag");
  const next = parse(await response.text());
  if (response.status >= 500) {
    page.fault = next.querySelector("pre")?.textContent ?? next.body.textContent;
    return;
  }
  const line = ownLine(next);
  if (line?.dataset.key !== page.key) {
    const base = page.base ?? baseOfWindow();
    if (unmorphable(base) !== unmorphable(next)) return location.reload();
    const swap = await prepareStylesheets(base, next);
    try {
      keepingPlace(() => show(base, next, response.status === 404));
    } catch (error) {
      console.error(error);
      return location.reload(); // a page that resists is better new than half changed
    }
    swap();
    page.base = next;
    page.address = line?.dataset.page ?? page.address;
    page.key = line?.dataset.key ?? null;
    document.dispatchEvent(new CustomEvent("throughline:change"));
  }
  page.etag = etag;
}

/**
 * Puts the page `next` in the place of `base`. A page that is gone is kept as it stands behind the one that says so: an
 * editor that saves in two steps, or a piece that is held back from the public for a moment, costs the reader nothing.
 */
function show(base, next, gone) {
  if (gone && !shelf) {
    noteScroll(document.body);
    shelf = { body: document.body, source: base.body };
    document.body.replaceWith(document.importNode(next.body, true));
    morphPage(base, next, next.body);
  } else if (!gone && shelf) {
    const { body, source } = shelf;
    shelf = null;
    document.body.replaceWith(body);
    morphPage(base, next, source);
  } else {
    morphPage(base, next);
  }
}

// ---- files whose bytes change behind an address that stays

const ownScripts = () => [...document.scripts].filter((script) => script.src && !isOwn(script)).map((script) => script.src);
const ownSheets = () => stylesheets(document).flatMap((link) => [plainHref(link), ...imports(link.sheet)]);

/** The addresses that a stylesheet imports; none where it may not be read. */
function imports(sheet) {
  try {
    const rules = [...(sheet?.cssRules ?? [])].filter((rule) => rule instanceof CSSImportRule && rule.styleSheet?.href);
    return rules.flatMap((rule) => [rule.styleSheet.href, ...imports(rule.styleSheet)]);
  } catch {
    return [];
  }
}

/** Asks for the ETag of each stylesheet and script; the addresses of those that are not what they were. */
async function askFiles(cache) {
  const changed = new Set();
  const ask = async (address) => {
    const response = await fetch(address, { cache });
    const etag = response.headers.get("ETag");
    if (files.has(address) && files.get(address) !== etag) changed.add(address);
    files.set(address, etag);
  };
  await Promise.all([...new Set([...ownScripts(), ...ownSheets()])].filter((address) => new URL(address).origin === location.origin).map(ask));
  return changed;
}

async function swapFiles() {
  const changed = await askFiles("no-cache");
  if (changed.size === 0) return;
  if (ownScripts().some((address) => changed.has(address))) return location.reload();
  const links = stylesheets(document).filter((link) => [plainHref(link), ...imports(link.sheet)].some((href) => changed.has(href)));
  const stale = new Set(links.map(plainHref));
  const base = page.base ?? baseOfWindow();
  (await prepareStylesheets(base, base, (href) => stale.has(href)))();
}

/** Shows the pictures and media among `files` anew. */
function swapPictures(files, mark) {
  for (const element of document.querySelectorAll("img, source, video, audio, object, image, link[rel~=icon]")) {
    for (const name of ["src", "srcset", "poster", "data", "href"]) {
      const value = element.getAttribute(name);
      const fresh = value?.split(/(,\s+|\s+)/).map((part) => renewed(part, files, mark)).join("");
      if (value && fresh !== value) element.setAttribute(name, fresh);
    }
  }
}

function renewed(address, files, mark) {
  const plain = address.replace(/\?throughline=\d+$/, "");
  return files.some((file) => new URL(plain, document.baseURI).pathname === file) ? `${plain}?throughline=${mark}` : address;
}

// ---- one question at a time, and one more when something came in between

let asking = null;
let again = false;
let later = 0;
let pictures = [];
let filesToo = false;

function sync() {
  again = true;
  asking ??= (async () => {
    while (again) {
      again = false;
      try {
        await askAll();
        bar.say("");
      } catch {
        filesToo = true; // it may not have been asked
        bar.say("Reconnecting…");
        clearTimeout(later);
        later = setTimeout(sync, 5000); // for the case that the stream is well and only a question was lost
      }
    }
    asking = null;
  })();
  return asking;
}

async function askAll() {
  const [changed, check] = [pictures, filesToo];
  [pictures, filesToo] = [[], false];
  if (!host.isConnected) await attach();
  const status = askStatus();
  status.catch(() => {}); // it is waited for below
  await askPage();
  if (check) await swapFiles();
  if (changed.length > 0) swapPictures(changed, Date.now());
  const told = await status;
  tellOf(told.asked === page.address ? told : await askStatus());
}

async function askStatus() {
  const asked = page.address;
  const response = await fetch("/_throughline/status?page=" + encodeURIComponent(asked), { cache: "no-store" });
  return { asked, ...(await response.json()) };
}

function tellOf(status) {
  const facts = status.page ?? {};
  const view = !shelf && facts.address && "/_throughline/view/" + encodeURI(facts.address.replace(/^\//, ""));
  status.page = { ...facts, view, failed: page.fault !== null, next: status.next };
  const isKnown = status.here.some((problem) => problem.severity === "error" && page.fault?.includes(problem.message));
  if (page.fault !== null && !isKnown) status.here.unshift(problemOf(page.fault));
  overlay.show(status);
  bar.show(status);
}

// ---- the stream, held by one tab for all

let stream = null;
let channel = null;
let leave = null; // lets go of the lock
let delay = 250;
let timer = 0;

const tell = (message) => channel?.postMessage(message);

/** What the stream says, in the tab that holds it and in those that it tells. */
async function hear({ kind, data }) {
  if (kind === "mode") return sync();
  if (kind === "retry") return stream?.readyState === EventSource.CLOSED && openStream();
  if (kind === "away") {
    filesToo = true; // who knows what is missed meanwhile
    return bar.say("Reconnecting…");
  }
  if (kind === "change") {
    if (data.reload && document.querySelector("script[type=module]")) return location.reload(); // what it imports, nobody knows
    filesToo ||= data.css || data.reload;
    pictures.push(...(data.files ?? []));
  }
  if (document.hidden) await wait(100); // first the tab that is looked at
  sync();
}

function hearAndTell(message) {
  hear(message);
  tell(message);
}

function openStream() {
  clearTimeout(timer);
  stream?.close();
  stream = new EventSource("/_throughline/events");
  stream.addEventListener("hello", (event) => {
    delay = 250;
    hearAndTell({ kind: "hello", data: JSON.parse(event.data) });
  });
  stream.addEventListener("change", (event) => hearAndTell({ kind: "change", data: JSON.parse(event.data) }));
  stream.addEventListener("error", () => {
    stream.close();
    hearAndTell({ kind: "away" });
    timer = setTimeout(openStream, delay * (0.75 + Math.random() / 2));
    delay = Math.min(delay * 2, 10_000);
  });
}

function closeStream() {
  clearTimeout(timer);
  stream?.close();
  stream = null;
}

function join() {
  if (!navigator.locks) {
    // Only on a secure origin can tabs agree: elsewhere a tab listens while it is looked at.
    if (!document.hidden) openStream();
    return;
  }
  channel = new BroadcastChannel("throughline-preview");
  channel.onmessage = (event) => hear(event.data);
  const gone = new AbortController();
  const until = new Promise((resolve) => (leave = () => (gone.abort(), resolve())));
  navigator.locks.request("throughline-preview", { signal: gone.signal }, () => (openStream(), until)).catch(() => {});
}

function part() {
  closeStream();
  channel?.close();
  leave?.();
  channel = leave = null;
}

addEventListener("pagehide", part);
addEventListener("pageshow", (event) => event.persisted && ((filesToo = true), join(), sync()));
addEventListener("online", () => sync());
document.addEventListener("visibilitychange", () => {
  if (!navigator.locks) {
    if (document.hidden) return closeStream();
    openStream();
  }
  if (document.hidden) return;
  if (stream?.readyState === EventSource.CLOSED) openStream();
  tell({ kind: "retry" });
  sync();
});

(async () => {
  try {
    await Promise.all([attach(), readOwn(), askFiles("force-cache")]);
  } catch {
    // The server went away meanwhile: what is missing is asked for again.
  }
  join();
  sync();
})();
