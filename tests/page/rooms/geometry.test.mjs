/* Vectors, rays against triangles, the clip plane's part of a ray, ways between two poses and along the crest. */
import test from "node:test";
import assert from "node:assert/strict";
import { cross, dot, length, minus, nearestOn, plus, rotate, unit, whole } from "./vectors.js";
import { firstHit, meetsBox } from "./triangles.js";
import { cutting, isCutAway, keptStretch } from "./clip.js";
import { between } from "./pose.js";
import { onCrest, wayAlong } from "./crest.js";
import { carriedAlong } from "./people.js";

const near = (a, b, within = 1e-9) => assert.ok(length(minus(a, b)) < within, `${a} is not ${b}`);

test("vectors are what one takes them for", () => {
  assert.deepEqual(minus([3, 2, 1], [1, 1, 1]), [2, 1, 0]);
  assert.deepEqual(plus([1, 1, 1], [1, 2, 3], 2), [3, 5, 7]);
  assert.deepEqual(cross([1, 0, 0], [0, 1, 0]), [0, 0, 1]);
  assert.equal(dot([1, 2, 3], [4, 5, 6]), 32);
  near(unit([3, 0, 4]), [0.6, 0, 0.8]);
  assert.deepEqual(unit([0, 0, 0]), [0, 0, 0]);
  near(rotate([1, 0, 0], [0, 0, 1], Math.PI / 2), [0, 1, 0]);
  assert.deepEqual(whole([1.2345, -0.006]), [1.23, -0.01]);
});

test("the nearest place on a path is a segment and a share of it", () => {
  const path = [[0, 0, 0], [10, 0, 0], [10, 20, 0]];
  assert.equal(nearestOn(path, 4, 3, 0), 0.4);
  assert.equal(nearestOn(path, 12, 5, 1), 1.25);
  assert.equal(nearestOn(path, -7, 0, 0), 0);
  assert.equal(nearestOn(path, 10, 99, 0), 2);
});

// A square at y = 0 of two triangles, and a smaller one behind it at y = 5.
const surface = {
  points: [-1, 0, -1, 1, 0, -1, 1, 0, 1, -1, 0, 1, -0.5, 5, -0.5, 0.5, 5, -0.5, 0.5, 5, 0.5],
  cells: [3, 0, 1, 2, 3, 0, 2, 3, 3, 4, 5, 6],
};

test("a ray meets the first triangle in its stretch, from either side", () => {
  assert.equal(firstHit(surface, [0.2, -3, 0.1], [0, 1, 0]), 3);
  assert.equal(firstHit(surface, [0.2, 9, 0.1], [0, -1, 0]), 4);
  assert.equal(firstHit(surface, [0.2, -3, 0.1], [0, 1, 0], 3.5), 8);
  assert.equal(firstHit(surface, [0.2, -3, 0.1], [0, 1, 0], 3.5, 7), Infinity);
  assert.equal(firstHit(surface, [0.2, -3, 0.1], [0, -1, 0]), Infinity);
  assert.equal(firstHit(surface, [1.2, -3, 0.1], [0, 1, 0]), Infinity);
  assert.equal(firstHit(surface, [0, 0, -3], [0, 0, 1]), Infinity, "along the square there is nothing to meet");
});

test("a box is met from outside and inside, with its slack, and not behind", () => {
  const box = [-1, 1, -1, 1, -1, 1];
  assert.ok(meetsBox([0, -9, 0], [0, 1, 0], box, 0));
  assert.ok(meetsBox([0, 0, 0], [0, 1, 0], box, 0));
  assert.ok(!meetsBox([0, -9, 0], [0, -1, 0], box, 0));
  assert.ok(!meetsBox([1.5, -9, 0], [0, 1, 0], box, 0));
  assert.ok(meetsBox([1.5, -9, 0], [0, 1, 0], box, 0.6));
});

