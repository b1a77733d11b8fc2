/* An attempt in SCORM 1.2: what a strict platform is told, in which words, and what happens when it does not answer. */
import test, { mock } from "node:test";
import assert from "node:assert/strict";
import { answersOf, attempt, runTime, settled } from "./run_time.mjs";
import { goTo, move } from "./lessons.js";
import { questionCalls } from "./questions.js";
import { emit } from "./signals.js";
import { here } from "./state.js";
import { learnt } from "./progress.js";
import { saying } from "./notices.js";

mock.timers.enable({ apis: ["setTimeout"] });
const platform = runTime("LMS", "Finish");
/* The platform's object is in a window around a page of another origin, which tells nobody anything. */
const around = { get API() { throw new Error("another origin"); }, parent: { API: platform.object, parent: null, opener: null }, opener: null };
Object.assign(globalThis, { parent: around, opener: null });
await attempt("scorm12");
const after = async (ms) => { mock.timers.tick(ms); await settled(); };
const core = (name) => platform.sent[`cmi.core.${name}`];
const { ask, check, choose } = questionCalls;
const option = (question, id) => here.step.questions.find((one) => one.id === question).options.find((one) => one.id === id);

test("a step is no request, an answer is one, and the next try is another answer", async () => {
  assert.equal(platform.begun, 1);
  assert.deepEqual([...saying.notices], []);
  goTo("the_crest");
  move(+1);
  await after(0);
  assert.equal(platform.commits, 0);
  ask(1);
  choose(option("which", "no"));
  await after(0);
  assert.equal(platform.commits, 1);
  ask(1);
  choose(option("which", "yes"));
  ask(0);
  check();
  await after(0);
  assert.equal(platform.commits, 2);
  const [first, second, order] = answersOf(platform.sent);
  const { time, latency, ...rest } = first;
  assert.match(time, /^\d\d:\d\d:\d\d$/);
  assert.match(latency, /^0000:00:0\d\.\d\d$/);
  assert.deepEqual(rest, { id: "the_crest/which", type: "choice", "correct_responses.0.pattern": "yes", student_response: "no", result: "wrong", weighting: "1" });
  assert.deepEqual([second.id, second.student_response, second.result, second.weighting], ["the_crest/which", "yes", "correct", "0"]);
  assert.deepEqual([order.type, order.student_response, order["correct_responses.0.pattern"], order.result], ["sequencing", "fascia,skin,2", "skin,2,fascia", "wrong"]);
  assert.deepEqual([core("lesson_status"), core("score.raw"), core("score.max"), core("lesson_location"), core("exit")], ["incomplete", "0", "100", "the_crest/order", "suspend"]);
  assert.match(platform.sent["cmi.suspend_data"], /^1\.[\w-]+$/);
  assert.deepEqual(platform.refused, []);
});

test("a press is a number of millimetres, and long answers stay within their length", async () => {
  here.step.questions.push({ id: "here", kind: "press", prompt: { student: "?" } }, { id: "far", kind: "find", prompt: { student: "?" }, right: Array.from({ length: 14 }, (_, k) => `${"x".repeat(118)}${k}`) });
  emit("answer", { lesson: "the_crest", step: "order", question: "here", kind: "press", response: [1, 2, 3], right: true, first: true, mm: 12.3, seconds: 3725.456 });
  const long = here.step.questions.at(-1).right;
  emit("answer", { lesson: "the_crest", step: "order", question: "far", kind: "order", response: long, right: false, first: true, mm: null, seconds: 1 });
  await after(0);
  const [press, find] = answersOf(platform.sent).slice(-2);
  assert.deepEqual([press.type, press.student_response, press["correct_responses.0.pattern"], press.latency], ["numeric", "12.3", "0", "0001:02:05.46"]);
  assert.equal(find.student_response, "a,b,c,d,e,f,g,h,i,j,k,l,m,n");
  assert.deepEqual(platform.refused, []);
  here.step.questions.splice(-2);
  emit("answer", { lesson: null, step: null, question: "training", kind: "press", response: [1, 2, 3], right: true, first: true, mm: 4, seconds: 2 });
  await after(0);
  assert.equal(answersOf(platform.sent).length, 5, "the training of the finger is no question of a lesson");
});

