// @ts-check
/* The author's part: each save is shown at once, and what is in view becomes a step. */
import { reactive } from "./vue.js";
import { content, lessons, say, words } from "./content.js";
import { announce, notify } from "./notices.js";
import { whole } from "./vectors.js";
import { whose } from "./people.js";
import { here } from "./state.js";
import { withoutEntry } from "./address.js";
import { looks } from "./looks.js";
import { captions } from "./captions.js";
import { connection } from "./connection.js";
import { emit } from "./signals.js";
import { fetched, fetchedJson } from "./fetching.js";
import { freeRectangle, distanceFor, pose } from "./pose.js";
import { panels } from "./panels.js";
import { keepLesson } from "./parts.js";
import { goTo } from "./lessons.js";

/** @type {Writing} */
export const writing = reactive({
  preview: null,
  stepText: "",
  get stepProblems() { return writing.preview && writing.preview.lesson === here.lessonId ? writing.preview.problems.filter((one) => one.step === here.stepId) : []; },
  goToProblem(problem) { if (lessons[writing.preview.lesson]?.steps.some((one) => one.id === problem.step)) goTo(writing.preview.lesson, problem.step); },
  writeStep,
  copyStep,
});
/**
 * Ask the live host for the lesson that is being written; it answers when the file has changed.
 * @param {string} file
 * @param {string | boolean} asked
 * @returns {Promise<never>}
 */
export async function followPreview(file, asked) {
  let version = "", form = whose.form;
  const pause = (ms) => new Promise((resolve) => window.setTimeout(resolve, ms));
  for (;;) {
    if (!connection.connected) { await pause(1000); continue; }
    if (form !== whose.form) { version = ""; form = whose.form; }
    try {
      const answer = await fetchedJson(`lesson-preview.json?form=${form}&after=${version}`, { stalledMs: 40000 });
      if (typeof answer.version !== "string" || !Array.isArray(answer.problems)) throw new Error(words().answer_cut);
      if (form !== whose.form || answer.version === version) continue;
      const first = version === "";
      version = answer.version;
      showPreview(answer, file, first ? asked : null);
    } catch { await pause(1500); }
  }
}

/** @param {{problems: {step?: string}[], lesson: Lesson | null}} answer @param {string} file @param {string | boolean | null} asked */
function showPreview({ problems, lesson }, file, asked) {
  writing.preview = { lesson: lesson?.id || file, problems };
  if (lesson) {
    const before = here.lessonId === lesson.id || here.lessonId === file ? here.stepIndex : -1;
    keepLesson(whose.form, lesson, file);
    const open = before >= 0 || (asked && !here.lessonId);
    const step = lesson.steps.find((one) => one.id === (before >= 0 ? here.stepId : asked)) || lesson.steps[Math.min(Math.max(before, 0), lesson.steps.length - 1)];
    const go = () => { if (open && step) goTo(lesson.id, step.id); };
    if (asked) withoutEntry(go); else go(); // what the link asked for takes the place of the waiting page
  }
  announce(problems.length ? `${content.words.author_mend} ${problems.length}` : content.words.author_fine);
  emit("preview", { lesson: writing.preview.lesson, problems });
}

async function writeStep() {
  const letters = { faded: "f", plain: "p", emphasised: "e" };
  const now = pose(), exact = (list) => list.map((part) => Math.round(part * 1e4) / 1e4);
  const radiusMm = now.distance / distanceFor(1, freeRectangle());
  const view = {
    picture: content.structures.map(({ id }) => (looks.isVisible(id) ? letters[looks.appearance[id].emphasis] || "p" : "h")).join(""),
    direction: exact(now.direction), up: exact(now.up), focus_mm: whole(now.focus), radius_mm: Math.round(radiusMm * 10) / 10,
    labels: captions.labels.map((one) => one.id), markers: captions.markers.map((one) => one.id), selected: panels.selected,
    form: whose.form === content.forms[0].id ? null : whose.form, study: whose.studyId, person: whose.seed,
  };
  try {
    writing.stepText = new TextDecoder().decode(await fetched(`step.yaml?form=${whose.form}&view=${encodeURIComponent(JSON.stringify(view))}`));
  } catch (error) { notify(say("author_unwritten", { why: error.message })); }
}

async function copyStep() {
  try { await navigator.clipboard.writeText(writing.stepText); announce(content.words.author_copied); } catch { notify(content.words.author_by_hand); }
}
