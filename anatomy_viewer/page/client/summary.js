// @ts-check
/* What the page tells of itself: the same to those who ask and to those who listen. */
import { edition, content, structures } from "./content.js";
import { plus, whole } from "./vectors.js";
import { whose } from "./people.js";
import { here } from "./state.js";
import { quiz } from "./quiz.js";
import { looks } from "./looks.js";
import { showing, stage } from "./stage.js";
import { cutting } from "./clip.js";
import { arrivals } from "./fetching.js";
import { pose } from "./pose.js";
import { panels } from "./panels.js";

export function pageState() {
  const shown = content.structures.filter(({ id }) => looks.isVisible(id)).map(({ id }) => id);
  const now = stage && pose();
  return {
    lesson: here.lessonId, step: here.stepId, audience: edition.audience, language: edition.language,
    visible: shown, missing: arrivals.missing.filter((id) => structures[id]), graphics: showing.graphics,
    emphasised: shown.filter((id) => looks.appearance[id].emphasis === "emphasised"),
    selected: panels.selected, question: quiz.question?.id ?? null,
    result: quiz.asking?.result ? { right: quiz.asking.result.right, mm: quiz.asking.result.mm ?? null } : null,
    training: quiz.training && { seed: quiz.training.seed, presses: quiz.training.presses.length, done: Boolean(quiz.training.summary) },
    form: whose.form, study: whose.studyId, person: whose.seed, playing: here.playing,
    clip: cutting.clipOn ? { plane: cutting.clip.plane, at_mm: cutting.clip.at_mm, keep: cutting.clip.keep } : null,
    camera: now && { position: whole(plus(now.focus, now.direction, now.distance)), focus: whole(now.focus), up: whole(now.up), view: showing.viewId, words: showing.viewWords },
  };
}
