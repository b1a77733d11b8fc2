// @ts-check
/* Train the finger: ten presses on ten drawn people, the same ten for the same seed. */
import { nextTick, markRaw } from "./vue.js";
import { content, points, fill, say, words } from "./content.js";
import { announce } from "./notices.js";
import { minus, length, whole } from "./vectors.js";
import { spelled } from "./link_words.js";
import { whose } from "./people.js";
import { here } from "./state.js";
import { quiz, millimetres, tenth, PRESSES } from "./quiz.js";
import { writeLink, asNow } from "./address.js";
import { inTurn } from "./parts.js";
import { device } from "./device.js";
import { looks } from "./looks.js";
import { $, plainHtml } from "./elements.js";
import { openClip } from "./clip.js";
import { overlayChanged } from "./overlay.js";
import { panels } from "./panels.js";
import { flyTo, layoutChanged } from "./camera.js";
import { applyPicture, applyAnatomy } from "./pictures.js";
import { keepProgress } from "./progress.js";
import { goHome, stopPlaying } from "./lessons.js";
import { startCross, showUnderSkin } from "./crosshair.js";
import { tellAnswer } from "./questions.js";

/**
 * Small, good enough and the same in every browser (mulberry32).
 * @param {number} seed
 * @returns {() => number}
 */
function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
/** @param {number} seed @returns {{person: number, side: string}[]} */
function tenPeople(seed) {
  const draw = chance(seed);
  return Array.from({ length: PRESSES }, () => ({ person: 1 + Math.floor(draw() * content.people.count), side: draw() < 0.5 ? "right" : "left" }));
}

/** @param {number} [seed] @param {Press[]} [presses] */
export function train(seed, presses) { inTurn(["more"], asNow(() => begin(seed, presses))); }
/** @param {number} [seed] @param {Press[]} [presses] */
function begin(seed, presses) {
  quiz.asking = null;
  here.lessonId = null;
  here.stepId = null;
  openClip();
  if (here.playing) stopPlaying();
  if (device.phone) panels.panel = null;
  const chosen = seed ?? 1 + Math.floor(Math.random() * 9999);
  quiz.training = { seed: chosen, people: markRaw(tenPeople(chosen)), presses: presses || [], side: "right", shown: null, summary: null, received: Boolean(presses), link: "", drawn: null, eyebrow: "", prompt: "" };
  if (presses) summarise(); else nextPerson();
  nextTick(layoutChanged);
}
function nextPerson() {
  const { training } = quiz, { person, side } = training.people[training.presses.length];
  Object.assign(training, { side, shown: null, drawn: null, began: performance.now(), prompt: words().train_prompt[side],
    eyebrow: say("train_eyebrow", { number: training.presses.length + 1, person }) });
  panels.selected = null;
  looks.overrides = {};
  looks.veiled = {};
  whose.studyId = null;
  whose.seed = person;
  applyAnatomy();
  writeLink();
  const target = content.training.sides[side];
  flyTo(target.camera);
  startCross(target);
  announce(`${training.eyebrow}. ${training.prompt}`);
  nextTick(() => { $(".training-card .card-title")?.focus({ preventScroll: true }); overlayChanged(); });
}
/** @param {Judged} told @param {Pressed} drawn */
export function trained(told, drawn) {
  const { training } = quiz;
  const usual = length(minus(content.training.sides[training.side].at, drawn.aim));
  training.presses.push({ out: Math.round(told.parts[0].mm), up: Math.round(told.parts[1].mm), usual });
  training.drawn = drawn;
  training.shown = { words: `<strong>${say("press_distance", { mm: millimetres(told.mm) })}</strong>: ${told.words}`, lines: told.lines };
  quiz.cross = null;
  showUnderSkin(true, points[drawn.target.target].nerve);
  applyPicture();
  announce([training.shown.words, ...told.lines].map(plainHtml).join(" "));
  tellAnswer({ question: "training", kind: "press", response: whole(drawn.at), right: Boolean(told.near), first: true, mm: tenth(told.mm),
    training: { seed: training.seed, number: training.presses.length, person: whose.seed, side: training.side } });
  nextTick(() => { $(".training-card .quiz-result")?.focus({ preventScroll: true }); overlayChanged(); });
}
function nextPress() { if (quiz.training.presses.length < PRESSES) nextPerson(); else { summarise(); } }

