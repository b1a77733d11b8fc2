/* Labels in two columns beside what they name, and rulers with their plates. */
import { structures } from "./content.js";
import { minus, length, unit } from "./vectors.js";
import { placed } from "./people.js";
import { looks } from "./looks.js";
import { stack, evenly, around, through, cased } from "./boxes.js";
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

export function placeLabels(drawing, taken) {
  const { free } = stage;
  const middle = (free.left + free.right) / 2;
  const reach = stage.radiusMm * (free.box.height / (2 * pose().distance * Math.tan((VIEW_ANGLE_DEG * Math.PI) / 360)));
  const edge = 10;
  const columns = { left: [], right: [] };
  for (const label of captions.labels) {
    const box = stage.boxes.labels[label.id];
    if (!box) continue;
    const { element } = box;
    const spot = project(placed(label));
    element.style.visibility = !isInPicture(placed(label)) || isCutAway(placed(label)) || structures[label.id] && (!looks.isVisible(label.id) || isMissing(label.id)) ? "hidden" : "visible";
    if (element.style.visibility === "hidden") continue;
    columns[spot.x < middle ? "left" : "right"].push({ label, spot, wish: spot.y, ...box });
  }
  const capacity = (free.height - 16) / 34;
  for (const [from, to] of [["left", "right"], ["right", "left"]]) {
    columns[from].sort((a, b) => Math.abs(b.spot.x - middle) - Math.abs(a.spot.x - middle));
    while (columns[from].length > capacity && columns[to].length < capacity) columns[to].push(columns[from].pop());
  }
  for (const side of ["left", "right"]) {
    for (const item of columns[side]) {
      item.x = side === "left"
        ? Math.max(free.left + edge, Math.min(middle - reach - 18, item.spot.x - 36) - item.width)
        : Math.min(free.right - edge, Math.max(middle + reach + 18, item.spot.x + 36) + item.width) - item.width;
    }
    const [from, to] = columns[side].reduce(([a, b], item) => [Math.min(a, item.x), Math.max(b, item.x + item.width)], [Infinity, -Infinity]);
    stack(columns[side], free.top + 8, free.bottom - 8, 6, taken.filter((box) => box.left < to && box.right > from));
    for (const item of columns[side]) {
      const { x } = item;
      item.element.style.transform = `translate(${Math.round(x)}px, ${Math.round(item.y)}px)`;
      const tip = { x: side === "left" ? x + item.width : x, y: item.y + item.height / 2 };
      const hidden = stage.hiddenAnchors.has(item.label.id);
      item.element.classList.toggle("behind", hidden);
      drawing.push(`<path class="leader${hidden ? " behind" : ""}" d="M${tip.x} ${tip.y}L${item.spot.x} ${item.spot.y}"/>`
        + `<circle class="leader-end${hidden ? " behind" : ""}" cx="${item.spot.x}" cy="${item.spot.y}" r="3"/>`);
    }
  }
}

export function drawRulers(drawing, taken) {
  const lines = captions.rulers.map((ruler) => ruler.points.map(project)), beside = lines.flatMap(evenly).map((spot) => around(spot, 5));
  for (const [number, ruler] of captions.rulers.entries()) {
    const spots = lines[number];
    drawing.push(cased(through(spots)));
    for (const [end, inner] of [[spots[0], spots[1]], [spots.at(-1), spots.at(-2)]]) {
      const [x, y] = [end.y - inner.y, inner.x - end.x], size = 8 / (Math.hypot(x, y) || 1);
      drawing.push(cased(through([-size, size].map((by) => ({ x: end.x + by * x, y: end.y + by * y })))));
    }
    const box = stage.boxes.rulers[ruler.id];
    if (!box) continue;
    const middle = Math.floor((spots.length - 1) / 2), [before, after] = [spots[middle], spots[middle + 1] || spots[middle]];
    const at = { x: (before.x + after.x) / 2, y: (before.y + after.y) / 2 };
    const half = box.width / 2, tall = box.height, ends = [spots[0], spots.at(-1)].sort((a, b) => a.x - b.x);
    const plate = ([wish, top]) => {
      const x = Math.min(stage.free.right - half - 6, Math.max(stage.free.left + half + 6, wish));
      return { left: x - half, right: x + half, top, bottom: top + tall };
    };
    const inTheWay = [...taken, ...beside, ...ends.map((end) => around(end, 8))];
    const common = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) + 2);
    const outside = (one) => Math.max(0, stage.free.top + 4 - one.top, one.bottom + 4 - stage.free.bottom) * box.width;
    const covered = (one) => outside(one) + inTheWay.reduce((sum, other) => sum + common(one, other), 0);
    const wishes = [[at.x, at.y + 14], [at.x, at.y - tall - 14], [ends[0].x - half - 16, ends[0].y - tall / 2], [ends[1].x + half + 16, ends[1].y - tall / 2],
      [at.x + half + 14, at.y - tall / 2], [at.x - half - 14, at.y - tall / 2],
      ...[tall + 18, -2 * tall - 18, 2 * tall + 22, -3 * tall - 22].map((offset) => [at.x, at.y + offset])];
    const chosen = wishes.map(plate)
      .reduce((best, one) => (covered(one) < covered(best) ? one : best));
    box.element.style.transform = `translate(${Math.round(chosen.left)}px, ${Math.round(chosen.top)}px)`;
    taken.push(chosen);
  }
}
