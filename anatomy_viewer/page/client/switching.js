// @ts-check
/* What the person switches on top of the step's picture: structures, layers, the clip plane. */
import { edition, content, structures } from "./content.js";
import { announce } from "./notices.js";
import { here } from "./state.js";
import { looks } from "./looks.js";
import { PLANES, cutting, openClip, clipWords } from "./clip.js";
import { panels } from "./panels.js";
import { flyTo, focusOn } from "./camera.js";
import { select } from "./cards.js";
import { applyPicture } from "./pictures.js";

/** @param {string[]} ids @param {boolean} shown */
export function setShown(ids, shown) {
  for (const id of ids) looks.overrides[id] = shown;
  looks.overrides = { ...looks.overrides };
  applyPicture();
}

/** @param {string[]} ids */
export function isolate(ids) {
  looks.overrides = Object.fromEntries(content.structures.map(({ id }) => [id, ids.includes(id)]));
  applyPicture();
}

/**
 * Show what lies deeper than a level of `content.peels` and take away what lies outside it.
 * @param {number} level
 */
function peel(level) {
  content.peels.slice(1).forEach(({ layers }, index) => layers.forEach((id) => {
    const layer = content.layers.find((one) => one.id === id);
    if (layer) setLayer(layer, index + 1 <= level);
  }));
  setShown([], true);
  announce(content.peels[level].name);
}
/**
 * Show or take away a layer; what only some people have is left to the step and to the person that is shown.
 * @param {Layer} layer
 * @param {boolean} shown
 */
function setLayer(layer, shown) {
  for (const name of layer.structures) {
    if (shown && structures[name].variant) delete looks.overrides[name];
    else looks.overrides[name] = shown;
  }
}
/** @returns {number} */
function peelLevel() {
  const shown = (id) => content.layers.find((one) => one.id === id)?.structures.some((name) => looks.isVisible(name));
  for (let level = content.peels.length - 1; level > 0; level -= 1) if (content.peels[level].layers.some(shown)) return level;
  return 0;
}

function clipChanged() {
  applyPicture();
  announce(clipWords());
}
/** @param {number} mm */
export function moveClip(mm) {
  if (!cutting.clip) return;
  cutting.clipOn = true;
  cutting.clip.at_mm = Math.round((cutting.clip.at_mm + mm) * 10) / 10;
  clipChanged();
}

/**
 * Cut where one likes; with null the step's own plane comes back. So a link may say it too.
 * @param {{plane: string, at_mm: number, keep: number} | null} value
 */
export function setCut(value) {
  if (!value) openClip();
  else {
    const axis = PLANES.indexOf(value.plane), at = Math.round(value.at_mm * 10) / 10, keep = Number(value.keep);
    if (axis < 0 || !Number.isFinite(at) || Math.abs(keep) !== 1) throw new RangeError(`a cut has a plane (${PLANES.join(", ")}), at_mm and keep (1 or -1); found: ${JSON.stringify(value)}`);
    Object.assign(cutting, { clip: { plane: value.plane, axis, at_mm: at, keep, words: "" }, clipOn: true, freeCut: true });
  }
  clipChanged();
}

export const switchCalls = {
  /** A layer that a nerve passes comes into the picture, see-through, and the nerve stays chosen. */
  showWith(id) {
    const layer = content.layers.find((one) => one.structures.includes(id));
    if (layer) looks.veiled[layer.id] = true;
    setShown([id], true);
    announce(structures[id].name);
  },
  toggleLayer(layer) { setLayer(layer, looks.layerState(layer) !== "on"); setShown([], true); },
  toggleVeil(layer) { looks.veiled[layer.id] = !looks.veiled[layer.id]; applyPicture(); },
  get peels() { return edition.content.peels; },
  get peelLevel() { return peelLevel(); },
  peel(level) { peel(Number(level)); },
  toggleClip() { cutting.clipOn = !cutting.clipOn; clipChanged(); },
  moveClip,
  toggleStructure(id) { setShown([id], !looks.isVisible(id)); },
  restoreStep() { looks.overrides = {}; looks.veiled = {}; openClip(); applyPicture(); flyTo(here.scene.camera); },
  isolateSelected() { if (panels.card) isolate([panels.selected]); },
  hideSelected() { if (structures[panels.selected]) { setShown([panels.selected], false); select(null); } },
  focusSelected() { focusOn(panels.selected); },
  select,
};
