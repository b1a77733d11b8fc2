// @ts-check
/* What stands open beside the picture: a panel, the sheet of a phone, a dialog, the card of a structure. */
import { reactive, nextTick, watch } from "./vue.js";
import { structures, points } from "./content.js";
import { device } from "./device.js";
import { framing } from "./framing.js";
import { $ } from "./elements.js";

/** @type {Panels} */
export const panels = reactive({
  panel: null,
  sheet: "half",
  dialog: null,
  unfolded: {},
  selected: null,
  source: null,
  get card() { return panels.selected ? structures[panels.selected] || points[panels.selected] || null : null; },
  togglePanel(name) { panels.panel = panels.panel === name ? null : name; },
  unfold(id) { panels.unfolded[id] = !panels.unfolded[id]; },
  showSource(key) { panels.source = panels.source === key ? null : key; },
  showDialog(name) { dialogOpener = /** @type {HTMLElement} */ (document.activeElement); panels.dialog = name; nextTick(() => $(".dialog [data-first]")?.focus()); },
  closeDialog() { panels.dialog = null; dialogOpener?.focus?.(); },
  keepFocus(event) {
    const inside = [...$(".dialog").querySelectorAll("button, a[href], input")];
    const edge = event.shiftKey ? inside[0] : inside.at(-1);
    if (document.activeElement === edge) { (event.shiftKey ? inside.at(-1) : inside[0]).focus(); event.preventDefault(); }
  },
  cycleSheet() { panels.sheet = { peek: "half", half: "full", full: "peek" }[panels.sheet]; },
  dragSheet,
});
/** @type {HTMLElement | null} */
let dialogOpener = null;

/** @param {PointerEvent} event */
function dragSheet(event) {
  const heights = { peek: 0.2, half: 0.52, full: 0.9 };
  const start = { y: event.clientY, height: heights[panels.sheet] };
  let moved = false;
  const onMove = (to) => { moved = moved || Math.abs(to.clientY - start.y) > 8; };
  const onUp = (to) => {
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointercancel", onUp);
    window.removeEventListener("pointerup", onUp);
    if (to.type === "pointercancel") return;
    if (!moved) { panels.cycleSheet(); return; }
    const height = start.height + (start.y - to.clientY) / window.innerHeight;
    panels.sheet = Object.keys(heights).sort((a, b) => Math.abs(heights[a] - height) - Math.abs(heights[b] - height))[0];
  };
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onUp);
  window.addEventListener("pointercancel", onUp);
}

export function openPanels() {
  panels.panel = framing.embed || device.phone || window.innerWidth < 1500 ? null : "lessons";
  watch(() => device.phone, () => { panels.panel = null; }, { flush: "sync" });
}
