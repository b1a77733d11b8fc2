/* A package that no platform opened works as the page does, says so once, and keeps nothing. */
import test, { mock } from "node:test";
import assert from "node:assert/strict";
import { attempt, settled } from "./run_time.mjs";
import { move } from "./lessons.js";
import { questionCalls } from "./questions.js";
import { here } from "./state.js";
import { saying } from "./notices.js";

mock.timers.enable({ apis: ["setTimeout"] });
Object.assign(globalThis, { opener: null, API_1484_11: { frame: "of that name" } });
globalThis.parent = globalThis;
await attempt("scorm2004");

test("it says so and goes on", async () => {
  move(+1);
  move(+1);
  questionCalls.ask(1);
  questionCalls.choose(here.step.questions[1].options[0]);
  mock.timers.tick(100000);
  await settled();
  page.tell("pagehide", {});
  assert.deepEqual([...saying.notices], ["outside"]);
  assert.equal(page.kept.get("anatomy-viewer.progress"), undefined);
});
