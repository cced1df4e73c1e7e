// sheets.mjs SHOTS OUT: of each kind of page that the guides show, one picture: the tops of its screenshots (those of
// `browser.mjs --screenshots`) at three widths, light and dark.
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium as binary, need, QUIET, verdict } from "./tools.mjs";

const KINDS = ["home", "dossier-long", "dossier-short", "dossier-arabic", "article-long", "timeline", "tags", "person", "search"];
// Of each width: how wide it is shown. All are shown at half their size, so that they can be compared.
const WIDTHS = { 320: 160, 768: 384, 1280: 640 };
const [shots, out] = process.argv.slice(2, 4).map((folder) => path.resolve(folder));
const shot = (kind, width, scheme) => path.join(shots, `${kind}-${width}-${scheme}.png`);
const all = KINDS.flatMap((kind) => Object.keys(WIDTHS).flatMap((width) => ["light", "dark"].map((scheme) => shot(kind, width, scheme))));
const faults = all.filter((file) => !existsSync(file)).map((file) => `${file} is not there`);
if (faults.length > 0) verdict(faults);

mkdirSync(out, { recursive: true });
const { chromium } = need("playwright-core");
const browser = await chromium.launch({ executablePath: binary(), args: [...QUIET, "--allow-file-access-from-files"] });
const page = await browser.newPage({ viewport: { width: 1232, height: 1000 } });
await page.goto(pathToFileURL(path.join(import.meta.dirname, "fixtures", "empty.html")).href);
for (const kind of KINDS) {
  const row = (scheme) => Object.entries(WIDTHS).map(([width, shown]) =>
    `<img src="${pathToFileURL(shot(kind, width, scheme))}" style="inline-size:${shown}px;block-size:460px;object-fit:cover;object-position:top">`);
  await page.setContent(`<body style="margin:0;padding:12px;background:#8a8a8a;display:grid;gap:12px;grid-template-columns:repeat(3,max-content)">${row("light").join("")}${row("dark").join("")}`);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
  await page.locator("body").screenshot({ path: path.join(out, `${kind}.png`) });
}
await browser.close();
verdict([], `${KINDS.length} pictures in ${out}`);
