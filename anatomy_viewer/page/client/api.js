// @ts-check
/* The page's API: what those who work with the page may ask of it. */
import { byId, content, structures, points, views, lessons, say } from "./content.js";
import { minus, length } from "./vectors.js";
import { linkIn } from "./link_words.js";
import { whose, placed } from "./people.js";
import { looks } from "./looks.js";
import { stage, phase, canDraw } from "./stage.js";
import { listen } from "./signals.js";
import { afterThose } from "./parts.js";
import { atRest } from "./rendering.js";
import { pick } from "./rays.js";
import { timeOfFrame } from "./sharpening.js";
import { cameraCalls } from "./camera.js";
import { pageState } from "./summary.js";
import { select } from "./cards.js";
import { ready, complete } from "./surfaces.js";
import { formCalls } from "./forms.js";
import { goTo, move, startPlaying, stopPlaying } from "./lessons.js";
import { meant, namesOf, readers, readLink, told } from "./links.js";
import { ask } from "./questions.js";
import { train } from "./training.js";
import { openLink } from "./following.js";
import { pressed } from "./pressing.js";
import { setShown, isolate, moveClip, setCut } from "./switching.js";
import { pictureNow } from "./images.js";
import { undoing } from "./undoing.js";
import { wordsOfViewNow, linkOfView } from "./viewing.js";

/** @type {(what: any) => Vector | undefined} */
const place = (what) => (Array.isArray(what) ? what : points[what] ? placed(points[what]) : structures[what]?.centre);
export const api = {
  ready,
  complete,
  atRest: () => new Promise((then) => { afterThose(() => then(atRest())); }),
  where(id) { return place(known([id], { ...structures, ...points })[0]); },
  anatomy: () => whose.anatomy && JSON.parse(JSON.stringify(whose.anatomy)),
  ask: (number) => afterThose(() => ask(number)),
  train: (seed) => train(seed),
  press(at) { afterThose(() => pressed(at)); },
  chooseView(id) {
    known([id], views);
    afterThose(() => cameraCalls.chooseView(id));
  },
  chooseForm: (id) => formCalls.chooseForm(known([meant("form", String(id), namesOf.form()) ?? id], byId(content.forms))[0]),
  undo: () => afterThose(() => undoing.undo()),
  redo: () => afterThose(() => undoing.redo()),
  picture: () => pictureNow(),
  viewLink(title = "") { const said = wordsOfViewNow(String(title)); return linkOfView(said) || said; },
  cut: (value) => afterThose(() => setCut(value)),
  moveClip: (mm) => afterThose(() => moveClip(mm)),
  play: () => afterThose(() => startPlaying()),
  pause: () => afterThose(() => stopPlaying()),
  chooseStudy: (id) => formCalls.chooseStudy(known([meant("study", String(id), namesOf.study()) ?? id], byId(content.studies))[0]),
  choosePerson(seed) {
    const number = seed === null ? null : readers.person(String(seed));
    if (seed !== null && !number) throw new RangeError(say("link_person", { found: seed, count: content.people.count }));
    formCalls.choosePerson(number);
  },
  state: pageState,
  /* Names are read as those of a link are; a number counts from 0. */
  goTo(lessonId, stepId) {
    const lesson = lessons[lessonId] ? lessonId : readers.lesson(String(lessonId)) ?? lessonId;
    const step = typeof stepId !== "string" ? stepId : /^\d+$/.test(stepId) ? Number(stepId) : readers.step(stepId, lesson) ?? stepId;
    goTo(lesson, step);
  },
  open(link) { openLink(readLink(linkIn(link))); },
  read(link) {
    const { any, notes, ...asked } = readLink(linkIn(link));
    return { ...asked, notes: told(notes) };
  },
  next: () => afterThose(() => move(+1)),
  back: () => afterThose(() => move(-1)),
  show: (ids) => switched(ids, (list) => setShown(list, true)),
  hide: (ids) => switched(ids, (list) => setShown(list, false)),
  isolate: (ids) => switched(ids, isolate),
  select: (id) => afterThose(() => select(id)),
  pick,
  measure(a, b) {
    const [from, to] = [place(a), place(b)];
    if (!from || !to) throw new RangeError(`measure needs two ids or positions; unknown: ${from ? b : a}`);
    return { mm: Math.round(length(minus(from, to)) * 10) / 10, kind: "straight" };
  },
  on: listen,
  stats() {
    const shown = content.structures.filter(({ id }) => looks.isVisible(id));
    const frameMs = stage && phase > 0 && canDraw() ? timeOfFrame() : 0;
    return { triangles: shown.reduce((sum, one) => sum + one.triangles, 0), bytes: content.packs.reduce((sum, one) => sum + one.bytes, 0),
      frameMs: Math.round(frameMs * 10) / 10, renders: stage?.renders ?? 0 };
  },
};
/** @param {string | string[]} ids @param {(ids: string[]) => void} act */
function switched(ids, act) {
  const list = known([ids].flat());
  afterThose(() => act(list));
}
/** @param {string[]} ids @param {Record<string, unknown>} [things] @returns {string[]} */
function known(ids, things = structures) {
  const strange = ids.filter((id) => !things[id]);
  if (strange.length) throw new RangeError(`unknown id: ${strange.join(", ")}`);
  return ids;
}
