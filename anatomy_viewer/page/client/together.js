// @ts-check
/* Parts of one state put together, as the templates see them. */

/**
 * One object with all that its parts have; what is read and written there is read and written in the part.
 * @param {object[]} parts
 * @returns {any}
 */
export function together(...parts) {
  /** @type {Record<string, any>} */
  const whole = {};
  for (const part of /** @type {Record<string, any>[]} */ (parts)) {
    for (const key of Object.keys(part)) {
      if (key in whole) throw new Error(`two rooms give the page "${key}"`);
      Object.defineProperty(whole, key, { enumerable: true, get: () => part[key], set: (value) => { part[key] = value; } });
    }
  }
  return whole;
}
