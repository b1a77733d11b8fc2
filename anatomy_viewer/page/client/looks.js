// @ts-check
/* How each structure looks now: what the step shows, and what the person has switched since. */
import { reactive } from "./vue.js";
import { structures } from "./content.js";

const COVERS = ["fascia", "fat", "skin"], THINNED = 0.55;
/**
 * How much of its opacity a see-through cover keeps: where all of them lie over the nerves, each is drawn thinner.
 * @param {{kind: string, alpha: number}[]} shown
 * @returns {(one: {kind: string, alpha: number}) => number}
 */
export function thinning(shown) {
  const thin = (one) => COVERS.includes(one.kind) && one.alpha < 0.5;
  const all = new Set(shown.filter(thin).map((one) => one.kind)).size === COVERS.length;
  return (one) => (all && thin(one) ? THINNED : 1);
}

/** @type {Looks} */
export const looks = reactive({
  overrides: {},
  veiled: {},
  appearance: {},
  ridden: null,
  isVisible(id) { return Boolean(looks.appearance[id]?.shown); },
  layerState(layer) {
    const on = layer.structures.filter((id) => looks.isVisible(id)).length;
    const missing = layer.structures.some((id) => !structures[id].variant && !looks.isVisible(id));
    return on === 0 ? "off" : missing ? "some" : "on";
  },
});
