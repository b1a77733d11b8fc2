// @ts-check
/* What the browser's own window shows of the page: its address and the name of its tab. Where no graphics card draws, one program
   draws the pages and that window, and the picture waits while it draws the window anew: such a page tells it once the picture has
   begun to move. */
import { inSoftware } from "./software.js";
import { isStill } from "./device.js";
import { isBusy } from "./pacing.js";

const FREE_YET_MS = 25;
const LATEST_MS = 1000;
/** @type {(() => void)[]} */
let unsaid = [];

/**
 * Change what the window shows, in the order of the calls.
 * @param {() => void} tell
 */
export function tellWindow(tell) {
  if (!unsaid.length && (!inSoftware() || document.hidden || isStill())) { tell(); return; }
  unsaid.push(tell);
  if (unsaid.length > 1) return;
  const latest = performance.now() + LATEST_MS;
  const look = () => {
    if (isBusy() && performance.now() < latest) window.setTimeout(look, FREE_YET_MS); else tellNow();
  };
  // The frame that comes has asked for its picture by then.
  window.requestAnimationFrame(() => window.setTimeout(look, FREE_YET_MS));
}
function tellNow() {
  const now = unsaid;
  unsaid = [];
  now.forEach((tell) => tell());
}
/** Who goes back leaves a place that the window was not told of yet. */
export function forgetUnsaid() { unsaid = []; }

for (const last of ["pagehide", "beforeprint"]) window.addEventListener(last, tellNow);
document.addEventListener("visibilitychange", tellNow);
