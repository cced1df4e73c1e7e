// languages.mjs: what the program writes in six languages is what Node's Intl says of them: plural forms of the interface
// for 0, 1, 2, 3, 11, 100, 173 and a number of five digits (the forms in thirty more), the names of months, the order of names.
// BREAK=TEXT::OTHER_TEXT spoils the built pages: the judge's own test.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { verdict } from "./tools.mjs";

const judges = import.meta.dirname;
const faults = [];
const site = mkdtempSync(path.join(tmpdir(), "throughline-languages."));
process.on("exit", () => rmSync(site, { recursive: true, force: true }));
const write = (name, text) => {
  mkdirSync(path.dirname(path.join(site, name)), { recursive: true });
  writeFileSync(path.join(site, name), text);
};

const LANGUAGES = ["en", "ru", "ar", "de", "fr", "es"];
const MORE = "be bg ca cs cy da el et fa fi ga gd he hi hr hu is it ja ko lt lv mt nl pl pt ro sk sl sr sv tr uk zh".split(" ");
const NUMBERS = [0, 1, 2, 3, 11, 100, 173, 12345];
write("throughline.yaml", `title: Words\nbase_url: https://words.example/\nlanguages: [${[...LANGUAGES, ...MORE]}]\nlists: {}\n`);
for (const language of [...LANGUAGES, ...MORE]) {
  // The forms name themselves, so that the page says which one was taken.
  const forms = ["zero", "one", "two", "few", "many"].map((form) => `    [${form}] ${form} { $n }\n`).join("");
  write(`words/${language}.ftl`, `golden = { $n ->\n${forms}   *[other] other { $n }\n}\n`);
}
const words = NUMBERS.map((n) => `<li>{{ "golden" | t(lang=page.language, n=${n}) }}</li>`).join("");
write("templates/page.html", `<ul class="plurals">${words}</ul>`);
const page = (language) => `content/pages/table${language === "en" ? "" : `.${language}`}.md`;
for (const language of [...LANGUAGES, ...MORE]) write(page(language), "---\ntitle: Table\n---\nText.\n");
// Every month, long and short, stands on the pages of one article a month.
for (let month = 1; month <= 12; month++) {
  for (const language of LANGUAGES) {
    const more = language === "en" ? `published: 2017-${String(month).padStart(2, "0")}-22\n` : "";
    write(`content/articles/m${month}${language === "en" ? "" : `.${language}`}.md`, `---\ntitle: M${month}\n${more}---\nText.\n`);
  }
}
write("templates/article.html", `<p class="long">{{ article.published.text }}</p><p class="short">{{ article.published.short }}</p>`);
const out = path.join(site, "public");
execFileSync(process.env.THROUGHLINE_BIN, ["--root", site, "build", "--out", out], { stdio: ["ignore", "ignore", "pipe"] });
const [spoilt, other] = (process.env.BREAK ?? "").split("::");
const read = (language, name) => {
  const text = readFileSync(path.join(out, language === "en" ? "" : language, name, "index.html"), "utf8");
  return spoilt ? text.replaceAll(spoilt, other) : text;
};

let compared = 0;
const same = (what, got, wanted) => {
  compared += 1;
  if (got !== wanted) faults.push(`${what}: “${got}”, and Intl says “${wanted}”`);
};
for (const language of LANGUAGES) {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language, { useGrouping: "min2", numberingSystem: "latn" });
  const said = [...read(language, "table").matchAll(/<li>(.*?)<\/li>/g)].map((found) => found[1]);
  NUMBERS.forEach((n, at) => same(`${language}, ${n}`, said[at], `${plural.select(n)} ${number.format(n)}`));
  const region = { en: "en-GB", ar: "ar-EG" }[language] ?? language;
  for (let month = 1; month <= 12; month++) {
    const text = read(language, `articles/m${month}`);
    const day = new Date(Date.UTC(2017, month - 1, 22));
    const part = (form) => new Intl.DateTimeFormat(region, { day: "numeric", month: form, year: "numeric", timeZone: "UTC" }).formatToParts(day).find((one) => one.type === "month").value;
    const name = (style) => text.match(new RegExp(`class="?${style}"?>22[.]?(?: de)? (.*?)(?: de)? 2017<`))?.[1];
    same(`${language}, month ${month}`, name("long"), part("long"));
    // British and American short names differ in September alone; of Spanish ones we write the whole word.
    if (language !== "es" && !(language === "en" && month === 9)) same(`${language}, short month ${month}`, name("short"), part("short"));
  }
}
for (const language of MORE) {
  const said = [...read(language, "table").matchAll(/<li>(\S+)/g)].map((found) => found[1]).join(" ");
  same(language, said, NUMBERS.map((n) => new Intl.PluralRules(language).select(n)).join(" "));
}
for (const line of readFileSync(path.join(judges, "fixtures", "sorting.txt"), "utf8").split("\n")) {
  if (!line || line.startsWith("#")) continue;
  const [language, names] = [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2).split(" < ")];
  same(`order in ${language}`, [...names].sort(new Intl.Collator(language).compare).join(" < "), names.join(" < "));
}
verdict(faults, `${compared} forms, months and orders in ${LANGUAGES.length + MORE.length} languages are those of Intl ${process.versions.cldr}`);