test("while the platform is away one sentence says so, and what could not be sent is sent later", async () => {
  const { commits } = platform;
  platform.down = true;
  ask(2);
  questionCalls.choose(option("both", "a"));
  check();
  await after(0);
  assert.deepEqual([platform.commits, ...saying.notices], [commits + 1, "cannot be reached"]);
  await after(2000);
  await after(5000);
  assert.deepEqual([platform.commits, ...saying.notices], [commits + 3, "cannot be reached"], "told once");
  platform.down = false;
  await after(15000);
  assert.deepEqual([...saying.notices], []);
  platform.gone = true;
  ask(2);
  questionCalls.choose(option("both", "a"));
  questionCalls.choose(option("both", "b"));
  check();
  await after(0);
  assert.deepEqual([...saying.notices], ["cannot be reached"]);
  assert.equal(answersOf(platform.kept).length, 6);
  platform.gone = false;
  await after(2000);
  assert.deepEqual([...saying.notices], []);
  const told = answersOf(platform.sent);
  assert.deepEqual(told.slice(5).map(({ id, student_response: given, result }) => [id, given, result]), [["the_crest/both", "a", "wrong"], ["the_crest/both", "a,b", "correct"]]);
});

test("a platform that takes letters only gets them, and one that refuses a value for good holds nothing up", async () => {
  platform.lettersOnly = true;
  platform.refusing = /weighting/;
  ask(1);
  choose(option("which", "no"));
  await after(0);
  const told = answersOf(platform.sent).at(-1);
  assert.deepEqual([told.student_response, told.result, told.weighting], ["b", "wrong", undefined]);
  assert.deepEqual([...saying.notices], []);
  Object.assign(platform, { lettersOnly: false, refusing: /^$/ });
});

test("the end of a lesson is told, and at the end of all who has not enough has failed", async () => {
  const { commits } = platform;
  move(+1);
  await after(0);
  assert.equal(platform.commits, commits + 1);
  assert.equal(core("lesson_status"), "incomplete");
  goTo("for_you");
  await after(0);
  assert.deepEqual([core("lesson_status"), core("score.raw"), core("lesson_location")], ["failed", "0", "for_you/one"]);
});

test("a page that goes out of view says what is new, and nothing else", async () => {
  const { commits } = platform;
  document.hidden = true;
  page.tell("visibilitychange", {});
  assert.equal(platform.commits, commits);
  document.hidden = false;
  page.tell("visibilitychange", {});
  goTo("the_crest", "over_the_crest");
  document.hidden = true;
  page.tell("visibilitychange", {});
  assert.deepEqual([platform.commits, core("lesson_location")], [commits + 1, "the_crest/over_the_crest"]);
  document.hidden = false;
  page.tell("visibilitychange", {});
  await settled();
});

test("tries without end fill no platform, and first answers always have room", async () => {
  const before = answersOf(platform.sent).length;
  const tried = (first) => emit("answer", { lesson: "the_crest", step: "order", question: "which", kind: "choose", response: ["no"], right: false, first, mm: null, seconds: 1 });
  for (let k = 0; k < 400; k += 1) tried(false);
  await after(0);
  const many = answersOf(platform.sent).length;
  assert.ok(many > before + 50 && many < 300, `${many}`);
  assert.ok(JSON.stringify(platform.sent).length < 65000);
  tried(true);
  await after(0);
  assert.equal(answersOf(platform.sent).length, many + 1);
  assert.deepEqual([...saying.notices], []);
});

test("nothing is left to forget in this browser, and nothing is kept there", () => {
  assert.equal(learnt.anyProgress, false);
  assert.deepEqual([...page.kept.keys()].filter((key) => /progress|places/.test(key)), []);
});

test("who goes is waited for by nobody: the last word is said at once", () => {
  goTo("the_crest");
  page.tell("pagehide", {});
  assert.deepEqual([platform.ended, core("lesson_location")], [1, "the_crest/over_the_crest"]);
  assert.match(core("session_time"), /^0000:00:\d\d\.\d\d$/);
  page.tell("pageshow", { persisted: true });
  assert.deepEqual([...saying.notices], ["closed"]);
});
