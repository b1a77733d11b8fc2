// @ts-check
/* An attempt on a learning platform, whichever it is: what is told when, what is tried again, where one goes on. */
import { edition, content } from "./content.js";
import { announce, notify, saying } from "./notices.js";
import { elsewhere } from "./storage.js";
import { listen } from "./signals.js";
import { here } from "./state.js";
import { followProgress, learnt } from "./progress.js";
import { arrived, withoutEntry } from "./address.js";
import { wordsOfLink } from "./link_words.js";
import { taken } from "./course.js";
import { languageCalls } from "./language.js";
import { afterThose, coming, whenHere } from "./parts.js";
import { goTo } from "./lessons.js";
import { both, packedKept, unpackedKept } from "./packing.js";
import { notLess, reached } from "./standing.js";
import { recordOf } from "./records.js";

/* An adapter (scorm12.js, scorm2004.js, cmi5.js) ends with `beginAttempt({ open, answer, send, leave })`:
   `open()`       finds the platform and begins. It promises what the platform keeps of the learner, `null` where there is no
                  platform at all, or fails where there is one that does not answer: it is then called again.
   `answer(record)` takes an answer over, to be sent with the next `send`; false where it cannot be had now: it comes again.
   `send(now)`    tells how the learner stands, with all answers taken over, and promises whether that has arrived: else it is
                  called again. It never comes twice at a time.
   `leave(now)`   the page goes: the last word, at once (no promise is waited for). `now` is null where nothing may be written.
   In the modes "browse" and "review" `answer` and `send` are never called. */
const AGAIN_MS = [2000, 5000, 15000, 60000];
const MOST_TRIES = 5; // of an answer that is refused while all else arrives

/** @type {Platform} */
let platform;
/** What the platform has kept, once it has answered. @type {Opened | null} */
let opened = null;
let attempting = "opening"; // opening, open, looking (nothing is written), outside, over
let placeBefore = ""; // where the page was before the platform had answered
let lastPlace = "", lastSent = "", wanted = false, busy = false, failures = 0, timer = 0, unreachedTold = "";
/** @type {{record: AnswerRecord, tries: number}[]} */
let unsent = [];

/** @type {(key: string) => string} */
const sentence = (key) => { const { words } = content.package; return (words[edition.language] || words.en)[key]; };
/** @param {string} key */
function tellLearner(key) { notify(sentence(key)); announce(sentence(key)); }
/** One sentence while the platform cannot be reached, and none when it is there again. @param {boolean} arrived */
function tellWhether(arrived) {
  if (arrived) { if (unreachedTold) saying.dismissNotice(unreachedTold); unreachedTold = ""; failures = 0; return; }
  failures += 1;
  if (!unreachedTold) { tellLearner("unreached"); unreachedTold = sentence("unreached"); }
}
/** @param {() => void} act */
function again(act) {
  window.clearTimeout(timer);
  timer = window.setTimeout(act, AGAIN_MS[Math.min(failures, AGAIN_MS.length) - 1]);
}

/* The time that somebody had the page before them. */
let shownSince = 0, shownMs = 0;
function countTime() {
  const now = performance.now();
  if (shownSince) shownMs += now - shownSince;
  shownSince = document.hidden ? 0 : now;
  return shownMs / 1000;
}

/** @returns {Standing} */
function standing() {
  const { course, package: { audience } } = content, mark = opened?.mark ?? course?.pass_mark ?? null, rule = course?.complete ?? "steps";
  const now = notLess(reached(content.lessons, learnt.kept, { mark, rule, audience }), opened);
  if (here.lessonId) lastPlace = `${here.lessonId}/${here.stepId}`;
  return { ...now, mark, done: now.complete || (rule === "pass_mark" && now.passed === false), seconds: countTime(), place: lastPlace, kept: packedKept(content.lessons, learnt.kept) };
}
function handOver() { unsent = unsent.filter((one) => !platform.answer(one.record)); }
/* A phone may take a page away that is out of view, and no timer runs there. */
function saveHidden() {
  if (attempting !== "open") return;
  const { kept, place } = standing();
  if (!unsent.length && lastSent === kept + place) return;
  wanted = true;
  sendAll();
}
/** After what was done now is on the page: many a platform makes it wait. */
function save() {
  wanted = true;
  window.setTimeout(sendAll);
}
async function sendAll() {
  if (busy || attempting !== "open") return;
  busy = true;
  while (wanted) {
    wanted = false;
    handOver();
    let arrived = false;
    const now = standing();
    try { arrived = await platform.send(now); } catch (fault) { console.warn(fault); }
    if (arrived) lastSent = now.kept + now.place;
    unsent = unsent.filter((one) => !arrived || (one.tries += 1) < MOST_TRIES);
    if (attempting !== "open") break;
    tellWhether(arrived && !unsent.length);
    if (!arrived || unsent.length) { again(() => { wanted = true; sendAll(); }); break; }
  }
  busy = false;
}
function leave() {
  if (attempting === "open") { handOver(); platform.leave(standing()); } else if (attempting === "looking" || (attempting === "opening" && opened)) platform.leave(null);
  if (attempting !== "outside") attempting = "over";
}