/** @type {(list: number[]) => number} */
const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length;
function summarise() {
  const { training } = quiz, { presses } = training, told = words();
  const distances = presses.map(({ out, up }) => Math.hypot(out, up)), average = mean(distances);
  const bias = { out: mean(presses.map((one) => one.out)), up: mean(presses.map((one) => one.up)) };
  const scatter = Math.sqrt(presses.reduce((sum, { out, up }) => sum + (out - bias.out) ** 2 + (up - bias.up) ** 2, 0) / (presses.length - 1));
  const parts = /** @type {[number, string][]} */ ([[bias.out, bias.out > 0 ? "out" : "in"], [bias.up, bias.up > 0 ? "high" : "low"]]).filter(([mm]) => millimetres(mm) >= 2)
    .map(([mm, word]) => fill(told.train_directions[word], { mm: millimetres(mm) }));
  const [near, fair] = content.yardsticks.map((one) => distances.filter((mm) => mm <= one.mm).length);
  const lines = [parts.length ? fill(told.train_bias, { parts: parts.join(` ${told.and} `) }) : told.train_no_bias,
    fill(told.train_scatter, { mm: millimetres(scatter) }), fill(told.train_counts, { near, fair })];
  if (presses.every((one) => one.usual !== undefined)) lines.push(fill(told.train_mean_place, { mm: millimetres(mean(presses.map((one) => one.usual))) }));
  training.shown = null;
  training.drawn = null;
  training.summary = markRaw({ title: fill(told.train_result, { mm: millimetres(average) }), lines, plot: plotOf(presses, bias, scatter),
    sources: [...new Set(content.yardsticks.flatMap((one) => one.sources))].filter((key) => content.sources[key]) });
  if (!training.received) keepProgress((kept) => { kept.training = [...kept.training, Math.round(average * 10) / 10].slice(-100); });
  Object.assign(whose, { studyId: whose.own.studyId, seed: whose.own.seed });
  looks.overrides = {};
  looks.veiled = {};
  quiz.cross = null;
  applyAnatomy();
  writeLink();
  flyTo(content.home.camera);
  announce([training.summary.title, ...lines].join(" "));
  nextTick(() => { $(".training-card .card-title")?.focus({ preventScroll: true }); overlayChanged(); });
}
/**
 * All presses around the nerve, one millimetre a unit; what lies outside the picture is drawn at its edge.
 * @param {Press[]} presses
 * @param {{out: number, up: number}} bias
 * @param {number} scatter
 * @returns {string}
 */
function plotOf(presses, bias, scatter) {
  const edge = 54, told = words(), far = Math.max(...presses.map(({ out, up }) => Math.hypot(out, up)), 25), scale = edge / (far + 6);
  const at = (mm) => (mm * scale).toFixed(1);
  const rings = content.yardsticks.map(({ mm }) => `<circle class="ring" r="${at(mm)}"/><text class="ring-text" y="${(-mm * scale - 1.5).toFixed(1)}">${mm} mm</text>`).join("");
  const dots = presses.map(({ out, up }, k) => `<g transform="translate(${at(out)} ${at(-up)})"><circle class="press" r="2.8"/><text class="press-text">${k + 1}</text></g>`).join("");
  return `<line class="axis" x1="-56" x2="56" y1="0" y2="0"/><line class="axis" y1="-56" y2="56" x1="0" x2="0"/>`
    + `<text class="axis-text" x="57" y="-2" style="text-anchor: end">${told.train_plot_out}</text><text class="axis-text" x="-58" y="-2">${told.train_plot_in}</text>`
    + `<text class="axis-text" x="2" y="-54">${told.train_plot_up}</text><text class="axis-text" x="2" y="58">${told.train_plot_down}</text>${rings}`
    + `<circle class="scatter" cx="${at(bias.out)}" cy="${at(-bias.up)}" r="${at(scatter)}"/>${dots}`
    + `<path class="middle" d="M${at(bias.out)} ${at(-bias.up)}m-4 0h8m-4-4v8"/>`;
}
function endTraining() {
  goHome();
  nextTick(layoutChanged);
}
async function shareTraining() {
  const { training } = quiz, url = new URL(window.location.href);
  url.search = "";
  url.hash = "";
  url.searchParams.set("train", String(training.seed));
  url.searchParams.set("score", spelled(training.presses));
  training.link = url.href;
  try { await navigator.clipboard.writeText(url.href); announce(words().train_copied); } catch { announce(words().train_link); }
}

export const trainingCalls = { train, nextPress, endTraining, shareTraining };
