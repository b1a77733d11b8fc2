// @ts-check
/* The plane that a step, or a hand, cuts the body with. */
import { reactive } from "./vue.js";
import { content, fill, say } from "./content.js";
import { here } from "./state.js";
import { quiz } from "./quiz.js";
import { stage, actorOf } from "./stage.js";

/** @type {Cutting} */
export const cutting = reactive({
  clip: null,
  clipOn: false,
  freeCut: false,
  get clipWords() { return clipWords(); },
});

export function openClip() {
  cutting.clip = here.step?.clip ? { ...here.step.clip } : null;
  Object.assign(cutting, { clipOn: Boolean(cutting.clip), freeCut: false });
}

/* What vtk.js asks of a plane; what lies on the side of the normal is drawn. */
/** @type {{origin: Vector, normal: Vector, key: string}} */
const cut = { origin: [0, 0, 0], normal: [0, 0, 0], key: "" };
/** @type {object} */
const cutPlane = { isA: (name) => name === "vtkPlane", getNormalByReference: () => cut.normal, getOriginByReference: () => cut.origin };
export function cutActors() {
  if (!stage) return;
  const clip = cutting.clipOn ? cutting.clip : null;
  const axis = (value) => [0, 1, 2].map((k) => (clip && k === clip.axis ? value : 0));
  Object.assign(cut, { origin: axis(clip?.at_mm), normal: axis(clip?.keep), key: clip ? `${clip.axis}|${clip.at_mm}|${clip.keep}` : "" });
  for (const { id } of content.structures) {
    const mapper = actorOf(id)?.getMapper?.();
    if (!mapper || (stage.cuts[id] || "") === cut.key) continue;
    mapper.removeAllClippingPlanes();
    if (clip) mapper.addClippingPlane(cutPlane);
    mapper.modified();
    stage.cuts[id] = cut.key;
  }
}
/** @type {(at: Vector) => boolean} */
export const isCutAway = ([x, y, z]) => cutting.clipOn && (([x, y, z][cutting.clip.axis] - cutting.clip.at_mm) * cutting.clip.keep) < -0.5;
/**
 * The part of a ray that lies on the side of the clip plane that is drawn.
 * @param {Vector} origin
 * @param {Vector} direction
 * @returns {[number, number]}
 */
export function keptStretch(origin, direction) {
  if (!cutting.clipOn) return [1e-4, Infinity];
  const { axis, keep, at_mm: at } = cutting.clip;
  const inside = (origin[axis] - at) * keep, pace = direction[axis] * keep;
  if (Math.abs(pace) < 1e-9) return inside >= 0 ? [1e-4, Infinity] : [Infinity, Infinity];
  return pace > 0 ? [Math.max(1e-4, -inside / pace), Infinity] : [1e-4, Math.max(1e-4, -inside / pace)];
}
/** @returns {string} */
export function clipWords() {
  const { clip, clipOn, freeCut } = cutting;
  if (!clip || quiz.hiding) return "";
  if (!clipOn) return content.words.clip_off;
  if (freeCut) return freeWords(clip);
  const moved = Math.round(clip.at_mm - (here.step?.clip?.at_mm ?? clip.at_mm));
  return moved ? say("clip_moved", { plane: content.words.clip_planes[clip.plane], mm: Math.abs(moved), way: content.words.clip_ways[clip.plane][moved > 0 ? 1 : 0] })
    : `${clip.words}.`;
}
export const PLANES = ["sagittal", "coronal", "axial"];
/**
 * Where a plane lies that a hand has set: the frame has its origin midway between the posterior superior iliac spines.
 * @param {Clip} clip
 * @returns {string}
 */
function freeWords({ plane, at_mm: at, keep }) {
  const words = content.words.tools, mm = Math.round(Math.abs(at));
  const place = fill(words.cut_places[plane][mm ? (at > 0 ? 2 : 0) : 1], { mm });
  return fill(words.cut_told, { place, gone: words.cut_sides[plane][keep > 0 ? 0 : 1] });
}
