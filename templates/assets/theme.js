// What a page gains where scripts run; without them nothing is missing.
(() => {
  const language = document.documentElement.lang;

  // The masthead's clock is the reader's own day.
  for (const place of document.querySelectorAll("[data-today]")) {
    place.textContent = new Intl.DateTimeFormat(language, { dateStyle: "full" }).format(new Date());
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

  // A short link can be copied.
  for (const link of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
    const button = document.createElement("button");
    button.className = "copy";
    button.type = "button";
    button.textContent = link.dataset.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(link.href);
      button.textContent = link.dataset.copied;
      setTimeout(() => (button.textContent = link.dataset.copy), 2000);
    });
    link.after(button);
  }
})();
