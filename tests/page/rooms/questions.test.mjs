/* Answers and what is told of them; ten presses and their sum. */
import test from "node:test";
import assert from "node:assert/strict";
import { goTo, move } from "./lessons.js";
import { questionCalls } from "./questions.js";
import { quiz } from "./quiz.js";
import { looks } from "./looks.js";
import { train } from "./training.js";
import { spelled } from "./link_words.js";
import { here } from "./state.js";
import { listen } from "./signals.js";
import { open } from "./small.mjs";

open();
const { ask, check, choose, reorder, stopAsking } = questionCalls;
const events = [];
listen("answer", (event) => events.push(event));
const last = () => { const { question, response, right, first } = events.at(-1); return { question, response, right, first }; };

test("a step is a whole picture, and the next one is another", () => {
  goTo("the_crest");
  assert.equal(here.step.id, "over_the_crest");
  assert.deepEqual(Object.entries(looks.appearance).filter(([, look]) => look.shown).map(([id]) => id), ["bone", "nerve_right"]);
  assert.equal(looks.appearance.nerve_right.emphasis, "emphasised");
  move(+1);
  assert.deepEqual([here.step.id, here.progress], ["order", 2 / 3]);
  assert.throws(() => goTo("the_crets"), /no lesson "the_crets"; there are: the_crest, for_you/);
});

test("an order tells each item by its id, else by its place, and what stood right", () => {
  ask(0);
  assert.deepEqual([...quiz.asking.order], [2, 0, 1]);
  assert.ok(quiz.hiding);
  check();
  assert.deepEqual(last(), { question: "depth", response: ["fascia", "skin", "2"], right: false, first: true });
  assert.deepEqual(quiz.asking.result.inPlace, [false, false, false]);
  assert.deepEqual([...quiz.asking.order], [0, 1, 2]);
  assert.ok(!quiz.hiding);
  ask(0);
  reorder(0, 2);
  assert.deepEqual([...quiz.asking.order], [0, 1, 2]);
  check();
  assert.deepEqual(last(), { question: "depth", response: ["skin", "2", "fascia"], right: true, first: false });
});

test("one of several, and several of several", () => {
  ask(1);
  choose(quiz.question.options[1]);
  assert.deepEqual(last(), { question: "which", response: ["no"], right: false, first: true });
  assert.deepEqual(quiz.question.options.map(quiz.optionMark), ["right", "wrong"]);
  choose(quiz.question.options[0]);
  assert.equal(events.length, 3, "an answer that is given stays");
  ask(2);
  for (const k of [0, 2, 2]) choose(quiz.question.options[k]);
  check();
  assert.deepEqual(last(), { question: "both", response: ["a"], right: false, first: true });
  assert.deepEqual(quiz.question.options.map(quiz.optionMark), ["right", "missed", ""]);
  stopAsking();
  assert.equal(quiz.asking, null);
});

test("the same seed draws the same ten people, and shared presses are summed up", () => {
  train(7);
  const { people } = quiz.training;
  assert.equal(people.length, 10);
  assert.ok(people.every(({ person, side }) => person >= 1 && person <= 4 && ["left", "right"].includes(side)));
  train(8);
  assert.notDeepEqual(quiz.training.people, people);
  const presses = Array.from({ length: 10 }, (_, k) => ({ out: k % 2 ? 20 : 0, up: 0 }));
  train(7, presses);
  assert.deepEqual(quiz.training.people, people);
  assert.ok(quiz.training.received);
  const { title, lines } = quiz.training.summary;
  assert.match(title, /^10 mm/);
  assert.match(lines.join(" "), /on average 10 mm/);
  assert.match(lines.join(" "), /scatter by 11 mm/);
  assert.match(lines.join(" "), /5 of 10 lie within/);
  assert.equal(spelled(presses.slice(0, 2)), "0.0_20.0");
});
