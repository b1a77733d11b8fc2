/* Progress: what is stored may be anything, several tabs write it, and a full disk loses nothing on this page. */
import test from "node:test";
import assert from "node:assert/strict";
import { followProgress, keepAnswer, keepProgress, learnt, stepSeen, watchProgress } from "./progress.js";
import { here } from "./state.js";
import { quiz } from "./quiz.js";
import { open } from "./small.mjs";

open();
watchProgress();
const KEY = "anatomy-viewer.progress";
const put = (value) => { page.kept.set(KEY, typeof value === "string" ? value : JSON.stringify(value)); followProgress(); };
const there = (key = KEY) => JSON.parse(page.kept.get(key));
const plain = () => JSON.parse(JSON.stringify(learnt.kept));
const nothing = { lessons: {}, training: [] };

test("what is no progress is read as far as it is", () => {
  for (const value of ["", "{", "null", "[1]", "7", { lessons: [] }, { lessons: { "../x": { seen: [] } } }, { training: ["a", -1, 1e9] }]) {
    put(value);
    assert.deepEqual(plain(), nothing, JSON.stringify(value));
  }
  put({ lessons: { a: { seen: ["b", "b", 3, "Not An Id"], answers: { q: { first: "yes", right: true }, r: 1, s: { first: true } } } }, training: [7, null, 8] });
  assert.deepEqual(plain(), { lessons: { a: { seen: ["b"], answers: { q: { first: false, right: true }, s: { first: true, right: true } } } }, training: [7, 8] });
  assert.equal(learnt.bestTraining, 7);
});

test("what another tab has added is kept, and only the one thing is added", () => {
  put({ version: 1, lessons: { a: { seen: ["one"], answers: {} } }, training: [] });
  page.kept.set(KEY, JSON.stringify({ version: 1, lessons: { a: { seen: ["one", "two"], answers: {} } }, training: [5] }));
  Object.assign(here, { lessonId: "the_crest", stepId: "order" });
  stepSeen();
  assert.deepEqual(there(), { version: 1, lessons: { a: { seen: ["one", "two"], answers: {} }, the_crest: { seen: ["order"], answers: {} } }, training: [5] });
  const written = page.kept.get(KEY);
  stepSeen();
  assert.equal(page.kept.get(KEY), written);
});

test("the first answer counts, a later right one is noted", () => {
  put(nothing);
  quiz.asking = { number: 0, chosen: {}, order: null, pointed: null, result: null, drawn: null, began: 0 };
  assert.equal(keepAnswer(false), true);
  assert.equal(keepAnswer(true), false);
  assert.deepEqual(there().lessons.the_crest.answers, { depth: { first: false, right: true } });
  assert.equal(keepAnswer(false), false);
  assert.deepEqual(there().lessons.the_crest.answers, { depth: { first: false, right: true } });
  assert.equal(learnt.answered("depth"), "right");
  assert.equal(learnt.answered("which"), "");
});

test("what a later version has written is left alone, and ours stands beside it", () => {
  const later = JSON.stringify({ version: 2, lessons: "elsewhere" });
  put(later);
  keepProgress((kept) => { kept.training.push(9); });
  assert.equal(page.kept.get(KEY), later);
  assert.deepEqual(there(`${KEY}-1`), { version: 1, lessons: {}, training: [9] });
  page.kept.delete(`${KEY}-1`);
});

test("a full disk keeps nothing, and this page forgets nothing until it can write", () => {
  put(nothing);
  page.full = true;
  keepProgress((kept) => { kept.training.push(4); });
  assert.deepEqual(plain().training, [4]);
  assert.deepEqual(there().training, []);
  page.full = false;
  keepProgress((kept) => { kept.training.push(6); });
  assert.deepEqual(there().training, [4, 6]);
});

test("forgotten in another tab is forgotten here", () => {
  page.full = true;
  keepProgress((kept) => { kept.training.push(3); });
  page.full = false;
  page.kept.set(KEY, JSON.stringify({ version: 1, ...nothing }));
  page.tell("storage", { key: KEY });
  assert.deepEqual(plain(), nothing);
  page.tell("storage", { key: "anatomy-viewer.theme" });
  learnt.forgetProgress();
  assert.deepEqual(there(), nothing);
});
