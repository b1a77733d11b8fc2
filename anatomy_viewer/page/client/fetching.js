// @ts-check
/* What is fetched: asked for again when it fails, and named on the page while it is missing. */
import { reactive, watch } from "./vue.js";
import { edition, structures, say, words } from "./content.js";
import { announce } from "./notices.js";
import { device } from "./device.js";
import { connection } from "./connection.js";
import { emit, send } from "./signals.js";

const STALLED_MS = 8000; // not a byte for so long, or so few that the whole would take longer than LONGEST_MS
const LATE_MS = 20000; // the picture is finished without it
const LONGEST_MS = 90000;
const PAUSES_MS = [400, 800, 1600, 3200, 6400, 12800, 30000];
const PATIENCE = 3; // tries, after which the page says what is missing
const AT_ONCE = 6; // as many as a browser asks of one server

/** @type {Arrivals} */
export const arrivals = reactive({
  missing: [],
  trying: false,
  tryAgain,
  /* What is missing has a name, in the language that is spoken now. */
  get missingNames() { return edition.content && arrivals.missing.map((key) => structures[key]?.name || wants.get(key)?.name()).filter(Boolean); },
  get missingFew() { const names = arrivals.missingNames, most = device.phone ? 1 : 3; return names.length > most + 1 ? names.slice(0, most) : names; },
  get missingWords() {
    const few = arrivals.missingFew, more = arrivals.missingNames.length - few.length;
    return more ? say("missing_more", { names: few.join("; "), count: more }) : few.join("; ");
  },
});
/** @type {(id: string) => boolean} */
export const isMissing = (id) => arrivals.missing.includes(id);

/** What was begun ahead of the page. @type {(address: string) => Begun | undefined} */
const begunAhead = (address) => window.anatomyAhead?.[new URL(address, document.baseURI).href];
/**
 * What has been unpacked of an answer ahead, once.
 * @param {string | null} address
 */
export async function unpackedAhead(address) {
  const begun = address && begunAhead(address);
  if (begun) delete window.anatomyAhead[new URL(address, document.baseURI).href];
  return begun ? begun.surfaces.catch(() => null) : null;
}
/**
 * The whole answer to a request as bytes; else an error that says in words what came instead.
 * @param {string} address
 * @param {{bytes?: number, again?: boolean, stalledMs?: number, longestMs?: number, stop?: AbortController}} [options]
 * @returns {Promise<Uint8Array>}
 */
export async function fetched(address, { bytes = 0, again = false, stalledMs = STALLED_MS, longestMs = LONGEST_MS, stop = new AbortController() } = {}) {
  let quiet = 0, size = 0, slow = false;
  const tooSlow = () => { slow = true; stop.abort(); };
  const heard = () => { window.clearTimeout(quiet); quiet = window.setTimeout(tooSlow, stalledMs); };
  const longest = window.setTimeout(tooSlow, longestMs);
  const pace = bytes && window.setTimeout(() => { if (size * longestMs < bytes * stalledMs) tooSlow(); }, stalledMs);
  try {
    heard();
    // What was kept of an answer that was no good must not be the next answer too.
    if (again) unpackedAhead(address); // nor may what was in it
    const ahead = begunAhead(address);
    if (ahead) stop.signal.addEventListener("abort", () => ahead.stop.abort());
    const answer = await (ahead?.answer || fetch(address, { signal: stop.signal, cache: again ? "reload" : "default" }));
    const kind = answer.headers.get("content-type") || "";
    if (kind.startsWith("text/html")) throw new Error(words().answer_is_a_page);
    const reader = answer.body.getReader(), parts = [];
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      heard();
      parts.push(part.value);
      size += part.value.length;
      if (bytes && size > bytes) throw new Error(words().answer_cut);
    }
    if (!answer.ok) throw new Error((kind.startsWith("text/plain") && size < 2000 && (await new Blob(parts).text()).trim()) || say("answer_refused", { status: answer.status }));
    if (bytes && size !== bytes) throw new Error(words().answer_cut);
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  } catch (error) {
    stop.abort();
    const none = error instanceof TypeError || error.name === "AbortError";
    throw Object.assign(none ? new Error(words().answer_none) : error, { slow });
  } finally { [quiet, longest, pace].forEach((timer) => window.clearTimeout(timer)); }
}
/** @type {(address: string, options?: {stalledMs?: number}) => Promise<any>} */
export const fetchedJson = async (address, options) => JSON.parse(new TextDecoder().decode(await fetched(address, options)));

