// @ts-check
/* At rest in software the picture is drawn once more, sharp: in bands, so that a hand that comes back is served between two. */
import { stage, stageContext, phase, canDraw } from "./stage.js";
import { layering } from "./layering.js";
import { motion, isHeld, whenFree, followFrame } from "./pacing.js";

const REST_MS = 140; // after a key or a button has turned the picture: the next one may follow
const BANDS = 2; // each takes about as long as a frame
let resting = 0;
/** @type {object | null} */
let sharpening = null; // the picture that is being drawn
/** The picture has changed, or will: what was begun is for nothing. */
export function stopSharpening() {
  window.clearTimeout(resting);
  resting = 0;
  sharpening = null;
}
export function sharpenAtRest() {
  if (!layering) return;
  window.clearTimeout(resting);
  resting = window.setTimeout(sharpen, Math.max(0, motion.turned + REST_MS - performance.now()));
}
/* Whether the sharp picture is to come. */
export const willSharpen = () => Boolean(resting || sharpening);
function sharpen() {
  resting = 0;
  if (motion.hand || motion.flight || phase < 2 || !canDraw()) return;
  if (isHeld()) { whenFree(sharpen); return; }
  const mine = sharpening = {};
  const next = (band) => window.requestAnimationFrame(() => {
    if (sharpening !== mine || !canDraw()) return;
    drawBand(band);
    followFrame(stageContext());
    if (band + 1 < BANDS) whenFree(() => next(band + 1)); else { sharpening = null; stage.renders += 1; }
  });
  next(0);
}
/** @param {number} band @param {number} [bands] */
function drawBand(band, bands = BANDS) {
  layering.sharp = { band, bands };
  try { stage.renderWindow.render(); } finally { layering.sharp = null; }
}
/** The picture as it is at rest, at once: for paper, and where nothing was there before. */
export function drawSharp() {
  stopSharpening();
  if (layering) drawBand(0, 1); else stage.renderWindow.render();
}
/** Draw a frame as it is drawn while something moves, and wait for it: what it takes, in ms. The canvas has the picture at rest then. */
export function timeOfFrame() {
  const begun = performance.now(), gl = stageContext();
  if (layering) layering.beside = true;
  try { stage.renderWindow.render(); } finally { if (layering) layering.beside = false; }
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  const took = performance.now() - begun;
  if (layering) drawSharp();
  return took;
}
