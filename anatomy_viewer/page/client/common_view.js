// @ts-check
/* What everyone in a class sees, as its presenter's page tells it, and the same on the page of a follower. */
import { markRaw } from "./vue.js";
import { edition, content, lessons, say } from "./content.js";
import { dot, length, minus, unit } from "./vectors.js";
import { whose } from "./people.js";
import { here } from "./state.js";
import { withoutEntry } from "./address.js";
import { looks } from "./looks.js";
import { afterThose, inTurn } from "./parts.js";
import { captions } from "./captions.js";
import { stage } from "./stage.js";
import { cutting, PLANES } from "./clip.js";
import { distanceFor, pose } from "./pose.js";
import { overlayChanged } from "./overlay.js";
import { cameraOnItsWay, flyTo } from "./camera.js";
import { applyAnatomy, applyPicture } from "./pictures.js";
import { formWanted, showForm } from "./forms.js";
import { goHome, goTo, stopPlaying } from "./lessons.js";
import { drawer, showStrokes } from "./pen.js";
import { rideTold, showRide } from "./ride.js";
import { forgetChanges } from "./undoing.js";

const MOST_DRAWN = 1400, MOST_STROKES = 50, APART_MM = 0.8;
const FAR_DEG = 12, FAR_MM = 40, FAR_SHARE = 1.25; // what is not a hand's next small turn
const FLIGHT_MS = 800, TURN_MS = 160;
/* Within these it is the same view: a window of another shape, or a flight's end, is no other. */
const SAME_DEG = 0.3, SAME_MM = 0.6, SAME_SHARE = 1.01;

/** @type {(vector: Vector, parts: number) => Vector} */
const rounded = (vector, parts) => vector.map((part) => Math.round(part * parts) / parts || 0);
/** What the window has in view: the sphere that fits, whatever its shape. @returns {Camera} */
function cameraNow() {
  const to = cameraOnItsWay();
  if (to) return to;
  const now = pose();
  return { focus: now.focus, direction: now.direction, up: now.up, radius_mm: now.distance / distanceFor(1, stage.free) };
}
/** @param {Camera} camera */
const cameraTold = ({ direction, up, focus, radius_mm: radius }) => ({ direction: rounded(unit(direction), 1000), up: rounded(unit(up), 1000), focus: rounded(focus, 10), radius: Math.round(radius * 10) / 10 });
/** @type {(one: Record<string, any>, other: Record<string, any>) => {deg: number, mm: number, share: number}} */
function apartOf(one, other) {
  const angle = (a, b) => (Math.acos(Math.max(-1, Math.min(1, dot(unit(a), unit(b))))) * 180) / Math.PI;
  return { deg: Math.max(angle(one.direction, other.direction), angle(one.up, other.up) / 2), mm: length(minus(one.focus, other.focus)), share: Math.max(one.radius / other.radius, other.radius / one.radius) };
}
/** @type {(one: Record<string, any> | null, other: Record<string, any> | null) => boolean} */
function isSameView(one, other) {
  if (!one || !other) return one === other;
  const { deg, mm, share } = apartOf(one, other);
  return deg <= SAME_DEG && mm <= SAME_MM && share <= SAME_SHARE;
}
/** As few points as a line needs. @returns {{drawing: Vector[][], inks: string[]}} */
function drawingTold() {
  if (!drawer.strokes.length || !stage?.free) return { drawing: [], inks: [] };
  const seen = drawer.strokesFrom(cameraNow()).slice(-MOST_STROKES), all = seen.map(({ places }) => places.filter((at, k) => !k || k === places.length - 1 || length(minus(at, places[k - 1])) > APART_MM));
  const stride = Math.ceil(all.reduce((sum, line) => sum + line.length, 0) / MOST_DRAWN) || 1;
  return { drawing: all.map((line) => line.filter((_, k) => k % stride === 0 || k === line.length - 1).map((at) => rounded(at, 10))), inks: seen.map(({ ink }) => ink) };
}

