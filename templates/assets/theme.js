// What a page gains where scripts run; without them nothing is missing.
(() => {
  const language = document.documentElement.lang;

  // The masthead's clock is the reader's own day.
  for (const place of document.querySelectorAll("[data-today]")) {
    // In English the day stands before the month, as in every other date of the page.
    place.textContent = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "full" }).format(new Date());
  }

  // What is embedded is asked of its own site only when the reader wants it.
  for (const link of document.querySelectorAll("[data-embed]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.src = link.href;
      frame.title = link.textContent;
      frame.allowFullscreen = true;
      frame.className = "embed-frame";
      link.closest(".embed").replaceWith(frame);
      frame.focus();
    });
  }

  const tool = (words, act) => {
    const button = document.createElement("button");
    button.className = "tool";
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", () => act(button));
    return button;
  };

  // A short link can be copied, a piece printed.
  for (const link of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
    link.after(tool(link.dataset.copy, async (button) => {
      await navigator.clipboard.writeText(link.href);
      button.textContent = link.dataset.copied;
      setTimeout(() => (button.textContent = link.dataset.copy), 2000);
    }));
  }
  for (const place of document.querySelectorAll("[data-print]")) {
    place.append(tool(place.dataset.print, () => print()));
  }

  // Paper has no folds: what is closed on the screen is opened for it.
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll(".year:not([open])")) fold.open = true;
  });

  // A link to an event opens the year that it is in, also where the browser does not do that itself.
  const open = () => {
    const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = place && place.closest("details:not([open])");
    if (!fold) return;
    fold.open = true;
    place.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
})();
