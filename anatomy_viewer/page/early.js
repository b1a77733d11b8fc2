/* The first script of the page, in its head on both hosts: whoever works with the page finds window.anatomyViewer
   there before the content is. The link as it came is kept for the client script, which reads it generously. */
(() => {
  "use strict";
  window.anatomyLink = window.location.search + window.location.hash;

  const asked = [];
  let come;
  const there = new Promise((resolve) => { come = resolve; });
  const viewer = {
    ready: there.then((api) => api.ready),
    complete: there.then((api) => api.complete),
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
  for (const name of ["open", "goTo", "next", "back", "show", "hide", "isolate", "select", "chooseForm", "chooseStudy", "choosePerson",
    "moveClip", "play", "pause", "ask", "press", "train"]) {
    viewer[name] = (...values) => { asked.push(() => window.anatomyViewer[name](...values)); };
  }
  window.anatomyViewer = viewer;
  document.addEventListener("anatomyviewer", ({ detail }) => {
    for (const one of asked.splice(0)) try { one(detail); } catch (fault) { console.error(fault); }
    come(detail);
  }, { once: true });
})();
