"""How frames follow each other where a program draws in place of a card: counted, never timed."""

from __future__ import annotations

import pytest

LESSON = "superior_cluneal_nerve_at_the_iliac_crest"
SMALL = (900, 560)

# What the page asks of WebGL. A fence is finished when the page has been told so; `hold` lets none finish.
WATCH = """(() => {
  const gl2 = WebGL2RenderingContext.prototype, seen = window.seen = {
    frames: 0, bands: 0, sharp: 0, overlaps: 0, resizes: 0, fences: 0, callbacks: 0, discards: 0, edges: [], blocks: null, hold: false };
  const open = new Set(), told = (fence, done) => { if (done) open.delete(fence); };
  const wrap = (name, around) => { const own = gl2[name]; gl2[name] = function (...words) { return around.call(this, () => own.apply(this, words), ...words); }; };
  const onStage = (gl) => Boolean(gl.canvas.closest?.(".stage"));
  const look = (gl) => {
    const { width, height } = gl.canvas, all = new Uint8Array(4 * width * height), columns = 45, rows = 28;
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, all);
    let half = 0;
    const blocks = Array(columns * rows * 4).fill(0);
    for (let k = 0; k < width * height; k += 1) {
      if (all[4 * k + 3] > 8 && all[4 * k + 3] < 247) half += 1;
      const block = Math.floor(((k % width) * columns) / width) + columns * Math.floor((Math.floor(k / width) * rows) / height);
      for (let c = 0; c < 4; c += 1) blocks[4 * block + c] += (all[4 * k + c] * columns * rows) / (width * height);
    }
    seen.edges.push(half);
    seen.blocks = blocks;
  };
  const several = new WeakSet(); // what has several samples a pixel: buffers, and what is drawn on with them
  wrap("renderbufferStorageMultisample", function (store, _, samples) { store(); if (samples) several.add(this.getParameter(this.RENDERBUFFER_BINDING)); });
  wrap("framebufferRenderbuffer", function (attach, ...words) { attach(); if (several.has(words[3])) several.add(this.getParameter(this.FRAMEBUFFER_BINDING)); });
  wrap("clear", function (clear) {
    const gl = this;
    if (onStage(gl)) {
      if (open.size) seen.overlaps += 1;
      if (several.has(gl.getParameter(gl.FRAMEBUFFER_BINDING))) seen.bands += 1;
      else { seen.frames += 1; if (seen.looking) queueMicrotask(() => look(gl)); }
    }
    clear();
  });
  wrap("blitFramebuffer", function (blit) {
    blit();
    const gl = this;
    if (gl.getParameter(gl.DRAW_FRAMEBUFFER_BINDING) || !several.has(gl.getParameter(gl.READ_FRAMEBUFFER_BINDING))) return;
    seen.sharp += 1;
    if (seen.looking) queueMicrotask(() => look(gl));
  });
  wrap("shaderSource", function (give, _, source) { if (onStage(this) && source.includes("diffuseColorUniform") && source.includes("discard;")) seen.discards += 1; give(); });
  wrap("fenceSync", function (make) { const fence = make(); if (onStage(this)) { seen.fences += 1; open.add(fence); } return fence; });
  wrap("clientWaitSync", function (ask, fence) {
    const status = ask();
    if (seen.hold) return this.TIMEOUT_EXPIRED;
    told(fence, status !== this.TIMEOUT_EXPIRED);
    return status;
  });
  new MutationObserver((changes) => { for (const { target } of changes) if (target.closest?.(".stage") && target.tagName === "CANVAS") seen.resizes += 1; })
    .observe(document, { subtree: true, attributes: true, attributeFilter: ["width", "height"] });
  const later = window.setTimeout;
  for (const name of ["requestAnimationFrame", "setTimeout"]) {
    const own = window[name];
    window[name] = function (...words) { seen.callbacks += 1; return own.apply(this, words); };
  }
  seen.unfinished = () => open.size;
  seen.pause = (ms) => new Promise((done) => later.call(window, done, ms));
})()"""


# What the stage hands to the graphics processor, and what it asks back.
GIVEN = """(() => {
  const gl2 = WebGL2RenderingContext.prototype, given = window.given = { points: 0, names: 0, arrays: 0, pieces: 0, corners: 0, programs: 0, asked: 0 };
  const watch = (name, look) => {
    const own = gl2[name];
    gl2[name] = function (...words) { if (this.canvas.closest?.(".stage")) look(this, ...words); return own.apply(this, words); };
  };
  watch("bufferData", (gl, place, data) => { given[place === gl.ELEMENT_ARRAY_BUFFER ? "names" : "points"] += data.byteLength; });
  watch("drawArrays", () => { given.arrays += 1; });
  watch("drawElements", (gl, kind, count) => { given.pieces += 1; given.corners += count; });
  watch("linkProgram", () => { given.programs += 1; });
  watch("getShaderParameter", () => { given.asked += 1; });
})()"""


