"""When a frame may begin, and what counts as a program that draws: asked of the client's own rooms in Node."""

from __future__ import annotations

import pytest

from ..rooms import ask_room

# A browser with one canvas and timers that ring when they are told to. `told` says what its renderer is called.
STAND_IN = """
  globalThis.window = globalThis;
  let clock = 0;
  const timers = [], fences = [], done = new Set(), deleted = [];
  globalThis.setTimeout = (call) => timers.push(call);
  Object.defineProperty(globalThis, "performance", { value: { now: () => clock }, configurable: true });
  const ring = () => timers.splice(0).forEach((call) => call());
  const calls = { get: (gl, name) => (name in gl ? gl[name] : /^[A-Z]/.test(name) ? name : () => name) };
  const gl = new Proxy({
    isContextLost: () => false,
    fenceSync: () => { fences.push({}); return fences.at(-1); },
    clientWaitSync: (fence) => (done.has(fence) ? "CONDITION_SATISFIED" : "TIMEOUT_EXPIRED"),
    deleteSync: (fence) => { deleted.push(fence); },
    getExtension: () => (told.unmasked === undefined ? null : {}),
    getParameter: (what) => (what === "RENDERER" ? told.renderer : told.unmasked),
    readPixels: () => { clock += told.trial_ms ?? 0; },
  }, calls);
  globalThis.document = { createElement: () => ({ getContext: () => gl }) };
"""
SWIFTSHADER = {"renderer": "WebKit WebGL", "unmasked": "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device), SwiftShader)"}
CARD = {"renderer": "WebKit WebGL", "unmasked": "ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11, D3D11)"}


@pytest.mark.parametrize(
    ("told", "software"),
    [
        (SWIFTSHADER, True),
        (CARD, False),
        ({"renderer": "llvmpipe, or similar"}, True),
        ({"renderer": "NVIDIA GeForce GTX 980, or similar", "unmasked": "never asked for"}, False),
        ({"renderer": "Apple GPU"}, False),
        ({"renderer": "WebKit WebGL", "unmasked": "Mesa softpipe"}, True),
        ({"renderer": "WebKit WebGL", "unmasked": "ANGLE (Microsoft, Microsoft Basic Render Driver)"}, True),
        ({"renderer": "WebKit WebGL", "trial_ms": 2}, False),
        ({"renderer": "WebKit WebGL", "trial_ms": 40}, True),
        ({"renderer": "", "unmasked": "", "trial_ms": 40}, True),
    ],
)
def test_a_program_that_draws_is_known_by_its_name_or_by_its_speed(tmp_path, told, software):
    ask = f"({{ inSoftware }}, told) => {{ {STAND_IN} return [inSoftware(), inSoftware()]; }}"
    assert ask_room(tmp_path, "software", ask, told) == [software, software]


DRAW_TWICE = (
    """({ isHeld, whenFree, followFrame }, told) => {"""
    + STAND_IN
    + """
  const called = [], held = [];
  const draw = () => followFrame(gl);
  const finish = (ms) => { clock += ms; done.add(fences.at(-1)); ring(); };
  held.push(isHeld());
  draw();
  held.push(isHeld()); // what it takes is not known yet
  whenFree(() => called.push("older"));
  whenFree(() => called.push("newest"));
  ring();
  const early = [...called];
  finish(told.frame_ms);
  held.push(isHeld());
  draw();
  held.push(isHeld()); // now it is
  finish(told.frame_ms);
  whenFree(() => called.push("at once"));
  return { held, early, called, deleted: deleted.length, timers: timers.length };
}"""
)


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ({**SWIFTSHADER, "frame_ms": 4}, [False, True, False, True]),
        ({**CARD, "frame_ms": 12}, [False, False, False, False]),
        ({**CARD, "frame_ms": 60}, [False, False, False, True]),
    ],
    ids=["software", "card", "slow card"],
)
def test_a_frame_waits_for_the_last_in_software_and_where_it_takes_long(tmp_path, told, held):
    answer = ask_room(tmp_path, "pacing", DRAW_TWICE, told)
    assert answer == {"held": held, "early": [], "called": ["newest", "at once"], "deleted": 2, "timers": 0}


@pytest.mark.parametrize("called", [["after it"], []], ids=["asked for again", "in the second frame"])
def test_the_latest_of_two_frames_is_awaited_and_what_waited_for_the_first_is_in_it(tmp_path, called):
    ask = (
        "({ isHeld, whenFree, followFrame }, told) => {"
        + STAND_IN
        + """
      const called = [];
      followFrame(gl);
      whenFree(() => called.push("in it"));
      followFrame(gl);
      for (const name of told.called) whenFree(() => called.push(name));
      clock += 100;
      done.add(fences[0]);
      ring();
      const between = [isHeld(), [...called]];
      done.add(fences[1]);
      ring();
      return [between, isHeld(), called];
    }"""
    )
    assert ask_room(tmp_path, "pacing", ask, {**CARD, "called": called}) == [[True, []], False, called]
