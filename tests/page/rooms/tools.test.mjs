/* The tools that measure, cut and ride, where no picture is needed: lengths, words, and the line that a camera goes along. */
import test from "node:test";
import assert from "node:assert/strict";
import { content, open } from "./small.mjs";
import { setStage } from "./stage.js";
import { captions } from "./captions.js";
import { cutting } from "./clip.js";
import { setCut } from "./switching.js";
import { hands } from "./tools.js";
import { ruling } from "./ruler.js";
import { cutter } from "./cutter.js";
import { looks } from "./looks.js";
import { applyPicture } from "./pictures.js";
import { ride, rideTold, showRide } from "./ride.js";
import { EVERY_MM, along, evenlyAlong, looksAlong, waysAlong } from "./course_line.js";
import { dot, length, minus, unit } from "./vectors.js";

/* Skin that slopes: 1 mm further back for each mm to the left, and none beyond 10 mm. */
Object.assign(content.consult.grid, { x_mm: [-10, 0, 10], z_mm: [-10, 0, 10], y_mm: [-10, 0, 10, -10, 0, 10, -10, 0, null] });
content.points.push({ ...content.points[0], id: "a", name: "A", nerve: null, at: [-8, 5, 0] }, { ...content.points[0], id: "b", name: "B", nerve: null, at: [8, 5, 0] },
  { ...content.points[0], id: "deep", name: "Deep", nerve: null, at: [0, 200, 0] }, { ...content.points[0], id: "beyond", name: "Beyond", nerve: null, at: [40, 5, 0] });
open();
const spots = (...ids) => setStage({ free: { box: { left: 0, top: 0 } }, markerSpots: Object.fromEntries(ids.map((id, k) => [id, { x: 100 * k, y: 0 }])) });
const press = (k) => hands.ruler.press(100 * k, 0, "mouse");

test("two presses measure straight and over the skin, a third begins anew", () => {
  spots("a", "b");
  press(0);
  assert.match(ruling.rulerWords, /^From: A/);
  assert.deepEqual(captions.byHand.rulers, []);
  press(1);
  const [straight, skin] = captions.byHand.rulers;
  assert.equal(straight.value_mm, 16);
  assert.ok(Math.abs(skin.value_mm - 16 * Math.SQRT2) < 1e-6, `${skin.value_mm}`);
  assert.match(ruling.rulerWords, /16 mm straight, on this model; 23 mm over the skin of the back/);
  press(1);
  assert.equal(captions.byHand.rulers.length, 0);
  assert.equal(captions.byHand.marks.length, 1);
  hands.ruler.step();
  assert.deepEqual(captions.byHand, { rulers: [], marks: [] });
  setStage(null); // nothing is drawn here
});

test("where no tape over the back measures anything it is told why, and only the straight length is drawn", () => {
  for (const [one, other, why] of [["a", "deep", "skin_far"], ["deep", "a", "skin_far"], ["a", "beyond", "skin_beyond"]]) {
    spots(one, other);
    press(0);
    press(1);
    assert.deepEqual(captions.byHand.rulers.map((one) => one.kind), ["straight"]);
    assert.ok(ruling.rulerWords.includes(content.words.tools[why]), ruling.rulerWords);
  }
  hands.ruler.step();
  setStage(null);
});

