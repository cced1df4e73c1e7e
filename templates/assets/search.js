// Search: in the reader's own browser, from script files of the site, so that it works from disk too. Titles, tags and
// standfirsts come with the first key; the texts follow. `docs/search.md` says what is folded and how results are ranked.
(() => {
  const form = document.querySelector("form[data-search]");
  if (!form) return;
  const here = form.closest(".search");
  const part = (name) => here.querySelector(`[data-part="${name}"]`);
  const said = part("words").dataset;
  const [input, list, status, more] = [form.elements.q, part("results"), part("status"), part("more")];
  const facets = ["dossier", "kind", "year"].map((name) => form.elements[name]);
  const language = document.documentElement.lang;
  const root = new URL("../", document.currentScript.src);
  const folder = new URL(form.dataset.search, root);
  const PAGE = 20;

  // What folds together, after Unicode's own decomposition: case, accents, the forms of a letter.
  const LETTERS = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i", ŋ: "n", ς: "σ",
    ґ: "г", і: "и", ٱ: "ا", ؤ: "و", ئ: "ي", ى: "ي", ی: "ي", ې: "ي", ة: "ه", ە: "ه", ک: "ك", ء: "", ـ: "",
  };
  for (let n = 0; n < 10; n++) LETTERS[String.fromCharCode(0x660 + n)] = LETTERS[String.fromCharCode(0x6f0 + n)] = `${n}`;
  const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
  // Accents and vowel signs that a writer may leave out; those of Indic scripts are letters and stay.
  const MARKS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200b-\u200f\u2060\ufeff]/g;
  const fold = (text) =>
    text.toLowerCase().replace(/й/g, "\ue000").normalize("NFKD").replace(/и\u0306/g, "\ue000").replace(MARKS, "")
      .replace(SPECIAL, (letter) => LETTERS[letter]).replace(/\ue000/g, "й").normalize("NFC");
  const GAPS = /[^\p{L}\p{N}\p{M}]+/gu;
  // Scripts written without blanks, and Korean, whose particles stand in the word: matched anywhere, by pairs.
  const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+/gu;
  const isDense = (text) => text.search(DENSE) === 0;
  /** Folded words with single blanks, one before and one after; where such a script begins or ends is a gap as well. */
  const words = (text) => {
    // Most texts of some languages need no more than this, and it takes a tenth of the time.
    if (/^[\0-\x7f]*$/.test(text)) return ` ${text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim()} `;
    return ` ${fold(text).replace(GAPS, " ").replace(DENSE, " $& ").replace(/ {2,}/g, " ").trim()} `;
  };
  const CYRILLIC = /^[\u0400-\u052f]+$/;
  const ARABIC = /^[\u0620-\u06ff]+$/;
  /** What Arabic writes together with the next word: and, so; by, for, as; the. */
  const JOINED = /^[وف]?[بكل]?(ال|ل)?$/;

  /** The letters that an ending leaves of a word: endings of Russian and of German are long, of Arabic short. */
  const trunk = (word) => {
    if (word.length < (CYRILLIC.test(word) ? 4 : 5)) return word;
    if (ARABIC.test(word)) return word.replace(/(ات|ون|ين|ان|ها|يه|ه|ي)$/, "");
    return word.slice(0, -(word.length > 8 ? 3 : word.length > 5 ? 2 : 1));
  };

  /** A query as terms, each of which must be found. */
  const terms = (query) => {
    const out = [];
    const phrases = query.replace(/["“”„«»]([^"“”„«»]*)(["“”„«»]|$)/g, (_, phrase, end) => {
      const text = words(phrase);
      if (text.trim()) out.push({ phrase: end ? text : text.trimEnd() });
      return " ";
    });
    for (const word of words(phrases).trim().split(" ")) {
      for (const run of word.match(DENSE) ?? []) {
        const letters = [...run];
        if (letters.length > 1) out.push({ run, pairs: letters.slice(1).map((letter, at) => letters[at] + letter) });
        else out.push({ run, pairs: letters });
      }
      for (const rest of word.split(DENSE).filter(Boolean)) {
        const arabic = ARABIC.test(rest);
        const bare = arabic && rest.length > 4 ? rest.replace(/^ال/, "") : rest;
        out.push({ word: bare, arabic, trunk: trunk(bare) });
      }
    }
    return out;
  };

  /** Calls `found` with the place of each beginning of a word in `text` that is `start`. */
  const begins = (text, start, arabic, found) => {
    const wanted = arabic ? start : " " + start;
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      const from = arabic ? at : at + 1;
      if (arabic && !JOINED.test(text.slice(text.lastIndexOf(" ", at) + 1, at))) continue;
      if (found(from, text.indexOf(" ", from)) === false) return;
    }
  };

  /** Places of a term in folded words, `[from, to, how well]`: 1 the word, less its beginning, less another ending. */
  const places = (text, term, all) => {
    const out = [];
    if (term.phrase !== undefined) {
      for (let at = text.indexOf(term.phrase); at >= 0; at = text.indexOf(term.phrase, at + 1)) {
        out.push([at + 1, text.indexOf(" ", at + term.phrase.trimEnd().length), 1]);
        if (!all) break;
      }
    } else if (term.pairs) {
      // Of three pairs one may be missing: where two words stand together in the query and apart in the text.
      const there = term.pairs.filter((pair) => text.includes(pair));
      if (there.length < term.pairs.length - Math.floor(term.pairs.length / 3)) return out;
      const wanted = text.includes(term.run) ? [term.run] : there;
      for (const one of wanted) {
        for (let at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) {
          out.push([at, at + one.length, wanted.length > 1 ? 0.5 : 1]);
          if (!all) break;
        }
      }
    } else {
      begins(text, term.word, term.arabic, (from, to) => {
        out.push([from, to, to - from === term.word.length ? 1 : 0.7]);
        if (!all && to - from === term.word.length) return false;
      });
      if (out.length === 0 && term.trunk !== term.word && term.trunk.length > 2) {
        begins(text, term.trunk, term.arabic, (from, to) => {
          if (to - from > term.trunk.length + 4) return;
          out.push([from, to, 0.4]);
          return all;
        });
      }
    }
    return out;
  };
  const quality = (text, term) => places(text, term, false).reduce((best, [, , how]) => Math.max(best, how), 0);

  let index = null;
  let loading = null;
  const byAddress = new Map();
  const asked = new Map();
  let arrived = 0;
  let shown = PAGE;

  window.throughlineSearch = (what, data) => {
    if (what === "index") return take(data);
    for (const [address, text] of Object.entries(data)) {
      const one = byAddress.get(address);
      if (one) [one.text, one.textWords] = [text, words(text)];
    }
  };

  const load = (address) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });

  function take(data) {
    index = data;
    index.documents = data.documents.map(([kind, address, title, standfirst, day, dossiers, subjects, mark]) => {
      const names = subjects.map((at) => data.subjects[at]).join("\n");
      const one = { kind, address, title, standfirst, day, dossiers, mark, text: "", textWords: "" };
      Object.assign(one, { titleWords: words(title), tagWords: words(names), standfirstWords: words(standfirst) });
      byAddress.set(address, one);
      return one;
    });
    const [dossier, kind, year] = facets;
    const order = new Intl.Collator(language).compare;
    const add = (select, value, text) => select.append(new Option(text, value));
    const titles = data.dossiers.map((line, at) => [at, line[0]]).sort((a, b) => order(a[1], b[1]));
    for (const [at, title] of titles) add(dossier, data.dossiers[at][1], title);
    const kinds = new Set(index.documents.map((one) => `${one.kind}`));
    for (const option of [...kind.options]) if (option.value && !kinds.has(option.value)) option.remove();
    const years = new Set(index.documents.map((one) => Math.floor(one.day / 10000)).filter(Boolean));
    for (const one of [...years].sort((a, b) => b - a)) add(year, one, one);
    for (const select of facets) {
      select.value = wanted.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
      select.closest("label").hidden = select.options.length < 2;
    }
  }

  /** The files of texts that this search needs: all of them, or those of the chosen dossier. */
  const needed = () => {
    const count = (folder, number) => Array.from({ length: number }, (_, at) => new URL(`text-${at}.js`, folder).href);
    if (index.shares > 0) return count(folder, index.shares);
    const chosen = index.dossiers.find((line) => line[1] === facets[0].value);
    return chosen ? count(new URL(chosen[1], folder), chosen[2]) : [];
  };

  /** Loads texts, six at a time, and searches again as they come. */
  const follow = () => {
    const waiting = needed().filter((address) => !asked.has(address));
    for (const address of waiting) asked.set(address, false);
    const next = async () => {
      for (let address = waiting.shift(); address; address = waiting.shift()) {
        await load(address).catch(() => {});
        asked.set(address, true);
        soon();
      }
    };
    for (let n = 0; n < 6; n++) next();
  };
  let timer = 0;
  const soon = () => {
    if (!timer) timer = setTimeout(() => ((timer = 0), run()), arrived++ ? 120 : 0);
  };

  const WEIGHTS = [["titleWords", 8], ["tagWords", 5], ["standfirstWords", 3], ["textWords", 1]];
  /** How well a document answers; 0 when a term is nowhere in it. */
  const score = (one, query) => {
    let sum = 0;
    for (const term of query) {
      let best = 0;
      for (const [field, weight] of WEIGHTS) {
        if (weight > best && one[field]) best = Math.max(best, weight * quality(one[field], term));
      }
      if (best === 0) return 0;
      sum += best;
    }
    return sum;
  };

  const found = (query) => {
    const [dossier, kind, year] = facets.map((select) => select.value);
    const at = index.dossiers.findIndex((line) => line[1] === dossier);
    const out = [];
    for (const one of index.documents) {
      if (dossier && !one.dossiers.includes(at)) continue;
      if (kind && one.kind !== +kind) continue;
      if (year && Math.floor(one.day / 10000) !== +year) continue;
      const points = query.length ? score(one, query) : 1;
      if (points > 0) out.push([points, one]);
    }
    // The documents come newest first, and the sort keeps that among equals.
    return out.sort((a, b) => b[0] - a[0]).map(([, one]) => one);
  };

  /** The text with every match in a `mark`. Each letter is folded by itself, so that its place is known. */
  const marked = (text, query) => {
    let folded = " ";
    const from = [0];
    for (const { segment, index: at } of letters(text)) {
      const one = fold(segment).replace(GAPS, " ");
      if (one === " " && folded.endsWith(" ")) continue;
      const before = folded.at(-1);
      if (one !== " " && before !== " " && isDense(one) !== isDense(before)) {
        from.push(at);
        folded += " ";
      }
      for (const unit of one) for (let n = 0; n < unit.length; n++) from.push(at);
      folded += one;
    }
    folded += " ";
    from.push(text.length, text.length);
    const spans = query.flatMap((term) => places(folded, term, true)).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const out = document.createDocumentFragment();
    let done = 0;
    for (const [start, end] of spans) {
      const [a, b] = [from[start], from[end] ?? text.length];
      if (a < done || b <= a) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(a, b);
      out.append(text.slice(done, a), mark);
      done = b;
    }
    out.append(text.slice(done));
    return out;
  };
  const cut = (granularity) => (Intl.Segmenter ? new Intl.Segmenter(language, { granularity }) : null);
  const [clusters, sentences] = [cut("grapheme"), cut("sentence")];
  const letters = (text) => clusters?.segment(text) ?? [...text.matchAll(/\P{M}\p{M}*/gsu)].map((m) => ({ segment: m[0], index: m.index }));
  const split = (line) => (sentences ? [...sentences.segment(line)].map((one) => one.segment) : line.match(/[^.!?。！？؟…]+[.!?。！？؟…]*\s*/g) ?? [line]);

  /** The sentence of a text that holds the most terms; none when it holds none. */
  const sentence = (one, query) => {
    let [best, most] = ["", 0];
    if (score({ ...one, titleWords: "", tagWords: "", standfirstWords: "" }, query) === 0 && one.standfirst) return "";
    for (const line of one.text.split("\n")) {
      const lineWords = words(line);
      if (query.reduce((sum, term) => sum + quality(lineWords, term), 0) <= most) continue;
      for (const text of split(line)) {
        const folded = words(text);
        const points = query.reduce((sum, term) => sum + quality(folded, term), 0);
        if (points > most) [best, most] = [text.trim(), points];
      }
    }
    if (best.length <= 320) return best;
    const first = Math.min(...query.flatMap((term) => places(words(best), term, false).map(([at]) => at)));
    const start = best.lastIndexOf(" ", Math.max(0, first - 100)) + 1;
    return (start > 0 ? "…" : "") + best.slice(start, start + 300) + "…";
  };

  const dated = (day) => {
    const [y, m, d] = [Math.floor(day / 10000), Math.floor(day / 100) % 100, day % 100];
    const form = (d === 1 ? index.firsts : index.days)[m - 1];
    return form.replace("{dd}", `${d}`.padStart(2, "0")).replace("{d}", d).replace("{y}", y);
  };
  const element = (name, inside, attributes = {}) => {
    const out = document.createElement(name);
    out.append(...[inside].flat());
    for (const [key, value] of Object.entries(attributes)) out.setAttribute(key, value);
    return out;
  };
  const href = (address) => {
    const url = new URL(address.replace(/^\//, ""), root);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  };

  const result = (one, query) => {
    const link = element("a", marked(one.title, query), { href: href(one.address), dir: "auto" });
    const about = [];
    if (one.day) {
      const iso = `${one.day}`.padStart(8, "0").replace(/(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
      about.push(element("time", dated(one.day), { datetime: iso }));
    }
    if (one.kind > 0) about.push(element("span", said[`kind${one.kind}`]));
    if (one.kind !== 1) for (const at of one.dossiers) about.push(element("bdi", index.dossiers[at][0]));
    if (one.mark) about.push(element("span", said[`mark${one.mark}`], { class: "mark" }));
    const line = about.flatMap((piece, at) => (at ? [" · ", piece] : [piece]));
    const item = element("li", [element("p", link, { class: "found" })]);
    if (line.length) item.append(element("p", line, { class: "meta" }));
    const text = (query.length && sentence(one, query)) || one.standfirst;
    if (text) item.append(element("p", marked(text, query), { class: "sentence", dir: "auto" }));
    return item;
  };

  const plural = new Intl.PluralRules(language);
  const SAMPLES = { zero: 0, one: 1, two: 2, few: 3, many: 11, other: 100 };
  const counted = (n) => {
    const form = plural.select(n);
    const number = new Intl.NumberFormat(language, { useGrouping: "min2", numberingSystem: "latn" }).format(n);
    return said[form].replace(new RegExp(`(^|\\D)${SAMPLES[form]}(?!\\d)`), `$1${number}`);
  };
  let telling = 0;
  /** Says it on the page, and once when it has settled to those who listen. */
  const tell = (text) => {
    clearTimeout(telling);
    telling = setTimeout(() => status.textContent !== text && (status.textContent = text), 250);
  };

  const wanted = new URLSearchParams(location.search);
  const remember = () => {
    const state = new URLSearchParams();
    for (const field of [input, ...facets]) if (field.value.trim()) state.set(field.name, field.value.trim());
    const query = state.toString();
    try {
      history.replaceState(null, "", query ? `?${query}` : location.pathname);
    } catch {
      // From disk some browsers forbid it, and nothing is lost but the address.
    }
  };

  function run() {
    if (!index) return;
    const query = terms(input.value);
    const asks = query.length > 0 || facets.some((select) => select.value);
    if (query.length > 0) follow();
    const all = asks ? found(query) : [];
    const focused = [...list.querySelectorAll("a")].indexOf(document.activeElement);
    list.replaceChildren(...all.slice(0, shown).map((one) => result(one, query)));
    if (focused >= 0) (list.querySelectorAll("a")[focused] ?? input).focus();
    more.hidden = all.length <= shown;
    const open = [...asked.values()].filter((done) => !done).length;
    const titlesOnly = query.length > 0 && index.shares === 0 && !facets[0].value;
    const notes = [all.length ? counted(all.length) : said.none];
    if (open) notes.push(said.reading);
    else if (titlesOnly) notes.push(said.titles);
    tell(asks ? notes.join(" · ") : "");
  }

  const start = async () => {
    loading ??= load(new URL("index.js", folder).href);
    try {
      await loading;
      run();
    } catch {
      tell(said.failed);
      part("without").hidden = false;
    }
  };

  const move = (event) => {
    const stops = [input, ...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "Escape" && at >= 0) {
      if (at === 0) input.value = "";
      input.focus();
      remember();
      run();
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && at >= 0) {
      const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      next.focus();
    } else return;
    event.preventDefault();
  };

  form.addEventListener("input", () => {
    shown = PAGE;
    remember();
    start();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await start();
    list.querySelector("a")?.focus();
  });
  more.addEventListener("click", () => {
    const first = shown;
    shown += PAGE;
    run();
    list.querySelectorAll("a")[first]?.focus();
  });
  here.addEventListener("keydown", move);

  form.hidden = false;
  part("without").hidden = true;
  input.value = wanted.get("q") ?? "";
  if (["q", ...facets.map((select) => select.name)].some((name) => wanted.get(name))) start();
  else for (const select of facets) select.closest("label").hidden = true;
})();
