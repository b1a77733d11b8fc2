// @ts-check
/* Marks on the picture: points, the lines round usual areas, a press and its target. */
import { content } from "./content.js";
import { minus, plus, dot, cross, length, unit } from "./vectors.js";
import { hurts } from "./hurts.js";
import { placed } from "./people.js";
import { quiz, millimetres, pressing } from "./quiz.js";
import { around, through, movedTo, cased } from "./boxes.js";
import { captions } from "./captions.js";
import { stage } from "./stage.js";
import { isCutAway } from "./clip.js";
import { pose, project } from "./pose.js";

/** @param {string[]} drawing @param {Box[]} taken */
export function drawMarkers(drawing, taken) {
  const towards = pose().direction;
  stage.markerSpots = {};
  for (const marker of captions.markers) {
    const spot = project(placed(marker));
    if (spot.behind || isCutAway(placed(marker))) continue;
    if (marker.kind !== "end") stage.markerSpots[marker.id] = spot;
    taken.push(around(spot, 11));
    const away = marker.normal && dot(marker.normal, towards) < 0 ? " away" : "";
    const shape = marker.kind === "landmark" ? '<path class="case" d="M0-8L8 0L0 8L-8 0Z"/><path d="M0-8L8 0L0 8L-8 0Z"/>'
      : marker.kind === "tender_point" ? '<circle class="case" r="11"/><circle r="11"/><circle r="5.5"/><circle class="dot" r="1.6"/>'
        : marker.kind === "end" ? '<circle class="case" r="4"/><circle class="dot" r="4"/>'
        : '<circle class="case" r="8"/><circle r="8"/><path d="M-12 0H-4M4 0H12M0-12V-4M0 4V12"/>';
    drawing.push(`<g class="marker ${marker.kind}${away}" ${movedTo(spot)}>${shape}</g>`);
  }
}

/**
 * The lines round the areas that the spot touches, a number at each, and the spot itself.
 * @param {string[]} drawing
 */
export function drawUsualAreas(drawing) {
  const { spot, inside, lit } = hurts;
  if (!spot) return;
  const tags = [];
  inside.forEach((area, number) => {
    const strong = !lit || (lit.id === area.id && lit.side === area.side);
    area.lines.forEach((line, part) => {
      const spots = line.map(project), path = `${through(spots)}Z`;
      drawing.push(`<path class="area-case" opacity="${strong ? 1 : 0.3}" d="${path}"/><path class="area-line" opacity="${strong ? 1 : 0.3}" stroke-dasharray="${DASHES[number % DASHES.length]}" d="${path}"/>`);
      if (part === 0) tags.push({ area, line: spots });
    });
  });
  // Each number stands where its line is farthest from the spot and from the numbers before it.
  const middle = project([spot.x, spot.y, spot.z]), kept = [middle];
  for (const tag of tags) {
    const clear = (at) => Math.min(...kept.map((other) => Math.hypot(at.x - other.x, at.y - other.y)));
    tag.at = tag.line.reduce((best, at) => (clear(at) > clear(best) ? at : best));
    kept.push(tag.at);
  }
  for (const { area, at } of tags) {
    drawing.push(`<g class="area-mark" ${movedTo(at)}><circle r="10"/><text>${area.tag}</text></g>`);
  }
  drawing.push(`<g class="marker site spot" ${movedTo(middle)}><circle class="case" r="11"/><circle r="11"/><circle class="dot" r="3"/>`
    + '<path class="case" d="M-20 0H-11M11 0H20M0-20V-11M0 11V20"/><path d="M-20 0H-11M11 0H20M0-20V-11M0 11V20"/></g>');
}
const DASHES = ["none", "9 5", "2 5", "12 4 2 4", "5 3", "16 5"];

/**
 * What a press looks like on the model: the target, the press, the line between them, the rings.
 * @param {string[]} drawing
 */
export function drawPress(drawing) {
  if (pressing() && quiz.cross) {
    drawing.push(`<g class="cross-hair" ${movedTo(project(quiz.cross.at))}><path class="case" d="M-18 0H-5M5 0H18M0-18V-5M0 5V18"/><path d="M-18 0H-5M5 0H18M0-18V-5M0 5V18"/><circle r="2"/></g>`);
  }
  if (quiz.asking?.put) {
    quiz.asking.put.tally?.draw?.(drawing);
    if (quiz.asking.pressed) drawing.push(`<g class="pressed" ${movedTo(project(quiz.asking.pressed))}><circle class="case" r="9"/><circle r="7"/></g>`);
    return;
  }
  const drawn = quiz.training?.drawn || quiz.asking?.drawn;
  if (!drawn) return;
  const { at, aim, target } = drawn;
  drawYardsticks(drawing, aim, target.normal);
  if (target.spread) {
    const { along, across, sd_mm: sd, contours } = target.spread;
    for (const [, sigma] of contours) drawing.push(`<path class="contour" d="${loopRound(drawn.centre, scaled(along, sd[0] * sigma), scaled(across, sd[1] * sigma))}"/>`);
  }
  const [from, to] = [project(at), project(aim)];
  drawing.push(cased(through([from, to]))
    + `<g class="target" ${movedTo(to)}><path class="case" d="M-9 0H9M0-9V9"/><path d="M-9 0H9M0-9V9"/></g>`
    + `<g class="pressed" ${movedTo(from)}><circle r="7"/></g>`
    + `<text class="ring-text strong" x="${((from.x + to.x) / 2 + 10).toFixed(1)}" y="${((from.y + to.y) / 2 - 8).toFixed(1)}">${millimetres(length(minus(at, aim)))} mm</text>`);
}

/** @type {(vector: Vector, by: number) => Vector} */
export const scaled = (vector, by) => vector.map((part) => part * by);
/** An ellipse round a place, by its two arms. @type {(centre: Vector, a: Vector, b: Vector) => string} */
export const loopRound = (centre, a, b) => through(Array.from({ length: 49 }, (_, k) => plus(plus(centre, a, Math.cos((k * Math.PI) / 24)), b, Math.sin((k * Math.PI) / 24))).map(project));
/**
 * Rings as wide as examiners are apart.
 * @param {string[]} drawing
 * @param {Vector} aim
 * @param {Vector} normal of the surface there
 */
export function drawYardsticks(drawing, aim, normal) {
  const one = unit(cross(unit(normal), [0, 0, 1])), two = cross(unit(normal), one);
  for (const { mm } of content.yardsticks) {
    const ring = loopRound(aim, scaled(one, mm), scaled(two, mm));
    const top = project(plus(aim, two[2] > 0 ? two : scaled(two, -1), mm));
    drawing.push(`${cased(ring, "yard")}<text class="ring-text" x="${top.x.toFixed(1)}" y="${(top.y - 5).toFixed(1)}">${mm} mm</text>`);
  }
}
