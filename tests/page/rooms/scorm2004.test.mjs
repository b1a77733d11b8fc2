/* An attempt in SCORM 2004 that is gone on with: where one was, what stands, and the words that this standard wants. */
import test, { mock } from "node:test";
import assert from "node:assert/strict";
import { answersOf, attempt, runTime, settled } from "./run_time.mjs";
import { packedKept } from "./packing.js";
import { goTo } from "./lessons.js";
import { questionCalls } from "./questions.js";
import { emit } from "./signals.js";
import { here } from "./state.js";
import { learnt } from "./progress.js";
import { saying } from "./notices.js";
import { content } from "./small.mjs";

mock.timers.enable({ apis: ["setTimeout"] });
const kept = { lessons: { the_crest: { seen: ["over_the_crest", "order"], answers: { which: { first: true, right: true }, depth: { first: false, right: true } } } }, training: [12.5] };
const platform = runTime("", "Terminate", {
  "cmi.suspend_data": packedKept(content.lessons, kept), "cmi.location": "the_crest/order", "cmi.score.raw": "33", "cmi.completion_status": "incomplete", "cmi.success_status": "unknown",
  "cmi.interactions.0.id": "the_crest/which", "cmi.interactions.1.id": "the_crest/depth",
});
Object.assign(globalThis, { parent: { parent: null, opener: { API_1484_11: platform.object, parent: null, opener: null } }, opener: null });
platform.down = true;
await attempt("scorm2004", { course: { pass_mark: 50, complete: "pass_mark" } });
const after = async (ms) => { mock.timers.tick(ms); await settled(); };

test("a platform that does not begin is asked again, and learning goes on", async () => {
  assert.deepEqual([platform.begun, ...saying.notices], [0, "cannot be reached"]);
  goTo("the_crest", "order");
  questionCalls.ask(1);
  questionCalls.choose(here.step.questions[1].options.find(({ id }) => id === "no"));
  assert.equal(answersOf(platform.kept).length, 2);
  platform.down = false;
  await after(2000);
  assert.deepEqual([platform.begun, ...saying.notices], [1]);
  assert.deepEqual(JSON.parse(JSON.stringify(learnt.kept.lessons.the_crest)), {
    seen: ["over_the_crest", "order"], answers: { which: { first: true, right: true }, depth: { first: false, right: true } },
  }, "the first answer is that of the earlier visit");
  assert.equal(learnt.bestTraining, 12.5);
  await after(0);
  const told = answersOf(platform.sent).at(-1);
  assert.match(told.timestamp, /Z$/);
  assert.deepEqual([told.id, told.type, told.description, told.learner_response, told["correct_responses.0.pattern"], told.result, told.weighting],
    ["the_crest/which", "choice", "{lang=en}which?", "no", "yes", "incorrect", "0"], "so this is no first one");
  assert.deepEqual([platform.sent["cmi.score.scaled"], platform.sent["cmi.completion_status"], platform.sent["cmi.success_status"]], ["0.33", "incomplete", "unknown"]);
});

test("presses have their range, orders and several right ones their marks", async () => {
  here.step.questions.push({ id: "here", kind: "press", prompt: { student: `<b>${"long ".repeat(80)}</b>` } });
  emit("answer", { lesson: "the_crest", step: "order", question: "here", kind: "press", response: [1, 2, 3], right: false, first: true, mm: 31.5, seconds: 3725.456 });
  questionCalls.ask(2);
  for (const id of ["a", "b"]) questionCalls.choose(here.step.questions[2].options.find((one) => one.id === id));
  questionCalls.check();
  await after(0);
  const [press, several] = answersOf(platform.sent).slice(-2);
  assert.deepEqual([press.type, press.learner_response, press["correct_responses.0.pattern"], press.latency], ["numeric", "31.5", "0[:]20", "PT1H2M5.46S"]);
  assert.equal(press.description.length, 250 + "{lang=en}".length);
  assert.deepEqual([several.learner_response, several["correct_responses.0.pattern"], several.result], ["a[,]b", "a[,]b", "correct"]);
  here.step.questions.pop();
  assert.deepEqual(platform.refused, []);
});

test("the pass mark decides here, passed is complete, and the end says so", () => {
  page.tell("pagehide", {});
  assert.equal(platform.ended, 1);
  const told = (name) => platform.sent[`cmi.${name}`];
  assert.deepEqual([told("completion_status"), told("success_status"), told("score.raw"), told("score.scaled"), told("location"), told("exit"), told("progress_measure")],
    ["completed", "passed", "66", "0.66", "the_crest/order", "suspend", "0.5"]);
  assert.match(told("session_time"), /^PT0H0M\d+(\.\d{1,2})?S$/);
  assert.deepEqual(platform.refused, []);
});
