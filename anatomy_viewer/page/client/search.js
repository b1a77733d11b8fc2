// @ts-check
/* The search among the structures, however a name is written. */
import { reactive } from "./vue.js";
import { structures, english } from "./content.js";

/** @type {(text: string) => string} */
const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  .replace(/cluni(al|um)\b|cluneal|cluneos?\b/g, "cluneal").replace(/gluteal cutaneous|(gluteo|cutaneo)s? (gluteo|cutaneo)s?/g, "cluneal").replace(/\s+/g, " ");
/** @type {WeakMap<Structure, string>} */
const texts = new WeakMap();
/**
 * What a structure is found by: each of its names, in English too.
 * @param {Structure} one
 * @returns {string}
 */
function searchText(one) {
  if (!texts.has(one)) {
    texts.set(one, fold([one.name, english.get(one)?.name || "", one.latin || "", ...(one.synonyms || []), ...(english.get(one)?.synonyms || []), one.side || "", one.id.replaceAll("_", " ")].join(" ")));
  }
  return texts.get(one);
}
/** @type {Seeking} */
export const seeking = reactive({
  search: "",
  get motorHint() {
    return /\b(superior|inferior)\s+glut(a)?eal\s+(n|nerve|motor)|nervios?\s+gl[uú]teos?\s+(superior|inferior)/i.test(seeking.search.trim());
  },
  matches(structure) {
    const words = fold(seeking.search).split(" ").filter(Boolean);
    return words.every((word) => searchText(structures[structure.id]).includes(word));
  },
});
