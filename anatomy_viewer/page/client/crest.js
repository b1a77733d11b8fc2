// @ts-check
/* The iliac crest from the grid that Python measured: ways along it, places beside it, the stains on it. */
import { content, structures } from "./content.js";
import { minus, plus, dot, unit, nearestOn } from "./vectors.js";
import { skinAt } from "./hurts.js";

/**
 * How far along the crest the place nearest to a point is.
 * @param {CrestGrid} grid
 * @param {Vector} at
 * @returns {number}
 */
export function wayAlong({ along_mm: along, across_mm: across, points: grid }, [x, y, z]) {
  const place = nearestOn(crestLine({ across_mm: across, points: grid }), x, y, z), i = Math.min(Math.floor(place), along.length - 2);
  return along[i] + (place - i) * (along[i + 1] - along[i]);
}
/**
 * The row of the crest's grid that runs along its top.
 * @param {Pick<CrestGrid, "across_mm" | "points">} grid
 * @returns {Vector[]}
 */
function crestLine({ across_mm: across, points: grid }) {
  const top = across.reduce((best, one, k) => (Math.abs(one) < Math.abs(across[best]) ? k : best), 0);
  return grid.filter((_, k) => k % across.length === top);
}

/**
 * A place of the bone by its distance along the crest and across it, from the grid that Python measured.
 * @param {CrestGrid} grid
 * @param {number} alongMm
 * @param {number} acrossMm
 * @returns {{point: Vector, normal: Vector}}
 */
export function onCrest({ along_mm: along, across_mm: across, points: grid, normals }, alongMm, acrossMm) {
  const cell = (axis, value) => {
    let k = axis.findIndex((one) => one > value);
    k = Math.max(1, k < 0 ? axis.length - 1 : k);
    return [k - 1, Math.max(0, Math.min(1, (value - axis[k - 1]) / (axis[k] - axis[k - 1])))];
  };
  const [i, u] = cell(along, alongMm), [j, v] = cell(across, acrossMm);
  const at = (table, a, b) => table[a * across.length + b];
  const mix = (table) => [0, 1, 2].map((axis) => (at(table, i, j)[axis] * (1 - v) + at(table, i, j + 1)[axis] * v) * (1 - u)
    + (at(table, i + 1, j)[axis] * (1 - v) + at(table, i + 1, j + 1)[axis] * v) * u);
  return { point: mix(grid), normal: unit(mix(normals)) };
}

/**
 * How far along the crest a distance from the midline is.
 * @param {CrestGrid} grid
 * @param {number} fromMidlineMm
 * @returns {number}
 */
function alongCrest(grid, fromMidlineMm) {
  const along = grid.along_mm, away = crestLine(grid).map((one) => Math.abs(one[0]));
  for (let i = 1; i < along.length; i += 1) {
    const [a, b] = [away[i - 1], away[i]];
    if (a <= fromMidlineMm && fromMidlineMm <= b) return along[i - 1] + ((fromMidlineMm - a) / (b - a)) * (along[i] - along[i - 1]);
  }
  return along.at(-1);
}

/**
 * The vertices of a stain on the crest for another centre and other deviations, in the order Python wrote them.
 * @param {string} id
 * @param {Spread} spread
 * @returns {Float32Array}
 */
export function stainPoints(id, spread) {
  const { side } = structures[id], { rings } = content.stain, grid = content.crest_grid[side], wider = doubted(id);
  const centre = alongCrest(grid, spread.centre_mm_from_midline) + (spread.beyond_mm || 0);
  const made = new Float32Array(3 * rings.length);
  rings.forEach(([radius, angle, lift], k) => {
    const { point, normal } = onCrest(grid, centre + wider(spread.along_sd_mm, k) * radius * Math.cos(angle), wider(spread.across_sd_mm, k) * radius * Math.sin(angle));
    made.set(plus(point, normal, lift), 3 * k);
  });
  return made;
}

/**
 * How wide a stain is at one of its points: a brought pelvis has a second ring, by how unsure its landmarks are.
 * @param {string} id
 * @returns {(sd: number, point: number, points?: number) => number}
 */
function doubted(id) {
  const doubt = content.brought?.doubts_mm[id], beyond = content.stain.beyond || [];
  return (sd, point, points = content.stain.rings.length) => {
    const share = beyond[point - (points - beyond.length)] || 0;
    return doubt === undefined ? sd : sd + (Math.hypot(sd, doubt) - sd) * share;
  };
}

/**
 * A stain on the skin goes as far as the one on the bone, as wide as the study says, and stays on the skin.
 * @param {string} id
 * @param {Spread} spread
 * @param {Float32Array} usual
 * @returns {Float32Array}
 */
export function skinStainPoints(id, spread, usual) {
  const { centre, along_sd_mm: alongSd, across_sd_mm: acrossSd, along_mm: from } = content.stains_on_skin[id];
  const { side } = structures[id], grid = content.crest_grid[side];
  const to = alongCrest(grid, spread.centre_mm_from_midline);
  const shift = minus(onCrest(grid, to, 0).point, onCrest(grid, from, 0).point);
  const [tx, , tz] = minus(onCrest(grid, to + 5, 0).point, onCrest(grid, to - 5, 0).point);
  const t = unit([tx, 0, tz]), a = [-t[2], 0, t[0]];
  const made = Float32Array.from(usual), wider = doubted(id), points = usual.length / 3;
  for (let k = 0; k < made.length; k += 3) {
    const [along, across] = [[spread.along_sd_mm, alongSd], [spread.across_sd_mm, acrossSd]].map(([now, then]) => wider(now, k / 3, points) / wider(then, k / 3, points));
    const p = [usual[k], usual[k + 1], usual[k + 2]], away = minus(p, centre);
    const q = plus(plus(plus(centre, shift), t, dot(away, t) * along), a, dot(away, a) * across);
    const [before, now] = [skinAt(p[0], p[2]), skinAt(q[0], q[2])];
    made.set([q[0], before === null || now === null ? p[1] + shift[1] : p[1] + now - before, q[2]], k);
  }
  return made;
}
