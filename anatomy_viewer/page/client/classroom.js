// @ts-check
/* A class, as far as it is no picture: its code, what comes of it, and what is told and answered. Only a host that holds
   classes carries this room and those above it (hosts/class_room/__init__.py says what may be asked of it). */
import { reactive, markRaw, toRaw } from "./vue.js";
import { edition } from "./content.js";
import { dropKey, keepSeat, passport, readJson } from "./passport.js";
import { send } from "./signals.js";

const BETWEEN_TELLS_MS = 100, CLASS_PATIENCE_MS = 8000;
const QUIET_LINE_MS = 14000, SILENT_LINE_MS = 27000; // a comment comes after twelve seconds without anything
const BETWEEN_TRIES_MS = 1000, TRIES_SPREAD_MS = 800;
const PRESENCE_MS = 1200; // who leads is told within half a second
/** What no patience helps against. */
const HOPELESS = ["unknown", "over"];

/** @type {Classroom} */
export const classroom = reactive({
  code: null,
  role: null,
  leading: false,
  connected: true,
  refused: null,
  over: false,
  state: null,
  room: null,
  roaming: false,
  get words() { const { anatomyClassWords: words } = window; return words[edition.language] || words.en; },
});
/** The id of the newest state. */
let newestId = 0;

/** The link that leads, for the presenter's other device. */
export const leadingLink = () => (passport.key && classroom.room?.join ? `${classroom.room.join}#key=${passport.key}` : "");

/** @type {(what: string, query?: Record<string, string>) => string} */
const classAddress = (what, query = {}) => {
  const address = new URL(`class/${classroom.code}/${what}`, new URL(".", window.location.href));
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address.href;
};
/** @type {(token: string) => Record<string, string>} */
const bearing = (token) => (token ? { Authorization: `Bearer ${token}` } : {});
/** @type {(response: Response) => {word: string, waitMs: number}} */
const refusalOf = ({ status, headers }) => ({ word: headers.get("Refusal") || (status === 404 ? "gone" : "failed"), waitMs: 1000 * Number(headers.get("Retry-After") || 0) });
/** One sentence in the page's language. @param {string} word @returns {string} */
export const refusalSaid = (word) => { const { refused } = classroom.words; return refused[word] || refused.failed; };

/* --- what comes ------------------------------------------------------------------------------------------------- */

let hearing = /** @type {AbortController | null} */ (null);
let heardAt = 0, missedTries = 0, refusedTries = 0, attending = false, atOnce = false;
/** Ends the pause before the next try. */
let endBreather = () => {};

/** Follow the class as long as it lasts: a connection that ends is begun again. */
export function attend() {
  window.addEventListener("online", () => comeAgain(true));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) comeAgain(); });
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) comeAgain(true); });
  keepListening();
}
/** What was begun may be dead: this device was asleep, or in another network. @param {boolean} [surely] */
export function comeAgain(surely = false) {
  if (classroom.over) return;
  missedTries = 0;
  if (!attending) keepListening();
  else if (!classroom.connected) endBreather();
  else if (surely || Date.now() - heardAt > QUIET_LINE_MS) listenAnew();
}
function listenAnew() { atOnce = true; hearing?.abort(); }
/** What was shown is no key of this class: the page follows like any other. */
function loseKey() {
  dropKey();
  classChanged({ role: "follow", leading: false, refused: "key" });
  listenAnew();
}
async function keepListening() {
  if (attending) return;
  attending = true;
  const watch = window.setInterval(() => { if (hearing && Date.now() - heardAt > SILENT_LINE_MS) hearing.abort(); }, 5000);
  while (!classroom.over) {
    const refusal = await listenOnce();
    if (classroom.over) break;
    if (refusal?.word === "over") { Object.assign(classroom, { over: true, connected: false }); break; }
    if (refusal?.word === "key") loseKey();
    if (atOnce) { atOnce = false; continue; }
    // The server was started again: whoever has the key shows that the class was theirs.
    const mayRevive = refusal && ["unknown", "guessing"].includes(refusal.word) && passport.key && await tellState(true);
    if (mayRevive) continue;
    if (refusal && HOPELESS.includes(refusal.word) && !classroom.state && !passport.key) { Object.assign(classroom, { refused: refusal.word, connected: false }); break; }
    if (refusal && !classroom.state) classroom.refused = refusal.word;
    if (refusal || missedTries) classChanged({ connected: false });
    missedTries += 1;
    refusedTries = refusal ? refusedTries + 1 : 0;
    await breather(Math.max(refusal?.waitMs ?? 0, BETWEEN_TRIES_MS * Math.min(3, 1 + Math.floor(refusedTries / 10) + Math.floor(missedTries / 60)) + Math.random() * TRIES_SPREAD_MS));
  }
  window.clearInterval(watch);
  attending = false;
  send("class");
}
/** @param {number} ms @returns {Promise<void>} */
const breather = (ms) => new Promise((done) => { const timer = window.setTimeout(done, ms); endBreather = () => { window.clearTimeout(timer); done(); }; });

