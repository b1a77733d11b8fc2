// @ts-check
/* Statements of the Experience API (1.0.3) as its profile cmi5 (Quartz, 1st edition) wants them. Nothing is sent here. */

const OF_CMI5 = "https://w3id.org/xapi/cmi5/context/", OF_ADL = "http://adlnet.gov/expapi/";
/** What cmi5 defines, and how each is called. @type {Record<string, Record<string, string>>} */
const SAID_AS = {
  initialized: { en: "initialized", es: "inició" }, completed: { en: "completed", es: "completó" },
  passed: { en: "passed", es: "aprobó" }, failed: { en: "failed", es: "reprobó" },
  terminated: { en: "terminated", es: "terminó" }, answered: { en: "answered", es: "respondió" },
};
/** @type {(address: unknown) => address is string} */
export const onTheWeb = (address) => typeof address === "string" && /^https?:\/\//i.test(address);
/**
 * What a platform opened the page with, or null outside one.
 * @param {string} search
 * @returns {Launch | null}
 */
export function launchOf(search) {
  const given = new URLSearchParams(search), [endpoint, fetch, registration, activityId] = ["endpoint", "fetch", "registration", "activityId"].map((word) => given.get(word) || "");
  let actor = null;
  try { actor = JSON.parse(given.get("actor")); } catch { /* none */ }
  return onTheWeb(endpoint) && onTheWeb(fetch) && registration && activityId && actor && typeof actor === "object" ? { endpoint: endpoint.replace(/\/*$/, "/"), fetch, registration, activityId, actor } : null;
}

/** @type {(byte: number) => string} */
const inHex = (byte) => byte.toString(16).padStart(2, "0");

/** @type {(bytes: Uint8Array) => string} */
function uuidOf(bytes) {
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map(inHex).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
/** Where a page is not secure there is no `randomUUID`. @type {() => string} */
export const newId = () => uuidOf(crypto.getRandomValues(new Uint8Array(16)));
/**
 * The id of what may be said only once of an enrolment: whoever says it again says the same.
 * @param {string} registration
 * @param {string} about
 */
export function onlyId(registration, about) {
  const own = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(registration) ? registration.replace(/-/g, "") : "";
  if (!own) return newId();
  const bytes = new Uint8Array(own.match(/../g).map((byte) => parseInt(byte, 16)));
  return uuidOf(bytes.map((byte, place) => {
    let sum = 0x811c9dc5 ^ place; // FNV-1a, one a byte
    for (const letter of about) sum = Math.imul(sum ^ letter.codePointAt(0), 0x01000193);
    return byte ^ ((sum ^ (sum >>> 15)) >>> 8 & 255);
  }));
}
/** @type {(seconds: number) => string} */
export const lasted = (seconds) => `PT${Number(Math.max(0, seconds).toFixed(2))}S`;
/** @type {(score: number) => object} */
export const scoreOutOf = (score) => ({ scaled: score / 100, raw: score, min: 0, max: 100 });

/**
 * An answer: what cmi5 allows besides its own statements.
 * @param {AnswerRecord} record
 * @param {string} base the package's own id
 * @returns {Pick<Said, "verb" | "object" | "result">}
 */
export function answered(record, base) {
  const { type, language } = record, said = (/** @type {string} */ text) => ({ [language]: text });
  const press = type === "numeric", listed = (/** @type {string[]} */ ids) => ids.join("[,]");
  const response = press ? String(record.mm) : listed(record.response);
  return {
    verb: "answered",
    object: {
      objectType: "Activity",
      id: `${base}${base.includes("#") ? "/" : "#"}${record.id}`,
      definition: {
        type: `${OF_ADL}activities/cmi.interaction`,
        ...(record.text ? { description: said(record.text) } : {}),
        interactionType: type,
        correctResponsesPattern: press ? [`0[:]${record.most}`] : record.patterns.map(listed),
        ...(press ? {} : { choices: record.choices.map(({ id, text }) => ({ id, ...(text ? { description: said(text) } : {}) })) }),
      },
    },
    result: { success: record.right, ...(response ? { response } : {}), duration: lasted(record.seconds) },
  };
}

/** @param {any} one @returns {any[]} */
const listOf = (one) => (one === undefined ? [] : Array.isArray(one) ? one : [one]);
/**
 * A fact as the platform reads it: by whom, and in the context that the platform gave for this visit.
 * @param {Said} fact
 * @param {{launch: Launch, template: any, mastery: number | null}} session
 */
export function statementOf(fact, { launch, template, mastery }) {
  const { actor, registration, activityId } = launch, own = fact.verb !== "answered", judged = fact.verb === "passed" || fact.verb === "failed";
  const activity = { objectType: "Activity", id: activityId }, given = template.contextActivities || {};
  const category = ["cmi5", ...(judged || fact.verb === "completed" ? ["moveon"] : [])].map((name) => ({ objectType: "Activity", id: `${OF_CMI5}categories/${name}` }));
  const known = listOf(given.category);
  const contextActivities = {
    ...given,
    ...(own ? { category: [...known, ...category.filter(({ id }) => !known.some((one) => one.id === id))] } : { parent: [...listOf(given.parent), activity] }),
  };
  return {
    id: fact.id, actor,
    verb: { id: `${OF_ADL}verbs/${fact.verb}`, display: SAID_AS[fact.verb] },
    object: fact.object || activity,
    ...(fact.result ? { result: fact.result } : {}),
    context: {
      ...(fact.language ? { language: fact.language } : {}),
      ...template, registration, contextActivities,
      extensions: { ...(judged && mastery !== null ? { [`${OF_CMI5}extensions/masteryscore`]: mastery } : {}), ...template.extensions },
    },
    timestamp: fact.at,
  };
}
