// @ts-check
/* What both SCORM standards have in common: where the platform's object is, how it is spoken to, how times are written. */

const MOST_HOPS = 100, MOST_BYTES = 36000, BYTES_EACH = 450; // of answers: above 64 kB some platforms are told nothing at the end
const GONE = ["301", "132", "133", "142", "143", "122", "123", "101"]; // no session, or it cannot be said what was wrong

/**
 * The object that a platform offers, in this window, one around it or one that opened it.
 * @param {string} name
 * @param {string} begin a function of it: a frame may have the name too
 * @returns {any}
 */
function findObject(name, begin) {
  /** @type {Window[]} */
  const windows = [window];
  for (let k = 0; k < windows.length && k < MOST_HOPS; k += 1) {
    const one = windows[k];
    try { const found = /** @type {any} */ (one)[name]; if (found?.[begin]) return found; } catch { /* a page of another origin; what is around it may be ours */ }
    for (const next of [one.parent, one.opener]) if (next && !windows.includes(next)) windows.push(next);
  }
  return null;
}

/**
 * A line to that object.
 * @param {string} name
 * @param {string} prefix of its functions
 * @param {string} end the function that ends the session
 */
export function lineTo(name, prefix, end) {
  let object = null;
  /** @type {Map<string, string>} */
  const given = new Map();
  const call = (what, ...values) => object[prefix + what](...values);
  const did = (what, ...values) => { try { return String(call(what, ...values)) === "true"; } catch (fault) { console.warn(fault); return false; } };
  return {
    /** Whether there is a platform; fails where it does not begin. */
    start() {
      object ||= findObject(name, `${prefix}Initialize`);
      if (object && !did("Initialize", "")) throw new Error(`the learning platform does not begin (${name}, error ${call("GetLastError")})`);
      return Boolean(object);
    },
    /** @param {string} key @returns {string} */
    get(key) { try { return String(call("GetValue", key) ?? ""); } catch { return ""; } },
    /** Whether a value is there, refused for good, or could not be given. @param {string} key @param {string} value @returns {"given" | "refused" | "lost"} */
    set(key, value) {
      if (given.get(key) === value) return "given";
      if (did("SetValue", key, value)) { given.set(key, value); return "given"; }
      try { return GONE.includes(String(call("GetLastError"))) ? "lost" : "refused"; } catch { return "lost"; }
    },
    commit: () => did("Commit", ""),
    end() { did(end, ""); },
  };
}
/** @typedef {ReturnType<typeof lineTo>} Line */

/**
 * Answers, each at the next free place.
 * @param {Line} line
 * @param {(record: AnswerRecord) => [string, string | string[]][]} told of an answer the keys and values in their order; of a value others that say less
 */
export function answersOn(line, told) {
  /** @type {WeakMap<AnswerRecord, number>} */
  const places = new WeakMap();
  let next = 0, bytes = 0;
  return {
    begin() {
      next = Number(line.get("cmi.interactions._count")) || 0;
      bytes = BYTES_EACH * next;
    },
    /** @param {AnswerRecord} record @returns {boolean} */
    give(record) {
      const place = places.get(record) ?? next, values = told(record);
      bytes += places.has(record) ? 0 : values.reduce((sum, [key, value]) => sum + key.length + [value].flat()[0].length + 26, 0);
      if (bytes > MOST_BYTES && !record.first) return true; // a further try
      for (const [key, choices] of values) {
        let how = "refused";
        for (const value of [choices].flat()) { how = line.set(`cmi.interactions.${place}.${key}`, value); if (how !== "refused") break; }
        if (how === "lost") return false;
        if (how === "refused" && key === "id") return true;
        if (!places.has(record)) { places.set(record, place); next += 1; }
      }
      return true;
    },
  };
}

/** @type {(number: number) => string} */
const two = (number) => String(number).padStart(2, "0");
/** @param {number} seconds @returns {string} `HHHH:MM:SS.ss` */
export function timespan(seconds) {
  const hundredths = Math.round(100 * Math.min(seconds, 35999999)), whole = Math.floor(hundredths / 100);
  return `${String(Math.floor(whole / 3600)).padStart(4, "0")}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${two(hundredths % 100)}`;
}
/** @param {Date} at @returns {string} */
export const timeOfDay = (at) => [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":");
/** @param {number} seconds @returns {string} `PT5.25S` */
export function isoDuration(seconds) {
  const hundredths = Math.round(100 * seconds), whole = Math.floor(hundredths / 100);
  return `PT${Math.floor(whole / 3600)}H${Math.floor(whole / 60) % 60}M${Number((whole % 60 + (hundredths % 100) / 100).toFixed(2))}S`;
}
