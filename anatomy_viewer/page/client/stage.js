// @ts-check
/* The 3D view: its actors and surfaces once it is there, and whether anything can be drawn on it. */
import { reactive } from "./vue.js";
import { inSoftware } from "./software.js";

export const showing = reactive({
  loading: true,
  graphics: "here", // or lost, or none
  viewWords: "",
  viewNote: "",
  viewId: null,
});
/** Nothing until the view is there: whoever may be called before asks whether it is. @type {Stage} */
export let stage = /** @type {any} */ (null);
/** 0 while the bones are awaited, 1 while the rest of the picture is, 2 then. */
export let phase = 0;
/** @param {Stage} made */
export function setStage(made) { stage = made; }
/** @param {number} number */
export function enterPhase(number) { phase = number; }

/** @param {string} id @returns {Vtk} */
export function actorOf(id) {
  if (!stage) return null;
  const { renderer } = stage.view, count = renderer.getViewProps().length;
  if (!stage.actors[id] && count !== stage.counted) {
    stage.counted = count; // looked through once for all that are new
    for (const actor of renderer.getActors()) {
      const name = actor.get("representationId").representationId;
      if (name) stage.actors[name] = actor;
    }
  }
  return stage.actors[id] || null;
}

/** @param {string} id @returns {Triangles | null} */
export function trianglesOf(id) {
  if (!stage.triangles[id]) {
    const data = actorOf(id)?.getMapper()?.getInputData?.();
    if (!data?.getPoints?.()) return null;
    stage.triangles[id] = { points: data.getPoints().getData(), cells: data.getPolys().getData(), bounds: data.getBounds() };
  }
  return stage.triangles[id];
}

/** @type {(context: WebGL2RenderingContext | null) => boolean} */
export const isGone = (context) => !context || context.isContextLost();
export const canDraw = () => showing.graphics === "here" && !isGone(stageContext());
/**
 * The context that vtk.js will ask for too, or null; a canvas gives one and always the same.
 * @param {HTMLCanvasElement} canvas
 * @returns {WebGL2RenderingContext | null}
 */
export function contextOf(canvas) {
  const asked = { preserveDrawingBuffer: false, depth: true, alpha: true, antialias: !inSoftware(), powerPreference: "high-performance" };
  try { return /** @type {any} */ (canvas.getContext("webgl2", asked) || canvas.getContext("webgl", asked)); } catch { return null; }
}
export const stageContext = () => contextOf(stage.view.openglRenderWindow.getCanvas());
