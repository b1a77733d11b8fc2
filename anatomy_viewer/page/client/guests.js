// @ts-check
/* What the rooms that only some hosts carry give the templates. */

/** @type {object[]} */
export const guests = [];
