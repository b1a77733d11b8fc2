// @ts-check
/* What stands below a picture or a film that one takes away: what it shows, whose anatomy, what colours mean, the sources. */
import { edition, content, say } from "./content.js";
import { consult } from "./consult.js";
import { hurts } from "./hurts.js";
import { whose } from "./people.js";
import { here } from "./state.js";
import { handed } from "./handed.js";
import { captions } from "./captions.js";
import { showing } from "./stage.js";
import { clipWords } from "./clip.js";
import { arrivals } from "./fetching.js";

const SIDE = 14, GAP = 5, MOST_SOURCES = 8;
/** @type {(name: string) => string} */
export const tint = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
/** @type {(size: number, weight?: number) => string} */
export const fontOf = (size, weight = 400) => `${weight} ${size}px ${getComputedStyle(document.querySelector(".viewer")).fontFamily}`;
/** The ground that the picture lies on, as the page has it. @type {Sheeting["ground"]} */
export function groundOf(pen, width, height) {
  pen.save();
  pen.fillStyle = tint("--ground-far");
  pen.fillRect(0, 0, width, height);
  pen.translate(0.46 * width, 0.42 * height);
  pen.scale(0.9 * width, 0.8 * height);
  const light = pen.createRadialGradient(0, 0, 0, 0, 0, 1);
  light.addColorStop(0, tint("--ground-near"));
  light.addColorStop(1, tint("--ground-far"));
  pen.fillStyle = light;
  pen.fillRect(-1, -1, 3, 3);
  pen.restore();
}

/** Where the figures of what is shown come from. @returns {string[]} */
function sourcesShown() {
  const { step } = here, keys = new Set();
  if (hurts.where) hurts.found.forEach((area) => area.sources.forEach((key) => keys.add(key)));
  else if (step) step.claims.forEach((claim) => claim.sources.forEach((key) => keys.add(key)));
  whose.study?.rows?.forEach((row) => row.sources.forEach((key) => keys.add(key)));
  return [...keys].sort();
}
/** Who wrote it, where and when, without the rest. @type {(key: string) => string} */
function citedAs(key) {
  const text = content.sources[key]?.text || "", author = /^[^.:,(]*\p{Lu}[^.:,(]*/u.exec(text)?.[0].trim().split(/ et al| and /)[0], year = /\b(1[89]|20)\d\d\b/.exec(text)?.[0];
  return author && year && author.length < 32 ? `${author} ${year}` : key;
}

/**
 * @param {number} width of the picture, in CSS px
 * @param {string} [caption] what a film says there; else the step and the view
 * @returns {Footing}
 */
export function footingOf(width, caption) {
  const pen = document.createElement("canvas").getContext("2d"), { words, product } = edition.content, { step, lesson } = here;
  const narrow = width < 500, small = narrow ? 11 : 12;
  const title = caption ?? (handed.viewTitle || (step && edition.wording(step.title)) || (hurts.where && consult.words.where) || product.name);
  const sources = sourcesShown(), told = sources.slice(0, MOST_SOURCES).map(citedAs).join("; ");
  /** @type {{text: string, size: number, weight?: number, soft?: boolean, swatch?: {id: string, colour?: string}}[]} */
  const parts = [
    { text: title, size: narrow ? 14 : 16, weight: 700 },
    { text: [step && lesson.title, ...(caption === undefined ? [showing.viewWords, showing.viewNote.replace(/\.$/, "")] : []), clipWords().replace(/\.$/, "")].filter(Boolean).join(" · "), size: small },
    ...captions.legend.map((row) => ({ text: [row.tag, row.words].filter(Boolean).join("  "), size: small, swatch: row })),
    { text: [whose.formTold, whose.anatomy?.title].filter(Boolean).join("; ") || words.tools.picture_usual, size: small },
    { text: arrivals.missing.length ? say("missing_on_paper", { names: arrivals.missingNames.join("; ") }) : "", size: small },
    { text: told && `${words.sources}: ${told}${sources.length > MOST_SOURCES ? "; …" : ""}`, size: small - 1, soft: true },
    { text: `${product.name} ${product.version} · ${product.disclaimer.short}`, size: small - 1, soft: true },
  ].filter(({ text }) => text);
  const lines = parts.flatMap((part) => {
    pen.font = fontOf(part.size, part.weight);
    const room = width - 2 * SIDE - (part.swatch ? 34 : 0), made = [];
    for (const word of part.text.split(" ")) {
      const longer = made.length ? `${made.at(-1)} ${word}` : word;
      if (made.length && pen.measureText(longer).width <= room) made[made.length - 1] = longer; else made.push(word);
    }
    return made.map((text, k) => ({ ...part, text, swatch: k ? null : part.swatch, indent: part.swatch ? 34 : 0 }));
  });
  const heights = lines.map(({ size }) => Math.round(size * 1.35));
  return {
    height: heights.reduce((sum, one) => sum + one, 0) + 2 * GAP + 8,
    draw(onto, top) {
      onto.save();
      onto.fillStyle = tint("--paper");
      onto.fillRect(0, top, width, heights.reduce((sum, one) => sum + one, 0) + 2 * GAP + 8);
      onto.fillStyle = tint("--line");
      onto.fillRect(0, top, width, 1);
      onto.textBaseline = "middle";
      let y = top + GAP + 4;
      lines.forEach((line, k) => {
        if (line.swatch) drawSwatch(onto, line.swatch, SIDE, y + heights[k] / 2 - 7);
        onto.font = fontOf(line.size, line.weight);
        onto.fillStyle = tint(line.soft ? "--ink-soft" : "--ink");
        onto.fillText(line.text, SIDE + line.indent, y + heights[k] / 2);
        y += heights[k];
      });
      onto.restore();
    },
  };
}

/**
 * What a colour of the picture means, as the page's legend shows it.
 * @param {CanvasRenderingContext2D} pen
 * @param {{id: string, colour?: string}} row
 * @param {number} x
 * @param {number} y
 */
function drawSwatch(pen, { id, colour = "#9c4e26" }, x, y) {
  pen.save();
  const plate = new Path2D();
  plate.roundRect(x, y, 26, 14, 4);
  pen.clip(plate);
  pen.fillStyle = "#cda08a";
  pen.fillRect(x, y, 26, 14);
  pen.fillStyle = colour;
  if (id === "stain") {
    const stain = pen.createRadialGradient(x + 13, y + 7, 0, x + 13, y + 7, 13);
    [[0, "#7d6298"], [0.38, "#7d6298"], [0.39, "#ac909b"], [0.72, "#ac909b"], [0.73, "#ccae9d"]].forEach(([at, one]) => stain.addColorStop(/** @type {number} */ (at), /** @type {string} */ (one)));
    pen.fillStyle = stain;
    pen.fillRect(x, y, 26, 14);
  } else if (id === "code-bands" || id === "code-pairs") {
    const rows = id === "code-bands" ? [[5.5, 3]] : [[3, 2], [7, 2]];
    for (const [down, thick] of rows) for (const along of [2, 14]) pen.fillRect(x + along, y + down, 8, thick);
  } else { pen.globalAlpha = 0.45; pen.fillRect(x, y, 26, 14); }
  pen.restore();
}
