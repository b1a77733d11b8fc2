// @ts-check
/* The course that the lessons are of: what comes next in it, how far one is, and where one goes on. */
import { reactive } from "./vue.js";
import { edition, say } from "./content.js";
import { stored, remember } from "./storage.js";
import { here } from "./state.js";
import { countsOf, learnt } from "./progress.js";

const MOST_PLACES = 100;
/**
 * Where one was last, one place a lesson, the latest first: another course of this address has other lessons.
 * @returns {[string, string][]}
 */
function places() {
  let value = null;
  try { value = JSON.parse(stored("places")); } catch { /* damaged: as if nothing were there */ }
  return Array.isArray(value) ? value.filter((one) => Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === "string")).slice(0, MOST_PLACES) : [];
}
export function keepPlace() {
  const { lessonId, stepId } = here;
  if (edition.content.course && lessonId) remember("places", JSON.stringify([[lessonId, stepId], ...places().filter(([id]) => id !== lessonId)].slice(0, MOST_PLACES)));
}

/**
 * Where one goes on: at the step where one was, or behind a lesson that is done; null before the first and when all is seen.
 * @returns {{lesson: Lesson, step: Step, number: number} | null}
 */
function goOn() {
  const all = edition.content.lessons, { lessons: kept } = learnt.kept;
  const seen = (lesson, step) => Boolean(kept[lesson.id]?.seen.includes(step.id));
  const place = (lesson, step) => ({ lesson, step, number: lesson.steps.indexOf(step) + 1 });
  const unseen = (lesson) => lesson.steps.find((step) => !seen(lesson, step));
  const [id, stepId] = places().find(([one]) => kept[one] && all.some((lesson) => lesson.id === one)) || [];
  const at = all.find((lesson) => lesson.id === id) || all.find((lesson) => kept[lesson.id]);
  if (!at) return null;
  const step = at.steps.find((one) => one.id === stepId);
  if (step && (unseen(at) || step !== at.steps.at(-1))) return place(at, step);
  const from = all.indexOf(at), next = [...all.slice(from), ...all.slice(0, from)].find(unseen);
  return next ? place(next, unseen(next)) : null;
}

/** @type {Taken} */
export const taken = reactive({
  get course() { return edition.content.course || null; },
  /** The language of a text of the course where it is not the page's own, for its `lang`. */
  courseLanguage(key) { const own = taken.course?.languages[key]; return own && own !== edition.language ? own : null; },
  /** The learning platform's page of it, where it told one. */
  wayBack: null,
  /** @returns {Lesson | null} The lesson behind this one. */
  get lessonAfter() { return (taken.course && edition.content.lessons[edition.content.lessons.findIndex((one) => one.id === here.lessonId) + 1]) || null; },
  get goesOn() { return here.lessonId || !taken.course ? null : goOn(); },
  get counts() {
    const each = edition.content.lessons.map((lesson) => countsOf(lesson)), sum = (key) => each.reduce((total, one) => total + one[key], 0);
    const counts = { seen: sum("seen"), steps: sum("steps"), right: sum("right"), asked: sum("asked"), answered: sum("answered"), lessons: each.length, done: each.filter((one) => one.seen === one.steps).length };
    const mark = taken.course?.pass_mark ?? null, score = counts.asked ? Math.floor(100 * counts.right / counts.asked) : 0;
    return { ...counts, score, passed: mark === null || !counts.asked ? null : score >= mark };
  },
  get progressWords() {
    const { counts, course } = taken, lines = [say("course_steps", counts)];
    if (counts.answered) lines.push(say("progress_questions", { right: counts.right, all: counts.asked }));
    if (counts.passed !== null) lines.push(say(counts.passed ? "course_passed" : "course_mark", { mark: course.pass_mark, score: counts.score }));
    return lines;
  },
});
