// @ts-check
/* What is being asked: an open question or the training of the finger, and what its answer is about. */
import { reactive } from "./vue.js";
import { edition, content, structures, points } from "./content.js";
import { here } from "./state.js";

/** @type {Quiz} */
export const quiz = reactive({
  asking: null,
  training: null,
  cross: null,
  get questions() { return (here.step?.questions || []).filter((one) => one.prompt[edition.audience]); },
  get question() { return quiz.asking ? quiz.asking.put?.question || quiz.questions[quiz.asking.number] || null : null; },
  /* While this is true nothing on the page may tell the answer. */
  get hiding() { return Boolean(quiz.training ? !quiz.training.shown : quiz.question && !quiz.asking.result && !quiz.asking.put?.tally); },
  optionMark,
  orderMark,
});
/** @type {(value: number) => number} */
export const millimetres = (value) => Math.round(Math.abs(value));
/** @type {(value: number) => number} */
export const tenth = (value) => Math.round(value * 10) / 10;
export const PRESSES = 10; // in a training

/**
 * The changes that an open question makes to its step's picture; afterwards what was asked for is brought out.
 * @returns {Record<string, any> | null}
 */
export function askedChanges() {
  const { training } = quiz;
  if (training?.shown) return { only: content.structures.filter((one) => one.kind === "bone" && one.at_home || one.id === points[content.training.sides[training.side].target].nerve).map((one) => one.id) };
  if (training) return training.summary ? null : { only: content.training.only };
  const { question, asking } = quiz;
  if (!question) return null;
  if (asking.put?.tally) return asking.put.tally.changes;
  if (!asking.result) {
    const pointed = asking.pointed || asking.chosenId;
    return { ...question.changes, ...(pointed && { [pointed]: [1, "emphasised"] }) };
  }
  const right = question.right || (question.kind === "identify" ? [question.target] : []);
  return Object.fromEntries(right.filter((id) => structures[id]).map((id) => [id, [1, "emphasised"]]));
}

/** @type {(id: string) => boolean} */
export const pressable = (id) => (quiz.training || quiz.question?.on === "skin" ? structures[id].kind === "skin" : structures[id].kind === "bone");
/** @type {() => PressTarget | null} */
export const pressTarget = () => (quiz.training ? content.training.sides[quiz.training.side] : quiz.question?.kind === "press" ? quiz.question : null);
/** @type {() => boolean} */
export const pressing = () => Boolean(quiz.training ? !quiz.training.shown && !quiz.training.summary : quiz.question?.kind === "press" && !quiz.asking.result && !quiz.asking.put?.shut);

/** @param {Option} option @returns {string} */
function optionMark(option) {
  const { result, chosen } = quiz.asking;
  if (!result) return chosen[option.id] ? "chosen" : "";
  return option.right ? (chosen[option.id] || !quiz.question.several ? "right" : "missed") : chosen[option.id] ? "wrong" : "";
}
/** @param {number} place @returns {string} */
function orderMark(place) {
  const { result } = quiz.asking;
  return result?.right ? "right" : "";
}
