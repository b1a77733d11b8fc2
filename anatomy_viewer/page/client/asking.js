// @ts-check
/* A question put to a class: what each page asks because of it, what it answers, and what it shows of the answers. */
import { markRaw, nextTick, reactive, watch } from "./vue.js";
import { edition, fill } from "./content.js";
import { announce } from "./notices.js";
import { length, minus } from "./vectors.js";
import { $, plainText } from "./elements.js";
import { hear } from "./signals.js";
import { hurts } from "./hurts.js";
import { here } from "./state.js";
import { quiz } from "./quiz.js";
import { device } from "./device.js";
import { looks } from "./looks.js";
import { whenHere } from "./parts.js";
import { overlayChanged } from "./overlay.js";
import { panels } from "./panels.js";
import { flyTo, layoutChanged } from "./camera.js";
import { applyPicture } from "./pictures.js";
import { endWhere, stopPlaying } from "./lessons.js";
import { givenNow } from "./questions.js";
import { startCross } from "./crosshair.js";
import { trainingCalls } from "./training.js";
import { answerClass, classResults, classroom } from "./classroom.js";
import { inThisTab, readJson } from "./passport.js";
import { questionPut } from "./putting.js";
import { barsOf, countedOf, figuresOf, ranksOf, tallyInWords, tallyOf, yardstickSources } from "./tallies.js";

const BETWEEN_LOOKS_MS = 700; // between two looks at what was answered

/** @type {PutToClass} */
export const posed = reactive({
  told: null,
  closed: false,
  results: null,
  shown: false,
  seen: false,
  aside: false,
  mine: null,
  note: "",
  get leads() { return classroom.role === "lead"; },
  /** Whether the question's card stands in place of the step's. */
  get open() { return Boolean(posed.told && !posed.aside && quiz.asking?.put); },
  get count() { return classroom.room && classroom.room.question === posed.told?.id ? classroom.room.count : posed.results?.count ?? 0; },
  get prompt() { return quiz.question && quiz.asking.put ? plainText(quiz.question.prompt) : posed.told?.text ?? ""; },
  get bars() { return posed.seen && posed.results?.chosen && quiz.question ? barsOf(quiz.question, posed.results, posed.mine) : []; },
  get ranks() { return posed.seen && posed.results?.ranks && quiz.question ? ranksOf(quiz.question, posed.results) : []; },
  get figures() { return posed.seen && quiz.question?.kind === "press" && posed.results ? figuresOf(posed.results) : []; },
  get sources() { return quiz.question?.kind === "press" && posed.results?.to_target ? yardstickSources() : []; },
  get counted() { return posed.results ? countedOf(posed.results) : ""; },
  /** How this page's own answer stands. */
  get standing() {
    const { asking } = classroom.words;
    if (posed.note) return posed.note;
    if (posed.shown) return "";
    if (posed.closed) return posed.mine ? asking.closed_with : asking.closed_without;
    if (!posed.mine) return "";
    return ["choose", "identify", "order"].includes(quiz.question?.kind) && quiz.question.kind !== "identify" && changedSince() ? asking.not_sent : asking.sent;
  },
  later() { posed.aside = true; leaveQuestion(); nextTick(() => /** @type {HTMLElement | null} */ ($(".asked-chip"))?.focus()); },
  comeBackToQuestion() { posed.aside = false; openQuestion(true); },
});
const changedSince = () => Boolean(quiz.asking?.put) && (quiz.question.several || quiz.question.kind === "order") && JSON.stringify(givenNow()) !== JSON.stringify(posed.mine);

/** What this page has answered, by question, as long as it is open or the tab is reloaded. */
const KEPT = "class-answers";
/** @type {() => Record<string, any>} */
const answersKept = () => readJson(inThisTab(KEPT)) || {};
/** @param {string} id @param {any} response */
function keepOwn(id, response) { inThisTab(KEPT, JSON.stringify({ ...answersKept(), [id]: response })); }

