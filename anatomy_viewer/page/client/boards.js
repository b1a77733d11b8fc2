// @ts-check
/* What a class has answered as one picture to take away: the question, what was answered, and on the model where it belongs. */
import { edition, fill } from "./content.js";
import { plainText } from "./elements.js";
import { drawnAnew } from "./paper.js";
import { fontOf, groundOf, tint } from "./footing.js";
import { sharpnessOf } from "./images.js";
import { classroom } from "./classroom.js";
import { posed } from "./asking.js";

const BOARD_WIDTH = 1200, BOARD_MODEL = 760, BOARD_SIGN = 92, BOARD_SIDE = 40, BOARD_TIMES = 2, MOST_ROWS = 12;

/**
 * Words in lines no longer than there is room; tells where the next line begins.
 * @param {CanvasRenderingContext2D} pen
 * @param {string} text
 * @param {{x: number, y: number, room: number, size: number, weight?: number, ink?: string, drawn: boolean}} how
 * @returns {number}
 */
function writeLines(pen, text, { x, y, room, size, weight = 400, ink = "--ink", drawn }) {
  Object.assign(pen, { font: fontOf(size, weight), fillStyle: tint(ink), textBaseline: "top", textAlign: "left" });
  let line = "", below = y;
  const flush = () => { if (drawn) pen.fillText(line, x, below); below += Math.round(size * 1.3); };
  for (const word of text.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && pen.measureText(longer).width > room) { flush(); line = word; } else line = longer;
  }
  flush();
  return below;
}
/** A bar as long as its share, with its words before and behind. @type {(pen: CanvasRenderingContext2D, row: {name: string, percent: number, words: string, colour: string | null}, y: number, drawn: boolean) => number} */
function drawBar(pen, { name, percent, words, colour }, y, drawn) {
  const left = BOARD_SIDE + 440, room = BOARD_WIDTH - left - BOARD_SIDE - 190;
  const below = Math.max(writeLines(pen, name, { x: BOARD_SIDE, y: y + 8, room: 420, size: 24, drawn }), y + 44);
  if (drawn) {
    pen.fillStyle = tint("--accent-wash");
    pen.fillRect(left, y + 8, room, 28);
    pen.fillStyle = colour || tint("--accent");
    pen.fillRect(left, y + 8, (room * percent) / 100, 28);
    pen.strokeStyle = tint("--ink-soft");
    pen.strokeRect(left, y + 8, room, 28);
  }
  writeLines(pen, words, { x: left + room + 16, y: y + 8, room: 200, size: 24, weight: 700, drawn });
  return below + 6;
}
/**
 * The question and what was answered, from `top` down; tells where it ends.
 * @param {CanvasRenderingContext2D} pen
 * @param {Question} question
 * @param {number} top
 * @param {boolean} drawn
 * @returns {number}
 */
function drawAnswers(pen, question, top, drawn) {
  const { asking } = classroom.words, { product } = edition.content, room = BOARD_WIDTH - 2 * BOARD_SIDE, plain = { x: BOARD_SIDE, room, drawn };
  let y = writeLines(pen, plainText(question.prompt), { ...plain, y: top + 28, size: 34, weight: 700 });
  y = writeLines(pen, posed.counted, { ...plain, y: y + 2, size: 22, ink: "--ink-soft" }) + 14;
  for (const { name, count, percent, right, colour } of posed.bars.slice(0, MOST_ROWS)) y = drawBar(pen, { name: right ? `${name} ✓` : name, percent, words: fill(asking.bar, { count, percent }), colour }, y, drawn);
  for (const { rank, name, mean, places } of posed.ranks) {
    const told = places.map(({ place, count }) => `${place}: ${count}`).join("   ");
    y = writeLines(pen, `${rank}. ${name}`, { ...plain, y, size: 26, weight: 700 });
    y = writeLines(pen, `${fill(asking.rank_mean, { mean })}   ·   ${asking.rank_places}  ${told}`, { ...plain, x: BOARD_SIDE + 34, y, size: 20, ink: "--ink-soft" }) + 8;
  }
  for (const { value, words } of posed.figures) {
    writeLines(pen, value, { ...plain, y, size: 26, weight: 700 });
    y = writeLines(pen, words, { ...plain, x: BOARD_SIDE + 140, y: y + 3, room: room - 140, size: 22 }) + 6;
  }
  if (posed.figures.length) y = writeLines(pen, Object.values(asking.map).join(" · "), { ...plain, y: y + 6, size: 18, ink: "--ink-soft" });
  return writeLines(pen, `${product.name} ${product.version} · ${product.disclaimer.short}`, { ...plain, y: y + 16, size: 16, ink: "--ink-soft" }) + 20;
}

/**
 * The picture as a PNG, or null where nothing can be drawn.
 * @param {Question} question
 * @returns {Promise<Blob | null>}
 */
export async function resultsPicture(question) {
  const trial = document.createElement("canvas").getContext("2d"), height = drawAnswers(trial, question, 0, false);
  let sheet = document.createElement("canvas");
  if (["press", "find"].includes(question.kind)) {
    const drawn = drawnAnew({ width: BOARD_WIDTH, height: BOARD_MODEL, sign: BOARD_SIGN, sharpness: Math.min(BOARD_TIMES, sharpnessOf(BOARD_WIDTH, BOARD_MODEL + height)), paper: false, foot: height, ground: groundOf });
    if (!drawn) return null;
    ({ sheet } = drawn);
    drawn.pen.fillStyle = tint("--paper");
    drawn.pen.fillRect(0, drawn.bottom, BOARD_WIDTH, height);
    drawAnswers(drawn.pen, question, drawn.bottom, true);
  } else {
    [sheet.width, sheet.height] = [BOARD_TIMES * BOARD_WIDTH, BOARD_TIMES * height];
    const pen = sheet.getContext("2d");
    pen.scale(BOARD_TIMES, BOARD_TIMES);
    pen.fillStyle = tint("--paper-solid");
    pen.fillRect(0, 0, BOARD_WIDTH, height);
    drawAnswers(pen, question, 0, true);
  }
  return new Promise((resolve) => { sheet.toBlob(resolve, "image/png"); });
}
