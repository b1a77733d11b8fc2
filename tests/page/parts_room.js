/* Run by Node with a folder: the texts of a value, and the client's rooms as modules. See test_parts_room.py. */
const { readFileSync, writeFileSync } = require("fs"), { pathToFileURL } = require("url"), [, folder] = process.argv;
const nothing = () => {};
globalThis.Vue = { reactive: (x) => x, markRaw: (x) => x, toRaw: (x) => x, watch: nothing,
  nextTick: nothing, h: nothing, inject: nothing, getCurrentInstance: nothing };
Object.assign(globalThis, { window: globalThis, addEventListener: nothing, innerWidth: 1280, localStorage: { getItem: nothing, setItem: nothing },
  matchMedia: () => ({ matches: false, addEventListener: nothing }), location: new URL("http://localhost/"),
  document: { querySelector: nothing, querySelectorAll: () => [], addEventListener: nothing, documentElement: {}, title: "" } });
globalThis.eval(readFileSync(`${folder}/content.js`, "utf8"));
const asked = [], log = [], answers = {};
globalThis.fetch = (address) => {
  const name = address.split("?")[0];
  asked.push(name);
  return new Promise((done) => { answers[name] = () => done(new Response(readFileSync(`${folder}/${name}`), { headers: { "content-type": "application/json" } })); });
};
const pause = () => new Promise((done) => setTimeout(done, 20));
(async () => {
  const { beginContent, coming, inTurn, afterThose, whenHere, valueOf, waitNoMore } = await import(pathToFileURL(`${folder}/client/parts.js`));
  const told = [];
  const arrive = async (name) => { answers[`content-${name}.json`](); while (!coming.came[name]) await pause(); await pause(); };
  beginContent();
  const first = JSON.stringify(window.anatomyContent.lessons[0].steps[0].picture) === JSON.stringify(window.anatomyContent.home.picture);
  inTurn(["lessons"], () => log.push("lesson"), () => "the lesson");
  afterThose(() => log.push("next"));
  inTurn(["more"], () => log.push("person"), () => "the person");
  whenHere(["female", "lessons", "more"], () => log.push("form"));
  told.push(coming.awaiting);
  await arrive("more");
  told.push([...log]);
  await arrive("lessons");
  told.push([...log], coming.awaiting);
  await arrive("female");
  told.push([...log]);
  inTurn(["es"], () => log.push("language"));
  waitNoMore();
  await arrive("es");
  told.push(log.includes("language"));
  writeFileSync(`${folder}/found.json`, JSON.stringify({ told, asked, first, pooled: valueOf("pooled"), female: valueOf("female"), shown: window.anatomyContent }));
  process.exit(0);
})();
