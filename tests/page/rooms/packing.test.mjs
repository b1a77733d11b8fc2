/* Progress as a short line: whole there and back, and never misread when the lessons have changed. */
import test from "node:test";
import assert from "node:assert/strict";
import { both, packedKept, unpackedKept } from "./packing.js";

const lessonOf = (id, steps, questions) => ({
  id, title: id, audiences: ["student"],
  steps: Array.from({ length: steps }, (_, k) => ({ id: `${id}_step_${k}`, questions: Array.from({ length: Math.floor((questions + k) / steps) }, (_, q) => ({ id: `q${k}_${q}` })) })),
});
const thirteen = Array.from({ length: 13 }, (_, k) => lessonOf(`lesson_${k}`, k < 8 ? 10 : 9, k < 3 ? 5 : 4));
const questions = (lesson) => lesson.steps.flatMap((step) => step.questions.map(({ id }) => id));
const STATES = [null, { first: false, right: false }, { first: false, right: true }, { first: true, right: true }];
const keptOf = (lessons, choose) => ({
  training: [], lessons: Object.fromEntries(lessons.map((lesson, k) => [lesson.id, {
    seen: lesson.steps.filter((_, n) => choose(k + n)).map(({ id }) => id),
    answers: Object.fromEntries(questions(lesson).map((id, n) => [id, STATES[choose(n) % 4]]).filter(([, state]) => state)),
  }])),
});

test("everything seen and answered in thirteen lessons is about a hundred letters, and comes back", () => {
  assert.equal(thirteen.flatMap(questions).length, 55);
  assert.equal(thirteen.flatMap(({ steps }) => steps).length, 125);
  const kept = { ...keptOf(thirteen, () => 3), training: [31.4, 12.7] }, line = packedKept(thirteen, kept);
  assert.ok(line.length < 130, `${line.length}: ${line}`);
  assert.match(line, /^[\x21-\x7e]+$/);
  assert.deepEqual(unpackedKept(thirteen, line), { ...kept, training: [12.7] });
});

test("what chance has seen and answered comes back", () => {
  let state = 7;
  const chance = () => { state = (1103515245 * state + 12345) % 2147483648; return (state >> 16) % 4; };
  for (let k = 0; k < 200; k += 1) {
    const kept = keptOf(thirteen, chance);
    assert.deepEqual(unpackedKept(thirteen, packedKept(thirteen, kept)), kept);
  }
  assert.deepEqual(unpackedKept(thirteen, packedKept(thirteen, { lessons: {}, training: [] })), { lessons: {}, training: [] });
});

test("another edition takes what is as it was, in whatever order, and nothing else", () => {
  const kept = keptOf(thirteen, () => 3), line = packedKept(thirteen, kept);
  const [first, second, ...others] = thirteen;
  const longer = { ...first, steps: [...first.steps, { id: "one_more", questions: [] }] };
  const asked = { ...second, steps: second.steps.map((step, k) => (k ? step : { ...step, questions: [...step.questions, { id: "new" }] })) };
  const found = unpackedKept([...others].reverse().concat(longer, asked, lessonOf("new", 4, 2)), line);
  assert.deepEqual(Object.keys(found.lessons).sort(), others.map(({ id }) => id).sort());
  for (const { id } of others) assert.deepEqual(found.lessons[id], kept.lessons[id]);
  const turned = { ...first, steps: [...first.steps].reverse() };
  assert.deepEqual(unpackedKept([turned], line).lessons, {});
});

test("no line of ours says nothing", () => {
  for (const line of ["", "null", "{}", "2.abcd", "1.", "1.abc.é", "1.abc d", "<1.abc>", packedKept(thirteen, keptOf(thirteen, () => 3)).slice(2)]) {
    assert.deepEqual(unpackedKept(thirteen, line), { lessons: {}, training: [] }, line);
  }
  const line = packedKept(thirteen, keptOf(thirteen, () => 3));
  for (let k = 1; k < line.length; k += 1) { // cut off anywhere: a lesson may be known less well, and none is made up
    const found = unpackedKept(thirteen, line.slice(0, k));
    for (const [id, { seen }] of Object.entries(found.lessons)) assert.ok(thirteen.find((one) => one.id === id).steps.length >= seen.length);
  }
});

test("what the narrowest standard has no room for is left out lesson by lesson", () => {
  const many = Array.from({ length: 900 }, (_, k) => lessonOf(`lesson_${k}`, 12, 6)), kept = keptOf(many, () => 3), line = packedKept(many, kept);
  assert.ok(line.length <= 4096);
  const found = unpackedKept(many, line);
  assert.ok(Object.keys(found.lessons).length > 400);
  for (const [id, own] of Object.entries(found.lessons)) assert.deepEqual(own, kept.lessons[id]);
});

test("what two have kept together: the first answer is that of the earlier", () => {
  const earlier = { lessons: { a: { seen: ["one"], answers: { q: { first: false, right: false }, r: { first: true, right: true } } } }, training: [9] };
  const later = { lessons: { a: { seen: ["one", "two"], answers: { q: { first: true, right: true }, s: { first: false, right: true } } }, b: { seen: ["x"], answers: {} } }, training: [] };
  assert.deepEqual(both(earlier, later), {
    lessons: { a: { seen: ["one", "two"], answers: { q: { first: false, right: true }, r: { first: true, right: true }, s: { first: false, right: true } } }, b: { seen: ["x"], answers: {} } },
    training: [9],
  });
});
