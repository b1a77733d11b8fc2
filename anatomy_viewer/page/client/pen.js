// @ts-check
/* Drawing on the picture. A stroke lies on a pane through what one drew on, square to the view: it is there while one looks that way,
   nearer or farther, in a window of any size, and not while the picture is turned. */
import { reactive, markRaw, toRaw } from "./vue.js";
import { edition } from "./content.js";
import { announce } from "./notices.js";
import { minus, plus, dot } from "./vectors.js";
import { $ } from "./elements.js";
import { stage } from "./stage.js";
import { pose, project, rayThrough, currentTarget } from "./pose.js";
import { hear, send } from "./signals.js";
import { pick } from "./rays.js";
import { flyTo } from "./camera.js";
import { hands, aimed } from "./tools.js";

const WIDTH_PX = 4, RIM_PX = 2, REACH_PX = 12, APART_PX = 2;
const SAME_VIEW = Math.cos((0.6 * Math.PI) / 180);
/* Neither is a colour of the anatomy; they differ in lightness too, and each has a rim of the other kind. */
const INKS = { magenta: { ink: "#c4007a", rim: "#ffffff" }, cyan: { ink: "#2fd6ff", rim: "#12202a" } };

/** @type {Drawer} */
export const drawer = reactive({
  inks: Object.keys(INKS),
  ink: "magenta",
  erasing: false,
  strokes: markRaw([]),
  past: markRaw([]),
  inking: false,
  /* Where a drawing is from when it is not to be seen. */
  penAway: false,
  /* What is drawn on the picture now, in CSS pixels of it: for whoever paints it once more. */
  get strokesNow() {
    if (!stage?.free) return [];
    return drawer.strokesFrom(pose()).map(({ ink, places }) => ({ ...INKS[ink], width: WIDTH_PX, rimWidth: WIDTH_PX + 2 * RIM_PX,
      points: places.map((at) => { const { x, y } = project(at); return { x, y }; }) }));
  },
  strokesFrom: (view) => toRaw(drawer.strokes).filter((stroke) => isSeen(stroke, view)),
  takeInk(ink) { Object.assign(drawer, { ink, erasing: false }); },
  takeEraser() { drawer.erasing = true; },
  undoStroke() {
    if (!drawer.past.length) return;
    drawer.strokes = markRaw(drawer.past.at(-1));
    drawer.past = markRaw(drawer.past.slice(0, -1));
    redraw();
    announce(edition.content.words.tools.pen_undone);
  },
  clearStrokes() {
    if (!drawer.strokes.length) return;
    keep([]);
    announce(edition.content.words.tools.pen_cleared);
  },
  backToStrokes() { flyTo({ ...drawer.strokes.at(-1).camera, flight_ms: 700 }); },
});

/** @param {Stroke[]} strokes */
function keep(strokes) {
  drawer.past = markRaw([...drawer.past, drawer.strokes]);
  drawer.strokes = markRaw(strokes);
  redraw();
}
/** Whether one looks as when a stroke was drawn. @param {Stroke} stroke @param {{direction: Vector, up: Vector}} now @returns {boolean} */
function isSeen({ camera }, now) {
  return dot(now.direction, camera.direction) > SAME_VIEW && dot(now.up, camera.up) > SAME_VIEW;
}
/**
 * A smooth line through places: each is the handle between the middles to its neighbours.
 * @param {Spot[]} spots
 * @returns {string}
 */