async function beginOn() {
  let answer;
  try { answer = await platform.open(); } catch (fault) {
    console.warn(fault);
    tellWhether(false);
    again(() => { if (attempting === "opening") beginOn(); });
    return;
  }
  if (attempting !== "opening") return;
  tellWhether(true);
  if (!answer) { attempting = "outside"; unsent = []; tellLearner("outside"); return; }
  opened = answer;
  const goOn = () => goOnFrom(answer);
  // What waits for the lessons too, such as the step of a link, comes first.
  if (coming.isHere("lessons")) goOn(); else whenHere(["lessons"], () => window.setTimeout(goOn));
}
/** @param {Opened} before */
function goOnFrom(before) {
  if (attempting !== "opening") return;
  const earlier = both(unpackedKept(content.lessons, before.kept), unpackedKept(content.lessons, before.unsent || "")), [lessonId, stepId] = before.place.split("/");
  for (const { record } of unsent) if (earlier.lessons[record.lesson]?.answers[record.question]) Object.assign(record, { first: false, counts: false });
  const there = content.lessons.some(({ id, steps }) => id === lessonId && steps.some((step) => step.id === stepId));
  if (there) elsewhere.places = JSON.stringify([[lessonId, stepId]]);
  elsewhere.progress = JSON.stringify(both(earlier, learnt.kept));
  followProgress();
  lastPlace = there ? before.place : "";
  if (there && placeHere() === placeBefore) withoutEntry(() => goTo(lessonId, stepId)); // who has gone on meanwhile stays there
  attempting = before.mode === "normal" ? "open" : "looking";
  taken.wayBack = before.back || null;
  const { language } = before;
  if (language && language !== edition.language && !wordsOfLink(arrived).found.some(({ word }) => word === "lang")) languageCalls.setLanguage(language);
  if (attempting === "looking") { unsent = []; tellLearner("looking"); return; }
  if (before.over) tellLearner("over");
  if (unsent.length || before.unsent) save();
}
const placeHere = () => `${here.lessonId}/${here.stepId}`;

/** A package may have one unit a lesson: then there are no others in it. */
function keepToUnit() {
  const { searchParams } = new URL(`http://page/${window.anatomyLink || ""}`), unit = searchParams.get("unit"), value = window.anatomyContent;
  const lesson = value.lessons.find(({ id }) => id === unit);
  if (!lesson) return;
  value.lessons = [lesson];
  if (!value.course) return;
  const titled = (course, title, language) => ({ ...course, title, languages: { ...course?.languages, title: language } });
  value.course = titled(value.course, lesson.title, lesson.language || "en");
  for (const [language, words] of Object.entries(value.translations)) {
    const own = words.lessons?.[lesson.id]?.title;
    if (own) words.course = titled(words.course, own, language);
  }
}

/** @param {Platform} made */
export function beginAttempt(made) {
  platform = made;
  for (const key of ["progress", "progress-1", "places"]) elsewhere[key] = null; // the platform knows which learner this is
  keepToUnit();
  document.addEventListener("anatomyviewer", () => {
    countTime();
    listen("answer", (answer) => {
      if (attempting !== "opening" && attempting !== "open") return;
      const record = recordOf(answer, content.package.audience);
      if (record) { unsent.push({ record, tries: 0 }); save(); }
    });
    listen("step", () => { if (here.atTheEnd) save(); });
    document.addEventListener("visibilitychange", () => { countTime(); if (document.hidden) saveHidden(); });
    window.addEventListener("online", () => { if (failures) save(); });
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", ({ persisted }) => { if (persisted && attempting === "over") tellLearner("closed"); });
    afterThose(() => { placeBefore = placeHere(); });
    beginOn();
  }, { once: true });
}
