// @ts-check
/* Links: ?lesson=ID&step=ID&for=student&lang=en, read as people and platforms write them. */
import { edition, compiled, content, lessons, overlaid, say } from "./content.js";
import { bare, plainName, wordsOfLink, lettersApart, numberIn } from "./link_words.js";
import { PRESSES } from "./quiz.js";
import { titleIn, cameraIn, cutIn, idsNamed, namesOfLists, listedIn } from "./view_words.js";

/** @type {(text: ByAudience | undefined) => string[]} */
const wordings = (text) => (typeof text === "string" ? [text] : Object.values(text || {}));
/**
 * One thing in every language: ids are the same, names differ.
 * @type {(kind: string, one: any) => any[]}
 */
const inEveryLanguage = (kind, one) => [one, ...Object.values(compiled.translations).map((words) => overlaid(one, words[kind]?.[one.id]))];
/** @type {(kind: string, keys?: string[]) => (one: any) => Named} */
const named = (kind, keys = ["title"]) => (one) => ({ id: one.id, names: inEveryLanguage(kind, one).flatMap((same) => keys.flatMap((key) => wordings(same[key]))) });
/**
 * What a word of a link means: an id however it is written, or the name that the page shows for it.
 * @param {string} word
 * @param {string} value
 * @param {Named[]} list
 * @returns {string | null}
 */
export function meant(word, value, list) {
  const wanted = plainName(value), ids = list.map(({ id }) => id);
  if (ids.includes(value)) return value;
  if (!wanted) return null;
  const written = [wanted, word + wanted, wanted.startsWith(word) ? wanted.slice(word.length) : wanted];
  const byItsId = ids.find((id) => written.includes(plainName(id)));
  const byName = byItsId ? [] : list.filter(({ names }) => names.some((name) => plainName(name) === wanted));
  return byItsId || (byName.length === 1 ? byName[0].id : null);
}
/** @param {string} word @param {string} value @param {Named[]} list @returns {string | null} */
function nearest(word, value, list) {
  const wanted = plainName(value);
  if (wanted.length < 2) return null;
  const away = list.flatMap(({ id, names }) => [id, id.replace(`${word}_`, ""), ...names].map((name) => {
    const own = plainName(name);
    return { id, letters: wanted.length > 4 && own.startsWith(wanted) ? 0.5 : lettersApart(wanted.slice(0, 120), own.slice(0, 120)) };
  })).sort((a, b) => a.letters - b.letters)[0];
  return away && away.letters <= Math.max(1, wanted.length / 3) ? away.id : null;
}

