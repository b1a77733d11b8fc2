// @ts-check
/* Places and directions in space, as lists of three numbers. */

/** @type {(a: Vector, b: Vector) => Vector} */
export const minus = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
/** @type {(a: Vector, b: Vector, s?: number) => Vector} */
export const plus = (a, b, s = 1) => [a[0] + s * b[0], a[1] + s * b[1], a[2] + s * b[2]];
/** @type {(a: Vector, b: Vector) => number} */
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
/** @type {(a: Vector, b: Vector) => Vector} */
export const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
/** @type {(a: Vector) => number} */
export const length = (a) => Math.hypot(a[0], a[1], a[2]);
/** @type {(a: Vector) => Vector} */
export const unit = (a) => { const l = length(a) || 1; return [a[0] / l, a[1] / l, a[2] / l]; };
/** @type {(v: Vector, axis: Vector, angle: number) => Vector} */
export const rotate = (v, axis, angle) => {
  const c = Math.cos(angle), s = Math.sin(angle), k = dot(axis, v) * (1 - c), w = cross(axis, v);
  return [0, 1, 2].map((i) => v[i] * c + w[i] * s + axis[i] * k);
};
/** @type {(list: Iterable<number>) => number[]} */
export const whole = (list) => [...list].map((part) => Math.round(part * 100) / 100);
/**
 * The place on a path that is nearest to a point: the number of a segment and the share of it.
 * @param {Vector[]} path
 * @param {number} x
 * @param {number} y
 * @param {number} z
 * @returns {number}
 */
export function nearestOn(path, x, y, z) {
  let best = Infinity, found = 0;
  for (let i = 1; i < path.length; i += 1) {
    const a = path[i - 1], b = path[i];
    const ux = b[0] - a[0], uy = b[1] - a[1], uz = b[2] - a[2], vx = x - a[0], vy = y - a[1], vz = z - a[2];
    const share = Math.max(0, Math.min(1, (ux * vx + uy * vy + uz * vz) / (ux * ux + uy * uy + uz * uz || 1)));
    const dx = vx - share * ux, dy = vy - share * uy, dz = vz - share * uz, squared = dx * dx + dy * dy + dz * dz;
    if (squared < best) { best = squared; found = i - 1 + share; }
  }
  return found;
}
