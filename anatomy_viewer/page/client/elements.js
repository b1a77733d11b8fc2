/* What stands on the page: an element by its selector, the text of a piece of HTML. */
import { edition } from "./content.js";

export const $ = (selector) => document.querySelector(selector);
export function plainHtml(html) { const box = document.createElement("div"); box.innerHTML = html; return box.textContent; }
export function plainText(text) { return plainHtml(edition.wording(text) || ""); }
