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

/**
 * A value that all tabs of this browser share. A page never writes what it remembers itself: it reads what stands there,
 * changes that, and writes it, so that nothing is lost that another tab has added and nothing comes back that another
 * tab has forgotten. What a later version of this page has written is left alone, and ours kept beside it.
 * @template Value
 * @param {string} key
 * @param {number} version values without a number are older, and have the same shape
 * @param {(value: any) => Value} read what is allowed of whatever stands there
 */
export function shared(key, version, read) {
  const beside = `${key}-${version}`;
  /** @type {(text: string | null) => Value | null} */
  const readText = (text) => {
    let value = null;
    try { value = JSON.parse(text); } catch { /* damaged: as if nothing were there */ }
    return typeof value?.version === "number" && value.version > version ? null : read(value);
  };
  const now = () => {
    const own = readText(stored(key));
    return own ? { kept: own, at: key } : { kept: readText(stored(beside)) || read(null), at: beside };
  };
  return {
    now: () => now().kept,
    /** Whether it could be kept. @param {Value} kept */
    keep: (kept) => remember(now().at, JSON.stringify({ version, ...kept })),
    /** Whatever version has written it: nothing is the same in all of them. */
    forget() { for (const at of stored(beside) === null ? [key] : [key, beside]) remember(at, JSON.stringify(read(null))); },
    /** @param {() => void} changed called when another tab has written */
    watch(changed) { window.addEventListener("storage", (event) => { if (event.key === null || event.key.startsWith(`anatomy-viewer.${key}`)) changed(); }); },
  };
}
