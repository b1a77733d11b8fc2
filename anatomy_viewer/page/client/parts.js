// @ts-check
/* The parts of the content: the first is there, the others come when something needs them, at the latest after the picture. */
import { reactive } from "./vue.js";
import { edition, compiled, adopt, laid, spelledOut, say, words } from "./content.js";
import { announce, notify } from "./notices.js";
import { send } from "./signals.js";
import { isMissing, want, unwant } from "./fetching.js";
import { lineIsFast } from "./line.js";

/** @type {string[]} */
const LATER = ["lessons", "more"]; // what one begins to look for when the bones are drawn
/** @type {Record<string, string> | null} */
const inside = globalThis.anatomyParts || null; // those of a file, packed
/** As it came, and with a picture for every step. @type {Content} */
let first = null, begun = null;
/** @type {Record<string, any>} */
const stock = {}; // by name, as they came
/** @type {Record<string, {lesson: Lesson, file: string}>} */
const written = {}; // by form, the lesson that is being written, and the name of its file

/** @type {Coming} */
export const coming = reactive({
  came: {},
  queue: [],
  isHere: (name) => has(name),
  /* What somebody waits for, in words; what is missing is told as such. */
  get awaiting() { return coming.queue.length && !coming.queue[0].names.some(isGivenUp) ? coming.queue[0].told() : ""; },
});
/** @type {(name: string) => boolean} */
const has = (name) => !first?.parts?.[name] || Boolean(coming.came[name]);
/** @type {(names: string[]) => boolean} */
const allHere = (names) => names.every(has);
/** @type {(name: string) => boolean} */
export const isGivenUp = (name) => damaged.has(name) || isMissing(partKey(name));
/** @type {(name: string) => boolean} */
export const isAwaited = (name) => !has(name) && !isGivenUp(name);
/** @type {Set<string>} */
const damaged = new Set(); // parts of a file that are damaged
/** @type {(name: string) => string} */
const partKey = (name) => `part ${name}`;

export function beginContent() {
  first = window.anatomyContent;
  // Until a step comes it shows the picture that one begins with.
  const picture = first.home?.picture;
  begun = { ...first, lessons: first.lessons.map((lesson) => ({ ...lesson, steps: lesson.steps.map((step) => ({ picture, ...step })) })) };
  adopt(valueOf(first.form), "en");
  edition.audience = first.audience ?? first.course?.audience ?? edition.audience;
  window.anatomyContent = compiled;
}
/**
 * The value of a form of the pelvis, from all that has come.
 * @param {string} form
 * @returns {Content}
 */
export function valueOf(form) {
  let value = begun;
  for (const [name, part] of Object.entries(stock)) if (!isForm(name)) value = laid(value, part);
  if (stock[form]) value = laid(value, stock[form]);
  return written[form] ? withLesson(value, written[form]) : value;
}
/** @type {(name: string) => boolean} */
const isForm = (name) => first.forms.some((one) => one.id === name);
/** @param {Content} value @param {{lesson: Lesson, file: string}} kept @returns {Content} */
function withLesson(value, { lesson, file }) {
  const index = value.lessons.findIndex((one) => one.id === lesson.id || one.id === file);
  const lessons = [...value.lessons];
  lessons.splice(index < 0 ? lessons.length : index, index < 0 ? 0 : 1, lesson);
  const translations = Object.fromEntries(Object.entries(value.translations).map(([language, { lessons: told, ...rest }]) =>
    [language, { ...rest, lessons: Object.fromEntries(Object.entries(told || {}).filter(([id]) => id !== lesson.id)) }]));
  return { ...value, lessons, translations };
}
/**
 * A lesson as it is being written takes the place of the one that has its name.
 * @param {string} form
 * @param {Lesson} lesson
 * @param {string} file
 */
export function keepLesson(form, lesson, file) {
  written[form] = { lesson, file };
  adoptAgain();
}
function adoptAgain() {
  const problems = Object.fromEntries(compiled.packs.map((one) => [one.file, one.problem]));
  const { form } = compiled, value = valueOf(form);
  for (const one of value.packs) one.problem ||= problems[one.file];
  adopt(value, edition.language);
  window.anatomyContent = form === first.form ? value : valueOf(first.form);
}

