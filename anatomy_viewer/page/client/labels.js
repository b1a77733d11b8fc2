// @ts-check
/* Labels in two columns beside what they name, and rulers with their plates. */
import { structures } from "./content.js";
import { minus, length, unit } from "./vectors.js";
import { placed } from "./people.js";
import { looks } from "./looks.js";
import { through, cased } from "./boxes.js";
import { inColumns, plateBeside } from "./layout.js";
import { captions } from "./captions.js";
import { stage, phase } from "./stage.js";
import { isCutAway } from "./clip.js";
import { isMissing } from "./fetching.js";
import { VIEW_ANGLE_DEG, pose, project, isInPicture } from "./pose.js";
import { castRay } from "./rays.js";

export function findHiddenAnchors() {
  if (!stage || phase === 0) return;
  const eye = stage.view.activeCamera.getPosition();
  stage.hiddenAnchors = new Set();
  for (const label of captions.labels) {
    const arm = minus(placed(label), eye), away = length(arm);
    const hit = castRay([...eye], unit(arm), (id, look) => structures[id].kind === "bone" && look.alpha >= 0.5 && look.emphasis !== "faded");
    if (hit && hit.id !== label.id && hit.distance < away - 6) stage.hiddenAnchors.add(label.id);
  }
}

/** @param {string[]} drawing @param {Box[]} taken */
export function placeLabels(drawing, taken) {
  const { free } = stage;
  const reach = stage.radiusMm * (free.box.height / (2 * pose().distance * Math.tan((VIEW_ANGLE_DEG * Math.PI) / 360)));
  const items = [];
  for (const label of captions.labels) {
    const box = stage.boxes.labels[label.id];
    if (!box) continue;
    const at = placed(label);
    const away = !isInPicture(at) || isCutAway(at) || structures[label.id] && (!looks.isVisible(label.id) || isMissing(label.id));
    box.element.style.visibility = away ? "hidden" : "visible";
    if (!away) items.push({ label, spot: project(at), ...box });
  }
  for (const { label, element, spot, side, x, y, width, height } of inColumns(items, free, reach, taken)) {
    element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    const tip = { x: side === "left" ? x + width : x, y: y + height / 2 };
    const hidden = stage.hiddenAnchors.has(label.id);
    element.classList.toggle("behind", hidden);
    drawing.push(`<path class="leader${hidden ? " behind" : ""}" d="M${tip.x} ${tip.y}L${spot.x} ${spot.y}"/>`
      + `<circle class="leader-end${hidden ? " behind" : ""}" cx="${spot.x}" cy="${spot.y}" r="3"/>`);
  }
}

/** @param {string[]} drawing @param {Box[]} taken */
export function drawRulers(drawing, taken) {
  const lines = captions.rulers.map((ruler) => ruler.points.map(project));
  for (const [number, ruler] of captions.rulers.entries()) {
    const spots = lines[number];
    drawing.push(cased(through(spots)));
    for (const [end, inner] of [[spots[0], spots[1]], [spots.at(-1), spots.at(-2)]]) {
      const [x, y] = [end.y - inner.y, inner.x - end.x], size = 8 / (Math.hypot(x, y) || 1);
      drawing.push(cased(through([-size, size].map((by) => ({ x: end.x + by * x, y: end.y + by * y })))));
    }
    const box = stage.boxes.rulers[ruler.id];
    if (!box) continue;
    const plate = plateBeside(spots, box, stage.free, lines, taken);
    box.element.style.transform = `translate(${Math.round(plate.left)}px, ${Math.round(plate.top)}px)`;
    taken.push(plate);
  }
}
