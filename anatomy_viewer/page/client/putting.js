// @ts-check
/* A question on its way to a class and back: what is told of it, and what the page asks because of that. */
import { content, edition, lessons, points, structures } from "./content.js";
import { plainText } from "./elements.js";
import { looks } from "./looks.js";
import { placeInWords } from "./crosshair.js";

const LONGEST_TOLD = 300, LONGEST_NAME = 40, MOST_FOUND = 60;

/** One line of plain text, no longer than may be told. @type {(text: string) => string} */
export const lineIn = (text) => [...text.normalize("NFC").replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").replace(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, "").trim()].slice(0, LONGEST_TOLD).join("").trim();
/** What somebody has written is shown where compiled texts are, and must stay text there. @type {(text: string) => string} */
const asText = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
/** When it was asked tells a question that is asked again from the first time. @type {(now: Date) => string} */
const momentOf = (now) => [now.getHours(), now.getMinutes(), now.getSeconds()].map((part) => String(part).padStart(2, "0")).join("-");
/** @type {(item: any, place: number) => string} */
const idOfItem = (item, place) => String(item.id ?? place + 1);

/**
 * What is told of a question of a lesson.
 * @param {string} lesson
 * @param {string} step
 * @param {Question} question
 * @param {Date} [now]
 * @returns {Record<string, any>}
 */
export function toldOfLesson(lesson, step, question, now = new Date()) {
  const { id, kind, items, options } = question, said = (text) => lineIn(plainText(text));
  const choices = items ? items.map((item, place) => ({ id: idOfItem(item, place), text: said(item) })) : options?.map((one) => ({ id: one.id, text: said(one.text) }));
  const right = items ? choices.map((one) => one.id) : options ? options.filter((one) => one.right).map((one) => one.id) : question.right;
  return {
    id: `${`${lesson}/${id}`.slice(0, 100)}:${momentOf(now)}`, kind, lesson, step, asks: id, text: said(question.prompt),
    ...(choices && { options: choices }), ...(kind === "choose" && { several: Boolean(question.several) }),
    ...(kind === "press" ? { on: question.on, target: question.at } : { right: right.slice(0, 40) }),
  };
}

/**
 * What is told of a question made up on the spot: answers are named by their words, so that a table of them reads.
 * @param {Making} making
 * @param {Date} [now]
 * @returns {Record<string, any>}
 */
export function toldOfMade({ kind, text, on, target, answers, several }, now = new Date()) {
  const made = { id: `${kind}:${momentOf(now)}`, kind, text: lineIn(text) };
  if (kind === "press") { const at = placeOn(target, on); return { ...made, on, ...(at && { target: at }) }; }
  if (kind === "find") return made;
  const taken = new Set();
  const options = answers.map((words, place) => {
    const plain = words.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, LONGEST_NAME) || `answer_${place + 1}`;
    const name = taken.has(plain) ? `${plain}_${place + 1}` : plain;
    taken.add(name);
    return { id: name, text: lineIn(words) };
  });
  return { ...made, options, several };
}
/** Where a point is pressed, or null. @type {(id: string | null, on: string) => Vector | null} */
export const placeOn = (id, on) => { const point = points[id]; return point ? (on === "skin" ? point.on_skin?.at : point.at) ?? null : null; };

/** Every structure of a picture, so that nothing stays of the one before. @type {(picture: Picture) => Picture} */
const wholly = (picture) => Object.fromEntries(content.structures.map(({ id }) => [id, picture[id] || [0, "hidden"]]));
/** @type {(on: string) => Picture} */
const pressedAlone = (on) => wholly(Object.fromEntries(content.structures.filter((one) => (on === "skin" ? one.kind === "skin" : one.kind === "bone" && one.at_home)).map(({ id }) => [id, [1, "plain"]])));
/** What may be found on the model by who does not point at it. */
const findable = () => content.structures.filter(({ id, kind }) => looks.isVisible(id) && looks.appearance[id].emphasis !== "faded" && !["skin", "territory", "corridor"].includes(kind))
  .slice(0, MOST_FOUND).map(({ id, anchor }) => ({ id, place: placeInWords(anchor) }));

/**
 * The question as this page asks it: the lesson's own, in the language that is read here, or what was made up.
 * @param {Record<string, any>} told
 * @returns {Question & {among?: {id: string, place: string}[]}}
 */
export function questionPut(told) {
  const step = lessons[told.lesson]?.steps.find(({ id }) => id === told.step), own = step?.questions?.find(({ id, kind }) => id === told.asks && kind === told.kind);
  if (own) return { ...own, prompt: own.prompt[edition.audience] ? own.prompt : /** @type {any} */ (Object.values(own.prompt)[0]), changes: { ...wholly(step.picture), ...own.changes } };
  const options = told.options?.map((one) => ({ id: String(one.id), text: asText(one.text || String(one.id)), right: false }));
  const made = /** @type {any} */ ({ id: told.id, prompt: asText(told.text || ""), explain: "", sources: [], changes: {}, right: [], feedback: [], several: told.several });
  if (told.kind === "press") {
    const on = told.on || "skin", { camera, normal } = content.training.sides.right;
    return { ...made, kind: "press", on, target: "", at: null, axes: [], spread: null, camera, normal, changes: pressedAlone(on) };
  }
  if (told.kind === "find" && !options) return { ...made, kind: "find", among: findable() };
  if (told.kind === "order") return { ...made, kind: "order", items: options.map(({ id, text }) => ({ id, ...Object.fromEntries(content.audiences.map((audience) => [audience, text])) })), start: options.map((_, place) => place).reverse() };
  return { ...made, kind: "choose", options: options || [] };
}
/** What an answer is called here, as plain text. @type {(question: Question, id: string) => string} */
export function nameOfAnswer(question, id) {
  const option = question.options?.find((one) => one.id === id), item = question.items?.find((one, place) => idOfItem(one, place) === id);
  return option ? plainText(option.text) : item ? plainText(item) : structures[id]?.name ?? points[id]?.name ?? id;
}
/** The right order, or null where nobody has said one. @type {(question: Question) => string[] | null} */
export const orderOf = (question) => (question.items && question.explain ? question.items.map(idOfItem) : null);
