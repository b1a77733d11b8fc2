// @ts-check
/* An answer as learning platforms record it: its type, what was given, what would have been right, in plain text. */
import { edition, content, lessons, structures } from "./content.js";
import { plainText } from "./elements.js";
import { askedFor } from "./standing.js";

const MOST_PATTERNS = 10; // of which a platform must take note
/** @type {(one: any, place: number) => string} */
const itemId = (one, place) => String(one.id ?? place + 1);

/**
 * @param {Question} question
 * @param {string[]} response
 * @returns {Pick<AnswerRecord, "type" | "patterns" | "choices">}
 */
function shapeOf(question, response) {
  const words = (text) => plainText(edition.wording(text));
  if (question.kind === "press") return { type: "numeric", patterns: [], choices: [] };
  if (question.kind === "order") {
    const choices = question.items.map((item, place) => ({ id: itemId(item, place), text: words(item) }));
    return { type: "sequencing", patterns: [choices.map(({ id }) => id)], choices };
  }
  if (question.kind === "find") {
    const ids = [...new Set([...response.filter((id) => question.right.includes(id)), ...question.right])].slice(0, MOST_PATTERNS);
    return { type: "choice", patterns: ids.map((id) => [id]), choices: [...new Set([...ids, ...response])].map((id) => ({ id, text: structures[id]?.name || id })) };
  }
  const right = question.options.filter((one) => one.right).map(({ id }) => id);
  return { type: "choice", patterns: [right], choices: question.options.map(({ id, text }) => ({ id, text: words(text) })) };
}

/**
 * @param {any} told what the page's event `answer` tells
 * @param {string} audience whose questions count
 * @returns {AnswerRecord | null} Null where nobody has to know.
 */
export function recordOf(told, audience) {
  const lesson = lessons[told.lesson], question = lesson?.steps.flatMap((step) => step.questions || []).find(({ id }) => id === told.question);
  if (!question) return null; // training of the finger is no question of a lesson
  const press = told.kind === "press", response = press ? [] : told.response.map(String);
  return {
    id: `${told.lesson}/${told.question}`, lesson: told.lesson, step: told.step, question: told.question, kind: told.kind, response, ...shapeOf(question, response),
    mm: told.mm, most: press ? Math.max(...content.yardsticks.map(({ mm }) => mm)) : null, right: told.right, first: told.first,
    counts: told.first && Boolean(question.prompt[askedFor(lesson, audience)]), seconds: told.seconds, at: new Date(), text: plainText(question.prompt), language: edition.language,
  };
}