/** The picture as it is told; what is not seen here is as the step has it. @returns {Record<string, any>} */
export function commonView() {
  const { overrides, veiled } = looks, { clip, clipOn } = cutting, { step } = here;
  const named = (shown) => content.structures.map(({ id }) => id).filter((id) => overrides[id] === shown);
  return {
    lesson: here.lessonId, step: here.stepId, audience: edition.audience, language: edition.language,
    view: stage?.free || cameraOnItsWay() ? cameraTold(cameraNow()) : null,
    shown: named(true), hidden: named(false),
    study: whose.studyId, person: whose.seed ?? ((step?.study || step?.person) && !whose.studyId ? 0 : null), form: formWanted(),
    clip: clip && clipOn ? { plane: clip.plane, axis: clip.axis, at_mm: Math.round(clip.at_mm * 1000) / 1000, keep: clip.keep } : step?.clip ? { plane: "off", at_mm: 0 } : null,
    told: { through: content.layers.filter(({ id }) => veiled[id]).map(({ id }) => id), labels: captions.labelsOn, ride: rideTold(), ...drawingTold() },
  };
}
const PICTURE = ["lesson", "step", "audience", "shown", "hidden", "study", "person", "form", "clip"];
/** @type {(one: any, other: any) => boolean} */
const isAlike = (one, other) => JSON.stringify(one) === JSON.stringify(other);
/** Whether two show the same picture. @type {(one: Record<string, any>, other: Record<string, any>) => boolean} */
export const isSamePicture = (one, other) => PICTURE.every((key) => isAlike(one[key], other[key])) && isSameView(one.view, other.view) && ["through", "ride"].every((key) => isAlike(one.told[key], other.told[key]));
/** Whether one may be told where the other was. @type {(one: Record<string, any>, other: Record<string, any>) => boolean} */
export const isSameTold = (one, other) => isSamePicture(one, other) && one.language === other.language && isAlike(one.told, other.told);

/** When the camera was last told to go somewhere. */
let flewAt = 0;
/**
 * Show what a state says, when what it needs is there.
 * @param {Record<string, any>} state
 * @param {() => void} then
 */
