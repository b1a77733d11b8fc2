// @ts-check
/* What is drawn over the picture, and follows the camera once a frame. */
import { nextTick } from "./vue.js";
import { saying } from "./notices.js";
import { hurts } from "./hurts.js";
import { $ } from "./elements.js";
import { send } from "./signals.js";
import { stage, phase } from "./stage.js";
import { isHeld } from "./pacing.js";
import { findHiddenAnchors, placeLabels, drawRulers } from "./labels.js";
import { drawMarkers, drawUsualAreas, drawPress } from "./markers.js";
import { drawOrientation } from "./orientation.js";

/* The overlay follows the camera once a frame, whoever moves it. */
export let overlayStale = true;
let overlayFrame = 0;
export function cameraMoved() {
  overlayStale = true;
  saying.tooltip = null; // its place has moved away
  if (overlayFrame || isHeld()) return; // it moves with the picture
  overlayFrame = window.requestAnimationFrame(() => { overlayFrame = 0; if (overlayStale && !isHeld()) drawOverlay(); });
}

/** What is drawn over the picture has changed: measure its elements once, then only move them. */
export function overlayChanged() {
  overlayStale = true;
  nextTick(() => {
    if (!stage) return;
    measureOverlay(signBoxes());
    if (stage.renders) findHiddenAnchors(); // the first picture does not wait for it
    drawOverlay();
  });
}
/** @param {Box[]} taken */
export function measureOverlay(taken) {
  const measured = (name) => Object.fromEntries([.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[data-${name}]`))].map((element) => [
    element.dataset[name], { element, width: element.offsetWidth, height: element.offsetHeight }]));
  stage.boxes = { labels: measured("label"), rulers: measured("ruler"), taken };
}

/**
 * Labels keep clear of the orientation sign and of what explains the stains.
 * @returns {Box[]}
 */
export function signBoxes() {
  const { left, top } = stage.free.box;
  return [...document.querySelectorAll(".orientation, .legend, .clip-bar, .tools, .tool-bar, .view-title")].map((element) => element.getBoundingClientRect()).filter((box) => box.width)
    .map((box) => ({ left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top }));
}

export function drawOverlay() {
  if (!stage?.free || !stage.boxes) return;
  overlayStale = false;
  const drawing = [], taken = [...stage.boxes.taken];
  if (phase > 0) {
    const marks = [];
    drawMarkers(marks, taken); // a ruler's plate keeps clear of them
    drawRulers(drawing, taken);
    drawing.push(...marks);
    if (hurts.where) drawUsualAreas(drawing);
    drawPress(drawing);
    placeLabels(drawing, taken);
  }
  $(".drawings").innerHTML = drawing.join("");
  send("overlay");
  drawOrientation();
}
