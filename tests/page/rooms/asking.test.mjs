/* A question put to a class: what is told of it, what a page asks because of that, and what is shown of the answers. */
import test from "node:test";
import assert from "node:assert/strict";
import { goTo } from "./lessons.js";
import { quiz } from "./quiz.js";
import { learnt } from "./progress.js";
import { questionCalls } from "./questions.js";
import { send } from "./signals.js";
import { here } from "./state.js";
import { classroom } from "./classroom.js";
import { lineIn, questionPut, toldOfLesson, toldOfMade } from "./putting.js";
import { barsOf, figuresOf, ranksOf, tallyInWords, tallyOf } from "./tallies.js";
import { beginAsking, posed, seeAnswers } from "./asking.js";
import { listenToClicker } from "./put_to_class.js";
import { listenToClass } from "./attending.js";
import { papers } from "./sheets.js";
import { KEYS } from "./keys.js";
import { panels } from "./panels.js";
import { passport } from "./passport.js";
import { open } from "./small.mjs";

open();
window.anatomyClassWords = JSON.parse((await import("node:fs")).readFileSync("class_words.json", "utf8"));
const now = new Date(2026, 0, 5, 9, 7, 3);
goTo("the_crest", "order");
const [depth, which, both] = here.step.questions;
const told = (question) => toldOfLesson("the_crest", "order", question, now);

test("a question of the lesson is told by its place, with what can be answered and what is right", () => {
  assert.deepEqual(told(depth), {
    id: "the_crest/depth:09-07-03", kind: "order", lesson: "the_crest", step: "order", asks: "depth", text: "depth?",
    options: [{ id: "skin", text: "skin" }, { id: "2", text: "fat" }, { id: "fascia", text: "fascia" }], right: ["skin", "2", "fascia"],
  });
  assert.deepEqual([told(both).several, told(both).right, told(which).several], [true, ["a", "b"], false]);
});

test("what was made up is plain text, and its answers are named by their words", () => {
  const made = toldOfMade({ kind: "choose", text: " <b>Which</b>\n nerve? ", on: "skin", target: null, answers: ["Nervio ciático", "nervio ciatico", "???"], several: true }, now);
  assert.deepEqual(made, { id: "choose:09-07-03", kind: "choose", text: "<b>Which</b> nerve?", several: true,
    options: [{ id: "nervio_ciatico", text: "Nervio ciático" }, { id: "nervio_ciatico_2", text: "nervio ciatico" }, { id: "answer_3", text: "???" }] });
  const asked = questionPut({ ...made, options: [{ id: "x", text: "<img src=x onerror=alert(1)>" }] });
  assert.doesNotMatch(asked.prompt + asked.options[0].text, /[<>]/);
  assert.equal(lineIn(`a\u202e\u0000b${"c".repeat(400)}`).length, 300);
  assert.deepEqual(toldOfMade({ kind: "press", text: "here", on: "bone", target: "crossing_right", answers: [], several: false }, now), { id: "press:09-07-03", kind: "press", text: "here", on: "bone", target: [60, -40, 0] });
});

test("a page asks the lesson's own question, with the whole picture of its step", () => {
  const put = questionPut(told(which));
  assert.deepEqual([put.id, put.prompt.student, put.changes.skin], ["which", "which?", [0, "hidden"]]);
  const elsewhere = questionPut({ ...told(depth), lesson: "of_somebody_else" });
  assert.deepEqual([elsewhere.kind, elsewhere.prompt, elsewhere.items.map(({ id, student }) => id + student)], ["order", "depth?", ["skinskin", "2fat", "fasciafascia"]]);
  assert.deepEqual(questionPut({ id: "p", kind: "press", text: "?", on: "skin" }).changes, { bone: [0, "hidden"], nerve_right: [0, "hidden"], skin: [1, "plain"] });
});

/** Answers that were sent, and what the class says then. */
const sent = [];
globalThis.fetch = async (address, { body } = {}) => { sent.push(JSON.parse(body)); return { ok: true }; };
const tell = (state) => { classroom.state = { closed: false, told: null, ...state }; send("class"); };

