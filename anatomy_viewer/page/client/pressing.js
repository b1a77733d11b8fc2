// @ts-check
/* Press: a place on the skin or the bone, told in millimetres and directions. */
import { markRaw } from "./vue.js";
import { content, points, say, words } from "./content.js";
import { announce } from "./notices.js";
import { minus, plus, dot, length, whole } from "./vectors.js";
import { whose, nerveOf, placed } from "./people.js";
import { quiz, millimetres, pressable, pressTarget, pressing } from "./quiz.js";
import { rayThrough } from "./pose.js";
import { castRay } from "./rays.js";
import { overlayChanged } from "./overlay.js";
import { flyTo } from "./camera.js";
import { startCross, moveCross, showUnderSkin } from "./crosshair.js";
import { listen } from "./signals.js";
import { answer } from "./questions.js";
import { trained } from "./training.js";

/* What is pressed may come into the picture after the question: the cross is there once there is something under it. */
listen("change", () => { if (pressing() && !quiz.cross) startCross(pressTarget()); });
export function pressHere() {
  if (!quiz.cross) { startCross(pressTarget()); if (quiz.cross) announce(quiz.cross.words); return; }
  pressed(quiz.cross.at);
}
/** @param {number} clientX @param {number} clientY */
export function pressAt(clientX, clientY) {
  const { origin, direction } = rayThrough(clientX, clientY);
  const hit = castRay(origin, direction, pressable);
  if (hit) pressed(hit.at); else announce(words().press_missed);
}

/**
 * How a press lies to its target: the distance, its parts in words, the spread and the yardsticks.
 * @param {Vector} at
 * @param {PressTarget} target
 * @param {Vector} aim
 * @returns {Judged}
 */
function judged(at, target, aim) {
  const away = minus(at, aim), mm = length(away);
  const parts = target.axes.map(({ direction, more, less }) => ({ mm: dot(away, direction), word: dot(away, direction) > 0 ? more : less }));
  const said = parts.filter((part) => millimetres(part.mm) >= 2).map((part) => `${millimetres(part.mm)} mm ${words().press_directions[part.word]}`);
  const lines = [];
  if (!quiz.training && target.spread) {
    const { along, across, sd_mm: sd, contours } = target.spread;
    const sigma = Math.hypot(dot(away, along) / sd[0], dot(away, across) / sd[1]);
    const inside = contours.find(([, radius]) => sigma <= radius);
    lines.push(inside ? say("press_inside", { share: inside[0] }) : words().press_outside);
  } else if (!quiz.training) lines.push(words().press_no_spread);
  const yardstick = content.yardsticks.find((one) => mm <= one.mm);
  lines.push(words().press_yardsticks[yardstick?.id || "neither"]);
  return { mm, parts, lines, near: yardstick, words: said.length ? `${said.join(", ")}.` : words().press_on_it };
}

/** @param {Vector} at */
export function pressed(at) {
  if (!pressing()) return;
  if (quiz.asking?.put) { quiz.asking.pressed = markRaw(at); overlayChanged(); quiz.asking.put.give(whole(at)); return; }
  const target = pressTarget(), aim = aimNow(target);
  const told = judged(at, target, aim);
  const drawn = markRaw({ at, aim, target, centre: target.at });
  flyTo({ ...target.camera, focus: aim, radius_mm: Math.max(60, Math.min(told.mm + 20, 140)) });
  if (quiz.training) { trained(told, drawn); return; }
  const nerve = points[target.target]?.nerve;
  showUnderSkin(target.on === "skin", nerve);
  quiz.asking.drawn = drawn;
  const sources = [...new Set([...quiz.question.sources, ...content.yardsticks.flatMap((one) => one.sources)])].filter((key) => content.sources[key]);
  answer(Boolean(told.near), told.lines, whole(at), { words: `${say("press_distance", { mm: millimetres(told.mm) })}: ${told.words}`, sources, mm: told.mm });
}
/**
 * Where a finger meets the target on whoever is drawn: the usual place, moved as the nerve has moved.
 * @param {PressTarget} target
 * @returns {Vector}
 */
function aimNow(target) {
  const point = points[target.target];
  if (!whose.steps[nerveOf(target.target)]) return target.at;
  const moved = plus(target.at, minus(placed(point), point.at));
  return castRay([moved[0], moved[1] - 500, moved[2]], [0, 1, 0], pressable)?.at || moved;
}

export const pressCalls = { moveCross, pressHere };
