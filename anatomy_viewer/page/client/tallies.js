// @ts-check
/* What a class has answered, for the eye: rows of bars, ranks, figures of presses; on the model a heat, or a map of presses. */
import { content, edition, fill, structures } from "./content.js";
import { device } from "./device.js";
import { looks } from "./looks.js";
import { classroom } from "./classroom.js";
import { nameOfAnswer, orderOf } from "./putting.js";
import { drawPressMap } from "./press_map.js";

/* From over half of all answers down; each step is darker than the next, so that it is seen without its hue too. */
const HEATS = [{ over: 0.5, colour: [122, 1, 20] }, { over: 0.25, colour: [203, 44, 30] }, { over: 0.1, colour: [246, 128, 62] }, { over: 0, colour: [253, 208, 150] }];
const MOST_LABELLED = 8;
/** @type {(share: number) => typeof HEATS[number]} */
const heatOf = (share) => HEATS.find(({ over }) => share > over) || HEATS[3];
/** @type {(part: number, all: number) => number} */
const percentOf = (part, all) => (all ? Math.round((100 * part) / all) : 0);
/** @type {(key: string, values?: Record<string, any>) => string} */
const phrase = (key, values) => fill(classroom.words.asking[key], values);

/**
 * A row for each answer that can be given, or was.
 * @param {Question} question
 * @param {Record<string, any>} results
 * @param {any} mine what this page has answered
 * @returns {BarRow[]}
 */
export function barsOf(question, results, mine) {
  const rightOnes = question.options?.some((one) => one.right) ? question.options.filter((one) => one.right).map(({ id }) => id) : question.right || [];
  return (results.chosen || []).map(({ id, count }) => {
    const percent = percentOf(count, results.count), right = rightOnes.includes(id), own = Boolean(mine?.includes?.(id));
    return { id, name: nameOfAnswer(question, id), count, percent, right, own, colour: question.kind === "find" && count ? `rgb(${heatOf(count / results.count).colour})` : null };
  });
}
/**
 * What stands first on average first, with how often it stood in which place.
 * @param {Question} question
 * @param {Record<string, any>} results
 * @returns {RankRow[]}
 */
export function ranksOf(question, results) {
  const order = orderOf(question);
  return (results.ranks || []).map(({ id, mean, places }, rank) => ({
    id, rank: rank + 1, name: nameOfAnswer(question, id), mean: mean === null ? "–" : mean.toLocaleString(edition.language, { maximumFractionDigits: 1 }),
    right: order ? order.indexOf(id) + 1 : null,
    places: places.map((count, place) => ({ place: place + 1, count, percent: percentOf(count, results.count), right: Boolean(order && order.indexOf(id) === place) })),
  }));
}
/**
 * What presses come to: how far from the target, how far apart, beside what examiners manage.
 * @param {Record<string, any>} results
 * @returns {{value: string, words: string}[]}
 */
export function figuresOf(results) {
  const mm = (value) => `${Math.round(value)} mm`, { to_target: away, count, spread_mm: spread } = results, rows = [];
  if (!count) return rows;
  if (away) rows.push({ value: mm(away.mean_mm), words: phrase("press_away") }, { value: mm(away.of_mean_mm), words: phrase("press_middle_away") });
  if (spread !== null) rows.push({ value: mm(spread), words: phrase("press_spread") });
  for (const { mm: within, count: near } of away?.within || []) {
    const yardstick = content.yardsticks.find((one) => one.mm === within);
    rows.push({ value: `${percentOf(near, count)} %`, words: fill(classroom.words.asking.press_within[yardstick?.id] || phrase("press_within_mm"), { mm: within, near, count }) });
  }
  return rows;
}

/**
 * What the picture shows of what was answered.
 * @param {Question} question
 * @param {Record<string, any>} results
 * @param {Vector | null} target
 * @returns {Tally}
 */
export function tallyOf(question, results, target) {
  const { kind, changes } = question, tally = /** @type {Tally} */ ({ changes, heat: null, labels: [], legend: [] });
  if (kind === "press") {
    const { asking } = classroom.words, rings = target || results.mean;
    const shown = ["dot", results.mean && "middle", results.ellipse && "ellipse", rings && "rings", target && "target"].filter(Boolean);
    return { ...tally, legend: shown.map((key) => ({ id: `map-${key}`, words: asking.map[key] })), draw: (drawing) => drawPressMap(drawing, question, results, target) };
  }
  if (kind === "identify" && structures[question.target]) return { ...tally, changes: { ...changes, [question.target]: [1, "emphasised"] } };
  if (kind !== "find") return tally;
  const named = (results.chosen || []).filter(({ id, count }) => count && structures[id]), shares = Object.fromEntries(named.map(({ id, count }) => [id, count / results.count]));
  const right = (question.right || []).find((id) => shares[id]) ?? question.right?.[0], ghost = (id, opacity) => (shares[id] ? [1, "plain"] : opacity > 0 ? [Math.min(opacity, 0.3), "faded"] : [opacity, "hidden"]);
  const pictured = Object.keys(changes).length ? changes : Object.fromEntries(content.structures.map(({ id }) => [id, [looks.isVisible(id) ? looks.appearance[id].alpha : 0, "plain"]]));
  const used = new Set(Object.values(shares).map((share) => heatOf(share).over));
  const labelled = [...named.slice(0, MOST_LABELLED).map(({ id, count }) => ({ id, percent: percentOf(count, results.count) })), ...(right && !shares[right] ? [{ id: right, percent: 0 }] : [])];
  return {
    ...tally,
    changes: { ...Object.fromEntries(content.structures.map(({ id }) => [id, /** @type {[number, string]} */ (ghost(id, (pictured[id] || [0])[0]))])), ...(right && !shares[right] && structures[right] && { [right]: [1, "emphasised"] }) },
    heat: Object.fromEntries(named.map(({ id }) => [id, heatOf(shares[id]).colour])),
    labels: labelled.filter(({ id }) => structures[id]).map(({ id, percent }) => ({ id, text: `${percent} %${device.phone ? "" : ` · ${structures[id].name}`}${question.right?.includes(id) ? " ✓" : ""}`, tag: structures[id].tag, at: structures[id].anchor, kind: structures[id].kind })),
    legend: HEATS.filter(({ over }) => used.has(over)).map(({ over, colour }) => ({ id: "heat", colour: `rgb(${colour})`, words: phrase(over ? "heat_over" : "heat_some", { percent: over * 100 }) })),
  };
}
/** @type {(results: Record<string, any>) => string} */
export const countedOf = ({ count }) => phrase(count === 1 ? "answer_in" : "answers_in", { count });
/** The sources of what examiners manage. */
export const yardstickSources = () => [...new Set(content.yardsticks.flatMap(({ sources }) => sources))].filter((key) => content.sources[key]);
/**
 * All of it in sentences, for who listens.
 * @param {Question} question
 * @param {Record<string, any>} results
 * @returns {string}
 */
export function tallyInWords(question, results) {
  const counted = countedOf(results);
  if (question.kind === "press") return [counted, ...figuresOf(results).map(({ value, words }) => `${value} ${words}`)].join(". ");
  if (question.kind === "order") return [counted, ...ranksOf(question, results).map(({ rank, name, mean }) => `${rank}. ${name}: ${phrase("rank_mean", { mean })}`)].join(" ");
  return [counted, ...barsOf(question, results, null).filter(({ count }) => count || question.kind !== "find").map(({ name, percent }) => `${name}: ${percent} %`)].join(". ");
}