/** @param {any} response */
async function give(response) {
  const { id } = posed.told;
  posed.mine = markRaw(Array.isArray(response) ? response : [response]);
  keepOwn(id, response);
  posed.note = "";
  announce(classroom.words.asking.sent);
  const problem = await answerClass(id, response);
  if (posed.told?.id !== id) return;
  posed.note = problem || "";
  if (problem) announce(problem);
}

/** Whether the keyboard is in what goes away. @type {(where: string) => boolean} */
const isFocused = (where) => Boolean(document.activeElement?.closest?.(where));
/** @param {boolean} [byHand] */
function openQuestion(byHand = false) {
  const { told } = posed, focused = byHand || isFocused(".cards");
  if (!told || posed.aside) return;
  whenHere(["lessons", "more"], () => {
    if (posed.told?.id !== told.id || posed.aside) return;
    if (here.playing) stopPlaying();
    if (quiz.training) trainingCalls.endTraining();
    if (hurts.where) endWhere();
    const question = questionPut(told), { mine } = posed, drawn = question.kind === "press" && mine;
    // Who follows has what the presenter has shown and hidden, and where from; who looks round has the question's own picture.
    const own = posed.leads || classroom.roaming;
    if (own && (question.kind !== "find" || told.lesson)) { looks.overrides = {}; looks.veiled = {}; }
    panels.selected = null;
    quiz.asking = {
      number: -1, chosen: Object.fromEntries(question.kind === "order" || drawn || !mine ? [] : mine.map((id) => [id, true])), order: orderFrom(question, mine), pointed: null, result: null, drawn: null,
      began: performance.now(), put: { question: markRaw(question), shut: posed.leads || posed.closed, tally: null, give, leave: () => { if (!posed.leads) posed.later(); } },
      pressed: drawn ? markRaw(mine) : null, chosenId: question.kind === "find" && mine ? mine[0] : null,
    };
    if (device.phone && panels.sheet === "peek") panels.sheet = "half";
    showTally();
    if (question.camera && own) flyTo(question.camera);
    startCross(question.kind === "press" && !quiz.asking.put.shut ? question : null);
    announce(fill(classroom.words.asking.announced, { question: posed.prompt }));
    nextTick(() => {
      $(".asked-card .card-body")?.scrollTo(0, 0);
      if (focused) $(".asked-card .quiz-prompt")?.focus({ preventScroll: true });
      layoutChanged();
      overlayChanged();
    });
  });
}
/** @param {Question} question @param {any} mine @returns {number[] | null} */
function orderFrom(question, mine) {
  if (!question.start) return null;
  const ids = question.items.map((item, place) => String(item.id ?? place + 1)), given = (mine || []).map((id) => ids.indexOf(id));
  return given.length === ids.length && !given.includes(-1) ? given : [...question.start];
}
function leaveQuestion() {
  if (!quiz.asking?.put) return;
  const { camera } = quiz.question, focused = isFocused(".asked-card");
  quiz.asking = null;
  quiz.cross = null;
  applyPicture();
  if (camera && (posed.leads || classroom.roaming)) flyTo(here.scene.camera);
  nextTick(() => { if (focused) $(".card-body")?.focus({ preventScroll: true }); layoutChanged(); overlayChanged(); });
}
/** What may be seen of the answers comes into the picture, or leaves it. */
function showTally() {
  const { asking } = quiz;
  if (!asking?.put) return;
  const { results, seen, told } = posed, target = Array.isArray(told.target) ? told.target : null;
  const focused = isFocused(".asked-actions");
  asking.put.shut = posed.leads || posed.closed;
  asking.put.tally = seen && results ? markRaw(tallyOf(asking.put.question, results, target)) : null;
  if (asking.put.shut) quiz.cross = null;
  applyPicture();
  // The button that was pressed may have gone: the keyboard goes on with the next.
  nextTick(() => { if (focused && !isFocused(".asked-actions")) $(".asked-actions .primary")?.focus(); layoutChanged(); overlayChanged(); });
}

