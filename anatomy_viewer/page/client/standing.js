// @ts-check
/* How a learner stands in a package: what was seen of all, what was right of all that is asked, and whether that is enough. */

/** Whom a lesson asks, of the package's audience and those whom it is for. @type {(lesson: Lesson, audience: string) => string} */
export const askedFor = ({ audiences }, audience) => (audiences.includes(audience) ? audience : audiences[0]);

/**
 * @param {Lesson[]} lessons
 * @param {Kept} kept
 * @param {{mark: number | null, rule: string, audience: string}} how
 * @returns {{complete: boolean, passed: boolean | null, score: number | null, progress: number}}
 */
export function reached(lessons, kept, { mark, rule, audience }) {
  let steps = 0, seen = 0, asked = 0, answered = 0, right = 0;
  for (const lesson of lessons) {
    const own = kept.lessons[lesson.id] || { seen: [], answers: {} }, who = askedFor(lesson, audience);
    steps += lesson.steps.length;
    seen += lesson.steps.filter(({ id }) => own.seen.includes(id)).length;
    for (const { id } of lesson.steps.flatMap((step) => (step.questions || []).filter((one) => one.prompt?.[who]))) {
      asked += 1;
      answered += Number(Boolean(own.answers[id]));
      right += Number(Boolean(own.answers[id]?.first));
    }
  }
  const score = asked ? Math.floor(100 * right / asked) : 0, judged = mark !== null && asked > 0;
  // Before the last question there is still hope, and nobody has failed.
  const passed = !judged ? null : score >= mark ? true : answered === asked ? false : null;
  return {
    complete: rule === "pass_mark" && judged ? passed === true : seen === steps,
    passed, score: answered ? score : null, progress: steps ? seen / steps : 0,
  };
}
/**
 * What a platform has as reached is not taken back, whatever is kept of it.
 * @param {ReturnType<typeof reached>} now
 * @param {Partial<Opened>} before
 */
export function notLess(now, before) {
  const scores = [now.score, before.score].filter((one) => typeof one === "number");
  return { ...now, complete: now.complete || Boolean(before.complete), passed: before.passed ? true : now.passed ?? before.passed ?? null, score: scores.length ? Math.max(...scores) : null };
}
