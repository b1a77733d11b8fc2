/* What the browser's own window shows waits for the picture where a program draws both, and nowhere else. */
import test, { mock } from "node:test";
import assert from "node:assert/strict";
import "./page.mjs";

mock.timers.enable({ apis: ["setTimeout"] });
const frames = [];
Object.assign(globalThis, {
  anatomyTrial: { RENDERER: 1, isContextLost: () => false, getParameter: () => "ANGLE (SwiftShader)" },
  requestAnimationFrame: (frame) => frames.push(frame),
  matchMedia: () => ({ matches: page.still ?? false }),
});
const { tellWindow, forgetUnsaid } = await import("./browser_window.js");
const { followFrame } = await import("./pacing.js");
const said = [];
const say = (...words) => words.forEach((word) => tellWindow(() => said.push(word)));
const heard = () => said.splice(0);

test("it is told in order once the frame that comes is finished", () => {
  say("address", "name");
  mock.timers.tick(500);
  assert.deepEqual(heard(), [], "no frame came yet");
  let unfinished = true;
  followFrame({ fenceSync: () => ({}), clientWaitSync: () => (unfinished ? 1 : 0), TIMEOUT_EXPIRED: 1, isContextLost: () => false, deleteSync() {}, flush() {} });
  frames.shift()();
  mock.timers.tick(200);
  assert.deepEqual(heard(), [], "it is being drawn");
  say("name again");
  unfinished = false;
  mock.timers.tick(50);
  assert.deepEqual(heard(), ["address", "name", "name again"]);
  assert.equal(frames.length, 0, "one wait for all");
});

test("a page that goes, is hidden or printed has told it", () => {
  for (const last of ["pagehide", "visibilitychange", "beforeprint"]) {
    say(last);
    page.tell(last);
    assert.deepEqual(heard(), [last]);
  }
});

test("what was not told of a place that one has left is forgotten", () => {
  say("there");
  forgetUnsaid();
  page.tell("pagehide");
  assert.deepEqual(heard(), []);
});

test("where nothing moves it waits for nothing", () => {
  page.still = true;
  say("at once");
  assert.deepEqual(heard(), ["at once"]);
  Object.assign(page, { still: false });
  document.hidden = true;
  say("unseen");
  assert.deepEqual(heard(), ["unseen"]);
});