def watched(page, address, query="", *scripts):
    """Open the page under watch and wait until all is there and the picture is at rest."""
    for script in (WATCH, *scripts):
        page.page.add_init_script(script)
    page.open(address, query)
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    return page


def seen(page, name: str):
    return page.page.evaluate("name => window.seen[name]", name)


def sharp_again(page, before: int) -> None:
    """Wait until the sharp picture has been shown, and see that nothing follows it."""
    page.wait_until("before => window.seen.sharp > before && window.seen.unfinished() === 0", before)
    after = page.page.evaluate(
        """async () => {
          await seen.pause(300); // labels are looked at once more
          const { frames, bands, sharp, callbacks } = seen;
          await seen.pause(700);
          return [seen.frames - frames, seen.bands - bands, seen.sharp - sharp, seen.callbacks - callbacks];
        }"""
    )
    assert after == [0, 0, 0, 0], "frames, bands, sharp pictures and script while nothing moves"
    assert seen(page, "sharp") == before + 1


def antialias(page) -> bool:
    return page.page.evaluate(
        "document.querySelector('.stage canvas').getContext('webgl2').getContextAttributes().antialias"
    )


def test_each_point_goes_to_the_graphics_processor_once_and_one_program_draws_home(visit, server_address):
    page = visit(SMALL)
    page.page.add_init_script(GIVEN)
    page.open(server_address)
    page.page.evaluate("anatomyViewer.ready.then(() => anatomyViewer.atRest())")
    given, shown, triangles = page.page.evaluate(
        """async () => {
          const { visible } = anatomyViewer.state(), { triangles } = anatomyViewer.stats();
          // Where the rest came late the bones had a frame of their own; from now on all is there.
          await anatomyViewer.atRest();
          Object.assign(given, { pieces: 0, corners: 0 });
          anatomyViewer.chooseView('anterior');
          await anatomyViewer.atRest();
          return [given, visible.length, triangles];
        }"""
    )
    assert (given["programs"], given["asked"]) == (1, 0), "programs that were made; shaders that were waited for"
    assert given["arrays"] == 0
    frames = given["pieces"] / shown
    assert frames >= 1
    assert frames == int(frames), "one piece a structure"
    assert given["corners"] == 3 * triangles * frames
    assert given["names"] == 3 * 2 * triangles, "sixteen bits a corner"
    # A closed surface has half as many points as triangles; 28 bytes are place, normal and colour of one.
    assert given["points"] < 28 * 0.6 * triangles


def test_a_drag_never_asks_for_a_second_frame_and_ends_in_one_sharp_picture(visit, server_address):
    page = watched(visit(SMALL), server_address)
    assert antialias(page) is False
    page.wait_until("window.seen.sharp > 0")
    sharp_again(page, seen(page, "sharp") - 1)
    page.page.evaluate("Object.assign(seen, { overlaps: 0, resizes: 0, edges: [], looking: true })")
    sharp, begun = seen(page, "sharp"), seen(page, "frames")
    mouse = page.page.mouse
    mouse.move(300, 250)
    mouse.down()
    for number in range(40):
        mouse.move(310 + 4 * number, 250 + number % 3)
    page.wait_until("begun => window.seen.frames >= begun + 3", begun)
    # While the graphics processor is at one frame no other begins, however far the hand goes.
    page.page.evaluate("seen.hold = true")
    mouse.move(420, 260)
    page.page.evaluate("seen.pause(100)")
    held = seen(page, "frames")
    for number in range(10):
        mouse.move(420 - 6 * number, 260)
    page.page.evaluate("seen.pause(100)")
    assert seen(page, "frames") <= held + 1
    page.page.evaluate("seen.hold = false")
    page.page.evaluate("seen.pause(600)")
    assert seen(page, "frames") >= held + 1, "the newest place of the hand is drawn after all"
    assert seen(page, "sharp") == sharp, "the hand is still down"
    assert set(seen(page, "edges")) == {0}, "no pixel is covered in part while the picture turns"
    page.page.evaluate("seen.edges.length = 0")
    mouse.up()
    sharp_again(page, sharp)
    assert seen(page, "edges")[-1] > 800, "edges are smooth at rest"
    assert (seen(page, "overlaps"), seen(page, "resizes")) == (0, 0)
    assert seen(page, "discards") == 0, "what is hidden behind something is not worked out"


