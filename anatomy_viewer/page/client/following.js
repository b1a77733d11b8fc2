// @ts-check
/* Where a link leads, and back and forward to where one was. */
import { edition, content, lessons, say } from "./content.js";
import { notify } from "./notices.js";
import { whose } from "./people.js";
import { here } from "./state.js";
import { forgetUnsaid } from "./browser_window.js";
import { writeLink, withoutEntry, isShown, asNow } from "./address.js";
import { inTurn, afterThose, waitNoMore } from "./parts.js";
import { device } from "./device.js";
import { framing } from "./framing.js";
import { panels } from "./panels.js";
import { formCalls } from "./forms.js";
import { speak } from "./language.js";
import { goTo, goHome, stopPlaying } from "./lessons.js";
import { readLink, told } from "./links.js";
import { showView } from "./viewing.js";
import { train } from "./training.js";
import { whereCalls } from "./where.js";

/**
 * Go where a link leads, when what it needs is there.
 * @param {Asked} asked
 */
export function openLink(asked) {
  const { language, study, person, train: seed, where, lesson: lessonId, step } = asked;
  const { steps } = lessons[lessonId] || {}, shown = steps?.find((one) => one.id === step) || steps?.[0];
  if (language) inTurn([language], () => speak(language)); // the page opens in it, whatever else has to come
  const needs = [language, lessons[lessonId] && "lessons", (study || person || seed || where || shown?.study || shown?.person) && "more"].filter(Boolean);
  inTurn(needs, asNow(() => follow(asked)), lessons[lessonId] && (() => say("loading_lesson", { title: lessons[lessonId].title })));
}
/** @param {Asked} asked */
function follow(asked) {
  const { audience, form, study, person, train: seed, presses, where, lesson: lessonId, step, notes } = asked;
  if (audience) edition.audience = audience;
  if (form && form !== whose.own.form) formCalls.chooseForm(form);
  if (study || person) Object.assign(whose.own, { studyId: study, seed: person });
  if (notes.length) notify(told(notes).join("\n"));
  if (seed) { train(seed, presses || undefined); return; }
  if (lessons[lessonId]) {
    goTo(lessonId, step ?? undefined);
    if (audience && edition.audience !== audience) notify(say("link_not_for", { lesson: here.lesson.title, found: content.words.audiences[audience], shown: content.words.audiences[edition.audience] }));
  } else {
    if (notes.some(([key]) => key === "link_lesson") && !device.phone && !framing.embed) panels.panel = "lessons";
    goHome();
  }
  if (where) whereCalls.begin();
  if (asked.view) afterThose(asNow(() => showView(asked)));
}

/**
 * Back and forward: to the place that the entry stands for.
 * @param {PopStateEvent} event
 */
export function comeBack({ state }) {
  forgetUnsaid();
  const at = state?.anatomyViewer, asked = at ? null : readLink(window.location.hash);
  if (at && isShown(at)) return;
  waitNoMore();
  withoutEntry(() => {
    if (here.playing) stopPlaying();
    if (panels.dialog) panels.closeDialog();
    if (asked?.any) openLink(asked);
    else if (!at) writeLink(); // such as the link to the text: the same place
    else if (at.train) train(at.train, at.presses || undefined);
    else {
      if (!lessons[at.lesson]) goHome();
      else goTo(at.lesson, lessons[at.lesson].steps.some((one) => one.id === at.step) ? at.step : undefined);
      if (at.where) afterThose(asNow(whereCalls.begin));
    }
  });
}
