// @ts-check
/* The line that a camera rides along: evenly spaced places of a nerve's course, smooth, each with where it is looked at from. */
import { minus, plus, length, unit } from "./vectors.js";

export const EVERY_MM = 2;
const STEEPEST = Math.sin((58 * Math.PI) / 180);

/**
 * How far along a path each of its points is.
 * @param {Vector[]} path
 * @returns {number[]}
 */
export function waysAlong(path) {
  let sum = 0;
  return path.map((at, k) => { sum += k ? length(minus(at, path[k - 1])) : 0; return sum; });
}
/**
 * A place between the members of a list, by a number with a fraction.
 * @param {Vector[]} list
 * @param {number} place
 * @returns {Vector}
 */
export function along(list, place) {
  const i = Math.max(0, Math.min(list.length - 2, Math.floor(place)));
  return list.length < 2 ? list[0] : plus(list[i], minus(list[i + 1], list[i]), Math.max(0, Math.min(1, place - i)));
}
/** @param {Vector[]} path @returns {Vector[]} */
export function evenlyAlong(path) {
  const ways = waysAlong(path), count = Math.max(2, Math.round(ways.at(-1) / EVERY_MM)), made = [];
  for (let k = 0, i = 1; k <= count; k += 1) {
    const way = (k / count) * ways.at(-1);
    while (i < ways.length - 1 && ways[i] < way) i += 1;
    made.push(plus(path[i - 1], minus(path[i], path[i - 1]), (way - ways[i - 1]) / (ways[i] - ways[i - 1] || 1)));
  }
  return made;
}
/**
 * The mean of each member's neighbours, three times over: without a corner.
 * @param {Vector[]} list
 * @param {number} reach members on each side
 * @returns {Vector[]}
 */
export function smooth(list, reach) {
  let made = list;
  for (let times = 0; times < 3; times += 1) {
    const before = made;
    made = before.map((_, k) => {
      const side = Math.min(reach, k, before.length - 1 - k); // the ends stay
      const part = before.slice(k - side, k + side + 1);
      return [0, 1, 2].map((axis) => part.reduce((sum, one) => sum + one[axis], 0) / part.length);
    });
  }
  return made;
}
/** No way of looking comes so near to the body's long axis that what is up could turn round. @type {(v: Vector) => Vector} */
function notSteep(v) {
  const [x, y, z] = unit(v), level = Math.hypot(x, y);
  if (Math.abs(z) <= STEEPEST) return [x, y, z];
  const wide = Math.sqrt(1 - STEEPEST ** 2), [a, b] = level > 1e-6 ? [x / level, y / level] : [0, -1];
  return [a * wide, b * wide, Math.sign(z) * STEEPEST];
}
/**
 * From where each place is looked at: behind it on its way and outside of it, as far round as the sight is free.
 * @param {Vector[]} places evenly spaced
 * @param {(at: Vector) => Vector} outward
 * @param {(at: Vector, towards: Vector) => boolean} isFree
 * @returns {Vector[]}
 */
export function looksAlong(places, outward, isFree) {
  const reach = Math.round(24 / EVERY_MM), every = Math.round(8 / EVERY_MM), count = places.length;
  const heading = smooth(places.map((_, k) => unit(minus(places[Math.min(k + 3, count - 1)], places[Math.max(k - 3, 0)]))), reach);
  const outwards = smooth(places.map(outward), reach);
  let last = null;
  const chosen = places.map((at, k) => {
    if (last && k % every && k !== count - 1) return last;
    const out = unit(outwards[k]), side = unit([Math.sign(at[0]) || 1, 0, 0]);
    const wishes = [[0.8, 0.6, 0], [0.9, 0.25, 0], [1, 0, 0], [0.9, 0, 0.5], [0.9, 0, -0.5], [0.9, -0.4, 0], [0.6, 0, 0.9]].map(([by, back, aside]) =>
      notSteep(plus(plus(out.map((part) => part * by), heading[k], -back), side, aside)));
    last = wishes.find((towards) => isFree(at, towards)) || wishes[0];
    return last;
  });
  return smooth(chosen, reach).map((v, k) => notSteep(length(v) > 0.2 ? v : chosen[k]));
}
