// @ts-check
/* Rendering: one frame at most per animation frame, and none before the last is finished; while surfaces arrive, one frame per
   phase and not per file. */
import { stage, stageContext, phase, canDraw } from "./stage.js";
import { emit, send } from "./signals.js";
import { motion, isHeld, isBusy, whenFree, whenFinished, followFrame } from "./pacing.js";
import { drawSharp, stopSharpening, sharpenAtRest, willSharpen } from "./sharpening.js";
import { findHiddenAnchors } from "./labels.js";
import { overlayStale, drawOverlay } from "./overlay.js";
import { pageState } from "./summary.js";

let renderFrame = 0;
export function scheduleRender() {
  if (!stage || renderFrame) return;
  stopSharpening();
  if (isHeld()) { whenFree(scheduleRender); return; }
  renderFrame = window.requestAnimationFrame(renderNow);
}
export function renderNow() { draw(false); }
/** A frame as it is at rest, where none was before. */
export function renderSharp() { draw(true); }
/** @param {boolean} sharp */
function draw(sharp) {
  if (!stage) return;
  window.cancelAnimationFrame(renderFrame);
  renderFrame = 0;
  stopSharpening();
  if (phase === 0 || !canDraw()) { drawOverlay(); return; }
  stage.view.renderer.resetCameraClippingRange();
  if (sharp) drawSharp(); else stage.renderWindow.render();
  stage.renders += 1;
  followFrame(stageContext());
  if (overlayStale) drawOverlay();
  if (!sharp) sharpenAtRest();
}

/** In an animation frame: at once, or as soon as the last frame is finished. */
export function renderWhenFree() {
  if (isHeld()) scheduleRender(); else renderNow();
}

let settleTimer = 0;
export function settled() {
  window.clearTimeout(settleTimer);
  settleTimer = window.setTimeout(() => { settleTimer = 0; findHiddenAnchors(); drawOverlay(); emit("camera", pageState().camera); send("rest"); }, 140);
}

const isAtRest = () => !(renderFrame || settleTimer || motion.flight || isBusy() || willSharpen());
/** Comes true once nothing moves and the picture is as sharp as it will be. */
export async function atRest() {
  for (let still = 0; still < 2; still = isAtRest() ? still + 1 : 0) await new Promise((next) => { window.requestAnimationFrame(next); });
  return true;
}

/**
 * Call back when the graphics processor has finished what it was given.
 * @param {() => void} then
 */
export function whenDrawn(then) {
  if (!whenFinished(stage.view.openglRenderWindow.getContext(), 20, then)) window.setTimeout(then, 100);
}
