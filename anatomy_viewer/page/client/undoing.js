// @ts-check
/* Undo and redo of what one has switched in a step: what is shown, cut, whose it is, the named view. The next step forgets it. */
import { reactive, markRaw } from "./vue.js";
import { edition, content, structures, views, fill } from "./content.js";
import { mention } from "./notices.js";
import { hurts } from "./hurts.js";
import { here } from "./state.js";
import { quiz } from "./quiz.js";
import { looks } from "./looks.js";
import { hear, listen } from "./signals.js";
import { flyTo, cameraCalls, turnedTo } from "./camera.js";
import { switchedNow, putSwitched } from "./switched.js";

const MOST = 200;
/** @type {Undoing} */
export const undoing = reactive({
  done: [],
  undone: [],
  get undoWords() { return entryWords("undo", undoing.done.at(-1)); },
  get redoWords() { return entryWords("redo", undoing.undone.at(-1)); },
  undo: () => go(undoing.done, undoing.undone, "undone"),
  redo: () => go(undoing.undone, undoing.done, "redone"),
});
/** @type {(key: string, change: Change | undefined) => string} */
const entryWords = (key, change) => { const { tools } = edition.content.words; return change ? fill(tools[`${key}_one`], { what: inWords(change) }) : tools[key]; };

/** What was there after the last change, and where: what differs from it is the next one. @type {{at: string, now: Switched, shown: string[]} | null} */
let last = null;
let putting = false;
/** While a slider is drawn along, all that it does is one change. */
let sliding = false, slid = false;
const stepNow = () => JSON.stringify([here.lessonId, here.stepId, edition.audience, hurts.where, quiz.training?.seed, quiz.asking?.number]);
const shownNow = () => content.structures.filter(({ id }) => looks.isVisible(id)).map(({ id }) => id);
/** @type {(value: Switched) => string} */
const keyOf = ({ overrides, veiled, cut, own, studyId, seed, form }) => JSON.stringify([Object.entries(overrides).sort(), Object.keys(veiled).sort(), cut, own, studyId, seed, form]);

/** What is there now is where one begins. */
export function forgetChanges() {
  Object.assign(undoing, { done: [], undone: [] });
  last = { at: stepNow(), now: switchedNow(), shown: shownNow() };
}
function note() {
  if (putting) return;
  const at = stepNow();
  if (!last || at !== last.at) { forgetChanges(); return; }
  const now = switchedNow(), shown = shownNow(), before = last, top = undoing.done.at(-1);
  last = { at, now, shown };
  if (keyOf(now) === keyOf(before.now)) { if (top) top.shown = shown; return; } // such as surfaces that have come
  const arrived = now.drawn !== before.now.drawn && now.form === before.now.form; // the form that was asked for: it brings its own plane
  if (arrived || (sliding && slid)) { if (top) Object.assign(top, { after: now, shown }); return; }
  slid = sliding;
  keepChange({ before: before.now, after: now, shownBefore: before.shown, shown, view: null });
}
/** @param {Change} change */
function keepChange(change) {
  undoing.done = [...undoing.done.slice(1 - MOST), markRaw(change)];
  undoing.undone = [];
}
/** @param {Change[]} from @param {Change[]} to @param {"undone" | "redone"} told */
function go(from, to, told) {
  const change = from.at(-1), { tools } = content.words;
  if (!change) { mention(tools[`nothing_${told}`]); return; }
  const back = told === "undone", what = inWords(change);
  [undoing.done, undoing.undone] = back ? [from.slice(0, -1), [...to, change]] : [[...to, change], from.slice(0, -1)];
  putting = true;
  try {
    if (!change.view) putSwitched(back ? change.before : change.after);
    else if (back) flyTo({ ...change.view.from, flight_ms: 700 });
    else cameraCalls.chooseView(change.view.to);
  } finally { putting = false; }
  last = { at: stepNow(), now: switchedNow(), shown: shownNow() };
  mention(fill(tools[told], { what }));
}

/**
 * What a change did, in a few words.
 * @param {Change} change
 * @returns {string}
 */
function inWords({ before, after, shownBefore, shown, view }) {
  const { words, layers, forms, studies } = edition.content, { tools } = words, tells = (key, values = {}) => fill(tools[key], values);
  if (view) return tells("did_view", { name: views[view.to].name });
  if (after.form !== before.form) return tells("did_form", { name: forms.find((one) => one.id === after.form)?.name });
  if (after.seed !== before.seed || after.studyId !== before.studyId) {
    const name = after.seed ? fill(words.person, { number: after.seed }) : studies.find((one) => one.id === after.studyId)?.title;
    return name ? tells("did_person", { name }) : words.usual_anatomy;
  }
  const isStep = (one) => !Object.keys(one.overrides).length && !Object.keys(one.veiled).length;
  if (isStep(after) && !isStep(before)) return tells("did_restore");
  const differ = (a, b) => a.filter((id) => !b.includes(id)), [gone, come] = [differ(shownBefore, shown), differ(shown, shownBefore)];
  const layer = (ids) => layers.find(({ structures: all }) => ids.length > 1 && ids.every((id) => all.includes(id)) && all.every((id) => ids.includes(id) || structures[id].variant));
  const nameOf = (ids) => (ids.length === 1 ? structures[ids[0]].name : layer(ids)?.name) ?? tells("did_count", { count: ids.length });
  if (gone.length && Object.keys(after.overrides).length === content.structures.length) return tells("did_only", { name: nameOf(shown) });
  if (gone.length && come.length) return tells("did_both");
  if (gone.length) return tells("did_hide", { name: nameOf(gone) });
  if (come.length) return tells("did_show", { name: nameOf(come) });
  const veil = layers.find(({ id }) => Boolean(after.veiled[id]) !== Boolean(before.veiled[id]));
  if (veil) return tells(after.veiled[veil.id] ? "did_veil" : "did_unveil", { name: veil.name });
  if (after.cut.clipOn !== before.cut.clipOn) return tells(after.cut.clipOn ? "did_cut" : "did_uncut");
  if (JSON.stringify(after.cut) !== JSON.stringify(before.cut)) return tells("did_move_cut");
  const changed = Object.keys({ ...after.overrides, ...before.overrides }).filter((id) => after.overrides[id] !== before.overrides[id]);
  return tells(after.overrides[changed[0]] ? "did_show" : "did_hide", { name: nameOf(changed) });
}

/** What a hand at the keyboard asks for; its own letters where they are none of Latin. @param {KeyboardEvent & {target: any}} event @returns {boolean} */
export function undoKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const letter = /^[\x20-\x7e]$/.test(event.key) ? event.key.toLowerCase() : event.code.replace("Key", "").toLowerCase();
  if (letter !== "z" && (letter !== "y" || event.shiftKey)) return false;
  if (event.target.closest?.("textarea, [contenteditable], input:not([type=range], [type=checkbox], [type=radio])")) return false; // what is written has its own
  if (letter === "z" && !event.shiftKey) undoing.undo(); else undoing.redo();
  return true;
}

export function listenToChanges() {
  listen("change", note);
  hear("switched", note);
  hear("view", () => { if (!putting && turnedTo) { note(); keepChange({ before: last.now, after: last.now, shownBefore: [], shown: [], view: turnedTo }); } });
  window.addEventListener("input", ({ target }) => { if (/** @type {any} */ (target).type === "range" && !sliding) { sliding = true; slid = false; } }, true);
  window.addEventListener("change", () => { sliding = slid = false; }, true);
}