test("who follows answers, changes it, and cannot once it is closed; the own progress stays", async () => {
  Object.assign(classroom, { code: "ABCD2345", role: "follow" });
  beginAsking();
  tell({ question: told(which) });
  assert.ok(posed.open && quiz.hiding);
  questionCalls.choose(quiz.question.options[1]);
  questionCalls.choose(quiz.question.options[0]);
  assert.deepEqual(sent.map(({ answer }) => answer), [["no"], ["yes"]]);
  await null;
  assert.equal(posed.standing, classroom.words.asking.sent);
  tell({ question: told(which), closed: true });
  questionCalls.choose(quiz.question.options[1]);
  assert.equal(sent.length, 2);
  assert.equal(posed.standing, classroom.words.asking.closed_with);
  tell({ question: told(which), closed: true, told: { results: { count: 4, chosen: [{ id: "yes", count: 3 }, { id: "no", count: 1 }] } } });
  assert.ok(!quiz.hiding && posed.shown);
  assert.deepEqual(posed.bars.map(({ id, percent, right, own }) => [id, percent, right, own]), [["yes", 75, true, true], ["no", 25, false, false]]);
  assert.deepEqual(learnt.kept.lessons.the_crest?.answers ?? {}, {});
  tell({ question: null });
  assert.equal(quiz.asking, null);
});

test("an order is sent by a button, and what is changed after that is told as not sent", () => {
  sent.length = 0;
  tell({ question: told(depth) });
  assert.deepEqual([...quiz.asking.order], [2, 0, 1]);
  questionCalls.check();
  assert.deepEqual(sent[0].answer, ["fascia", "skin", "2"]);
  questionCalls.reorder(0, 1);
  assert.equal(posed.standing, classroom.words.asking.not_sent);
  tell({ question: null });
});

test("a question that is put aside can be come back to", () => {
  tell({ question: told(which) });
  questionCalls.stopAsking();
  assert.ok(posed.aside && !posed.open && quiz.asking === null);
  posed.comeBackToQuestion();
  assert.ok(posed.open);
  tell({ question: null });
});

test("ranks, figures and a heat say what was answered", () => {
  const ranks = ranksOf(depth, { count: 4, ranks: [{ id: "2", mean: 1.25, places: [3, 1, 0] }, { id: "skin", mean: null, places: [0, 0, 0] }] });
  assert.deepEqual(ranks.map(({ rank, name, mean, right }) => [rank, name, mean, right]), [[1, "fat", "1.3", 2], [2, "skin", "–", 1]]);
  assert.deepEqual(ranks[0].places.map(({ percent, right }) => [percent, right]), [[75, false], [25, true], [0, false]]);
  const presses = { count: 8, mean: [0, 0, 0], spread_mm: 21.6, to_target: { mean_mm: 14.4, of_mean_mm: 3.2, within: [{ mm: 10, count: 2 }, { mm: 25, count: 6 }] } };
  assert.deepEqual(figuresOf(presses).map(({ value }) => value), ["14 mm", "3 mm", "22 mm", "25 %", "75 %"]);
  assert.deepEqual(figuresOf({ count: 0, mean: null, spread_mm: null, to_target: null }), []);
  const find = questionPut({ id: "f", kind: "find", text: "?" });
  const heat = tallyOf(find, { count: 10, chosen: [{ id: "bone", count: 6 }, { id: "nerve_right", count: 1 }] }, null);
  assert.deepEqual(heat.labels.map(({ text }) => text), ["60 % · bone", "10 % · Superior cluneal nerve"]);
  assert.notDeepEqual(heat.heat.bone, heat.heat.nerve_right);
  assert.equal(heat.legend.length, 2);
  assert.equal(barsOf(find, { count: 10, chosen: [{ id: "bone", count: 6 }] }, null)[0].name, "bone");
  assert.match(tallyInWords(find, { count: 10, chosen: [{ id: "bone", count: 6 }] }), /10 answers. bone: 60 %/);
});

