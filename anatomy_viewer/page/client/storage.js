// @ts-check
/* What this browser keeps from one visit to the next, under names of ours. */

/**
 * What is kept elsewhere than in this browser, by key: a learning platform knows which learner it is.
 * @type {Record<string, string | null>}
 */
export const elsewhere = {};

/* What this browser remembers may be anything: another version wrote it, a person, nobody. Read is what is allowed. */
/** @type {(key: string) => string | null} */
export const stored = (key) => { try { return key in elsewhere ? elsewhere[key] : window.localStorage.getItem(`anatomy-viewer.${key}`); } catch { return null; } };
/** @type {(key: string, allowed: string[], fallback: string) => string} */
export const remembered = (key, allowed, fallback) => { const value = stored(key); return allowed.includes(value) ? value : fallback; };
/**
 * Whether it could be kept: a private window, a frame or a full disk keeps nothing.
 * @type {(key: string, value: any) => boolean}
 */
export const remember = (key, value) => {
  if (key in elsewhere) { elsewhere[key] = value; return true; }
  try { window.localStorage.setItem(`anatomy-viewer.${key}`, value); return true; } catch { return false; }
};
