// @ts-check
/* Where one is: the lesson and its step, whether it plays by itself, and so what the picture shows. */
import { reactive } from "./vue.js";
import { edition, content, lessons } from "./content.js";
import { hurts } from "./hurts.js";
import { tellWindow } from "./browser_window.js";

/** @type {Here} */
export const here = reactive({
  lessonId: null,
  stepId: null,
  playing: false,

  get lesson() { return lessons[here.lessonId] || null; },
  get stepIndex() { return here.lesson ? here.lesson.steps.findIndex((step) => step.id === here.stepId) : -1; },
  get step() { return here.lesson ? here.lesson.steps[here.stepIndex] : null; },
  /* What one begins with speaks one's own language, where any lesson does; a course has its order. */
  get firstLesson() { return (!edition.content.course && edition.content.lessons.find((one) => !edition.foreign(one, "title"))) || edition.content.lessons[0]; },
  get scene() { return hurts.where ? content.consult.scene : here.step || content.home; },
  get atTheEnd() { return here.lesson ? here.stepIndex === here.lesson.steps.length - 1 : false; },
  /* A number in the text is of other people's pelvises, where the picture has somebody's own. */
  get numbersOfOthers() { return Boolean(edition.content.brought?.numbers_of_others[here.lessonId]?.[here.stepId]?.includes(edition.audience)); },
  get progress() { return here.lesson ? (here.stepIndex + 1) / here.lesson.steps.length : 0; },
});

export function tabName() {
  const whole = content.course?.title ?? content.product.name;
  return here.step ? `${edition.wording(here.step.title)} – ${whole}` : whole;
}
export function nameTheTab() {
  const name = tabName();
  tellWindow(() => { document.title = name; });
}
