// @ts-check
/* What was seen and answered, kept in this browser only. */
import { reactive } from "./vue.js";
import { edition, say, words } from "./content.js";
import { announce } from "./notices.js";
import { elsewhere, shared } from "./storage.js";
import { here } from "./state.js";
import { quiz } from "./quiz.js";

const ID = /^[a-z0-9][a-z0-9_]{0,119}$/;
/** @type {(value: any) => boolean} */
const isRecord = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
/** @type {(value: any) => [string, any][]} */
const entries = (value) => (isRecord(value) ? Object.entries(value).filter(([key]) => ID.test(key)).slice(0, 1000) : []);
/** @type {(value: any) => Kept} */
function progressIn(value) {
  if (!isRecord(value)) value = {};
  const lessonsKept = entries(value.lessons).filter(([, one]) => isRecord(one)).map(([id, { seen, answers }]) => [id, {
    seen: [...new Set(Array.isArray(seen) ? seen.filter((one) => typeof one === "string" && ID.test(one)) : [])].slice(0, 1000),
    answers: Object.fromEntries(entries(answers).filter(([, one]) => isRecord(one) && (typeof one.first === "boolean" || typeof one.right === "boolean"))
      .map(([question, { first, right }]) => [question, { first: first === true, right: right === true || first === true }])),
  }]);
  const training = Array.isArray(value.training) ? value.training.filter((one) => typeof one === "number" && one >= 0 && one < 1000) : [];
  return { lessons: Object.fromEntries(lessonsKept), training: training.slice(-100) };
}
const sharedProgress = shared("progress", 1, progressIn);
/** @type {((kept: Kept) => void)[]} */
const unwritten = []; // changes that could not be kept yet: they count on this page
/** @type {(kept: Kept) => Kept} */
const withChanges = (kept) => { for (const change of unwritten) change(kept); return kept; };
/** @param {(kept: Kept) => void} change */
export function keepProgress(change) {
  unwritten.push(change);
  learnt.kept = withChanges(sharedProgress.now());
  if (sharedProgress.keep(learnt.kept)) unwritten.length = 0;
}
/** Whoever forgets means all of it: what could not be written, and what a later version has kept. */
function forgetProgress() {
  unwritten.length = 0;
  sharedProgress.forget();
  learnt.kept = progressIn(null);
}
/* What another tab has done is shown here too, also by a page that slept meanwhile. */
export const followProgress = () => { learnt.kept = withChanges(sharedProgress.now()); };
export function watchProgress() {
  sharedProgress.watch(() => {
    const kept = sharedProgress.now();
    if (!kept.training.length && !Object.keys(kept.lessons).length) unwritten.length = 0; // forgotten there is forgotten here
    followProgress();
  });
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) followProgress(); });
}

/** @type {Learnt} */
export const learnt = reactive({
  kept: { lessons: {}, training: [] },
  get bestTraining() { return learnt.kept.training.length ? Math.min(...learnt.kept.training) : null; },
  /** What can be forgotten here. */
  get anyProgress() { return !("progress" in elsewhere) && (learnt.kept.training.length > 0 || Object.keys(learnt.kept.lessons).length > 0); },
  answered(id) { const kept = learnt.kept.lessons[here.lessonId]?.answers[id]; return kept ? (kept.right ? "right" : "wrong") : ""; },
  forgetProgress() { forgetProgress(); announce(words().progress_forgotten); },
  progressOf,
});

/** @type {(kept: Kept, lessonId: string) => Kept["lessons"][string]} */
const keptOf = (kept, lessonId) => (kept.lessons[lessonId] ||= { seen: [], answers: {} });
export function stepSeen() {
  const { lessonId, stepId } = here;
  if (!lessonId || learnt.kept.lessons[lessonId]?.seen.includes(stepId)) return;
  keepProgress((kept) => { const { seen } = keptOf(kept, lessonId); if (!seen.includes(stepId)) seen.push(stepId); });
}
/**
 * The first answer counts; a later right one is noted as such. Tells whether this is the first.
 * @param {boolean} right
 * @returns {boolean}
 */
export function keepAnswer(right) {
  const { lessonId } = here, { question: { id } } = quiz, first = !learnt.kept.lessons[lessonId]?.answers[id];
  keepProgress((kept) => {
    const { answers } = keptOf(kept, lessonId), before = answers[id];
    answers[id] = { first: before ? before.first : right, right: right || Boolean(before?.right) };
  });
  return first;
}
/**
 * How much of a lesson was seen and answered; whom one is shown the questions as counts.
 * @param {Lesson} lesson
 * @returns {{seen: number, steps: number, right: number, asked: number, answered: number}}
 */
export function countsOf({ id, steps }) {
  const { seen, answers } = learnt.kept.lessons[id] || { seen: [], answers: {} };
  const asked = steps.flatMap((step) => step.questions || []).filter((one) => one.prompt?.[edition.audience]); // words of another language may come before the lessons
  return { seen: steps.filter((step) => seen.includes(step.id)).length, steps: steps.length,
    right: asked.filter((one) => answers[one.id]?.first).length, asked: asked.length, answered: Object.keys(answers).length };
}
/** @param {Lesson} lesson @returns {string} */
function progressOf(lesson) {
  if (!learnt.kept.lessons[lesson.id]) return "";
  const { seen, steps, right, asked, answered } = countsOf(lesson), told = say("progress_steps", { seen, all: steps });
  return asked && answered ? `${told} · ${say("progress_questions", { right, all: asked })}` : told;
}
