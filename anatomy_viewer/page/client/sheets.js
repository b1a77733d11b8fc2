// @ts-check
/* The sheet: a picture and its text for each step, what goes home, and every source in full. */
import { reactive, nextTick } from "./vue.js";
import { edition, content, fill, say } from "./content.js";
import { consult } from "./consult.js";
import { hurts } from "./hurts.js";
import { whose } from "./people.js";
import { here, tabName } from "./state.js";
import { quiz } from "./quiz.js";
import { linkHere } from "./address.js";
import { looks } from "./looks.js";
import { captions } from "./captions.js";
import { stage } from "./stage.js";
import { cutting, openClip } from "./clip.js";
import { arrivals } from "./fetching.js";
import { pose, setPose } from "./pose.js";
import { overlayChanged } from "./overlay.js";
import { panels } from "./panels.js";
import { renderNow } from "./rendering.js";
import { finishFlight } from "./camera.js";
import { askPart, isAwaited } from "./parts.js";
import { waits } from "./surfaces.js";
import { applyPicture } from "./pictures.js";
import { showWhose } from "./lessons.js";
import { pictureOnPaper } from "./paper.js";

/** @type {Papers} */
export const papers = reactive({
  sheet: null,
  preparing: "",
  kept: null,
});

/** @type {() => Step | null} */
const stepShown = () => (hurts.where ? null : here.step);
/** @returns {Sheet} */
export function sheetNow() {
  const cited = new Set();
  return sheetOf([pageOf(stepShown(), cited)], cited, linkHere());
}
/** @param {string} scope @returns {Promise<Sheet>} */
export async function makeSheet(scope) {
  if (scope === "lesson" && stepShown()) return sheetOfLesson();
  const cited = new Set();
  await nextTick();
  return sheetOf([pageOf(stepShown(), cited)], cited, linkHere());
}
/** @returns {Promise<Sheet>} */
async function sheetOfLesson() {
  const pages = [], cited = new Set(), { steps } = here.lesson;
  papers.preparing = fill(consult.words.preparing, { number: 1, count: steps.length });
  await eachStep(async (step, number) => {
    pages.push(pageOf(step, cited, step.camera));
    papers.preparing = fill(consult.words.preparing, { number: Math.min(number + 2, steps.length), count: steps.length });
    return true;
  });
  papers.preparing = "";
  return sheetOf(pages, cited, linkHere());
}
/**
 * Show each step of the lesson without going there, as long as whoever looks says so, and come back to what was shown.
 * @param {(step: Step, number: number) => Promise<boolean>} look
 * @returns {Promise<void>}
 */
export async function eachStep(look) {
  const { lesson, stepId } = here, { overrides, veiled } = looks, { byHand } = captions, { clip, clipOn, freeCut } = cutting, before = stage && { ...pose(), radiusMm: stage.radiusMm };
  captions.byHand = { rulers: [], marks: [] }; // it is of one step
  for (const [number, step] of lesson.steps.entries()) {
    await new Promise((resolve) => window.setTimeout(resolve, 0)); // the page stays alive between two pictures
    if (here.lessonId !== lesson.id) return; // somebody has gone elsewhere
    here.stepId = step.id;
    Object.assign(looks, { overrides: {}, veiled: {} });
    openClip();
    showWhose();
    applyPicture();
    await pictureLoaded();
    await nextTick(); // what the picture shows has reached the actors, and its labels the page
    await nextTick();
    if (!await look(step, number)) break;
  }
  here.stepId = stepId;
  Object.assign(looks, { overrides, veiled });
  showWhose();
  Object.assign(cutting, { clip, clipOn, freeCut });
  captions.byHand = byHand;
  applyPicture();
  if (before) {
    finishFlight();
    setPose(before);
    stage.radiusMm = before.radiusMm;
    renderNow();
    overlayChanged();
  }
}
/**
 * While a question is open the sheet carries nothing that answers it: no signs that need help, no name in an address.
 * @param {SheetPage[]} pages
 * @param {Set<string>} cited
 * @param {{link: string, code: string, linkNote: string}} link
 * @returns {Sheet}
 */
