// @ts-check
/* Whose anatomy it is: a form of the pelvis, the nerves of a study or of a drawn person. */
import { reactive, markRaw } from "./vue.js";
import { edition, content, structures, points, say } from "./content.js";
import { minus, plus, dot, cross, length, unit, rotate, nearestOn } from "./vectors.js";

/** @type {Whose} */
export const whose = reactive({
  form: "",
  formLoading: false,
  studyId: null,
  seed: null,
  own: { form: "", studyId: null, seed: null }, // what the person chose; a step may show others' for a while
  steps: markRaw({}),
  get study() { return edition.content.studies.find((one) => one.id === whose.studyId) || null; },
  get anatomy() { return whose.seed && edition.content ? personOf(whose.seed) : whose.study; },
  /* The form that is shown; of a pelvis that somebody brought its words say so wherever it is. */
  get formShown() { return edition.content.forms.find((one) => one.id === whose.form); },
  get formTold() {
    const form = whose.formShown;
    return form?.told ? edition.content.words.drawn_real : form && form !== edition.content.forms[0] ? say("drawn_form", { form: form.name }) : "";
  },
  get formNote() { return whose.formShown.note; },
  /* Whether there is something that one can go back from. */
  get notUsual() { return whose.form !== whose.own.form || Boolean(whose.anatomy); },
  /* Whose pelvis and whose nerves are in the picture, where they are not the usual ones. */
  get drawnAs() {
    return [(whose.form !== whose.own.form || whose.formShown?.told) && (whose.formTold || say("drawn_form", { form: whose.formShown.name })), whose.anatomy?.title].filter(Boolean);
  },
});

/**
 * The record of a drawn person, read from the table that Python drew (atlas/people.py says how).
 * @param {number} seed
 * @returns {Anatomy}
 */
function personOf(seed) {
  const { sides, columns, rows } = content.people;
  const record = { id: `person_${seed}`, title: say("person", { number: seed }), hidden: [], shown: [], placed: {}, spreads: {}, lines: [] };
  const place = (nerve, parameter, value) => { (record.placed[nerve] ||= {})[parameter] = value; };
  let next = 0;
  for (const side of sides) {
    const told = [], own = (name) => `${name}_${side}`;
    for (const column of columns) {
      const number = rows[seed - 1][next];
      next += 1;
      if (!column.options) { column.nerves.forEach((nerve) => place(own(nerve), column.parameter, number * column.step)); continue; }
      const option = column.options[number];
      record.hidden.push(...option.hidden.map(own));
      record.shown.push(...option.shown.map(own));
      option.placed.forEach(([nerve, parameter, value]) => place(own(nerve), parameter, value));
      if (option.told) told.push(option.told);
    }
    record.lines.push(say("person_side", { side: content.words.sides[side], told: told.join("; ") }));
  }
  return record;
}

/**
 * Where a nerve runs for some values of its parameters, as steps away from the path that is drawn.
 * @param {string} id
 * @param {Record<string, number>} values
 * @returns {Vector[]}
 */
export function stepsAway(id, values) {
  const family = content.families[id];
  const steps = content.paths[id].map(() => [0, 0, 0]);
  for (const [name, value] of Object.entries(values)) {
    const { values: keys, paths } = family.parameters[name];
    let k = keys.findIndex((key) => key >= value);
    k = Math.max(1, k < 0 ? keys.length - 1 : k);
    const share = Math.max(0, Math.min(1, (value - keys[k - 1]) / (keys[k] - keys[k - 1])));
    steps.forEach((step, i) => step.forEach((_, axis) => {
      step[axis] += paths[k - 1][i][axis] * (1 - share) + paths[k][i][axis] * share - content.paths[id][i][axis];
    }));
  }
  return steps;
}

/** @param {string} nerve @param {Vector} at @returns {Vector} */
function stepAt(nerve, [x, y, z]) {
  const steps = whose.steps[nerve], place = nearestOn(content.paths[nerve], x, y, z), i = Math.min(Math.floor(place), steps.length - 2);
  return plus(steps[i], minus(steps[i + 1], steps[i]), place - i);
}

/**
 * How the direction of a path turns at each of its points, so that a moved tube stays round.
 * @param {Vector[]} path
 * @param {Vector[]} steps
 * @returns {{axis: Vector, angle: number}[]}
 */
function turnsOf(path, steps) {
  const moved = path.map((place, i) => plus(place, steps[i]));
  const heading = (line, i) => unit(minus(line[Math.min(i + 2, line.length - 1)], line[Math.max(i - 2, 0)]));
  return path.map((_, i) => {
    const [before, after] = [heading(path, i), heading(moved, i)];
    const axis = cross(before, after);
    return { axis: unit(axis), angle: Math.atan2(length(axis), dot(before, after)) };
  });
}

const TRUNK_MM = 4, TWIG_MM = 9;
/**
 * The points of a nerve's surface, moved with its path. A trunk stays round where its path turns; its twigs, which are farther
 * from the path, go with it as they are.
 * @param {Float32Array} points
 * @param {Float32Array} places of each point the nearest on the path
 * @param {Vector[]} path
 * @param {Vector[]} steps
 * @returns {Float32Array}
 */
export function carriedAlong(points, places, path, steps) {
  const turns = turnsOf(path, steps), made = Float32Array.from(points);
  places.forEach((place, k) => {
    const i = Math.min(Math.floor(place), steps.length - 2), share = place - i;
    const core = plus(path[i], minus(path[i + 1], path[i]), share), step = plus(steps[i], minus(steps[i + 1], steps[i]), share);
    const { axis, angle } = turns[Math.round(place)], off = minus([points[3 * k], points[3 * k + 1], points[3 * k + 2]], core);
    const turned = Math.max(0, Math.min(1, (TWIG_MM - length(off)) / (TWIG_MM - TRUNK_MM)));
    made.set(plus(plus(core, step), rotate(off, axis, angle * turned)), 3 * k);
  });
  return made;
}

/** @type {(id: string) => string | null} */
export const nerveOf = (id) => (content.families[id] ? id : structures[id]?.follows || points[id]?.nerve || null);
/**
 * Where a label, a mark or a point of the usual picture is now.
 * @type {(one: {id: string, at: Vector}) => Vector}
 */
export const placed = (one) => (whose.steps[nerveOf(one.id)] ? plus(one.at, stepAt(nerveOf(one.id), one.at)) : one.at);
