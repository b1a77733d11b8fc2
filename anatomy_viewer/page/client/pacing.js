// @ts-check
/* Pacing: a frame begins when the last is finished. What waits is what is newest: the hand has gone on meanwhile. */
import { inSoftware } from "./software.js";

const HELD_MS = 25; // a card whose frames take no longer is never waited for
const LOOK_MS = 3;
/* What goes on moving the picture says so here, and when a step of it was made. */
export const motion = { hand: false, flight: false, turned: -Infinity };

/** @type {{begun: number} | null} */
let unfinished = null; // the frame that the graphics processor is at
let lastMs = 0;
/** @type {(() => void) | null} */
let waiting = null;
export const isHeld = () => Boolean(unfinished) && (inSoftware() || lastMs > HELD_MS);
/**
 * Call once the graphics processor is free; who asks last is called.
 * @param {() => void} then
 */
export function whenFree(then) {
  if (unfinished) waiting = then; else then();
}
/**
 * A frame has been asked for: follow it until it is finished.
 * @param {WebGL2RenderingContext | null} gl
 */
export function followFrame(gl) {
  const fence = gl?.fenceSync?.(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!fence) { freed(); return; }
  const mine = unfinished = { begun: performance.now() };
  gl.flush();
  const look = () => {
    if (!gl.isContextLost() && gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED) { window.setTimeout(look, LOOK_MS); return; }
    gl.deleteSync(fence);
    lastMs = performance.now() - mine.begun;
    if (unfinished === mine) freed(); // else a later one is awaited
  };
  window.setTimeout(look, LOOK_MS);
}
function freed() {
  const then = waiting;
  unfinished = waiting = null;
  then?.();
}
