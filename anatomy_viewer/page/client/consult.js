// @ts-check
/* What a talk beside a patient needs: larger text and its own words. */
import { reactive } from "./vue.js";
import { edition, lessons, fill } from "./content.js";
import { announce } from "./notices.js";
import { remembered, remember } from "./storage.js";

const SIZES = [1, 1.2, 1.4, 1.7, 2];

/** @type {Consult} */
export const consult = reactive({
  size: 0,

  get words() { return edition.content.words.consult; },
  get scale() { return SIZES[consult.size]; },
  canResize(by) { return Boolean(SIZES[consult.size + by]); },
  resize(by) {
    if (!consult.canResize(by)) return;
    consult.size += by;
    remember("reading-size", consult.scale);
    announce(fill(consult.words.text_size, { percent: Math.round(100 * consult.scale) }));
  },
  wording(texts) { return edition.audience === "patient" ? texts.patient : texts.everyone; },
  hasStep(reference) { return Boolean(reference && lessons[reference.lesson] && (!reference.step || lessons[reference.lesson].steps.some((one) => one.id === reference.step))); },
  get redFlags() { return (edition.content.consult.take_home || []).filter((part) => part.id.startsWith("help")); },
});
export function readSize() { consult.size = SIZES.map(String).indexOf(remembered("reading-size", SIZES.map(String), "1")); }