test("a plane of one's own says where it lies and goes where it is told", () => {
  const words = (value) => { setCut(value); return cutting.clipWords; };
  assert.equal(words({ plane: "sagittal", at_mm: 12, keep: 1 }), "Cut open 12 mm to the right of the midline; what lies on the left is taken away.");
  assert.equal(words({ plane: "axial", at_mm: 5, keep: -1 }), "Cut open 5 mm above the level of the PSIS; what lies above it is taken away.");
  assert.equal(words({ plane: "coronal", at_mm: 0, keep: 1 }), "Cut open through both PSIS; what lies behind it is taken away.");
  cutter.nudgeCut(-5);
  cutter.setKeep(-1);
  assert.deepEqual({ plane: cutting.clip.plane, at: cutting.clip.at_mm, keep: cutting.clip.keep }, { plane: "coronal", at: -5, keep: -1 });
  setCut(null);
  assert.deepEqual([cutting.clip, cutting.clipOn, cutting.freeCut], [null, false, false]);
  for (const wrong of [{ plane: "slanted", at_mm: 1, keep: 1 }, { plane: "axial", at_mm: NaN, keep: 1 }, { plane: "axial", at_mm: 1, keep: 2 }]) assert.throws(() => setCut(wrong), /a cut has a plane/);
  assert.equal(cutting.clip, null);
});

/* Down and back, round a corner, and up again, as the nerves of the buttock go. */
const path = [[20, 50, 80], [50, 32, 60], [75, 20, 25], [80, -2, 5], [80, -20, -12], [70, -30, 20], [60, -40, 60]];
const places = evenlyAlong(path);

test("a course is ridden in even steps from its beginning to its end", () => {
  assert.deepEqual([places[0], places.at(-1)], [path[0], path.at(-1)]);
  const steps = places.slice(1).map((at, k) => length(minus(at, places[k])));
  assert.ok(Math.max(...steps) <= EVERY_MM * 1.1 && Math.min(...steps) > EVERY_MM / 2, `${Math.min(...steps)} ${Math.max(...steps)}`);
  assert.ok(Math.abs(waysAlong(places).at(-1) - waysAlong(path).at(-1)) < 3);
  assert.deepEqual(along(path, 0.5), [35, 41, 70]);
});

test("the camera neither jumps nor stands on its head, and goes round what is in the way", () => {
  const blocked = (at, towards) => !(at[2] < 40 && towards[2] > 0.1); // nothing is seen from above there
  for (const isFree of [() => true, blocked]) {
    const looks = looksAlong(places, () => [0, -1, 0], isFree);
    looks.slice(1).forEach((look, k) => {
      const degrees = (Math.acos(Math.min(1, dot(unit(look), unit(looks[k])))) * 180) / Math.PI;
      assert.ok(degrees < 6, `${degrees} at ${k}`);
    });
    assert.ok(looks.every(([, , z]) => Math.abs(z) < 0.86));
    assert.ok(looks.every(([, y]) => y < -0.3), "from outside");
  }
  const middle = looksAlong(places, () => [0, -1, 0], blocked)[Math.round(places.length / 2)], open = looksAlong(places, () => [0, -1, 0], () => true)[Math.round(places.length / 2)];
  assert.ok(middle[2] < open[2] - 0.1, `${middle} ${open}`);
});

test("somebody else's ride is shown as far as it has come: what lies over the nerve, and what is passed", () => {
  applyPicture();
  showRide({ nerve: "nerve_right", covers: ["skin"], at: 0.2 });
  assert.deepEqual(looks.ridden, { nerve: "nerve_right", covers: { skin: 0 } });
  assert.deepEqual([ride.rideAt, ride.rideWords, captions.passed[0].kind], [4, "Superior cluneal nerve begins here", "end"]);
  showRide({ nerve: "nerve_right", covers: ["skin"], at: 0.6 });
  assert.deepEqual([ride.rideWords, captions.passed[0].id], ["Crossing", "crossing_right"]);
  assert.deepEqual(rideTold(), { nerve: "nerve_right", covers: ["skin"], at: 0.6 }, "told on as it came");
  showRide({ nerve: "of_another_atlas", covers: [], at: 0.6 });
  assert.deepEqual([looks.ridden, captions.passed, rideTold()], [null, [], null]);
  showRide({ nerve: "nerve_right", covers: [], at: 1 });
  assert.ok(looks.ridden);
  hands.ride.step();
  assert.equal(rideTold(), null, "a step is gone to: its picture is whole");
});
