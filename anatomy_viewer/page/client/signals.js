// @ts-check
/* Who is told of what: those who work with the page, by `on`; and a room above, by a lower one that may not know it. */

/** @type {Record<string, ((payload: any) => void)[]>} */
const listeners = {};
/**
 * Listen to an event of the page's API; returns a function that ends it.
 * @param {string} event
 * @param {(payload: any) => void} listener
 * @returns {() => void}
 */
export function listen(event, listener) {
  (listeners[event] ||= []).push(listener);
  return () => { listeners[event] = listeners[event].filter((other) => other !== listener); };
}
/** @type {(event: string, payload: unknown) => void} */
export const emit = (event, payload) => (listeners[event] || []).forEach((listener) => { try { listener(payload); } catch (fault) { console.error(fault); } });

/** @type {Record<string, (() => void)[]>} */
const wires = {};
/**
 * An upper room does at once what a lower one asks for, or is told of: "picture", "anatomy", "arrival", "rest", "switched", "view", "overlay", "drawn", "class".
 * @param {"picture" | "anatomy" | "arrival" | "rest" | "switched" | "view" | "overlay" | "drawn" | "class"} signal
 * @param {() => void} act
 */
export function hear(signal, act) { (wires[signal] ||= []).push(act); }
/** @param {"picture" | "anatomy" | "arrival" | "rest" | "switched" | "view" | "overlay" | "drawn" | "class"} signal */
export function send(signal) { (wires[signal] || []).forEach((act) => act()); }
