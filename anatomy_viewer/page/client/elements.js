// @ts-check
/* What stands on the page: an element by its selector, the text of a piece of HTML. */
import { edition } from "./content.js";

/** @type {(selector: string) => any} */
export const $ = (selector) => document.querySelector(selector);
/** @param {string} html @returns {string} */
export function plainHtml(html) { const box = document.createElement("div"); box.innerHTML = html; return box.textContent; }
/** @param {ByAudience} text @returns {string} */
export function plainText(text) { return plainHtml(edition.wording(text) || ""); }
