// @ts-check
/* What is written and marked over the picture: labels, rulers, marks, and what explains the colours. */
import { reactive } from "./vue.js";
import { edition, content, structures, points, fill, say } from "./content.js";
import { minus, plus, length } from "./vectors.js";
import { skinAt } from "./hurts.js";
import { whose, nerveOf, placed } from "./people.js";
import { here } from "./state.js";
import { quiz } from "./quiz.js";
import { looks } from "./looks.js";
import { wayAlong, onCrest } from "./crest.js";

/** @type {Captions} */
export const captions = reactive({
  labelsOn: true,
  byHand: { rulers: [], marks: [] },
  passed: [],
  /* What is drawn in a code of its own is told beside it. */
  get legend() {
    if (quiz.hiding) return [];
    if (quiz.asking?.put) return quiz.asking.put.tally.legend;
    const seen = (kind, group) => edition.content.structures.some((one) => one.kind === kind && (!group || one.group === group)
      && looks.isVisible(one.id) && looks.appearance[one.id].emphasis !== "faded");
    const plain = edition.audience === "patient" ? edition.content.words.plain_legend : null;
    /** @type {{id: string, tag?: string, colour?: string, words: string}[]} */
    const rows = edition.content.groups.filter((group) => seen("territory", group.id))
      .map((group) => ({ id: `code-${group.pattern}`, tag: group.tag, colour: group.colour, words: plain ? plain[group.id] : say("territory_of", { group: group.name.toLowerCase() }) }));
    if (seen("corridor")) rows.push({ id: "stain", words: [plain ? plain.stain : edition.content.words.stain, edition.content.brought && edition.content.words.stain_doubt].filter(Boolean).join(". ") });
    return rows;
  },
  get labels() { return !quiz.hiding && quiz.asking?.put ? quiz.asking.put.tally.labels : quiz.hiding || quiz.training || quiz.asking?.drawn ? [] : captions.labelsOn ? [...(here.scene.labels || []).filter((one) => !answerLabels().some((other) => other.id === one.id)), ...answerLabels()].map((label) => ({ ...label, text: edition.wording(label.text) })) : []; },
  get rulers() { return quiz.hiding || quiz.training || quiz.asking?.drawn || quiz.asking?.put ? [] : [...(here.scene.rulers || []).map(rulerNow).filter(Boolean), ...captions.byHand.rulers]; },
  get markers() {
    if (quiz.training) return [];
    const { lit } = quiz.question || {};
    const one = structures[quiz.asking?.pointed], pointed = one && { id: one.id, kind: "site", at: one.anchor };
    return [...(quiz.hiding || quiz.asking?.drawn || quiz.asking?.put ? [] : [...(here.scene.markers || []), ...captions.byHand.marks, ...captions.passed]), lit, pointed].filter(Boolean);
  },
});

/**
 * Labels that come with the answer: what it is, and what was chosen in its place.
 * @returns {Label[]}
 */
function answerLabels() {
  const { question, asking } = quiz;
  if (!asking?.result) return [];
  const ids = question.kind === "find" ? [question.right.find((id) => looks.isVisible(id)), asking.result.chosenId] : question.kind === "identify" ? [question.target] : [];
  return [...new Set(ids)].map((id) => structures[id] || points[id]).filter(Boolean)
    .map((one) => ({ id: one.id, text: one.name, tag: one.tag, at: one.anchor || one.at, kind: one.kind }));
}

/**
 * A ruler says what one sees: where a study or a person has moved an end, it is measured again there.
 * @param {Ruler} ruler
 * @returns {Ruler | null}
 */
function rulerNow(ruler) {
  const moves = ruler.ends.map((end) => whose.steps[nerveOf(end)] && minus(placed(points[end]), points[end].at));
  if (!moves.some(Boolean)) return ruler;
  const usual = [ruler.points[0], ruler.points.at(-1)];
  const moved = usual.map((at, k) => plus(at, moves[k] || [0, 0, 0]));
  const [from, to] = moved.map((at, k) => (ruler.ends[k] === "midline" ? [0, moved[1 - k][1], moved[1 - k][2]] : at));
  const between = (make) => Array.from({ length: 25 }, (_, k) => make(k / 24));
  let line = [from, to], mm = length(minus(from, to));
  if (ruler.kind === "along_the_crest") {
    const grid = content.crest_grid[from[0] > 0 ? "right" : "left"], way = (at) => wayAlong(grid, at);
    const [a, b] = [from, to].map(way);
    mm = ruler.value_mm + Math.abs(b - a) - Math.abs(way(usual[1]) - way(usual[0]));
    line = between((share) => onCrest(grid, a + share * (b - a), 0).point);
  } else if (ruler.kind === "on_the_skin") {
    const lift = usual[0][1] - skinAt(usual[0][0], usual[0][2]);
    line = between((share) => { const at = plus(from, minus(to, from), share); return [at[0], skinAt(at[0], at[2]), at[2]]; });
    if (line.some(([, y]) => y === null)) return null; // no tape lies where there is no skin of the back
    mm = line.reduce((sum, at, k) => sum + (k ? length(minus(at, line[k - 1])) : 0), 0);
    line = line.map((at) => plus(at, [0, lift, 0]));
  }
  return { ...ruler, points: line, value_mm: mm, text: fill(ruler.said, { mm: Math.round(mm) }) };
}
