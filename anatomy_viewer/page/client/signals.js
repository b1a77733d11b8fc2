/* Who is told of what: those who work with the page, by `on`; and a room above, by a lower one that may not know it. */

const listeners = {};
/** Listen to an event of the page's API; returns a function that ends it. */
export function listen(event, listener) {
  (listeners[event] ||= []).push(listener);
  return () => { listeners[event] = listeners[event].filter((other) => other !== listener); };
}
export const emit = (event, payload) => (listeners[event] || []).forEach((listener) => { try { listener(payload); } catch (fault) { console.error(fault); } });

const wires = {};
/** An upper room does at once what a lower one asks for: "picture", "anatomy", "arrival". */
export function hear(signal, act) { (wires[signal] ||= []).push(act); }
export function send(signal) { (wires[signal] || []).forEach((act) => act()); }
