// @ts-check
/* The card of a structure or point, and where the keyboard was before. */
import { nextTick } from "./vue.js";
import { edition, structures, points } from "./content.js";
import { announce } from "./notices.js";
import { quiz } from "./quiz.js";
import { device } from "./device.js";
import { framing } from "./framing.js";
import { $ } from "./elements.js";
import { panels } from "./panels.js";
import { layoutChanged } from "./camera.js";

/** @type {HTMLElement | null} */
let returnFocus = null;
/** Where another page asks, the keyboard stays there. */
const hasKeyboard = () => !framing.framed || document.hasFocus();
/** @param {string | null} id */
export function select(id) {
  if (id && (quiz.hiding || (!structures[id] && !points[id]))) return; // a lesson's own point has no card
  if (id && !panels.selected) returnFocus = /** @type {HTMLElement} */ (document.activeElement);
  panels.selected = id;
  panels.source = null;
  if (id) {
    const one = structures[id] || points[id];
    announce(`${one.name}. ${edition.wording(one.what)}`);
    if (device.phone && panels.sheet === "peek") panels.sheet = "half";
    nextTick(() => { if (hasKeyboard()) $(".info-card .card-title")?.focus({ preventScroll: true }); });
  } else if (returnFocus?.isConnected && hasKeyboard()) { returnFocus.focus({ preventScroll: true }); returnFocus = null; }
  nextTick(layoutChanged);
}
