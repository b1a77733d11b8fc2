// @ts-check
/* The page around this one: whether there is one, whether it wants picture and text alone, and the whole screen. */
import { reactive } from "./vue.js";
import { bare, wordsOfLink } from "./link_words.js";

/** @type {Framing} */
export const framing = reactive({
  framed: false,
  embed: false,
  full: false,
  get canFill() { return framing.framed && Boolean(document.fullscreenEnabled); },
  toggleFull() { (framing.full ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => { /* the browser has told why */ }); },
});
/** The page around this one, as the link names it. */
let origin = "";
/** @param {string} link */
export function beginFraming(link) {
  const { found } = wordsOfLink(link), given = (word) => found.filter((one) => one.word === word).map(({ value }) => value);
  framing.framed = window.self !== window.top;
  framing.embed = given("embed").some((value) => !/^(0|no|false|off)$/i.test(bare(value)));
  for (const value of given("embed-origin")) try { origin = new URL(value.trim()).origin; } catch { /* it names nobody */ }
  document.addEventListener("fullscreenchange", () => { framing.full = Boolean(document.fullscreenElement); });
}
/** What a link says of the page around this one. */
export const wordsOfFrame = () => (framing.embed ? { embed: "1", ...(origin && { "embed-origin": origin }) } : {});
/** A frame without rights has an origin that nobody shares: it reaches no server's socket, opens no window and keeps nothing. */
export const isAlone = () => framing.framed && window.origin === "null" && window.location.protocol !== "file:";
/**
 * Who may ask: where a server names origins these, else the one that the link names; and who could come in anyway.
 * @param {string} asking
 */
export function mayAsk(asking) {
  if (!/^https?:/.test(asking)) return false;
  const named = [...document.querySelectorAll('meta[name="anatomy-viewer-embedded-by"]')].map((one) => /** @type {HTMLMetaElement} */ (one).content);
  return asking === window.origin || (named.length ? named : [origin]).includes(asking);
}