test("of a ray the part counts that lies on the side of the plane that is drawn", () => {
  cutting.clipOn = false;
  assert.deepEqual(keptStretch([0, -10, 0], [0, 1, 0]), [1e-4, Infinity]);
  Object.assign(cutting, { clip: { plane: "frontal", axis: 1, at_mm: 2, keep: 1, words: "" }, clipOn: true });
  assert.deepEqual(keptStretch([0, -10, 0], [0, 1, 0]), [12, Infinity]);
  assert.deepEqual(keptStretch([0, 10, 0], [0, -1, 0]), [1e-4, 8]);
  assert.deepEqual(keptStretch([0, -10, 0], [1, 0, 0]), [Infinity, Infinity]);
  assert.deepEqual(keptStretch([0, 10, 0], [1, 0, 0]), [1e-4, Infinity]);
  assert.ok(isCutAway([0, 1, 0]) && !isCutAway([0, 1.8, 0]) && !isCutAway([0, 3, 0]));
  cutting.clip.keep = -1;
  assert.deepEqual(keptStretch([0, -10, 0], [0, 1, 0]), [1e-4, 12]);
  assert.ok(!isCutAway([0, 1, 0]) && isCutAway([0, 3, 0]));
  Object.assign(cutting, { clip: null, clipOn: false });
});

test("a flight turns on the shortest way and scales its distance", () => {
  const a = { focus: [0, 0, 0], direction: [0, -1, 0], up: [0, 0, 1], distance: 100 };
  const b = { focus: [10, 0, 0], direction: [1, 0, 0], up: [0, 0, 1], distance: 400 };
  const half = between(a, b, 0.5);
  near(half.focus, [5, 0, 0]);
  near(half.direction, unit([1, -1, 0]));
  near(half.up, [0, 0, 1]);
  assert.ok(Math.abs(half.distance - 200) < 1e-9);
  assert.ok(Math.abs(between(a, b, 0.25).distance - 100 * Math.SQRT2) < 1e-9);
  for (const [t, end] of [[0, a], [1, b]]) near(between(a, b, t).direction, end.direction, 1e-6);
  near(between(a, a, 0.3).direction, a.direction);
});

test("the crest's grid gives places between its points, and ways along its top", () => {
  const grid = {
    along_mm: [10, 30], across_mm: [-5, 0, 5], points: [[0, -5, 0], [0, 0, 0], [0, 5, 0], [10, -5, 2], [10, 0, 2], [10, 5, 2]],
    normals: Array(6).fill([0, 0, 1]),
  };
  near(onCrest(grid, 20, 2.5).point, [5, 2.5, 1]);
  near(onCrest(grid, 99, -99).point, [10, -5, 2]);
  near(onCrest(grid, 20, 0).normal, [0, 0, 1]);
  assert.ok(Math.abs(wayAlong(grid, [5, 3, 1]) - 20) < 1e-9);
});

test("a nerve that is moved stays round, and its twigs go with it as they are", () => {
  const path = Array.from({ length: 11 }, (_, i) => [0, 0, -4 * i]);
  const steps = path.map((_, i) => [0.4 * i * i, 0, 0]); // bent aside, more and more
  const round = [[1.5, 0, -20], [-1.5, 0, -20], [0, 1.5, -20]], twig = [[14, 0, -20], [18, 3, -20], [18, 9, -20]];
  const points = Float32Array.from([...round, ...twig].flat());
  const places = Float32Array.from([...round, ...twig], ([x, y, z]) => nearestOn(path, x, y, z));
  const made = carriedAlong(points, places, path, steps), at = (k) => Array.from(made.subarray(3 * k, 3 * k + 3));
  const core = [steps[5][0], 0, -20], way = unit([steps[7][0] - steps[3][0], 0, -16]);
  for (const k of [0, 1, 2]) {
    near([length(minus(at(k), core)), 0, 0], [1.5, 0, 0], 1e-5);
    assert.ok(Math.abs(dot(minus(at(k), core), way)) < 1e-5, "square to the way it runs now");
  }
  for (const k of [3, 4, 5]) near(minus(at(k), twig[k - 3]), steps[5], 1e-5);
});
