// A timeline that can be narrowed to a person, a place or a phase, and turned: what is chosen stands in the address, so
// that it can be sent to somebody. Without this script the whole timeline is there.
(() => {
  const bar = document.querySelector(".filter");
  const all = document.querySelector(".all-years");
  if (!bar || !all) return;
  const events = [...all.querySelectorAll(".event")];
  const text = (node) => node.textContent.trim();

  // What each event can be found by: the words that stand in it.
  const names = (event, list) => {
    const place = event.querySelector("." + list);
    if (!place) return [];
    const links = [...place.querySelectorAll("a")].map(text);
    const bare = [...place.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    return [...links, ...bare.flatMap((node) => node.data.split(",").map((one) => one.trim()))].filter(Boolean);
  };
  const phases = [...document.querySelectorAll("[data-phases] li")].map(text);
  const facets = [
    ["person", (event) => names(event, "people")],
    ["place", (event) => names(event, "places")],
    ["phase", (event) => (event.dataset.phase ? [phases[event.dataset.phase - 1]].filter(Boolean) : [])],
  ].map(([name, of]) => ({ name, values: events.map(of) }));

  const asked = new URLSearchParams(location.search);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const compare = new Intl.Collator(document.documentElement.lang).compare;

  for (const facet of facets) {
    const counts = new Map();
    for (const value of facet.values.flat()) counts.set(value, (counts.get(value) || 0) + 1);
    if (counts.size < 2) continue;
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.name = facet.name;
    select.append(new Option(bar.dataset.all, ""));
    const values = facet.name === "phase" ? phases.filter((phase) => counts.has(phase)) : [...counts.keys()].sort(compare);
    for (const value of values) select.append(new Option(`${value} (${number.format(counts.get(value))})`, value));
    if (counts.has(asked.get(facet.name))) select.value = asked.get(facet.name);
    label.append(bar.dataset[facet.name], select);
    bar.append(label);
    facet.select = select;
    select.addEventListener("change", () => show(true));
  }
  const used = facets.filter((facet) => facet.select);
  const row = document.createElement("p");
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  const clear = document.createElement("button");
  clear.type = "button";
  clear.textContent = bar.dataset.clear;
  clear.addEventListener("click", () => {
    for (const facet of used) facet.select.value = "";
    show(true);
    used[0].select.focus();
  });
  row.append(said, clear);
  if (used.length > 0) bar.append(row);

  const years = [...all.querySelectorAll(".year")];
  const wasOpen = new Map(years.map((year) => [year, year.open]));
  let narrow = false;

  function show(chosen) {
    const wanted = used.map((facet) => facet.select.value);
    const narrowed = wanted.some(Boolean);
    let count = 0;
    events.forEach((event, at) => {
      const fits = used.every((facet, one) => !wanted[one] || facet.values[at].includes(wanted[one]));
      event.hidden = !fits;
      count += fits;
    });
    for (const month of all.querySelectorAll(".month")) month.hidden = !month.querySelector(".event:not([hidden])");
    for (const year of years) {
      year.hidden = !year.querySelector(".event:not([hidden])");
      if (narrowed && !narrow) wasOpen.set(year, year.open);
      if (narrowed) year.open = true;
      else if (narrow) year.open = wasOpen.get(year);
    }
    narrow = narrowed;
    clear.hidden = !narrowed;
    said.textContent = narrowed || chosen ? `${bar.dataset.shown}: ${number.format(count)} / ${number.format(events.length)}` : "";
    if (chosen) remember();
  }

  // Turned, the list itself changes its order, so that the keyboard and a reading voice follow what is seen.
  let newest = false;
  const orders = [...document.querySelectorAll('[name="order"]')];
  function turn(to) {
    if (to === newest) return;
    newest = to;
    document.querySelector(".flips").classList.add("flipped");
    for (const list of [all, ...all.querySelectorAll(".year-months, .timeline")]) list.append(...[...list.children].reverse());
  }
  for (const order of orders) {
    order.addEventListener("change", () => {
      turn(order.checked === (order.value === "newest"));
      remember();
    });
    if (asked.get("order") === "newest") order.checked = order.value === "newest";
    if (order.checked) turn(order.value === "newest");
  }

  function remember() {
    const address = new URL(location.href);
    for (const facet of used) {
      if (facet.select.value) address.searchParams.set(facet.name, facet.select.value);
      else address.searchParams.delete(facet.name);
    }
    if (newest) address.searchParams.set("order", "newest");
    else address.searchParams.delete("order");
    history.replaceState(null, "", address);
  }

  // What the address asks for is put in order out of sight, so that nothing moves under the reader's eyes.
  if (used.some((facet) => facet.select.value)) {
    all.style.visibility = "hidden";
    requestAnimationFrame(() => {
      show(false);
      requestAnimationFrame(() => (all.style.visibility = ""));
    });
  } else if (used.length > 0) {
    show(false);
  }
})();