/* What waits for parts; whoever asks for something in a row is served in that row. */
/** @type {Awaiting[]} */
const expecting = [];
/**
 * Do something at once where some parts are there, else when they have come.
 * @param {string[]} names
 * @param {() => void} then
 */
export function whenHere(names, then) {
  if (allHere(names)) { then(); return; }
  expecting.push({ names, then });
  names.forEach(askPart);
}
/**
 * The same for what a person or a program asks for: the page says what is waited for.
 * @param {string[]} names
 * @param {() => void} then
 * @param {(() => string) | null} [told]
 */
export function inTurn(names, then, told = () => words().loading_part) {
  if (allHere(names)) { then(); return; }
  coming.queue.push({ names, then, told });
  announce(told());
  names.forEach(askPart);
}
/**
 * After all that is waited for: what goes on from there must not come before it.
 * @param {() => void} then
 */
export function afterThose(then) {
  if (!coming.queue.length) return then();
  inTurn([...new Set(coming.queue.flatMap(({ names }) => names))], then, coming.queue[0].told);
}
/** Who goes elsewhere wants nothing of that any more. */
export function waitNoMore() { coming.queue.splice(0); }
/** Whether the first picture is another one, and what it needs is on the way. */
export const picturesWait = () => coming.queue.some(({ names }) => names.some(isAwaited));

function serve() {
  for (const list of [expecting, coming.queue]) {
    for (const one of list.filter(({ names }) => allHere(names))) {
      if (!list.includes(one)) continue; // the one before went elsewhere
      list.splice(list.indexOf(one), 1);
      try { one.then(); } catch (fault) { console.error(fault); }
    }
  }
}

/** @type {Set<string>} */
const requested = new Set();
/** @param {string} name */
export function askPart(name) {
  if (has(name) || requested.has(name)) return;
  requested.add(name);
  if (inside) { unpackPart(name); return; }
  want(partKey(name), { ...first.parts[name], urgent: true, patience: 2, name: () => nameOf(name), take: (data) => takePart(name, JSON.parse(new TextDecoder().decode(data))) });
}
/**
 * A form that nobody wants any more.
 * @param {string} name
 */
export function askNoMore(name) {
  if (inside || has(name) || !requested.delete(name)) return;
  unwant(partKey(name));
  expecting.splice(0, expecting.length, ...expecting.filter(({ names }) => !names.includes(name)));
}
/** @type {(name: string) => string} */
const nameOf = (name) => words().part_names[name] || first.forms.find((one) => one.id === name)?.name || first.languages.find((one) => one.id === name)?.name;
/** @param {string} name @returns {Promise<void>} */
async function unpackPart(name) {
  try {
    const bytes = Uint8Array.from(atob(inside[name]), (letter) => letter.charCodeAt(0));
    delete inside[name];
    takePart(name, await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json());
  } catch (fault) {
    console.error(fault);
    damaged.add(name);
    for (const one of coming.queue.filter(({ names }) => names.includes(name))) coming.queue.splice(coming.queue.indexOf(one), 1);
    notify(say(isForm(name) ? "form_unreadable" : "part_unreadable", { name: nameOf(name) }));
  }
  send("arrival");
}
/** @param {string} name @param {{said: any[], value: any}} text @returns {boolean} */
function takePart(name, text) {
  if (!Array.isArray(text?.said) || typeof text.value !== "object") return false;
  stock[name] = spelledOut(text);
  coming.came[name] = true;
  if (!isForm(name)) adoptAgain();
  serve();
  return true;
}

/* On a fast line everything is there when the picture is; on a slow one the picture does not wait for the rest. */
let inOneGo = false;
export function askAfterBones() {
  inOneGo = Boolean(inside) || lineIsFast();
  if (inOneGo) LATER.forEach(askPart);
}
export const askAfterPicture = () => LATER.forEach(askPart);
export const holdsReady = () => inOneGo && LATER.some(isAwaited);
export const allCame = () => allHere(LATER);

/**
 * What the page waits for before it says anything: the language that is spoken, unless it does not come.
 * @param {string} language
 * @returns {Promise<unknown> | null}
 */
export function languageComes(language) {
  if (!language || has(language)) return null;
  return new Promise((resolve) => {
    const late = window.setTimeout(resolve, 8000);
    whenHere([language], () => { window.clearTimeout(late); resolve(); });
  });
}
