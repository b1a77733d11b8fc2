// @ts-check
/* What lets this page into a class: the code that everyone has, the key of who leads, a seat, and a name among the presenter's pages. */
import { remember, stored } from "./storage.js";

export const passport = { code: "", key: "", seat: "", name: "" };

/* A key lasts as long as the tab, over a reload. A page whose browser keeps nothing forgets it then. */
/** @param {string} key @param {string} [text] @returns {string} */
export function inThisTab(key, text) {
  try {
    if (text !== undefined) window.sessionStorage.setItem(`anatomy-viewer.${key}`, text);
    return window.sessionStorage.getItem(`anatomy-viewer.${key}`) || "";
  } catch { return ""; }
}
/** @type {(text: string) => any} */
export const readJson = (text) => { try { return JSON.parse(text); } catch { return null; } };

const CLASS_IN_LINK = /(?:[?&#;]|%3f|%26|%23|^)class(?:=|%3d)((?:[A-Za-z0-9_+-]|%2d|%20)*)/i;
const KEY_IN_LINK = /(?:[?&#;]|%26|%23)key(?:=|%3d)([A-Za-z0-9_-]*)/i;
/** @type {(code: string) => string} */
export const plainCode = (code) => code.replace(/%2d|%20/gi, "").toUpperCase().replace(/[^A-Z0-9]/g, "").slice(0, 24);
/**
 * Take the class out of the link that the page was opened by, and its key out of the address, before anyone else reads them.
 * @returns {boolean} whether there is one
 */
export function readClassLink() {
  const link = window.anatomyLink ?? window.location.search + window.location.hash;
  const code = plainCode(CLASS_IN_LINK.exec(link)?.[1] ?? ""), shown = KEY_IN_LINK.exec(link)?.[1] ?? "";
  if (shown) {
    window.anatomyLink = link.replace(KEY_IN_LINK, "");
    try { window.history.replaceState(window.history.state, "", window.location.href.replace(KEY_IN_LINK, "")); } catch { /* a frame may have no history */ }
  }
  if (!code) return false;
  const kept = readJson(inThisTab("class")), before = kept?.code === code ? kept : {}, sitting = readJson(stored("class-seat"));
  Object.assign(passport, { code, key: shown || before.key || "", name: before.name || Math.random().toString(36).slice(2, 10),
    seat: sitting?.code === code && typeof sitting.seat === "string" ? sitting.seat : "" });
  keepPassport();
  return true;
}
function keepPassport() { inThisTab("class", JSON.stringify({ code: passport.code, key: passport.key, name: passport.name })); }
export function dropKey() {
  passport.key = "";
  keepPassport();
}
/** @param {string} seat */
export function keepSeat(seat) {
  passport.seat = seat;
  remember("class-seat", JSON.stringify({ code: passport.code, seat }));
}