/** @type {Record<string, (lessonId?: any) => Named[]>} */
export const namesOf = {
  lesson: () => [...compiled.lessons.map(named("lessons")), ...(content.authoring?.lesson ? [{ id: content.authoring.lesson, names: [] }] : [])],
  for: () => content.audiences.map((id) => ({ id, names: [`${id}s`, ...[compiled, ...Object.values(compiled.translations)].flatMap(({ words }) => [words.audiences[id], `${words.audiences[id]}s`])] })),
  lang: () => content.languages.map(({ id, name }) => ({ id, names: [name, ...content.languages.flatMap((other) => { try { return new Intl.DisplayNames([other.id], { type: "language" }).of(id); } catch { return []; } })] })),
  form: () => compiled.forms.map(named("forms", ["name", "short"])),
  study: () => compiled.studies.map(named("studies")).map(({ id, names }) => ({ id, names: names.flatMap((name) => [name, name.split(":")[0], name.split(/ ?[:(]/)[0]]) })),
  step: (lessonId) => { const lesson = compiled.lessons.find((one) => one.id === lessonId); return lesson ? lesson.steps.map(({ id }) => ({ id, names: inEveryLanguage("lessons", lesson).flatMap(({ steps }) => wordings(steps.find((one) => one.id === id)?.title)) })) : []; },
  mode: () => [{ id: "where", names: [] }],
  shown() {
    const things = [...compiled.structures.map(named("structures", ["name"])), ...compiled.layers.map(named("layers", ["name"]))];
    return namesOfLists().map((id) => things.find((one) => one.id === id) || { id, names: [] });
  },
};
/** @type {Record<string, (value: string, lessonId?: any) => any>} */
export const readers = {
  lesson: (value) => [value, ...value.split("/")].map((part) => meant("lesson", part, namesOf.lesson())).find(Boolean),
  for: (value) => meant("for", value, namesOf.for()),
  /* A language with its region, and whatever else its tag says: es-419, en_GB.UTF-8, spa. */
  lang(value) {
    const [first] = bare(value).toLowerCase().split(/[^\p{L}\d]/u);
    let short = first;
    try { short = new Intl.Locale(first).language; } catch { /* a name and no tag */ }
    return content.languages.find(({ id }) => id === short)?.id || meant("lang", value, namesOf.lang());
  },
  form: (value) => meant("form", value, namesOf.form()),
  study: (value) => meant("study", value, namesOf.study()),
  person(value) { const number = Number(numberIn(value)); return number >= 1 && number <= content.people.count ? number : null; },
  train(value) { const number = Number(numberIn(value)); return number >= 1 && number <= 9999 && content.training ? number : null; },
  score(value) {
    const presses = bare(value).split(/[_\s,|]+/).map((one) => /^(-?\d{1,3})\.(-?\d{1,3})$/.exec(one));
    return presses.length === PRESSES && presses.every(Boolean) ? presses.map(([, out, up]) => ({ out: Number(out), up: Number(up) })) : null;
  },
  mode: (value) => meant("mode", value, namesOf.mode()),
  title: titleIn,
  camera: cameraIn,
  cut: cutIn,
  labels: (value) => (/^(off|no|0|false)$/i.test(bare(value)) ? "off" : /^(on|yes|1|true)$/i.test(bare(value)) ? "on" : null),
  /* A step by its id, by its heading, or by the number that the page shows. */
  step(value, lessonId) {
    const list = namesOf.step(lessonId), number = numberIn(bare(value).replace(/\s*(of|de|\/)\s*\d+$/i, ""));
    return [value, ...value.split("/").reverse()].map((part) => meant("step", part, list)).find(Boolean) || list[Number(number) - 1]?.id;
  },
};

/** @type {Record<string, string>} */
const UNREAD = { camera: "link_camera", cut: "link_cut", labels: "link_labels" };
const LISTS = ["show", "hide", "only", "through"];
/**
 * A view of somebody's own, or nothing where the link has no word of one.
 * @param {{word: string, value: string}[]} found
 * @param {Note[]} notes
 * @returns {OwnView | null}
 */
function readView(found, notes) {
  const given = (word) => found.filter((one) => one.word === word && plainName(one.value) + bare(one.value)).map(({ value }) => value).at(-1);
  const read = (word) => {
    const value = given(word);
    if (value === undefined) return null;
    const understood = readers[word](value);
    if (!understood && word !== "title") notes.push([UNREAD[word], { found: bare(value).slice(0, 60) }]);
    return understood || null;
  };
  const list = (word) => {
    const value = given(word);
    if (value === undefined) return null;
    const names = word === "through" ? compiled.layers.map(named("layers", ["name"])) : namesOf.shown();
    return [...new Set([meant("", value, names) ? value : listedIn(value)].flat().flatMap((piece) => {
      const name = meant("", piece, names);
      if (!name) notes.push([word === "through" ? "link_layer" : "link_shown", { found: piece.slice(0, 60) }, nearest("", piece, names)]);
      return name ? (word === "through" ? [name] : idsNamed(name, word !== "hide")) : [];
    }))];
  };
  const view = { title: read("title"), camera: read("camera"), cut: read("cut"), labels: read("labels"), ...Object.fromEntries(LISTS.map((word) => [word, list(word)])) };
  return Object.values(view).some((one) => one !== null) ? /** @type {OwnView} */ (view) : null;
}

/**
 * What a link asks for, and what of it was not understood: [sentence, its gaps, the nearest name]. Nothing is done yet.
 * @param {string} text
 * @returns {Asked}
 */
export function readLink(text) {
  const { found, foreign } = wordsOfLink(text);
  /** @type {Note[]} */
  const notes = [];
  const asked = /** @type {Asked} */ ({ any: false });
  const given = (word) => found.filter((one) => one.word === word && bare(one.value)).map(({ value }) => value);
  /* A word that is one letter away from ours is ours where its value is, too. */
  const misspelt = (word, ...more) => foreign.filter((one) => one.word.length > 2 && lettersApart(one.word, word) === 1 && bare(one.value) && readers[word](one.value, ...more)).map(({ value }) => value);
  const read = (word, ...more) => {
    const own = given(word), values = own.length ? own : misspelt(word, ...more);
    const understood = values.map((value) => readers[word](value, ...more)).filter(Boolean);
    if (values.length) asked.any = true;
    if (new Set(understood.map((one) => JSON.stringify(one))).size > 1 && word !== "score") notes.push(["link_twice", { word, shown: understood[0] }]);
    return { value: understood[0] ?? null, found: values.length && !understood.length ? bare(values[0]) : null };
  };
  const refused = (word, key, found, values = {}, ...more) => {
    if (found !== null) notes.push([key, { found, ...values }, namesOf[word] && nearest(word, found, namesOf[word](.../** @type {[any]} */ (more)))]);
  };
  const lang = read("lang"), audience = read("for"), form = read("form"), study = read("study"), person = read("person");
  refused("lang", "link_language", lang.found);
  refused("for", "link_audience", audience.found);
  refused("form", "link_form", form.found);
  refused("study", "link_study", study.found);
  refused("person", "link_person", person.found, { count: content.people.count });
  const training = read("train"), score = read("score"), mode = read("mode"), lesson = read("lesson");
  if (training.found !== null || score.found !== null || (score.value && !training.value)) notes.push(["train_bad_link", {}]);
  refused("mode", "link_mode", mode.found);
  refused("lesson", "link_lesson", lesson.found);
  Object.assign(asked, { language: lang.value, audience: audience.value, form: form.value, study: person.value ? null : study.value, person: person.value,
    train: score.found === null ? training.value : null, presses: training.value ? score.value : null, where: Boolean(mode.value), lesson: lesson.value, step: null });
  if (asked.train) return { ...asked, lesson: null, notes };
  const view = readView(found, notes);
  if (view) Object.assign(asked, { view, any: true });
  // One word for both: lesson=ID/STEP.
  const inside = lesson.value && !given("step").length ? given("lesson").flatMap((value) => value.split("/").slice(1)).filter((part) => meant("lesson", part, namesOf.lesson()) !== lesson.value) : [];
  const step = lesson.value && inside.length ? { value: readers.step(inside.at(-1), lesson.value) ?? null, found: null } : read("step", lesson.value);
  if (step.found !== null && lesson.found === null) {
    if (!lesson.value) notes.push(["link_step_alone", { found: step.found }]);
    else if (!lessons[lesson.value]) step.value = step.found; // it is being written and may have any step
    else refused("step", "link_step", step.found, { lesson: lesson.value }, lesson.value);
  }
  return { ...asked, step: lesson.value ? step.value : null, notes };
}

/**
 * What was not understood, in sentences.
 * @type {(notes: Note[]) => string[]}
 */
export const told = (notes) => notes.map(([key, values, near]) => {
  const allowed = { link_language: content.languages.map((one) => one.name), link_audience: content.audiences, link_form: content.forms.map((one) => one.id) }[key] || [];
  const sentence = say(key, { ...values, allowed: allowed.join(", "), shown: values.shown ?? content.words.audiences[edition.audience], lesson: lessons[values.lesson]?.title ?? values.lesson });
  return near ? `${sentence} ${say("link_nearest", { name: near })}` : sentence;
});
