/* What a page sends to its class and keeps of it: the key that is told to nobody, tries without end, the newest state only, an answer once. */
import test, { beforeEach, mock } from "node:test";
import assert from "node:assert/strict";

const tab = new Map();
globalThis.sessionStorage = { getItem: (key) => tab.get(key) ?? null, setItem: (key, value) => tab.set(key, value) };
window.anatomyClassWords = { en: { refused: { kept: "Kept.", failed: "Failed.", question_closed: "Closed." } } };
mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1e12 });

/* A server that holds one class, or does not. */
const server = {};
const breathe = async () => { for (let k = 0; k < 12; k += 1) await new Promise((done) => { setImmediate(done); }); };
const later = async (ms) => { for (let k = 0; k < ms; k += 50) { mock.timers.tick(50); await breathe(); } };
const refusal = (status, word, wait) => new Response(`${word}\n`, { status, headers: { Refusal: word, ...(wait && { "Retry-After": String(wait) }) } });
const event = (name, data, id) => `event: ${name}\n${id ? `id: ${id}\n` : ""}data: ${JSON.stringify(data)}\n\n`;
globalThis.fetch = async (address, { method = "GET", headers = {}, body, signal } = {}) => {
  const { pathname, searchParams } = new URL(address), what = pathname.split("/").at(-1);
  server.asked.push({ arrived: !server.gone, method, path: pathname, shown: headers.Authorization || "", query: Object.fromEntries(searchParams), body: body && JSON.parse(body) });
  if (server.gone) throw new TypeError("no network");
  const refused = server.refuse[`${method} ${what}`]?.();
  if (refused) return refused;
  if (what !== "events") return new Response(null, { status: 204 });
  const text = new TextEncoder();
  return new Response(new ReadableStream({
    start(control) {
      server.say = (...events) => events.forEach((one) => control.enqueue(text.encode(one)));
      server.end = () => control.close();
      signal.addEventListener("abort", () => { try { control.error(new Error("aborted")); } catch { /* it has ended */ } });
      server.say("retry: 1000\n", ...server.first(headers.Authorization));
    },
  }), { headers: { "Content-Type": "text/event-stream; charset=utf-8" } });
};
const told = () => server.asked.filter(({ arrived, path }) => arrived && path.endsWith("/state")).map(({ body }) => body);
const tries = () => server.asked.filter(({ path }) => path.endsWith("/events"));

let copy = 0, last = null;
/* Each page is a new one, in place of the one before: its rooms are read anew. */
async function opened(link) {
  if (last) last.classroom.over = true;
  page.heard = {};
  await later(15000);
  server.asked = [];
  const name = `./classroom.js?${copy += 1}`;
  window.anatomyLink = link;
  location.href = `http://host/x/${link}`;
  const { passport, readClassLink } = await import("./passport.js"), rooms = await import(name);
  const isOne = readClassLink();
  Object.assign(rooms.classroom, { code: passport.code, role: passport.key ? "lead" : "follow" });
  if (isOne) rooms.attend();
  await breathe();
  last = rooms;
  return { ...rooms, passport, isOne };
}
beforeEach(() => {
  Object.assign(server, { asked: [], gone: false, refuse: {}, first: () => [event("state", { lesson: "a", step: "b", question: null, closed: false, told: null }, 10)], say: null, end: null });
  page.kept.clear();
  tab.clear();
});

test("a key is taken out of the address, however the link was handed on, and kept for a reload", async () => {
  for (const link of ["?class=BCDFGHJK#key=abcdefghijklmnopqrstuv", "?class=bcdf-ghjk%23key%3Dabcdefghijklmnopqrstuv", "?class=BCDF+GHJK&key=abcdefghijklmnopqrstuv"]) {
    tab.clear();
    const { passport } = await opened(link);
    assert.deepEqual([passport.code, passport.key], ["BCDFGHJK", "abcdefghijklmnopqrstuv"], link);
    assert.ok(!`${location.href} ${window.anatomyLink} ${page.kept.size ? [...page.kept].join() : ""}`.includes("abcdefg"), location.href);
    const { passport: again, classroom } = await opened("?class=BCDFGHJK");
    assert.deepEqual([again.key, classroom.role], ["abcdefghijklmnopqrstuv", "lead"]);
  }
  const { passport: other } = await opened("?class=CCCCCCCC");
  assert.equal(other.key, "", "the key of one class leads no other");
  assert.equal((await opened("?lesson=a")).isOne, false);
});

