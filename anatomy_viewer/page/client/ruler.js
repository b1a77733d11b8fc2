// @ts-check
/* The ruler between any two places that one presses: straight, and over the skin of the back. */
import { reactive, watch } from "./vue.js";
import { edition, content, structures, points, fill } from "./content.js";
import { announce } from "./notices.js";
import { minus, plus, length } from "./vectors.js";
import { skinAt } from "./hurts.js";
import { whose, placed } from "./people.js";
import { looks } from "./looks.js";
import { coming } from "./parts.js";
import { captions } from "./captions.js";
import { listen } from "./signals.js";
import { markerNear, pick, pickNear } from "./rays.js";
import { overlayChanged } from "./overlay.js";
import { hands, aimed } from "./tools.js";

const DEEPEST_MM = 80; // in front of the skin of the back, from where a tape over it still measures something
const MOUSE_PX = 5, FINGER_PX = 14;
const OVER_MM = 1.5; // the tape lies on the skin
/** @type {() => Record<string, any>} */
const said = () => edition.content.words.tools;

/**
 * What a tape shows over the skin of the back, straight behind the line between two places.
 * @param {Vector} from
 * @param {Vector} to
 * @returns {{mm: number, points: Vector[]} | {why: string}}
 */
function overSkin(from, to) {
  if (!content.consult?.grid) return { why: "skin_later" };
  const count = Math.max(1, Math.ceil(length(minus(from, to)) / 2));
  const line = Array.from({ length: count + 1 }, (_, k) => {
    const [x, , z] = plus(from, minus(to, from), k / count);
    return [x, skinAt(x, z), z];
  });
  if (line.some(([, y]) => y === null)) return { why: "skin_beyond" };
  if (from[1] - line[0][1] > DEEPEST_MM || to[1] - line.at(-1)[1] > DEEPEST_MM) return { why: "skin_far" };
  return { mm: line.reduce((sum, at, k) => sum + (k ? length(minus(at, line[k - 1])) : 0), 0), points: line.map((at) => plus(at, [0, -OVER_MM, 0])) };
}

/** @type {Ruling} */
export const ruling = reactive({
  rulerEnds: [],
  get rulerWords() {
    const [from, to] = ruling.rulerEnds, words = said();
    if (!from) return words.ruler_first;
    if (!to) return fill(words.ruler_second, { from: nameOfEnd(from) });
    const straight = length(minus(placeOf(from), placeOf(to))), skin = overSkin(placeOf(from), placeOf(to));
    return fill(words.ruler_told, { from: nameOfEnd(from), to: nameOfEnd(to), mm: Math.round(straight),
      skin: "why" in skin ? words[skin.why] : fill(words.ruler_over, { mm: Math.round(skin.mm) }) });
  },
  clearRuler() { mark([]); announce(said().ruler_cleared); },
});

/** @type {(end: RulerEnd) => Vector} */
const placeOf = ({ point, id, at }) => (point ? placed(points[point]) : placed({ id, at }));
/** @type {(end: RulerEnd) => string} */
const nameOfEnd = ({ point, id }) => (point ? points[point] : structures[id]).name;

/** @param {RulerEnd[]} ends */
function mark(ends) {
  ruling.rulerEnds = ends;
  const marks = ends.map((end, k) => ({ id: `ruler_${k}`, kind: "end", at: placeOf(end) }));
  /** @type {Ruler[]} */
  const rulers = [];
  if (ends.length === 2) {
    const [from, to] = ends.map(placeOf), mm = length(minus(from, to)), skin = overSkin(from, to), words = said();
    const one = (kind, line, far, text) => ({ id: `own_${kind}`, kind, ends: [], points: line, value_mm: far, said: text, text: fill(text, { mm: Math.round(far) }) });
    rulers.push(one("straight", [from, to], mm, words.ruler_straight));
    if ("mm" in skin) rulers.push(one("on_the_skin", skin.points, skin.mm, words.ruler_skin));
  }
  captions.byHand = { rulers, marks };
  overlayChanged();
}
/** The first press begins, the second measures, the third begins anew. @param {RulerEnd | null} end */
function setEnd(end) {
  if (!end) { announce(said().nothing_there); return; }
  mark(ruling.rulerEnds.length === 1 ? [...ruling.rulerEnds, end] : [end]);
  announce(ruling.rulerWords);
}
/** @param {number} x @param {number} y @param {number} reach @returns {RulerEnd | null} */
function endAt(x, y, reach) {
  const point = markerNear(x, y, reach + 8);
  if (points[point]) return { point, id: point, at: points[point].at };
  const hit = reach > MOUSE_PX ? pickNear(x, y, reach) : pick(x, y); // only a finger is blunt
  return hit && { point: null, ...hit };
}

hands.ruler = {
  aims: true,
  notForPatients: true,
  begin() { announce(ruling.rulerWords); },
  press(x, y, pointerType) { setEnd(endAt(x, y, pointerType === "touch" ? FINGER_PX : MOUSE_PX)); },
  key(event, onPicture) {
    if (event.key === "Enter" && onPicture) setEnd(endAt(...aimed(), MOUSE_PX));
    else if (event.key === "Delete" || event.key === "Backspace") ruling.clearRuler();
    else return false;
    return true;
  },
  step() { if (ruling.rulerEnds.length) mark([]); },
};

/* A place that has a name is there in every form and on everybody; another is not found again on other bones. */
listen("form", () => { if (ruling.rulerEnds.some((end) => !end.point)) ruling.clearRuler(); else measureAgain(); });
listen("anatomy", measureAgain);
function measureAgain() {
  if (ruling.rulerEnds.some(({ point, id }) => !point && !looks.isVisible(id))) { ruling.clearRuler(); return; }
  if (!ruling.rulerEnds.length) return;
  mark(ruling.rulerEnds);
  if (ruling.rulerEnds.length === 2) announce(ruling.rulerWords);
}
/** Once there is a picture. */
export function watchRuler() {
  watch(() => [edition.language, edition.audience, coming.came.more, whose.steps], () => {
    if (!ruling.rulerEnds.length) return;
    if (edition.audience === "patient") mark([]); else mark(ruling.rulerEnds);
  });
}
