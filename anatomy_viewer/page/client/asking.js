// @ts-check
/* A question put to a class: what each page asks because of it, what it answers, and what it shows of the answers. */
import { markRaw, nextTick, reactive, watch } from "./vue.js";
import { edition, fill } from "./content.js";
import { announce } from "./notices.js";
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
import { questionPut } from "./putting.js";
import { barsOf, figuresOf, ranksOf, tallyInWords, tallyOf, yardstickSources } from "./tallies.js";

const AGAIN_MS = 700; // between two looks at what was answered

/** @type {PutToClass} */
export const asked = reactive({
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
  get open() { return Boolean(asked.told && !asked.aside && quiz.asking?.put); },
  get count() { return classroom.room && classroom.room.question === asked.told?.id ? classroom.room.count : asked.results?.count ?? 0; },
  get prompt() { return quiz.question && quiz.asking.put ? plainText(quiz.question.prompt) : asked.told?.text ?? ""; },
  get bars() { return asked.seen && asked.results?.chosen && quiz.question ? barsOf(quiz.question, asked.results, asked.mine) : []; },
  get ranks() { return asked.seen && asked.results?.ranks && quiz.question ? ranksOf(quiz.question, asked.results) : []; },
  get figures() { return asked.seen && quiz.question?.kind === "press" && asked.results ? figuresOf(asked.results) : []; },
  get sources() { return quiz.question?.kind === "press" && asked.results?.to_target ? yardstickSources() : []; },
  get counted() { return asked.results ? fill(classroom.words.asking.answers_in, { count: asked.results.count }) : ""; },
  /** How this page's own answer stands. */
  get standing() {
    const { asking } = classroom.words;
    if (asked.note) return asked.note;
    if (asked.shown) return "";
    if (asked.closed) return asked.mine ? asking.closed_with : asking.closed_without;
    if (!asked.mine) return "";
    return ["choose", "identify", "order"].includes(quiz.question?.kind) && quiz.question.kind !== "identify" && changedSince() ? asking.not_sent : asking.sent;
  },
  later() { asked.aside = true; leaveQuestion(); nextTick(() => /** @type {HTMLElement | null} */ ($(".asked-chip"))?.focus()); },
  comeBackToQuestion() { asked.aside = false; openQuestion(true); },
});
const changedSince = () => Boolean(quiz.asking?.put) && (quiz.question.several || quiz.question.kind === "order") && JSON.stringify(givenNow()) !== JSON.stringify(asked.mine);

/** What this page has answered, by question, as long as it is open or the tab is reloaded. */
const KEPT = "anatomy-viewer.class-answers";
/** @type {() => Record<string, any>} */
function answersKept() { try { return JSON.parse(window.sessionStorage.getItem(KEPT)) || {}; } catch { return {}; } }
/** @param {string} id @param {any} response */
function keepOwn(id, response) { try { window.sessionStorage.setItem(KEPT, JSON.stringify({ ...answersKept(), [id]: response })); } catch { /* it lasts as long as the page */ } }

/** @param {any} response */
async function give(response) {
  const { id } = asked.told;
  asked.mine = markRaw(Array.isArray(response) ? response : [response]);
  keepOwn(id, response);
  asked.note = "";
  announce(classroom.words.asking.sent);
  const problem = await answerClass(id, response);
  if (asked.told?.id !== id) return;
  asked.note = problem || "";
  if (problem) announce(problem);
}