test("a seat is kept, and shown when the page comes again", async () => {
  server.first = () => [event("state", { step: "b", question: null }, 10), event("seat", { seat: "seat-1" })];
  await opened("?class=BCDFGHJK");
  assert.equal(tries()[0].shown, "");
  await opened("?class=BCDFGHJK");
  assert.equal(tries()[0].shown, "Bearer seat-1");
  assert.equal(tries()[0].path, "/x/class/BCDFGHJK/events");
});

test("a page comes back by itself, at once after a sleep, and old news is none", async () => {
  const { classroom } = await opened("?class=BCDFGHJK");
  assert.deepEqual([classroom.connected, classroom.state.step], [true, "b"]);
  const { state } = classroom;
  server.say(event("state", { step: "older", question: null }, 9));
  await breathe();
  assert.equal(classroom.state, state);
  server.gone = true;
  server.end();
  await later(20000);
  assert.equal(classroom.connected, false);
  assert.ok(tries().length >= 9, `${tries().length} tries in 20 s`);
  server.gone = false;
  server.first = () => [event("state", { step: "c", question: null }, 11)];
  await later(2000);
  assert.deepEqual([classroom.connected, classroom.state.step], [true, "c"]);
  const before = tries().length;
  page.tell("online");
  await breathe();
  assert.equal(tries().length, before + 1);
  assert.equal(classroom.connected, true);
  mock.timers.setTime(Date.now() + 60000); // asleep
  page.tell("visibilitychange");
  await breathe();
  assert.equal(tries().length, before + 2);
});

test("what no patience helps against is asked once; a full class is asked again when it says", async () => {
  server.refuse["GET events"] = () => refusal(404, "unknown");
  let { classroom } = await opened("?class=BCDFGHJK");
  await later(20000);
  assert.deepEqual([classroom.refused, tries().length], ["unknown", 1]);
  server.refuse["GET events"] = () => refusal(410, "over");
  ({ classroom } = await opened("?class=BCDFGHJK"));
  await later(20000);
  assert.deepEqual([classroom.over, tries().length], [true, 1]);
  server.refuse["GET events"] = () => refusal(503, "full", 10);
  ({ classroom } = await opened("?class=BCDFGHJK"));
  await later(9000);
  assert.deepEqual([classroom.refused, tries().length], ["full", 1]);
  delete server.refuse["GET events"];
  await later(3000);
  assert.deepEqual([classroom.refused, classroom.state.step], [null, "b"]);
});

test("a key that is none lets the page follow", async () => {
  server.refuse["GET events"] = () => (tries().at(-1).shown ? refusal(401, "key") : null);
  const { classroom, passport } = await opened("?class=BCDFGHJK#key=abcdefghijklmnopqrstuv");
  await later(2000);
  assert.deepEqual([classroom.role, classroom.refused, classroom.state.step, passport.key], ["follow", "key", "b", ""]);
  assert.ok(!tab.get("anatomy-viewer.class").includes("abcdefg"));
});

test("the newest state is told, at most ten times a second, and of what is told besides only what is named", async () => {
  const { classroom, tellClass } = await opened("?class=BCDFGHJK#key=abcdefghijklmnopqrstuv");
  tellClass({ step: "c", told: { pointer: [1, 2, 3] } });
  for (let k = 0; k < 40; k += 1) { tellClass({ view: { focus: [k, 0, 0] } }); await later(50); }
  await later(500);
  assert.ok(told().length >= 15 && told().length <= 21, `${told().length}`);
  assert.deepEqual(told().at(-1), { lesson: "a", step: "c", question: null, closed: false, view: { focus: [39, 0, 0] }, told: { pointer: [1, 2, 3] } });
  tellClass({ told: { text: "Look." } });
  await later(300);
  assert.deepEqual(told().at(-1).told, { pointer: [1, 2, 3], text: "Look." });
  tellClass({ told: null });
  await later(300);
  assert.equal(told().at(-1).told, null);
  assert.equal(classroom.leading, true);
});

