// @ts-check
/* The hand. All of it is told in CSS pixels of the window: neither the canvas's resolution nor a browser's unit
   of the wheel changes what a movement does. */
import { watch } from "./vue.js";
import { content, structures, points } from "./content.js";
import { framing } from "./framing.js";
import { saying } from "./notices.js";
import { hurts } from "./hurts.js";
import { quiz, pressing } from "./quiz.js";
import { showing, phase } from "./stage.js";
import { emit } from "./signals.js";
import { pick, pickNear, markerNear } from "./rays.js";
import { panels } from "./panels.js";
import { turn, zoom, pan, startTurning, stopTurning } from "./camera.js";
import { select } from "./cards.js";
import { found } from "./questions.js";
import { whereCalls } from "./where.js";
import { pressAt } from "./pressing.js";
import { tooling } from "./tools.js";

const DEG_PER_PX = 0.4;
/** @type {Record<string, number>} */
const SLIP_PX = { mouse: 6, pen: 10, touch: 12 };
const WHEEL_PX = [1, 33, 400]; // what a step of the wheel is told in: pixels, lines, pages
const asked = () => hurts.where || pressing() || (quiz.hiding && quiz.question?.kind === "find");

/** @param {HTMLElement} element @param {HTMLElement} surface */
export function listenToHand(element, surface) {
  const down = new Map(); // where each finger is
  let press = null; // what may still become a press: one finger, not moved
  let way = "turn";
  /* A page around this one scrolls on over the picture until somebody has turned to it. */
  let held = false;
  const hold = (now) => { held = now || !framing.framed || framing.full; element.classList.toggle("passes-scrolling", !held); };
  hold(false);
  watch(() => framing.full, () => hold(false));

  element.addEventListener("pointerdown", (event) => {
    const { pointerId, pointerType, clientX: x, clientY: y, button } = event;
    saying.tooltip = null;
    if (pointerType === "mouse") hold(true);
    const pen = [...down.values()].some((one) => one.pointerType === "pen");
    if (pen && pointerType === "touch") return; // the ball of the hand that holds the pen
    if (pointerType === "pen") down.clear();
    const onLabel = Boolean(/** @type {Element} */ (event.target).closest(".label"));
    down.set(pointerId, { x, y, pointerType });
    press = down.size === 1 ? { x, y, onLabel, button, slip: SLIP_PX[pointerType] * (asked() ? 2 : 1) || 12 } : null;
    way = button === 1 || event.shiftKey ? "pan" : button === 2 ? "zoom" : tooling.hand?.draw ? "draw" : "turn";
    if (way === "draw" && !onLabel) tooling.hand.draw(down.size === 1 ? "begin" : "cancel", x, y); // two fingers turn, whatever is in the hand
    if (button === 1) event.preventDefault(); // no scrolling by itself
    // A captured press would never reach the label that it began on.
    if (!onLabel) try { surface.setPointerCapture(pointerId); } catch { /* it has gone already */ }
  });

  element.addEventListener("pointermove", (event) => {
    const { pointerId, clientX: x, clientY: y } = event, last = down.get(pointerId);
    if (!last) { hover(event); return; }
    if (event.pointerType === "mouse" && !event.buttons) { letGo(event, true); return; } // let go where nobody told us
    if (way === "draw" && down.size === 1 && !press?.onLabel) {
      press = null;
      for (const one of event.getCoalescedEvents?.() || [event]) tooling.hand?.draw?.("move", one.clientX, one.clientY);
      return;
    }
    if (press && Math.hypot(x - press.x, y - press.y) <= press.slip) return;
    if (press?.onLabel) element.addEventListener("click", (click) => click.stopPropagation(), { capture: true, once: true });
    press = null;
    startTurning();
    surface.style.cursor = "grabbing";
    if (down.size > 1) {
      const other = [...down.entries()].find(([id]) => id !== pointerId)[1];
      zoom(Math.hypot(last.x - other.x, last.y - other.y) / Math.max(1, Math.hypot(x - other.x, y - other.y)));
      pan((x - last.x) / 2, (y - last.y) / 2);
    } else if (way === "pan") pan(x - last.x, y - last.y);
    else if (way === "zoom") zoom(Math.exp((y - last.y) * 0.006));
    else turn((last.x - x) * DEG_PER_PX, (y - last.y) * DEG_PER_PX);
    Object.assign(last, { x, y });
  });

  function letGo({ pointerId, pointerType }, cancelled = false) {
    if (!down.delete(pointerId) || down.size) return;
    const { x, y, onLabel, button } = press || { button: -1 };
    press = null;
    if (way === "draw") tooling.hand?.draw?.(cancelled ? "cancel" : "end", x, y);
    stopTurning();
    surface.style.cursor = "grab";
    if (!cancelled && pointerType !== "mouse") hold(true); // a finger that scrolled is told as cancelled
    if (!cancelled && button === 0 && !onLabel && showing.graphics === "here") pressedAt(x, y, pointerType);
  }
  element.addEventListener("pointerup", (event) => letGo(event));
  element.addEventListener("pointercancel", ({ pointerType, clientX: x, clientY: y }) => {
    if (held || pointerType !== "touch") return;
    const hint = { name: content.words.touch_hint, x, y };
    saying.tooltip = hint;
    window.setTimeout(() => { if (saying.tooltip?.name === hint.name) saying.tooltip = null; }, 2500);
  });
  for (const gone of /** @type {("pointercancel" | "lostpointercapture")[]} */ (["pointercancel", "lostpointercapture"])) element.addEventListener(gone, (event) => { if (down.has(event.pointerId)) { press = null; letGo(event, true); } });
  element.addEventListener("contextmenu", (event) => event.preventDefault());

  let still = 0;
  element.addEventListener("wheel", (event) => {
    if (!held) {
      if (!event.ctrlKey) saying.tooltip = { name: content.words.wheel_hint, x: event.clientX, y: event.clientY };
      return;
    }
    event.preventDefault();
    const px = event.deltaY * WHEEL_PX[event.deltaMode] * (event.ctrlKey ? 6 : 1); // two fingers on a touch pad come as small steps with Ctrl
    startTurning();
    zoom(Math.exp(0.0015 * Math.max(-400, Math.min(400, px))));
    window.clearTimeout(still);
    still = window.setTimeout(() => { if (!down.size) stopTurning(); }, 250);
  }, { passive: false });
  document.documentElement.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse" && !down.size) hold(false); });
  window.addEventListener("blur", () => hold(false));

  let last = 0;
  function hover(event) {
    if (event.pointerType !== "mouse" || event.buttons || performance.now() - last < 60 || phase < 2 || showing.graphics !== "here") return;
    if (event.target.closest(".label")) { saying.tooltip = null; return; }
    if (quiz.hiding) { saying.tooltip = null; surface.style.cursor = asked() ? "crosshair" : "grab"; return; }
    last = performance.now();
    const id = markerNear(event.clientX, event.clientY, 12) || pick(event.clientX, event.clientY)?.id;
    const one = structures[id] || points[id];
    saying.tooltip = one ? { name: one.name, x: event.clientX, y: event.clientY } : null;
    surface.style.cursor = tooling.hand?.aims ? "crosshair" : one ? "pointer" : "grab";
  }
  element.addEventListener("pointerleave", ({ pointerType }) => { if (pointerType !== "touch") saying.tooltip = null; });
}

/** @param {number} x @param {number} y @param {string} pointerType */
function pressedAt(x, y, pointerType) {
  if (hurts.where) { whereCalls.press(x, y); return; }
  if (pressing()) { pressAt(x, y); return; }
  if (tooling.hand?.press) { tooling.hand.press(x, y, pointerType); return; }
  if (tooling.hand?.draw) return;
  const reach = pointerType === "mouse" ? 5 : 14;
  if (quiz.hiding && quiz.question?.kind === "find") { found(pickNear(x, y, reach)?.id); return; }
  if (quiz.hiding) return;
  const marker = markerNear(x, y, reach + 8);
  const hit = marker ? { id: marker, at: points[marker]?.at } : pickNear(x, y, reach);
  emit("pick", hit);
  select(hit && hit.id !== panels.selected ? hit.id : null);
}
