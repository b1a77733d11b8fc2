// @ts-check
/* The surfaces of nerves and stains, moved to where a study or a person has them. */
import { content, structures } from "./content.js";
import { nearestOn } from "./vectors.js";
import { whose, carriedAlong, nerveOf } from "./people.js";
import { stainPoints, skinStainPoints } from "./crest.js";
import { stage, actorOf } from "./stage.js";

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
    made = carriedAlong(p, usual.places, path, steps);
  }
  usual.moved = made !== usual.points;
  data.getPoints().setData(made, 3);
  data.getPoints().modified();
  data.modified();
}
