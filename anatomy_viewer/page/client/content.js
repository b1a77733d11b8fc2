/* Everything that is looked up, in one compiled value: who reads it, in which language, and its words. */
import { reactive, markRaw, toRaw } from "./vue.js";

/** The surfaces that travel inside a file, or null on the live page. */
export const embedded = globalThis.anatomySurfaces || null;
export const byId = (list) => Object.fromEntries(list.map((item) => [item.id, item]));
/** What is read here: the content in the language that is spoken, and for whom. */
export const edition = reactive({
  content: null,
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
});
export let compiled, content, structures, points, views, lessons;
/** Everything is looked up in one compiled value; each form of the pelvis has its own. */
export function adopt(value, language) {
  compiled = value;
  content = overlaid(value, value.translations[language]);
  [structures, points, views, lessons] = [content.structures, content.points, content.views, content.lessons].map(byId);
  edition.content = markRaw(content);
}
/** A value with the words of another language laid over it: lists by id, else by place. What has none stays English. */
export const english = new WeakMap();
export function overlaid(value, words) {
  if (words === undefined) return value;
  if (typeof words !== "object" || typeof value !== "object" || Array.isArray(words) || !words || !value) return words;
  const made = Array.isArray(value) ? value.map((one, place) => overlaid(one, words[one?.id ?? place]))
    : { ...value, ...Object.fromEntries(Object.entries(words).map(([key, part]) => [key, overlaid(value[key], part)])) };
  english.set(made, value);
  return made;
}
/** One of the interface's sentences with its gaps filled. */
export const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
export const say = (key, values) => fill(content.words[key], values);
export const words = () => content.words;
