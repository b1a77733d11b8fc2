/* A pelvis that somebody brought: what every picture says of it, and the second ring of its stains. */
import test from "node:test";
import assert from "node:assert/strict";
import { content, open } from "./small.mjs";
import { edition } from "./content.js";
import { stainPoints, skinStainPoints } from "./crest.js";
import { here } from "./state.js";
import { whose } from "./people.js";

const flat = { along_mm: [0, 40, 80, 120], across_mm: [-10, 0, 10], normals: Array(12).fill([0, -1, 0]), points: [] };
for (const x of flat.along_mm) for (const z of flat.across_mm) flat.points.push([x, 0, z]);
content.structures.push({ ...content.structures[0], id: "stain_right", kind: "corridor" });
Object.assign(content, {
  form: "brought", forms: [{ id: "brought", name: "A real pelvis", short: "Real", note: "", told: true, address: null }, ...content.forms],
  crest_grid: { right: flat }, stains_on_skin: {}, stain: { rings: [[0, 0, 0], [2, 0, 0], [2, Math.PI / 2, 0], [2, 0, 0], [2, Math.PI / 2, 0]], beyond: [1, 1] },
  brought: { numbers_of_others: { the_crest: { [content.lessons[0].steps[0].id]: ["student"] } }, doubts_mm: { stain_right: 4 } },
});
open();

test("its pictures say whose it is, and those of the model's forms beside it say which they are", () => {
  assert.equal(whose.form, "brought");
  assert.deepEqual(whose.drawnAs, [content.words.drawn_real]);
  assert.equal(whose.notUsual, false);
  whose.seed = 1;
  assert.equal(whose.drawnAs.length, 2);
  assert.equal(whose.notUsual, true);
  whose.seed = null;
  whose.form = "female"; // a step's own
  assert.deepEqual(whose.drawnAs, ["Pelvis: Woman's pelvis"]);
  whose.own.form = "female"; // chosen: the button says so already
  assert.deepEqual(whose.drawnAs, []);
  assert.equal(whose.formTold, "Pelvis: Woman's pelvis");
  whose.form = whose.own.form = "brought";
});

test("a step tells of other people's numbers to those whose text has them", () => {
  Object.assign(here, { lessonId: "the_crest", stepId: content.lessons[0].steps[0].id });
  edition.audience = "student";
  assert.equal(here.numbersOfOthers, true);
  edition.audience = "clinician";
  assert.equal(here.numbersOfOthers, false);
});

test("another study's stain keeps its second ring: the landmarks are as unsure as before", () => {
  const spread = { centre_mm_from_midline: 60, along_sd_mm: 3, across_sd_mm: 1.5 };
  const made = stainPoints("stain_right", spread);
  const at = (k) => [made[3 * k], made[3 * k + 2]].map((one) => Math.round(100 * one) / 100);
  assert.deepEqual([at(0), at(1), at(2)], [[60, 0], [66, 0], [60, 3]]);
  assert.deepEqual([at(3), at(4)], [[70, 0], [60, 8.54]], "3 and 4 mm together are 5; 1.5 and 4 are 4.27");
});

test("on the skin too, from the stain that is there", () => {
  content.stains_on_skin.stain_right = { centre: [60, 0, 0], along_sd_mm: 3, across_sd_mm: 3, along_mm: 60 };
  const usual = Float32Array.from([60, 0, 0, 66, 0, 0, 60, 0, 6, 70, 0, 0, 60, 0, 10]);
  const made = skinStainPoints("stain_right", { centre_mm_from_midline: 60, along_sd_mm: 7.5, across_sd_mm: 3 }, usual);
  assert.ok(Math.abs(made[3] - 75) < 1e-3, `${made[3]}`);
  assert.ok(Math.abs(made[9] - 77) < 1e-3, "7.5 and 4 mm together are 8.5");
  assert.ok(Math.abs(made[8] - 6) < 1e-3 && Math.abs(made[14] - 10) < 1e-3, "as wide as before");
});
