/* Words: another language over the English value, the search, voices and what they are given, signals, parts put together. */
import test from "node:test";
import assert from "node:assert/strict";
import { adopt, edition, fill, lessons, overlaid } from "./content.js";
import { seeking } from "./search.js";
import { piecesOf, speaks, voiceFor } from "./voices.js";
import { emit, hear, listen, send } from "./signals.js";
import { together } from "./together.js";
import { whose, nerveOf, placed, stepsAway } from "./people.js";
import { content, open } from "./small.mjs";

open();

test("words lie over lists by id, else by place; the rest stays", () => {
  const value = { list: [{ id: "a", name: "A", mm: 1 }, { id: "b", name: "B" }], rows: ["x", "y"], kept: { deep: 1 } };
  assert.deepEqual(overlaid(value, { list: { b: { name: "Be" } }, rows: { 1: "ypsilon" } }), { list: [{ id: "a", name: "A", mm: 1 }, { id: "b", name: "Be" }], rows: ["x", "ypsilon"], kept: { deep: 1 } });
  assert.equal(overlaid(value, undefined), value);
  assert.equal(value.list[1].name, "B");
});

test("a lesson speaks another language, and what has none says that it is English", () => {
  edition.language = "es";
  adopt(content, "es");
  assert.equal(lessons.the_crest.title, "La cresta");
  assert.equal(edition.foreign(lessons.the_crest, "title"), null);
  assert.equal(edition.foreign(lessons.for_you, "title"), "en");
  edition.language = "en";
  adopt(content, "en");
  assert.equal(edition.foreign(lessons.for_you, "title"), null);
  assert.equal(fill("{a} and {b}", { a: 1 }), "1 and {b}");
  assert.equal(edition.wording({ student: "s", patient: "p" }), "s");
});

test("a structure is found by any of its names, however they are written", () => {
  const finds = (text) => { seeking.search = text; return content.structures.filter(seeking.matches).map(({ id }) => id); };
  for (const text of ["cluneal", "clunial", "clunium", "Superior CLUNEAL", "gluteal cutaneous", "nerve right", "nérve"]) assert.deepEqual(finds(text), ["nerve_right"], text);
  assert.equal(finds("").length, 3);
  assert.deepEqual(finds("femur"), []);
  seeking.search = "superior gluteal nerve";
  assert.ok(seeking.motorHint);
});

test("a voice of the machine and of the country comes first", () => {
  const voice = (name, lang, more = {}) => ({ name, lang, localService: true, default: false, ...more });
  const voices = [voice("far", "en-GB", { localService: false }), voice("american", "en_US"), voice("british", "en-GB"), voice("spanish", "es-ES", { default: true })];
  assert.equal(voiceFor(voices, "en-GB").name, "british");
  assert.equal(voiceFor(voices.slice(0, 2), "en-GB").name, "american");
  assert.equal(voiceFor(voices, "es-ES").name, "spanish");
  assert.equal(voiceFor(voices, "fr-FR"), undefined);
  assert.equal(voiceFor(null, "en-GB"), undefined);
  assert.ok(speaks({ lang: "EN_us" }, "en") && !speaks({ lang: "" }, "en"));
});

test("a text is spoken in pieces that no voice gives up on, and no word is lost", () => {
  assert.deepEqual(piecesOf("One is short.  Two\nis too.", "en"), ["One is short.", "Two is too."]);
  const long = `${"The nerve runs over the crest, ".repeat(12)}and then it ends.`;
  const pieces = piecesOf(long, "en");
  assert.ok(pieces.length > 1 && pieces.every((piece) => piece.length <= 180));
  assert.equal(pieces.join(" "), long);
  assert.ok(pieces.slice(0, -1).every((piece) => piece.endsWith(",")));
  assert.deepEqual(piecesOf("x".repeat(400), "en").map((piece) => piece.length), [180, 180, 40]);
  assert.deepEqual(piecesOf("  ", "en"), []);
});

test("who listens is told until it ends, and one that fails stops nobody", (t) => {
  const heard = [], fault = t.mock.method(console, "error", () => {});
  listen("step", () => { throw new Error("mine"); });
  const end = listen("step", (payload) => heard.push(payload));
  emit("step", 1);
  end();
  emit("step", 2);
  assert.deepEqual(heard, [1]);
  assert.equal(fault.mock.callCount(), 2);
  const order = [];
  hear("picture", () => order.push("first"));
  hear("picture", () => order.push("second"));
  try { send("picture"); } catch { /* the rooms above may have no picture here */ }
  assert.deepEqual(order.slice(-2), ["first", "second"]);
});

test("parts become one, which reads and writes in them; one key in two is an error", () => {
  const a = { here: 1, get twice() { return 2 * a.here; } }, b = { there: 2 };
  const both = together(a, b);
  both.here = 5;
  assert.deepEqual([a.here, both.twice, both.there], [5, 10, 2]);
  assert.throws(() => together(a, { here: 3 }), /two rooms give the page "here"/);
});

test("a drawn person has the nerve where the table says, between the paths that were measured", () => {
  assert.deepEqual(stepsAway("nerve_right", { crossing_mm: 65 }), [[10, 0, 0], [5, 0, 0], [5, 0, 0]]);
  assert.deepEqual(stepsAway("nerve_right", { crossing_mm: 99 }), [[20, 0, 0], [10, 0, 0], [10, 0, 0]]);
  whose.seed = 2;
  assert.deepEqual(whose.anatomy.placed, { nerve_right: { crossing_mm: 55 } });
  whose.steps = { nerve_right: stepsAway("nerve_right", whose.anatomy.placed.nerve_right) };
  assert.equal(nerveOf("crossing_right"), "nerve_right");
  assert.deepEqual(placed({ id: "crossing_right", at: [60, -40, 0] }), [55, -40, 0]);
  whose.seed = null;
  assert.equal(whose.anatomy, null);
});
