// @ts-check
/* Rays: exact, on the CPU, over what is visible. */
import { content, structures } from "./content.js";
import { plus } from "./vectors.js";
import { looks } from "./looks.js";
import { stage, trianglesOf } from "./stage.js";
import { keptStretch } from "./clip.js";
import { rayThrough } from "./pose.js";
import { meetsBox, firstHit } from "./triangles.js";

/**
 * @param {Vector} origin
 * @param {Vector} direction
 * @param {(id: string, look: Look) => boolean} accepts
 * @returns {{id: string, at: Vector, distance: number} | null}
 */
export function castRay(origin, direction, accepts) {
  let best = null;
  const [near, far] = keptStretch(origin, direction);
  for (const { id } of content.structures) {
    const look = looks.appearance[id];
    if (!look?.actor.visibility || !accepts(id, look)) continue;
    const surface = trianglesOf(id);
    if (!surface || !meetsBox(origin, direction, surface.bounds, 0)) continue;
    const distance = firstHit(surface, origin, direction, near, far);
    if (distance < (best?.distance ?? Infinity)) best = { id, distance };
  }
  return best && { id: best.id, at: plus(origin, direction, best.distance), distance: best.distance };
}

/**
 * What is under a point of the window: solid things before ghosts.
 * @param {number} clientX
 * @param {number} clientY
 * @returns {{id: string, at: Vector} | null}
 */
export function pick(clientX, clientY) {
  if (!stage) return null;
  const { origin, direction } = rayThrough(clientX, clientY);
  const hit = castRay(origin, direction, (id, look) => look.alpha >= 0.5 && look.emphasis !== "faded")
    || castRay(origin, direction, () => true);
  return hit && { id: hit.id, at: hit.at.map((part) => Math.round(part * 100) / 100) };
}

/**
 * A finger is blunter than a ray: a nerve or a stain within reach wins over the bone beside it.
 * @param {number} clientX
 * @param {number} clientY
 * @param {number} reachPx
 * @returns {{id: string, at: Vector} | null}
 */
export function pickNear(clientX, clientY, reachPx) {
  const exact = pick(clientX, clientY);
  if (exact && structures[exact.id].kind !== "bone") return exact;
  for (let k = 0; k < 8; k += 1) {
    const angle = (k * Math.PI) / 4;
    const beside = pick(clientX + reachPx * Math.cos(angle), clientY + reachPx * Math.sin(angle));
    if (beside && structures[beside.id].kind === "nerve") return beside;
  }
  return exact;
}

/** @param {number} clientX @param {number} clientY @param {number} reachPx @returns {string | null} */
export function markerNear(clientX, clientY, reachPx) {
  let best = null;
  for (const [id, spot] of Object.entries(stage?.markerSpots || {})) {
    const away = Math.hypot(spot.x + stage.free.box.left - clientX, spot.y + stage.free.box.top - clientY);
    if (away <= reachPx && away < (best?.away ?? Infinity)) best = { id, away };
  }
  return best?.id ?? null;
}