function sheetOf(pages, cited, link) {
  const { lesson } = here, { hiding } = quiz, { words } = consult, home = hiding ? [] : content.consult.take_home || [];
  home.forEach((part) => part.lines.forEach((line) => line.sources.forEach((key) => cited.add(key))));
  const title = hurts.where ? words.where : lesson ? lesson.title : words.print_welcome;
  return {
    title, pages, home, ...link, ...(hiding && { link: "", linkNote: link.code ? link.linkNote : "" }),
    lang: lesson && !hurts.where ? edition.foreign(lesson, "title") : null,
    tab: pages.length > 1 || hiding ? `${title} – ${content.product.name}` : tabName(),
    date: new Date().toLocaleDateString(edition.language === "en" ? "en-GB" : edition.language, { dateStyle: "long" }),
    sources: [...cited].sort().map((key) => ({ key, lang: edition.foreign(content.sources[key], "text"), ...content.sources[key] })),
  };
}

/** @param {Step | null} step @param {Set<string>} cited @param {Camera} [camera] @returns {SheetPage} */
function pageOf(step, cited, camera) {
  const { words } = consult, { anatomy, own } = whose, { hiding, question, asking } = quiz;
  /** @type {SheetPage} */
  const page = { title: step ? edition.wording(step.title) : "", ...pictureOnPaper(camera), lang: step ? edition.foreign(here.lesson, "title") : null,
    legend: [...captions.legend], html: "", options: [], values: [], areas: [], drawing: "", whose: [], lines: [], rows: [], rowsLang: null, note: "",
    missing: arrivals.missing.length ? say("missing_on_paper", { names: arrivals.missingNames.join("; ") }) : "" };
  let alternative = step ? edition.wording(step.alternative) : hurts.placeWords;
  if (hiding) {
    alternative = "";
    Object.assign(page, { title: quiz.training || asking.put ? "" : say("quiz_number", { number: asking.number + 1, count: quiz.questions.length }),
      html: quiz.training ? quiz.training.prompt : edition.wording(question.prompt),
      options: quiz.training ? [] : (question.options?.map((one) => one.text) || asking.order?.map((item) => question.items[item]) || []).map((text) => edition.wording(text)) });
  } else if (step) {
    step.claims.forEach((claim) => claim.sources.forEach((key) => cited.add(key)));
    page.html = edition.wording(step.html);
    page.values = edition.audience === "patient" ? [] : step.values;
    page.drawing = step.drawing?.svg || "";
  } else if (hurts.where) {
    page.html = `<p>${hurts.placeWords}</p><p>${hurts.found.length ? words.order : words.nowhere}</p>`;
    page.areas = [[words.fits, hurts.inside], [words.near, hurts.near]].filter(([, areas]) => areas.length)
      .map(([title, areas]) => ({ title, rows: areas.map((area) => ({ name: `${area.tag} ${consult.wording(area.name)}`, apart: consult.wording(area.apart) })) }));
    hurts.found.forEach((area) => area.sources.forEach((key) => cited.add(key)));
  } else page.html = `<p>${content.words.welcome[edition.audience]}</p>`;
  if (!hiding && !quiz.training) {
    page.whose = [whose.formTold, here.numbersOfOthers && content.words.numbers_of_others, anatomy?.title].filter(Boolean);
    if (anatomy && (own.seed || own.studyId || panels.panel === "people")) Object.assign(page, { lines: anatomy.lines || [], rows: anatomy.rows || [], rowsLang: edition.foreign(anatomy, "rows"), note: anatomy.note || "" });
    page.rows.forEach((row) => row.sources.forEach((key) => cited.add(key)));
  }
  page.alternative = [alternative || page.view, ...page.words].join(" · ");
  return page;
}

/**
 * Wait until every surface of the picture is there, at most some seconds: a sheet without one is better than none.
 * @returns {Promise<void>}
 */
function pictureLoaded() {
  const until = performance.now() + 8000;
  askPart("more"); // it has the sources
  const missing = () => whose.formLoading || isAwaited("more") || content.structures.some((one) => looks.appearance[one.id]?.shown && waits(one));
  return new Promise((resolve) => {
    const look = () => { if (!missing() || performance.now() > until) { applyPicture(); resolve(); } else window.setTimeout(look, 60); };
    look();
  });
}
