// @ts-check
/* The page around this one asks by messages: the page's API by a protocol that has a version (docs/embedding.md). */
import { edition } from "./content.js";
import { framing, mayAsk } from "./framing.js";
import { listen } from "./signals.js";
import { afterThose } from "./parts.js";
import { api } from "./api.js";

const MARK = "anatomy-viewer", VERSION = 1;
const CALLS = ["state", "goTo", "next", "back", "open", "read", "show", "hide", "isolate", "select", "chooseView", "chooseForm", "chooseStudy", "choosePerson",
  "moveClip", "play", "pause", "where", "measure", "pick", "anatomy", "stats", "ready", "complete", "atRest"];
const EVENTS = ["step", "change", "answer", "pick", "camera", "form", "anatomy", "missing", "graphics", "where", "sheet"];
/** Who listens to what, by origin. @type {Map<string, Set<string>>} */
const listening = new Map();

/** @param {object} said @param {string} to */
const tell = (said, to) => window.parent.postMessage({ [MARK]: VERSION, ...said }, to);
/** @type {(value: any) => any} */
const plain = (value) => JSON.parse(JSON.stringify(value ?? null));

/** @type {Record<string, (origin: string, events: any[]) => string[]>} */
const ears = {
  on: (origin, events) => {
    listening.set(origin, new Set([...(listening.get(origin) || []), ...EVENTS.filter((one) => events.includes(one))]));
    return [...listening.get(origin)];
  },
  off: (origin, events) => {
    for (const one of events.length ? events : EVENTS) listening.get(origin)?.delete(one);
    return [...(listening.get(origin) || [])];
  },
};

/** @param {MessageEvent} event */
async function answerMessage({ data, origin, source }) {
  if (source !== window.parent || !mayAsk(origin) || data?.[MARK] !== VERSION) return;
  const { id, call, with: values = [] } = data;
  if (!["string", "number"].includes(typeof id) || !Array.isArray(values) || ![...CALLS, "on", "off"].includes(call)) return;
  const reply = (said) => tell({ id, call, ...said }, origin);
  try {
    const result = ears[call] ? ears[call](origin, values) : await (typeof api[call] === "function" ? api[call](...values) : api[call]);
    // What gives nothing answers with what is shown then: a step may still be on its way.
    if (result === undefined) afterThose(() => reply({ result: plain(api.state()) })); else reply({ result: plain(result) });
  } catch (fault) { reply({ error: fault.message, language: fault instanceof RangeError ? edition.language : "en" }); }
}

export function listenToPageAround() {
  if (!framing.framed) return;
  for (const name of EVENTS) {
    listen(name, (detail) => { for (const [origin, names] of listening) if (names.has(name)) tell({ event: name, detail: plain(detail) }, origin); });
  }
  window.addEventListener("message", answerMessage);
  tell({ event: "ready", calls: CALLS, events: EVENTS }, "*"); // it says nothing that a stranger may not know
}
