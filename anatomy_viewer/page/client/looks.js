// @ts-check
/* How each structure looks now: what the step shows, and what the person has switched since. */
import { reactive } from "./vue.js";
import { structures } from "./content.js";

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
