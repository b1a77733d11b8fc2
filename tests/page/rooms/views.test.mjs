/* A view of one's own in a link, and those that are kept: read strictly, written short, the same again. */
import test from "node:test";
import assert from "node:assert/strict";
import { content, open } from "./small.mjs";
import { readLink, told } from "./links.js";
import { cameraIn, cameraSpelled, cutIn, cutSpelled, idsNamed, idsSpelled, titleIn } from "./view_words.js";
import { wordsOfLink } from "./link_words.js";
import { saving } from "./saving.js";

open();
window.anatomyContent = content;
const close = (a, b, within) => a.forEach((part, k) => assert.ok(Math.abs(part - b[k]) < within, `${a} is not ${b}`));

test("a camera is the same again, also from straight above and tilted", () => {
  for (const camera of [
    { direction: [0, -1, 0], up: [0, 0, 1], focus: [0, 71.9, -52.2], radius_mm: 183.8 },
    { direction: [0.6, -0.64, 0.48], up: [0, 0, 1], focus: [-12.3, 4, 5], radius_mm: 28 },
    { direction: [0, 0, 1], up: [0, 1, 0], focus: [0, 0, 0], radius_mm: 100 },
    { direction: [0, 0, -1], up: [0.6, 0.8, 0], focus: [0, 0, 0], radius_mm: 100 },
    { direction: [1, 0, 0], up: [0, 0.6, 0.8], focus: [1, 2, 3], radius_mm: 50 },
  ]) {
    const said = cameraSpelled(camera), read = cameraIn(said);
    assert.ok(said.length < 48, said);
    close(read.direction, camera.direction, 0.003);
    close(read.focus, camera.focus, 0.06);
    const off = camera.up.map((part, k) => part - camera.direction[k] * camera.up.reduce((sum, one, j) => sum + one * camera.direction[j], 0));
    close(read.up, off.map((part) => part / Math.hypot(...off)), 0.004);
    assert.equal(cameraSpelled(read), said);
  }
  for (const wrong of ["", "1_2_3", "0_91_0_0_0_0_100", "0_0_0_0_0_0_0", "0_0_0_999_0_0_100", "0_0_0_0_0_0_1e9", "NaN_0_0_0_0_0_100", "0_0_0_0_0_0_100_1"]) assert.equal(cameraIn(wrong), null, wrong);
});

test("a title is one line of plain text, and no word of a link", () => {
  assert.equal(titleIn("  Where\n it\tcrosses "), "Where it crosses");
  assert.equal(titleIn("a\u202eb\u200bc\u0000d"), "abc d");
  assert.equal([...titleIn("😀".repeat(200))].length, 80);
  const written = new URLSearchParams([["lesson", "the_crest"], ["title", "a&lesson=for_you?<b>&amp;#x;"]]);
  assert.deepEqual(wordsOfLink(`?${written}`).found.map(({ word, value }) => `${word}=${value}`), ["lesson=the_crest", "title=a&lesson=for_you?<b>&amp;#x;"]);
  const asked = readLink(`?${written}`);
  assert.equal(asked.lesson, "the_crest");
  assert.equal(asked.view.title, "a&lesson=for_you?<b>&amp;#x;");
  assert.deepEqual(asked.notes, []);
  assert.ok(!("view" in readLink("?lesson=the_crest&utm_title=x")));
});

test("lists are written by layers and pairs and read as people write them", () => {
  assert.equal(idsSpelled(["nerve_right", "bone"], true), "nerves.bone");
  assert.deepEqual(idsNamed("nerves", true), ["nerve_right"]);
  const { view, notes } = readLink("?show=Superior%20cluneal%20nerve,SKIN&hide=bone&through=Nerves&labels=off");
  assert.deepEqual([view.show, view.hide, view.through, view.labels, notes], [["nerve_right", "skin"], ["bone"], ["nerves"], "off", []]);
  assert.deepEqual(readLink("?only=bone.skin").view.only, ["bone", "skin"]);
});

test("what of a view was not understood is told with the nearest name, and the rest is shown", () => {
  const asked = readLink("?lesson=the_crest&show=bone.skim&hide=xyzzy&camera=1_2&cut=oblique_1_1&labels=maybe&through=nervs");
  const sentences = told(asked.notes);
  assert.equal(sentences.length, 6);
  for (const [found, near] of [["skim", "skin"], ["xyzzy", ""], ["1_2", ""], ["oblique_1_1", ""], ["maybe", ""], ["nervs", "nerves"]]) {
    const sentence = sentences.find((one) => one.includes(found));
    assert.ok(sentence?.includes(near), `${found}: ${sentence}`);
    assert.equal(/Did you mean/.test(sentence), Boolean(near), sentence);
  }
  assert.deepEqual([asked.lesson, asked.view.show, asked.view.camera, asked.view.cut], ["the_crest", ["bone"], null, null]);
});

test("a cut is a plane, a place and a side, or off", () => {
  assert.deepEqual(cutIn("axial_-35.5_-1"), { plane: "axial", axis: 2, at_mm: -35.5, keep: -1, words: "" });
  assert.equal(cutSpelled(cutIn("Sagittal_0_1")), "sagittal_0_1");
  assert.equal(cutIn("OFF"), "off");
  for (const wrong of ["axial", "axial_9999_1", "axial_1_2", "axial_1_1_1", "toString_1_1"]) assert.equal(cutIn(wrong), null, wrong);
});

test("kept views are read strictly; what a later version has written is left alone", () => {
  const keep = (text) => { page.kept.set("anatomy-viewer.views", text); page.tell("storage", { key: "anatomy-viewer.views" }); saving.askView(); return saving.savedViews; };
  const one = { title: "One", words: "?lesson=the_crest" };
  assert.deepEqual(keep(JSON.stringify({ version: 1, views: [one, { ...one, title: "again" }, { title: 5, words: "?a" }, { title: "", words: "?b" }, { title: "js", words: "javascript:alert(1)" }, null] })), [one]);
  for (const damaged of ["", "{", "[]", "null", '{"version":1,"views":{}}']) assert.deepEqual(keep(damaged), []);
  const later = '{"version":2,"views":"another shape"}';
  assert.deepEqual(keep(later), []);
  saving.viewName = " Mine ";
  saving.saveView();
  assert.equal(page.kept.get("anatomy-viewer.views"), later);
  assert.deepEqual(JSON.parse(page.kept.get("anatomy-viewer.views-1")).views.map(({ title }) => title), ["Mine"]);
  saving.deleteView(saving.savedViews[0]);
  assert.deepEqual(saving.savedViews, []);
  page.full = true;
  saving.viewName = "Unkept";
  saving.saveView();
  page.full = false;
  assert.ok(saving.viewsUnkept);
  saving.viewName = "  ";
  saving.viewLink = "";
  saving.saveView();
  assert.equal(saving.viewLink, "", "a view without a title is none");
});
