// @ts-check
/* Graphics: taken away by the device at any time, or never given. */
import { nextTick } from "./vue.js";
import { content } from "./content.js";
import { saying, announce } from "./notices.js";
import { inSoftware } from "./software.js";
import { showing, stage, stageContext, isGone, contextOf } from "./stage.js";
import { drawWith } from "./layering.js";
import { drawByIndex } from "./buffers.js";
import { emit } from "./signals.js";
import { overlayChanged } from "./overlay.js";
import { renderNow, settled } from "./rendering.js";
import { stopTurning } from "./camera.js";

/**
 * vtk.js asks for a context while its view is made, and breaks where there is none: then it gets one that draws nothing.
 * @param {any} view
 * @returns {object}
 */
export function withContext(view) {
  const nothing = new Proxy({}, { get: () => () => 0 });
  return { ...view, setup(props, context) { // Vue counts these two
    const prototype = /** @type {any} */ (window.HTMLCanvasElement.prototype), { getContext } = prototype, antialias = !inSoftware();
    prototype.getContext = function (kind, wish) {
      const given = getContext.call(this, kind, { ...wish, antialias });
      if (given || kind !== "webgl") return given; // the first one asked for is webgl2
      showing.graphics = "none";
      return nothing;
    };
    try { return view.setup(props, context); } finally { prototype.getContext = getContext; }
  } };
}

export function watchGraphics() {
  const { view } = stage;
  // These events do not rise; whoever stands around the canvas hears them on their way down.
  view.container.addEventListener("webglcontextlost", (event) => { event.preventDefault(); graphicsLost(); }, true);
  view.container.addEventListener("webglcontextrestored", graphicsBack, true);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && showing.graphics === "lost") window.setTimeout(drawAgain, GRACE_MS);
  });
  const context = contextOf(view.openglRenderWindow.getCanvas());
  if (!isGone(context)) { beginDrawing(view.openglRenderWindow, context); return; }
  showing.graphics = context ? "lost" : "none";
  view.interactor.setEnableRender(false);
  if (!context) announce(content.words.picture_none);
}
/** @param {Vtk} drawer @param {WebGL2RenderingContext} gl */
function beginDrawing(drawer, gl) {
  drawByIndex(drawer, gl);
  askProgramsAlone(gl);
  drawWith(drawer);
}
/**
 * What is wrong with a shader its program tells, too. vtk.js asks all three, and each answer comes after everything that the
 * graphics processor was given before, and after pictures of the browser's own.
 * @param {WebGL2RenderingContext} gl
 */
function askProgramsAlone(gl) {
  const ask = Object.getPrototypeOf(gl).getShaderParameter; // of either version
  gl.getShaderParameter = (shader, what) => what === gl.COMPILE_STATUS || ask.call(gl, shader, what);
}
const GRACE_MS = 1500; // a browser gives the context back by itself, if it can

/**
 * The scene stays; what draws it, made of a context that is gone, is made anew on the same canvas or another.
 * @param {HTMLCanvasElement | undefined} canvas
 */
function newDrawer(canvas) {
  const { view } = stage, { renderWindow } = stage, before = view.openglRenderWindow;
  const size = before.getSize();
  renderWindow.removeView(before);
  before.setContainer(null);
  before.delete();
  view.openglRenderWindow = renderWindow.newAPISpecificView("WebGL", canvas ? { canvas, cursor: "default" } : { cursor: "default" });
  renderWindow.addView(view.openglRenderWindow);
  view.openglRenderWindow.setContainer(view.container);
  view.openglRenderWindow.setSize(...size);
  view.interactor.setView(view.openglRenderWindow);
  view.selector.attach(view.openglRenderWindow, view.renderer);
}
function graphicsLost() {
  stopTurning();
  stage.view.interactor.setEnableRender(false);
  newDrawer(stage.view.openglRenderWindow.getCanvas()); // now, while what it lets go of is gone already
  showing.graphics = "lost";
  saying.tooltip = null;
  announce(content.words.picture_away);
}
function graphicsBack() {
  if (showing.graphics !== "lost" || isGone(stageContext())) return;
  showing.graphics = "here";
  beginDrawing(stage.view.openglRenderWindow, stageContext());
  stage.view.interactor.setEnableRender(true);
  stage.view.resize();
  overlayChanged();
  nextTick(() => { renderNow(); settled(); announce(content.words.picture_back); emit("graphics", "here"); });
}
/** The browser has not given the context back: another canvas may get one. */
function drawAgain() {
  if (showing.graphics !== "lost") return;
  if (isGone(stageContext())) {
    const canvas = document.createElement("canvas");
    if (isGone(contextOf(canvas))) { announce(content.words.picture_away); return; }
    canvas.style.width = "100%";
    newDrawer(canvas);
  }
  graphicsBack();
}
export const graphicsCalls = { drawAgain };
