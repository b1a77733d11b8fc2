// @ts-check
/* A ray against a box and against the triangles of a surface. */

/** @param {Vector} origin @param {Vector} direction @param {Bounds} box @param {number} slack @returns {boolean} */
export function meetsBox(origin, direction, box, slack) {
  let near = -Infinity, far = Infinity;
  for (let k = 0; k < 3; k += 1) {
    const inverse = 1 / direction[k];
    let a = (box[2 * k] - slack - origin[k]) * inverse, b = (box[2 * k + 1] + slack - origin[k]) * inverse;
    if (a > b) [a, b] = [b, a];
    near = Math.max(near, a);
    far = Math.min(far, b);
  }
  return near <= far && far > 0;
}
/**
 * Distance along the ray to the first triangle, or Infinity (Möller and Trumbore 1997).
 * @param {Pick<Triangles, "points" | "cells">} surface
 * @param {Vector} o
 * @param {Vector} d
 * @param {number} [near]
 * @param {number} [far]
 * @returns {number}
 */
export function firstHit({ points: p, cells }, o, d, near = 1e-4, far = Infinity) {
  let best = far;
  for (let i = 0; i < cells.length; i += cells[i] + 1) {
    const a = 3 * cells[i + 1], b = 3 * cells[i + 2], c = 3 * cells[i + 3];
    const ax = p[a], ay = p[a + 1], az = p[a + 2];
    const e1x = p[b] - ax, e1y = p[b + 1] - ay, e1z = p[b + 2] - az;
    const e2x = p[c] - ax, e2y = p[c + 1] - ay, e2z = p[c + 2] - az;
    const qx = d[1] * e2z - d[2] * e2y, qy = d[2] * e2x - d[0] * e2z, qz = d[0] * e2y - d[1] * e2x;
    const det = e1x * qx + e1y * qy + e1z * qz;
    if (det > -1e-9 && det < 1e-9) continue;
    const inverse = 1 / det, tx = o[0] - ax, ty = o[1] - ay, tz = o[2] - az;
    const u = (tx * qx + ty * qy + tz * qz) * inverse;
    if (u < 0 || u > 1) continue;
    const rx = ty * e1z - tz * e1y, ry = tz * e1x - tx * e1z, rz = tx * e1y - ty * e1x;
    const v = (d[0] * rx + d[1] * ry + d[2] * rz) * inverse;
    if (v < 0 || u + v > 1) continue;
    const t = (e2x * rx + e2y * ry + e2z * rz) * inverse;
    if (t > near && t < best) best = t;
  }
  return best < far ? best : Infinity;
}
