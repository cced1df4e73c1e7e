// New since your last visit: what a dossier has that this browser has not shown before. It is kept in this browser alone
// (localStorage), dossier by dossier; nothing is asked of anybody. A visit ends after half an hour away.
(() => {
  const PAUSE = 30 * 60 * 1000;
  const KEPT = 100; // dossiers; the one not seen for longest is forgotten
  const page = document.querySelector("[data-dossier]");
  const told = page && page.querySelector(".since");
  if (!told) return;

  // Short names of what stands on the page: the end of an article's address, the fragment of an event.
  const name = (text) => {
    let hash = 0x811c9dc5;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return (hash >>> 0).toString(36);
  };
  const articles = [...page.querySelectorAll(".all-articles .members > li")].map((item) => {
    const link = item.querySelector("a");
    return { item, id: name(link.pathname), before: link };
  });
  const events = [...page.querySelectorAll(".event[id]")].map((item) => ({ item, id: name(item.id), before: item.querySelector(".event-title").firstChild }));
  const here = [...articles, ...events].map((one) => one.id);

  let store, kept;
  const key = "throughline:" + (page.dataset.home || "/");
  try {
    store = localStorage;
    kept = JSON.parse(store.getItem(key)) || {};
  } catch {
    return; // no storage, or none that can be read: then nothing is said
  }
  const now = Date.now();
  const id = page.dataset.dossier;
  const last = kept[id];
  // seen: all that was ever shown; base: what had been when this visit began; at: the latest moment of the visit.
  const fresh = !last || !(now - last.at < PAUSE);
  const base = last ? (fresh ? last.seen : last.base) : here;
  const seen = [...new Set([...(last ? last.seen : []), ...here])];
  kept[id] = { at: now, base, seen };
  const names = Object.keys(kept).sort((a, b) => kept[b].at - kept[a].at);
  for (const old of names.slice(KEPT)) delete kept[old];
  const keep = () => {
    try {
      store.setItem(key, JSON.stringify(kept));
    } catch {
      // Full, or forbidden: the next visit will know nothing of this one.
    }
  };
  keep();
  // Whoever leaves for an article within the half hour is still here; a page left open overnight is no visit.
  addEventListener("pagehide", () => {
    if (Date.now() - kept[id].at > PAUSE) return;
    kept[id].at = Date.now();
    keep();
  });

  const known = new Set(base);
  const isNew = (one) => !known.has(one.id);
  const parts = [];
  let first;
  for (const [list, words] of [[articles, told.dataset.articles], [events, told.dataset.events]]) {
    const found = list.filter(isNew);
    if (found.length === 0) continue;
    parts.push(`${words} (${new Intl.NumberFormat(document.documentElement.lang).format(found.length)})`);
    for (const { item, before } of found) {
      const mark = document.createElement("span");
      mark.className = "mark new";
      mark.textContent = told.dataset.new;
      before.before(mark, " ");
      first = first || item;
    }
  }
  if (!first) return;
  first.id = first.id || "first-new";
  const link = document.createElement("a");
  link.href = "#" + first.id;
  link.textContent = told.dataset.first;
  told.append(told.dataset.since + ": " + parts.join(", ") + ". ", link);
})();
