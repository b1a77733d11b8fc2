// @ts-check
/* The keyboard: a letter or an arrow for what the buttons do. */
import { reactive } from "./vue.js";
import { content } from "./content.js";
import { saying } from "./notices.js";
import { remembered, remember } from "./storage.js";
import { hurts } from "./hurts.js";
import { quiz, pressing } from "./quiz.js";
import { device } from "./device.js";
import { captions } from "./captions.js";
import { stage } from "./stage.js";
import { overlayChanged } from "./overlay.js";
import { panels } from "./panels.js";
import { turn, zoom, pan, focusOn, cameraCalls } from "./camera.js";
import { select } from "./cards.js";
import { lessonCalls } from "./lessons.js";
import { moveCross } from "./crosshair.js";
import { stopAsking } from "./questions.js";
import { whereCalls } from "./where.js";
import { pressHere } from "./pressing.js";
import { switchCalls } from "./switching.js";
import { ARROWS, tooling, toolKey } from "./tools.js";
import { undoKey } from "./undoing.js";

export const keyboard = reactive({
  lettersOn: true,
  toggleLetters() { keyboard.lettersOn = !keyboard.lettersOn; remember("letters", keyboard.lettersOn ? "on" : "off"); },
});
/** @type {Record<string, () => void>} */
export const KEYS = {
  n: () => lessonCalls.next(), p: () => lessonCalls.back(), PageDown: () => lessonCalls.next(), PageUp: () => lessonCalls.back(),
  ArrowLeft: () => turn(-8, 0), ArrowRight: () => turn(8, 0), ArrowUp: () => turn(0, -8), ArrowDown: () => turn(0, 8),
  "+": () => zoom(1 / 1.15), "=": () => zoom(1 / 1.15), "-": () => zoom(1.15),
  f: () => focusOn(panels.selected), h: () => switchCalls.hideSelected(), i: () => switchCalls.isolateSelected(),
  l: () => { captions.labelsOn = !captions.labelsOn; overlayChanged(); }, r: () => switchCalls.restoreStep(),
  t: () => { if (tooling.toolsHelp) tooling.toggleTools(); }, "?": () => panels.showDialog("help"),
};

/** @param {KeyboardEvent & {target: any}} event */
function onKey(event) {
  if (event.defaultPrevented) return;
  if (!event.target.closest?.("input, textarea, select, [contenteditable]") && !panels.dialog && toolKey(event)) { event.preventDefault(); return; }
  if (stage && tooling.toolsHelp && !panels.dialog && undoKey(event)) { event.preventDefault(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    saying.tooltip = null;
    if (panels.dialog) panels.closeDialog();
    else if (tooling.toolMenu) tooling.toggleTools();
    else if (tooling.tool) tooling.putAway();
    else if (hurts.where) whereCalls.leave();
    else if (panels.selected) select(null);
    else if (quiz.asking) stopAsking();
    else if (device.phone && panels.panel) panels.panel = null;
    else return;
    event.preventDefault();
    return;
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (typing || panels.dialog) return;
  const arrow = event.key.startsWith("Arrow");
  if (arrow && event.target !== document.body && !event.target.closest?.(".stage")) return;
  if (arrow && hurts.where) { whereCalls.nudge(...ARROWS[event.key]); event.preventDefault(); return; }
  if (event.key.length === 1 && !keyboard.lettersOn) return;
  const arrows = ARROWS[event.key];
  if (pressing() && (arrows || event.key === "Enter") && (event.target === document.body || event.target.closest?.(".stage"))) {
    if (arrows) moveCross(arrows[0] * (event.shiftKey ? 12 : 3), arrows[1] * (event.shiftKey ? 12 : 3)); else pressHere();
    event.preventDefault();
    return;
  }
  if (arrows && event.shiftKey && stage) { pan(-40 * arrows[0], 40 * arrows[1]); event.preventDefault(); return; }
  const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action || !stage) return;
  action();
  event.preventDefault();
}
export function listenToKeys() {
  keyboard.lettersOn = remembered("letters", ["on", "off"], "on") === "on";
  content.views.forEach((view) => { if (view.key) KEYS[view.key] = () => cameraCalls.chooseView(view.id); });
  window.addEventListener("keydown", onKey);
}