function smoothed(spots) {
  const pair = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  if (spots.length < 3) return `M${pair(spots[0])}L${pair(spots.at(-1))}`;
  const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  return `M${pair(spots[0])}${spots.slice(1, -1).map((spot, k) => `Q${pair(spot)} ${pair(k + 3 === spots.length ? spots.at(-1) : middle(spot, spots[k + 2]))}`).join("")}`;
}
function redraw() {
  const layer = $(".pen-layer");
  if (!layer) return;
  const drawn = drawer.strokesNow;
  layer.innerHTML = drawn.map(({ ink, rim, width, rimWidth, points: spots }) => {
    const d = smoothed(spots);
    return `<path stroke="${rim}" stroke-width="${rimWidth}" d="${d}"/><path stroke="${ink}" stroke-width="${width}" d="${d}"/>`;
  }).join("");
  drawer.penAway = Boolean(drawer.strokes.length) && !drawn.length;
  send("drawn");
}
/** Somebody else's drawing, in place of what is drawn. @param {Stroke[]} strokes */
export function showStrokes(strokes) {
  drawing = beforeErasing = null;
  Object.assign(drawer, { strokes: markRaw(strokes), past: markRaw([]), inking: false });
  redraw();
}
hear("overlay", () => { if (drawer.strokes.length || drawer.penAway) redraw(); });

/** @type {{stroke: Stroke, middle: Vector, last: Spot} | null} */
let drawing = null;
/** @type {Stroke[] | null} */
let beforeErasing = null;
/** @param {number} x @param {number} y */
function penDown(x, y) {
  if (drawer.erasing) { beforeErasing = drawer.strokes; erase(x, y); return; }
  const camera = currentTarget(), stroke = { ink: drawer.ink, camera, places: [] };
  drawing = { stroke, middle: pick(x, y)?.at || camera.focus, last: { x: NaN, y: NaN } };
  drawOn(x, y);
  keep([...drawer.strokes, stroke]);
}
/** @param {number} x @param {number} y */
function drawOn(x, y) {
  if (beforeErasing) { erase(x, y); return; }
  if (!drawing || Math.hypot(x - drawing.last.x, y - drawing.last.y) < APART_PX) return;
  const { stroke, middle } = drawing, { origin, direction } = rayThrough(x, y), square = stroke.camera.direction;
  drawing.last = { x, y };
  stroke.places.push(plus(origin, direction, dot(minus(middle, origin), square) / dot(direction, square)));
  redraw();
}
/** @param {boolean} [kept] */
function penUp(kept = true) {
  if (beforeErasing && drawer.strokes !== beforeErasing) drawer.past = markRaw([...drawer.past, beforeErasing]);
  if (drawing && !kept) {
    drawer.strokes = markRaw(drawer.past.at(-1));
    drawer.past = markRaw(drawer.past.slice(0, -1));
  }
  drawing = beforeErasing = null;
  drawer.inking = false;
  redraw();
}
/** A stroke that is touched goes. @param {number} x @param {number} y */
function erase(x, y) {
  const at = { x: x - stage.free.box.left, y: y - stage.free.box.top };
  const kept = toRaw(drawer.strokes).filter((stroke) => !isSeen(stroke, pose()) || !stroke.places.map(project).some((spot, k, spots) => nearTo(at, spots[Math.max(0, k - 1)], spot)));
  if (kept.length === drawer.strokes.length) return;
  drawer.strokes = markRaw(kept);
  redraw();
}
/** @param {Spot} at @param {Spot} a @param {Spot} b @returns {boolean} */
function nearTo(at, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y], share = Math.max(0, Math.min(1, ((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(at.x - a.x - share * dx, at.y - a.y - share * dy) <= REACH_PX;
}

hands.pen = {
  aims: true,
  begin() { announce(edition.content.words.tools.pen_hint); },
  end() { penUp(); },
  draw(part, x, y) { if (part === "begin") penDown(x, y); else if (part === "move") drawOn(x, y); else penUp(part === "end"); },
  moved() { if (drawer.inking) drawOn(...aimed()); },
  key(event, onPicture) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey) { drawer.undoStroke(); return true; }
    if (event.key !== " " || !onPicture || event.ctrlKey || event.metaKey) return false;
    if (event.repeat) return true;
    if (drawer.inking) { penUp(); announce(edition.content.words.tools.pen_up); return true; }
    penDown(...aimed());
    drawer.inking = true;
    announce(edition.content.words.tools.pen_down);
    return true;
  },
  step() { penUp(); Object.assign(drawer, { strokes: markRaw([]), past: markRaw([]) }); redraw(); },
};
