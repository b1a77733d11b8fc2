// @ts-check
/* What the page says: to those who listen, in a notice, beside the pointer. */
import { reactive } from "./vue.js";

/** @type {Saying} */
export const saying = reactive({
  announcement: "",
  notices: [],
  tooltip: null,
  brief: "",
  dismissNotice(notice) { saying.notices = saying.notices.filter((other) => other !== notice); },
});
/** @type {(text: string) => void} */
export const announce = (text) => { saying.announcement = text; };
/** @type {(text: string) => void} */
export const notify = (text) => { if (!saying.notices.includes(text)) saying.notices.push(text); };
/**
 * Said to those who listen, and shown for a while.
 * @param {string} text
 */
export function mention(text) {
  announce(text);
  saying.brief = text;
  window.clearTimeout(briefly);
  briefly = window.setTimeout(() => { saying.brief = ""; }, BRIEF_MS);
}
const BRIEF_MS = 4000;
let briefly = 0;
