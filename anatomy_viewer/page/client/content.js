// @ts-check
/* Everything that is looked up, in one compiled value: who reads it, in which language, and its words. */
import { reactive, markRaw, toRaw } from "./vue.js";

/** The surfaces that travel inside a file, or null on the live page. */
export const embedded = globalThis.anatomySurfaces || null;
/** @type {<T extends {id: string}>(list: T[]) => Record<string, T>} */
export const byId = (list) => Object.fromEntries(list.map((item) => [item.id, item]));
/** What is read here: the content in the language that is spoken, and for whom. @type {Edition} */
export const edition = reactive({
  content: /** @type {any} */ (null),
  language: "en",
  audience: "student",
  wording(byAudience) { return typeof byAudience === "string" ? byAudience : byAudience ? byAudience[edition.audience] ?? Object.values(byAudience)[0] : ""; },
  /** The language of a text that the page's own language does not have, for its `lang`. */
  foreign(thing, key) {
    if (edition.language === "en" || !thing) return null;
    const own = toRaw(thing);
    return english.has(own) && english.get(own)[key] !== own[key] ? null : "en";
  },
  say(key, values) { return edition.content && say(key, values); },
  structureOf(id) { return structures[id]; },
  inNumbers(row) { return Object.fromEntries(Object.entries(row).map(([key, part]) => [key, typeof part === "number" ? part.toLocaleString(edition.language) : part])); },
});
/** @type {Content} As it was compiled. */
export let compiled;
/** @type {Content} In the language that is spoken. */
export let content;
/** @type {Record<string, Pack>} */
export let packs;
/** @type {Record<string, Structure>} */
export let structures;
/** @type {Record<string, Point>} */
export let points;
/** @type {Record<string, View>} */
export let views;
/** @type {Record<string, Lesson>} */
export let lessons;
/**
 * Everything is looked up in one compiled value; each form of the pelvis has its own.
 * @param {Content} value
 * @param {string} language
 */
export function adopt(value, language) {
  compiled = value;
  content = overlaid(value, value.translations[language]);
  [packs, structures, points, views, lessons] = /** @type {any[]} */ (
    [content.packs, content.structures, content.points, content.views, content.lessons].map((list) => byId(/** @type {any[]} */ (list))));
  edition.content = markRaw(content);
}
/**
 * Why a structure cannot be drawn, in words, or nothing.
 * @type {(id: string) => string | null}
 */
export const problemOf = (id) => packs[structures[id].pack].problem;
/** By what is read: the English value below it. @type {WeakMap<object, any>} */
export const english = new WeakMap();
/** @type {(value: any, words: any) => any} */
export const overlaid = (value, words) => laid(value, words, (made, own) => { english.set(made, own); });
/**
 * A value with a part laid over it, as page/parting.py writes parts: what the part does not name stays.
 * @param {any} value
 * @param {any} part
 * @param {(made: object, own: object) => void} [note]
 * @returns {any}
 */
export function laid(value, part, note) {
  if (part === undefined) return value;
  if (typeof part !== "object" || Array.isArray(part) || !part) return part;
  if ("=" in part) return part["="];
  if (typeof value !== "object" || !value) return part;
  const made = Array.isArray(value) ? value.map((one, place) => laid(one, part[one?.id ?? place], note))
    : { ...value, ...Object.fromEntries(Object.entries(part).map(([key, its]) => [key, laid(value[key], its, note)])) };
  note?.(made, value);
  return made;
}
/**
 * A part as it travels: what is said several times stands there once. It is read in its own place, not copied.
 * @param {{said: any[], value: any}} part
 * @returns {any}
 */
export function spelledOut({ said, value }) {
  const known = [];
  const read = (part) => {
    if (typeof part !== "object" || !part) return part;
    if ("$" in part) return known[part.$];
    if (Array.isArray(part) && typeof part[0] === "number" && typeof part.at(-1) === "number") return part; // a place, or a row of figures
    for (const key of Object.keys(part)) part[key] = read(part[key]);
    return part;
  };
  for (const one of said) known.push(read(one));
  return read(value);
}
/**
 * One of the interface's sentences with its gaps filled.
 * @type {(text: string, values?: Record<string, any>) => string}
 */
export const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
/** @type {(key: string, values?: Record<string, any>) => string} */
export const say = (key, values) => fill(content.words[key], values);
/** @type {() => Words} */
export const words = () => content.words;
