// @ts-check
/* The view that somebody has handed on by a link, as long as one stays at its step. */
import { reactive } from "./vue.js";

/** @type {Handed} */
export const handed = reactive({
  viewTitle: "",
  viewSaid: null,
});
/** Its step was left. */
export function forgetHanded() { Object.assign(handed, { viewTitle: "", viewSaid: null }); }
