/* When a learner is through, has passed or failed, and what score that is. */
import test from "node:test";
import assert from "node:assert/strict";
import { notLess, reached } from "./standing.js";

const asked = (id, who = ["student", "clinician"]) => ({ id, prompt: Object.fromEntries(who.map((one) => [one, "?"])) });
const lessons = [
  { id: "a", audiences: ["student", "clinician"], steps: [{ id: "one", questions: [asked("p"), asked("q"), asked("only_clinicians", ["clinician"])] }, { id: "two" }] },
  { id: "b", audiences: ["patient"], steps: [{ id: "three", questions: [asked("r", ["patient"])] }, { id: "four", questions: [] }] },
];
const kept = (seen, answers) => ({
  training: [], lessons: Object.fromEntries(["a", "b"].map((id) => [id, {
    seen: seen[id] || [], answers: Object.fromEntries(Object.entries(answers[id] || {}).map(([question, first]) => [question, { first, right: first }])),
  }])),
});
const all = { a: ["one", "two"], b: ["three", "four"] };
const how = { mark: null, rule: "steps", audience: "student" };
const told = (seen, answers, more = {}) => { const { complete, passed, score } = reached(lessons, kept(seen, answers), { ...how, ...more }); return [complete, passed, score]; };

test("without a pass mark all steps seen are enough, and the score is of all that are asked", () => {
  assert.deepEqual(told({}, {}), [false, null, null]);
  assert.deepEqual(told({ a: all.a }, { a: { p: true } }), [false, null, 33]);
  assert.deepEqual(told(all, {}), [true, null, null]);
  assert.deepEqual(told(all, { a: { p: true, q: false }, b: { r: true } }), [true, null, 66]);
  assert.deepEqual(told(all, { a: { p: true, q: true, only_clinicians: false }, b: { r: true } }), [true, null, 100], "whose questions count");
  assert.deepEqual(told({}, { a: { p: true, q: true }, b: { r: true } }, { audience: "clinician" }), [false, null, 75], "of a lesson for others theirs count");
});

test("passed as soon as it is reached, failed only when all are answered", () => {
  const marked = { mark: 60 };
  assert.deepEqual(told({}, { a: { p: false, q: false } }, marked), [false, null, 0]);
  assert.deepEqual(told({}, { a: { p: true, q: true } }, marked), [false, true, 66]);
  assert.deepEqual(told(all, { a: { p: true, q: false }, b: { r: false } }, marked), [true, false, 33]);
  assert.deepEqual(told(all, { a: { p: true, q: false }, b: { r: true } }, { mark: 67 }), [true, false, 66], "no rounding up");
  assert.deepEqual(told({}, {}, { mark: 0 }), [false, true, null]);
});

test("where the pass mark decides, it decides; where nothing is asked, the steps do", () => {
  const decided = { mark: 60, rule: "pass_mark" };
  assert.deepEqual(told(all, {}, decided), [false, null, null]);
  assert.deepEqual(told({}, { a: { p: true, q: true } }, decided), [true, true, 66]);
  assert.deepEqual(told(all, { a: { p: true, q: false }, b: { r: false } }, decided), [false, false, 33]);
  const silent = [{ id: "a", audiences: ["student"], steps: [{ id: "one" }] }];
  assert.deepEqual(reached(silent, kept({ a: ["one"] }, {}), { ...how, ...decided }), { complete: true, passed: null, score: null, progress: 1 });
});

test("a platform's own word is not taken back", () => {
  const now = { complete: false, passed: null, score: 20, progress: 0.1 };
  assert.deepEqual(notLess(now, { complete: true, passed: true, score: 80 }), { complete: true, passed: true, score: 80, progress: 0.1 });
  assert.deepEqual(notLess(now, {}), now);
  assert.deepEqual(notLess({ ...now, passed: true, score: 90 }, { passed: false, score: 30 }), { ...now, passed: true, score: 90 });
  assert.equal(notLess({ ...now, passed: false }, { passed: true }).passed, true);
  assert.equal(notLess({ ...now, score: null }, { score: null }).score, null);
});
