/* A look back, in a unit of one lesson: what was kept is shown, and nothing is written. */
import test, { mock } from "node:test";
import assert from "node:assert/strict";
import { attempt, runTime, settled } from "./run_time.mjs";
import { packedKept } from "./packing.js";
import { goTo } from "./lessons.js";
import { questionCalls } from "./questions.js";
import { edition } from "./content.js";
import { here } from "./state.js";
import { learnt } from "./progress.js";
import { saying } from "./notices.js";
import { content } from "./small.mjs";

mock.timers.enable({ apis: ["setTimeout"] });
const unit = content.lessons.slice(0, 1);
const kept = { lessons: { the_crest: { seen: ["over_the_crest"], answers: { which: { first: false, right: false } } } }, training: [] };
const platform = runTime("LMS", "Finish", { "cmi.core.lesson_mode": "review", "cmi.core.lesson_status": "passed", "cmi.suspend_data": packedKept(unit, kept), "cmi.core.lesson_location": "the_crest/end" });
Object.assign(globalThis, { API: platform.object, opener: null });
globalThis.parent = globalThis; // as the outermost window is
const before = { ...platform.kept };
await attempt("scorm12", { link: "?lesson=the_crest&unit=the_crest&something=else" });

test("a unit of one lesson has that lesson and its title alone", () => {
  assert.deepEqual(edition.content.lessons.map(({ id }) => id), ["the_crest"]);
  assert.equal(edition.content.course.title, "The crest");
});

test("one sees what is kept, and whatever one does is not told", async () => {
  assert.deepEqual([...saying.notices], ["a look back"]);
  assert.deepEqual([here.lessonId, here.stepId], ["the_crest", "end"]);
  assert.equal(learnt.kept.lessons.the_crest.answers.which.right, false);
  goTo("the_crest", "order");
  questionCalls.ask(1);
  questionCalls.choose(here.step.questions[1].options.find(({ id }) => id === "yes"));
  mock.timers.tick(100000);
  await settled();
  page.tell("pagehide", {});
  assert.deepEqual([platform.commits, platform.ended], [0, 1]);
  assert.deepEqual(platform.kept, before);
});
