// @ts-check
/* One visit of a learner as cmi5 has it. What a platform did not take is kept and said again, the same statement with
   the same id, so that nothing is lost and nothing counts twice. */
import { answered, lasted, launchOf, newId, onTheWeb, onlyId, scoreOutOf, statementOf } from "./statements.js";

const OWN_STATE = "anatomy-viewer", STATE_VERSION = 1, MOST_STATEMENTS = 50, ANSWER_WITHIN_MS = 20_000;
const MOST_AT_LAST = 60_000; // bytes: a browser sends 65,536 for a page that goes
const SETTLED = [400, 409, 413, 422]; // the platform has it already, or will never take it

/** @type {(storage: () => Storage, key: string) => any} */
const keptIn = (storage, key) => { try { return JSON.parse(storage().getItem(`anatomy-viewer.cmi5${key}`)); } catch { return null; } };
/** @type {(storage: () => Storage, key: string, value: any) => void} */
const keepIn = (storage, key, value) => {
  try { if (value) storage().setItem(`anatomy-viewer.cmi5${key}`, JSON.stringify(value)); else storage().removeItem(`anatomy-viewer.cmi5${key}`); } catch { /* in a sandbox there is nowhere */ }
};
const inTab = () => window.sessionStorage, inBrowser = () => window.localStorage;
/**
 * The visit that this page belongs to. The page writes links of its own into the address, so a page that is loaded again
 * finds what it was opened with where it was kept.
 * @returns {Visit | null}
 */
function visitHere() {
  const launch = launchOf(window.location.search), page = window.location.pathname, before = keptIn(inTab, "");
  if (!launch) return before?.page === page ? before : null;
  return before?.launch?.fetch === launch.fetch ? before : { launch, page, token: null, first: null, begun: false, judged: false, ended: false };
}
/** The first language of a learner's wishes that the page speaks. @type {(wishes: unknown, languages: string[]) => string | null} */
const wished = (wishes, languages) => (typeof wishes === "string" ? wishes.split(",").map((tag) => tag.trim().toLowerCase().split(/[-_]/)[0]).find((tag) => languages.includes(tag)) || null : null);

/**
 * @param {() => {id: string, languages: string[]}} about the package's own id, and the languages that its page speaks
 * @returns {Platform}
 */
