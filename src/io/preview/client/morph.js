// Morphing: brings the open page from one text of it to the next, and touches nothing that is the same in both.
//
// Three trees take part. `base` is the page's last source, `next` its new one; `live` is what stands in the window, where
// scripts and the reader have been at work since. Only what differs between `base` and `next` is carried over to `live`, so
// that open <details>, typed text, playing media and whatever a script has added stay as they are.

const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
const isStylesheet = (node) => node.localName === "link" && node.relList.contains("stylesheet");
const isOwn = (node) => node.localName === "script" && node.hasAttribute("data-page") && node.hasAttribute("data-key");
const markup = (node) => (isElement(node) ? node.outerHTML : node.nodeType + node.data);
const same = (a, b) => a.isEqualNode(b) && markup(a) === markup(b); // isEqualNode is quick to say no, and blind to <template>

// Stylesheets are swapped beforehand, the script's own line is nobody's business.
const childrenOf = (node) => [...node.childNodes].filter((child) => !isStylesheet(child) && !isOwn(child));

/** Pairs the nodes of two lists: first equal ones at both ends, then by id, then equal ones, then by likeness. A Map b → a. */
function align(as, bs) {
  const pairs = new Map();
  let start = 0;
  let [aEnd, bEnd] = [as.length, bs.length];
  while (start < aEnd && start < bEnd && same(as[start], bs[start])) pairs.set(bs[start], as[start++]);
  while (aEnd > start && bEnd > start && same(as[aEnd - 1], bs[bEnd - 1])) pairs.set(bs[--bEnd], as[--aEnd]);
  const [left, right] = [as.slice(start, aEnd), bs.slice(start, bEnd)];
  const taken = new Set();
  const pair = (a, b) => pairs.set(b, a) && taken.add(a);

  for (const key of [(node) => node.id && node.localName + "#" + node.id, markup]) {
    const waiting = new Map();
    for (const a of left) {
      if (!taken.has(a) && key(a)) waiting.set(key(a), [...(waiting.get(key(a)) ?? []), a]);
    }
    for (const b of right) {
      const a = !pairs.has(b) && key(b) && waiting.get(key(b))?.shift();
      if (a) pair(a, b);
    }
  }
  const place = new Map(left.map((a, at) => [a, at]));
  for (const alike of [(a, b) => a.nodeName === b.nodeName && a.className === b.className, (a, b) => a.nodeName === b.nodeName]) {
    let from = 0;
    right.forEach((b, at) => {
      if (!pairs.has(b)) {
        const next = right.slice(at + 1).find((other) => pairs.has(other));
        const to = next ? place.get(pairs.get(next)) : left.length;
        const a = left.slice(from, to).find((one) => !taken.has(one) && !(one.id && b.id) && alike(one, b));
        if (a) pair(a, b);
      }
      if (pairs.has(b)) from = place.get(pairs.get(b)) + 1;
    });
  }
  return pairs;
}

/** The longest run of `numbers` that rises: these nodes can stay where they are while the others are moved. */
function rising(numbers) {
  const [tails, before] = [[], []];
  numbers.forEach((number, at) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[tails[middle]] < number) low = middle + 1;
      else high = middle;
    }
    before[at] = tails[low - 1];
    tails[low] = at;
  });
  const kept = new Set();
  for (let at = tails.at(-1); at !== undefined; at = before[at]) kept.add(at);
  return kept;
}

function morphText(live, base, next) {
  if (live.data !== base.data) {
    live.data = next.data;
    return;
  }
  // Only the letters that differ, so that a selection beside them holds.
  const [was, is] = [base.data, next.data];
  let start = 0;
  while (start < was.length && start < is.length && was[start] === is[start]) start++;
  let end = 0;
  while (end < was.length - start && end < is.length - start && was.at(-1 - end) === is.at(-1 - end)) end++;
  live.replaceData(start, was.length - start - end, is.slice(start, is.length - end));
}

function morphAttributes(live, base, next) {
  for (const name of new Set([...base.getAttributeNames(), ...next.getAttributeNames()])) {
    const value = next.getAttribute(name);
    if (value === base.getAttribute(name)) continue;
    if (value === null) live.removeAttribute(name);
    else live.setAttribute(name, value);
  }
}

function morphNode(live, base, next) {
  if (same(base, next)) return;
  if (!isElement(live)) return morphText(live, base, next);
  morphAttributes(live, base, next);
  // A parsed text sees elements in <noscript>, a window only letters; what a <template> holds is no child of it.
  if (next.localName === "noscript") live.textContent = next.innerHTML;
  else if (next.localName === "template") live.innerHTML = next.innerHTML;
  else morphChildren(live, base, next);
}

function put(parent, node, before) {
  // moveBefore keeps frames, media and focus as they are; browsers that lack it reload the node that is moved.
  if (node.isConnected && parent.moveBefore) parent.moveBefore(node, before);
  else parent.insertBefore(node, before);
}

// What was taken away, by its source: it comes back as it was, with what the reader and scripts have done to it. A file is
// half written for a moment, a paragraph is cut here and pasted there.
const removed = new Map();
const KEPT = 1000;

const scrolled = new Map(); // the boxes in it that were scrolled, and how far

function noteScroll(live) {
  for (const box of [live, ...live.querySelectorAll("*")]) {
    if (box.scrollTop !== 0 || box.scrollLeft !== 0) scrolled.set(box, [box.scrollLeft, box.scrollTop]);
  }
}

function scrollAgain() {
  for (const [box, [left, top]] of scrolled) {
    if (!box.isConnected) continue;
    box.scrollTo({ left, top, behavior: "instant" });
    scrolled.delete(box);
  }
  if (scrolled.size > KEPT) scrolled.clear();
}

