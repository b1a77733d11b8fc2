// @ts-check
/* Lessons: a step is a whole picture; they go on by the hand or by themselves. */
import { nextTick } from "./vue.js";
import { edition, content, views, lessons, say } from "./content.js";
import { announce, notify } from "./notices.js";
import { forgetHanded } from "./handed.js";
import { hurts } from "./hurts.js";
import { whose } from "./people.js";
import { here, nameTheTab } from "./state.js";
import { quiz } from "./quiz.js";
import { writeLink, playBegins, asNow } from "./address.js";
import { device } from "./device.js";
import { looks } from "./looks.js";
import { $ } from "./elements.js";
import { inTurn, waitNoMore } from "./parts.js";
import { openClip } from "./clip.js";
import { emit, hear } from "./signals.js";
import { panels } from "./panels.js";
import { flyTo } from "./camera.js";
import { applyPicture, applyAnatomy } from "./pictures.js";
import { showForm } from "./forms.js";
import { demand } from "./surfaces.js";
import { speech } from "./speech.js";
import { stepSeen } from "./progress.js";
import { keepPlace, taken } from "./course.js";

/** @param {string} lessonId @param {string | number | null} [stepId] */
export function goTo(lessonId, stepId) {
  const lesson = lessons[lessonId];
  if (!lesson) throw new RangeError(`no lesson "${lessonId}"; there are: ${Object.keys(lessons).join(", ")}`);
  const step = stepId === undefined || stepId === null ? lesson.steps[0]
    : typeof stepId === "number" ? lesson.steps[stepId] : lesson.steps.find((one) => one.id === stepId);
  if (!step) throw new RangeError(`no step "${stepId}" in "${lessonId}"; there are: ${lesson.steps.map((one) => one.id).join(", ")}`);
  inTurn(["lessons", ...(step.study || step.person ? ["more"] : [])], asNow(() => enter(lessonId, step.id)),
    () => say("loading_lesson", { title: lessons[lessonId].title }));
}
/** @param {string} lessonId @param {string} stepId */
function enter(lessonId, stepId) {
  const lesson = lessons[lessonId], step = lesson.steps.find((one) => one.id === stepId);
  if (!lesson.audiences.includes(edition.audience)) edition.audience = lesson.audiences[0];
  here.lessonId = lessonId;
  here.stepId = step.id;
  if (device.phone && panels.sheet === "full") panels.sheet = "half";
  afterStep();
  flyTo(step.camera);
  emit("step", { lesson: lessonId, step: step.id });
}

/* What the next step shows is put in place while this one is read. */
hear("rest", () => {
  const steps = lessons[here.lessonId]?.steps || [], next = steps[steps.findIndex((one) => one.id === here.stepId) + 1];
  if (next) for (const [id, [opacity]] of Object.entries(next.picture || {})) if (opacity > 0) demand(id);
});

export function goHome() {
  here.lessonId = null;
  here.stepId = null;
  afterStep();
  flyTo(content.home.camera);
  emit("step", { lesson: null, step: null });
}

export function afterStep() {
  quiz.asking = null;
  quiz.training = null;
  quiz.cross = null;
  stepSeen();
  keepPlace();
  panels.selected = null;
  panels.source = null;
  looks.overrides = {};
  looks.veiled = {};
  endWhere();
  forgetHanded();
  openClip();
  showWhose();
  applyPicture();
  writeLink();
  nameTheTab();
  if (here.playing) startPlaying();
  const step = here.step;
  if (step) {
    announce(say("announce_step", { number: here.stepIndex + 1, count: here.lesson.steps.length, title: edition.wording(step.title),
      view: views[step.view]?.name || content.words.view_as_drawn, picture: edition.wording(step.alternative) }));
  }
  nextTick(() => {
    const text = $(".card-body");
    if (text) text.scrollTop = 0;
  });
}
export function endWhere() {
  speech.stopReading();
  Object.assign(hurts, { where: false, spot: null, lit: null });
}

/** @param {number} by */
export function move(by) {
  if (!here.lesson) return taken.goesOn ? goTo(taken.goesOn.lesson.id, taken.goesOn.step.id) : here.firstLesson ? goTo(here.firstLesson.id) : undefined;
  const step = here.lesson.steps[here.stepIndex + by];
  if (!step && by > 0 && taken.lessonAfter) return goTo(taken.lessonAfter.id);
  return step ? goTo(here.lessonId, step.id) : undefined;
}

/** Show what the step names; where it names nothing the person's own choice comes back. */
export function showWhose() {
  const { step } = here, { own } = whose;
  const named = step?.study || step?.person;
  const [studyId, seed] = named ? [step.study, step.study ? null : step.person] : [own.studyId, own.seed];
  if (studyId !== whose.studyId || seed !== whose.seed) { Object.assign(whose, { studyId, seed }); applyAnatomy(); }
  const form = step?.form || own.form;
  if (form === whose.form) { showForm(form); return; }
  if (content.forms.some((one) => one.id === form)) showForm(form, true);
  else notify(content.words.form_not_here);
}

let playTimer = 0;
export function startPlaying() {
  window.clearTimeout(playTimer);
  if (!here.lesson) return;
  if (!here.playing) { announce(content.words.playing); playBegins(); }
  here.playing = true;
  const last = here.stepIndex === here.lesson.steps.length - 1 || here.step.questions?.length;
  playTimer = window.setTimeout(() => { if (last || document.hidden) stopPlaying(); else move(+1); }, 1000 * (here.step.seconds?.[edition.audience] ?? 12));
}
export function stopPlaying() {
  window.clearTimeout(playTimer);
  if (here.playing) announce(content.words.paused);
  here.playing = false;
}
export function stopPlayingByHand() {
  for (const kind of ["pointerdown", "keydown", "wheel"]) {
    window.addEventListener(kind, (/** @type {any} */ event) => {
      const onButton = event.target.closest?.(".play") && [undefined, "Enter", " "].includes(event.key); // the button switches by itself
      if (here.playing && !onButton) stopPlaying();
    }, { capture: true, passive: true });
  }
}

export const lessonCalls = {
  next: () => move(+1),
  back: () => move(-1),
  open(lessonId, stepId) { goTo(lessonId, stepId); if (device.phone) panels.panel = null; },
  leaveLesson() { waitNoMore(); goHome(); },
  followLink(event) {
    const link = event.target.closest("a[data-step], a[data-lesson], a[data-source]");
    if (!link) return;
    const { step, lesson, source } = link.dataset;
    if (source) panels.showSource(source);
    else if (lesson && !lessons[lesson]) notify(say("link_lesson", { found: link.textContent }));
    else goTo(lesson || here.lessonId, step);
    event.preventDefault();
  },
  togglePlaying() { if (here.playing) stopPlaying(); else startPlaying(); },
  setAudience(audience) { edition.audience = audience; if (!quiz.training) afterStep(); },
};
