// @ts-check
/* The surfaces of nerves and stains, moved to where a study or a person has them. */
import { content, structures } from "./content.js";
import { minus, plus, length, rotate, nearestOn } from "./vectors.js";
import { whose, turnsOf, nerveOf } from "./people.js";
import { stainPoints, skinStainPoints } from "./crest.js";
import { stage, actorOf } from "./stage.js";

/* A trunk stays round where its path turns; its twigs, which are farther from the path, go with it as they are. */
const TRUNK_MM = 4, TWIG_MM = 9;

/** @param {string} id @param {Spread | undefined} spread */
export function movePoints(id, spread) {
  // A stain shows where people in general have the nerve: a drawn person leaves it where it is.
  const nerve = whose.seed && structures[id].kind === "corridor" ? null : nerveOf(id);
  const data = actorOf(id)?.getMapper()?.getInputData?.();
  if (!data?.getPoints?.() || !(nerve || spread)) return;
  if (!whose.steps[nerve] && !spread && !stage.usual[id]?.moved) return;
  /** @type {Stage["usual"][string]} */
  const usual = stage.usual[id] ||= { data, points: data.getPoints().getData(), moved: false };
  let made = usual.points;
  if (spread) made = content.stains_on_skin[id] ? skinStainPoints(id, spread, usual.points) : stainPoints(id, spread);
  else if (whose.steps[nerve]) {
    const p = usual.points, steps = whose.steps[nerve], path = content.paths[nerve];
    usual.places ||= Float32Array.from({ length: p.length / 3 }, (_, k) => nearestOn(path, p[3 * k], p[3 * k + 1], p[3 * k + 2]));
    const turns = turnsOf(path, steps);
    made = Float32Array.from(p);
    usual.places.forEach((place, k) => {
      const i = Math.min(Math.floor(place), steps.length - 2), share = place - i;
      const core = plus(path[i], minus(path[i + 1], path[i]), share), step = plus(steps[i], minus(steps[i + 1], steps[i]), share);
      const { axis, angle } = turns[Math.round(place)], off = minus([p[3 * k], p[3 * k + 1], p[3 * k + 2]], core);
      const turned = Math.max(0, Math.min(1, (TWIG_MM - length(off)) / (TWIG_MM - TRUNK_MM)));
      made.set(plus(plus(core, step), rotate(off, axis, angle * turned)), 3 * k);
    });
  }
  usual.moved = made !== usual.points;
  data.getPoints().setData(made, 3);
  data.getPoints().modified();
  data.modified();
}