test("who leads sees the answers when it is closed, can hide them again, and answers nothing", async () => {
  const question = told(which), results = { count: 2, chosen: [{ id: "yes", count: 2 }, { id: "no", count: 0 }] };
  Object.assign(classroom, { role: "lead", room: { here: 3, question: question.id, count: 2 } });
  globalThis.fetch = async () => ({ ok: true, json: async () => ({ question, results }) });
  tell({ question });
  questionCalls.choose(quiz.question.options[0]);
  assert.deepEqual([posed.mine, posed.count, quiz.asking.put.tally], [null, 2, null]);
  tell({ question, closed: true });
  await new Promise((soon) => { setTimeout(soon, 30); });
  assert.ok(quiz.asking.put.tally);
  assert.deepEqual(posed.bars.map(({ percent }) => percent), [100, 0]);
  seeAnswers(false);
  assert.deepEqual([quiz.asking.put.tally, posed.bars], [null, []]);
  tell({ question: null });
});

test("a clicker goes through a question and back, stage by stage, and only then on with the lesson", async () => {
  const question = told(which), results = { count: 2, chosen: [{ id: "yes", count: 2 }, { id: "no", count: 0 }] };
  Object.assign(classroom, { role: "lead", leading: true, over: false, room: { here: 3, question: question.id, count: 2 } });
  passport.key = "key";
  listenToClicker();
  goTo("the_crest", "order");
  const said = [];
  globalThis.fetch = async (address, { method, body } = {}) => { if (method === "POST") said.push(JSON.parse(body)); return { ok: true, json: async () => ({ question, results }) }; };
  /* What the presenter's page has told comes back to it as the class's state. */
  async function press(key) {
    const before = said.length;
    KEYS[key]();
    await new Promise((soon) => { setTimeout(soon, 150); });
    if (said.length === before) return null;
    const { closed, question: asked, told: also } = said.at(-1);
    tell({ question: asked, closed, told: { ...also, results: also?.results ? results : false } });
    return [Boolean(asked), closed, Boolean(also?.results), here.stepId].join();
  }
  tell({ question });
  assert.equal(await press("PageUp"), null, "there is nothing to take back");
  assert.equal(await press("PageDown"), "true,true,false,order");
  assert.equal(await press("PageUp"), "true,false,false,order");
  assert.equal(await press("PageDown"), "true,true,false,order");
  assert.equal(await press("n"), "true,true,true,order");
  assert.equal(await press("p"), "true,true,false,order");
  assert.equal(await press("PageDown"), "true,true,true,order");
  assert.equal(await press("PageDown"), "false,false,false,order");
  KEYS.PageDown();
  assert.equal(here.stepId, "end");
  KEYS.PageUp();
  assert.equal(here.stepId, "order");
});

test("a clicker puts the code away and does nothing else", () => {
  const press = (key) => { const event = { key, defaultPrevented: false, preventDefault() { event.defaultPrevented = true; } }; page.tell("keydown", event); return event.defaultPrevented; };
  panels.dialog = "class";
  assert.deepEqual([press("a"), panels.dialog], [false, "class"]);
  assert.deepEqual([press("PageDown"), panels.dialog], [true, null]);
  assert.equal(press("PageDown"), false);
});

test("what a film or a handout goes through is told to nobody", async () => {
  const said = [];
  globalThis.fetch = async (address, { method, body } = {}) => { if (method === "POST") said.push(JSON.parse(body).step); return { ok: true, json: async () => ({}) }; };
  const soon = () => new Promise((done) => { setTimeout(done, 250); });
  listenToClass();
  tell({ lesson: "the_crest", step: "order", question: null });
  await soon();
  papers.preparing = "1 of 3";
  goTo("the_crest", "end");
  await soon();
  assert.deepEqual(said, []);
  papers.preparing = "";
  goTo("the_crest", "over_the_crest");
  await soon();
  assert.deepEqual(said, ["over_the_crest"]);
});
