// @ts-check
/* The presenter points at a place of the body, and everyone who follows sees where. */
import { reactive } from "./vue.js";
import { content, fill, structures } from "./content.js";
import { announce } from "./notices.js";
import { dot, minus, plus } from "./vectors.js";
import { $ } from "./elements.js";
import { stage, phase } from "./stage.js";
import { currentTarget, project, rayThrough } from "./pose.js";
import { hear } from "./signals.js";
import { pick } from "./rays.js";
import { aimed, hands, tooling } from "./tools.js";
import { classroom, tellClass } from "./classroom.js";

const BETWEEN_MS = 80, REST_MS_OF_POINTER = 900;

/** @type {Pointing} */
export const pointing = reactive({
  spot: null,
  get on() { return tooling.tool === "point"; },
  toggle() { tooling.takeTool("point"); },
});
/** @type {Vector | null} */
let pointedAt = null;
let pointedLast = 0, restTimer = 0, saidLast = "";

/** @param {number} x @param {number} y */
function pointTo(x, y) {
  const { origin, direction } = rayThrough(x, y), { focus, direction: square } = currentTarget();
  const at = pick(x, y)?.at || plus(origin, direction, dot(minus(focus, origin), square) / dot(direction, square)); // beside the body, too
  pointedAt = at.map((part) => Math.round(part * 10) / 10);
  tellClass({ told: { pointer: pointedAt } });
  showPointer();
}
function pointNowhere() {
  if (!pointedAt) return;
  pointedAt = null;
  tellClass({ told: { pointer: null } });
  showPointer();
}
/** @param {PointerEvent} event */
function followHand({ pointerType, buttons, clientX: x, clientY: y, timeStamp }) {
  if (pointerType !== "mouse" || buttons || timeStamp - pointedLast < BETWEEN_MS || phase < 2) return;
  pointedLast = timeStamp;
  pointTo(x, y);
}
hands.point = {
  aims: true,
  begin() { $(".stage").addEventListener("pointermove", followHand); announce(classroom.words.point_hint); },
  end() { $(".stage").removeEventListener("pointermove", followHand); pointNowhere(); },
  press: pointTo,
  moved() { pointTo(...aimed()); },
  step: pointNowhere,
};

function showPointer() {
  const spot = pointedAt && stage?.free && project(pointedAt);
  pointing.spot = spot && !spot.behind ? { x: spot.x + stage.free.box.left, y: spot.y + stage.free.box.top } : null;
}
/** What is pointed at is said once it is clear what is meant. */
function sayPointer() {
  const name = pointing.spot && structures[pick(pointing.spot.x, pointing.spot.y)?.id]?.name;
  if (name && name !== saidLast) announce(fill(classroom.words.points_at, { name }));
  saidLast = name || "";
}
export function listenToPointer() {
  hear("overlay", () => { if (pointedAt) showPointer(); });
  hear("class", () => {
    if (classroom.leading || !content) return;
    const told = classroom.over || classroom.roaming ? null : classroom.state?.told?.pointer || null;
    if (String(told) === String(pointedAt)) return;
    pointedAt = told;
    showPointer();
    window.clearTimeout(restTimer);
    if (told) restTimer = window.setTimeout(sayPointer, REST_MS_OF_POINTER);
  });
}
