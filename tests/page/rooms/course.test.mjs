/* A course: what comes next, how far one is, and where one goes on, whatever this browser has kept. */
import test from "node:test";
import assert from "node:assert/strict";
import { content, open } from "./small.mjs";
import { keepPlace, taken } from "./course.js";
import { edition } from "./content.js";
import { followProgress, keepAnswer, stepSeen } from "./progress.js";
import { move } from "./lessons.js";
import { here } from "./state.js";
import { quiz } from "./quiz.js";

const course = { title: "A week", languages: { title: "es" }, audience: null, pass_mark: 50, complete: "steps", offers: ["en"] };
content.course = course;
open();
const PLACES = "anatomy-viewer.places";
function go(lessonId, stepId) {
  Object.assign(here, { lessonId, stepId });
  stepSeen();
  keepPlace();
}
const home = () => Object.assign(here, { lessonId: null, stepId: null });
const on = () => taken.goesOn && [taken.goesOn.lesson.id, taken.goesOn.step.id, taken.goesOn.number];

test("one begins at the beginning and goes on where one was", () => {
  home();
  assert.equal(on(), null);
  go("the_crest", "over_the_crest");
  assert.equal(taken.goesOn, null, "whoever is in a lesson is told nothing");
  go("the_crest", "order");
  home();
  assert.deepEqual(on(), ["the_crest", "order", 2]);
  go("for_you", "one");
  go("the_crest", "over_the_crest");
  home();
  assert.deepEqual(on(), ["the_crest", "over_the_crest", 1], "where one was, and not the farthest");
});

test("behind a lesson that is done comes the next that is not, and at last nothing", () => {
  go("the_crest", "order");
  go("the_crest", "end");
  home();
  assert.equal(on(), null, "all was seen: it begins again");
  page.kept.set("anatomy-viewer.progress", JSON.stringify({ lessons: { the_crest: { seen: ["over_the_crest", "order", "end"], answers: {} } } }));
  followProgress();
  assert.deepEqual(on(), ["for_you", "one", 1]);
  page.kept.set("anatomy-viewer.progress", JSON.stringify({ lessons: { the_crest: { seen: ["over_the_crest"], answers: {} }, for_you: { seen: ["one"], answers: {} } } }));
  page.kept.set(PLACES, JSON.stringify([["for_you", "one"]]));
  followProgress();
  assert.deepEqual(on(), ["the_crest", "order", 2], "the last lesson is done, an earlier one is not: where it stopped");
  page.kept.set("anatomy-viewer.progress", JSON.stringify({ lessons: { the_crest: { seen: ["over_the_crest", "order", "end"], answers: {} } } }));
  followProgress();
});

test("a place that is forgotten, of another course or damaged is none", () => {
  for (const text of ["", "{", "7", "null", '[["x"]]', '[["elsewhere","one"]]', '[["the_crest",3]]', '[["the_crest","gone"]]']) {
    page.kept.set(PLACES, text);
    assert.deepEqual(on(), ["for_you", "one", 1], text);
  }
  page.kept.set(PLACES, JSON.stringify([["the_crest", "order"]]));
  assert.deepEqual(on(), ["the_crest", "order", 2]);
  page.kept.set("anatomy-viewer.progress", "{}");
  followProgress();
  assert.equal(on(), null);
});

test("the next lesson comes behind the last step, in the course's order, and behind the last lesson nothing", () => {
  go("the_crest", "end");
  assert.equal(here.atTheEnd, true);
  assert.equal(taken.lessonAfter.id, "for_you");
  go("for_you", "one");
  assert.equal(taken.lessonAfter, null);
  assert.equal(move(+1), undefined);
  edition.content = { ...content, course: undefined };
  go("the_crest", "end");
  assert.equal(taken.lessonAfter, null, "without a course a lesson ends");
  edition.content = content;
});

test("steps and questions count for the course, and the pass mark is of all that is asked", () => {
  page.kept.clear();
  followProgress();
  assert.deepEqual(taken.progressWords.length, 2);
  go("the_crest", "order");
  for (const [number, right] of [[0, true], [1, false]]) {
    quiz.asking = { number };
    keepAnswer(right);
  }
  const { seen, steps, right, asked, done, score, passed } = taken.counts;
  assert.deepEqual({ seen, steps, right, asked, done, score, passed }, { seen: 1, steps: 4, right: 1, asked: 3, done: 0, score: 33, passed: false });
  quiz.asking = { number: 2 };
  keepAnswer(true);
  assert.equal(taken.counts.passed, true);
  assert.match(taken.progressWords.at(-1), /66 %.*50 %/);
  go("for_you", "one");
  assert.equal(taken.counts.done, 1);
});

test("a text says its language where it is not the page's", () => {
  assert.equal(taken.courseLanguage("title"), "es");
  assert.equal(taken.courseLanguage("welcome"), null);
  edition.language = "es";
  assert.equal(taken.courseLanguage("title"), null);
  edition.language = "en";
});