test("another of the presenter's pages leads when it was the last, and what was asked there stays", async () => {
  const { classroom, passport, tellClass } = await opened("?class=BCDFGHJK#key=abcdefghijklmnopqrstuv");
  tellClass({ step: "c" });
  await later(2000);
  server.say(event("room", { here: 3, leads: passport.name, lost: false }));
  await breathe();
  assert.equal(classroom.leading, true);
  const question = { id: "q", kind: "press" };
  server.say(event("state", { lesson: "a", step: "d", question, closed: false, told: { results: { count: 1 } } }, 12), event("room", { here: 3, leads: "other", lost: false }));
  await breathe();
  assert.equal(classroom.leading, false);
  tellClass({ step: "e" });
  assert.equal(classroom.leading, true);
  await later(300);
  assert.deepEqual(told().at(-1), { lesson: "a", step: "e", question, closed: false, told: { results: true } });
});

test("a server that was started again, and a store that was away, are told the state anew", async () => {
  const { classroom, passport, tellClass } = await opened("?class=BCDFGHJK#key=abcdefghijklmnopqrstuv");
  tellClass({ step: "c" });
  await later(2000);
  const count = told().length;
  let knows = false;
  server.refuse["GET events"] = () => (knows ? null : refusal(404, "unknown"));
  server.refuse["POST state"] = () => { knows = true; return null; };
  server.end();
  await later(4000);
  assert.equal(told().length, count + 1);
  assert.deepEqual([told().at(-1).step, classroom.connected], ["c", true]);
  const room = (lost) => event("room", { here: 3, leads: passport.name, lost });
  server.say(room(true), room(false));
  await later(500);
  assert.equal(told().length, count + 2);
  server.gone = true;
  tellClass({ step: "d" });
  server.end();
  await later(5000);
  server.gone = false;
  await later(4000);
  assert.equal(told().at(-1).step, "d");
});

test("an answer is taken once, kept over an absence, and refused in one sentence", async () => {
  const question = { id: "q", kind: "choose" };
  let id = 10;
  server.first = (shown) => [event("state", { step: "b", question, closed: false }, id += 1), ...(shown ? [] : [event("seat", { seat: `seat-${id}` })])];
  const { answerClass, passport } = await opened("?class=BCDFGHJK");
  const answers = () => server.asked.filter(({ arrived, method, path }) => arrived && method === "POST" && path.endsWith("/answers"));
  assert.equal(await answerClass("q", ["a"]), null);
  assert.deepEqual([answers().at(-1).body, answers().at(-1).shown], [{ question: "q", answer: ["a"] }, "Bearer seat-11"]);
  server.gone = true;
  assert.equal(await answerClass("q", ["b"]), "Kept.");
  server.end();
  await later(3000);
  server.gone = false;
  await later(3000);
  assert.deepEqual(answers().at(-1).body.answer, ["b"]);
  let once = true;
  server.refuse["POST answers"] = () => { const refused = once ? refusal(401, "seat") : null; once = false; return refused; };
  assert.equal(await answerClass("q", ["c"]), "Kept.");
  await later(3000);
  assert.equal(tries().at(-1).shown, "", "a seat that is none is shown no more");
  assert.deepEqual([answers().at(-1).body.answer, answers().at(-1).shown], [["c"], `Bearer ${passport.seat}`]);
  server.refuse["POST answers"] = () => refusal(409, "question_closed");
  assert.equal(await answerClass("q", ["d"]), "Closed.");
  const count = answers().length;
  server.end();
  await later(4000);
  assert.equal(answers().length, count, "what was refused is not sent again");
});
