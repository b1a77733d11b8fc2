// @ts-check
/* Questions: the answer stays hidden until it is given. */
import { nextTick } from "./vue.js";
import { edition, structures, say, words } from "./content.js";
import { saying, announce } from "./notices.js";
import { here } from "./state.js";
import { quiz, tenth } from "./quiz.js";
import { device } from "./device.js";
import { looks } from "./looks.js";
import { $, plainHtml, plainText } from "./elements.js";
import { emit } from "./signals.js";
import { overlayChanged } from "./overlay.js";
import { panels } from "./panels.js";
import { flyTo, layoutChanged } from "./camera.js";
import { applyPicture } from "./pictures.js";
import { keepAnswer } from "./progress.js";
import { stopPlaying } from "./lessons.js";
import { startCross } from "./crosshair.js";

/** @param {number} number */
export function ask(number) {
  const question = quiz.questions[number];
  if (!question) return;
  if (here.playing) stopPlaying();
  panels.selected = null;
  looks.overrides = {};
  looks.veiled = {};
  quiz.asking = { number, chosen: {}, order: question.start ? [...question.start] : null, pointed: null, result: null, drawn: null, began: performance.now() };
  saying.tooltip = null;
  if (device.phone && panels.sheet === "peek") panels.sheet = "half";
  applyPicture();
  if (question.camera) flyTo(question.camera);
  startCross(question.kind === "press" ? question : null);
  announce(plainText(question.prompt));
  nextTick(() => { $(".card-body")?.scrollTo(0, 0); $(".quiz-prompt")?.focus({ preventScroll: true }); layoutChanged(); overlayChanged(); });
}

export function stopAsking() {
  if (!quiz.asking) return;
  if (quiz.asking.put) { quiz.asking.put.leave(); return; }
  const { camera } = quiz.question || {};
  quiz.asking = null;
  quiz.cross = null;
  looks.overrides = {};
  looks.veiled = {};
  applyPicture();
  if (camera) flyTo(here.scene.camera);
  nextTick(() => { $(".card-body")?.focus({ preventScroll: true }); overlayChanged(); });
}

/**
 * Tell whoever listens what was answered: `response` holds ids, or where was pressed.
 * @param {Record<string, unknown>} told
 */
export function tellAnswer(told) {
  const { lessonId, stepId } = here, { audience } = edition, { training, asking } = quiz;
  const began = (training || asking).began;
  emit("answer", { lesson: lessonId, step: stepId, mm: null, seconds: tenth((performance.now() - began) / 1000), audience, ...told });
}

/** @param {boolean} right @param {string[]} lines @param {unknown[]} response @param {Record<string, any>} [result] */
export function answer(right, lines, response, result = {}) {
  const { question } = quiz;
  quiz.asking.result = { right, words: right ? words().quiz_right : words().quiz_wrong, lines, sources: question.sources, ...result };
  quiz.asking.pointed = null;
  quiz.cross = null;
  const first = keepAnswer(right);
  applyPicture();
  announce([quiz.asking.result.words, ...lines, edition.wording(question.explain)].map(plainHtml).join(" "));
  nextTick(() => {
    const told = $(".quiz-result");
    told?.focus({ preventScroll: true });
    // What is said to the answer that was chosen comes before the verdict below it.
    const mistaken = $(".quiz-option.wrong");
    if (mistaken) mistaken.scrollIntoView({ block: "start" }); else told?.scrollIntoView({ block: "nearest" });
    overlayChanged();
  });
  tellAnswer({ question: question.id, kind: question.kind, response, right, first, mm: result.mm === undefined ? null : tenth(result.mm) });
}

/** @param {Option} option */
function choose(option) {
  const { question, asking } = quiz;
  if (asking.result || asking.put?.shut) return;
  if (question.several) { asking.chosen[option.id] = !asking.chosen[option.id]; return; }
  asking.chosen = { [option.id]: true };
  if (asking.put) { asking.put.give([option.id]); return; }
  answer(option.right, [], [option.id]);
}

/** What was chosen, or the order that was given, by ids. @returns {string[]} */
export function givenNow() {
  const { question, asking } = quiz;
  if (question.kind !== "order") return question.options.filter((one) => asking.chosen[one.id]).map((one) => one.id);
  return asking.order.map((item) => String(question.items[item].id ?? item + 1));
}
function check() {
  const { question, asking } = quiz, given = givenNow();
  if (asking.put) { asking.put.give(given); return; }
  if (question.kind === "choose") { answer(question.options.every((one) => Boolean(asking.chosen[one.id]) === one.right), [], given); return; }
  const inPlace = asking.order.map((item, place) => item === place);
  asking.result = null;
  const before = inPlace.filter(Boolean).length, all = inPlace.length;
  asking.order = asking.order.map((_, place) => place);
  answer(before === all, before === all ? [] : [say("quiz_order_right", { count: before, all })], given, { inPlace });
}
/** @param {number} place @param {number} by */
function reorder(place, by) {
  const { order } = quiz.asking, item = order[place];
  order.splice(place, 1);
  order.splice(place + by, 0, item);
  announce(`${place + by + 1}: ${plainText(quiz.question.items[item])}`);
}

/** @param {string | undefined} id */
export function found(id) {
  const { question } = quiz;
  if (quiz.asking.put?.shut) return;
  if (!id) { announce(words().quiz_nothing_hit); return; }
  if (quiz.asking.put) { Object.assign(quiz.asking, { chosenId: id, pointed: null }); applyPicture(); quiz.asking.put.give([id]); return; }
  const right = question.right.includes(id);
  const told = question.feedback.find((one) => one.ids.includes(id));
  const lines = [say("quiz_you_chose", { name: structures[id].name })];
  if (!right && told) lines.push(edition.wording(told.text));
  answer(right, lines, [id], { chosenId: id });
}
/** @param {string} id */
function pointAt(id) {
  if (!quiz.asking || quiz.asking.result || quiz.asking.pointed === id) return;
  quiz.asking.pointed = id;
  applyPicture();
}

export const questionCalls = { ask, stopAsking, choose, check, reorder, pointAt, found, plainText };
