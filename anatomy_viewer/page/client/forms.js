// @ts-check
/* Another form of the pelvis, and the nerves of a study or a drawn person: what one chooses oneself. */
import { edition, compiled, content, adopt } from "./content.js";
import { announce } from "./notices.js";
import { whose } from "./people.js";
import { here } from "./state.js";
import { writeLink } from "./address.js";
import { stage } from "./stage.js";
import { cutting, openClip } from "./clip.js";
import { emit, hear, send } from "./signals.js";
import { askNoMore, inTurn, isGivenUp, valueOf, whenHere } from "./parts.js";
import { flyTo } from "./camera.js";
import { wantSurfaces } from "./surfaces.js";
import { applyAnatomy } from "./pictures.js";

/** @type {string | null} */
let wantedForm = null;
/** The form that is shown, or is on its way. */
export const formWanted = () => wantedForm;
const needs = (form) => [form, "lessons", "more"]; // a form tells what it has otherwise
export function beginForm() { wantedForm = whose.form = whose.own.form = compiled.form; }
/**
 * Another form of the pelvis: the same structures, lessons and links on other bones.
 * @param {string} id
 * @param {boolean} [withStep]
 */
export function showForm(id, withStep = false) {
  const form = content.forms.find((one) => one.id === id);
  wantedForm = id;
  for (const other of content.forms) if (other.id !== id) askNoMore(other.id);
  whose.formLoading = false;
  if (id === whose.form || !form) return;
  whose.formLoading = true;
  whenHere(needs(id), () => { if (wantedForm === id) adoptForm(valueOf(id), withStep); });
}
hear("arrival", () => { if (whose.formLoading && needs(wantedForm).some(isGivenUp)) whose.formLoading = false; });
/** @param {Content} value @param {boolean} withStep */
function adoptForm(value, withStep) {
  for (const { data, points: place, moved } of Object.values(stage?.usual || {})) if (moved) data.getPoints().setData(place, 3);
  if (stage) stage.usual = {}; // places along the nerves of one form mean nothing on another
  adopt(value, edition.language);
  whose.form = value.form;
  whose.formLoading = false;
  wantSurfaces();
  if (!cutting.freeCut) openClip();
  applyAnatomy();
  if (withStep) flyTo(here.scene.camera);
  writeLink();
  announce(content.forms.find((one) => one.id === value.form).name);
  emit("form", value.form);
}

/** @param {string | null} studyId @param {number | null} seed */
function chooseAnatomy(studyId, seed) {
  Object.assign(whose, { studyId, seed });
  Object.assign(whose.own, { studyId, seed });
  anatomyChosen();
}
function anatomyChosen() {
  applyAnatomy();
  writeLink();
  announce(whose.anatomy ? whose.anatomy.title : content.words.usual_anatomy);
  emit("anatomy", { study: whose.studyId, person: whose.seed });
}

export const formCalls = {
  chooseForm(id) { whose.own.form = id; showForm(id); send("switched"); },
  chooseStudy(id) { inTurn(["more"], () => chooseAnatomy(whose.studyId === id ? null : id, null)); },
  choosePerson(seed) { inTurn(["more"], () => chooseAnatomy(null, seed)); },
  anotherPerson() { formCalls.choosePerson(((whose.seed || 0) % content.people.count) + 1); },
  usualAnatomy() { chooseAnatomy(null, null); if (whose.form !== whose.own.form) showForm(whose.own.form, true); },
};
