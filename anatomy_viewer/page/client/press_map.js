// @ts-check
/* The map of presses: where each pressed, their middle and how they spread, the target, and how far examiners are apart. */
import { minus, plus, cross, dot, length, unit } from "./vectors.js";
import { through, movedTo, cased } from "./boxes.js";
import { structures } from "./content.js";
import { stage } from "./stage.js";
import { pose, project } from "./pose.js";
import { castRay } from "./rays.js";
import { drawYardsticks, loopRound, scaled } from "./markers.js";

const BEHIND_MM = 6, FEW = 60;
/** Which presses the body hides, from where that was found, and where the camera stood at the last drawing. */
let hiddenPresses = new Set(), foundFrom = "", drawnFrom = "";

/** Once the camera rests: a ray to each press. @param {Vector[]} cloud @param {string} on */
function findHiddenPresses(cloud, on) {
  const eye = [...stage.view.activeCamera.getPosition()], from = `${eye}|${cloud.length}|${cloud[0]}`;
  if (from === drawnFrom && from !== foundFrom) {
    foundFrom = from;
    hiddenPresses = new Set(cloud.flatMap((at, k) => {
      const arm = minus(at, eye), hit = castRay(eye, unit(arm), (id) => structures[id].kind === on);
      return hit && hit.distance < length(arm) - BEHIND_MM ? [k] : [];
    }));
  }
  drawnFrom = from;
}

/**
 * @param {string[]} drawing
 * @param {Question} question
 * @param {Record<string, any>} results
 * @param {Vector | null} target
 */
export function drawPressMap(drawing, question, { cloud = [], mean, ellipse }, target) {
  findHiddenPresses(cloud, question.on);
  const radius = cloud.length > FEW ? 3.5 : 5.5;
  cloud.forEach((at, k) => drawing.push(`<g class="one-press${hiddenPresses.has(k) ? " away" : ""}" ${movedTo(project(at))}><circle r="${radius}"/></g>`));
  const [along, across] = ellipse || [], facing = pose().direction;
  let normal = along && along.sd_mm > 0 ? cross(along.direction, across.direction) : target ? question.normal : facing;
  if (dot(normal, facing) < 0) normal = scaled(normal, -1);
  if (target || mean) drawYardsticks(drawing, target || mean, normal);
  if (along) {
    const edge = loopRound(mean, scaled(along.direction, 2 * along.sd_mm), scaled(across.direction, 2 * across.sd_mm));
    drawing.push(`<path class="spread-case" d="${edge}"/><path class="spread-edge" d="${edge}"/>`);
  }
  if (target) {
    const spot = project(target);
    if (mean) drawing.push(cased(through([project(mean), spot])));
    drawing.push(`<g class="target" ${movedTo(spot)}><path class="case" d="M-13 0H13M0-13V13"/><path d="M-13 0H13M0-13V13"/></g>`);
  }
  if (mean) drawing.push(`<g class="press-middle" ${movedTo(project(mean))}><path class="case" d="M0-11L11 0L0 11L-11 0Z"/><path d="M0-11L11 0L0 11L-11 0Z"/></g>`);
  if (mean && target) {
    const spot = project(plus(mean, minus(target, mean), 0.5));
    drawing.push(`<text class="ring-text strong" x="${(spot.x + 12).toFixed(1)}" y="${(spot.y - 10).toFixed(1)}">${Math.round(length(minus(mean, target)))} mm</text>`);
  }
}
