// @ts-check
/* The component that meets the 3D view. */
import { inject, nextTick, watch, markRaw } from "./vue.js";
import { edition, content } from "./content.js";
import { notify } from "./notices.js";
import { whose } from "./people.js";
import { here } from "./state.js";
import { device } from "./device.js";
import { $ } from "./elements.js";
import { captions } from "./captions.js";
import { showing, stage, setStage } from "./stage.js";
import { cutting } from "./clip.js";
import { freeRectangle } from "./pose.js";
import { overlayStale, cameraMoved, overlayChanged } from "./overlay.js";
import { panels } from "./panels.js";
import { motion } from "./pacing.js";
import { scheduleRender, renderNow } from "./rendering.js";
import { pendingCamera, flyTo, layoutChanged } from "./camera.js";
import { drawUnread, checkLoading, surfaceArrived } from "./surfaces.js";
import { watchGraphics } from "./graphics.js";
import { listenToHand } from "./pointer.js";
import { tooling, watchTools } from "./tools.js";
import { watchRuler } from "./ruler.js";

export const AnatomyStage = {
  setup() {
    const view = inject("view");
    // The component has asked for a frame before there is anything to see; it would come right after the first picture.
    const { renderWindow } = view;
    if (showing.graphics === "none") view.interactor.setEnableRender(false);
    view.renderWindow = { render() {} };
    nextTick(() => window.setTimeout(() => { view.renderWindow = renderWindow; }, 1));
    view.resetCamera = () => {}; // the view would frame everything, twice; the picture says where to look from
    view.resize = () => {
      if (!view.container) return;
      const box = view.container.getBoundingClientRect();
      if (!box.width || !box.height) return; // on paper there is no stage
      const scale = window.devicePixelRatio || 1;
      view.openglRenderWindow.setSize(Math.max(10, Math.round(box.width * scale)), Math.max(10, Math.round(box.height * scale)));
      layoutChanged();
      renderNow();
    };
    let changed = false;
    // A representation has changed, or a program moved the camera. After a step a hundred tell it one after the other.
    view.render = () => {
      if (changed) return;
      changed = true;
      queueMicrotask(() => { changed = false; surfaceArrived(); if (overlayStale && !motion.flight) scheduleRender(); });
    };
    nextTick(() => {
      setStage({ view: markRaw(view), renderWindow: markRaw(renderWindow), element: $(".stage"), actors: {}, triangles: {}, usual: {}, cuts: {}, hiddenAnchors: new Set(),
        markerSpots: {}, boxes: null, renders: 0,
        radiusMm: 150, free: null });
      stage.free = freeRectangle();
      view.renderer.setBackground(0, 0, 0, 0);
      lightTheScene(view.renderer);
      watchGraphics();
      view.interactor.unbindEvents(); // the hand is ours
      view.activeCamera.onModified(cameraMoved);
      const surface = stage.element.querySelector("canvas").parentElement;
      surface.tabIndex = -1; // the region around it is the tab stop
      listenToHand(stage.element, surface);
      new ResizeObserver(() => view.resize()).observe(stage.element);
      const watchResolution = () => window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
        .addEventListener("change", () => { view.resize(); watchResolution(); }, { once: true });
      watchResolution();
      const covers = new ResizeObserver(layoutChanged);
      const watchCovers = () => document.querySelectorAll("[data-covers]").forEach((element) => covers.observe(element));
      watchCovers();
      watch(() => [panels.panel, panels.sheet, panels.selected, device.phone, edition.audience, here.lessonId, captions.legend.length, Boolean(cutting.clip), whose.drawnAs.length, tooling.tool],
        () => nextTick(() => { watchCovers(); layoutChanged(); }));
      watch(() => captions.labelsOn, overlayChanged);
      watchTools();
      watchRuler();
      watch(() => showing.viewId, () => nextTick(() => {
        const chip = $('.chip[aria-pressed="true"]'), middle = (element) => { const { left, right } = element.getBoundingClientRect(); return (left + right) / 2; };
        if (chip) chip.parentElement.scrollLeft += middle(chip) - middle(chip.parentElement);
      }));
      flyTo(pendingCamera || here.scene.camera);
      drawUnread();
      checkLoading();
      content.packs.filter((one) => one.problem).forEach((one) => notify(one.problem));
    });
    return () => null;
  },
};

/** @param {Vtk} renderer */
function lightTheScene(renderer) {
  renderer.removeAllLights();
  for (const { position, intensity, colour } of content.lights) {
    const light = renderer.makeLight();
    light.set({ positional: false, intensity, color: colour.map((part) => part / 255) });
    light.setLightTypeToCameraLight();
    light.setPosition(...position);
    light.setFocalPoint(0, 0, 0);
    renderer.addLight(light);
  }
}
