// @ts-check
/* Which tool is in the hand: one at a time, until it is put away; and the cross that stands for the hand at the keyboard. */
import { reactive, nextTick, watch } from "./vue.js";
import { edition, structures } from "./content.js";
import { announce } from "./notices.js";
import { $ } from "./elements.js";
import { quiz } from "./quiz.js";
import { device } from "./device.js";
import { panels } from "./panels.js";
import { stage } from "./stage.js";
import { listen } from "./signals.js";
import { overlayChanged } from "./overlay.js";
import { pick } from "./rays.js";

/** What a tool does: with the picture under a press or a stroke, at a key, when it is taken, put away, or a step comes. @type {Record<string, Hand>} */
export const hands = {};

/** @type {Tooling} */
export const tooling = reactive({
  tool: null,
  toolMenu: false,
  aim: null,
  get hand() { return (tooling.tool && hands[tooling.tool]) || null; },
  /* Whoever is asked presses, and does not measure. */
  get toolsHelp() { return !quiz.hiding && !quiz.training; },
  toggleTools() {
    tooling.toolMenu = !tooling.toolMenu;
    if (tooling.toolMenu) nextTick(() => /** @type {HTMLElement | null} */ ($(".tool-menu [role=menuitem]"))?.focus());
    else /** @type {HTMLElement | null} */ ($(".tools-button"))?.focus();
  },
  takeTool(name) {
    tooling.toolMenu = false;
    hold(tooling.tool === name ? null : name);
    if (!tooling.tool) return;
    const first = tooling.hand?.aims ? ".stage" : ".tool-bar [data-first]";
    nextTick(() => nextTick(() => /** @type {HTMLElement | null} */ ($(first))?.focus()));
  },
  putAway() { hold(null); /** @type {HTMLElement | null} */ ($(".tools-button"))?.focus(); },
  /** Arrows, Home and End go through the menu, Escape and Tab leave it. */
  moveInMenu(event) {
    const lines = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".tool-menu [role=menuitem]")]);
    const at = lines.indexOf(/** @type {HTMLElement} */ (document.activeElement)), count = lines.length;
    const to = { ArrowDown: (at + 1) % count, ArrowUp: (at + count - 1) % count, Home: 0, End: count - 1 }[event.key];
    if (to !== undefined) lines[to].focus();
    else if (event.key === "Escape" || event.key === "Tab") tooling.toggleTools();
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
});
let sheetBefore = "";
/** @param {string | null} name */
function hold(name) {
  tooling.hand?.end?.();
  // In a hand the picture needs the room that the text has.
  if (name && device.phone && !tooling.tool) { sheetBefore = panels.sheet; panels.sheet = "peek"; }
  if (!name && sheetBefore && panels.sheet === "peek") panels.sheet = sheetBefore;
  if (!name) sheetBefore = "";
  Object.assign(tooling, { tool: name, aim: null });
  tooling.hand?.begin?.();
}

const STEP_PX = 4, STRIDE_PX = 32;
/** @type {Record<string, [number, number]>} */
export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
/**
 * What a key does with the tool in the hand; whether it did anything. On the picture the arrows move the cross.
 * @param {KeyboardEvent & {target: any}} event
 * @returns {boolean}
 */
export function toolKey(event) {
  const { hand } = tooling;
  if (!hand || !stage || event.altKey) return false;
  const onPicture = event.target === document.body || Boolean(event.target.closest?.(".stage"));
  const arrow = onPicture && hand.aims && !event.ctrlKey && !event.metaKey && ARROWS[event.key];
  if (!arrow) return Boolean(hand.key?.(event, onPicture));
  const { left, right, top, bottom } = stage.free, pace = event.shiftKey ? STRIDE_PX : STEP_PX;
  const from = tooling.aim || { x: (left + right) / 2, y: (top + bottom) / 2 }, by = tooling.aim ? pace : 0; // the first arrow brings the cross
  tooling.aim = { x: Math.max(left, Math.min(right, from.x + arrow[0] * by)), y: Math.max(top, Math.min(bottom, from.y - arrow[1] * by)) };
  hand.moved?.();
  const under = pick(...aimed());
  announce(structures[under?.id]?.name ?? edition.content.words.tools.nothing_there);
  return true;
}
/** Where the cross stands in the window. @returns {[number, number]} */
export function aimed() {
  const { left, right, top, bottom, box } = stage.free, { x, y } = tooling.aim || { x: (left + right) / 2, y: (top + bottom) / 2 };
  return [x + box.left, y + box.top];
}

/** Once there is a picture: tools go with a step, and are put away where they do not help. */
export function watchTools() {
  listen("step", () => Object.values(hands).forEach((hand) => hand.step?.()));
  watch(() => tooling.toolsHelp && !(edition.audience === "patient" && tooling.hand?.notForPatients), (helps) => {
    if (!helps) { hold(null); tooling.toolMenu = false; }
  });
  // On a phone the bar stands at the foot of the picture, and what else stands there above it.
  const bar = new ResizeObserver(([{ target }]) => {
    document.documentElement.style.setProperty("--bar", `${/** @type {HTMLElement} */ (target).offsetHeight}px`);
    overlayChanged(); // labels keep clear of it
  });
  watch(() => tooling.tool, () => nextTick(() => { bar.disconnect(); const element = $(".tool-bar"); if (element) bar.observe(element); else overlayChanged(); }));
}
