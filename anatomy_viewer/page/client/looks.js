// @ts-check
/* How each structure looks now: what the step shows, and what the person has switched since. */
import { reactive } from "./vue.js";
import { structures } from "./content.js";
import { device } from "./device.js";

const COVERS = ["fascia", "fat", "skin"], THINNED = 0.5, ON_A_PHONE = 0.22;
/**
 * How much of its opacity a see-through cover keeps: where all of them lie over the nerves, each is drawn thinner, and most on a
 * phone, where the rim of a nerve is one pixel wide and half of that is what lies beside it.
 * @param {{kind: string, alpha: number}[]} shown
 * @returns {(one: {kind: string, alpha: number}) => number}
 */
export function thinning(shown) {
  const thin = (one) => COVERS.includes(one.kind) && one.alpha < 0.5;
  const all = new Set(shown.filter(thin).map((one) => one.kind)).size === COVERS.length;
  return (one) => (all && thin(one) ? (device.phone ? ON_A_PHONE : THINNED) : 1);
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
