// @ts-check
/* The picture drawn anew in another size with all that stands over it: for paper, and for who takes it away. */
import { unit } from "./vectors.js";
import { placed } from "./people.js";
import { $ } from "./elements.js";
import { device } from "./device.js";
import { evenly, around, meets } from "./boxes.js";
import { captions } from "./captions.js";
import { showing, stage, phase, canDraw } from "./stage.js";
import { distanceFor, pose, setPose, centreOnFreeArea, project, MARGIN, isInPicture } from "./pose.js";
import { findHiddenAnchors } from "./labels.js";
import { measureOverlay, signBoxes, drawOverlay } from "./overlay.js";
import { finishFlight } from "./camera.js";
import { drawSharp } from "./sharpening.js";
import { drawShape, drawBox } from "./pens.js";

/* Paper has a layout of its own, the same from every window: 680 px on 180 mm, so that letters of 12 px are 9 pt high. */
/** @type {Sheeting} */
const PAPER = { width: 680, height: 400, sign: 92, sharpness: 2.2, paper: true, foot: 0,
  ground(pen, width, height) { pen.fillStyle = "#ffffff"; pen.fillRect(0, 0, width, height); } };

/**
 * The view from `camera`, or as it is on the screen, drawn anew for paper with all that stands over it, on white.
 * @param {Camera} [camera]
 * @returns {{picture: string, view: string, words: string[]}}
 */
export function pictureOnPaper(camera) {
  const drawn = drawnAnew(PAPER, camera);
  return { picture: drawn ? drawn.sheet.toDataURL("image/jpeg", 0.9) : "", view: `${showing.viewWords}. ${showing.viewNote}`, words: drawn?.words ?? [] };
}

/**
 * The view from `camera`, or as it is on the screen, drawn anew in another size with all that stands over it; null where nothing
 * can be drawn. Below it stays room of `foot` px.
 * @param {Sheeting} how
 * @param {Camera} [camera]
 * @returns {{sheet: HTMLCanvasElement, pen: CanvasRenderingContext2D, bottom: number, words: string[]} | null}
 */
export function drawnAnew({ width, height, sign, sharpness, paper, foot, ground }, camera) {
  if (!stage?.element.offsetWidth || phase === 0 || !canDraw()) return null;
  finishFlight();
  const { view, element, free, radiusMm } = stage, now = pose(), { documentElement: root } = document, { theme } = root.dataset;
  const box = { left: free.box.left, top: free.box.top, width, height };
  const sheet = document.createElement("canvas");
  try {
    const toKeep = camera || !paper ? [] : placesTold().filter(isInPicture);
    stage.free = { left: 0, top: 0, right: width, bottom: height, width, height, box, inHand: !paper && device.phone };
    if (paper) { root.dataset.theme = "light"; element.classList.add("on-paper"); }
    centreOnFreeArea();
    if (camera) {
      stage.radiusMm = camera.radius_mm;
      setPose({ focus: camera.focus, direction: unit(camera.direction), up: camera.up, distance: distanceFor(camera.radius_mm, stage.free) });
    } else setPose({ ...now, distance: (now.distance * distanceFor(1, stage.free)) / distanceFor(1, free) });
    view.renderer.resetCameraClippingRange(); // before anything is projected
    if (!toKeep.every(isInPicture)) {
      // A window of another shape shows more to its sides; what is told there stays in the picture.
      const share = Math.min((width + 2 * MARGIN) / (free.width + 2 * MARGIN), (height + 2 * MARGIN) / (free.height + 2 * MARGIN));
      setPose({ ...now, distance: (now.distance * height) / (free.box.height * share) });
      view.renderer.resetCameraClippingRange();
    }
    findHiddenAnchors();
    // The sign of the sides stands in a corner where nothing is told, else below the picture.
    const corner = [[0, height - sign], [width - sign, height - sign], [0, 0], [width - sign, 0]].map(([left, top]) => ({ left, top, right: left + sign, bottom: top + sign }))
      .find((one) => { measureOverlay([one]); drawOverlay(); return !boxesTold().some((other) => meets(one, other)); }) || { left: 0, top: height };
    if (corner.top === height) { measureOverlay([]); drawOverlay(); }
    const bottom = corner.top === height ? height + sign : height;
    [sheet.width, sheet.height] = [Math.round(width * sharpness), Math.round((bottom + foot) * sharpness)];
    const pen = sheet.getContext("2d");
    pen.scale(sharpness, sharpness);
    ground(pen, width, bottom + foot);
    view.openglRenderWindow.setSize(Math.round(width * sharpness), Math.round(height * sharpness));
    drawSharp();
    // The drawing buffer is only there until the browser has shown it.
    pen.drawImage(element.querySelector("canvas"), 0, 0, width, height);
    const words = drawOver(pen);
    drawSign(pen, corner, sign);
    return { sheet, pen, bottom, words };
  } finally {
    Object.assign(stage, { free, radiusMm });
    root.dataset.theme = theme;
    element.classList.remove("on-paper");
    centreOnFreeArea();
    setPose(now);
    findHiddenAnchors();
    measureOverlay(signBoxes());
    view.resize();
  }
}
/**
 * What stands over the picture: lines and marks, labels and plates; tells what is written.
 * @param {CanvasRenderingContext2D} pen
 * @returns {string[]}
 */
export function drawOver(pen) {
  for (const drawing of stage.element.querySelectorAll(":scope > svg")) for (const shape of drawing.children) drawShape(pen, shape);
  const boxes = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(WRITTEN))].filter((one) => getComputedStyle(one).visibility !== "hidden");
  boxes.forEach((one) => drawBox(pen, one));
  return boxes.map((one) => one.innerText.replace(/\s+/g, " ").trim());
}
/**
 * @param {CanvasRenderingContext2D} pen
 * @param {{left: number, top: number}} corner
 * @param {number} sign
 */
export function drawSign(pen, corner, sign) {
  pen.save();
  pen.translate(corner.left + sign / 2, corner.top + sign / 2);
  pen.globalAlpha = 0.8;
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--paper-solid");
  pen.beginPath();
  pen.roundRect(2 - sign / 2, 2 - sign / 2, sign - 4, sign - 4, 8);
  pen.fill();
  pen.globalAlpha = 1;
  for (const shape of $(".orientation svg").children) drawShape(pen, shape);
  pen.restore();
}
const WRITTEN = ".labels > .label, .labels > .ruler-text";
/** @type {() => Vector[]} */
const placesTold = () => [...[...captions.labels, ...captions.markers].map(placed), ...captions.rulers.flatMap((ruler) => ruler.points)];
/**
 * What the sign must not lie on: words, marks and the lines of rulers.
 * @returns {Box[]}
 */
function boxesTold() {
  const { left, top } = stage.free.box;
  return [...document.querySelectorAll(`${WRITTEN}, .drawings :is(text, g)`)].filter((one) => getComputedStyle(one).visibility !== "hidden")
    .map((one) => one.getBoundingClientRect()).map((box) => ({ left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top }))
    .concat(captions.rulers.flatMap((ruler) => evenly(ruler.points.map(project))).map((spot) => around(spot, 4)));
}
