/* A visit as cmi5 has it: what is said of it, in which words and order, when it is said again, and what is never said. */
import test, { beforeEach } from "node:test";
import assert from "node:assert/strict";
import { visiting } from "./visits.js";
import { launchOf, onlyId } from "./statements.js";

const CMI5 = "https://w3id.org/xapi/cmi5/context", REGISTRATION = "760e3480-ba55-4991-94b0-01820dbd23a2", UNIT = "https://lms.example.org/units/1?a=b";
const ACTOR = { objectType: "Agent", account: { homePage: "https://lms.example.org", name: "né 7" } };
const tab = new Map();
globalThis.sessionStorage = { getItem: (key) => tab.get(key) ?? null, setItem: (key, value) => tab.set(key, value), removeItem: (key) => tab.delete(key) };
localStorage.removeItem = (key) => page.kept.delete(key);

/* A platform that answers as it is told to. */
const lms = {};
beforeEach(() => {
  tab.clear(); page.kept.clear();
  Object.assign(lms, { asked: [], tokens: 0, states: {}, tag: 0, said: [], gone: false, refuse: () => 0, data: { contextTemplate: { platform: "P", contextActivities: { grouping: { id: "urn:publisher" } }, extensions: { [`${CMI5}/extensions/sessionid`]: "s1" } }, launchMode: "Normal" }, wishes: null });
  launched();
});
const launched = (more = "") => { location.href = `https://host/index.html?${new URLSearchParams({ endpoint: "https://lrs.example.org/xapi", fetch: `https://lms.example.org/token?s=${more}`, actor: JSON.stringify(ACTOR), registration: REGISTRATION, activityId: UNIT })}`; };
const answer = (status, body, headers = {}) => ({ status, ok: status < 300, headers: new Headers(headers), json: async () => JSON.parse(body) });
globalThis.fetch = async (address, { method, headers = {}, body, keepalive }) => {
  const { href, pathname, searchParams } = new URL(address);
  const asked = { method, path: pathname, query: Object.fromEntries(searchParams), headers, body: body && JSON.parse(body), keepalive: Boolean(keepalive), address: href };
  if (lms.gone) throw new TypeError("no network");
  lms.asked.push(asked);
  if (pathname === "/token") { lms.tokens += 1; return lms.tokens > 1 ? answer(200, '{"error-code":"1","error-text":"once"}') : answer(200, '{"auth-token":"dG9rZW4="}'); }
  assert.equal(headers.Authorization, "Basic dG9rZW4=");
  assert.equal(headers["X-Experience-API-Version"], "1.0.3");
  if (pathname.endsWith("agents/profile")) return lms.wishes ? answer(200, JSON.stringify(lms.wishes)) : answer(404, "");
  if (pathname.endsWith("activities/state")) {
    const { stateId } = asked.query;
    if (method === "GET") return stateId === "LMS.LaunchData" ? answer(200, JSON.stringify(lms.data)) : stateId in lms.states ? answer(200, JSON.stringify(lms.states[stateId]), { ETag: `"${lms.tag}"` }) : answer(404, "");
    if (headers["If-Match"] && headers["If-Match"] !== `"${lms.tag}"`) return answer(412, "");
    lms.states[stateId] = asked.body;
    return answer(204, "", { ETag: `"${lms.tag += 1}"` });
  }
  const status = lms.refuse(asked.body, keepalive);
  if (status) return answer(status, "");
  for (const one of asked.body) if (!lms.said.some(({ id }) => id === one.id)) lms.said.push(one);
  return answer(200, "[]");
};
const visit = () => visiting(() => ({ id: "urn:uuid:1d2f", languages: ["en", "es"] }));
const now = (change = {}) => ({ complete: false, passed: null, score: null, mark: null, progress: 0, seconds: 65.25, place: "first/one", kept: "1.abc", done: false, ...change });
const verbs = () => lms.said.map(({ verb }) => verb.id.split("/").at(-1));
const record = (change) => ({ id: "first/depth", lesson: "first", step: "one", question: "depth", kind: "choose", type: "choice", response: ["b", "c"], patterns: [["b", "c"]], choices: [{ id: "a", text: "One" }, { id: "b", text: "Two" }, { id: "c", text: "" }], mm: null, most: null, right: true, first: true, counts: true, seconds: 4.26, at: new Date(), text: "How deep?", language: "es", ...change });
const sent = (method, path) => lms.asked.filter((one) => one.method === method && one.path.endsWith(path));

test("outside a platform there is none", async () => {
  for (const search of ["", "?lesson=first", "?endpoint=https://a/&fetch=https://b/&registration=1&activityId=x&actor=", "?endpoint=javascript:1&fetch=https://b/&registration=1&activityId=x&actor={}"]) assert.equal(launchOf(search), null, search);
  location.href = "https://host/index.html?lesson=first";
  assert.equal(await visit().open(), null);
  assert.deepEqual(lms.asked, []);
});

test("a visit begins with initialized, in the platform's context", async () => {
  Object.assign(lms.data, { masteryScore: 0.8, returnURL: "https://lms.example.org/back" });
  lms.wishes = { languagePreference: "fr-FR, es-MX,en" };
  const given = JSON.stringify(lms.data), opened = await visit().open();
  assert.deepEqual(opened, { mode: "normal", kept: "", unsent: "", place: "", complete: false, passed: null, score: null, mark: 80, language: "es", back: "https://lms.example.org/back", over: false });
  assert.equal(lms.tokens, 1);
  assert.deepEqual(lms.asked[0].path, "/token");
  assert.deepEqual(sent("GET", "state")[0].query, { stateId: "LMS.LaunchData", activityId: UNIT, agent: JSON.stringify(ACTOR), registration: REGISTRATION });
  const [{ id, timestamp, ...first }] = lms.said;
  assert.match(id, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  assert.match(timestamp, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.deepEqual(first, {
    actor: ACTOR, verb: { id: "http://adlnet.gov/expapi/verbs/initialized", display: { en: "initialized", es: "inició" } }, object: { objectType: "Activity", id: UNIT },
    context: { platform: "P", registration: REGISTRATION, contextActivities: { grouping: { id: "urn:publisher" }, category: [{ objectType: "Activity", id: `${CMI5}/categories/cmi5` }] }, extensions: { [`${CMI5}/extensions/sessionid`]: "s1" } },
  });
  assert.equal(JSON.stringify(lms.data), given);
  assert.equal(lms.asked.at(-1).address, "https://lrs.example.org/xapi/statements");
});

test("a learner's wishes that cannot be had, or name no language of ours, change nothing", async () => {
  lms.wishes = { languagePreference: "de-DE" };
  assert.equal((await visit().open()).language, null);
});

test("each kind of answer is an interaction of its type", async () => {
  const one = visit();
  await one.open();
  one.answer(record());
  one.answer(record({ id: "first/order", type: "sequencing", response: ["2", "1"], patterns: [["1", "2"]], choices: [{ id: "1", text: "Skin" }, { id: "2", text: "Fat" }], right: false, language: "en" }));
  one.answer(record({ id: "first/press", type: "numeric", response: [], patterns: [], choices: [], mm: 62.3, most: 25, right: false }));
  one.answer(record({ id: "first/find", response: ["nerve_left"], patterns: [["nerve_left"], ["nerve_right"]], choices: [{ id: "nerve_left", text: "Nerve" }] }));
  one.answer(record({ id: "first/none", response: [], right: false }));
  assert.equal(await one.send(now()), true);
  const [choice, order, press, find, none] = lms.said.slice(1), type = "http://adlnet.gov/expapi/activities/cmi.interaction";
  assert.deepEqual(choice.object, { objectType: "Activity", id: "urn:uuid:1d2f#first/depth", definition: { type, description: { es: "How deep?" }, interactionType: "choice", correctResponsesPattern: ["b[,]c"], choices: [{ id: "a", description: { es: "One" } }, { id: "b", description: { es: "Two" } }, { id: "c" }] } });
  assert.deepEqual(choice.result, { success: true, response: "b[,]c", duration: "PT4.26S" });
  assert.equal(choice.verb.id, "http://adlnet.gov/expapi/verbs/answered");
  assert.deepEqual(choice.context.contextActivities, { grouping: { id: "urn:publisher" }, parent: [{ objectType: "Activity", id: UNIT }] });
  assert.deepEqual([choice.context.language, choice.context.registration, choice.context.extensions[`${CMI5}/extensions/sessionid`]], ["es", REGISTRATION, "s1"]);
  assert.deepEqual([order.object.definition.interactionType, order.object.definition.correctResponsesPattern, order.result.response], ["sequencing", ["1[,]2"], "2[,]1"]);
  assert.deepEqual([press.object.definition.interactionType, press.object.definition.correctResponsesPattern, press.result.response, press.object.definition.choices], ["numeric", ["0[:]25"], "62.3", undefined]);
  assert.deepEqual(find.object.definition.correctResponsesPattern, ["nerve_left", "nerve_right"]);
  assert.equal("response" in none.result, false);
});

test("completed and passed are said once, with what belongs to each", async () => {
  lms.data.masteryScore = 0.8;
  const one = visit();
  await one.open();
  await one.send(now({ score: 79, passed: null }));
  assert.deepEqual(verbs(), ["initialized"]);
  for (const score of [80, 90]) await one.send(now({ complete: true, passed: true, score }));
  assert.deepEqual(verbs(), ["initialized", "completed", "passed"]);
  const [, completed, passed] = lms.said, categories = [{ objectType: "Activity", id: `${CMI5}/categories/cmi5` }, { objectType: "Activity", id: `${CMI5}/categories/moveon` }];
  assert.deepEqual(completed.result, { completion: true, duration: "PT65.25S" });
  assert.deepEqual(passed.result, { success: true, score: { scaled: 0.8, raw: 80, min: 0, max: 100 }, duration: "PT65.25S" });
  for (const { context } of [completed, passed]) assert.deepEqual(context.contextActivities.category, categories);
  assert.deepEqual([completed, passed].map(({ context }) => context.extensions[`${CMI5}/extensions/masteryscore`]), [undefined, 0.8]);
  assert.deepEqual(lms.states["anatomy-viewer"], { version: 1, kept: "1.abc", place: "first/one", score: 90, seconds: 65, completed: true, passed: true });
  one.leave(now({ complete: true, passed: true, score: 90 }));
  launched("2"); lms.tokens = 0;
  const two = visit(), opened = await two.open();
  assert.deepEqual([opened.complete, opened.passed, opened.score, opened.kept, opened.place], [true, true, 90, "1.abc", "first/one"]);
  await two.send(now({ complete: true, passed: true, score: 100 }));
  assert.deepEqual(verbs().slice(3), ["terminated", "initialized"]);
});

test("what may be said once is the same statement, though the platform has lost what was kept", async () => {
  const ids = [];
  for (const visitNumber of ["1", "2"]) {
    launched(visitNumber); lms.tokens = 0; lms.states = {};
    const one = visit();
    await one.open();
    await one.send(now({ complete: true }));
    ids.push(sent("POST", "statements").at(-1).body[0].id);
  }
  assert.equal(ids[0], ids[1]);
  assert.deepEqual(verbs(), ["initialized", "completed", "initialized"]);
});

test("failed is said only when nothing is left to answer, and once; a later visit may pass", async () => {
  lms.data.masteryScore = 0.8;
  const one = visit();
  await one.open();
  for (let k = 0; k < 2; k += 1) await one.send(now({ passed: false, score: 40 + k }));
  assert.deepEqual(lms.said[1].result, { success: false, score: { scaled: 0.4, raw: 40, min: 0, max: 100 }, duration: "PT65.25S" });
  await one.send(now({ passed: true, score: 90 }));
  assert.deepEqual(verbs(), ["initialized", "failed"]);
  launched("2"); lms.tokens = 0;
  const two = visit();
  await two.open();
  await two.send(now({ passed: true, score: 90 }));
  assert.deepEqual(verbs().slice(2), ["initialized", "passed"]);
});

test("without a mastery score nobody passes or fails", async () => {
  const one = visit();
  await one.open();
  await one.send(now({ complete: true, passed: true, score: 100 }));
  assert.deepEqual(verbs(), ["initialized", "completed"]);
});

test("to look around is no attempt", async () => {
  for (const launchMode of ["Browse", "Review"]) {
    lms.data.launchMode = launchMode; lms.said = []; lms.tokens = 0;
    launched(launchMode);
    const one = visit();
    assert.equal((await one.open()).mode, launchMode.toLowerCase());
    one.leave(null);
    assert.deepEqual(verbs(), ["initialized", "terminated"]);
    assert.deepEqual(sent("PUT", "state"), []);
  }
});

test("what was not received is said again as it was, and nothing twice", async () => {
  const one = visit();
  await one.open();
  lms.gone = true;
  one.answer(record());
  await assert.rejects(one.send(now({ complete: true })));
  lms.gone = false;
  lms.refuse = (body) => { lms.said.push(...body); return 503; }; // received, and the answer is lost
  assert.equal(await one.send(now({ complete: true })), false);
  const ids = lms.said.slice(1).map(({ id }) => id);
  lms.refuse = () => 0;
  assert.equal(await one.send(now({ complete: true })), true);
  assert.deepEqual(verbs(), ["initialized", "answered", "completed"]);
  assert.deepEqual(sent("POST", "statements").at(-1).body.map(({ id }) => id), ids);
  assert.equal(lms.states["anatomy-viewer"].completed, true);
  const asked = lms.asked.length;
  assert.equal(await one.send(now({ complete: true })), true);
  assert.equal(lms.asked.length, asked);
});

test("one statement that is refused takes no other with it", async () => {
  const one = visit();
  await one.open();
  for (const id of ["first/a", "first/b", "first/c"]) one.answer(record({ id }));
  lms.refuse = (body) => (body.some(({ object }) => object.id.endsWith("/b")) ? 400 : 0);
  assert.equal(await one.send(now()), true);
  assert.deepEqual(lms.said.slice(1).map(({ object }) => object.id.at(-1)), ["a", "c"]);
  lms.refuse = () => 403; // a platform that takes nothing any more may take it another time
  one.answer(record({ id: "first/d" }));
  assert.equal(await one.send(now()), false);
});

test("the state is written over what was read, and what another window wrote is looked at first", async () => {
  lms.states["anatomy-viewer"] = { version: 1, kept: "1.old", place: "first/two", score: 10, seconds: 100, completed: false, passed: false };
  lms.tag = 4;
  const one = visit();
  assert.deepEqual((({ kept, place, score }) => ({ kept, place, score }))(await one.open()), { kept: "1.old", place: "first/two", score: 10 });
  await one.send(now());
  assert.equal(sent("PUT", "state")[0].headers["If-Match"], '"4"');
  assert.equal(lms.states["anatomy-viewer"].seconds, 165);
  lms.tag = 9;
  lms.states["anatomy-viewer"].completed = true;
  assert.equal(await one.send(now({ kept: "1.new" })), true);
  assert.deepEqual(sent("PUT", "state").map(({ headers }) => headers["If-Match"]), ['"4"', '"5"', '"9"']);
  assert.deepEqual([lms.states["anatomy-viewer"].kept, lms.states["anatomy-viewer"].completed], ["1.new", true]);
  await one.send(now({ kept: "1.new", complete: true }));
  assert.deepEqual(verbs(), ["initialized"]);
});

test("a state of a later version is left unread", async () => {
  lms.states["anatomy-viewer"] = { version: 2, kept: "?" };
  assert.equal((await visit().open()).kept, "");
});

test("who leaves says the last at once: the state, and terminated as the last statement", async () => {
  const one = visit();
  await one.open();
  one.answer(record());
  one.leave(now({ complete: true }));
  const [state, last] = lms.asked.slice(-2);
  assert.deepEqual([state.method, state.keepalive, last.method, last.keepalive], ["PUT", true, "POST", true]);
  assert.deepEqual(verbs(), ["initialized", "answered", "completed", "terminated"]);
  assert.match(lms.said.at(-1).result.duration, /^PT\d+(\.\d+)?S$/);
  assert.deepEqual(Object.keys(lms.said.at(-1).result), ["duration"]);
  const asked = lms.asked.length;
  one.leave(now({ complete: true }));
  assert.equal(lms.asked.length, asked + 1); // the state alone
});

test("what is too much for a page that goes is said at the next visit, with that visit's time", async () => {
  const one = visit();
  await one.open();
  for (let k = 0; k < 3; k += 1) one.answer(record({ id: `first/q${k}`, text: "x".repeat(28000) }));
  one.leave(now());
  assert.deepEqual(verbs(), ["initialized", "answered", "answered", "terminated"]);
  assert.ok(JSON.stringify(lms.asked.at(-1).body).length < 65536);
  launched("2"); lms.tokens = 0;
  lms.data.contextTemplate.extensions[`${CMI5}/extensions/sessionid`] = "s2";
  const opened = await visit().open();
  assert.equal(opened.unsent, "1.abc");
  assert.deepEqual(verbs().slice(4), ["initialized", "answered"]);
  const [began, late] = lms.said.slice(4);
  assert.equal(late.timestamp, began.timestamp);
  assert.equal(late.context.extensions[`${CMI5}/extensions/sessionid`], "s2");
  assert.equal(new Set(lms.said.map(({ id }) => id)).size, 6);
});

test("a page that is loaded again finds its launch and asks for no second token", async () => {
  await visit().open();
  location.href = "https://host/index.html?lesson=first&step=two"; // the page's own link
  const again = visit(), opened = await again.open();
  assert.deepEqual([opened.over, lms.tokens, verbs()], [false, 1, ["initialized"]]);
  again.answer(record());
  await again.send(now());
  again.leave(now());
  assert.deepEqual(verbs(), ["initialized", "answered", "terminated"]);
  const closed = visit();
  assert.equal((await closed.open()).over, true);
  closed.answer(record());
  assert.equal(await closed.send(now({ kept: "1.more" })), true);
  closed.leave(now({ kept: "1.more" }));
  assert.deepEqual([verbs().length, lms.states["anatomy-viewer"].kept], [3, "1.more"]);
  launched("2"); lms.tokens = 0;
  await visit().open();
  assert.deepEqual(verbs().slice(3), ["initialized", "answered"]);
});

test("a page that was loaded again before its first word arrived says it then", async () => {
  lms.refuse = () => 500;
  await visit().open();
  const { id } = lms.asked.at(-1).body[0];
  lms.refuse = () => 0;
  await visit().open();
  assert.deepEqual(lms.said.map((one) => one.id), [id]);
});

test("a platform that does not answer is asked again, and its token once", async () => {
  lms.gone = true;
  const one = visit();
  await assert.rejects(one.open());
  lms.gone = false;
  assert.equal((await one.open()).mode, "normal");
  assert.equal(lms.tokens, 1);
  lms.tokens = 1;
  tab.clear();
  launched("2");
  await assert.rejects(visit().open(), /gave no token: once/);
});

test("where nothing can be kept a visit goes on all the same", async () => {
  const { sessionStorage } = globalThis;
  Object.defineProperty(globalThis, "sessionStorage", { configurable: true, get() { throw new Error("sandbox"); } });
  page.full = true;
  const one = visit();
  await one.open();
  one.answer(record());
  await one.send(now());
  assert.deepEqual(verbs(), ["initialized", "answered"]);
  page.full = false;
  Object.defineProperty(globalThis, "sessionStorage", { configurable: true, value: sessionStorage });
});

test("what may be said once has one id in an enrolment, another in another", () => {
  const id = onlyId(REGISTRATION, `${UNIT} passed`);
  assert.match(id, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  assert.equal(onlyId(REGISTRATION, `${UNIT} passed`), id);
  const others = [onlyId(REGISTRATION, `${UNIT} completed`), onlyId("860e3480-ba55-4991-94b0-01820dbd23a2", `${UNIT} passed`), onlyId(REGISTRATION, `${UNIT}2 passed`), onlyId("7", "passed"), onlyId("7", "passed")];
  assert.equal(new Set([id, ...others]).size, 6);
});