/** Read events until they end; why they were refused, or nothing. @returns {Promise<{word: string, waitMs: number} | null>} */
async function listenOnce() {
  const mine = hearing = new AbortController(), late = window.setTimeout(() => mine.abort(), CLASS_PATIENCE_MS);
  heardAt = Date.now();
  try {
    const response = await fetch(classAddress("events"), { cache: "no-store", signal: mine.signal, headers: bearing(passport.key || passport.seat) });
    window.clearTimeout(late);
    if (!response.ok || !/event-stream/.test(response.headers.get("Content-Type") || "")) return refusalOf(response);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ""; ;) {
      const { done, value } = await reader.read();
      if (done) break;
      heardAt = Date.now();
      const events = (text + value).split("\n\n");
      text = events.pop();
      events.forEach(takeEvent);
    }
  } catch { /* it is gone, or this device was */ } finally {
    window.clearTimeout(late);
    if (hearing === mine) hearing = null;
  }
  if (!mine.signal.aborted) classChanged({ connected: false });
  else if (missedTries) classChanged({ connected: false });
  return null;
}
/** @param {string} text */
function takeEvent(text) {
  const fields = Object.fromEntries(text.split("\n").map((line) => /^(\w*): ?(.*)$/.exec(line)).filter(Boolean).map(([, name, value]) => [name, value]));
  const value = fields.data && readJson(fields.data);
  if (!value) return;
  if (fields.event === "state") takeState(value, Number(fields.id));
  else if (fields.event === "seat" && passport.key) { loseKey(); } // a key of a seat's length
  else if (fields.event === "seat") { keepSeat(String(value.seat)); if (!ownAnswer?.arrived) answerAgain(); }
  else if (fields.event === "room") takeRoom(value);
}
/** @param {Record<string, any>} state @param {number} id */
function takeState(state, id) {
  const back = !classroom.connected || !classroom.state;
  missedTries = 0;
  if (classroom.refused && classroom.refused !== "key") classroom.refused = null;
  if (id > newestId) {
    newestId = id;
    classChanged({ state: markRaw(state), connected: true, over: Boolean(state.closed && !state.question) });
  } else if (back) classChanged({ connected: true });
  if (!back) return;
  if (untold) tellSoon();
  answerAgain();
}
/** @param {any} room */
function takeRoom(room) {
  const storeIsBack = classroom.room?.lost && !room.lost;
  classChanged({ room: markRaw(room) });
  lookWhoLeads();
  if (storeIsBack && classroom.leading) { untold = true; tellSoon(); }
}
function lookWhoLeads() {
  if (!passport.key || !classroom.room || untold || telling || Date.now() - toldAt < PRESENCE_MS) return;
  const leading = classroom.room.leads === passport.name;
  if (leading !== classroom.leading) classChanged({ leading });
}
/** @param {Partial<Classroom>} news */
function classChanged(news) {
  Object.assign(classroom, news);
  try { send("class"); } catch (fault) { console.error(fault); } // the news goes on
}

/* --- what is told ----------------------------------------------------------------------------------------------- */

/** The whole state as this page tells it. @type {Record<string, any> | null} */
let wholeTold = null;
let untold = false, telling = false, toldAt = 0, tellTimer = 0;
/** As the state came, without what the server has put into it. @returns {Record<string, any>} */
function stateNow() {
  const state = toRaw(classroom.state) || {};
  return { ...state, told: state.told && { ...state.told, results: Boolean(state.told.results) } };
}
/**
 * The presenter's page tells what is otherwise now, of `told` what it names; the newest only, at most ten times a second.
 * @param {Record<string, any>} part
 */
