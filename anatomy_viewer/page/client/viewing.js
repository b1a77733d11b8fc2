// @ts-check
/* A view of one's own: what one sees now as the words of a link, and the same again from them. */
import { edition, content, say } from "./content.js";
import { announce } from "./notices.js";
import { cameraSpelled, cutSpelled, idsSpelled, titleIn } from "./view_words.js";
import { handed } from "./handed.js";
import { hurts } from "./hurts.js";
import { whose } from "./people.js";
import { here } from "./state.js";
import { addressOf, writeLink } from "./address.js";
import { looks } from "./looks.js";
import { whenHere } from "./parts.js";
import { captions } from "./captions.js";
import { stage } from "./stage.js";
import { cutting } from "./clip.js";
import { currentTarget } from "./pose.js";
import { overlayChanged } from "./overlay.js";
import { flyTo } from "./camera.js";
import { applyPicture, applyAnatomy } from "./pictures.js";
import { showForm } from "./forms.js";
import { forgetChanges } from "./undoing.js";

/** @type {(cut: {plane: string, at_mm: number, keep: number} | null | undefined) => string} */
const cutTold = (cut) => (cut ? cutSpelled(/** @type {Clip} */ (cut)) : "");
/**
 * What a link says besides lesson and step.
 * @param {string} title
 * @returns {[string, string][]}
 */
function viewWords(title) {
  const { overrides } = looks, all = content.structures.map(({ id }) => id), { clip, clipOn } = cutting, own = here.step?.clip;
  const shown = all.filter((id) => overrides[id] === true), gone = all.filter((id) => overrides[id] === false);
  const whole = shown.length + gone.length === all.length;
  const cut = clip && clipOn ? (cutTold(clip) === cutTold(own) ? null : cutTold(clip)) : own ? "off" : null;
  return /** @type {[string, string][]} */ (Object.entries({
    title: titleIn(title),
    camera: stage ? cameraSpelled(currentTarget()) : null,
    only: whole ? idsSpelled(shown, true) : null,
    show: whole ? null : idsSpelled(shown, true),
    hide: whole ? null : idsSpelled(gone, false),
    through: content.layers.filter(({ id }) => looks.veiled[id]).map(({ id }) => id).join("."),
    cut,
    labels: captions.labelsOn ? null : "off",
  }).filter(([, value]) => value));
}
/** The words of a link to what one sees now. @param {string} title @returns {string} */
export function wordsOfViewNow(title) {
  const { step } = here, { form, studyId, seed } = whose, foreign = step?.study || step?.person;
  const now = Object.entries({
    lesson: here.lessonId, step: here.stepId, for: edition.audience, mode: hurts.where ? "where" : null,
    study: studyId === (foreign ? step.study : null) ? null : studyId,
    person: seed === (foreign && !step.study ? step.person : null) ? null : seed,
    form: form === (step?.form || content.forms[0].id) ? null : form,
    lang: edition.language,
  }).filter(([, value]) => value);
  return `?${new URLSearchParams(/** @type {any} */ ([...now, ...viewWords(title)]))}`;
}
/** The link to it; "" where the page has no address. @param {string} words @returns {string} */
export const linkOfView = (words) => { const address = addressOf(); return address && `${address}${words}`; };

/**
 * Once its step is shown: what the view has otherwise.
 * @param {Asked} asked
 */
export function showView({ view, form, study, person }) {
  const { title, camera, show, hide, only, through, cut, labels } = view;
  const put = () => {
    looks.overrides = { ...Object.fromEntries(only ? content.structures.map(({ id }) => [id, only.includes(id)]) : []),
      ...Object.fromEntries((hide || []).map((id) => [id, false])), ...Object.fromEntries((show || []).map((id) => [id, true])) };
    looks.veiled = Object.fromEntries((through || []).map((id) => [id, true]));
    const own = here.step?.clip;
    if (cut === "off") cutting.clipOn = false;
    else if (cut) {
      const ofStep = own && own.plane === cut.plane && own.keep === cut.keep;
      Object.assign(cutting, { clip: ofStep ? { ...own, at_mm: cut.at_mm } : { ...cut }, clipOn: true, freeCut: !ofStep });
    }
    // A step may name somebody; whoever made the view saw somebody else.
    const moved = (study || person) && (study !== whose.studyId || person !== whose.seed);
    if (moved) { Object.assign(whose, { studyId: study, seed: person }); applyAnatomy(); } else applyPicture();
    forgetChanges();
  };
  if (form) showForm(form);
  if (form && form !== whose.form) whenHere([form, "lessons", "more"], put);
  put();
  if (labels && captions.labelsOn !== (labels === "on")) { captions.labelsOn = labels === "on"; overlayChanged(); }
  if (camera) flyTo(camera);
  Object.assign(handed, { viewTitle: title || "", viewSaid: viewWordsOf(view) });
  writeLink();
  if (title) announce(say("announce_view", { view: title }));
}
/** As the link has said it, so that the address stays the view's. @param {OwnView} view @returns {[string, string][]} */
function viewWordsOf({ title, camera, show, hide, only, through, cut, labels }) {
  return /** @type {[string, string][]} */ (Object.entries({
    title, camera: camera && cameraSpelled(camera), only: only && idsSpelled(only, true), show: show && idsSpelled(show, true), hide: hide && idsSpelled(hide, false),
    through: through?.join("."), cut: typeof cut === "string" ? cut : cutTold(cut), labels,
  }).filter(([, value]) => value));
}

export const viewingCalls = {
  /* The caption goes, what it stands for stays. */
  closeViewTitle() {
    handed.viewTitle = "";
    if (handed.viewSaid) handed.viewSaid = handed.viewSaid.filter(([word]) => word !== "title");
    writeLink();
  },
};
