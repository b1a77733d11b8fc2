// @ts-check
/* The cross of a press: moved over the skin or the bone by the keyboard; and what lies under the skin. */
import { content, structures, points, say, words } from "./content.js";
import { announce } from "./notices.js";
import { plus, cross, unit } from "./vectors.js";
import { quiz, millimetres, pressable, pressing } from "./quiz.js";
import { looks } from "./looks.js";
import { stage } from "./stage.js";
import { pose } from "./pose.js";
import { castRay } from "./rays.js";
import { overlayChanged } from "./overlay.js";

/** @param {PressTarget | null} target */
export function startCross(target) {
  quiz.cross = null;
  if (!target || !stage) return;
  const { focus, direction } = { ...pose(), ...target.camera };
  crossAt(focus, unit(direction));
}
/** @param {Vector} near @param {Vector} direction @returns {boolean} */
function crossAt(near, direction) {
  const hit = castRay(plus(near, direction, 500), direction.map((part) => -part), pressable);
  if (!hit) return false;
  quiz.cross = { at: hit.at, words: placeInWords(hit.at) };
  overlayChanged();
  return true;
}
/** @param {Vector} at @returns {string} */
export function placeInWords(at) {
  const side = words().press_sides, off = at[0], height = at[2] - (points.psis_right?.at[2] ?? 0);
  return say("press_place", { off: millimetres(off), side: side[off > 0 ? "right" : "left"], height: millimetres(height), way: side[height > 0 ? "above" : "below"] });
}
/** @param {number} across @param {number} up */
export function moveCross(across, up) {
  if (!pressing()) return;
  const now = pose(), right = unit(cross(now.up, now.direction)), level = cross(now.direction, right);
  const from = quiz.cross?.at || now.focus;
  if (crossAt(plus(plus(from, right, across), level, up), now.direction)) announce(quiz.cross.words);
  else announce(words().press_missed);
}
/**
 * The skin turns see-through over the bones, and the nerve that was pressed for comes into the picture.
 * @param {boolean} skin
 * @param {string | null | undefined} nerve
 */
export function showUnderSkin(skin, nerve) {
  const ids = nerve ? [nerve] : [];
  if (skin) {
    for (const layer of content.layers.filter((one) => one.structures.some((id) => structures[id].kind === "skin"))) looks.veiled[layer.id] = true;
    ids.push(...content.structures.filter((one) => one.kind === "bone" && one.at_home || one.kind === "skin").map((one) => one.id));
  }
  for (const id of ids) looks.overrides[id] = true;
}