/** Nearer, so that the map of presses is seen: whoever leads or looks round, once. */
function goNear() {
  const { results, told } = posed, { question } = quiz, centre = Array.isArray(told.target) ? told.target : results?.mean;
  if (question?.kind !== "press" || !centre || !(posed.leads || classroom.roaming)) return;
  const far = (results.cloud || []).map((at) => length(minus(at, centre))).sort((one, other) => one - other), most = far[Math.floor(0.9 * (far.length - 1))] ?? 0;
  flyTo({ ...question.camera, focus: centre, radius_mm: Math.max(45, Math.min(1.35 * most, 140)) });
}

let looking = false, lookAgain = false;
/** Who leads sees what was answered before it is shown to all. */
async function lookAtAnswers() {
  if (!posed.leads || !posed.told) return;
  if (looking) { lookAgain = true; return; }
  looking = true;
  const { id } = posed.told, found = await classResults(id);
  if (found?.question?.id === posed.told?.id) {
    const first = !posed.results;
    posed.results = markRaw(found.results);
    showTally();
    if (first) goNear();
  }
  window.setTimeout(() => { looking = false; if (lookAgain) { lookAgain = false; lookAtAnswers(); } }, BETWEEN_LOOKS_MS);
  return found;
}
/** @param {boolean} see */
export function seeAnswers(see) {
  posed.seen = see;
  if (see) lookAtAnswers(); else showTally();
}

/** After the class, who led it looks at what was answered. @type {Record<string, any> | null} */
let lookedBackAt = null;
/** @param {Record<string, any> | null} question */
export function lookBackAt(question) {
  lookedBackAt = question;
  followQuestion();
}
function followQuestion() {
  const { state, role, over } = classroom, told = (over ? lookedBackAt : state?.question) || null, { closed, results } = posed, id = told?.id, was = posed.told?.id;
  if (!role) return;
  const come = told && !over && typeof state.told?.results === "object" ? state.told.results : null, isClosed = Boolean(told && (over || state.closed));
  if (id !== was) {
    leaveQuestion();
    const kept = told && answersKept()[told.id];
    Object.assign(posed, { told: told && markRaw(told), closed: isClosed, results: come && markRaw(come), shown: Boolean(come), seen: Boolean(come) || Boolean(isClosed && posed.leads), aside: false, note: "", mine: kept ? markRaw(kept) : null });
    if (was) announce(told ? "" : classroom.words.asking.ended);
    if (told) openQuestion();
    if (told && posed.leads && posed.closed) lookAtAnswers();
    return;
  }
  if (!told) return;
  posed.told = markRaw(told);
  const closes = isClosed && !closed, opens = !isClosed && closed, shows = Boolean(come) && !posed.shown;
  Object.assign(posed, { closed: isClosed, shown: Boolean(come), results: come ? markRaw(come) : posed.leads ? results : null });
  posed.seen = Boolean(come) || (posed.leads && posed.seen && !opens) || (posed.leads && closes);
  if (closes && !shows) announce(classroom.words.asking[posed.leads ? "is_closed" : posed.mine ? "closed_with" : "closed_without"]);
  if (closes && posed.leads) lookAtAnswers();
  if (opens) { posed.note = ""; if (quiz.asking?.put && !posed.leads && quiz.question.kind === "press") startCross(quiz.question); }
  if (shows && quiz.question) announce(`${classroom.words.asking.are_shown} ${tallyInWords(quiz.question, come)}`);
  if (shows && posed.aside) { posed.aside = false; openQuestion(); }
  if (closes || opens || shows || come !== results) showTally();
  if (shows && !results) goNear();
}

export function beginAsking() {
  hear("class", followQuestion);
  // A step that is gone to, another language: the question is asked again in its place.
  watch(() => Boolean(quiz.asking?.put), (is) => { if (!is && posed.told && !posed.aside) openQuestion(); }, { flush: "post" });
  watch(() => edition.content, () => { if (posed.open) openQuestion(); }, { flush: "post" });
  watch(() => classroom.room?.count, () => { if (posed.leads && posed.told && posed.seen) lookAtAnswers(); });
  followQuestion();
}