/** @param {boolean} [byHand] */
function openQuestion(byHand = false) {
  const { told } = asked;
  if (!told || asked.aside) return;
  whenHere(["lessons", "more"], () => {
    if (asked.told?.id !== told.id || asked.aside) return;
    if (here.playing) stopPlaying();
    if (quiz.training) trainingCalls.endTraining();
    if (hurts.where) endWhere();
    const question = questionPut(told), { mine } = asked, drawn = question.kind === "press" && mine;
    if (question.kind !== "find" || told.lesson) { looks.overrides = {}; looks.veiled = {}; }
    panels.selected = null;
    quiz.asking = {
      number: -1, chosen: Object.fromEntries(question.kind === "order" || drawn || !mine ? [] : mine.map((id) => [id, true])), order: orderFrom(question, mine), pointed: null, result: null, drawn: null,
      began: performance.now(), put: { question: markRaw(question), shut: asked.leads || asked.closed, tally: null, give, leave: () => { if (!asked.leads) asked.later(); } },
      pressed: drawn ? markRaw(mine) : null, chosenId: question.kind === "find" && mine ? mine[0] : null,
    };
    if (device.phone && panels.sheet === "peek") panels.sheet = "half";
    showTally();
    if (question.camera) flyTo(question.camera);
    startCross(question.kind === "press" && !quiz.asking.put.shut ? question : null);
    announce(fill(classroom.words.asking.announced, { question: asked.prompt }));
    nextTick(() => {
      $(".asked-card .card-body")?.scrollTo(0, 0);
      if (byHand) $(".asked-card .quiz-prompt")?.focus({ preventScroll: true });
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
  const { camera } = quiz.question;
  quiz.asking = null;
  quiz.cross = null;
  applyPicture();
  if (camera) flyTo(here.scene.camera);
  nextTick(() => { layoutChanged(); overlayChanged(); });
}
/** What may be seen of the answers comes into the picture, or leaves it. */
function showTally() {
  const { asking } = quiz;
  if (!asking?.put) return;
  const { results, seen, told } = asked, target = Array.isArray(told.target) ? told.target : null;
  asking.put.shut = asked.leads || asked.closed;
  asking.put.tally = seen && results ? markRaw(tallyOf(asking.put.question, results, target)) : null;
  if (asking.put.shut) quiz.cross = null;
  applyPicture();
  nextTick(() => { layoutChanged(); overlayChanged(); });
}

let looking = false, lookAgain = false;
/** Who leads sees what was answered before it is shown to all. */
export async function lookAtAnswers() {
  if (!asked.leads || !asked.told) return;
  if (looking) { lookAgain = true; return; }
  looking = true;
  const { id } = asked.told, found = await classResults(id);
  if (found?.question?.id === asked.told?.id) { asked.results = markRaw(found.results); showTally(); }
  window.setTimeout(() => { looking = false; if (lookAgain) { lookAgain = false; lookAtAnswers(); } }, AGAIN_MS);
  return found;
}
/** @param {boolean} see */
export function seeAnswers(see) {
  asked.seen = see;
  if (see) lookAtAnswers(); else showTally();
}

function followQuestion() {
  const { state, role } = classroom, told = (!classroom.over && state?.question) || null, { closed, results, id, was } = { ...asked, id: told?.id, was: asked.told?.id };
  if (!role) return;
  const come = told && typeof state.told?.results === "object" ? state.told.results : null;
  if (id !== was) {
    leaveQuestion();
    const kept = told && answersKept()[told.id];
    Object.assign(asked, { told: told && markRaw(told), closed: Boolean(told && state.closed), results: come && markRaw(come), shown: Boolean(come), seen: Boolean(come) || Boolean(told && state.closed && asked.leads), aside: false, note: "", mine: kept ? markRaw(kept) : null });
    if (was) announce(told ? "" : classroom.words.asking.ended);
    if (told) openQuestion();
    if (told && asked.leads && asked.closed) lookAtAnswers();
    return;
  }
  if (!told) return;
  asked.told = markRaw(told);
  const closes = Boolean(state.closed) && !closed, opens = !state.closed && closed, shows = Boolean(come) && !asked.shown;
  Object.assign(asked, { closed: Boolean(state.closed), shown: Boolean(come), results: come ? markRaw(come) : asked.leads ? results : null });
  asked.seen = Boolean(come) || (asked.leads && asked.seen && !opens) || (asked.leads && closes);
  if (closes && !shows) announce(classroom.words.asking[asked.leads ? "is_closed" : asked.mine ? "closed_with" : "closed_without"]);
  if (closes && asked.leads) lookAtAnswers();
  if (opens) { asked.note = ""; if (quiz.asking?.put && !asked.leads && quiz.question.kind === "press") startCross(quiz.question); }
  if (shows && quiz.question) announce(`${classroom.words.asking.are_shown} ${tallyInWords(quiz.question, come)}`);
  if (shows && asked.aside) { asked.aside = false; openQuestion(); }
  if (closes || opens || shows || come !== results) showTally();
}

export function beginAsking() {
  hear("class", followQuestion);
  // A step that is gone to, another language: the question is asked again in its place.
  watch(() => Boolean(quiz.asking?.put), (is) => { if (!is && asked.told && !asked.aside) openQuestion(); }, { flush: "post" });
  watch(() => edition.content, () => { if (asked.open) openQuestion(); }, { flush: "post" });
  watch(() => classroom.room?.count, () => { if (asked.leads && asked.told && asked.seen) lookAtAnswers(); });
  followQuestion();
}
