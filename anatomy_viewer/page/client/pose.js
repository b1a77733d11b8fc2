// @ts-check
/* Where the camera stands, what of the window it has to fill, and where a place of the body is in it. */
import { minus, plus, dot, cross, length, unit, rotate } from "./vectors.js";
import { device } from "./device.js";
import { stage } from "./stage.js";

export const VIEW_ANGLE_DEG = 30;
const FILL = 0.98;

/* Where the page stands before it is shown: it opens in a closed part of a course's page, and is drawn once that opens. */
const [WIDTH, HEIGHT] = [600, 400];
/** @type {Free} */
const UNSHOWN = { left: 0, top: 0, right: WIDTH, bottom: HEIGHT, width: WIDTH, height: HEIGHT, box: { left: 0, top: 0, width: WIDTH, height: HEIGHT }, inHand: false };

/**
 * The part of the window that no panel covers, in CSS pixels of the stage; as it was last, while nothing is shown.
 * @returns {Free}
 */
export function freeRectangle() {
  const box = stage.element.getBoundingClientRect();
  if (!box.width || !box.height) return stage.free || UNSHOWN;
  const free = { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-covers]"))) {
    const cover = element.getBoundingClientRect();
    if (!cover.width || !cover.height) continue;
    const side = element.dataset.covers;
    if (side === "left") free.left = Math.max(free.left, cover.right);
    if (side === "right") free.right = Math.min(free.right, cover.left);
    if (side === "top") free.top = Math.max(free.top, cover.bottom);
    if (side === "bottom") free.bottom = Math.min(free.bottom, cover.top);
  }
  if (free.right - free.left < 120) { free.left = box.left; free.right = box.right; }
  if (free.bottom - free.top < 120) { free.bottom = Math.min(box.bottom, free.top + 120); }
  if (free.bottom <= free.top) free.top = box.top;
  return { left: free.left - box.left, top: free.top - box.top, right: free.right - box.left,
    bottom: free.bottom - box.top, width: free.right - free.left, height: free.bottom - free.top, box, inHand: device.phone };
}

/** @param {number} radiusMm @param {Pick<Free, "width" | "height" | "box" | "inHand">} free @returns {number} */
export function distanceFor(radiusMm, free) {
  const span = Math.min(free.width * (free.inHand ? 1.12 : 1), free.height) * FILL * (free.inHand ? 1 : 0.94);
  return (radiusMm * free.box.height) / (span * Math.tan((VIEW_ANGLE_DEG * Math.PI) / 360));
}

/** @returns {Pose} */
export function pose() {
  const camera = stage.view.activeCamera;
  const focus = camera.getFocalPoint();
  const arm = minus(camera.getPosition(), focus);
  return { focus: [...focus], direction: unit(arm), distance: length(arm), up: [...camera.getViewUp()] };
}

/** @param {Pose} to */
export function setPose({ focus, direction, distance, up }) {
  stage.view.activeCamera.set({ focalPoint: focus, position: plus(focus, direction, distance), viewUp: up, viewAngle: VIEW_ANGLE_DEG });
}

/** @returns {Camera} */
export function currentTarget() {
  const now = pose();
  return { focus: now.focus, radius_mm: stage.radiusMm, direction: now.direction, up: now.up };
}

export function centreOnFreeArea() {
  const { box, left, right, top, bottom } = stage.free;
  const x = (left + right) / box.width - 1;
  const y = 1 - (top + bottom) / box.height;
  stage.view.activeCamera.setWindowCenter(-x, -y);
}

/** @param {Pose} a @param {Pose} b @param {number} t @returns {Pose} */
export function between(a, b, t) {
  let axis = cross(a.direction, b.direction);
  if (length(axis) < 1e-6) axis = a.up;
  const angle = Math.acos(Math.max(-1, Math.min(1, dot(a.direction, b.direction))));
  const direction = unit(rotate(a.direction, unit(axis), angle * t));
  const carried = rotate(a.up, unit(axis), angle * t);
  const up = unit(plus(carried.map((part) => part * (1 - t)), b.up, t));
  return { focus: plus(a.focus, minus(b.focus, a.focus), t), direction, up,
    distance: a.distance * (b.distance / a.distance) ** t };
}

/** @param {Vector} at @returns {Spot & {behind: boolean}} */
export function project(at) {
  const { view, free } = stage;
  const aspect = free.box.width / free.box.height;
  const [x, y, z] = view.renderer.worldToNormalizedDisplay(at[0], at[1], at[2], aspect);
  return { x: x * free.box.width, y: (1 - y) * free.box.height, behind: z > 1 || z < -1 };
}

/** @param {number} clientX @param {number} clientY @returns {{origin: Vector, direction: Vector}} */
export function rayThrough(clientX, clientY) {
  const { view, element } = stage;
  const box = element.getBoundingClientRect();
  const [width, height] = view.openglRenderWindow.getSize();
  const x = ((clientX - box.left) / box.width) * width, y = (1 - (clientY - box.top) / box.height) * height;
  const near = view.openglRenderWindow.displayToWorld(x, y, 0, view.renderer);
  const far = view.openglRenderWindow.displayToWorld(x, y, 1, view.renderer);
  // From the eye: the near plane is where the last picture had it, which may be behind what comes first now.
  return { origin: [...view.activeCamera.getPosition()], direction: unit(minus(far, near)) };
}

/* A label stays while its place is no further than this outside the picture. */
export const MARGIN = 40;
/** @param {Vector} at @returns {boolean} */
export function isInPicture(at) {
  const { x, y, behind } = project(at), { left, right, top, bottom } = stage.free;
  return !behind && x >= left - MARGIN && x <= right + MARGIN && y >= top - MARGIN && y <= bottom + MARGIN;
}
