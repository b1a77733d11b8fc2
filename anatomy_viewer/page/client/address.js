// @ts-check
/* The address of what the page shows, and the entries of the browser's history. */
import { codeOf, codeDrawing } from "./codes.js";
import { embedded, edition, content } from "./content.js";
import { remembered } from "./storage.js";
import { framing, wordsOfFrame, isAlone } from "./framing.js";
import { consult } from "./consult.js";
import { hurts } from "./hurts.js";
import { handed, forgetHanded } from "./handed.js";
import { LAUNCH_WORDS, LINK_WORDS, wordsOfLink, spelled } from "./link_words.js";
import { whose } from "./people.js";
import { here } from "./state.js";
import { tellWindow } from "./browser_window.js";
import { quiz } from "./quiz.js";

export const rememberedLanguage = () => remembered("language", content.languages.map((one) => one.id), content.languages[0].id);
/** The link as it came, and what in a file's address is not ours: its host may ask for it again. */
export let arrived = "";
/** @type {string[]} */
let strangers = [];
export function readAddress() {
  arrived = window.anatomyLink ?? window.location.search + window.location.hash;
  strangers = embedded ? window.location.search.slice(1).split("&").filter((piece) => piece && !wordsOfLink(piece).found.length) : [];
}

/** What stays in the address wherever one goes: the class that one is in. @type {Record<string, string>} */
export const lasting = {};

/**
 * What the page shows now, in the words of a link.
 * @returns {any[][]}
 */
function wordsNow() {
  const { training } = quiz;
  return Object.entries({
    train: training?.seed,
    score: training?.summary && training.received ? spelled(training.presses) : null,
    lesson: here.lessonId,
    step: here.stepId,
    for: here.lessonId || edition.audience !== (content.audience ?? content.course?.audience ?? "student") ? edition.audience : null,
    mode: hurts.where ? "where" : null,
    study: whose.own.studyId,
    person: whose.own.seed,
    form: whose.own.form === content.forms[0].id ? null : whose.own.form,
    lang: edition.language === "en" && rememberedLanguage() === "en" ? null : edition.language,
  }).filter(([, value]) => value);
}

/* Each place that one goes to is an entry of the browser's history, so that its Back goes one step back; a lesson that
   plays by itself makes one entry. What else changes the address changes the entry. Inside another page there is one
   entry: Back is that page's. */
/** @type {{place: Place, played: boolean} | null} */
let entry = null; // {place, played}: what the entry that is shown stands for; null before the first
let returning = false;
/** @type {() => Place} */
const placeNow = () => ({ lesson: here.lessonId, step: here.stepId, where: hurts.where, train: quiz.training?.seed ?? null });
/** @type {(a: Place, b: Place) => boolean} */
const samePlace = (a, b) => Object.keys(a).every((key) => a[key] === b[key]);
export function writeLink() {
  const place = placeNow(), elsewhere = entry && !samePlace(place, entry.place);
  if (elsewhere) forgetHanded();
  const pushed = elsewhere && !returning && !framing.embed && !(here.playing && entry.played);
  entry = { place, played: pushed ? here.playing : Boolean(entry?.played) && here.playing };
  const url = new URL(window.location.href);
  url.search = [String(new URLSearchParams([...wordsNow(), ...(handed.viewSaid || []), ...Object.entries({ ...wordsOfFrame(), ...lasting })])), ...strangers].filter(Boolean).join("&");
  if (wordsOfLink(url.hash).found.length) url.hash = "";
  const state = { ...window.history.state, anatomyViewer: { ...place, presses: quiz.training?.received ? quiz.training.presses.map(({ out, up }) => ({ out, up })) : null } };
  tellWindow(() => {
    // Some browsers keep the address of a file or of a frame as it is, and a frame may have no history at all.
    for (const address of [url.href, undefined]) {
      try { window.history[pushed ? "pushState" : "replaceState"](state, "", address); return; } catch { /* without the address, then not at all */ }
    }
  });
}
/** The lesson that begins to play makes an entry of its own. */
export function playBegins() { entry.played = false; }
/**
 * Going back to a place makes no entry of its own.
 * @param {() => void} go
 */
export function withoutEntry(go) {
  returning = true;
  try { go(); } finally { returning = false; }
}
/**
 * What is done later makes an entry or none as it would now.
 * @type {(go: () => void) => () => void}
 */
export const asNow = (go) => (returning ? () => withoutEntry(go) : go);
/**
 * Whether an entry of the history stands for what is shown already.
 * @param {Place} place
 * @returns {boolean}
 */
export function isShown(place) {
  if (!samePlace(placeNow(), place)) return false;
  entry = { place: placeNow(), played: false };
  return true;
}

export const wholeCalls = {
  /* The same view on a page of its own; a page that was written into a frame has no address. */
  get wholePage() {
    const { href, protocol } = window.location, address = /^https?:/.test(protocol) ? href : window.anatomyContent.address || (protocol === "file:" ? href : "");
    const others = strangers.filter((piece) => !LAUNCH_WORDS.includes(piece.split("=")[0]));
    return address && `${address.split(/[?#]/)[0]}?${[String(new URLSearchParams([...wordsNow(), ...(handed.viewSaid || [])])), ...others].join("&")}`;
  },
  /* Where no window can be opened it takes the place of this one. */
  get wholePlace() { return isAlone() ? "_self" : "_blank"; },
};

/**
 * The address of the page without words; "" where it was written into another page.
 * @returns {string}
 */
export const addressOf = () => (window.anatomyContent.address || (/^(https?|file):$/.test(window.location.protocol) ? window.location.href : "")).split(/[?#]/)[0];
/**
 * The address of this view and its code; a file that stands nowhere has none, and says so.
 * @returns {{link: string, code: string, linkNote: string}}
 */
export function linkHere() {
  const { words } = consult, published = window.anatomyContent.address;
  const address = published || (/^https?:$/.test(window.location.protocol) ? window.location.href : "");
  if (!address) return { link: "", code: "", linkNote: words.open_file };
  const url = new URL(address);
  url.hash = "";
  for (const word of LAUNCH_WORDS) url.searchParams.delete(word);
  // Another browser may remember another language.
  const now = { ...Object.fromEntries(new URLSearchParams(wordsNow())), lang: edition.language };
  for (const word of LINK_WORDS) if (now[word]) url.searchParams.set(word, now[word]); else url.searchParams.delete(word);
  const cells = codeOf(url.href);
  const local = !published && /^(localhost|127\.|\[::1\])/.test(url.hostname);
  return { link: url.href, code: cells ? codeDrawing(cells) : "", linkNote: local ? words.open_local : cells ? words.open_here : words.open_long };
}
