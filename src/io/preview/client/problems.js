// The overlay: the problems of the open page's own sources, as the terminal shows them.

/** The lines of a snippet without its title and its hints, which are shown as text that wraps. */
function excerptOf(snippet) {
  const lines = (snippet ?? "").split("\n");
  if (/^(error|warning)\b/.test(lines[0])) lines.shift();
  if (/^\s*-->/.test(lines[0] ?? "")) lines.shift();
  const hints = lines.findIndex((line) => /^\s*= help:/.test(line));
  const shown = hints < 0 ? lines : lines.slice(0, hints);
  while (shown.length > 0 && /^\s*\|?\s*$/.test(shown.at(-1))) shown.pop();
  while (shown.length > 0 && /^\s*\|?\s*$/.test(shown[0])) shown.shift();
  return shown.join("\n");
}

/** A problem out of its text alone, as an error page shows it. */
function problemOf(text) {
  const [, severity = "error", code = "", message = text.split("\n")[0]] = /^(error|warning)(?:\[(.*?)\])?: (.*)/.exec(text) ?? [];
  const [, path, line, column] = /^\s*-->\s(.*?)(?::(\d+):(\d+))?$/m.exec(text) ?? [];
  const hints = [...text.matchAll(/^\s*= help: (.*)$/gm)].map(([, hint]) => hint);
  return { severity, code, message, path, line, column, snippet: text, hints, url: null };
}

function makeProblem({ severity, code, message, path, line, column, snippet, hints, url }) {
  const place = path && path + (line ? `:${line}:${column}` : "");
  const excerpt = excerptOf(snippet);
  return make(
    "li",
    { class: "problem " + severity },
    make("p", { class: "what" }, make("b", { class: "severity" }, severity), " ", message, " ", make("code", {}, code)),
    place && make("p", { class: "where" }, url ? make("a", { href: url, title: "Open in the editor" }, place) : place),
    excerpt && make("pre", { tabindex: "0", role: "group", "aria-label": "Lines of the file" }, excerpt),
    ...(hints ?? []).map((hint) => make("p", { class: "hint" }, hint)),
  );
}

/** Makes the overlay. It opens by itself for errors it has not shown yet, never takes the focus, and goes when they are mended. */
function makeOverlay(button) {
  const title = make("h2", { id: "problems-title" });
  const close = make("button", { type: "button", class: "close", title: "Hide these problems (Escape)", click: () => dismiss() }, "Hide");
  const list = make("ol", { class: "problems" });
  const element = make(
    "section",
    { id: "problems", class: "overlay", hidden: true, "aria-labelledby": "problems-title" },
    make("header", {}, title, close),
    make("div", { class: "scroll", tabindex: "0", role: "group", "aria-labelledby": "problems-title" }, list),
  );
  const voice = make("p", { class: "voice", role: "status" });
  let problems = [];
  let shown = "[]";

  const name = ({ code, path, message }) => [code, path, message].join("\n");
  const dismissed = () => new Set(JSON.parse(memory.get("dismissed") ?? "[]"));

  function open(isOpen) {
    element.hidden = !isOpen;
    button.ariaExpanded = String(isOpen);
  }

  function dismiss() {
    const inside = element.contains(element.getRootNode().activeElement);
    memory.set("dismissed", JSON.stringify(problems.map(name)));
    open(false);
    if (inside) button.focus();
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !element.hidden) dismiss();
  });

  open(false);
  return {
    element,
    voice,
    /** Opens what was hidden, hides what is open: for the button in the bar. */
    toggle: () => (element.hidden ? open(true) : dismiss()),
    /** Shows the page's problems. The same ones again change nothing. */
    show(status) {
      const text = JSON.stringify(status.here);
      if (text === shown) return;
      shown = text;
      problems = status.here;
      const errors = problems.filter((problem) => problem.severity === "error");
      const known = dismissed();
      const said = counts({ errors: errors.length, warnings: problems.length - errors.length });
      const top = list.parentElement.scrollTop;
      title.textContent = said;
      list.replaceChildren(...problems.map(makeProblem));
      list.parentElement.scrollTop = top;
      if (errors.some((problem) => !known.has(name(problem)))) open(true);
      else if (errors.length === 0) open(false);
      if (problems.length === 0) memory.set("dismissed", "[]");
      voice.textContent = element.hidden ? "" : `${said} on this page: ${problems[0].message}`;
    },
  };
}
