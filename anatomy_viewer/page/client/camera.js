// @ts-check
/* The camera: flights, turning, nearer and farther, and what covers the picture on its way. */
import { content, structures, points, views, say } from "./content.js";
import { announce } from "./notices.js";
import { minus, plus, dot, cross, length, unit, rotate } from "./vectors.js";
import { isStill } from "./device.js";
import { inSoftware } from "./software.js";
import { looks } from "./looks.js";
import { send } from "./signals.js";
import { showing, stage } from "./stage.js";
import { VIEW_ANGLE_DEG, freeRectangle, distanceFor, pose, setPose, currentTarget, centreOnFreeArea, between, rayThrough } from "./pose.js";
import { castRay } from "./rays.js";
import { motion } from "./pacing.js";
import { sharpenAtRest } from "./sharpening.js";
import { overlayChanged } from "./overlay.js";
import { scheduleRender, renderWhenFree, settled } from "./rendering.js";

const HIGHEST_DEG = 84;
const NEAREST_MM = 60; // from what the camera turns round
const CLOSEST_MM = 40; // from what is in front of it
const FARTHEST = 4; // times what fills the view at home
const FEW_FRAMES = 4; // show the way in software, where each takes its time

/** @type {Camera | null} */
export let pendingCamera = null;
/** @type {{finish(): void, cancel(): void, to?: Camera} | null} */
let flight = null;
/** The named view that was chosen last, and from where. @type {{from: Camera, to: string} | null} */
export let turnedTo = null;
const endFlight = () => { flight?.cancel(); flight = null; };
export const finishFlight = () => flight?.finish();
/** Where the camera goes, while it is on its way there. @returns {Camera | null} */
export const cameraOnItsWay = () => flight?.to ?? (stage?.free ? null : pendingCamera);
/** @param {Camera} camera */
export function flyTo(camera) {
  if (!stage) { pendingCamera = camera; return; }
  stage.free = freeRectangle();
  stage.radiusMm = camera.radius_mm;
  // What covers the picture may change on the way: what explains a step comes with it.
  const target = () => ({ focus: camera.focus, direction: unit(camera.direction), up: camera.up,
    distance: distanceFor(camera.radius_mm, stage.free) });
  centreOnFreeArea();
  endFlight();
  const durationMs = isStill() || document.hidden || showing.loading ? 0 : Math.min(camera.flight_ms ?? 900, 1500);
  if (durationMs === 0) { setPose(target()); scheduleRender(); settled(); return; }
  const start = pose();
  const begun = performance.now();
  let frame = 0, pause = 0;
  const finish = () => { endFlight(); setPose(target()); renderWhenFree(); settled(); };
  const deadline = window.setTimeout(finish, durationMs);
  // A frame that is seen for long shows the middle of its time.
  const shownMs = inSoftware() ? durationMs / FEW_FRAMES : 0;
  const soon = () => { frame = window.requestAnimationFrame(tick); };
  const onTheWay = () => {
    const t = Math.min(1, (performance.now() - begun + shownMs / 2) / durationMs);
    setPose(between(start, target(), t * t * (3 - 2 * t)));
    if (shownMs) pause = window.setTimeout(soon, shownMs); else soon();
  };
  const tick = () => {
    if (performance.now() - begun >= durationMs) { finish(); return; }
    onTheWay();
    renderWhenFree();
  };
  motion.flight = true;
  flight = { finish, to: camera, cancel() { motion.flight = false; [deadline, pause].forEach((timer) => window.clearTimeout(timer)); window.cancelAnimationFrame(frame); } };
  // The first frame comes with what else has changed, and has begun to move.
  if (shownMs) { onTheWay(); scheduleRender(); } else soon();
}

/**
 * Something else moves the camera, frame after frame, until it has come to its end, a hand takes over or another flight begins.
 * @param {(seconds: number) => boolean} step told how long ago the last one was; false at its end
 * @param {() => void} ended
 */
export function drive(step, ended) {
  endFlight();
  let frame = 0, before = performance.now();
  const tick = () => {
    const now = performance.now(), goesOn = step((now - before) / 1000);
    before = now;
    if (!goesOn) { endFlight(); renderWhenFree(); settled(); return; }
    renderWhenFree();
    frame = window.requestAnimationFrame(tick);
  };
  motion.flight = true;
  flight = { finish: endFlight, cancel() { motion.flight = false; window.cancelAnimationFrame(frame); ended(); } };
  frame = window.requestAnimationFrame(tick);
}
export const stopDriving = () => { if (flight) { endFlight(); renderWhenFree(); settled(); } };

/** After a panel opened or the window changed: the same picture, fitted into what is free now. */
export function layoutChanged() {
  if (!stage?.element.offsetWidth || !stage.element.offsetHeight) return;
  const before = stage.free;
  stage.free = freeRectangle();
  const same = before && ["left", "top", "right", "bottom"].every((side) => before[side] === stage.free[side])
    && before.inHand === stage.free.inHand && before.box.width === stage.free.box.width && before.box.height === stage.free.box.height;
  if (same) { overlayChanged(); return; }
  if (before && !flight) {
    const now = pose();
    now.distance *= distanceFor(1, stage.free) / distanceFor(1, before);
    setPose(now);
  }
  centreOnFreeArea();
  if (!flight) scheduleRender(); // else it is in the next frame of the way
  overlayChanged();
}