function takeAway(node, live) {
  if (isElement(node)) noteScroll(live);
  live.remove();
  if (!isElement(node)) return;
  removed.set(markup(node), live);
  if (removed.size > KEPT) removed.delete(removed.keys().next().value);
}

function bringBack(node) {
  const key = isElement(node) && markup(node);
  const live = removed.get(key);
  removed.delete(key);
  return live && !live.isConnected ? live : document.importNode(node, true);
}

function morphChildren(live, base, next) {
  const [lives, bases, nexts] = [childrenOf(live), childrenOf(base), childrenOf(next)];
  const baseOf = align(bases, nexts);
  const liveOf = new Map([...align(bases, lives)].map(([one, from]) => [from, one]));
  const kept = new Set(baseOf.values());
  for (const gone of bases) if (!kept.has(gone) && liveOf.has(gone)) takeAway(gone, liveOf.get(gone));

  const wanted = [];
  for (const node of nexts) {
    const from = baseOf.get(node);
    const there = from && liveOf.get(from);
    if (there) {
      morphNode(there, from, node);
      wanted.push(there);
    } else if (!from || !same(from, node)) {
      wanted.push(bringBack(node));
    } // else a script took it away, and nothing new is to be said
  }
  const place = new Map(lives.map((node, at) => [node, at]));
  const old = wanted.filter((node) => place.has(node));
  const still = rising(old.map((node) => place.get(node)));
  const stays = new Set(old.filter((_, at) => still.has(at)));
  let before = null;
  for (const node of wanted.reverse()) {
    if (!stays.has(node)) put(live, node, before);
    before = node;
  }
}

/** The address of a stylesheet without the mark that made the browser ask for it anew. */
function plainHref(link) {
  const url = new URL(link.getAttribute("href") ?? "", document.baseURI);
  url.searchParams.delete("throughline");
  return url.href;
}

const stylesheets = (doc) => [...doc.querySelectorAll("link")].filter(isStylesheet);

/** Loads a stylesheet beside the others without applying it; a promise of the link. What cannot be loaded is done as well. */
function load(link, after) {
  const media = link.getAttribute("media");
  link.media = "not all"; // loaded, but not yet applied
  const done = new Promise((resolve) => {
    link.onload = link.onerror = resolve;
    setTimeout(resolve, 3000);
  });
  if (after) after.after(link);
  else (stylesheets(document)[0]?.before(link), link.isConnected || document.head.append(link));
  return done.then(() => () => (media === null ? link.removeAttribute("media") : (link.media = media)));
}

/** Loads the stylesheets that `next` has and the page has not; a promise of what applies them and takes away the old ones. */
async function prepareStylesheets(base, next, isStale = () => false) {
  const ours = new Set(stylesheets(base).map((link) => plainHref(link))); // others were added by a script
  const old = new Map(stylesheets(document).map((link) => [plainHref(link), link]).filter(([href]) => ours.has(href)));
  const [steps, kept] = [[], new Set()];
  let after = null;
  for (const wanted of stylesheets(next)) {
    const href = plainHref(wanted);
    const there = old.get(href);
    if (there && !isStale(href)) {
      kept.add(there);
      after = there;
      continue;
    }
    const fresh = document.importNode(wanted, true);
    if (there) {
      const url = new URL(href);
      url.searchParams.set("throughline", Date.now());
      fresh.href = url.href;
    }
    steps.push(load(fresh, there ?? after));
    after = fresh;
  }
  const apply = await Promise.all(steps);
  return () => {
    apply.forEach((step) => step());
    for (const link of old.values()) if (!kept.has(link)) link.remove();
  };
}

const RUNS = /^(|module|importmap|speculationrules|(text|application)\/(x-)?(java|ecma)script)$/i;

/** What a morph cannot do: scripts that ran, a policy or a redirect of the page. Pages that differ in it are loaded anew. */
function unmorphable(doc) {
  const scripts = [...doc.scripts].filter((script) => RUNS.test(script.type) && !isOwn(script));
  const rest = [...doc.querySelectorAll("base, meta[http-equiv]")];
  return scripts.concat(rest).map((element) => element.outerHTML).join("\n");
}

const place = () => {
  const active = document.activeElement;
  const selected = active && "selectionStart" in active && active.selectionStart !== null && [active.selectionStart, active.selectionEnd];
  return { active, selected, scroll: [scrollX, scrollY] };
};

function focusAgain({ active, selected }) {
  const again = active?.isConnected ? active : active?.id && document.getElementById(active.id);
  if (!again || again === document.body || again === document.activeElement) return;
  again.focus({ preventScroll: true });
  if (selected && "selectionStart" in again) again.setSelectionRange(...selected);
}

// Where the reader was when that went away, as long as they have not gone on to another place.
let lost = null;
for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  addEventListener(type, () => (lost = null), { capture: true, passive: true });
}

/** Does what changes the page, and brings the reader back to where they were, now or as soon as that is there again. */
function keepingPlace(change) {
  const before = lost ?? place();
  change();
  focusAgain(before);
  scrollAgain();
  const end = document.body.getBoundingClientRect().bottom + scrollY - innerHeight;
  if (lost) scrollTo({ left: before.scroll[0], top: Math.min(before.scroll[1], Math.max(end, 0)), behavior: "instant" });
  lost = end < before.scroll[1] || !before.active?.isConnected ? before : null;
}

/** Brings the window from the page `base` to the page `next` (both parsed documents). `body` is the source of what stands in it. */
function morphPage(base, next, body = base.body) {
  morphAttributes(document.documentElement, base.documentElement, next.documentElement);
  morphNode(document.head, base.head, next.head);
  morphNode(document.body, body, next.body);
}