export function showCommonView(state, then) {
  const lesson = lessons[state.lesson] ? state.lesson : null, step = lessons[lesson]?.steps.find((one) => one.id === state.step) ?? lessons[lesson]?.steps[0];
  const needs = [lesson && "lessons", (state.study || state.person || state.told?.ride || step?.study || step?.person) && "more"].filter(Boolean);
  const elsewhere = () => here.lessonId !== lesson || (lesson && here.stepId !== step.id) || Boolean(state.audience && edition.audience !== state.audience && (!lesson || lessons[lesson].audiences.includes(state.audience)));
  inTurn(needs, () => withoutEntry(() => {
    if (here.playing) stopPlaying();
    const moved = elsewhere();
    if (moved && content.audiences.includes(state.audience)) edition.audience = state.audience;
    if (moved) { if (lesson) goTo(lesson, step.id); else goHome(); }
    afterThose(() => { putLooks(state); putCamera(state, moved); putDrawing(state, moved); then(); });
  }), lesson ? () => say("loading_lesson", { title: lessons[lesson].title }) : undefined);
}
/** @param {Record<string, any>} state */
function putLooks(state) {
  const now = commonView(), told = state.told || {}, { step } = here, of = (key, as) => isAlike(now[key], as);
  const known = (ids) => content.structures.map(({ id }) => id).filter((id) => (ids || []).includes(id));
  const [shown, hidden] = [known(state.shown), known(state.hidden)], through = content.layers.map(({ id }) => id).filter((id) => (told.through || []).includes(id));
  let other = false;
  if (!of("shown", shown) || !of("hidden", hidden)) {
    looks.overrides = { ...Object.fromEntries(hidden.map((id) => [id, false])), ...Object.fromEntries(shown.map((id) => [id, true])) };
    other = true;
  }
  if (!isAlike(now.told.through, through)) { looks.veiled = Object.fromEntries(through.map((id) => [id, true])); other = true; }
  other = putCut(state.clip, now.clip) || other;
  const own = state.person === 0 ? [null, null] : state.study || state.person ? [state.study ?? null, state.study ? null : state.person] : [step?.study ?? null, step?.study ? null : step?.person ?? null];
  const [studyId, seed] = content.studies.some(({ id }) => id === own[0]) || !own[0] ? own : [null, null];
  if (state.form && state.form !== formWanted() && content.forms.some(({ id }) => id === state.form)) showForm(state.form);
  if (studyId !== whose.studyId || seed !== whose.seed) { Object.assign(whose, { studyId, seed }); applyAnatomy(); } else if (other) applyPicture();
  if (!isAlike(rideTold(), told.ride ?? null)) showRide(told.ride ?? null);
  if (other) forgetChanges();
  if (told.labels !== undefined && told.labels !== captions.labelsOn && told.labels !== labelsTold) { captions.labelsOn = told.labels; overlayChanged(); }
  labelsTold = told.labels;
}
/** What the presenter has drawn; one's own drawing stays beside none. */
let drawnLast = "[[],[]]";
/** @param {Record<string, any>} state @param {boolean} moved */
function putDrawing({ view, told }, moved) {
  const { drawing = [], inks = [] } = told || {}, drawn = JSON.stringify([drawing, inks]);
  if (drawn === drawnLast && !(moved && drawing.length)) return;
  drawnLast = drawn;
  const camera = view ? cameraIn3d(view) : cameraNow();
  showStrokes(drawing.map((places, k) => ({ ink: drawer.inks.includes(inks[k]) ? inks[k] : drawer.inks[0], camera, places })));
}
/** Whether labels are shown is one's own choice, until the presenter makes another. @type {boolean | undefined} */
let labelsTold;
/** @param {any} clip @param {any} now @returns {boolean} */
function putCut(clip, now) {
  const own = here.step?.clip;
  if (clip?.plane === "off" ? !cutting.clipOn : isAlike(clip ?? null, now) || (clip === null && own && cutting.clipOn && isAlike(now, { plane: own.plane, axis: own.axis, at_mm: Math.round(own.at_mm * 1000) / 1000, keep: own.keep }))) return false;
  if (clip?.plane === "off") { cutting.clipOn = false; return true; }
  const asked = typeof clip === "number" && own ? { ...own, at_mm: clip } : clip && typeof clip === "object" ? { ...clip, axis: PLANES.indexOf(clip.plane) } : own;
  const ofStep = Boolean(own && asked && own.plane === asked.plane && own.keep === asked.keep), right = asked && PLANES.includes(asked.plane) && Math.abs(asked.keep) === 1;
  Object.assign(cutting, right ? { clip: markRaw({ ...(ofStep ? own : { words: "" }), plane: asked.plane, axis: asked.axis, at_mm: asked.at_mm, keep: asked.keep }), clipOn: true, freeCut: !ofStep } : { clip: null, clipOn: false, freeCut: false });
  return true;
}
/** @param {Record<string, any>} view @returns {Camera} */
function cameraIn3d(view) {
  const at = view.focus, arm = view.direction || (view.position ? minus(view.position, at) : here.scene.camera.direction);
  return { focus: at, direction: unit(arm), up: view.up || here.scene.camera.up, radius_mm: view.radius > 0 ? view.radius : here.scene.camera.radius_mm };
}
/** @param {Record<string, any>} state @param {boolean} moved */
function putCamera({ view }, moved) {
  if (!view) { if (!moved && stage?.free && !isSameView(cameraTold(cameraNow()), cameraTold(here.scene.camera))) flyTo(here.scene.camera); return; }
  const to = cameraIn3d(view), told = cameraTold(to), now = stage?.free || cameraOnItsWay() ? cameraTold(cameraNow()) : null;
  if (isSameView(now, told)) return;
  const { deg, mm, share } = now ? apartOf(now, told) : { deg: 0, mm: 0, share: 1 }, since = performance.now() - flewAt;
  const far = deg > FAR_DEG || mm > FAR_MM || share > FAR_SHARE;
  flyTo({ ...to, flight_ms: moved || (far && since > 2 * TURN_MS) ? FLIGHT_MS : TURN_MS });
  flewAt = performance.now();
}
