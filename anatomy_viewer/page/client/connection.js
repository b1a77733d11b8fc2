// @ts-check
/* The connection: lost without a trace on the page, found again by itself. */
import { reactive } from "./vue.js";
import { edition } from "./content.js";
import { remembered, remember } from "./storage.js";

/** @type {Connection} */
export const connection = reactive({
  connected: true,
  refused: false,
  missingLines: [],
  connectionSeen: "",
  get connectionNotice() { const now = !connection.connected ? "lost" : connection.refused ? "refused" : ""; return now === connection.connectionSeen ? "" : now; },
  get linesToTell() { return connection.refused && edition.audience !== "patient" && connection.missingLines.length > 0; },
  connectionChanged(connected, { refused, open, missing }) {
    Object.assign(connection, { connected, refused });
    connection.missingLines = missing || connection.missingLines;
    if (connected && connection.connectionSeen === "lost") connection.connectionSeen = "";
    if (!open || !connection.connectionSeen) return;
    connection.connectionSeen = "";
    remember("connection-seen", "");
  },
  dismissConnection() {
    connection.connectionSeen = connection.connectionNotice;
    if (connection.refused) remember("connection-seen", "refused"); // the next page would say it again
  },
});
export function readConnectionSeen() { connection.connectionSeen = remembered("connection-seen", ["refused"], ""); }

/* The page needs the server's websocket for one thing: to hear at once when the server goes away. Whether it is
   there is asked by HTTP, so that a proxy which lets no websocket through is not taken for a loss; and a socket
   that is closed every few seconds is opened again without a word. Without a server nothing happens here. */
/**
 * @param {{live: boolean} | undefined} trame
 * @param {(connected: boolean, more: {refused: boolean, open?: boolean, key?: string, missing?: string[]}) => void} onChange
 */
export function keepPageWithoutConnection(trame, onChange) {
  if (!trame?.live || window.origin === "null") return; // a frame without rights reaches no socket
  const steadyMs = 800, patienceMs = 10000, shortest = 1000;
  const folder = new URL(".", window.location.href);
  let pause = shortest, refused = false, waiting = 0, socket = null, asking = false, leaving = false;
  const later = (longest) => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(look, Math.min(pause, longest));
    pause = Math.min(2 * pause, longest);
  };
  async function greeting() {
    const giveUp = new AbortController(), timer = window.setTimeout(() => giveUp.abort(), patienceMs);
    try {
      const answer = await (await fetch(new URL("connection.json", folder), { cache: "no-store", signal: giveUp.signal })).json();
      return typeof answer.key === "string" ? answer : null; // else it is a proxy's own page
    } catch { return null; } finally { window.clearTimeout(timer); }
  }
  async function look() {
    window.clearTimeout(waiting);
    if (leaving || asking || socket) return;
    asking = true;
    const answer = await greeting();
    asking = false;
    if (leaving) return;
    onChange(Boolean(answer), { refused, ...answer });
    if (answer) open(answer); else later(15000);
  }
  function open(answer) {
    const address = new URL(`ws?key=${encodeURIComponent(answer.key)}`, folder);
    address.protocol = address.protocol.replace("http", "ws");
    let begun = 0, timer = 0;
    /** @type {any} */
    let mine = {};
    const ended = () => {
      if (socket !== mine) return;
      socket = null;
      window.clearTimeout(timer);
      const lasted = begun ? Date.now() - begun : 0;
      refused = lasted < steadyMs;
      if (lasted > 30000) pause = shortest;
      later(60000);
    };
    try { mine = new WebSocket(address); } catch { socket = mine; ended(); return; }
    socket = mine;
    timer = window.setTimeout(() => { mine.close(); ended(); }, patienceMs); // it hangs
    mine.onopen = () => {
      begun = Date.now();
      window.clearTimeout(timer);
      timer = window.setTimeout(() => { refused = false; onChange(true, { refused, open: true, ...answer }); }, steadyMs);
    };
    mine.onclose = ended;
  }
  window.addEventListener("pagehide", () => { leaving = true; socket?.close?.(); socket = null; });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { leaving = false; look(); } });
  window.addEventListener("online", () => { pause = shortest; look(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  look();
}