function turned() {
  motion.turned = performance.now();
  scheduleRender();
  settled();
}

/**
 * Round the body's long axis and over its top, as far as just before the pole: the body never stands on its head.
 * @param {number} azimuthDeg
 * @param {number} elevationDeg
 */
export function turn(azimuthDeg, elevationDeg) {
  endFlight();
  const now = pose(), radians = Math.PI / 180;
  const about = (v) => rotate(v, [0, 0, 1], azimuthDeg * radians);
  const [direction, up] = [about(now.direction), about(now.up)];
  const side = unit(cross(up, direction)), height = Math.asin(Math.max(-1, Math.min(1, direction[2]))) / radians;
  const most = Math.max(HIGHEST_DEG, Math.abs(height)), rise = Math.max(-most, Math.min(most, height + elevationDeg)) - height;
  const over = (v) => unit(rotate(v, side, -rise * radians));
  setPose({ ...now, direction: over(direction), up: over(up) });
  turned();
}

/**
 * Nearer or farther, as far as there is still something to see.
 * @param {number} factor
 */
export function zoom(factor) {
  endFlight();
  const now = pose(), farthest = Math.max(now.distance, distanceFor(FARTHEST * content.home.camera.radius_mm, stage.free));
  const nearest = factor < 1 ? now.distance - Math.max(0, roomAhead(now)) : 0;
  const distance = Math.min(farthest, Math.max(Math.min(now.distance, NEAREST_MM), nearest, now.distance * factor));
  stage.radiusMm *= distance / now.distance;
  setPose({ ...now, distance });
  turned();
}

/**
 * How far the camera may go on before what fills the middle of the view, or the last that is in it, would be behind it.
 * @param {Pose} pose
 * @returns {number}
 */
function roomAhead({ direction }) {
  const solid = (id, look) => look.alpha >= 0.5 && look.emphasis !== "faded" && !["nerve", "corridor"].includes(structures[id].kind);
  const depths = (shares) => shares.map((u) => shares.map((v) => {
    const { left, top, width, height, box } = stage.free, { origin, direction: ahead } = rayThrough(box.left + left + u * width, box.top + top + v * height);
    const hit = castRay(origin, ahead, solid);
    return hit ? dot(minus(origin, hit.at), direction) : Infinity;
  })).flat();
  const nearest = Math.min(...depths([0.4, 0.5, 0.6]));
  if (nearest < Infinity) return nearest - CLOSEST_MM;
  if (!content.structures.some(({ id }) => looks.appearance[id]?.actor.visibility && solid(id, looks.appearance[id]))) return Infinity;
  return Math.min(...depths([0.1, 0.3, 0.5, 0.7, 0.9])) < Infinity ? Infinity : 0;
}

/**
 * The picture moved sideways by so many CSS pixels; its middle stays in the body.
 * @param {number} rightPx
 * @param {number} downPx
 */
export function pan(rightPx, downPx) {
  endFlight();
  const now = pose(), side = unit(cross(now.up, now.direction)), level = cross(now.direction, side);
  const mmPerPx = (2 * now.distance * Math.tan((VIEW_ANGLE_DEG * Math.PI) / 360)) / stage.free.box.height;
  const { focus: middle, radius_mm: radiusMm } = content.home.camera;
  const away = minus(plus(plus(now.focus, side, -rightPx * mmPerPx), level, downPx * mmPerPx), middle);
  const most = Math.max(radiusMm, length(minus(now.focus, middle)));
  setPose({ ...now, focus: plus(middle, away, Math.min(1, most / (length(away) || 1))) });
  turned();
}

/** @param {string | null} id */
export function focusOn(id) {
  const one = structures[id] || points[id];
  if (!one) return;
  flyTo({ ...currentTarget(), focus: one.centre || one.at, radius_mm: Math.max(28, (one.radius_mm || 30) * 1.05), flight_ms: 700 });
}

/* While a hand is at it the picture is drawn as it can be; sharp, once it has let go. */
export function startTurning() {
  if (motion.hand) return;
  endFlight();
  motion.hand = true;
}
export function stopTurning() {
  if (!motion.hand) return;
  Object.assign(motion, { hand: false, turned: -Infinity });
  settled();
  sharpenAtRest();
}

export const cameraCalls = {
  turn,
  zoom,
  chooseView(id) {
    const from = flight?.to ?? (stage ? currentTarget() : pendingCamera || content.home.camera);
    turnedTo = showing.viewId === id && !flight?.to ? null : { from, to: id };
    flyTo({ ...from, ...views[id], flight_ms: 700 });
    announce(say("announce_view", { view: views[id].name }));
    send("view");
  },
};
