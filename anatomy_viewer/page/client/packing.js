// @ts-check
/* Progress as a learning platform keeps it: a short line by place, which another edition of the lessons does not misread. */

const PACKED_VERSION = "1", SIX_BITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const MOST_LETTERS = 4096; // what SCORM 1.2 has room for
/** Every question of a lesson, whoever is asked it. @type {(lesson: Lesson) => string[]} */
const questionsOf = ({ steps }) => steps.flatMap((step) => (step.questions || []).map(({ id }) => id));
/** The name of a lesson as it is now: one with other steps or questions has another. @type {(lesson: Lesson) => string} */
function signOf(lesson) {
  let sum = 0x811c9dc5; // FNV-1a
  for (const letter of [lesson.id, ...lesson.steps.map(({ id }) => id), "", ...questionsOf(lesson)].join(" ")) sum = Math.imul(sum ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return [0, 6, 12].map((shift) => SIX_BITS[((sum ^ (sum >>> 18)) >>> shift) & 63]).join("");
}
/** @param {number[]} bits */
function bitsAsText(bits) {
  let text = "";
  for (let k = 0; k < bits.length; k += 6) text += SIX_BITS[bits.slice(k, k + 6).reduce((sum, bit, place) => sum + (bit << place), 0)];
  return text.replace(/A+$/, "");
}
/** @type {(text: string) => number[]} */
const textAsBits = (text) => [...text].flatMap((letter) => { const number = SIX_BITS.indexOf(letter); return [0, 1, 2, 3, 4, 5].map((place) => (number >> place) & 1); });

/**
 * Progress in these lessons as a line of ASCII: one bit a step, two a question.
 * @param {Lesson[]} lessons
 * @param {Kept} kept
 * @returns {string}
 */
export function packedKept(lessons, kept) {
  let line = PACKED_VERSION;
  if (kept.training.length) line += `.~${Math.round(10 * Math.min(...kept.training))}`;
  for (const lesson of lessons) {
    const own = kept.lessons[lesson.id];
    if (!own) continue;
    const bits = lesson.steps.map(({ id }) => Number(own.seen.includes(id)));
    for (const id of questionsOf(lesson)) {
      const told = own.answers[id], state = !told ? 0 : told.first ? 3 : told.right ? 2 : 1;
      bits.push(state & 1, state >> 1);
    }
    const part = `.${signOf(lesson)}${bitsAsText(bits)}`;
    if (line.length + part.length <= MOST_LETTERS) line += part;
  }
  return line;
}
/**
 * What a line says of these lessons; what is of others, or no such line, says nothing.
 * @param {Lesson[]} lessons
 * @param {string} line
 * @returns {Kept}
 */
export function unpackedKept(lessons, line) {
  /** @type {Kept} */
  const kept = { lessons: {}, training: [] };
  if (!/^1(\.[\w~-]+)*$/.test(line)) return kept;
  const bySign = new Map(lessons.map((lesson) => [signOf(lesson), lesson]));
  for (const part of line.split(".").slice(1)) {
    if (/^~\d{1,5}$/.test(part)) { kept.training = [Number(part.slice(1)) / 10]; continue; }
    const lesson = bySign.get(part.slice(0, 3));
    if (!lesson) continue;
    const bits = textAsBits(part.slice(3)), all = lesson.steps.length;
    const states = questionsOf(lesson).map((id, place) => /** @type {[string, number]} */ ([id, (bits[all + 2 * place] || 0) + 2 * (bits[all + 2 * place + 1] || 0)]));
    kept.lessons[lesson.id] = {
      seen: lesson.steps.filter((_, place) => bits[place]).map(({ id }) => id),
      answers: Object.fromEntries(states.filter(([, state]) => state).map(([id, state]) => [id, { first: state === 3, right: state > 1 }])),
    };
  }
  return kept;
}
/**
 * What two have kept together; the first answer is that of the earlier one.
 * @param {Kept} earlier
 * @param {Kept} later
 * @returns {Kept}
 */
export function both(earlier, later) {
  const lessons = { ...earlier.lessons };
  for (const [id, { seen, answers }] of Object.entries(later.lessons)) {
    const own = lessons[id] || { seen: [], answers: {} };
    const told = Object.entries(answers).map(([question, now]) => {
      const before = own.answers[question];
      return [question, before ? { first: before.first, right: before.right || now.right } : now];
    });
    lessons[id] = { seen: [...new Set([...own.seen, ...seen])], answers: { ...own.answers, ...Object.fromEntries(told) } };
  }
  return { lessons, training: [...earlier.training, ...later.training] };
}