/* What the page wants: by key, where it is, who takes it, and which structures are missing without it. It is wanted
   until somebody has taken it. */
/** @type {Map<string, Want>} */
export const wants = new Map();
const onTheWay = () => [...wants.values()].filter((one) => one.stop);

/** @param {string} key @param {Omit<Want, "key" | "tries" | "given" | "stop" | "timer" | "late" | "resting">} one */
export function want(key, one) {
  if (wants.get(key)?.address === one.address) return;
  unwant(key);
  wants.set(key, { key, tries: 0, given: false, stop: null, timer: 0, late: 0, resting: false, ...one });
  askForMore();
}
/** @param {string} key */
export function unwant(key) {
  const one = wants.get(key);
  if (!one) return;
  window.clearTimeout(one.timer);
  window.clearTimeout(one.late);
  wants.delete(key);
  one.stop?.abort();
  if (one.given) missingChanged();
}
function askForMore() {
  const waiting = [...wants.values()].filter((one) => !one.stop && !one.resting).sort((a, b) => Number(a.given) - Number(b.given) || Number(Boolean(b.urgent)) - Number(Boolean(a.urgent)));
  waiting.slice(0, Math.max(0, AT_ONCE - onTheWay().length)).forEach(askFor);
  arrivals.trying = onTheWay().some((one) => one.given);
}
/** @param {Want} one @returns {Promise<void>} */
async function askFor(one) {
  one.stop = new AbortController();
  one.late ||= window.setTimeout(() => giveUpWaiting(one), LATE_MS);
  const current = () => wants.get(one.key) === one;
  try {
    const data = await fetched(one.address, { bytes: one.bytes, again: one.tries > 0, stop: one.stop });
    if (!current()) return;
    if (await one.take(data) === false) throw new Error(words().answer_cut);
    if (current()) unwant(one.key);
  } catch (error) {
    if (!current()) return;
    one.tries += 1;
    one.resting = true;
    one.timer = window.setTimeout(() => askAgain(one), PAUSES_MS[Math.min(one.tries, PAUSES_MS.length) - 1] * (1 + Math.random() / 4));
    if (one.tries >= (one.patience ?? PATIENCE) || error.slow) giveUpWaiting(one);
    else one.failed?.();
  } finally {
    one.stop = null;
    askForMore();
    send("arrival");
  }
}
/** @param {Want} one */
function askAgain(one) {
  window.clearTimeout(one.timer);
  one.resting = false;
  askForMore();
}
/**
 * The rest goes on without it, and the page says that it is missing; it is still wanted.
 * @param {Want} one
 */
function giveUpWaiting(one) {
  if (one.given || wants.get(one.key) !== one) return;
  one.given = true;
  missingChanged();
  one.without?.();
  send("arrival");
}
function missingChanged() {
  const keys = [...wants.values()].filter((one) => one.given).flatMap((one) => one.holds || [one.key]);
  if (keys.length && !arrivals.missing.length) announce(words().missing_now);
  if (!keys.length && arrivals.missing.length) announce(words().missing_here);
  arrivals.missing = keys;
  send("picture");
  emit("missing", arrivals.missing.filter((id) => structures[id]));
}
/** Everything that is missing is asked for at once: the network is back, or somebody asks. */
function tryAgain() { [...wants.values()].filter((one) => one.resting).forEach(askAgain); }
export function keepTrying() {
  window.addEventListener("online", tryAgain);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tryAgain(); });
  watch(() => connection.connected, (connected) => { if (connected) tryAgain(); });
}
