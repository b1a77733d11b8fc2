// @ts-check
/* The words of a link, however it was handed on, and how far a word is from another. */

export const LINK_WORDS = ["lesson", "step", "for", "lang", "form", "study", "person", "train", "score", "mode", "embed", "embed-origin",
  "title", "camera", "show", "hide", "only", "through", "cut", "labels", "class", "key"];
/** What cmi5 opens a page with: who somebody is, and a key; no link that is handed on has them. */
export const LAUNCH_WORDS = ["endpoint", "fetch", "actor", "registration", "activityId"];
/** @type {Record<string, string>} */
const OTHER_WORDS = { audience: "for", language: "lang", embedorigin: "embed-origin" };

/**
 * Percent signs may have been escaped several times on the way; what is none stays.
 * @param {string} text
 * @returns {string}
 */
function unescaped(text) {
  for (let times = 0; times < 4; times += 1) {
    const plain = text.replace(/(%[0-9a-f]{2})+/gi, (run) => { try { return decodeURIComponent(run); } catch { return run; } });
    if (plain === text) break;
    text = plain;
  }
  return text;
}
/** @type {(text: string) => string} */
const withoutEntities = (text) => text.replace(/&(?:amp;|#0*38;|#x0*26;)+/gi, "&");
/**
 * Without what a sentence, a mail or a formatted text puts around a word.
 * @type {(text: string) => string}
 */
export const bare = (text) => text.normalize("NFKC").replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "").replace(/[\u2010-\u2015\u2212]/g, "-")
  .replace(/^[\s"'\u2018-\u201f\u00ab\u00bb\u2039\u203a<>()[\]{}`*_.,:!\/\\]+|[\s"'\u2018-\u201f\u00ab\u00bb\u2039\u203a<>()[\]{}`*_.,:!\/\\]+$/g, "");
/** @type {(text: string) => string} */
export const plainName = (text) => bare(text).replace(/\.ya?ml$/i, "").toLowerCase().normalize("NFD").replace(/[^a-z0-9]+/g, "");

/**
 * The words of a link with their values, and the pieces that are none of ours. A value may hold further words, escaped as a whole.
 * @param {string} text
 * @returns {{found: {word: string, value: string}[], foreign: {word: string, value: string, piece: string}[]}}
 */
export function wordsOfLink(text) {
  const found = [], foreign = [];
  const take = (part) => {
    for (const piece of withoutEntities(part).split(/[&?#;]/).filter(Boolean)) {
      const cut = piece.indexOf("="), plain = cut < 0 ? unescaped(piece) : "";
      if (cut < 0 && plain !== piece && plain.includes("=")) { take(plain); continue; }
      const name = unescaped(piece.slice(0, cut < 0 ? undefined : cut)).toLowerCase().replace(/^(amp;)+|[^a-z_]/g, "");
      const word = OTHER_WORDS[name] || name;
      // A title is what somebody has written, and holds no words of ours.
      const [value, ...rest] = word === "title" && cut >= 0 ? [unescaped(piece.slice(cut + 1).replaceAll("+", " "))] : cut < 0 ? [""] : withoutEntities(unescaped(piece.slice(cut + 1).replaceAll("+", " "))).split(/[&?;]/);
      if (!LINK_WORDS.includes(word)) { foreign.push({ word, value, piece }); continue; }
      found.push({ word, value });
      take(rest.join("&"));
    }
  };
  take(text);
  return { found, foreign };
}

/**
 * How many letters must be changed, added, left out or swapped with the next.
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
export function lettersApart(a, b) {
  let before = [], last = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let k = 1; k <= b.length; k += 1) {
      row[k] = Math.min(last[k] + 1, row[k - 1] + 1, last[k - 1] + (a[i - 1] === b[k - 1] ? 0 : 1));
      if (i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1]) row[k] = Math.min(row[k], before[k - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}
/** @type {(value: string) => string | undefined} */
export const numberIn = (value) => /^(?:[a-z]+[\s_#-]*|#)?0*(\d{1,6})(?:\.0+)?$/i.exec(bare(value))?.[1];
/** @type {(text: unknown) => string} */
export const linkIn = (text) => String(text).replace(/^[^?#]*(?=[?#])/, "");
/* The link holds the presses: ten times millimetres outwards and upwards. */
/** @type {(presses: Press[]) => string} */
export const spelled = (presses) => presses.map(({ out, up }) => `${out}.${up}`).join("_");
