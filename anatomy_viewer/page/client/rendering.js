// @ts-check
/* Rendering: one frame at most per animation frame, and none before the last is finished; while surfaces arrive, one frame per
   phase and not per file. */
import { stage, stageContext, phase, canDraw } from "./stage.js";
import { emit } from "./signals.js";
import { isHeld, whenFree, whenFinished, followFrame } from "./pacing.js";
import { stopSharpening, sharpenAtRest } from "./sharpening.js";
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
export function renderNow() {
  if (!stage) return;
  window.cancelAnimationFrame(renderFrame);
  renderFrame = 0;
  stopSharpening();
  if (phase === 0 || !canDraw()) { drawOverlay(); return; }
  stage.view.renderer.resetCameraClippingRange();
  stage.renderWindow.render();
  stage.renders += 1;
  followFrame(stageContext());
  if (overlayStale) drawOverlay();
  sharpenAtRest();
}

/** In an animation frame: at once, or as soon as the last frame is finished. */
export function renderWhenFree() {
  if (isHeld()) scheduleRender(); else renderNow();
}

let settleTimer = 0;
export function settled() {
  window.clearTimeout(settleTimer);
  settleTimer = window.setTimeout(() => { findHiddenAnchors(); drawOverlay(); emit("camera", pageState().camera); }, 140);
}

/**
 * Call back when the graphics processor has finished what it was given.
 * @param {() => void} then
 */
export function whenDrawn(then) {
  if (!whenFinished(stage.view.openglRenderWindow.getContext(), 20, then)) window.setTimeout(then, 100);
}
