// @ts-check
/* Vue, as the page brings it: a library of the page, and no room of ours. */

export const { getCurrentInstance, reactive, h, inject, nextTick, watch, markRaw, toRaw } = globalThis.Vue;
