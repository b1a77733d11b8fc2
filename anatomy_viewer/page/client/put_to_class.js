// @ts-check
/* Who leads a class asks it: a question of the lesson, or one made up; closes it, shows what was answered, takes it away. */
import { nextTick, reactive } from "./vue.js";
import { edition, fill } from "./content.js";
import { announce, mention } from "./notices.js";
import { $ } from "./elements.js";
import { here } from "./state.js";
import { KEYS } from "./keys.js";
import { quiz } from "./quiz.js";
import { panels } from "./panels.js";
import { layoutChanged } from "./camera.js";
import { handOut } from "./images.js";
import { classResults, classroom, tellClass } from "./classroom.js";
import { lookBackAt, posed, seeAnswers } from "./asking.js";
import { lineIn, placeOn, toldOfLesson, toldOfMade } from "./putting.js";
import { resultsPicture } from "./boards.js";

const FEWEST_ANSWERS = 2, MOST_ANSWERS = 8, MOST_BEFORE = 24;
const unmade = () => ({ kind: "press", text: "", on: "skin", target: null, answers: [], several: false });
/** The answers as they were written, one a line. @type {(text: string) => string[]} */
const answersIn = (text) => [...new Set(text.split("\n").map(lineIn).filter(Boolean))];

/** @type {Putting} */
export const asker = reactive({
  panel: false,
  making: unmade(),
  lines: "",
  wrong: "",
  before: [],
  /** The questions of the lesson, by step, where one stands first. */
  get questions() {
    const steps = here.lesson?.steps || [], ordered = here.step ? [here.step, ...steps.filter((one) => one.id !== here.step.id)] : steps;
    return ordered.map((step) => ({ step, here: step.id === here.stepId, questions: (step.questions || []).filter((one) => one.prompt?.[edition.audience]) })).filter(({ questions }) => questions.length);
  },
  get targets() { return edition.content.points.filter(({ id }) => placeOn(id, asker.making.on)).map(({ id, name, side }) => ({ id, name: side === "mid" ? name : `${name}, ${classroom.words.asking.sides[side]}` })); },
  togglePanel() {
    asker.panel = !asker.panel;
    if (asker.panel) { panels.selected = null; lookBefore(); }
    nextTick(() => { layoutChanged(); /** @type {HTMLElement | null} */ ($(asker.panel ? ".put-card .card-title" : ".ask-button"))?.focus(); });
  },
  putQuestion(step, question) { put(toldOfLesson(here.lessonId, step.id, question)); },
  putMade() {
    const { asking } = classroom.words, making = { ...asker.making, answers: answersIn(asker.lines) };
    asker.wrong = !lineIn(making.text) ? asking.no_text
      : making.kind === "choose" && making.answers.length < FEWEST_ANSWERS ? asking.few_answers
        : making.kind === "choose" && making.answers.length > MOST_ANSWERS ? fill(asking.many_answers, { count: making.answers.length, most: MOST_ANSWERS }) : "";
    if (asker.wrong) { announce(asker.wrong); return; }
    put(toldOfMade(making));
    Object.assign(asker, { making: { ...unmade(), kind: making.kind, on: making.on }, lines: "" });
  },
  goToMaking() { /** @type {HTMLElement | null} */ ($(".put-form input"))?.focus(); $(".put-form h3")?.scrollIntoView({ block: "start" }); },
  putAgain(question) {
    asker.panel = false;
    if (classroom.over) lookBackAt(question); else tellClass({ question, closed: true, told: { results: true } });
  },
  closeQuestion() { tellClass({ closed: true }); },
  openAgain() { tellClass({ closed: false, told: { results: false } }); },
  showToAll() { tellClass({ closed: true, told: { results: true } }); },
  hideFromAll() { tellClass({ told: { results: false } }); },
  endQuestion() { if (classroom.over) lookBackAt(null); else tellClass({ question: null, closed: false, told: { results: false } }); nextTick(() => /** @type {HTMLElement | null} */ ($(".ask-button"))?.focus()); },
  see: (see) => seeAnswers(see),
  lookBefore,
  async saveTable() {
    const table = await classResults(undefined, { csv: true });
    if (table === null) { mention(classroom.words.refused.failed); return; }
    handOut(new Blob(["\ufeff", table], { type: "text/csv" }), `class-${classroom.code}.csv`);
    mention(classroom.words.asking.table_saved);
  },
  async savePicture() {
    const picture = quiz.question && posed.results && await resultsPicture(quiz.question);
    if (!picture) { mention(edition.content.words.tools.picture_none); return; }
    handOut(picture, `class-${classroom.code}-${posed.told.id.replace(/[^\w-]+/g, "_")}.png`);
    mention(edition.content.words.tools.picture_saved);
  },
});
/** @param {Record<string, any>} question */
function put(question) {
  asker.panel = false;
  tellClass({ question, closed: false, told: { results: false } });
}
/** A clicker puts the code away and goes through a question before it goes on with the lesson; its other key takes that back. */
export function listenToClicker() {
  const { PageDown: next, PageUp: back } = KEYS, asks = () => posed.leads && posed.told && !classroom.over;
  KEYS.n = KEYS.PageDown = () => {
    if (!asks()) next();
    else if (!posed.closed) asker.closeQuestion();
    else if (!posed.shown) asker.showToAll();
    else asker.endQuestion();
  };
  KEYS.p = KEYS.PageUp = () => {
    if (!asks()) back();
    else if (posed.shown) asker.hideFromAll();
    else if (posed.closed) asker.openAgain();
  };
  window.addEventListener("keydown", (event) => {
    if (panels.dialog !== "class" || !["PageDown", "PageUp"].includes(event.key)) return;
    panels.closeDialog();
    event.preventDefault();
  }, true);
}
/** What was asked before in this class, the last first. */
async function lookBefore() {
  const found = await classResults(), ids = [...(found?.asked || [])].reverse(), kept = Object.fromEntries(asker.before.map((one) => [one.id, one]));
  const questions = await Promise.all(ids.slice(0, MOST_BEFORE).map(async (id) => kept[id] || (await classResults(id))?.question));
  asker.before = questions.filter(Boolean);
}
