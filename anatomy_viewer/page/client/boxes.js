// @ts-check
/* Boxes on the flat picture that keep clear of each other, places along its lines, and how both are written in a drawing. */

/**
 * Spread boxes down a column without overlap, each as near its wish as can be, around what is already there.
 * @param {{wish: number, height: number, y?: number}[]} items
 * @param {number} top
 * @param {number} bottom
 * @param {number} gap
 * @param {Box[]} taken
 */
export function stack(items, top, bottom, gap, taken) {
  const fits = (item, y) => taken.find((box) => y < box.bottom + gap && y + item.height + gap > box.top);
  items.sort((a, b) => a.wish - b.wish);
  let floor = top;
  for (const item of items) {
    item.y = Math.max(item.wish - item.height / 2, floor);
    for (let box = fits(item, item.y); box; box = fits(item, item.y)) item.y = box.bottom + gap + 0.01;
    floor = item.y + item.height + gap;
  }
  let ceiling = bottom;
  for (const item of [...items].reverse()) {
    item.y = Math.min(item.y, ceiling - item.height);
    for (let box = fits(item, item.y); box; box = fits(item, item.y)) item.y = box.top - gap - item.height - 0.01;
    ceiling = item.y - gap;
  }
}
/**
 * Places along a line, as far from each other as its points are, for those that keep clear of it.
 * @type {(spots: Spot[]) => Spot[]}
 */
export const evenly = (spots) => Array.from({ length: 13 }, (_, k) => {
  const i = Math.min(Math.floor((k / 12) * (spots.length - 1)), spots.length - 2), share = (k / 12) * (spots.length - 1) - i;
  return { x: spots[i].x + share * (spots[i + 1].x - spots[i].x), y: spots[i].y + share * (spots[i + 1].y - spots[i].y) };
});
/** @type {(spot: Spot, reach: number) => Box} */
export const around = ({ x, y }, reach) => ({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });
/** @type {(a: Box, b: Box) => boolean} */
export const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/* How places of the window are written in the drawing: a line through them, a thing moved there, a line on a light case. */
/** @type {(spot: Spot) => string} */
const pair = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
/** @type {(spots: Spot[]) => string} */
export const through = (spots) => `M${spots.map(pair).join("L")}`;
/** @type {(spot: Spot) => string} */
export const movedTo = (spot) => `transform="translate(${pair(spot)})"`;
/** @type {(d: string, look?: string) => string} */
export const cased = (d, look = "ruler") => `<path class="ruler-case" d="${d}"/><path class="${look}" d="${d}"/>`;
