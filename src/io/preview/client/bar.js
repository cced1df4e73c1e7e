// The bar at the bottom of the page: how the site is shown, what the open page is, how many problems there are.

/** An element with attributes (a function is a listener, false or null is none) and children. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const counts = ({ errors, warnings }) =>
  [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean).join(", ");

/** What this tab remembers while it is open. Where nothing can be kept, it forgets. */
const memory = {
  get: (key) => {
    try {
      return sessionStorage.getItem("throughline-" + key);
    } catch {
      return null;
    }
  },
  set: (key, value) => {
    try {
      sessionStorage.setItem("throughline-" + key, value);
    } catch {
      // A window without storage: the bar is as at first after the next load.
    }
  },
};

/** How the site is shown goes with every question. An empty value is one too: it overrules what the server was started with. */
function setCookie(name, value) {
  document.cookie = `throughline_${name}=${value}; path=/; SameSite=Strict`;
}

/** Makes the bar. `onMode` is called when the reader has chosen another way to see the site, `onProblems` to show those of the page. */
function makeBar({ onMode, onProblems }) {
  const isPublic = make("input", { type: "checkbox", role: "switch", change: () => (setCookie("public", isPublic.checked ? "1" : "0"), onMode()) });
  const date = make("input", { type: "date", min: "1000-01-01", max: "9999-12-31", "aria-label": "As of: date", change: setMoment });
  const time = make("input", { type: "time", "aria-label": "As of: time", change: setMoment });
  const now = make("button", { type: "button", title: "Show the site as of now", click: () => ((date.value = time.value = ""), setMoment()) }, "Now");
  const label = make("span", { class: "label" });
  const toggle = make("button", { type: "button", class: "toggle", "aria-controls": "more", click: () => fold(toggle.ariaExpanded === "true") }, label);
  const hold = make("span", { class: "hold", hidden: true });
  const note = make("span", { class: "note", hidden: true }, "Shown as it was: it cannot be rendered now");
  const state = make("span", { class: "state", role: "status" });
  const here = make("button", { type: "button", class: "here", hidden: true, "aria-controls": "problems", click: onProblems });
  const elsewhere = make("a", { class: "elsewhere", href: "/_throughline/", hidden: true });
  const source = make("span", { class: "source" });
  const facts = make("dl", { class: "facts" });
  const why = make("details", { class: "why" }, make("summary", {}, "About this page"), facts);
  const mode = make(
    "div",
    { class: "mode" },
    make("label", { class: "switch" }, isPublic, " As the public sees it"),
    make("span", { class: "moment", role: "group", "aria-label": "Show the site as of" }, make("span", {}, "As of "), date, time, now),
  );
  const more = make("div", { id: "more", class: "more" }, mode, source, why);
  const first = make("div", { class: "first" }, toggle, hold, note, state, here, elsewhere);
  const element = make("section", { class: "bar", "aria-label": "Preview", keydown: closeOnEscape }, first, more);
  let seen = "{}";

  function setMoment() {
    if (date.value && date.value < "1000") return; // a year that is still being typed
    setCookie("as_of", date.value && time.value ? `${date.value}T${time.value}` : date.value);
    onMode();
  }

  function fold(closed, remember = true) {
    toggle.ariaExpanded = String(!closed);
    more.hidden = closed;
    element.classList.toggle("closed", closed);
    if (remember) memory.set("bar", closed ? "closed" : "open");
  }

  function closeOnEscape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !why.open) return;
    event.preventDefault();
    why.open = false;
    why.firstChild.focus();
  }

  function showMode({ public: published, as_of: moment }) {
    isPublic.checked = published;
    const [day, hour] = (moment ?? "").split("T");
    if (!element.getRootNode().activeElement?.closest(".moment")) [date.value, time.value] = [day, hour ?? ""];
    now.hidden = !moment;
    label.textContent = (published ? "As the public sees it" : "Preview") + (moment ? ` as of ${moment.replace("T", " ")}` : "");
    element.classList.toggle("public", published || Boolean(moment));
  }

  function showPage(page) {
    hold.hidden = !page.hold;
    hold.textContent = page.hold ?? "";
    note.hidden = !page.failed;
    const file = page.source && (page.source_url ? make("a", { href: page.source_url, title: "Open in the editor" }, page.source) : page.source);
    source.replaceChildren(file ?? "");
    source.hidden = !file;
    const dossiers = (page.dossiers ?? []).flatMap((one, at) => [at > 0 && ", ", make("a", { href: one.url ?? one.address }, one.title)]).filter(Boolean);
    const rows = [
      ["Page", page.kind ?? "not in the site"],
      ["Template", page.template],
      ["Dossiers", dossiers.length > 0 && dossiers],
      ["Data", page.view && make("a", { href: page.view }, "What its template is given")],
      ["Site", make("a", { href: "/_throughline/" }, "All problems, and what there is")],
      ["Next to appear", page.next],
    ];
    facts.replaceChildren(...rows.filter(([, value]) => value).map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, ...[value].flat()))));
  }

  function showCounts(status) {
    const errors = status.here.filter((problem) => problem.severity === "error").length;
    here.hidden = status.here.length === 0;
    here.textContent = counts({ errors, warnings: status.here.length - errors }) + " on this page";
    here.classList.toggle("error", errors > 0);
    const others = counts(status.elsewhere);
    elsewhere.hidden = !others || location.pathname === "/_throughline/";
    elsewhere.textContent = others + " elsewhere";
    elsewhere.classList.toggle("error", status.elsewhere.errors > 0);
  }

  fold((memory.get("bar") ?? (innerWidth < 768 ? "closed" : "open")) === "closed", false);
  showMode({ public: false, as_of: null });
  return {
    element,
    here,
    /** Shows a status. The same one again changes nothing. */
    show(status) {
      const text = JSON.stringify(status);
      if (text === seen) return;
      seen = text;
      showMode(status.mode);
      showPage(status.page);
      showCounts(status);
    },
    /** Says how the connection is: an empty text is well. */
    say(text) {
      if (state.textContent !== text) state.textContent = text;
      element.classList.toggle("away", text !== "");
    },
  };
}