export function visiting(about) {
  const visit = visitHere(), launch = visit?.launch, outbox = launch ? `.${launch.registration}.${launch.activityId}` : "";
  /** @type {Said[]} */
  let pending = [];
  /** What the platform said at the beginning. @type {{template: any, mastery: number | null, mode: Opened["mode"]}} */
  let told = null;
  /** What it has of this learner. */
  const has = { completed: false, passed: false, seconds: 0 };
  /** @type {string | null} */
  let tag = null; // of the state, where the platform shows one
  let written = "", gone = false;

  const keepVisit = () => keepIn(inTab, "", visit);
  /** @type {(verb: string, more?: Partial<Said>) => Said} */
  const fact = (verb, more) => ({ id: newId(), at: new Date().toISOString(), verb, ...more });
  /** What outlasts a visit until it has arrived: answers, and the state. @returns {{facts: Said[], state: any}} */
  const unsent = () => ({ facts: [], state: null, ...keptIn(inBrowser, outbox) });
  /** @param {{facts?: Said[], state?: any}} change */
  function keepUnsent(change) {
    const now = { ...unsent(), ...change };
    keepIn(inBrowser, outbox, now.facts.length || now.state ? now : null);
  }
  /** @param {Said[]} come @param {Said[]} [go] */
  function hold(come, go = []) {
    const known = new Set([...come, ...go].map(({ id }) => id)), after = (/** @type {Said[]} */ facts) => [...facts.filter(({ id }) => !known.has(id)), ...come];
    pending = after(pending);
    keepUnsent({ facts: after(unsent().facts).filter(({ verb }) => verb === "answered") });
  }
  const waits = (/** @type {string} */ verb) => pending.some((one) => one.verb === verb);
  const said = (/** @type {Said[]} */ facts) => facts.map((one) => statementOf(one, { launch, ...told }));

  /**
   * @param {string} method
   * @param {string} resource
   * @param {{query?: Record<string, unknown>, body?: unknown, headers?: Record<string, string>, last?: boolean}} [how] `last`: of a page that goes
   */
  function ask(method, resource, { query = {}, body, headers = {}, last = false } = {}) {
    const words = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]));
    return fetch(`${launch.endpoint}${resource}${body && !Object.keys(query).length ? "" : `?${words}`}`, {
      method, cache: "no-store", ...(last ? { keepalive: true } : { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
      headers: { Authorization: `Basic ${visit.token}`, "X-Experience-API-Version": "1.0.3", ...(body ? { "Content-Type": "application/json" } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }
  /** @type {(answer: Response) => Promise<any>} */
  async function documentIn(answer) {
    if (answer.status === 404) return {};
    if (!answer.ok) throw new Error(`the learning platform answered ${answer.status}`);
    const found = await answer.json().catch(() => null);
    return found && typeof found === "object" ? found : {};
  }
  /** Its address gives the token once: whoever asks again is refused. @returns {Promise<string>} */
  async function tokenOf() {
    const answer = await documentIn(await fetch(launch.fetch, { method: "POST", cache: "no-store", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }));
    if (typeof answer["auth-token"] !== "string") throw new Error(`the learning platform gave no token: ${answer["error-text"] || "and no reason"}`);
    return answer["auth-token"];
  }
  const stateQuery = (/** @type {string} */ stateId) => ({ stateId, activityId: launch.activityId, agent: launch.actor, registration: launch.registration });
  async function readState() {
    const answer = await ask("GET", "activities/state", { query: stateQuery(OWN_STATE) }), found = await documentIn(answer);
    tag = answer.ok ? answer.headers.get("ETag") : null;
    return found.version > STATE_VERSION ? {} : found;
  }
  /** What changes when a learner does something: time alone is no reason to write. @type {(now: Standing) => string} */
  const signOfState = (now) => JSON.stringify([now.kept, now.place, now.score, has.completed, has.passed]);
  /** @param {Standing} now @param {boolean} [last] */
  function putState(now, last) {
    const body = { version: STATE_VERSION, kept: now.kept, place: now.place, score: now.score, seconds: Math.round(has.seconds + now.seconds), completed: has.completed, passed: has.passed };
    keepUnsent({ state: body });
    return ask("PUT", "activities/state", { query: stateQuery(OWN_STATE), body, headers: tag ? { "If-Match": tag } : {}, last });
  }
  /** @param {Standing} now @returns {Promise<boolean>} */
  async function writeState(now) {
    let sign = signOfState(now);
    if (sign === written) return true;
    let answer = await putState(now);
    if (answer.status === 412) { // another window of this learner has written
      const other = await readState();
      for (const verb of /** @type {const} */ (["completed", "passed"])) has[verb] ||= Boolean(other[verb]);
      sign = signOfState(now);
      answer = await putState(now);
    }
    if (!answer.ok) return false;
    tag = answer.headers.get("ETag");
    written = sign;
    keepUnsent({ state: null });
    return true;
  }
  /** Say what waits, in its order. @returns {Promise<boolean>} whether nothing waits any more */
  async function sayAll() {
    let most = MOST_STATEMENTS;
    while (pending.length && !gone) {
      const batch = pending.slice(0, most), { ok, status } = await ask("POST", "statements", { body: said(batch) }), settled = SETTLED.includes(status);
      if (ok || settled && batch.length === 1) {
        hold([], batch);
        for (const { verb } of batch) if (verb === "completed" || verb === "passed") has[verb] = true;
        if (batch[0].id === visit.first.id) { visit.begun = true; keepVisit(); }
        if (!ok && status !== 409) console.warn(`the learning platform refused "${batch[0].verb}" (${status})`);
      } else if (settled) most = 1; // one of them: each by itself tells which
      else return false;
    }
    return true;
  }
  /** What follows for the platform from how the learner stands, each once. @param {Standing} now */
  function judge(now) {
    const { mastery } = told, duration = lasted(has.seconds + now.seconds), result = (/** @type {boolean} */ success) => ({ success, score: scoreOutOf(now.score), duration });
    const only = (/** @type {string} */ verb, /** @type {object} */ of) => hold([fact(verb, { id: onlyId(launch.registration, `${launch.activityId} ${verb}`), result: of })]);
    if (now.complete && !has.completed && !waits("completed")) only("completed", { completion: true, duration });
    if (mastery === null || now.score === null || has.passed || visit.judged) return;
    if (now.score >= 100 * mastery) only("passed", result(true));
    else if (now.passed === false) hold([fact("failed", { result: result(false) })]);
    else return;
    visit.judged = true;
    keepVisit();
  }

  return {
    async open() {
      if (!visit) return null;
      if (!visit.token) { visit.token = await tokenOf(); keepVisit(); }
      const [data, wishes, own] = await Promise.all([
        ask("GET", "activities/state", { query: stateQuery("LMS.LaunchData") }).then(documentIn),
        ask("GET", "agents/profile", { query: { agent: launch.actor, profileId: "cmi5LearnerPreferences" } }).then(documentIn).catch(() => ({})),
        readState(),
      ]);
      const mode = String(data.launchMode).toLowerCase(), mastery = typeof data.masteryScore === "number" ? data.masteryScore : null;
      told = { template: data.contextTemplate || {}, mastery, mode: mode === "browse" || mode === "review" ? mode : "normal" };
      Object.assign(has, { completed: Boolean(own.completed), passed: Boolean(own.passed), seconds: Number(own.seconds) || 0 });
      visit.first ||= fact("initialized");
      keepVisit();
      const began = visit.first.at, { facts, state } = told.mode === "normal" ? unsent() : { facts: [], state: null };
      // What an earlier visit could not say belongs to this one: that one is over.
      hold([...(visit.begun ? [] : [visit.first]), ...facts.map((one) => ({ ...one, at: one.at < began ? began : one.at }))]);
      if (!visit.ended) await sayAll().catch(() => false);
      return {
        mode: told.mode, kept: String(own.kept || ""), unsent: String(state?.kept || ""), place: String((state || own).place || ""), complete: has.completed, passed: has.passed || null, score: typeof own.score === "number" ? own.score : null,
        mark: mastery === null ? null : Math.round(100 * mastery), language: wished(wishes.languagePreference, about().languages), back: onTheWeb(data.returnURL) ? data.returnURL : null, over: visit.ended,
      };
    },
    answer(record) {
      const at = record.at.toISOString();
      hold([fact("answered", { ...answered(record, about().id), at: at < visit.first.at ? visit.first.at : at, language: record.language })]);
      return true;
    },
    async send(now) {
      if (visit.ended) return writeState(now); // loaded again: the platform has heard that it was over
      judge(now);
      return (await sayAll()) && writeState(now);
    },
    leave(now) {
      if (now && !visit.ended) judge(now);
      if (now && signOfState(now) !== written) putState(now, true).catch(() => {});
      if (visit.ended) return;
      gone = visit.ended = true;
      keepVisit();
      const end = fact("terminated", { result: { duration: lasted((Date.now() - Date.parse(visit.first.at)) / 1000) } });
      let room = MOST_AT_LAST;
      // What does not go along is said at the next visit.
      const fitting = said([...pending, end]).filter((one, place, all) => place === all.length - 1 || (room -= new TextEncoder().encode(JSON.stringify(one)).length) > 0);
      ask("POST", "statements", { body: fitting, last: true }).catch(() => {});
    },
  };
}