def test_a_hand_that_comes_back_is_served_before_the_picture_is_sharp(visit, server_address):
    page = watched(visit(SMALL), server_address)
    page.wait_until("window.seen.sharp > 0")
    sharp_again(page, seen(page, "sharp") - 1)
    page.page.evaluate("seen.overlaps = 0")
    sharp, bands, frames = seen(page, "sharp"), seen(page, "bands"), seen(page, "frames")
    page.page.locator(".stage").focus()
    page.page.keyboard.press("ArrowLeft")
    page.wait_until("frames => window.seen.frames > frames", frames)
    # The first band is asked for and stays unfinished.
    page.wait_until(
        "bands => { if (window.seen.bands > bands) window.seen.hold = true; return window.seen.hold; }", bands
    )
    if seen(page, "sharp") == sharp:
        frames = seen(page, "frames")
        page.page.keyboard.press("ArrowLeft")
        page.page.evaluate("seen.hold = false")
        page.wait_until("frames => window.seen.frames > frames", frames)
        assert seen(page, "sharp") == sharp, "what was begun is not shown"
    page.page.evaluate("seen.hold = false")
    page.wait_until("sharp => window.seen.sharp > sharp", sharp)
    assert seen(page, "overlaps") == 0


def test_a_flight_takes_few_frames_and_waits_for_none(visit, server_address):
    page = watched(visit(SMALL, still=False), server_address, f"?lesson={LESSON}")
    page.wait_until("window.seen.sharp > 0")
    sharp_again(page, seen(page, "sharp") - 1)
    page.page.evaluate("window.arrivals = 0; anatomyViewer.on('camera', () => { window.arrivals += 1; })")
    sharp, frames = seen(page, "sharp"), seen(page, "frames")
    page.page.get_by_role("button", name="Next step").click()
    sharp_again(page, sharp)
    assert 1 <= seen(page, "frames") - frames <= 5, "four on the way and the last, none for what changes beside it"
    # A graphics processor that finishes nothing holds up no flight.
    page.page.evaluate("seen.hold = true")
    frames = seen(page, "frames")
    page.page.get_by_role("button", name="Next step").click()
    there = page.page.evaluate(
        """() => { const { step } = anatomyViewer.state(), one = anatomyContent.lessons.flatMap(lesson => lesson.steps).find(({ id }) => id === step);
          return one.camera.focus.map(value => Math.round(value * 100) / 100); }"""
    )
    page.wait_until(
        "there => anatomyViewer.state().camera.focus.every((value, k) => Math.abs(value - there[k]) < 0.02)", there
    )
    assert seen(page, "frames") <= frames + 1
    page.page.evaluate("seen.hold = false")
    page.wait_until("frames => window.seen.frames > frames", frames)


def test_the_browser_s_own_window_is_drawn_anew_after_the_first_frame_of_a_step(visit, server_address):
    page = watched(visit(SMALL, still=False), server_address, f"?lesson={LESSON}")
    page.wait_until("window.seen.sharp > 0")
    page.page.evaluate("anatomyViewer.atRest()")
    page.page.evaluate(
        """() => {
          window.order = [];
          const note = (what) => window.order.push([what, window.seen.frames]);
          const push = history.pushState;
          history.pushState = function (...given) { note("address"); push.apply(this, given); };
          new MutationObserver(() => note("name")).observe(document.querySelector("title"), { childList: true });
        }"""
    )
    frames = seen(page, "frames")
    page.page.get_by_role("button", name="Next step").click()
    page.wait_until("window.order.length === 2")
    order = page.page.evaluate("window.order")
    assert {what for what, _ in order} == {"address", "name"}
    assert all(drawn > frames for _, drawn in order)
    second = page.state()["step"]
    assert page.page.evaluate("new URLSearchParams(location.search).get('step')") == second
    page.page.go_back()
    page.wait_until("before => anatomyViewer.state().step !== before", second)


