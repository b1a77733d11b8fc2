// @ts-check
/* What the person has switched on top of the step's picture, as one value: to go back to it, and to hand it on. */
import { whose } from "./people.js";
import { writeLink } from "./address.js";
import { looks } from "./looks.js";
import { cutting } from "./clip.js";
import { applyPicture, applyAnatomy } from "./pictures.js";
import { formWanted, showForm } from "./forms.js";

/** @returns {Switched} */
export function switchedNow() {
  const { overrides, veiled } = looks, { clip, clipOn, freeCut } = cutting, { studyId, seed } = whose;
  return { overrides: { ...overrides }, veiled: Object.fromEntries(Object.entries(veiled).filter(([, on]) => on)),
    cut: { clip: clip && { ...clip }, clipOn, freeCut }, own: { ...whose.own }, studyId, seed, form: formWanted(), drawn: whose.form };
}
/**
 * The same again; another form of the pelvis may have to come first.
 * @param {Switched} to
 */
export function putSwitched({ overrides, veiled, cut, own, studyId, seed, form }) {
  const moved = studyId !== whose.studyId || seed !== whose.seed;
  Object.assign(whose, { studyId, seed });
  Object.assign(whose.own, own);
  showForm(form);
  Object.assign(looks, { overrides: { ...overrides }, veiled: { ...veiled } });
  Object.assign(cutting, { ...cut, clip: cut.clip && { ...cut.clip } });
  if (moved) applyAnatomy(); else applyPicture();
  writeLink();
}
