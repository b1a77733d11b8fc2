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
/* Whether a frame is being drawn, or one waits for it. */
export const isBusy = () => Boolean(unfinished || waiting);
export const isHeld = () => Boolean(unfinished) && (inSoftware() || lastMs > HELD_MS);
/**
 * Call once the graphics processor is free; who asks last is called.
 * @param {() => void} then
 */
export function whenFree(then) {
  if (unfinished) waiting = then; else then();
}
/**
 * Call back when what was asked for so far is finished; false where a browser cannot tell.
 * @param {WebGL2RenderingContext | null} gl
 * @param {number} everyMs how often it is looked for
 * @param {() => void} then
 */
export function whenFinished(gl, everyMs, then) {
  const fence = gl?.fenceSync?.(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!fence) return false;
  const look = () => {
    // With the flag each time: Firefox complains of those who ask a hundred times without.
    if (!gl.isContextLost() && gl.clientWaitSync(fence, gl.SYNC_FLUSH_COMMANDS_BIT, 0) === gl.TIMEOUT_EXPIRED) { window.setTimeout(look, everyMs); return; }
    gl.deleteSync(fence);
    then();
  };
  gl.flush();
  window.setTimeout(look, everyMs);
  return true;
}
/**
 * A frame has been asked for: follow it until it is finished. What waited to be drawn is in it.
 * @param {WebGL2RenderingContext | null} gl
 */
export function followFrame(gl) {
  const mine = unfinished = { begun: performance.now() };
  waiting = null;
  const told = whenFinished(gl, LOOK_MS, () => {
    lastMs = performance.now() - mine.begun;
    if (unfinished === mine) freed(); // else a later one is awaited
  });
  if (!told) freed();
}
function freed() {
  const then = waiting;
  unfinished = waiting = null;
  then?.();
}
