/* Another form of the pelvis, and the nerves of a study or a drawn person: what one chooses oneself. */
import { embedded, edition, compiled, content, adopt, say } from "./content.js";
import { announce, notify } from "./notices.js";
import { whose } from "./people.js";
import { here } from "./state.js";
import { writeLink } from "./address.js";
import { stage } from "./stage.js";
import { openClip } from "./clip.js";
import { emit } from "./signals.js";
import { wants, want, unwant } from "./fetching.js";
import { flyTo } from "./camera.js";
import { wantSurfaces } from "./surfaces.js";
import { applyAnatomy } from "./pictures.js";

let wantedForm = null;
const formValues = {};
/** The form that the page begins with, or its newer value. */
export function keepForm(value) { formValues[value.form] = value; }
export function beginForm() {
  wantedForm = whose.form = whose.own.form = compiled.form;
  keepForm(compiled);
}
/** Another form of the pelvis: the same structures, lessons and links on other bones. */
export function showForm(id, withStep = false) {
  const form = content.forms.find((one) => one.id === id);
  wantedForm = id;
  for (const key of wants.keys()) if (key.startsWith("form ") && key !== `form ${id}`) unwant(key);
  whose.formLoading = false;
  if (id === whose.form || !form) return;
  if (embedded) formValues[id] ||= window.anatomyForms?.[id];
  if (formValues[id]) { adoptForm(formValues[id], withStep); return; }
  if (embedded) { notify(say("form_unreadable", { name: form.name })); return; }
  whose.formLoading = true;
  want(`form ${id}`, {
    address: form.address,
    name: () => content.forms.find((one) => one.id === id).name,
    without() { whose.formLoading = false; },
    take(data) {
      const value = JSON.parse(new TextDecoder().decode(data));
      if (value?.form !== id || !Array.isArray(value.structures)) return false;
      formValues[id] = value;
      if (wantedForm === id) adoptForm(value, withStep);
      return true;
    },
  });
}
function adoptForm(value, withStep) {
  for (const { data, points: place, moved } of Object.values(stage?.usual || {})) if (moved) data.getPoints().setData(place, 3);
  if (stage) stage.usual = {}; // places along the nerves of one form mean nothing on another
  adopt(value, edition.language);
  whose.form = value.form;
  whose.formLoading = false;
  wantSurfaces();
  openClip();
  applyAnatomy();
  if (withStep) flyTo(here.scene.camera);
  writeLink();
  announce(content.forms.find((one) => one.id === value.form).name);
  emit("form", value.form);
}

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
  chooseForm(id) { whose.own.form = id; showForm(id); },
  chooseStudy(id) { chooseAnatomy(whose.studyId === id ? null : id, null); },
  choosePerson(seed) { chooseAnatomy(null, seed); },
  anotherPerson() { formCalls.choosePerson(((whose.seed || 0) % content.people.rows.length) + 1); },
  usualAnatomy() { chooseAnatomy(null, null); if (whose.form !== whose.own.form) showForm(whose.own.form, true); },
};