export function tellClass(part) {
  if (!passport.key || classroom.over) return;
  const before = classroom.leading && wholeTold ? wholeTold : stateNow();
  wholeTold = { ...before, ...part };
  if (part.told) wholeTold.told = { ...before.told, ...part.told };
  untold = true;
  if (!classroom.leading) classChanged({ leading: true });
  tellSoon();
}
/** @param {number} [ms] */
function tellSoon(ms = Math.max(0, toldAt + BETWEEN_TELLS_MS - Date.now())) {
  window.clearTimeout(tellTimer);
  tellTimer = window.setTimeout(() => { if (untold) tellState(); }, ms);
}
/** Whether it has arrived. @param {boolean} [surely] @returns {Promise<boolean>} */
async function tellState(surely = false) {
  if (telling || !(wholeTold || classroom.state || surely)) return false;
  telling = true;
  untold = false;
  let arrived = false;
  try {
    const response = await fetch(classAddress("state", { page: passport.name }), { method: "POST", headers: { ...bearing(passport.key), "Content-Type": "application/json" }, body: JSON.stringify(wholeTold || stateNow()) });
    arrived = response.ok;
    if (!arrived) {
      const { word, waitMs } = refusalOf(response);
      untold = !["wrong", "too_long", "over", "key", "questions", "other_kind"].includes(word);
      if (["wrong", "too_long", "questions", "other_kind"].includes(word)) classChanged({ refused: word });
      if (untold && classroom.connected) tellSoon(waitMs || BETWEEN_TRIES_MS);
    }
  } catch { untold = true; }
  telling = false;
  toldAt = Date.now();
  if (arrived && classroom.refused && classroom.refused !== "key") classChanged({ refused: null });
  if (arrived && untold) tellSoon();
  window.setTimeout(lookWhoLeads, PRESENCE_MS + 50);
  return arrived;
}
/** The class is over for everyone. */
export const endClass = () => tellClass({ question: null, closed: true, told: null });

/* --- what is answered ------------------------------------------------------------------------------------------- */

/** The newest answer of this page, and whether it has arrived. @type {{question: string, response: any, arrived: boolean} | null} */
let ownAnswer = null;
let answerTimer = 0;
/**
 * A follower answers, or answers anew; nothing, or in one sentence why it is not taken (yet).
 * @param {string} question
 * @param {any} response
 * @returns {Promise<string | null>}
 */
export async function answerClass(question, response) {
  const mine = { question, response, arrived: false };
  ownAnswer = mine;
  window.clearTimeout(answerTimer);
  try {
    const came = await fetch(classAddress("answers"), { method: "POST", headers: { ...bearing(passport.seat), "Content-Type": "application/json" }, body: JSON.stringify({ question, answer: response }) });
    mine.arrived = came.ok;
    if (came.ok) return null;
    const { word, waitMs } = refusalOf(came);
    if (word === "seat") { keepSeat(""); listenAnew(); } // with the new one it is sent again
    else if (!["fast", "lost", "unknown", "guessing", "failed"].includes(word)) { if (ownAnswer === mine) ownAnswer = null; return refusalSaid(word); }
    else answerTimer = window.setTimeout(answerAgain, waitMs || CLASS_PATIENCE_MS);
  } catch { /* nobody is there: it is sent again once the class is */ }
  return refusalSaid("kept");
}
function answerAgain() {
  const { state } = classroom;
  if (ownAnswer && passport.seat && ownAnswer.question === state?.question?.id && !state.closed) answerClass(ownAnswer.question, ownAnswer.response);
}
/**
 * What was answered, for who leads: as a value, or all of it as a table in text; nothing where it cannot be had now.
 * @param {string} [question]
 * @param {{csv?: boolean}} [asked]
 * @returns {Promise<any>}
 */
export async function classResults(question, { csv = false } = {}) {
  try {
    const response = await fetch(classAddress("answers", { ...(question && { question }), ...(csv && { as: "csv" }) }), { cache: "no-store", headers: bearing(passport.key) });
    return response.ok ? await (csv ? response.text() : response.json()) : null;
  } catch { return null; }
}
