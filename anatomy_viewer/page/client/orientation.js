// @ts-check
/* The sign of the sides, and the name of the view. */
import { content, say } from "./content.js";
import { dot, cross, unit } from "./vectors.js";
import { $ } from "./elements.js";
import { showing } from "./stage.js";
import { pose } from "./pose.js";

/** @type {Record<string, Vector>} */
const WAYS = { front: [0, 1, 0], behind: [0, -1, 0], right: [1, 0, 0], left: [-1, 0, 0], above: [0, 0, 1], below: [0, 0, -1] };
export function drawOrientation() {
  const sign = $(".orientation svg");
  if (!sign) return;
  const { direction, up } = pose();
  const side = unit(cross(up, direction)), level = cross(direction, side);
  const drawn = Object.entries(WAYS).map(([way, axis]) => ({ letter: content.words.orientation_letters[way], x: 34 * dot(axis, side), y: -34 * dot(axis, level), depth: dot(axis, direction) }))
    .sort((a, b) => a.depth - b.depth);
  sign.innerHTML = drawn.map(({ letter, x, y, depth }) => `<g opacity="${(0.62 + 0.38 * (depth + 1) / 2).toFixed(2)}">`
    + `<line x1="0" y1="0" x2="${(x * 0.7).toFixed(1)}" y2="${(y * 0.7).toFixed(1)}"/>`
    + `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${depth > 0.4 ? 11 : 9}"/><text x="${x.toFixed(1)}" y="${y.toFixed(1)}">${letter}</text></g>`).join("");
  const apart = (a, b) => Math.acos(Math.max(-1, Math.min(1, dot(unit(a), unit(b)))));
  const near = content.views.map((view) => ({ view, angle: Math.max(apart(view.direction, direction), apart(view.up, up)) }))
    .sort((a, b) => a.angle - b.angle)[0];
  showing.viewId = near.angle < 0.06 ? near.view.id : null;
  showing.viewWords = near.angle < 0.14 ? near.view.name : describe(direction);
  const sideways = dot(side, [1, 0, 0]);
  showing.viewNote = near.angle < 0.14 ? near.view.note : sideways > 0.5 ? content.words.their_left_on_left : sideways < -0.5 ? content.words.their_left_on_right : "";
}

/** @param {Vector} direction @returns {string} */
function describe(direction) {
  const [x, y, z] = direction, { ways } = content.words;
  const named = [[-y, ways.behind], [y, ways.front], [x, ways.right], [-x, ways.left], [z, ways.above], [-z, ways.below]]
    .sort((a, b) => b[0] - a[0]);
  const words = named[1][0] > 0.38 ? say("from_both", { first: named[0][1], second: named[1][1] }) : say("from_one", { first: named[0][1] });
  return words[0].toUpperCase() + words.slice(1);
}
