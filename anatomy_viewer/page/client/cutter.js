// @ts-check
/* A plane of one's own: which, where, and what of the body it leaves. */
import { reactive } from "./vue.js";
import { edition, content, structures, points } from "./content.js";
import { announce } from "./notices.js";
import { PLANES, cutting } from "./clip.js";
import { panels } from "./panels.js";
import { setCut } from "./switching.js";
import { hands, tooling } from "./tools.js";

/** @type {Cutter} */
export const cutter = reactive({
  planes: PLANES,
  /* As far as the home picture reaches, and as far as the plane itself. */
  get cutRange() {
    const { axis, at_mm: at } = cutting.clip || { axis: 0, at_mm: 0 }, { focus, radius_mm: radius } = edition.content.home.camera;
    return { min: Math.floor(Math.min(at, focus[axis] - radius)), max: Math.ceil(Math.max(at, focus[axis] + radius)) };
  },
  get cutSides() { return edition.content.words.tools.cut_keeps[cutting.clip?.plane ?? "sagittal"].map((words, k) => ({ words, keep: k ? 1 : -1 })); },
  setPlane(plane) { setCut({ plane, at_mm: startAt(plane), keep: plane === "coronal" ? 1 : plane === "axial" ? -1 : cutting.clip?.plane === plane ? cutting.clip.keep : 1 }); },
  setKeep(keep) { setCut({ ...cutting.clip, keep }); },
  setCutAt(mm) { setCut({ ...cutting.clip, at_mm: Number(mm) }); },
  nudgeCut(mm) { setCut({ ...cutting.clip, at_mm: cutting.clip.at_mm + mm }); },
  endCut() { setCut(null); announce(content.words.tools.cut_ended); tooling.putAway(); },
});
/** Through what is chosen, else through the middle. @param {string} plane @returns {number} */
function startAt(plane) {
  const one = structures[panels.selected] || points[panels.selected];
  return Math.round((one?.anchor || one?.at || [0, content.home.camera.focus[1], 0])[PLANES.indexOf(plane)]);
}

hands.cut = {
  notForPatients: true,
  begin() { if (cutting.clip && cutting.clipOn) setCut(cutting.clip); else cutter.setPlane("sagittal"); },
};