def test_whoever_wants_no_motion_gets_one_frame_a_step(visit, server_address):
    page = visit(SMALL)
    page.page.add_init_script(
        """document.addEventListener("anatomyviewer", ({ detail }) => detail.on("ready", () => {
          const { frames, bands, sharp } = window.seen;
          window.first = { frames, bands, sharp };
        }))"""
    )
    # What is not bone comes after the bones have been seen.
    page.page.add_init_script(
        """(() => {
          const bones = new Promise((drawn) => document.addEventListener("anatomyviewer", ({ detail }) => detail.on("bones", drawn)));
          const own = window.fetch;
          window.fetch = async (address, ...more) => {
            if (/home[^/]*pack/.test(address)) { await bones; await window.seen.pause(300); }
            return own.call(window, address, ...more);
          };
        })()"""
    )
    page = watched(page, server_address, f"?lesson={LESSON}")
    page.wait_until("window.seen.sharp > 0")
    sharp_again(page, 0)
    first = {"frames": 1, "bands": 1, "sharp": 1}
    assert page.page.evaluate("window.first") == first, "the bones, and all in one go, sharp as soon as it is whole"
    assert {name: seen(page, name) for name in first} == first, "and no frame follows it"
    sharp = seen(page, "sharp")
    frames = seen(page, "frames") + seen(page, "bands")
    page.page.get_by_role("button", name="Next step").click()
    sharp_again(page, sharp)
    assert seen(page, "frames") + seen(page, "bands") - frames <= 4, "one frame, perhaps one for labels, and two bands"


NAMED = """(() => { const { prototype } = WebGL2RenderingContext, { getParameter, getExtension } = prototype, name = NAME;
  prototype.getExtension = function (word) { return name === null && word === "WEBGL_debug_renderer_info" ? null : getExtension.call(this, word); };
  prototype.getParameter = function (what) { return what === 0x9246 ? name : what === this.RENDERER ? "WebKit WebGL" : getParameter.call(this, what); };
})()"""


@pytest.mark.parametrize(
    ("name", "smooth"),
    [('"ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)"', True), ("null", False)],
)
def test_a_card_keeps_its_antialiasing_and_a_nameless_program_is_found_out(visit, server_address, name, smooth):
    page = visit(SMALL)
    page.page.add_init_script(NAMED.replace("NAME", name))
    page.page.goto(server_address)
    page.wait_until("document.querySelector('.stage canvas') !== null && window.anatomyViewer?.state !== undefined")
    assert antialias(page) is smooth


def test_see_through_layers_look_as_the_library_lays_them(visit, server_address):
    query = f"?lesson={LESSON}&step=seven_centimetres"
    pictures = []
    for card in (False, True):
        page = watched(
            visit(SMALL), server_address, query, *([NAMED.replace("NAME", '"NVIDIA GeForce"')] if card else [])
        )
        page.page.evaluate("anatomyViewer.show(['skin', 'gluteus_maximus_left', 'gluteus_maximus_right'])")
        page.page.evaluate(
            "() => { for (const one of document.querySelectorAll('.labels, .drawings')) one.style.display = 'none'; }"
        )
        page.page.evaluate("seen.looking = true")
        sharp, frames = seen(page, "sharp"), seen(page, "frames")
        page.page.evaluate("anatomyViewer.isolate(['skin', 'sacrum', 'hip_bone_left', 'gluteus_maximus_right'])")
        if card:
            page.wait_until("frames => window.seen.frames > frames && window.seen.blocks", frames)
            page.page.evaluate("seen.pause(500)")
            assert seen(page, "sharp") == 0, "a card's picture is smooth as it is"
        else:
            sharp_again(page, sharp)
        pictures.append(seen(page, "blocks"))
    apart = [abs(a - b) for a, b in zip(*pictures, strict=True)]
    assert sum(pictures[0]) > 10_000
    assert max(apart) < 4
    assert sum(apart) / len(apart) < 0.3


def test_a_context_that_comes_back_is_paced_and_sharp_again(visit, server_address):
    page = watched(visit(SMALL), server_address)
    page.wait_until("window.seen.sharp > 0")
    sharp = seen(page, "sharp")
    page.page.evaluate(
        """() => { const gl = document.querySelector('.stage canvas').getContext('webgl2');
          window.losing = gl.getExtension('WEBGL_lose_context'); losing.loseContext(); }"""
    )
    page.wait_until("anatomyViewer.state().graphics === 'lost'")
    page.page.evaluate("losing.restoreContext()")
    page.wait_until("anatomyViewer.state().graphics === 'here'")
    page.wait_until("sharp => window.seen.sharp > sharp", sharp)
    assert antialias(page) is False
    fences = seen(page, "fences")
    page.page.locator(".stage").focus()
    page.page.keyboard.press("ArrowLeft")
    page.wait_until("fences => window.seen.fences > fences", fences)
