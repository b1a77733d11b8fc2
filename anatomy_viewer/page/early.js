/* The first script of the page, in its head on both hosts: whoever works with the page finds window.anatomyViewer
   there before the content is. The link as it came is kept for the client script, which reads it generously. */
(() => {
  "use strict";
  window.anatomyLink = window.location.search + window.location.hash;

  // What the link needs besides the first part of the content is asked for at once, beside all else.
  const parts = JSON.parse(document.currentScript?.dataset.parts || "{}");
  let language = null;
  try { language = window.localStorage.getItem("anatomy-viewer.language"); } catch { /* nothing is remembered */ }
  const needs = { lessons: /\b(lesson|step|class)\b/i, more: /\b(study|person|train|score|mode)\b/i };
  window.anatomyNeeds = (link, name) => (needs[name] || new RegExp(`=\\W*${name}\\b`, "i")).test(link);
  for (const [name, address] of Object.entries(parts)) {
    if (!window.anatomyNeeds(window.anatomyLink, name) && (language !== name || /\blang\b/i.test(window.anatomyLink))) continue;
    document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: address }));
  }

  // What draws begins beside the scripts that are still being read; `software.js` asks this context who it is.
  try {
    const canvas = typeof OffscreenCanvas === "function" ? new OffscreenCanvas(256, 256) : Object.assign(document.createElement("canvas"), { width: 256, height: 256 });
    const gl = window.anatomyTrial = canvas.getContext("webgl2", { antialias: false }), program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, "void main() { gl_Position = vec4(0); }"], [gl.FRAGMENT_SHADER, "void main() { gl_FragColor = vec4(0); }"]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    gl.flush();
  } catch { /* then there is none */ }

  const asked = [];
  let come;
  const there = new Promise((resolve) => { come = resolve; });
  const viewer = {
    ready: there.then((api) => api.ready),
    complete: there.then((api) => api.complete),
    atRest: () => there.then((api) => api.atRest()),
    on(event, listener) {
      let end = null, ended = false;
      asked.push((api) => { if (!ended) end = api.on(event, listener); });
      return () => { ended = true; end?.(); };
    },
  };
  // What looks again and again for a view finds that there is none yet; what asks for a figure is told to wait.
  Object.assign(viewer, {
    state: () => ({ lesson: null, step: null, audience: null, language: null, visible: [], emphasised: [], selected: null, question: null, result: null,
      training: null, form: null, study: null, person: null, playing: false, clip: null, camera: null, missing: [], graphics: null }),
    stats: () => ({ triangles: 0, bytes: 0, frameMs: 0, renders: 0 }),
    anatomy: () => null, where: () => null, pick: () => null,
  });
  for (const name of ["measure", "read"]) {
    viewer[name] = () => { throw new Error(`anatomyViewer.${name}() answers once the page is there: wait for anatomyViewer.ready, or for the event "anatomyviewer" of the document.`); };
  }
  // What is asked for before is done then, in its order.
  for (const name of ["open", "goTo", "next", "back", "show", "hide", "isolate", "select", "chooseView", "chooseForm", "chooseStudy", "choosePerson",
    "moveClip", "play", "pause", "ask", "press", "train"]) {
    viewer[name] = (...values) => { asked.push(() => window.anatomyViewer[name](...values)); };
  }
  window.anatomyViewer = viewer;
  document.addEventListener("anatomyviewer", ({ detail }) => {
    for (const one of asked.splice(0)) try { one(detail); } catch (fault) { console.error(fault); }
    come(detail);
  }, { once: true });
})();
