// @ts-check
/* Where it hurts: a spot on the skin of the back, and the usual areas that it touches. */
import { reactive, markRaw } from "./vue.js";
import { edition, content, fill } from "./content.js";
import { consult } from "./consult.js";
import { plus } from "./vectors.js";

/** @type {Hurts} */
export const hurts = reactive({
  where: false,
  spot: null,
  lit: null,
  get inside() { return hurts.areasWith("inside", 0); },
  get near() { return hurts.areasWith("near", hurts.inside.length); },
  get found() { return [...hurts.inside, ...hurts.near]; },
  areasWith(runs, before) {
    if (!hurts.spot) return [];
    const cell = cellOf(hurts.spot);
    return edition.content.consult.areas.filter((area) => area[runs].some(([first, count]) => cell >= first && cell < first + count))
      .map((area, number) => markRaw({ ...area, tag: before + number + 1 }));
  },
  get placeWords() {
    if (!hurts.spot) return "";
    const far = (mm) => (edition.audience === "patient" ? `${Math.max(1, Math.round(mm / 10))} cm` : `${Math.round(mm)} mm`);
    const { x, z } = hurts.spot, up = z - content.consult.dimples_mm;
    const height = Math.abs(up) < 5 ? consult.words.level : fill(up > 0 ? consult.words.above : consult.words.below, { far: far(Math.abs(up)) });
    return fill(consult.words[Math.abs(x) < 5 ? "place_middle" : x > 0 ? "place_right" : "place_left"], { away: far(Math.abs(x)), height });
  },
});

/** @type {(area: Area) => string} */
export const areaId = (area) => (area.side === "mid" ? area.id : `${area.id}_${area.side}`);

/**
 * Where the skin of the back is, from the grid that Python measured; null beyond it.
 * @param {number} x
 * @param {number} z
 * @returns {number | null}
 */
export function skinAt(x, z) {
  const { x_mm: xs, z_mm: zs, y_mm: ys } = content.consult.grid;
  const u = (x - xs[0]) / (xs[1] - xs[0]), v = (z - zs[0]) / (zs[1] - zs[0]);
  const i = Math.floor(u), j = Math.floor(v);
  if (i < 0 || j < 0 || i > xs.length - 2 || j > zs.length - 2) return null;
  let sum = 0, weights = 0;
  for (const [a, b] of [[0, 0], [1, 0], [0, 1], [1, 1]]) {
    const y = ys[(j + b) * xs.length + i + a], weight = (a ? u - i : 1 - u + i) * (b ? v - j : 1 - v + j);
    if (y !== null) { sum += weight * y; weights += weight; }
  }
  return weights > 0.5 ? sum / weights : null;
}
/**
 * Where a ray comes to the skin of that grid, while the surface itself is missing.
 * @param {Vector} origin
 * @param {Vector} direction
 * @returns {{at: Vector} | null}
 */
export function hitOnGrid(origin, direction) {
  let before = null;
  for (let mm = 0; mm < 2000; mm += 2) {
    const [x, y, z] = plus(origin, direction, mm), skin = skinAt(x, z), now = skin === null ? null : y - skin;
    if (before !== null && now !== null && before * now <= 0) return { at: [x, skin, z] };
    before = now;
  }
  return null;
}
/** @param {{x: number, z: number}} spot @returns {number} */
function cellOf({ x, z }) {
  const { x_mm: xs, z_mm: zs } = content.consult.grid;
  return Math.round((z - zs[0]) / (zs[1] - zs[0])) * xs.length + Math.round((x - xs[0]) / (xs[1] - xs[0]));
}
/** @param {Vector} at @returns {string} */
export function sideWords([x]) {
  const away = edition.audience === "patient" ? `${Math.max(1, Math.round(Math.abs(x) / 10))} cm` : `${Math.round(Math.abs(x))} mm`;
  return fill(consult.words[Math.abs(x) < 5 ? "at_middle" : x > 0 ? "at_right" : "at_left"], { away });
}
