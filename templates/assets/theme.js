// What a page gains where scripts run; without them nothing is missing.
(() => {
  const language = document.documentElement.lang;

  // The masthead's clock is the reader's own day.
  for (const place of document.querySelectorAll("[data-today]")) {
    place.textContent = new Intl.DateTimeFormat(language, { dateStyle: "full" }).format(new Date());
    place.hidden = false;
  }

  // A short link can be copied.
  for (const link of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
    const button = document.createElement("button");
    button.className = "copy";
    button.type = "button";
    button.textContent = "⧉";
    button.setAttribute("aria-label", link.closest("p").textContent.trim());
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(link.href);
      button.textContent = "✓";
      setTimeout(() => (button.textContent = "⧉"), 2000);
    });
    link.after(button);
  }
})();
