// @ts-check
/* Which tool is in the hand: one at a time, until it is put away. */
import { reactive, nextTick } from "./vue.js";
import { $ } from "./elements.js";
import { quiz } from "./quiz.js";

/** @type {Tooling} */
export const tooling = reactive({
  tool: null,
  toolMenu: false,
  /* Whoever is asked presses, and does not measure. */
  get toolsHelp() { return !quiz.hiding && !quiz.training; },
  toggleTools() {
    tooling.toolMenu = !tooling.toolMenu;
    if (tooling.toolMenu) nextTick(() => /** @type {HTMLElement | null} */ ($(".tool-menu [role=menuitem]"))?.focus());
    else /** @type {HTMLElement | null} */ ($(".tools-button"))?.focus();
  },
  takeTool(name) { tooling.toolMenu = false; tooling.tool = tooling.tool === name ? null : name; },
  putAway() { tooling.tool = null; /** @type {HTMLElement | null} */ ($(".tools-button"))?.focus(); },
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
