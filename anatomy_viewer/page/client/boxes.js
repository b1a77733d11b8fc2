/* Boxes on the flat picture that keep clear of each other, places along its lines, and how both are written in a drawing. */

/** Spread boxes down a column without overlap, each as near its wish as can be, around what is already there. */
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
/** Places along a line, as far from each other as its points are, for those that keep clear of it. */
export const evenly = (spots) => Array.from({ length: 13 }, (_, k) => {
  const i = Math.min(Math.floor((k / 12) * (spots.length - 1)), spots.length - 2), share = (k / 12) * (spots.length - 1) - i;
  return { x: spots[i].x + share * (spots[i + 1].x - spots[i].x), y: spots[i].y + share * (spots[i + 1].y - spots[i].y) };
});
export const around = ({ x, y }, reach) => ({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });
export const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/* How places of the window are written in the drawing: a line through them, a thing moved there, a line on a light case. */
const pair = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
export const through = (spots) => `M${spots.map(pair).join("L")}`;
export const movedTo = (spot) => `transform="translate(${pair(spot)})"`;
export const cased = (d, look = "ruler") => `<path class="ruler-case" d="${d}"/><path class="${look}" d="${d}"/>`;
