/* Links: read however they were handed on, written in one way, one entry of the history for each place. */
import test from "node:test";
import assert from "node:assert/strict";
import { bare, lettersApart, linkIn, numberIn, plainName, wordsOfLink } from "./link_words.js";
import { readLink, told } from "./links.js";
import { isShown, linkHere, readAddress, withoutEntry, writeLink } from "./address.js";
import { edition } from "./content.js";
import { here } from "./state.js";
import { hurts } from "./hurts.js";
import { whose } from "./people.js";
import { content, open } from "./small.mjs";

open();
window.anatomyContent = content;
readAddress();
const read = (text) => { const { any, notes, ...asked } = readLink(text); return Object.fromEntries(Object.entries(asked).filter(([, value]) => value)); };

test("words come apart however they are escaped", () => {
  const words = (text) => wordsOfLink(text).found.map(({ word, value }) => `${word}=${value}`);
  for (const text of ["?lesson=a&step=b", "#lesson=a&step=b", "?lesson=a&amp;step=b", "?lesson%3Da%26step%3Db", "?lesson%253Da%2526step%253Db", "lesson=a;step=b", "?LESSON=a&amp;amp;step=b"]) {
    assert.deepEqual(words(text), ["lesson=a", "step=b"], text);
  }
  for (const text of ["?utm_source=x&lesson=a", "?utm_source=x;lesson=a"]) assert.deepEqual(words(text), ["lesson=a"], text);
  assert.deepEqual(wordsOfLink("?utm_source=x").foreign.map(({ piece }) => piece), ["utm_source=x"]);
  assert.equal(linkIn("https://host/page.html?lesson=a#b"), "?lesson=a#b");
});

test("names are compared without what a sentence puts around them", () => {
  assert.equal(bare(" «The crest». "), "The crest");
  assert.equal(plainName("The-Crest.YAML"), "thecrest");
  assert.equal(plainName("Clúneal"), "cluneal");
  assert.deepEqual(["03", "step 3", "#3", "3.0", "x3y"].map(numberIn), ["3", "3", "3", "3", undefined]);
  assert.deepEqual([lettersApart("crest", "crest"), lettersApart("crset", "crest"), lettersApart("cres", "crest"), lettersApart("", "abc")], [0, 1, 1, 3]);
});

test("a link is read as people write it", () => {
  const place = { lesson: "the_crest", step: "over_the_crest" };
  for (const text of ["?lesson=the_crest&step=over_the_crest", "?lesson=THE-CREST&step=Over%20the%20crest", "?lesson=The+crest&step=1", "#lesson=the_crest/over_the_crest", "?lesson=La%20cresta&step=1%20of%203"]) {
    assert.deepEqual(read(text), place, text);
  }
  assert.deepEqual(read("?for=patients&lang=es-MX&form=woman&person=2&mode=where"), { audience: "patient", language: "es", form: "female", person: 2, where: true });
  assert.deepEqual(read("?study=maigne%201991"), { study: "maigne_1991" });
  assert.deepEqual(read("?train=7&score=1.-2_3.4_0.0_0.0_0.0_0.0_0.0_0.0_0.0_5.6").presses.slice(0, 2), [{ out: 1, up: -2 }, { out: 3, up: 4 }]);
  assert.deepEqual(read("?leson=the_crest"), { lesson: "the_crest" });
  assert.deepEqual(["?for=student", "?for=nobody", "?utm_source=x", ""].map((text) => readLink(text).any), [true, true, false, false]);
  assert.deepEqual(read("?lesson=the_crest&step=El+final"), { lesson: "the_crest", step: "end" });
});

test("what was not understood is told with the nearest name", () => {
  const sentences = (text) => told(readLink(text).notes);
  assert.match(sentences("?lesson=the_crets")[0], /the_crets.*the_crest/s);
  assert.match(sentences("?lesson=the_crest&step=ordre")[0], /ordre.*order/s);
  assert.equal(sentences("?person=9").length, 1);
  assert.equal(sentences("?train=7&score=1.1").length, 1);
  assert.equal(sentences("?form=pooled&form=female").length, 1);
  assert.deepEqual(sentences("?lesson=the_crest&step=2&utm_source=x"), []);
});

test("each place is an entry, what else changes is none, and a lesson that plays is one", () => {
  const addresses = () => page.entries.map(({ address }) => new URL(address).search);
  writeLink();
  assert.deepEqual(addresses(), [""]);
  Object.assign(here, { lessonId: "the_crest", stepId: "over_the_crest" });
  writeLink();
  edition.audience = "clinician";
  writeLink();
  assert.deepEqual(addresses(), ["", "?lesson=the_crest&step=over_the_crest&for=clinician"]);
  here.stepId = "order";
  withoutEntry(writeLink);
  assert.equal(page.entries.length, 2);
  here.playing = true;
  for (const stepId of ["end", "order", "over_the_crest"]) { here.stepId = stepId; writeLink(); }
  assert.equal(page.entries.length, 3);
  assert.ok(isShown({ lesson: "the_crest", step: "over_the_crest", where: false, train: null }));
  assert.ok(!isShown({ lesson: null, step: null, where: false, train: null }));
  here.playing = false;
  Object.assign(here, { lessonId: null, stepId: null });
  hurts.where = true;
  whose.own.form = "female";
  writeLink();
  assert.equal(addresses().at(-1), "?for=clinician&mode=where&form=female");
  assert.deepEqual(page.entries.at(-1).state.anatomyViewer, { lesson: null, step: null, where: true, train: null, presses: null });
  assert.equal(new URL(linkHere().link).searchParams.get("lang"), "en", "another browser may remember another language");
  const again = readLink(new URL(linkHere().link).search);
  assert.deepEqual([again.where, again.form, again.audience, again.language], [true, "female", "clinician", "en"]);
});

test("what a learning platform opens a page with is in no link that is handed on", () => {
  const { href } = location;
  location.href = `https://host/index.html?${new URLSearchParams({ endpoint: "https://lrs.example.org/?mode=where", fetch: "https://lms.example.org/token?a=1&lang=es", actor: '{"account":{"name":"7"}}', registration: "1-2", activityId: "https://lms.example.org/1", unit: "the_crest" })}`;
  try {
    assert.deepEqual(read(location.search), {});
    const handed = new URL(linkHere().link).searchParams;
    assert.deepEqual(["unit", "endpoint", "fetch", "actor", "registration", "activityId"].filter((word) => handed.has(word)), ["unit"]);
  } finally { location.href = href; }
});
