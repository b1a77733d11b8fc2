/* The page's one script. It looks up what Python compiled (window.anatomyContent), flies the camera,
   places labels, casts pick rays and draws the overlay. It decides nothing about anatomy.

   Sections: state - links - pictures - surfaces - camera - rays - overlay - pointer and keys - consult - questions - author - page API. */
(() => {
  "use strict";
  const { getCurrentInstance, reactive, h, inject, nextTick, watch, markRaw, toRaw } = window.Vue;
  const embedded = window.anatomySurfaces || null;
  const $ = (selector) => document.querySelector(selector);
  const byId = (list) => Object.fromEntries(list.map((item) => [item.id, item]));
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")
    .replace(/cluni(al|um)\b|cluneal/g, "cluneal").replace(/gluteal cutaneous|(gluteo|cutaneo)s? (gluteo|cutaneo)s?/g, "cluneal").replace(/\s+/g, " ");
  let compiled, content, structures, points, views, lessons, searchText;
  /** Everything is looked up in one compiled value; each form of the pelvis has its own. */
  function adopt(value, language) {
    compiled = value;
    content = overlaid(value, value.translations[language]);
    [structures, points, views, lessons] = [content.structures, content.points, content.views, content.lessons].map(byId);
    searchText = Object.fromEntries(content.structures.map((one) => [one.id,
      fold([one.name, english.get(one)?.name || "", one.latin || "", ...(one.synonyms || []), one.side || "", one.id.replaceAll("_", " ")].join(" "))]));
    return markRaw(content);
  }
  /** A value with the words of another language laid over it: lists by id, else by place. What has none stays English. */
  const english = new WeakMap();
  function overlaid(value, words) {
    if (words === undefined) return value;
    if (typeof words !== "object" || typeof value !== "object" || Array.isArray(words) || !words || !value) return words;
    const made = Array.isArray(value) ? value.map((one, place) => overlaid(one, words[one?.id ?? place]))
      : { ...value, ...Object.fromEntries(Object.entries(words).map(([key, part]) => [key, overlaid(value[key], part)])) };
    english.set(made, value);
    return made;
  }
  adopt(window.anatomyContent, "en");
  /** One of the interface's sentences with its gaps filled. */
  const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
  const say = (key, values) => fill(content.words[key], values);
  const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");
  const phone = window.matchMedia("(max-width: 760px)");
  const low = window.matchMedia("(max-height: 480px)");
  const tight = window.matchMedia("(max-height: 480px) and (max-width: 480px)");
  /* What this browser remembers may be anything: another version wrote it, a person, nobody. Read is what is allowed. */
  const stored = (key) => { try { return window.localStorage.getItem(`anatomy-viewer.${key}`); } catch { return null; } };
  const remembered = (key, allowed, fallback) => { const value = stored(key); return allowed.includes(value) ? value : fallback; };
  /** Whether it could be kept: a private window, a frame or a full disk keeps nothing. */
  const remember = (key, value) => {
    try { window.localStorage.setItem(`anatomy-viewer.${key}`, value); return true; } catch { return false; }
  };

  /* ---- state: everything here lives in this browser only -------------------------------------------- */

  const viewer = reactive({
    content: markRaw(content),
    form: content.form,
    formLoading: false,
    studyId: null,
    seed: null,
    own: { form: content.form, studyId: null, seed: null }, // what the person chose; a step may show others' for a while
    clip: null,
    clipOn: false,
    playing: false,
    steps: markRaw({}),
    veiled: {},
    unfolded: {},
    phone: phone.matches,
    low: low.matches,
    tight: tight.matches,
    theme: remembered("theme", ["light", "dark"], window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"),
    audience: "student",
    language: "en",
    lessonId: null,
    stepId: null,
    loading: true,
    connected: true, refused: false, missingLines: [], connectionSeen: remembered("connection-seen", ["refused"], ""),
    panel: phone.matches || window.innerWidth < 1500 ? null : "lessons",
    sheet: "half",
    dialog: null,
    selected: null,
    source: null,
    search: "",
    labelsOn: true,
    lettersOn: remembered("letters", ["on", "off"], "on") === "on",
    overrides: {},
    appearance: {},
    viewWords: "",
    viewNote: "",
    viewId: null,
    tooltip: null,
    announcement: "",
    notices: [],

    get lesson() { return lessons[this.lessonId] || null; },
    get stepIndex() { return this.lesson ? this.lesson.steps.findIndex((step) => step.id === this.stepId) : -1; },
    get step() { return this.lesson ? this.lesson.steps[this.stepIndex] : null; },
    /* What one begins with speaks one's own language, where any lesson does. */
    get firstLesson() { return this.content.lessons.find((one) => !this.foreign(one, "title")) || this.content.lessons[0]; },
    get scene() { return this.consult.where ? content.consult.scene : this.step || content.home; },
    asking: null,
    training: null,
    cross: null,
    kept: { lessons: {}, training: [] },
    get questions() { return (this.step?.questions || []).filter((one) => one.prompt[this.audience]); },
    get question() { return this.asking ? this.questions[this.asking.number] || null : null; },
    /* While this is true nothing on the page may tell the answer. */
    get hiding() { return Boolean(this.training ? !this.training.shown : this.question && !this.asking.result); },
    get bestTraining() { return this.kept.training.length ? Math.min(...this.kept.training) : null; },
    get anyProgress() { return this.kept.training.length > 0 || Object.keys(this.kept.lessons).length > 0; },
    answered(id) { const kept = this.kept.lessons[this.lessonId]?.answers[id]; return kept ? (kept.right ? "right" : "wrong") : ""; },
    forgetProgress() { forgetProgress(); announce(words().progress_forgotten); },
    progressOf, ask, stopAsking, choose, check, optionMark, orderMark, reorder, pointAt, found, plainText,
    moveCross, pressHere, train, nextPress, endTraining, shareTraining,
    get progress() { return this.lesson ? (this.stepIndex + 1) / this.lesson.steps.length : 0; },
    get study() { return this.content.studies.find((one) => one.id === this.studyId) || null; },
    get anatomy() { return this.seed && this.content ? personOf(this.seed) : this.study; },
    /* What is drawn in a code of its own is told beside it. */
    get legend() {
      if (this.hiding) return [];
      const seen = (kind, group) => this.content.structures.some((one) => one.kind === kind && (!group || one.group === group)
        && this.isVisible(one.id) && this.appearance[one.id].emphasis !== "faded");
      const plain = this.audience === "patient" ? this.content.words.plain_legend : null;
      const rows = this.content.groups.filter((group) => seen("territory", group.id))
        .map((group) => ({ id: group.pattern, tag: group.tag, colour: group.colour, words: plain ? plain[group.id] : say("territory_of", { group: group.name.toLowerCase() }) }));
      if (seen("corridor")) rows.push({ id: "stain", words: plain ? plain.stain : this.content.words.stain });
      return rows;
    },
    get labels() { return this.hiding || this.training || this.asking?.drawn ? [] : this.labelsOn ? [...(this.scene.labels || []).filter((one) => !answerLabels().some((other) => other.id === one.id)), ...answerLabels()].map((label) => ({ ...label, text: this.wording(label.text) })) : []; },
    get rulers() { return this.hiding || this.training || this.asking?.drawn ? [] : (this.scene.rulers || []).map(rulerNow).filter(Boolean); },
    /* Whose pelvis and whose nerves are in the picture, where they are not the usual ones. */
    get drawnAs() {
      const form = this.form === this.own.form ? null : this.content.forms.find((one) => one.id === this.form);
      return [form && say("drawn_form", { form: form.name }), this.anatomy?.title].filter(Boolean);
    },
    get markers() {
      if (this.training) return [];
      const { lit } = this.question || {};
      const one = structures[this.asking?.pointed], pointed = one && { id: one.id, kind: "site", at: one.anchor };
      return [...(this.hiding || this.asking?.drawn ? [] : this.scene.markers || []), lit, pointed].filter(Boolean);
    },
    get card() { return this.selected ? structures[this.selected] || points[this.selected] || null : null; },
    get motorHint() {
      return /\b(superior|inferior)\s+glut(a)?eal\s+(n|nerve|motor)|nervios?\s+gl[uú]teos?\s+(superior|inferior)/i.test(this.search.trim());
    },
    structureOf(id) { return structures[id]; },
    followLink(event) {
      const link = event.target.closest("a[data-step], a[data-lesson], a[data-source]");
      if (!link) return;
      const { step, lesson, source } = link.dataset;
      if (source) this.showSource(source);
      else goTo(lesson || this.lessonId, step);
      event.preventDefault();
    },
    wording(byAudience) { return typeof byAudience === "string" ? byAudience : byAudience ? byAudience[this.audience] ?? Object.values(byAudience)[0] : ""; },
    isVisible(id) { return Boolean(this.appearance[id]?.shown); },
    layerState(layer) {
      const on = layer.structures.filter((id) => this.isVisible(id)).length;
      const missing = layer.structures.some((id) => !structures[id].variant && !this.isVisible(id));
      return on === 0 ? "off" : missing ? "some" : "on";
    },
    matches(structure) {
      const words = fold(this.search).split(" ").filter(Boolean);
      return words.every((word) => searchText[structure.id].includes(word));
    },

    next: () => move(+1),
    back: () => move(-1),
    open(lessonId, stepId) { goTo(lessonId, stepId); if (this.phone) this.panel = null; },
    leaveLesson: goHome,
    say(key, values) { return this.content && say(key, values); },
    setLanguage(language) { consult.stopReading(); remember("language", language); speak(language); writeLink(); announce(content.words.announce_language); },
    /** The language of a text that the page's own language does not have, for its `lang`. */
    foreign(thing, key) {
      if (this.language === "en" || !thing) return null;
      const own = toRaw(thing);
      return english.has(own) && english.get(own)[key] !== own[key] ? null : "en";
    },
    setAudience(audience) { this.audience = audience; if (!this.training) afterStep(); },
    get otherTheme() { return this.content.words[this.theme === "dark" ? "light_theme" : "dark_theme"]; },
    toggleTheme() { this.theme = this.theme === "dark" ? "light" : "dark"; remember("theme", this.theme); },
    togglePanel(name) { this.panel = this.panel === name ? null : name; },
    /** A layer that a nerve passes comes into the picture, see-through, and the nerve stays chosen. */
    showWith(id) {
      const layer = content.layers.find((one) => one.structures.includes(id));
      if (layer) this.veiled[layer.id] = true;
      setShown([id], true);
      announce(structures[id].name);
    },
    toggleLayer(layer) { setLayer(layer, this.layerState(layer) !== "on"); setShown([], true); },
    toggleVeil(layer) { this.veiled[layer.id] = !this.veiled[layer.id]; applyPicture(); },
    unfold(id) { this.unfolded[id] = !this.unfolded[id]; },
    get peels() { return this.content.peels; },
    get peelLevel() { return peelLevel(); },
    peel(level) { peel(Number(level)); },
    chooseForm(id) { this.own.form = id; showForm(id); },
    chooseStudy(id) { chooseAnatomy(this.studyId === id ? null : id, null); },
    choosePerson(seed) { chooseAnatomy(null, seed); },
    anotherPerson() { this.choosePerson(((this.seed || 0) % content.people.rows.length) + 1); },
    usualAnatomy() { chooseAnatomy(null, null); if (this.form !== this.own.form) showForm(this.own.form, true); },
    toggleClip() { this.clipOn = !this.clipOn; clipChanged(); },
    moveClip,
    get clipWords() { return clipWords(); },
    togglePlaying() { if (this.playing) stopPlaying(); else startPlaying(); },
    get formNote() { return this.content.forms.find((one) => one.id === this.form).note; },
    mounted: (id) => mayLoad(id),
    toggleStructure(id) { setShown([id], !this.isVisible(id)); },
    toggleLetters() { this.lettersOn = !this.lettersOn; remember("letters", this.lettersOn ? "on" : "off"); },
    restoreStep() { this.overrides = {}; this.veiled = {}; openClip(); applyPicture(); flyTo(this.scene.camera); },
    isolateSelected() { if (this.card) isolate([this.selected]); },
    hideSelected() { if (structures[this.selected]) { setShown([this.selected], false); this.select(null); } },
    focusSelected() { focusOn(this.selected); },
    select,
    chooseView(id) { flyTo({ ...currentTarget(), ...views[id], flight_ms: 700 }); announce(say("announce_view", { view: views[id].name })); },
    turn, zoom,
    showDialog(name) { dialogOpener = document.activeElement; this.dialog = name; nextTick(() => $(".dialog [data-first]")?.focus()); },
    closeDialog() { this.dialog = null; dialogOpener?.focus?.(); },
    keepFocus(event) {
      const inside = [...$(".dialog").querySelectorAll("button, a[href], input")];
      const edge = event.shiftKey ? inside[0] : inside.at(-1);
      if (document.activeElement === edge) { (event.shiftKey ? inside.at(-1) : inside[0]).focus(); event.preventDefault(); }
    },
    showSource(key) { this.source = this.source === key ? null : key; },
    cycleSheet() { this.sheet = { peek: "half", half: "full", full: "peek" }[this.sheet]; },
    dragSheet,
    preview: null,
    stepText: "",
    get stepProblems() { return this.preview && this.preview.lesson === this.lessonId ? this.preview.problems.filter((one) => one.step === this.stepId) : []; },
    goToProblem(problem) { if (lessons[this.preview.lesson]?.steps.some((one) => one.id === problem.step)) goTo(this.preview.lesson, problem.step); },
    writeStep, copyStep,
    graphics: "here", // or lost, or none
    drawAgain,
    missing: [],
    trying: false,
    tryAgain,
    /* What is missing has a name, in the language that is spoken now. */
    get missingNames() { return this.content && this.missing.map((key) => structures[key]?.name || wants.get(key)?.name()).filter(Boolean); },
    get missingFew() { const names = this.missingNames, most = this.phone ? 1 : 3; return names.length > most + 1 ? names.slice(0, most) : names; },
    get missingWords() {
      const few = this.missingFew, more = this.missingNames.length - few.length;
      return more ? say("missing_more", { names: few.join("; "), count: more }) : few.join("; ");
    },
    get connectionNotice() { const now = !this.connected ? "lost" : this.refused ? "refused" : ""; return now === this.connectionSeen ? "" : now; },
    get linesToTell() { return this.refused && this.audience !== "patient" && this.missingLines.length > 0; },
    connectionChanged(connected, { refused, open, missing }) {
      Object.assign(this, { connected, refused });
      this.missingLines = missing || this.missingLines;
      if (connected && this.connectionSeen === "lost") this.connectionSeen = "";
      if (!open || !this.connectionSeen) return;
      this.connectionSeen = "";
      remember("connection-seen", "");
    },
    dismissConnection() {
      this.connectionSeen = this.connectionNotice;
      if (this.refused) remember("connection-seen", "refused"); // the next page would say it again
    },
    dismissNotice(notice) { this.notices = this.notices.filter((other) => other !== notice); },
    surfaceMounted,
  });

  let dialogOpener = null;
  const listeners = {};
  const emit = (event, payload) => (listeners[event] || []).forEach((listener) => { try { listener(payload); } catch (fault) { console.error(fault); } });
  const announce = (text) => { viewer.announcement = text; };
  const notify = (text) => { if (!viewer.notices.includes(text)) viewer.notices.push(text); };

  /* ---- links: ?lesson=ID&step=ID&for=student&lang=en, read as people and platforms write them, written in one way only --- */

  const LINK_WORDS = ["lesson", "step", "for", "lang", "form", "study", "person", "train", "score", "mode"];
  const OTHER_WORDS = { audience: "for", language: "lang" };
  const arrived = window.anatomyLink ?? window.location.search + window.location.hash;

  /** Percent signs may have been escaped several times on the way; what is none stays. */
  function unescaped(text) {
    for (let times = 0; times < 4; times += 1) {
      const plain = text.replace(/(%[0-9a-f]{2})+/gi, (run) => { try { return decodeURIComponent(run); } catch { return run; } });
      if (plain === text) break;
      text = plain;
    }
    return text;
  }
  const withoutEntities = (text) => text.replace(/&(?:amp;|#0*38;|#x0*26;)+/gi, "&");
  /** Without what a sentence, a mail or a formatted text puts around a word. */
  const bare = (text) => text.normalize("NFKC").replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "").replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/^[\s"'\u2018-\u201f\u00ab\u00bb\u2039\u203a<>()[\]{}`*_.,:!\/\\]+|[\s"'\u2018-\u201f\u00ab\u00bb\u2039\u203a<>()[\]{}`*_.,:!\/\\]+$/g, "");
  const plainName = (text) => bare(text).replace(/\.ya?ml$/i, "").toLowerCase().normalize("NFD").replace(/[^a-z0-9]+/g, "");

  /** The words of a link with their values, and the pieces that are none of ours. A value may hold further words, escaped as a whole. */
  function wordsOfLink(text) {
    const found = [], foreign = [];
    const take = (part) => {
      for (const piece of withoutEntities(part).split(/[&?#;]/).filter(Boolean)) {
        const cut = piece.indexOf("="), plain = cut < 0 ? unescaped(piece) : "";
        if (cut < 0 && plain !== piece && plain.includes("=")) { take(plain); continue; }
        const name = unescaped(piece.slice(0, cut < 0 ? undefined : cut)).toLowerCase().replace(/^(amp;)+|[^a-z_]/g, "");
        const word = OTHER_WORDS[name] || name;
        const [value, ...rest] = cut < 0 ? [""] : withoutEntities(unescaped(piece.slice(cut + 1).replaceAll("+", " "))).split(/[&?;]/);
        if (!LINK_WORDS.includes(word)) { foreign.push({ word, value, piece }); continue; }
        found.push({ word, value });
        take(rest.join("&"));
      }
    };
    take(text);
    return { found, foreign };
  }

  /* What is not ours stays in the address of a file, whose host may ask for it again; the live page needs none of it. */
  const strangers = embedded ? window.location.search.slice(1).split("&").filter((piece) => piece && !wordsOfLink(piece).found.length) : [];

  /** How many letters must be changed, added, left out or swapped with the next. */
  function lettersApart(a, b) {
    let before = [], last = Array.from({ length: b.length + 1 }, (_, k) => k);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let k = 1; k <= b.length; k += 1) {
        row[k] = Math.min(last[k] + 1, row[k - 1] + 1, last[k - 1] + (a[i - 1] === b[k - 1] ? 0 : 1));
        if (i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1]) row[k] = Math.min(row[k], before[k - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[b.length];
  }
  const wordings = (text) => (typeof text === "string" ? [text] : Object.values(text || {}));
  /** One thing in every language: ids are the same, names differ. */
  const inEveryLanguage = (kind, one) => [one, ...Object.values(compiled.translations).map((words) => overlaid(one, words[kind]?.[one.id]))];
  const named = (kind, keys = ["title"]) => (one) => ({ id: one.id, names: inEveryLanguage(kind, one).flatMap((same) => keys.flatMap((key) => wordings(same[key]))) });
  /** What a word of a link means: an id however it is written, or the name that the page shows for it. */
  function meant(word, value, list) {
    const wanted = plainName(value), ids = list.map(({ id }) => id);
    if (ids.includes(value)) return value;
    if (!wanted) return null;
    const written = [wanted, word + wanted, wanted.startsWith(word) ? wanted.slice(word.length) : wanted];
    const byItsId = ids.find((id) => written.includes(plainName(id)));
    const byName = byItsId ? [] : list.filter(({ names }) => names.some((name) => plainName(name) === wanted));
    return byItsId || (byName.length === 1 ? byName[0].id : null);
  }
  function nearest(word, value, list) {
    const wanted = plainName(value);
    if (wanted.length < 2) return null;
    const away = list.flatMap(({ id, names }) => [id, id.replace(`${word}_`, ""), ...names].map((name) => {
      const own = plainName(name);
      return { id, letters: wanted.length > 4 && own.startsWith(wanted) ? 0.5 : lettersApart(wanted.slice(0, 120), own.slice(0, 120)) };
    })).sort((a, b) => a.letters - b.letters)[0];
    return away && away.letters <= Math.max(1, wanted.length / 3) ? away.id : null;
  }
  const numberIn = (value) => /^(?:[a-z]+[\s_#-]*|#)?0*(\d{1,6})(?:\.0+)?$/i.exec(bare(value))?.[1];

  const namesOf = {
    lesson: () => [...compiled.lessons.map(named("lessons")), ...(content.authoring?.lesson ? [{ id: content.authoring.lesson, names: [] }] : [])],
    for: () => content.audiences.map((id) => ({ id, names: [`${id}s`, ...[compiled, ...Object.values(compiled.translations)].flatMap(({ words }) => [words.audiences[id], `${words.audiences[id]}s`])] })),
    lang: () => content.languages.map(({ id, name }) => ({ id, names: [name, ...content.languages.flatMap((other) => { try { return new Intl.DisplayNames([other.id], { type: "language" }).of(id); } catch { return []; } })] })),
    form: () => compiled.forms.map(named("forms", ["name", "short"])),
    study: () => compiled.studies.map(named("studies")).map(({ id, names }) => ({ id, names: names.flatMap((name) => [name, name.split(":")[0], name.split(/ ?[:(]/)[0]]) })),
    step: (lessonId) => { const lesson = compiled.lessons.find((one) => one.id === lessonId); return lesson ? lesson.steps.map(({ id }) => ({ id, names: inEveryLanguage("lessons", lesson).flatMap(({ steps }) => wordings(steps.find((one) => one.id === id)?.title)) })) : []; },
    mode: () => [{ id: "where", names: [] }],
  };
  const readers = {
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
    person(value) { const number = Number(numberIn(value)); return number >= 1 && number <= content.people.rows.length ? number : null; },
    train(value) { const number = Number(numberIn(value)); return number >= 1 && number <= 9999 && content.training ? number : null; },
    score(value) {
      const presses = bare(value).split(/[_\s,|]+/).map((one) => /^(-?\d{1,3})\.(-?\d{1,3})$/.exec(one));
      return presses.length === PRESSES && presses.every(Boolean) ? presses.map(([, out, up]) => ({ out: Number(out), up: Number(up) })) : null;
    },
    mode: (value) => meant("mode", value, namesOf.mode()),
    /* A step by its id, by its heading, or by the number that the page shows. */
    step(value, lessonId) {
      const list = namesOf.step(lessonId), number = numberIn(bare(value).replace(/\s*(of|de|\/)\s*\d+$/i, ""));
      return [value, ...value.split("/").reverse()].map((part) => meant("step", part, list)).find(Boolean) || list[number - 1]?.id;
    },
  };

  /** What a link asks for, and what of it was not understood: [sentence, its gaps, the nearest name]. Nothing is done yet. */
  function readLink(text) {
    const { found, foreign } = wordsOfLink(text);
    const asked = { any: false }, notes = [];
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
      if (found !== null) notes.push([key, { found, ...values }, namesOf[word] && nearest(word, found, namesOf[word](...more))]);
    };
    const lang = read("lang"), audience = read("for"), form = read("form"), study = read("study"), person = read("person");
    refused("lang", "link_language", lang.found);
    refused("for", "link_audience", audience.found);
    refused("form", "link_form", form.found);
    refused("study", "link_study", study.found);
    refused("person", "link_person", person.found, { count: content.people.rows.length });
    const training = read("train"), score = read("score"), mode = read("mode"), lesson = read("lesson");
    if (training.found !== null || score.found !== null || (score.value && !training.value)) notes.push(["train_bad_link", {}]);
    refused("mode", "link_mode", mode.found);
    refused("lesson", "link_lesson", lesson.found);
    Object.assign(asked, { language: lang.value, audience: audience.value, form: form.value, study: person.value ? null : study.value, person: person.value,
      train: score.found === null ? training.value : null, presses: training.value ? score.value : null, where: Boolean(mode.value), lesson: lesson.value, step: null });
    if (asked.train) return { ...asked, lesson: null, notes };
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

  /** What was not understood, in sentences. */
  const told = (notes) => notes.map(([key, values, near]) => {
    const allowed = { link_language: content.languages.map((one) => one.name), link_audience: content.audiences, link_form: content.forms.map((one) => one.id) }[key] || [];
    const sentence = say(key, { ...values, allowed: allowed.join(", "), shown: values.shown ?? content.words.audiences[viewer.audience], lesson: lessons[values.lesson]?.title ?? values.lesson });
    return near ? `${sentence} ${say("link_nearest", { name: near })}` : sentence;
  });

  /** Go where a link leads. */
  function openLink({ language, audience, form, study, person, train: seed, presses, where, lesson: lessonId, step, notes }) {
    if (language) speak(language);
    if (audience) viewer.audience = audience;
    if (form && form !== viewer.own.form) viewer.chooseForm(form);
    if (study || person) Object.assign(viewer.own, { studyId: study, seed: person });
    if (notes.length) notify(told(notes).join("\n"));
    if (seed) { train(seed, presses || undefined); return; }
    if (lessons[lessonId]) {
      goTo(lessonId, step ?? undefined);
      if (audience && viewer.audience !== audience) notify(say("link_not_for", { lesson: viewer.lesson.title, found: content.words.audiences[audience], shown: content.words.audiences[viewer.audience] }));
    } else {
      if (notes.some(([key]) => key === "link_lesson") && !viewer.phone) viewer.panel = "lessons";
      goHome();
    }
    if (where) consult.begin();
  }

  /** What the page shows now, in the words of a link. */
  function wordsNow() {
    const { training } = viewer;
    return Object.entries({
      train: training?.seed,
      score: training?.summary && training.received ? spelled(training.presses) : null,
      lesson: viewer.lessonId,
      step: viewer.stepId,
      for: viewer.lessonId || viewer.audience !== "student" ? viewer.audience : null,
      mode: consult.where ? "where" : null,
      study: viewer.own.studyId,
      person: viewer.own.seed,
      form: viewer.own.form === content.forms[0].id ? null : viewer.own.form,
      lang: viewer.language === "en" && rememberedLanguage() === "en" ? null : viewer.language,
    }).filter(([, value]) => value);
  }
  const rememberedLanguage = () => remembered("language", content.languages.map((one) => one.id), "en");

  /* Each place that one goes to is an entry of the browser's history, so that its Back goes one step back; a lesson that
     plays by itself makes one entry. What else changes the address changes the entry. */
  let entry = null; // {place, played}: what the entry that is shown stands for; null before the first
  let returning = false;
  const placeNow = () => ({ lesson: viewer.lessonId, step: viewer.stepId, where: consult.where, train: viewer.training?.seed ?? null });
  const samePlace = (a, b) => Object.keys(a).every((key) => a[key] === b[key]);
  function writeLink() {
    const place = placeNow(), elsewhere = entry && !samePlace(place, entry.place);
    const pushed = elsewhere && !returning && !(viewer.playing && entry.played);
    entry = { place, played: pushed ? viewer.playing : Boolean(entry?.played) && viewer.playing };
    const url = new URL(window.location.href);
    url.search = [String(new URLSearchParams(wordsNow())), ...strangers].filter(Boolean).join("&");
    if (wordsOfLink(url.hash).found.length) url.hash = "";
    const state = { ...window.history.state, anatomyViewer: { ...place, presses: viewer.training?.received ? viewer.training.presses.map(({ out, up }) => ({ out, up })) : null } };
    // Some browsers keep the address of a file or of a frame as it is, and a frame may have no history at all.
    for (const address of [url.href, undefined]) {
      try { window.history[pushed ? "pushState" : "replaceState"](state, "", address); return; } catch { /* without the address, then not at all */ }
    }
  }
  /** Back and forward: to the place that the entry stands for. */
  function comeBack({ state }) {
    const at = state?.anatomyViewer, asked = at ? null : readLink(window.location.hash);
    if (at && samePlace(placeNow(), at)) { entry = { place: placeNow(), played: false }; return; }
    returning = true;
    try {
      if (viewer.playing) stopPlaying();
      if (viewer.dialog) viewer.closeDialog();
      if (asked?.any) openLink(asked);
      else if (!at) writeLink(); // such as the link to the text: the same place
      else if (at.train) train(at.train, at.presses || undefined);
      else {
        if (!lessons[at.lesson]) goHome();
        else goTo(at.lesson, lessons[at.lesson].steps.some((one) => one.id === at.step) ? at.step : undefined);
        if (at.where) consult.begin();
      }
    } finally { returning = false; }
  }
  window.addEventListener("popstate", comeBack);

  /* ---- lessons: a step is a whole picture ---------------------------------------------------------------- */

  function goTo(lessonId, stepId) {
    const lesson = lessons[lessonId];
    if (!lesson) throw new RangeError(`no lesson "${lessonId}"; there are: ${Object.keys(lessons).join(", ")}`);
    const step = stepId === undefined || stepId === null ? lesson.steps[0]
      : typeof stepId === "number" ? lesson.steps[stepId] : lesson.steps.find((one) => one.id === stepId);
    if (!step) throw new RangeError(`no step "${stepId}" in "${lessonId}"; there are: ${lesson.steps.map((one) => one.id).join(", ")}`);
    if (!lesson.audiences.includes(viewer.audience)) viewer.audience = lesson.audiences[0];
    viewer.lessonId = lessonId;
    viewer.stepId = step.id;
    if (viewer.phone && viewer.sheet === "full") viewer.sheet = "half";
    afterStep();
    flyTo(step.camera);
    emit("step", { lesson: lessonId, step: step.id });
  }

  function goHome() {
    viewer.lessonId = null;
    viewer.stepId = null;
    afterStep();
    flyTo(content.home.camera);
    emit("step", { lesson: null, step: null });
  }

  function afterStep() {
    viewer.asking = null;
    viewer.training = null;
    viewer.cross = null;
    stepSeen();
    viewer.selected = null;
    viewer.source = null;
    viewer.overrides = {};
    viewer.veiled = {};
    consult.end();
    openClip();
    showWhose();
    applyPicture();
    writeLink();
    nameTheTab();
    if (viewer.playing) startPlaying();
    const step = viewer.step;
    if (step) {
      announce(say("announce_step", { number: viewer.stepIndex + 1, count: viewer.lesson.steps.length, title: viewer.wording(step.title),
        view: views[step.view]?.name || content.words.view_as_drawn, picture: viewer.wording(step.alternative) }));
    }
    nextTick(() => {
      const text = $(".card-body");
      if (text) text.scrollTop = 0;
      overlayChanged();
    });
  }

  function nameTheTab() {
    document.title = viewer.step ? `${viewer.wording(viewer.step.title)} – ${content.product.name}` : content.product.name;
  }

  /** The same picture in another language. */
  function speak(language) {
    viewer.language = language;
    viewer.content = adopt(compiled, language);
    document.documentElement.lang = language;
    nameTheTab();
    overlayChanged();
  }

  function move(by) {
    if (!viewer.lesson) return viewer.firstLesson ? goTo(viewer.firstLesson.id) : undefined;
    const step = viewer.lesson.steps[viewer.stepIndex + by];
    return step ? goTo(viewer.lessonId, step.id) : undefined;
  }

  /* ---- pictures: (compiled picture, what the person switched) -> actors and properties ------------------- */

  function applyPicture() {
    viewer.tooltip = null;
    const changes = askedChanges();
    const only = consult.where && isMissing("skin") ? [...bones.map((one) => one.id), "skin"] : changes?.only; // bones to find one's way by
    const picture = only ? Object.fromEntries(only.map((id) => [id, [1, "plain"]])) : { ...viewer.scene.picture, ...changes };
    const { anatomy } = viewer;
    const veiled = new Set(content.layers.filter((layer) => viewer.veiled[layer.id]).flatMap((layer) => layer.structures));
    for (const { id, kind, opacity: plain } of content.structures) {
      const [opacity, told] = picture[id] || [0, "hidden"];
      const override = viewer.overrides[id];
      const lacking = anatomy?.hidden.includes(id), extra = anatomy?.shown.includes(id) && !viewer.scene.kept_away?.includes(id);
      const visible = (override ?? ((extra && !viewer.hiding) || opacity > 0)) && !lacking && !structures[id].problem;
      const emphasis = extra && told === "hidden" ? "plain" : told;
      const ghost = emphasis === "faded" && override !== true;
      const own = (override === true || extra) && (opacity === 0 || emphasis === "faded") ? plain : opacity;
      const alpha = veiled.has(id) ? Math.min(own, VEIL) : own;
      if (visible) demand(id);
      const drawn = visible && isDrawable(id);
      const open = viewer.clipOn && !["nerve", "corridor", "territory"].includes(kind); // their insides are their rims
      const key = `${visible}|${drawn}|${alpha}|${emphasis}|${ghost}|${open}`;
      if (viewer.appearance[id]?.key === key) continue;
      viewer.appearance[id] = markRaw({
        key,
        emphasis: override === true ? "plain" : emphasis,
        alpha,
        shown: visible,
        actor: { visibility: drawn },
        mapper: { scalarVisibility: !ghost },
        property: { ...content.materials[kind], opacity: alpha, backfaceCulling: !open,
          ...(ghost ? { color: content.ghost_colour.map((part) => part / 255) } : {}) },
      });
    }
    cutActors();
    scheduleRender();
    overlayChanged();
    emit("change", api.state());
  }
  const VEIL = 0.35;

  /* ---- whose picture, cut where: a step may name a form, a study, a person, a clip plane ------------------ */

  /** Show what the step names; where it names nothing the person's own choice comes back. */
  function showWhose() {
    const { step, own } = viewer;
    const named = step?.study || step?.person;
    const [studyId, seed] = named ? [step.study, step.study ? null : step.person] : [own.studyId, own.seed];
    if (studyId !== viewer.studyId || seed !== viewer.seed) { Object.assign(viewer, { studyId, seed }); applyAnatomy(); }
    const form = step?.form || own.form;
    if (form === viewer.form) { showForm(form); return; }
    if (content.forms.some((one) => one.id === form)) showForm(form, true);
    else notify(content.words.form_not_here);
  }

  function chooseAnatomy(studyId, seed) {
    Object.assign(viewer, { studyId, seed });
    Object.assign(viewer.own, { studyId, seed });
    anatomyChosen();
  }

  function openClip() {
    viewer.clip = viewer.step?.clip ? { ...viewer.step.clip } : null;
    viewer.clipOn = Boolean(viewer.clip);
  }

  /* What vtk.js asks of a plane; what lies on the side of the normal is drawn. */
  const cut = { origin: [0, 0, 0], normal: [0, 0, 0], key: "" };
  const cutPlane = { isA: (name) => name === "vtkPlane", getNormalByReference: () => cut.normal, getOriginByReference: () => cut.origin };
  function cutActors() {
    if (!stage) return;
    const clip = viewer.clipOn ? viewer.clip : null;
    const axis = (value) => [0, 1, 2].map((k) => (clip && k === clip.axis ? value : 0));
    Object.assign(cut, { origin: axis(clip?.at_mm), normal: axis(clip?.keep), key: clip ? `${clip.axis}|${clip.at_mm}|${clip.keep}` : "" });
    for (const { id } of content.structures) {
      const mapper = actorOf(id)?.getMapper?.();
      if (!mapper || (stage.cuts[id] || "") === cut.key) continue;
      mapper.removeAllClippingPlanes();
      if (clip) mapper.addClippingPlane(cutPlane);
      mapper.modified();
      stage.cuts[id] = cut.key;
    }
  }
  const isCutAway = ([x, y, z]) => viewer.clipOn && (([x, y, z][viewer.clip.axis] - viewer.clip.at_mm) * viewer.clip.keep) < -0.5;

  function clipChanged() {
    applyPicture();
    announce(clipWords());
  }
  function moveClip(mm) {
    if (!viewer.clip) return;
    viewer.clipOn = true;
    viewer.clip.at_mm = Math.round((viewer.clip.at_mm + mm) * 10) / 10;
    clipChanged();
  }
  function clipWords() {
    const { clip, clipOn } = viewer;
    if (!clip || viewer.hiding) return "";
    if (!clipOn) return content.words.clip_off;
    const moved = Math.round(clip.at_mm - (viewer.step?.clip?.at_mm ?? clip.at_mm));
    return moved ? say("clip_moved", { plane: content.words.clip_planes[clip.plane], mm: Math.abs(moved), way: content.words.clip_ways[clip.plane][moved > 0 ? 1 : 0] })
      : `${clip.words}.`;
  }

  /* ---- a lesson that plays by itself, once somebody asks for it -------------------------------------------- */

  let playTimer = 0;
  function startPlaying() {
    window.clearTimeout(playTimer);
    if (!viewer.lesson) return;
    if (!viewer.playing) { announce(content.words.playing); entry.played = false; }
    viewer.playing = true;
    const last = viewer.stepIndex === viewer.lesson.steps.length - 1 || viewer.step.questions?.length;
    playTimer = window.setTimeout(() => { if (last || document.hidden) stopPlaying(); else move(+1); }, 1000 * (viewer.step.seconds?.[viewer.audience] ?? 12));
  }
  function stopPlaying() {
    window.clearTimeout(playTimer);
    if (viewer.playing) announce(content.words.paused);
    viewer.playing = false;
  }
  for (const kind of ["pointerdown", "keydown", "wheel"]) {
    window.addEventListener(kind, (event) => {
      const onButton = event.target.closest?.(".play") && [undefined, "Enter", " "].includes(event.key); // the button switches by itself
      if (viewer.playing && !onButton) stopPlaying();
    }, { capture: true, passive: true });
  }

  let wantedForm = compiled.form;
  const formValues = { [compiled.form]: compiled };
  /** Another form of the pelvis: the same structures, lessons and links on other bones. */
  function showForm(id, withStep = false) {
    const form = content.forms.find((one) => one.id === id);
    wantedForm = id;
    for (const key of wants.keys()) if (key.startsWith("form ") && key !== `form ${id}`) unwant(key);
    viewer.formLoading = false;
    if (id === viewer.form || !form) return;
    if (embedded) formValues[id] ||= window.anatomyForms?.[id];
    if (formValues[id]) { adoptForm(formValues[id], withStep); return; }
    if (embedded) { notify(say("form_unreadable", { name: form.name })); return; }
    viewer.formLoading = true;
    want(`form ${id}`, {
      address: form.address,
      name: () => content.forms.find((one) => one.id === id).name,
      without() { viewer.formLoading = false; },
      take(data) {
        const value = JSON.parse(new TextDecoder().decode(data));
        if (value?.form !== id || !Array.isArray(value.structures)) return false;
        formValues[id] = value;
        if (wantedForm === id) adoptForm(value, withStep);
        return true;
      },
    });
  }
  function adoptForm(value, withStep) {
    for (const { data, points: place, moved } of Object.values(stage?.usual || {})) if (moved) data.getPoints().setData(place, 3);
    if (stage) stage.usual = {}; // places along the nerves of one form mean nothing on another
    viewer.content = adopt(value, viewer.language);
    viewer.form = value.form;
    viewer.formLoading = false;
    wantSurfaces();
    openClip();
    applyAnatomy();
    if (withStep) flyTo(viewer.scene.camera);
    writeLink();
    announce(content.forms.find((one) => one.id === value.form).name);
    emit("form", value.form);
  }

  /** Show what lies deeper than a level of `content.peels` and take away what lies outside it. */
  function peel(level) {
    content.peels.slice(1).forEach(({ layers }, index) => layers.forEach((id) => {
      const layer = content.layers.find((one) => one.id === id);
      if (layer) setLayer(layer, index + 1 <= level);
    }));
    setShown([], true);
    announce(content.peels[level].name);
  }
  /** Show or take away a layer; what only some people have is left to the step and to the person that is shown. */
  function setLayer(layer, shown) {
    for (const name of layer.structures) {
      if (shown && structures[name].variant) delete viewer.overrides[name];
      else viewer.overrides[name] = shown;
    }
  }
  function peelLevel() {
    const shown = (id) => content.layers.find((one) => one.id === id)?.structures.some((name) => viewer.isVisible(name));
    for (let level = content.peels.length - 1; level > 0; level -= 1) if (content.peels[level].layers.some(shown)) return level;
    return 0;
  }

  function setShown(ids, shown) {
    for (const id of ids) viewer.overrides[id] = shown;
    viewer.overrides = { ...viewer.overrides };
    applyPicture();
  }

  function isolate(ids) {
    viewer.overrides = Object.fromEntries(content.structures.map(({ id }) => [id, ids.includes(id)]));
    applyPicture();
  }

  /* ---- what is fetched: asked for again when it fails, and named on the page while it is missing ------------ */

  const STALLED_MS = 8000; // not a byte for so long, or so few that the whole would take longer than LONGEST_MS
  const LATE_MS = 20000; // the picture is finished without it
  const LONGEST_MS = 90000;
  const PAUSES_MS = [400, 800, 1600, 3200, 6400, 12800, 30000];
  const PATIENCE = 3; // tries, after which the page says what is missing
  const AT_ONCE = 6; // as many as a browser asks of one server

  /** The whole answer to a request as bytes; else an error that says in words what came instead. */
  async function fetched(address, { bytes = 0, again = false, stalledMs = STALLED_MS, longestMs = LONGEST_MS, stop = new AbortController() } = {}) {
    let quiet = 0, size = 0, slow = false;
    const tooSlow = () => { slow = true; stop.abort(); };
    const heard = () => { window.clearTimeout(quiet); quiet = window.setTimeout(tooSlow, stalledMs); };
    const longest = window.setTimeout(tooSlow, longestMs);
    const pace = bytes && window.setTimeout(() => { if (size * longestMs < bytes * stalledMs) tooSlow(); }, stalledMs);
    try {
      heard();
      // What was kept of an answer that was no good must not be the next answer too.
      const answer = await fetch(address, { signal: stop.signal, cache: again ? "reload" : "default" });
      const kind = answer.headers.get("content-type") || "";
      if (kind.startsWith("text/html")) throw new Error(words().answer_is_a_page);
      const reader = answer.body.getReader(), parts = [];
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        heard();
        parts.push(part.value);
        size += part.value.length;
        if (bytes && size > bytes) throw new Error(words().answer_cut);
      }
      if (!answer.ok) throw new Error((kind.startsWith("text/plain") && size < 2000 && (await new Blob(parts).text()).trim()) || say("answer_refused", { status: answer.status }));
      if (bytes && size !== bytes) throw new Error(words().answer_cut);
      return new Uint8Array(await new Blob(parts).arrayBuffer());
    } catch (error) {
      stop.abort();
      const none = error instanceof TypeError || error.name === "AbortError";
      throw Object.assign(none ? new Error(words().answer_none) : error, { slow });
    } finally { [quiet, longest, pace].forEach((timer) => window.clearTimeout(timer)); }
  }
  const fetchedJson = async (address, options) => JSON.parse(new TextDecoder().decode(await fetched(address, options)));

  /* What the page wants: by key, where it is and who takes it. It is wanted until somebody has taken it. */
  const wants = new Map();
  const onTheWay = () => [...wants.values()].filter((one) => one.stop);

  function want(key, one) {
    if (wants.get(key)?.address === one.address) return;
    unwant(key);
    wants.set(key, { key, tries: 0, given: false, stop: null, timer: 0, late: 0, resting: false, ...one });
    askForMore();
  }
  function unwant(key) {
    const one = wants.get(key);
    if (!one) return;
    window.clearTimeout(one.timer);
    window.clearTimeout(one.late);
    wants.delete(key);
    one.stop?.abort();
    if (one.given) missingChanged();
  }
  function askForMore() {
    const waiting = [...wants.values()].filter((one) => !one.stop && !one.resting).sort((a, b) => a.given - b.given);
    waiting.slice(0, Math.max(0, AT_ONCE - onTheWay().length)).forEach(askFor);
    viewer.trying = onTheWay().some((one) => one.given);
  }
  async function askFor(one) {
    one.stop = new AbortController();
    one.late ||= window.setTimeout(() => giveUpWaiting(one), LATE_MS);
    const current = () => wants.get(one.key) === one;
    try {
      const data = await fetched(one.address, { bytes: one.bytes, again: one.tries > 0, stop: one.stop });
      if (!current()) return;
      if (await one.take(data) === false) throw new Error(words().answer_cut);
      if (current()) unwant(one.key);
    } catch (error) {
      if (!current()) return;
      one.tries += 1;
      one.resting = true;
      one.timer = window.setTimeout(() => askAgain(one), PAUSES_MS[Math.min(one.tries, PAUSES_MS.length) - 1] * (1 + Math.random() / 4));
      if (one.tries >= PATIENCE || error.slow) giveUpWaiting(one);
      else if (held[one.key]) applyPicture();
    } finally {
      one.stop = null;
      askForMore();
      checkLoading();
    }
  }
  function askAgain(one) {
    window.clearTimeout(one.timer);
    one.resting = false;
    askForMore();
  }
  /** The rest goes on without it, and the page says that it is missing; it is still wanted. */
  function giveUpWaiting(one) {
    if (one.given || wants.get(one.key) !== one) return;
    one.given = true;
    missingChanged();
    one.without?.();
    checkLoading();
  }
  function missingChanged() {
    const keys = [...wants.values()].filter((one) => one.given).map((one) => one.key);
    if (keys.length && !viewer.missing.length) announce(words().missing_now);
    if (!keys.length && viewer.missing.length) announce(words().missing_here);
    viewer.missing = keys;
    applyPicture();
    emit("missing", api.state().missing);
  }
  /** Everything that is missing is asked for at once: the network is back, or somebody asks. */
  function tryAgain() { [...wants.values()].filter((one) => one.resting).forEach(askAgain); }
  window.addEventListener("online", tryAgain);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tryAgain(); });
  watch(() => viewer.connected, (connected) => { if (connected) tryAgain(); });

  /* ---- surfaces: bones first, the rest while one is already looking ---------------------------------------- */

  let stage = null;
  let phase = 0;
  let bonesDrawn = false;
  const bones = content.structures.filter((one) => one.kind === "bone");
  const others = content.structures.filter((one) => one.kind !== "bone" && one.at_home);
  const hidden = content.structures.filter((one) => one.kind !== "bone" && !one.at_home);
  const placeInQueue = Object.fromEntries([...bones, ...others, ...hidden].map((one, index) => [one.id, index]));
  const queue = reactive({ open: bones.length, asked: {} });
  const BATCH = 8;
  const mayLoad = (id) => !structures[id].problem && (placeInQueue[id] < queue.open || Boolean(queue.asked[id]));
  /** What a picture shows is loaded at once, after the bones. */
  function demand(id) { if (bonesDrawn && !mayLoad(id)) { queue.asked[id] = true; wantSurfaces(); } }
  let resolveReady, resolveComplete;
  const ready = new Promise((resolve) => { resolveReady = resolve; });
  const complete = new Promise((resolve) => { resolveComplete = resolve; });

  const held = {}; // by structure: the file whose surface is in the scene
  const unread = {}; // by structure: a surface that has arrived before its representation
  const isLoaded = (id) => held[id] === structures[id].file;
  const isMissing = (id) => viewer.missing.includes(id);
  const waits = (one) => mayLoad(one.id) && !isLoaded(one.id) && !isMissing(one.id);
  /* The surface of the form before stands in for its successor, unless that fails. */
  const isDrawable = (id) => Boolean(held[id]) && (isLoaded(id) || !wants.get(id)?.tries && !isMissing(id));

  function wantSurfaces() {
    for (const one of [...content.structures].sort((a, b) => placeInQueue[a.id] - placeInQueue[b.id])) {
      if (!mayLoad(one.id) || isLoaded(one.id) || unread[one.id]?.file === one.file) continue;
      if (embedded) { unpack(one); continue; }
      want(one.id, { address: one.url, bytes: one.bytes, take: (data) => takeSurface(one, data) });
    }
  }
  async function unpack(one) {
    unread[one.id] = { file: one.file };
    try {
      const data = Uint8Array.from(atob(embedded[one.file]), (letter) => letter.charCodeAt(0));
      if (!await takeSurface(one, data)) throw new Error(words().answer_cut);
    } catch { if (structures[one.id].file === one.file) surfaceFailed(one.id); }
  }
  /** Only what was built is drawn; a browser counts bytes everywhere, and knows sums where the page is safe. */
  async function takeSurface({ id, file, bytes, sha256 }, data) {
    if (data.length !== bytes) return false;
    if (window.crypto?.subtle) {
      const sum = new Uint8Array(await window.crypto.subtle.digest("SHA-256", data));
      if ([...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("") !== sha256) return false;
    }
    if (structures[id].file !== file) return true; // another form is wanted by now
    unread[id] = { file, data };
    return readSurface(id);
  }
  /** Hand the bytes to the reader of the representation, once it is there. */
  function readSurface(id) {
    const { file, data } = unread[id] || {}, reader = stage && actorOf(id)?.getMapper().getInputConnection()?.filter;
    if (!data || !reader) return true;
    delete unread[id];
    delete held[id];
    try {
      if (!reader.parseAsArrayBuffer(data.buffer) || !reader.getOutputData().getPoints().getNumberOfPoints()) return false;
    } catch { return false; }
    held[id] = file;
    if (phase === 2) movePoints(id, viewer.anatomy?.spreads[id]);
    surfaceArrived();
    return true;
  }
  function surfaceMounted(id) {
    if (readSurface(id)) return;
    if (embedded) surfaceFailed(id); else wantSurfaces();
  }

  function actorOf(id) {
    if (!stage) return null;
    if (!stage.actors[id]) {
      for (const actor of stage.view.renderer.getActors()) {
        const name = actor.get("representationId").representationId;
        if (name) stage.actors[name] = actor;
      }
    }
    return stage.actors[id] || null;
  }

  let opening = 0;
  /** A few more, soon. */
  function openQueue(ms) {
    opening ||= window.setTimeout(() => { opening = 0; queue.open += BATCH; wantSurfaces(); checkLoading(); }, ms);
  }
  function checkLoading() {
    if (!stage) return;
    if (phase === 0 && !bones.some(waits)) {
      phase = 1;
      viewer.loading = false;
      applyPicture();
      // After the representations have asked for a frame of their own: one frame serves all.
      nextTick(() => nextTick(() => {
        renderNow();
        settled();
        emit("bones", null);
        whenDrawn(() => {
          bonesDrawn = true;
          queue.open += BATCH;
          wantSurfaces();
          applyPicture();
          checkLoading();
        });
      }));
      return;
    }
    if (!bonesDrawn) return;
    const waiting = content.structures.filter(waits).length, enough = phase === 1 ? bones.length + others.length : content.structures.length;
    if (queue.open < enough) {
      // What no picture shows yet comes last, while one is already looking; one that is slow holds up nobody.
      if (waiting <= BATCH / 2) openQueue(phase === 2 ? 60 : 0);
    } else if (!waiting && phase === 1) {
      phase = 2;
      applyAnatomy();
      nextTick(() => nextTick(() => {
        renderNow();
        resolveReady(window.anatomyViewer);
        emit("ready", null);
      }));
      checkLoading();
    } else if (!waiting && !content.structures.some((one) => isMissing(one.id))) resolveComplete(window.anatomyViewer);
  }

  /** A surface has arrived: it is drawn if the picture shows it. */
  function surfaceArrived() {
    stage.triangles = {};
    checkLoading();
    if (phase < 2) return;
    cutActors();
    if (content.structures.some(({ id }) => viewer.appearance[id]?.shown && viewer.appearance[id].actor.visibility !== isDrawable(id))) applyPicture();
    scheduleRender();
  }

  /** Call back when the graphics processor has finished what it was given. */
  function whenDrawn(then) {
    const gl = stage.view.openglRenderWindow.getContext();
    const fence = gl?.fenceSync?.(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (!fence) { window.setTimeout(then, 100); return; }
    gl.flush();
    const look = () => {
      const state = gl.clientWaitSync(fence, 0, 0);
      if (state === gl.TIMEOUT_EXPIRED) { window.setTimeout(look, 20); return; }
      gl.deleteSync(fence);
      then();
    };
    window.setTimeout(look, 20);
  }

  /** One surface inside the page is damaged: say which, draw the rest. */
  function surfaceFailed(id) {
    for (const one of compiled.structures) if (one.id === id) one.problem = say("surface_unreadable", structures[id]);
    viewer.content = adopt(compiled, viewer.language);
    notify(structures[id].problem);
    applyPicture();
    checkLoading();
  }

  /* ---- whose anatomy: nerves moved to where a study or a drawn person has them ------------------------- */

  /** The record of a drawn person, read from the table that Python drew (atlas/people.py says how). */
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

  function anatomyChosen() {
    applyAnatomy();
    writeLink();
    announce(viewer.anatomy ? viewer.anatomy.title : content.words.usual_anatomy);
    emit("anatomy", { study: viewer.studyId, person: viewer.seed });
  }

  /** Where a nerve runs for some values of its parameters, as steps away from the path that is drawn. */
  function stepsAway(id, values) {
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

  /** The place on a path that is nearest to a point: the number of a segment and the share of it. */
  function nearestOn(path, x, y, z) {
    let best = Infinity, found = 0;
    for (let i = 1; i < path.length; i += 1) {
      const a = path[i - 1], b = path[i];
      const ux = b[0] - a[0], uy = b[1] - a[1], uz = b[2] - a[2], vx = x - a[0], vy = y - a[1], vz = z - a[2];
      const share = Math.max(0, Math.min(1, (ux * vx + uy * vy + uz * vz) / (ux * ux + uy * uy + uz * uz || 1)));
      const dx = vx - share * ux, dy = vy - share * uy, dz = vz - share * uz, squared = dx * dx + dy * dy + dz * dz;
      if (squared < best) { best = squared; found = i - 1 + share; }
    }
    return found;
  }
  function stepAt(nerve, [x, y, z]) {
    const steps = viewer.steps[nerve], place = nearestOn(content.paths[nerve], x, y, z), i = Math.min(Math.floor(place), steps.length - 2);
    return plus(steps[i], minus(steps[i + 1], steps[i]), place - i);
  }

  /** How the direction of a path turns at each of its points, so that a moved tube stays round. */
  function turnsOf(path, steps) {
    const moved = path.map((place, i) => plus(place, steps[i]));
    const heading = (line, i) => unit(minus(line[Math.min(i + 2, line.length - 1)], line[Math.max(i - 2, 0)]));
    return path.map((_, i) => {
      const [before, after] = [heading(path, i), heading(moved, i)];
      const axis = cross(before, after);
      return { axis: unit(axis), angle: Math.atan2(length(axis), dot(before, after)) };
    });
  }

  const nerveOf = (id) => (content.families[id] ? id : structures[id]?.follows || points[id]?.nerve || null);
  /** Where a label, a mark or a point of the usual picture is now. */
  const placed = (one) => (viewer.steps[nerveOf(one.id)] ? plus(one.at, stepAt(nerveOf(one.id), one.at)) : one.at);

  /** A ruler says what one sees: where a study or a person has moved an end, it is measured again there. */
  function rulerNow(ruler) {
    const moves = ruler.ends.map((end) => viewer.steps[nerveOf(end)] && minus(placed(points[end]), points[end].at));
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
  /** How far along the crest the place nearest to a point is. */
  function wayAlong({ along_mm: along, across_mm: across, points: grid }, [x, y, z]) {
    const place = nearestOn(crestLine({ across_mm: across, points: grid }), x, y, z), i = Math.min(Math.floor(place), along.length - 2);
    return along[i] + (place - i) * (along[i + 1] - along[i]);
  }
  /** The row of the crest's grid that runs along its top. */
  function crestLine({ across_mm: across, points: grid }) {
    const top = across.reduce((best, one, k) => (Math.abs(one) < Math.abs(across[best]) ? k : best), 0);
    return grid.filter((_, k) => k % across.length === top);
  }

  /** A place of the bone by its distance along the crest and across it, from the grid that Python measured. */
  function onCrest({ along_mm: along, across_mm: across, points: grid, normals }, alongMm, acrossMm) {
    const cell = (axis, value) => {
      let k = axis.findIndex((one) => one > value);
      k = Math.max(1, k < 0 ? axis.length - 1 : k);
      return [k - 1, Math.max(0, Math.min(1, (value - axis[k - 1]) / (axis[k] - axis[k - 1])))];
    };
    const [i, u] = cell(along, alongMm), [j, v] = cell(across, acrossMm);
    const at = (table, a, b) => table[a * across.length + b];
    const mix = (table) => [0, 1, 2].map((axis) => (at(table, i, j)[axis] * (1 - v) + at(table, i, j + 1)[axis] * v) * (1 - u)
      + (at(table, i + 1, j)[axis] * (1 - v) + at(table, i + 1, j + 1)[axis] * v) * u);
    return { point: mix(grid), normal: unit(mix(normals)) };
  }

  /** How far along the crest a distance from the midline is. */
  function alongCrest(grid, fromMidlineMm) {
    const along = grid.along_mm, away = crestLine(grid).map((one) => Math.abs(one[0]));
    for (let i = 1; i < along.length; i += 1) {
      const [a, b] = [away[i - 1], away[i]];
      if (a <= fromMidlineMm && fromMidlineMm <= b) return along[i - 1] + ((fromMidlineMm - a) / (b - a)) * (along[i] - along[i - 1]);
    }
    return along.at(-1);
  }

  /** The vertices of a stain on the crest for another centre and other deviations, in the order Python wrote them. */
  function stainPoints(id, spread) {
    const { side } = structures[id], { rings } = content.stain, grid = content.crest_grid[side];
    const centre = alongCrest(grid, spread.centre_mm_from_midline) + (spread.beyond_mm || 0);
    const made = new Float32Array(3 * rings.length);
    rings.forEach(([radius, angle, lift], k) => {
      const { point, normal } = onCrest(grid, centre + spread.along_sd_mm * radius * Math.cos(angle), spread.across_sd_mm * radius * Math.sin(angle));
      made.set(plus(point, normal, lift), 3 * k);
    });
    return made;
  }

  /** A stain on the skin goes as far as the one on the bone, as wide as the study says, and stays on the skin. */
  function skinStainPoints(id, spread, usual) {
    const { centre, along_sd_mm: alongSd, across_sd_mm: acrossSd, along_mm: from } = content.stains_on_skin[id];
    const { side } = structures[id], grid = content.crest_grid[side];
    const to = alongCrest(grid, spread.centre_mm_from_midline);
    const shift = minus(onCrest(grid, to, 0).point, onCrest(grid, from, 0).point);
    const [tx, , tz] = minus(onCrest(grid, to + 5, 0).point, onCrest(grid, to - 5, 0).point);
    const t = unit([tx, 0, tz]), a = [-t[2], 0, t[0]];
    const made = Float32Array.from(usual);
    for (let k = 0; k < made.length; k += 3) {
      const p = [usual[k], usual[k + 1], usual[k + 2]], away = minus(p, centre);
      const q = plus(plus(plus(centre, shift), t, (dot(away, t) * spread.along_sd_mm) / alongSd), a, (dot(away, a) * spread.across_sd_mm) / acrossSd);
      const [before, now] = [skinAt(p[0], p[2]), skinAt(q[0], q[2])];
      made.set([q[0], before === null || now === null ? p[1] + shift[1] : p[1] + now - before, q[2]], k);
    }
    return made;
  }

  /** Move what is drawn to where the chosen study or person has it; with neither, back to the usual place. */
  function applyAnatomy() {
    const { placed: values, spreads } = viewer.anatomy || { placed: {}, spreads: {} };
    viewer.steps = markRaw(Object.fromEntries(Object.entries(values).filter(([id]) => content.families[id])
      .map(([id, chosen]) => [id, stepsAway(id, chosen)])));
    for (const { id } of content.structures) movePoints(id, spreads[id]);
    if (stage) stage.triangles = {};
    applyPicture();
  }

  function movePoints(id, spread) {
    // A stain shows where people in general have the nerve: a drawn person leaves it where it is.
    const nerve = viewer.seed && structures[id].kind === "corridor" ? null : nerveOf(id);
    const data = actorOf(id)?.getMapper()?.getInputData?.();
    if (!data?.getPoints?.() || !(nerve || spread)) return;
    const usual = stage.usual[id]?.data === data ? stage.usual[id] : (stage.usual[id] = { data, points: Float32Array.from(data.getPoints().getData()), moved: false });
    if (!viewer.steps[nerve] && !spread && !usual.moved) return;
    let made = usual.points;
    if (spread) made = content.stains_on_skin[id] ? skinStainPoints(id, spread, usual.points) : stainPoints(id, spread);
    else if (viewer.steps[nerve]) {
      const p = usual.points, steps = viewer.steps[nerve], path = content.paths[nerve];
      usual.places ||= Float32Array.from({ length: p.length / 3 }, (_, k) => nearestOn(path, p[3 * k], p[3 * k + 1], p[3 * k + 2]));
      const turns = turnsOf(path, steps);
      made = Float32Array.from(p);
      usual.places.forEach((place, k) => {
        const i = Math.min(Math.floor(place), steps.length - 2), share = place - i;
        const core = plus(path[i], minus(path[i + 1], path[i]), share), step = plus(steps[i], minus(steps[i + 1], steps[i]), share);
        const { axis, angle } = turns[Math.round(place)];
        made.set(plus(plus(core, step), rotate(minus([p[3 * k], p[3 * k + 1], p[3 * k + 2]], core), axis, angle)), 3 * k);
      });
    }
    usual.moved = made !== usual.points;
    data.getPoints().setData(Float32Array.from(made), 3);
    data.getPoints().modified();
    data.modified();
  }

  /* ---- camera -------------------------------------------------------------------------------------------------- */

  const VIEW_ANGLE_DEG = 30;
  const FILL = 0.98;
  const HIGHEST_DEG = 84;
  const NEAREST_MM = 60; // from what the camera turns round
  const CLOSEST_MM = 40; // from what is in front of it
  const FARTHEST = 4; // times what fills the view at home
  const minus = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  const plus = (a, b, s = 1) => [a[0] + s * b[0], a[1] + s * b[1], a[2] + s * b[2]];
  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  const length = (a) => Math.hypot(a[0], a[1], a[2]);
  const unit = (a) => { const l = length(a) || 1; return [a[0] / l, a[1] / l, a[2] / l]; };
  const rotate = (v, axis, angle) => {
    const c = Math.cos(angle), s = Math.sin(angle), k = dot(axis, v) * (1 - c), w = cross(axis, v);
    return [0, 1, 2].map((i) => v[i] * c + w[i] * s + axis[i] * k);
  };

  /** The part of the window that no panel covers, in CSS pixels of the stage. */
  function freeRectangle() {
    const box = stage.element.getBoundingClientRect();
    const free = { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
    for (const element of document.querySelectorAll("[data-covers]")) {
      const cover = element.getBoundingClientRect();
      if (!cover.width || !cover.height) continue;
      const side = element.dataset.covers;
      if (side === "left") free.left = Math.max(free.left, cover.right);
      if (side === "right") free.right = Math.min(free.right, cover.left);
      if (side === "top") free.top = Math.max(free.top, cover.bottom);
      if (side === "bottom") free.bottom = Math.min(free.bottom, cover.top);
    }
    if (free.right - free.left < 120) { free.left = box.left; free.right = box.right; }
    if (free.bottom - free.top < 120) { free.bottom = Math.min(box.bottom, free.top + 120); }
    return { left: free.left - box.left, top: free.top - box.top, right: free.right - box.left,
      bottom: free.bottom - box.top, width: free.right - free.left, height: free.bottom - free.top, box };
  }

  function distanceFor(radiusMm, free) {
    const inHand = viewer.phone && !free.paper;
    const span = Math.min(free.width * (inHand ? 1.12 : 1), free.height) * FILL * (inHand ? 1 : 0.94);
    return (radiusMm * free.box.height) / (span * Math.tan((VIEW_ANGLE_DEG * Math.PI) / 360));
  }

  function pose() {
    const camera = stage.view.activeCamera;
    const focus = camera.getFocalPoint();
    const arm = minus(camera.getPosition(), focus);
    return { focus: [...focus], direction: unit(arm), distance: length(arm), up: [...camera.getViewUp()] };
  }

  function setPose({ focus, direction, distance, up }) {
    stage.view.activeCamera.set({ focalPoint: focus, position: plus(focus, direction, distance), viewUp: up, viewAngle: VIEW_ANGLE_DEG });
  }

  function currentTarget() {
    const now = pose();
    return { focus: now.focus, radius_mm: stage.radiusMm, direction: now.direction, up: now.up };
  }

  let flight = null;
  const endFlight = () => { flight?.cancel(); flight = null; };
  function flyTo(camera) {
    if (!stage) { pendingCamera = camera; return; }
    stage.free = freeRectangle();
    stage.radiusMm = camera.radius_mm;
    // What covers the picture may change on the way: what explains a step comes with it.
    const target = () => ({ focus: camera.focus, direction: unit(camera.direction), up: camera.up,
      distance: distanceFor(camera.radius_mm, stage.free) });
    centreOnFreeArea();
    endFlight();
    const durationMs = stillness.matches || document.hidden || viewer.loading ? 0 : Math.min(camera.flight_ms ?? 900, 1500);
    if (durationMs === 0) { setPose(target()); scheduleRender(); settled(); return; }
    const start = pose();
    const begun = performance.now();
    let frame = 0;
    const finish = () => { endFlight(); setPose(target()); renderNow(); settled(); };
    const deadline = window.setTimeout(finish, durationMs);
    const tick = () => {
      const t = Math.min(1, (performance.now() - begun) / durationMs);
      if (t >= 1) { finish(); return; }
      setPose(between(start, target(), t * t * (3 - 2 * t)));
      renderNow();
      frame = window.requestAnimationFrame(tick);
    };
    flight = { finish, cancel() { window.clearTimeout(deadline); window.cancelAnimationFrame(frame); } };
    frame = window.requestAnimationFrame(tick);
  }

  function between(a, b, t) {
    let axis = cross(a.direction, b.direction);
    if (length(axis) < 1e-6) axis = a.up;
    const angle = Math.acos(Math.max(-1, Math.min(1, dot(a.direction, b.direction))));
    const direction = unit(rotate(a.direction, unit(axis), angle * t));
    const carried = rotate(a.up, unit(axis), angle * t);
    const up = unit(plus(carried.map((part) => part * (1 - t)), b.up, t));
    return { focus: plus(a.focus, minus(b.focus, a.focus), t), direction, up,
      distance: a.distance * (b.distance / a.distance) ** t };
  }

  function centreOnFreeArea() {
    const { box, left, right, top, bottom } = stage.free;
    const x = (left + right) / box.width - 1;
    const y = 1 - (top + bottom) / box.height;
    stage.view.activeCamera.setWindowCenter(-x, -y);
  }

  /** After a panel opened or the window changed: the same picture, fitted into what is free now. */
  function layoutChanged() {
    if (!stage?.element.offsetWidth) return;
    const before = stage.free;
    stage.free = freeRectangle();
    const same = before && ["left", "top", "right", "bottom"].every((side) => before[side] === stage.free[side])
      && before.box.width === stage.free.box.width && before.box.height === stage.free.box.height;
    if (same) { overlayChanged(); return; }
    if (before && !flight) {
      const now = pose();
      now.distance *= distanceFor(1, stage.free) / distanceFor(1, before);
      setPose(now);
    }
    centreOnFreeArea();
    scheduleRender();
    overlayChanged();
  }

  /** Round the body's long axis and over its top, as far as just before the pole: the body never stands on its head. */
  function turn(azimuthDeg, elevationDeg) {
    endFlight();
    const now = pose(), radians = Math.PI / 180;
    const about = (v) => rotate(v, [0, 0, 1], azimuthDeg * radians);
    const [direction, up] = [about(now.direction), about(now.up)];
    const side = unit(cross(up, direction)), height = Math.asin(Math.max(-1, Math.min(1, direction[2]))) / radians;
    const most = Math.max(HIGHEST_DEG, Math.abs(height)), rise = Math.max(-most, Math.min(most, height + elevationDeg)) - height;
    const over = (v) => unit(rotate(v, side, -rise * radians));
    setPose({ ...now, direction: over(direction), up: over(up) });
    scheduleRender();
    settled();
  }

  /** Nearer or farther, as far as there is still something to see. */
  function zoom(factor) {
    endFlight();
    const now = pose(), farthest = Math.max(now.distance, distanceFor(FARTHEST * content.home.camera.radius_mm, stage.free));
    const nearest = factor < 1 ? now.distance - Math.max(0, roomAhead(now)) : 0;
    const distance = Math.min(farthest, Math.max(Math.min(now.distance, NEAREST_MM), nearest, now.distance * factor));
    stage.radiusMm *= distance / now.distance;
    setPose({ ...now, distance });
    scheduleRender();
    settled();
  }

  /** How far the camera may go on before what fills the middle of the view, or the last that is in it, would be behind it. */
  function roomAhead({ direction }) {
    const solid = (id, look) => look.alpha >= 0.5 && look.emphasis !== "faded" && !["nerve", "corridor"].includes(structures[id].kind);
    const depths = (shares) => shares.map((u) => shares.map((v) => {
      const { left, top, width, height, box } = stage.free, { origin, direction: ahead } = rayThrough(box.left + left + u * width, box.top + top + v * height);
      const hit = castRay(origin, ahead, solid);
      return hit ? dot(minus(origin, hit.at), direction) : Infinity;
    })).flat();
    const nearest = Math.min(...depths([0.4, 0.5, 0.6]));
    if (nearest < Infinity) return nearest - CLOSEST_MM;
    if (!content.structures.some(({ id }) => viewer.appearance[id]?.actor.visibility && solid(id, viewer.appearance[id]))) return Infinity;
    return Math.min(...depths([0.1, 0.3, 0.5, 0.7, 0.9])) < Infinity ? Infinity : 0;
  }

  /** The picture moved sideways by so many CSS pixels; its middle stays in the body. */
  function pan(rightPx, downPx) {
    endFlight();
    const now = pose(), side = unit(cross(now.up, now.direction)), level = cross(now.direction, side);
    const mmPerPx = (2 * now.distance * Math.tan((VIEW_ANGLE_DEG * Math.PI) / 360)) / stage.free.box.height;
    const { focus: middle, radius_mm: radiusMm } = content.home.camera;
    const away = minus(plus(plus(now.focus, side, -rightPx * mmPerPx), level, downPx * mmPerPx), middle);
    const most = Math.max(radiusMm, length(minus(now.focus, middle)));
    setPose({ ...now, focus: plus(middle, away, Math.min(1, most / (length(away) || 1))) });
    scheduleRender();
    settled();
  }

  function focusOn(id) {
    const one = structures[id] || points[id];
    if (!one) return;
    flyTo({ ...currentTarget(), focus: one.centre || one.at, radius_mm: Math.max(28, (one.radius_mm || 30) * 1.05), flight_ms: 700 });
  }

  /* Rendering: one frame at most per animation frame; while surfaces arrive, one frame per phase and not per file. */
  let renderFrame = 0;
  let pendingCamera = null;
  function scheduleRender() {
    if (!stage || renderFrame) return;
    renderFrame = window.requestAnimationFrame(renderNow);
  }
  function renderNow() {
    if (!stage) return;
    window.cancelAnimationFrame(renderFrame);
    renderFrame = 0;
    if (phase === 0 || !canDraw()) { drawOverlay(); return; }
    stage.view.renderer.resetCameraClippingRange();
    stage.renderWindow.render();
    stage.renders += 1;
    if (overlayStale) drawOverlay();
  }

  /* The overlay follows the camera once a frame, whoever moves it. */
  let overlayStale = true;
  let overlayFrame = 0;
  function cameraMoved() {
    overlayStale = true;
    viewer.tooltip = null; // its place has moved away
    if (overlayFrame) return;
    overlayFrame = window.requestAnimationFrame(() => { overlayFrame = 0; if (overlayStale) drawOverlay(); });
  }

  let settleTimer = 0;
  function settled() {
    window.clearTimeout(settleTimer);
    settleTimer = window.setTimeout(() => { findHiddenAnchors(); drawOverlay(); emit("camera", api.state().camera); }, 140);
  }

  /* Below 20 frames a second the canvas drops its resolution while turning, and has it back at rest. */
  const SLOW_FRAME_MS = 50;
  let turning = null;
  function startTurning() {
    if (turning) return;
    endFlight();
    turning = { last: performance.now(), slow: 0, frame: 0 };
    const watchFrames = () => {
      const now = performance.now();
      turning.slow = now - turning.last > SLOW_FRAME_MS ? turning.slow + 1 : 0;
      turning.last = now;
      if (turning.slow >= 3 && stage.resolution === 1) setResolution(0.5);
      turning.frame = window.requestAnimationFrame(watchFrames);
    };
    turning.frame = window.requestAnimationFrame(watchFrames);
  }
  function stopTurning() {
    if (!turning) return;
    window.cancelAnimationFrame(turning.frame);
    turning = null;
    if (stage.resolution !== 1) setResolution(1);
    settled();
  }
  function setResolution(factor) {
    stage.resolution = factor;
    stage.view.resize();
  }

  /* ---- rays: exact, on the CPU, over what is visible -------------------------------------------------------------- */

  function trianglesOf(id) {
    if (!stage.triangles[id]) {
      const data = actorOf(id)?.getMapper()?.getInputData?.();
      if (!data?.getPoints?.()) return null;
      stage.triangles[id] = { points: data.getPoints().getData(), cells: data.getPolys().getData(), bounds: data.getBounds() };
    }
    return stage.triangles[id];
  }

  function meetsBox(origin, direction, box, slack) {
    let near = -Infinity, far = Infinity;
    for (let k = 0; k < 3; k += 1) {
      const inverse = 1 / direction[k];
      let a = (box[2 * k] - slack - origin[k]) * inverse, b = (box[2 * k + 1] + slack - origin[k]) * inverse;
      if (a > b) [a, b] = [b, a];
      near = Math.max(near, a);
      far = Math.min(far, b);
    }
    return near <= far && far > 0;
  }

  /** Distance along the ray to the first triangle, or Infinity (Möller and Trumbore 1997). */
  function firstHit({ points: p, cells }, o, d, near = 1e-4, far = Infinity) {
    let best = far;
    for (let i = 0; i < cells.length; i += cells[i] + 1) {
      const a = 3 * cells[i + 1], b = 3 * cells[i + 2], c = 3 * cells[i + 3];
      const ax = p[a], ay = p[a + 1], az = p[a + 2];
      const e1x = p[b] - ax, e1y = p[b + 1] - ay, e1z = p[b + 2] - az;
      const e2x = p[c] - ax, e2y = p[c + 1] - ay, e2z = p[c + 2] - az;
      const qx = d[1] * e2z - d[2] * e2y, qy = d[2] * e2x - d[0] * e2z, qz = d[0] * e2y - d[1] * e2x;
      const det = e1x * qx + e1y * qy + e1z * qz;
      if (det > -1e-9 && det < 1e-9) continue;
      const inverse = 1 / det, tx = o[0] - ax, ty = o[1] - ay, tz = o[2] - az;
      const u = (tx * qx + ty * qy + tz * qz) * inverse;
      if (u < 0 || u > 1) continue;
      const rx = ty * e1z - tz * e1y, ry = tz * e1x - tx * e1z, rz = tx * e1y - ty * e1x;
      const v = (d[0] * rx + d[1] * ry + d[2] * rz) * inverse;
      if (v < 0 || u + v > 1) continue;
      const t = (e2x * rx + e2y * ry + e2z * rz) * inverse;
      if (t > near && t < best) best = t;
    }
    return best < far ? best : Infinity;
  }

  /** The part of a ray that lies on the side of the clip plane that is drawn. */
  function keptStretch(origin, direction) {
    if (!viewer.clipOn) return [1e-4, Infinity];
    const { axis, keep, at_mm: at } = viewer.clip;
    const inside = (origin[axis] - at) * keep, pace = direction[axis] * keep;
    if (Math.abs(pace) < 1e-9) return inside >= 0 ? [1e-4, Infinity] : [Infinity, Infinity];
    return pace > 0 ? [Math.max(1e-4, -inside / pace), Infinity] : [1e-4, Math.max(1e-4, -inside / pace)];
  }

  function castRay(origin, direction, accepts) {
    let best = null;
    const [near, far] = keptStretch(origin, direction);
    for (const { id } of content.structures) {
      const look = viewer.appearance[id];
      if (!look?.actor.visibility || !accepts(id, look)) continue;
      const surface = trianglesOf(id);
      if (!surface || !meetsBox(origin, direction, surface.bounds, 0)) continue;
      const distance = firstHit(surface, origin, direction, near, far);
      if (distance < (best?.distance ?? Infinity)) best = { id, distance };
    }
    return best && { id: best.id, at: plus(origin, direction, best.distance), distance: best.distance };
  }

  function rayThrough(clientX, clientY) {
    const { view, element } = stage;
    const box = element.getBoundingClientRect();
    const [width, height] = view.openglRenderWindow.getSize();
    const x = ((clientX - box.left) / box.width) * width, y = (1 - (clientY - box.top) / box.height) * height;
    const near = view.openglRenderWindow.displayToWorld(x, y, 0, view.renderer);
    const far = view.openglRenderWindow.displayToWorld(x, y, 1, view.renderer);
    // From the eye: the near plane is where the last picture had it, which may be behind what comes first now.
    return { origin: [...view.activeCamera.getPosition()], direction: unit(minus(far, near)) };
  }

  /** What is under a point of the window: solid things before ghosts. */
  function pick(clientX, clientY) {
    if (!stage) return null;
    const { origin, direction } = rayThrough(clientX, clientY);
    const hit = castRay(origin, direction, (id, look) => look.alpha >= 0.5 && look.emphasis !== "faded")
      || castRay(origin, direction, () => true);
    return hit && { id: hit.id, at: hit.at.map((part) => Math.round(part * 100) / 100) };
  }

  /** A finger is blunter than a ray: a nerve or a stain within reach wins over the bone beside it. */
  function pickNear(clientX, clientY, reachPx) {
    const exact = pick(clientX, clientY);
    if (exact && structures[exact.id].kind !== "bone") return exact;
    for (let k = 0; k < 8; k += 1) {
      const angle = (k * Math.PI) / 4;
      const beside = pick(clientX + reachPx * Math.cos(angle), clientY + reachPx * Math.sin(angle));
      if (beside && structures[beside.id].kind === "nerve") return beside;
    }
    return exact;
  }

  function markerNear(clientX, clientY, reachPx) {
    let best = null;
    for (const [id, spot] of Object.entries(stage?.markerSpots || {})) {
      const away = Math.hypot(spot.x + stage.free.box.left - clientX, spot.y + stage.free.box.top - clientY);
      if (away <= reachPx && away < (best?.away ?? Infinity)) best = { id, away };
    }
    return best?.id ?? null;
  }

  /* ---- overlay: labels, leader lines, rulers, marks, orientation letters ---------------------------------------- */

  function project(at) {
    const { view, free } = stage;
    const aspect = free.box.width / free.box.height;
    const [x, y, z] = view.renderer.worldToNormalizedDisplay(at[0], at[1], at[2], aspect);
    return { x: x * free.box.width, y: (1 - y) * free.box.height, behind: z > 1 || z < -1 };
  }

  /* How places of the window are written in the drawing: a line through them, a thing moved there, a line on a light case. */
  const pair = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const through = (spots) => `M${spots.map(pair).join("L")}`;
  const movedTo = (spot) => `transform="translate(${pair(spot)})"`;
  const cased = (d, look = "ruler") => `<path class="ruler-case" d="${d}"/><path class="${look}" d="${d}"/>`;

  /** Places along a line, as far from each other as its points are, for those that keep clear of it. */
  const evenly = (spots) => Array.from({ length: 13 }, (_, k) => {
    const i = Math.min(Math.floor((k / 12) * (spots.length - 1)), spots.length - 2), share = (k / 12) * (spots.length - 1) - i;
    return { x: spots[i].x + share * (spots[i + 1].x - spots[i].x), y: spots[i].y + share * (spots[i + 1].y - spots[i].y) };
  });
  const around = ({ x, y }, reach) => ({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });

  /** What is drawn over the picture has changed: measure its elements once, then only move them. */
  function overlayChanged() {
    overlayStale = true;
    nextTick(() => {
      if (!stage) return;
      measureOverlay(signBoxes());
      if (stage.renders) findHiddenAnchors(); // the first picture does not wait for it
      drawOverlay();
    });
  }
  function measureOverlay(taken) {
    const measured = (name) => Object.fromEntries([...document.querySelectorAll(`[data-${name}]`)].map((element) => [
      element.dataset[name], { element, width: element.offsetWidth, height: element.offsetHeight }]));
    stage.boxes = { labels: measured("label"), rulers: measured("ruler"), taken };
  }

  function findHiddenAnchors() {
    if (!stage || phase === 0) return;
    const eye = stage.view.activeCamera.getPosition();
    stage.hiddenAnchors = new Set();
    for (const label of viewer.labels) {
      const arm = minus(placed(label), eye), away = length(arm);
      const hit = castRay([...eye], unit(arm), (id, look) => structures[id].kind === "bone" && look.alpha >= 0.5 && look.emphasis !== "faded");
      if (hit && hit.id !== label.id && hit.distance < away - 6) stage.hiddenAnchors.add(label.id);
    }
  }

  /* A label stays while its place is no further than this outside the picture. */
  const MARGIN = 40;
  function isInPicture(at) {
    const { x, y, behind } = project(at), { left, right, top, bottom } = stage.free;
    return !behind && x >= left - MARGIN && x <= right + MARGIN && y >= top - MARGIN && y <= bottom + MARGIN;
  }

  /** Spread boxes down a column without overlap, each as near its wish as can be, around what is already there. */
  function stack(items, top, bottom, gap, taken) {
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

  function placeLabels(drawing, taken) {
    const { free } = stage;
    const middle = (free.left + free.right) / 2;
    const reach = stage.radiusMm * (free.box.height / (2 * pose().distance * Math.tan((VIEW_ANGLE_DEG * Math.PI) / 360)));
    const edge = 10;
    const columns = { left: [], right: [] };
    for (const label of viewer.labels) {
      const box = stage.boxes.labels[label.id];
      if (!box) continue;
      const { element } = box;
      const spot = project(placed(label));
      element.style.visibility = !isInPicture(placed(label)) || isCutAway(placed(label)) || structures[label.id] && (!viewer.isVisible(label.id) || isMissing(label.id)) ? "hidden" : "visible";
      if (element.style.visibility === "hidden") continue;
      columns[spot.x < middle ? "left" : "right"].push({ label, spot, wish: spot.y, ...box });
    }
    const capacity = (free.height - 16) / 34;
    for (const [from, to] of [["left", "right"], ["right", "left"]]) {
      columns[from].sort((a, b) => Math.abs(b.spot.x - middle) - Math.abs(a.spot.x - middle));
      while (columns[from].length > capacity && columns[to].length < capacity) columns[to].push(columns[from].pop());
    }
    for (const side of ["left", "right"]) {
      for (const item of columns[side]) {
        item.x = side === "left"
          ? Math.max(free.left + edge, Math.min(middle - reach - 18, item.spot.x - 36) - item.width)
          : Math.min(free.right - edge, Math.max(middle + reach + 18, item.spot.x + 36) + item.width) - item.width;
      }
      const [from, to] = columns[side].reduce(([a, b], item) => [Math.min(a, item.x), Math.max(b, item.x + item.width)], [Infinity, -Infinity]);
      stack(columns[side], free.top + 8, free.bottom - 8, 6, taken.filter((box) => box.left < to && box.right > from));
      for (const item of columns[side]) {
        const { x } = item;
        item.element.style.transform = `translate(${Math.round(x)}px, ${Math.round(item.y)}px)`;
        const tip = { x: side === "left" ? x + item.width : x, y: item.y + item.height / 2 };
        const hidden = stage.hiddenAnchors.has(item.label.id);
        item.element.classList.toggle("behind", hidden);
        drawing.push(`<path class="leader${hidden ? " behind" : ""}" d="M${tip.x} ${tip.y}L${item.spot.x} ${item.spot.y}"/>`
          + `<circle class="leader-end${hidden ? " behind" : ""}" cx="${item.spot.x}" cy="${item.spot.y}" r="3"/>`);
      }
    }
  }

  function drawRulers(drawing, taken) {
    const lines = viewer.rulers.map((ruler) => ruler.points.map(project)), beside = lines.flatMap(evenly).map((spot) => around(spot, 5));
    for (const [number, ruler] of viewer.rulers.entries()) {
      const spots = lines[number];
      drawing.push(cased(through(spots)));
      for (const [end, inner] of [[spots[0], spots[1]], [spots.at(-1), spots.at(-2)]]) {
        const [x, y] = [end.y - inner.y, inner.x - end.x], size = 8 / (Math.hypot(x, y) || 1);
        drawing.push(cased(through([-size, size].map((by) => ({ x: end.x + by * x, y: end.y + by * y })))));
      }
      const box = stage.boxes.rulers[ruler.id];
      if (!box) continue;
      const middle = Math.floor((spots.length - 1) / 2), [before, after] = [spots[middle], spots[middle + 1] || spots[middle]];
      const at = { x: (before.x + after.x) / 2, y: (before.y + after.y) / 2 };
      const half = box.width / 2, tall = box.height, ends = [spots[0], spots.at(-1)].sort((a, b) => a.x - b.x);
      const plate = ([wish, top]) => {
        const x = Math.min(stage.free.right - half - 6, Math.max(stage.free.left + half + 6, wish));
        return { left: x - half, right: x + half, top, bottom: top + tall };
      };
      const inTheWay = [...taken, ...beside, ...ends.map((end) => around(end, 8))];
      const common = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) + 2);
      const outside = (one) => Math.max(0, stage.free.top + 4 - one.top, one.bottom + 4 - stage.free.bottom) * box.width;
      const covered = (one) => outside(one) + inTheWay.reduce((sum, other) => sum + common(one, other), 0);
      const wishes = [[at.x, at.y + 14], [at.x, at.y - tall - 14], [ends[0].x - half - 16, ends[0].y - tall / 2], [ends[1].x + half + 16, ends[1].y - tall / 2],
        [at.x + half + 14, at.y - tall / 2], [at.x - half - 14, at.y - tall / 2],
        ...[tall + 18, -2 * tall - 18, 2 * tall + 22, -3 * tall - 22].map((offset) => [at.x, at.y + offset])];
      const chosen = wishes.map(plate)
        .reduce((best, one) => (covered(one) < covered(best) ? one : best));
      box.element.style.transform = `translate(${Math.round(chosen.left)}px, ${Math.round(chosen.top)}px)`;
      taken.push(chosen);
    }
  }

  function drawMarkers(drawing, taken) {
    const towards = pose().direction;
    stage.markerSpots = {};
    for (const marker of viewer.markers) {
      const spot = project(placed(marker));
      if (spot.behind || isCutAway(placed(marker))) continue;
      stage.markerSpots[marker.id] = spot;
      taken.push(around(spot, 11));
      const away = marker.normal && dot(marker.normal, towards) < 0 ? " away" : "";
      const shape = marker.kind === "landmark" ? '<path class="case" d="M0-8L8 0L0 8L-8 0Z"/><path d="M0-8L8 0L0 8L-8 0Z"/>'
        : marker.kind === "tender_point" ? '<circle class="case" r="11"/><circle r="11"/><circle r="5.5"/><circle class="dot" r="1.6"/>'
          : '<circle class="case" r="8"/><circle r="8"/><path d="M-12 0H-4M4 0H12M0-12V-4M0 4V12"/>';
      drawing.push(`<g class="marker ${marker.kind}${away}" ${movedTo(spot)}>${shape}</g>`);
    }
  }

  const WAYS = { front: [0, 1, 0], behind: [0, -1, 0], right: [1, 0, 0], left: [-1, 0, 0], above: [0, 0, 1], below: [0, 0, -1] };
  function drawOrientation() {
    const sign = $(".orientation svg");
    if (!sign) return;
    const { direction, up } = pose();
    const side = unit(cross(up, direction)), level = cross(direction, side);
    const drawn = Object.entries(WAYS).map(([way, axis]) => ({ letter: content.words.orientation_letters[way], x: 34 * dot(axis, side), y: -34 * dot(axis, level), depth: dot(axis, direction) }))
      .sort((a, b) => a.depth - b.depth);
    sign.innerHTML = drawn.map(({ letter, x, y, depth }) => `<g opacity="${(0.62 + 0.38 * (depth + 1) / 2).toFixed(2)}">`
      + `<line x1="0" y1="0" x2="${(x * 0.7).toFixed(1)}" y2="${(y * 0.7).toFixed(1)}"/>`
      + `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${depth > 0.4 ? 11 : 9}"/><text x="${x.toFixed(1)}" y="${y.toFixed(1)}">${letter}</text></g>`).join("");
    const apart = (a, b) => Math.acos(Math.max(-1, Math.min(1, dot(unit(a), unit(b)))));
    const near = content.views.map((view) => ({ view, angle: Math.max(apart(view.direction, direction), apart(view.up, up)) }))
      .sort((a, b) => a.angle - b.angle)[0];
    viewer.viewId = near.angle < 0.06 ? near.view.id : null;
    viewer.viewWords = near.angle < 0.14 ? near.view.name : describe(direction);
    const sideways = dot(side, [1, 0, 0]);
    viewer.viewNote = near.angle < 0.14 ? near.view.note : sideways > 0.5 ? content.words.their_left_on_left : sideways < -0.5 ? content.words.their_left_on_right : "";
  }

  function describe(direction) {
    const [x, y, z] = direction, { ways } = content.words;
    const named = [[-y, ways.behind], [y, ways.front], [x, ways.right], [-x, ways.left], [z, ways.above], [-z, ways.below]]
      .sort((a, b) => b[0] - a[0]);
    const words = named[1][0] > 0.38 ? say("from_both", { first: named[0][1], second: named[1][1] }) : say("from_one", { first: named[0][1] });
    return words[0].toUpperCase() + words.slice(1);
  }

  /** Labels keep clear of the orientation sign and of what explains the stains. */
  function signBoxes() {
    const { left, top } = stage.free.box;
    return [...document.querySelectorAll(".orientation, .legend, .clip-bar")].map((element) => element.getBoundingClientRect()).filter((box) => box.width)
      .map((box) => ({ left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top }));
  }

  function drawOverlay() {
    if (!stage?.free || !stage.boxes) return;
    overlayStale = false;
    const drawing = [], taken = [...stage.boxes.taken];
    if (phase > 0) {
      const marks = [];
      drawMarkers(marks, taken); // a ruler's plate keeps clear of them
      drawRulers(drawing, taken);
      drawing.push(...marks);
      if (consult.where) drawUsualAreas(drawing);
      drawPress(drawing);
      placeLabels(drawing, taken);
    }
    $(".drawings").innerHTML = drawing.join("");
    drawOrientation();
  }

  /* ---- pointer and keys ------------------------------------------------------------------------------------------------ */

  let returnFocus = null;
  function select(id) {
    if (id && (viewer.hiding || (!structures[id] && !points[id]))) return; // a lesson's own point has no card
    if (id && !viewer.selected) returnFocus = document.activeElement;
    viewer.selected = id;
    viewer.source = null;
    if (id) {
      const one = structures[id] || points[id];
      announce(`${one.name}. ${viewer.wording(one.what)}`);
      if (viewer.phone && viewer.sheet === "peek") viewer.sheet = "half";
      nextTick(() => $(".info-card .card-title")?.focus({ preventScroll: true }));
    } else if (returnFocus?.isConnected) { returnFocus.focus({ preventScroll: true }); returnFocus = null; }
    nextTick(layoutChanged);
  }

  /* The hand. All of it is told in CSS pixels of the window: neither the canvas's resolution nor a browser's unit
     of the wheel changes what a movement does. */
  const DEG_PER_PX = 0.4;
  const SLIP_PX = { mouse: 6, pen: 10, touch: 12 };
  const WHEEL_PX = [1, 33, 400]; // what a step of the wheel is told in: pixels, lines, pages
  const asked = () => consult.where || pressing() || (viewer.hiding && viewer.question?.kind === "find");

  function listenToHand(element, surface) {
    const down = new Map(); // where each finger is
    let press = null; // what may still become a press: one finger, not moved
    let way = "turn";
    const framed = window.self !== window.top;
    let held = !framed;
    const hold = (now) => { held = now || !framed; element.classList.toggle("passes-scrolling", !held); };
    hold(false);

    element.addEventListener("pointerdown", (event) => {
      const { pointerId, pointerType, clientX: x, clientY: y, button } = event;
      viewer.tooltip = null;
      hold(true);
      const pen = [...down.values()].some((one) => one.pointerType === "pen");
      if (pen && pointerType === "touch") return; // the ball of the hand that holds the pen
      if (pointerType === "pen") down.clear();
      const onLabel = Boolean(event.target.closest(".label"));
      down.set(pointerId, { x, y, pointerType });
      press = down.size === 1 ? { x, y, onLabel, button, slip: SLIP_PX[pointerType] * (asked() ? 2 : 1) || 12 } : null;
      way = button === 1 || event.shiftKey ? "pan" : button === 2 ? "zoom" : "turn";
      if (button === 1) event.preventDefault(); // no scrolling by itself
      // A captured press would never reach the label that it began on.
      if (!onLabel) try { surface.setPointerCapture(pointerId); } catch { /* it has gone already */ }
    });

    element.addEventListener("pointermove", (event) => {
      const { pointerId, clientX: x, clientY: y } = event, last = down.get(pointerId);
      if (!last) { hover(event); return; }
      if (event.pointerType === "mouse" && !event.buttons) { letGo(event, true); return; } // let go where nobody told us
      if (press && Math.hypot(x - press.x, y - press.y) <= press.slip) return;
      if (press?.onLabel) element.addEventListener("click", (click) => click.stopPropagation(), { capture: true, once: true });
      press = null;
      startTurning();
      surface.style.cursor = "grabbing";
      if (down.size > 1) {
        const other = [...down.entries()].find(([id]) => id !== pointerId)[1];
        zoom(Math.hypot(last.x - other.x, last.y - other.y) / Math.max(1, Math.hypot(x - other.x, y - other.y)));
        pan((x - last.x) / 2, (y - last.y) / 2);
      } else if (way === "pan") pan(x - last.x, y - last.y);
      else if (way === "zoom") zoom(Math.exp((y - last.y) * 0.006));
      else turn((last.x - x) * DEG_PER_PX, (y - last.y) * DEG_PER_PX);
      Object.assign(last, { x, y });
    });

    function letGo({ pointerId, pointerType }, cancelled = false) {
      if (!down.delete(pointerId) || down.size) return;
      const { x, y, onLabel, button } = press || { button: -1 };
      press = null;
      stopTurning();
      surface.style.cursor = "grab";
      if (!cancelled && button === 0 && !onLabel && viewer.graphics === "here") pressedAt(x, y, pointerType);
    }
    element.addEventListener("pointerup", (event) => letGo(event));
    for (const gone of ["pointercancel", "lostpointercapture"]) element.addEventListener(gone, (event) => { if (down.has(event.pointerId)) { press = null; letGo(event, true); } });
    element.addEventListener("contextmenu", (event) => event.preventDefault());

    let still = 0;
    element.addEventListener("wheel", (event) => {
      if (!held) { // a page around this one scrolls on until somebody turns to the picture
        if (!event.ctrlKey) viewer.tooltip = { name: content.words.wheel_hint, x: event.clientX, y: event.clientY };
        return;
      }
      event.preventDefault();
      const px = event.deltaY * WHEEL_PX[event.deltaMode] * (event.ctrlKey ? 6 : 1); // two fingers on a touch pad come as small steps with Ctrl
      startTurning();
      zoom(Math.exp(0.0015 * Math.max(-400, Math.min(400, px))));
      window.clearTimeout(still);
      still = window.setTimeout(() => { if (!down.size) stopTurning(); }, 250);
    }, { passive: false });
    document.documentElement.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse" && !down.size) hold(false); });
    window.addEventListener("blur", () => hold(false));

    let last = 0;
    function hover(event) {
      if (event.pointerType !== "mouse" || event.buttons || performance.now() - last < 60 || phase < 2 || viewer.graphics !== "here") return;
      if (event.target.closest(".label")) { viewer.tooltip = null; return; }
      if (viewer.hiding) { viewer.tooltip = null; surface.style.cursor = asked() ? "crosshair" : "grab"; return; }
      last = performance.now();
      const id = markerNear(event.clientX, event.clientY, 12) || pick(event.clientX, event.clientY)?.id;
      const one = structures[id] || points[id];
      viewer.tooltip = one ? { name: one.name, x: event.clientX, y: event.clientY } : null;
      surface.style.cursor = one ? "pointer" : "grab";
    }
    element.addEventListener("pointerleave", () => { viewer.tooltip = null; });
  }

  function pressedAt(x, y, pointerType) {
    if (consult.where) { consult.press(x, y); return; }
    if (pressing()) { pressAt(x, y); return; }
    const reach = pointerType === "mouse" ? 5 : 14;
    if (viewer.hiding && viewer.question?.kind === "find") { found(pickNear(x, y, reach)?.id); return; }
    if (viewer.hiding) return;
    const marker = markerNear(x, y, reach + 8);
    const hit = marker ? { id: marker, at: points[marker]?.at } : pickNear(x, y, reach);
    emit("pick", hit);
    select(hit && hit.id !== viewer.selected ? hit.id : null);
  }

  function dragSheet(event) {
    const heights = { peek: 0.2, half: 0.52, full: 0.9 };
    const start = { y: event.clientY, height: heights[viewer.sheet] };
    let moved = false;
    const onMove = (to) => { moved = moved || Math.abs(to.clientY - start.y) > 8; };
    const onUp = (to) => {
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointercancel", onUp);
      window.removeEventListener("pointerup", onUp);
      if (to.type === "pointercancel") return;
      if (!moved) { viewer.cycleSheet(); return; }
      const height = start.height + (start.y - to.clientY) / window.innerHeight;
      viewer.sheet = Object.keys(heights).sort((a, b) => Math.abs(heights[a] - height) - Math.abs(heights[b] - height))[0];
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", onUp);
  }

  const KEYS = {
    n: () => viewer.next(), p: () => viewer.back(), PageDown: () => viewer.next(), PageUp: () => viewer.back(),
    ArrowLeft: () => turn(-8, 0), ArrowRight: () => turn(8, 0), ArrowUp: () => turn(0, -8), ArrowDown: () => turn(0, 8),
    "+": () => zoom(1 / 1.15), "=": () => zoom(1 / 1.15), "-": () => zoom(1.15),
    f: () => focusOn(viewer.selected), h: () => viewer.hideSelected(), i: () => viewer.isolateSelected(),
    l: () => { viewer.labelsOn = !viewer.labelsOn; overlayChanged(); }, r: () => viewer.restoreStep(),
    "?": () => viewer.showDialog("help"),
  };
  content.views.forEach((view) => { if (view.key) KEYS[view.key] = () => viewer.chooseView(view.id); });

  function onKey(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      viewer.tooltip = null;
      if (viewer.dialog) viewer.closeDialog();
      else if (consult.where) consult.leave();
      else if (viewer.selected) select(null);
      else if (viewer.asking) stopAsking();
      else if (viewer.phone && viewer.panel) viewer.panel = null;
      else return;
      event.preventDefault();
      return;
    }
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (typing || viewer.dialog) return;
    const arrow = event.key.startsWith("Arrow");
    if (arrow && event.target !== document.body && !event.target.closest?.(".stage")) return;
    if (arrow && consult.where) { consult.nudge(...ARROWS[event.key]); event.preventDefault(); return; }
    if (event.key.length === 1 && !viewer.lettersOn) return;
    const arrows = ARROWS[event.key];
    if (pressing() && (arrows || event.key === "Enter") && (event.target === document.body || event.target.closest?.(".stage"))) {
      if (arrows) moveCross(arrows[0] * (event.shiftKey ? 12 : 3), arrows[1] * (event.shiftKey ? 12 : 3)); else pressHere();
      event.preventDefault();
      return;
    }
    if (arrows && event.shiftKey && stage) { pan(-40 * arrows[0], 40 * arrows[1]); event.preventDefault(); return; }
    const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || !stage) return;
    action();
    event.preventDefault();
  }

  /* ---- consult: larger text, where it hurts, reading aloud, the sheet that goes home -------------------- */

  const SIZES = [1, 1.2, 1.4, 1.7, 2];
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const NUDGE_MM = 8;
  const voice = window.speechSynthesis && window.SpeechSynthesisUtterance ? window.speechSynthesis : null;
  /* Where a browser tells no voices at all, it is asked to speak; most tell them late, and then again. */
  function voicesNow() {
    if (!voice) return [];
    try { return voice.getVoices ? markRaw([...voice.getVoices()]) : null; } catch { return []; }
  }
  const tagOf = (one) => (one.lang || "").toLowerCase().replaceAll("_", "-");
  const speaks = (one, language) => tagOf(one).split("-")[0] === language.split("-")[0];
  /* A voice of the machine itself before one that asks a server, of the country before one of another. */
  function voiceFor(voices, language) {
    const rank = (one) => 4 * (one.localService !== false) + 2 * (tagOf(one) === language.toLowerCase()) + Boolean(one.default);
    return (voices || []).filter((one) => speaks(one, language)).sort((a, b) => rank(b) - rank(a))[0];
  }
  /** A text in sentences and, where one is long, its parts: some voices fall silent after fifteen seconds of one piece. */
  const LONGEST_PIECE = 180;
  function piecesOf(text, language) {
    const whole = text.replace(/\s+/g, " ").trim();
    const sentences = window.Intl?.Segmenter ? [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(whole)].map(({ segment }) => segment) : whole.match(/[^.!?]+[.!?]*\s*/g) || [];
    const pieces = sentences.flatMap((sentence) => {
      const parts = [];
      let rest = sentence.trim();
      while (rest.length > LONGEST_PIECE) {
        const head = rest.slice(0, LONGEST_PIECE), stop = Math.max(...[", ", "; ", ": ", " – "].map((mark) => head.lastIndexOf(mark) + 1));
        const cut = stop > LONGEST_PIECE / 3 ? stop : head.lastIndexOf(" ") > 0 ? head.lastIndexOf(" ") : LONGEST_PIECE;
        parts.push(rest.slice(0, cut).trim());
        rest = rest.slice(cut).trim();
      }
      return [...parts, rest];
    });
    return pieces.filter(Boolean);
  }

  viewer.consult = {
    size: SIZES.map(String).indexOf(remembered("reading-size", SIZES.map(String), "1")),
    where: false,
    spot: null,
    lit: null,
    reading: false,
    spoken: null,
    voices: voicesNow(),
    sheet: null,
    preparing: "",

    /* Only where something would be heard, in the language that the page speaks. */
    get canRead() { return this.voices === null || this.voices.some((one) => speaks(one, viewer.language)); },
    get words() { return viewer.content.words.consult; },
    get scale() { return SIZES[this.size]; },
    canResize(by) { return Boolean(SIZES[this.size + by]); },
    resize(by) {
      if (!this.canResize(by)) return;
      this.size += by;
      remember("reading-size", this.scale);
      announce(fill(this.words.text_size, { percent: Math.round(100 * this.scale) }));
    },
    wording(texts) { return viewer.audience === "patient" ? texts.patient : texts.everyone; },
    hasStep(reference) { return Boolean(reference && lessons[reference.lesson] && (!reference.step || lessons[reference.lesson].steps.some((one) => one.id === reference.step))); },
    get redFlags() { return viewer.content.consult.take_home.filter((part) => part.id.startsWith("help")); },

    begin() {
      if (viewer.asking || viewer.training) afterStep();
      if (viewer.phone) { viewer.panel = null; viewer.sheet = "half"; }
      this.stopReading();
      Object.assign(this, { where: true, spot: null, lit: null });
      Object.assign(viewer, { selected: null, source: null, overrides: {}, veiled: {}, clip: null, clipOn: false });
      applyPicture();
      flyTo(viewer.scene.camera);
      writeLink();
      announce(`${this.words.where}. ${this.words.where_how}`);
      nextTick(() => $(".where-card .card-title")?.focus({ preventScroll: true }));
      emit("where", null);
    },
    /** Back to the step or the welcome, whose picture is the same as before. */
    leave() {
      this.end();
      openClip();
      applyPicture();
      flyTo(viewer.scene.camera);
      writeLink();
      nextTick(() => { layoutChanged(); $(".where-button")?.focus({ preventScroll: true }); });
    },
    end() { this.stopReading(); Object.assign(this, { where: false, spot: null, lit: null }); },
    clear() { this.spot = null; this.lit = null; overlayChanged(); },
    press(clientX, clientY) {
      const { origin, direction } = rayThrough(clientX, clientY);
      if (!isMissing("skin") && !isLoaded("skin")) return;
      const hit = isMissing("skin") ? hitOnGrid(origin, direction) : castRay(origin, direction, (id) => structures[id].kind === "skin");
      const y = hit && skinAt(hit.at[0], hit.at[2]);
      if (y === null || Math.abs(y - hit.at[1]) > 25) { announce(this.words.miss); notify(this.words.miss); return; }
      this.place(hit.at[0], hit.at[2]);
    },
    place(x, z) {
      const y = skinAt(x, z);
      if (y === null) { announce(this.words.miss); return; }
      viewer.notices = viewer.notices.filter((notice) => notice !== this.words.miss);
      this.spot = { x, y, z };
      this.lit = null;
      overlayChanged();
      const named = (areas, heading) => (areas.length ? `${heading}: ${areas.map((area) => this.wording(area.name)).join(", ")}.` : "");
      announce(`${this.placeWords} ${this.found.length ? `${named(this.inside, this.words.fits)} ${named(this.near, this.words.near)}` : this.words.nowhere}`);
      emit("where", { at: [x, y, z], fits: this.inside.map(areaId), near: this.near.map(areaId) });
    },
    /** One step over the skin as one sees it from behind, where the person's left is on the left. */
    nudge(across, up) {
      if (!this.spot) this.place(0, content.consult.dimples_mm);
      else this.place(this.spot.x + across * NUDGE_MM, this.spot.z + up * NUDGE_MM);
    },
    light(area) { this.lit = area; drawOverlay(); },
    get inside() { return this.areasWith("inside", 0); },
    get near() { return this.areasWith("near", this.inside.length); },
    get found() { return [...this.inside, ...this.near]; },
    areasWith(runs, before) {
      if (!this.spot) return [];
      const cell = cellOf(this.spot);
      return viewer.content.consult.areas.filter((area) => area[runs].some(([first, count]) => cell >= first && cell < first + count))
        .map((area, number) => markRaw({ ...area, tag: before + number + 1 }));
    },
    get placeWords() {
      if (!this.spot) return "";
      const far = (mm) => (viewer.audience === "patient" ? `${Math.max(1, Math.round(mm / 10))} cm` : `${Math.round(mm)} mm`);
      const { x, z } = this.spot, up = z - content.consult.dimples_mm;
      const height = Math.abs(up) < 5 ? this.words.level : fill(up > 0 ? this.words.above : this.words.below, { far: far(Math.abs(up)) });
      return fill(this.words[Math.abs(x) < 5 ? "place_middle" : x > 0 ? "place_right" : "place_left"], { away: far(Math.abs(x)), height });
    },
    /** What the picture names, and where: the twin of its labels, rulers and marks. */
    get places() {
      const named = viewer.markers.map((one) => points[one.id]).filter(Boolean).map((one) => `${one.name}: ${sideWords(placed(one))}`);
      return [...viewer.labels.map((one) => (one.at ? `${one.text}: ${sideWords(placed(one))}` : one.text)),
        ...named, ...viewer.rulers.map((one) => viewer.wording(one.text))];
    },

    readAloud() {
      if (this.reading) { this.stopReading(); return; }
      const card = $(".cards .card .card-body");
      const parts = card ? [...card.querySelectorAll(".card-title, .prose p, .prose li, .prose dt, .prose dd, .usual h3, .usual li > p:not(.area-links):not(.quiet), .red-flags h3, .red-flags li")]
        .filter((one) => !one.querySelector("p, li")) : [];
      const pieces = parts.flatMap((part) => {
        const language = part.closest(".viewer [lang]")?.lang || viewer.language;
        return piecesOf(part.textContent, language).map((text) => ({ text, language }));
      });
      if (!voice || !pieces.length) return;
      if (voice.speaking || voice.pending) voice.cancel(); // what another page has left would be spoken first
      if (voice.paused) voice.resume();
      this.reading = true;
      // A browser may throw away what nobody holds, and with it the word that it has ended.
      const spoken = this.spoken = markRaw(pieces.map(({ text, language }) => {
        const said = new window.SpeechSynthesisUtterance(text);
        said.lang = { en: "en-GB", es: "es-ES" }[language] || language;
        try { const own = voiceFor(this.voices, said.lang); if (own) said.voice = own; } catch { /* the language alone chooses */ }
        return said;
      }));
      spoken.at(-1).onend = () => { if (this.spoken === spoken) this.reading = false; };
      for (const said of spoken) {
        said.onerror = () => { if (this.spoken === spoken) this.stopReading(); };
        voice.speak(said);
      }
    },
    stopReading() { if (this.reading) { this.reading = false; this.spoken = null; voice.cancel(); } },

    askPrint() { this.kept = null; viewer.showDialog("print"); },
    async print(scope) {
      const sheet = await makeSheet(scope);
      viewer.closeDialog();
      this.sheet = markRaw(sheet);
      await nextTick();
      // A page in the background may never decode what nobody sees.
      const decoded = [...document.querySelectorAll(".print-sheet img")].map((image) => image.decode().catch(() => null));
      await Promise.race([Promise.all(decoded), new Promise((resolve) => window.setTimeout(resolve, 3000))]);
      emit("sheet", { pages: sheet.pages.length });
      let begun = false;
      window.addEventListener("beforeprint", () => { begun = true; }, { once: true });
      try { window.print(); } catch { /* told below */ }
      if (mayBeKeptFromPrinting()) window.setTimeout(() => { if (!begun) this.keepFromPrinting(sheet); }, 1000);
    },
    /* A frame without `allow-modals` drops the call to print without a word: what still works is offered in its place. */
    kept: null,
    keepFromPrinting(sheet) {
      this.sheet = null;
      const address = /^(https?|file):/.test(window.location.protocol) ? window.location.href.split("#")[0] : "";
      this.kept = markRaw({ address, pictures: sheet.pages.filter((page) => page.picture) });
      viewer.showDialog("print");
    },
    openAlone() { if (!window.open(this.kept.address, "_blank")) announce(this.words.print_kept_copy); },
  };
  const consult = viewer.consult;
  if (voice) {
    const listen = () => { consult.voices = voicesNow(); };
    if (voice.addEventListener) voice.addEventListener("voiceschanged", listen); else voice.onvoiceschanged = listen;
  }
  const mayBeKeptFromPrinting = () => window.parent !== window || !window.print || (window.origin === "null" && window.location.protocol !== "file:");
  /* The browser's own command to print does not wait: what can be had at once is the same sheet. */
  window.addEventListener("beforeprint", () => {
    if (!consult.sheet) consult.sheet = markRaw(sheetNow());
    document.title = consult.sheet.tab;
  });
  window.addEventListener("afterprint", () => { consult.sheet = null; nameTheTab(); });
  window.addEventListener("pagehide", () => consult.stopReading());

  const areaId = (area) => (area.side === "mid" ? area.id : `${area.id}_${area.side}`);

  /** Where the skin of the back is, from the grid that Python measured; null beyond it. */
  function skinAt(x, z) {
    const { x_mm: xs, z_mm: zs, y_mm: ys } = content.consult.grid;
    const u = (x - xs[0]) / (xs[1] - xs[0]), v = (z - zs[0]) / (zs[1] - zs[0]);
    const i = Math.floor(u), j = Math.floor(v);
    if (i < 0 || j < 0 || i > xs.length - 2 || j > zs.length - 2) return null;
    let sum = 0, weights = 0;
    for (const [a, b] of [[0, 0], [1, 0], [0, 1], [1, 1]]) {
      const y = ys[(j + b) * xs.length + i + a], weight = (a ? u - i : 1 - u + i) * (b ? v - j : 1 - v + j);
      if (y !== null) { sum += weight * y; weights += weight; }
    }
    return weights > 0.5 ? sum / weights : null;
  }
  /** Where a ray comes to the skin of that grid, while the surface itself is missing. */
  function hitOnGrid(origin, direction) {
    let before = null;
    for (let mm = 0; mm < 2000; mm += 2) {
      const [x, y, z] = plus(origin, direction, mm), skin = skinAt(x, z), now = skin === null ? null : y - skin;
      if (before !== null && now !== null && before * now <= 0) return { at: [x, skin, z] };
      before = now;
    }
    return null;
  }
  function cellOf({ x, z }) {
    const { x_mm: xs, z_mm: zs } = content.consult.grid;
    return Math.round((z - zs[0]) / (zs[1] - zs[0])) * xs.length + Math.round((x - xs[0]) / (xs[1] - xs[0]));
  }
  function sideWords([x]) {
    const away = viewer.audience === "patient" ? `${Math.max(1, Math.round(Math.abs(x) / 10))} cm` : `${Math.round(Math.abs(x))} mm`;
    return fill(consult.words[Math.abs(x) < 5 ? "at_middle" : x > 0 ? "at_right" : "at_left"], { away });
  }

  /** The lines round the areas that the spot touches, a number at each, and the spot itself. */
  function drawUsualAreas(drawing) {
    const { spot, inside, lit } = consult;
    if (!spot) return;
    const tags = [];
    inside.forEach((area, number) => {
      const strong = !lit || (lit.id === area.id && lit.side === area.side);
      area.lines.forEach((line, part) => {
        const spots = line.map(project), path = `${through(spots)}Z`;
        drawing.push(`<path class="area-case" opacity="${strong ? 1 : 0.3}" d="${path}"/><path class="area-line" opacity="${strong ? 1 : 0.3}" stroke-dasharray="${DASHES[number % DASHES.length]}" d="${path}"/>`);
        if (part === 0) tags.push({ area, line: spots });
      });
    });
    // Each number stands where its line is farthest from the spot and from the numbers before it.
    const middle = project([spot.x, spot.y, spot.z]), kept = [middle];
    for (const tag of tags) {
      const clear = (at) => Math.min(...kept.map((other) => Math.hypot(at.x - other.x, at.y - other.y)));
      tag.at = tag.line.reduce((best, at) => (clear(at) > clear(best) ? at : best));
      kept.push(tag.at);
    }
    for (const { area, at } of tags) {
      drawing.push(`<g class="area-mark" ${movedTo(at)}><circle r="10"/><text>${area.tag}</text></g>`);
    }
    drawing.push(`<g class="marker site spot" ${movedTo(middle)}><circle class="case" r="11"/><circle r="11"/><circle class="dot" r="3"/>`
      + '<path class="case" d="M-20 0H-11M11 0H20M0-20V-11M0 11V20"/><path d="M-20 0H-11M11 0H20M0-20V-11M0 11V20"/></g>');
  }
  const DASHES = ["none", "9 5", "2 5", "12 4 2 4", "5 3", "16 5"];

  /* The sheet: a picture and its text for each step, what goes home, and every source in full. */

  const stepShown = () => (consult.where ? null : viewer.step);
  function sheetNow() {
    const cited = new Set();
    return sheetOf([pageOf(stepShown(), cited)], cited, linkHere());
  }
  async function makeSheet(scope) {
    if (scope === "lesson" && stepShown()) return sheetOfLesson();
    const cited = new Set();
    await nextTick();
    return sheetOf([pageOf(stepShown(), cited)], cited, linkHere());
  }
  async function sheetOfLesson() {
    const { lesson, stepId, overrides, veiled, clip, clipOn } = viewer, before = stage && { ...pose(), radiusMm: stage.radiusMm };
    const pages = [], cited = new Set();
    for (const [number, step] of lesson.steps.entries()) {
      consult.preparing = fill(consult.words.preparing, { number: number + 1, count: lesson.steps.length });
      await new Promise((resolve) => window.setTimeout(resolve, 0)); // the page stays alive between two pictures
      Object.assign(viewer, { stepId: step.id, overrides: {}, veiled: {} });
      openClip();
      showWhose();
      applyPicture();
      await pictureLoaded();
      await nextTick(); // what the picture shows has reached the actors, and its labels the page
      await nextTick();
      pages.push(pageOf(step, cited, step.camera));
    }
    Object.assign(viewer, { stepId, overrides, veiled });
    showWhose();
    Object.assign(viewer, { clip, clipOn });
    applyPicture();
    if (before) {
      flight?.finish();
      setPose(before);
      stage.radiusMm = before.radiusMm;
      renderNow();
      overlayChanged();
    }
    consult.preparing = "";
    return sheetOf(pages, cited, linkHere());
  }
  /** While a question is open the sheet carries nothing that answers it: no signs that need help, no name in an address. */
  function sheetOf(pages, cited, link) {
    const { lesson, hiding } = viewer, { words } = consult, home = hiding ? [] : content.consult.take_home;
    home.forEach((part) => part.lines.forEach((line) => line.sources.forEach((key) => cited.add(key))));
    const title = consult.where ? words.where : lesson ? lesson.title : words.print_welcome;
    return {
      title, pages, home, ...link, ...(hiding && { link: "", linkNote: link.code ? link.linkNote : "" }),
      lang: lesson && !consult.where ? viewer.foreign(lesson, "title") : null,
      tab: pages.length > 1 || hiding ? `${title} – ${content.product.name}` : document.title,
      date: new Date().toLocaleDateString(viewer.language === "en" ? "en-GB" : viewer.language, { dateStyle: "long" }),
      sources: [...cited].sort().map((key) => ({ key, ...content.sources[key] })),
    };
  }

  function pageOf(step, cited, camera) {
    const { words } = consult, { anatomy, own, hiding, question, asking } = viewer;
    const page = { title: step ? viewer.wording(step.title) : "", ...pictureOnPaper(camera), lang: step ? viewer.foreign(viewer.lesson, "title") : null,
      legend: [...viewer.legend], html: "", options: [], values: [], areas: [], drawing: "", whose: [], lines: [], rows: [], note: "",
      missing: viewer.missing.length ? say("missing_on_paper", { names: viewer.missingNames.join("; ") }) : "" };
    let alternative = step ? viewer.wording(step.alternative) : consult.placeWords;
    if (hiding) {
      alternative = "";
      Object.assign(page, { title: viewer.training ? "" : say("quiz_number", { number: asking.number + 1, count: viewer.questions.length }),
        html: viewer.training ? viewer.training.prompt : viewer.wording(question.prompt),
        options: viewer.training ? [] : (question.options?.map((one) => one.text) || asking.order?.map((item) => question.items[item]) || []).map((text) => viewer.wording(text)) });
    } else if (step) {
      step.claims.forEach((claim) => claim.sources.forEach((key) => cited.add(key)));
      page.html = viewer.wording(step.html);
      page.values = viewer.audience === "patient" ? [] : step.values;
      page.drawing = step.drawing?.svg || "";
    } else if (consult.where) {
      page.html = `<p>${consult.placeWords}</p><p>${consult.found.length ? words.order : words.nowhere}</p>`;
      page.areas = [[words.fits, consult.inside], [words.near, consult.near]].filter(([, areas]) => areas.length)
        .map(([title, areas]) => ({ title, rows: areas.map((area) => ({ name: `${area.tag} ${consult.wording(area.name)}`, apart: consult.wording(area.apart) })) }));
      consult.found.forEach((area) => area.sources.forEach((key) => cited.add(key)));
    } else page.html = `<p>${content.words.welcome[viewer.audience]}</p>`;
    if (!hiding && !viewer.training) {
      const form = content.forms.find((one) => one.id === viewer.form);
      page.whose = [form !== content.forms[0] && say("drawn_form", { form: form.name }), anatomy?.title].filter(Boolean);
      if (anatomy && (own.seed || own.studyId || viewer.panel === "people")) Object.assign(page, { lines: anatomy.lines || [], rows: anatomy.rows || [], note: anatomy.note || "" });
      page.rows.forEach((row) => row.sources.forEach((key) => cited.add(key)));
    }
    page.alternative = [alternative || page.view, ...page.words].join(" · ");
    return page;
  }

  /** Wait until every surface of the picture is there, at most some seconds: a sheet without one is better than none. */
  function pictureLoaded() {
    const until = performance.now() + 8000;
    const missing = () => viewer.formLoading || content.structures.some((one) => viewer.appearance[one.id]?.shown && waits(one));
    return new Promise((resolve) => {
      const look = () => { if (!missing() || performance.now() > until) { applyPicture(); resolve(); } else window.setTimeout(look, 60); };
      look();
    });
  }

  /* Paper has a layout of its own, the same from every window: 680 px on 180 mm, so that letters of 12 px are 9 pt high. */
  const PAPER = { width: 680, height: 400, sign: 92, sharpness: 2.2 };

  /** The view from `camera`, or as it is on the screen, drawn anew for paper with all that stands over it, on white. */
  function pictureOnPaper(camera) {
    const told = () => `${viewer.viewWords}. ${viewer.viewNote}`;
    if (!stage?.element.offsetWidth || phase === 0 || !canDraw()) return { picture: "", view: told(), words: [] };
    flight?.finish();
    const { view, element, free, radiusMm } = stage, now = pose(), { documentElement: root } = document, { theme } = root.dataset;
    const { width, height, sign, sharpness } = PAPER, box = { left: free.box.left, top: free.box.top, width, height };
    const sheet = document.createElement("canvas");
    try {
      const toKeep = camera ? [] : placesTold().filter(isInPicture);
      stage.free = { left: 0, top: 0, right: width, bottom: height, width, height, box, paper: true };
      root.dataset.theme = "light";
      element.classList.add("on-paper");
      centreOnFreeArea();
      if (camera) {
        stage.radiusMm = camera.radius_mm;
        setPose({ focus: camera.focus, direction: unit(camera.direction), up: camera.up, distance: distanceFor(camera.radius_mm, stage.free) });
      } else setPose({ ...now, distance: (now.distance * distanceFor(1, stage.free)) / distanceFor(1, free) });
      view.renderer.resetCameraClippingRange(); // before anything is projected
      if (!toKeep.every(isInPicture)) {
        // A window of another shape shows more to its sides; what is told there stays in the picture.
        const share = Math.min((width + 2 * MARGIN) / (free.width + 2 * MARGIN), (height + 2 * MARGIN) / (free.height + 2 * MARGIN));
        setPose({ ...now, distance: (now.distance * height) / (free.box.height * share) });
        view.renderer.resetCameraClippingRange();
      }
      findHiddenAnchors();
      // The sign of the sides stands in a corner where nothing is told, else below the picture.
      const corner = [[0, height - sign], [width - sign, height - sign], [0, 0], [width - sign, 0]].map(([left, top]) => ({ left, top, right: left + sign, bottom: top + sign }))
        .find((one) => { measureOverlay([one]); drawOverlay(); return !boxesTold().some((other) => meets(one, other)); }) || { left: 0, top: height };
      if (corner.top === height) { measureOverlay([]); drawOverlay(); }
      [sheet.width, sheet.height] = [Math.round(width * sharpness), Math.round((corner.top === height ? height + sign : height) * sharpness)];
      const pen = sheet.getContext("2d");
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, sheet.width, sheet.height);
      pen.scale(sharpness, sharpness);
      view.openglRenderWindow.setSize(Math.round(width * sharpness), Math.round(height * sharpness));
      view.renderWindow.render();
      // The drawing buffer is only there until the browser has shown it.
      pen.drawImage(element.querySelector("canvas"), 0, 0, width, height);
      for (const shape of $(".drawings").children) drawShape(pen, shape);
      const boxes = [...document.querySelectorAll(WRITTEN)].filter((one) => getComputedStyle(one).visibility !== "hidden");
      boxes.forEach((one) => drawBox(pen, one));
      pen.translate(corner.left + sign / 2, corner.top + sign / 2);
      pen.fillStyle = "rgba(255, 255, 255, 0.8)";
      pen.beginPath();
      pen.roundRect(2 - sign / 2, 2 - sign / 2, sign - 4, sign - 4, 8);
      pen.fill();
      for (const shape of $(".orientation svg").children) drawShape(pen, shape);
      return { picture: sheet.toDataURL("image/jpeg", 0.9), view: told(), words: boxes.map((one) => one.innerText.replace(/\s+/g, " ").trim()) };
    } finally {
      Object.assign(stage, { free, radiusMm });
      root.dataset.theme = theme;
      element.classList.remove("on-paper");
      centreOnFreeArea();
      setPose(now);
      findHiddenAnchors();
      measureOverlay(signBoxes());
      view.resize();
    }
  }
  const WRITTEN = ".labels > .label, .labels > .ruler-text";
  const placesTold = () => [...[...viewer.labels, ...viewer.markers].map(placed), ...viewer.rulers.flatMap((ruler) => ruler.points)];
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  /** What the sign must not lie on: words, marks and the lines of rulers. */
  function boxesTold() {
    const { left, top } = stage.free.box;
    return [...document.querySelectorAll(`${WRITTEN}, .drawings :is(text, g)`)].filter((one) => getComputedStyle(one).visibility !== "hidden")
      .map((one) => one.getBoundingClientRect()).map((box) => ({ left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top }))
      .concat(viewer.rulers.flatMap((ruler) => evenly(ruler.points.map(project))).map((spot) => around(spot, 4)));
  }

  function drawShape(pen, shape) {
    const look = getComputedStyle(shape);
    pen.save();
    pen.globalAlpha *= Number(look.opacity);
    const moved = shape.transform?.baseVal.consolidate();
    if (moved) pen.translate(moved.matrix.e, moved.matrix.f);
    if (shape.localName === "g") { for (const part of shape.children) drawShape(pen, part); pen.restore(); return; }
    const value = (name) => Number(shape.getAttribute(name)) || 0;
    if (shape.localName === "text") {
      pen.font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillStyle = look.fill;
      pen.fillText(shape.textContent, value("x"), value("y"));
      pen.restore();
      return;
    }
    const path = new Path2D(shape.localName === "path" ? shape.getAttribute("d") : undefined);
    if (shape.localName === "circle") path.arc(value("cx"), value("cy"), value("r"), 0, 2 * Math.PI);
    if (shape.localName === "line") { path.moveTo(value("x1"), value("y1")); path.lineTo(value("x2"), value("y2")); }
    if (look.fill !== "none" && shape.localName !== "line") { pen.fillStyle = look.fill; pen.fill(path); }
    if (look.stroke !== "none") {
      pen.strokeStyle = look.stroke;
      pen.lineWidth = parseFloat(look.strokeWidth);
      pen.lineCap = look.strokeLinecap;
      pen.setLineDash(look.strokeDasharray === "none" ? [] : look.strokeDasharray.split(/[\s,]+/).map(parseFloat));
      pen.stroke(path);
    }
    pen.restore();
  }

  /** A label or a ruler's plate: its box, and its words broken where the page breaks them. */
  function drawBox(pen, element) {
    const { left, top } = stage.free.box, look = getComputedStyle(element), box = element.getBoundingClientRect();
    pen.save();
    const frame = new Path2D();
    frame.roundRect(box.left - left, box.top - top, box.width, box.height, parseFloat(look.borderRadius) || 0);
    pen.fillStyle = look.backgroundColor;
    pen.fill(frame);
    if (parseFloat(look.borderWidth)) { pen.strokeStyle = look.borderColor; pen.lineWidth = 1; pen.stroke(frame); }
    pen.fillStyle = look.color;
    pen.font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
    pen.textBaseline = "middle";
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const owner = node.parentElement;
      if (owner.classList.contains("tag")) {
        const tag = owner.getBoundingClientRect(), style = getComputedStyle(owner), plate = new Path2D();
        plate.roundRect(tag.left - left, tag.top - top, tag.width, tag.height, 5);
        pen.save();
        pen.fillStyle = style.backgroundColor;
        pen.fill(plate);
        pen.fillStyle = pen.strokeStyle = style.color;
        pen.stroke(plate);
        pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        pen.textAlign = "center";
        pen.fillText(node.data.trim(), tag.left - left + tag.width / 2, tag.top - top + tag.height / 2 + 1);
        pen.restore();
        continue;
      }
      const range = document.createRange();
      for (const { index, 0: word } of node.data.matchAll(/\S+/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const at = range.getClientRects()[0];
        if (at) pen.fillText(word, at.left - left, at.top - top + at.height / 2);
      }
    }
    pen.restore();
  }

  /* ---- codes: this view's address as a QR code, drawn here because a file has nobody to ask ------------------- */

  /** The address of this view and its code; a file that stands nowhere has none, and says so. */
  function linkHere() {
    const { words } = consult, published = window.anatomyContent.address;
    const address = published || (/^https?:$/.test(window.location.protocol) ? window.location.href : "");
    if (!address) return { link: "", code: "", linkNote: words.open_file };
    const url = new URL(address);
    url.hash = "";
    // Another browser may remember another language.
    const now = { ...Object.fromEntries(new URLSearchParams(wordsNow())), lang: viewer.language };
    for (const word of LINK_WORDS) if (now[word]) url.searchParams.set(word, now[word]); else url.searchParams.delete(word);
    const cells = codeOf(url.href);
    const local = !published && /^(localhost|127\.|\[::1\])/.test(url.hostname);
    return { link: url.href, code: cells ? codeDrawing(cells) : "", linkNote: local ? words.open_local : cells ? words.open_here : words.open_long };
  }

  /* ISO/IEC 18004: a text as bytes, level M, versions 1 to 20; a version's blocks, and the spare words of each. */
  const CODE_BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
  const CODE_SPARE = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
  const CODE_MASKS = [(x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
    (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
    (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2];
  const MODULE_MM = 0.75; // at 100 dots an inch three a cell; readers lose codes from 2.4 down

  /** The rows of dark and light cells; null where a text is too long. */
  function codeOf(text, onlyMask) {
    const bytes = [...new TextEncoder().encode(text)];
    const room = (version) => {
      const marks = version > 1 ? Math.floor(version / 7) + 2 : 0;
      return Math.floor(((16 * version + 128) * version + 64 - (marks && (25 * marks - 10) * marks - 55) - (version > 6 ? 36 : 0)) / 8);
    };
    const index = CODE_BLOCKS.findIndex((count, k) => bytes.length + (k < 9 ? 2 : 3) <= room(k + 1) - count * CODE_SPARE[k]);
    if (index < 0) return null;
    const version = index + 1, size = 17 + 4 * version, blocks = CODE_BLOCKS[index], spare = CODE_SPARE[index], total = room(version);
    // How it is written, how many, the bytes, the end; then what fills the rest.
    const hex = (number, digits) => number.toString(16).padStart(digits, "0");
    const told = `4${hex(bytes.length, version < 10 ? 2 : 4)}${bytes.map((one) => hex(one, 2)).join("")}0`.match(/../g).map((pair) => parseInt(pair, 16));
    for (let k = 0; told.length < total - blocks * spare; k += 1) told.push(k % 2 ? 0x11 : 0xec);
    const short = Math.floor(total / blocks) - spare, longer = blocks - (total % blocks);
    let from = 0;
    const parts = Array.from({ length: blocks }, (_, k) => told.slice(from, from += short + (k < longer ? 0 : 1)));
    const woven = (lists) => lists.at(-1).flatMap((_, k) => lists.map((list) => list[k])).filter((word) => word !== undefined);
    const bits = [...woven(parts), ...woven(parts.map((part) => spareWords(part, spare)))].flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((k) => (word >> k) & 1));

    const fixed = Array.from({ length: size }, () => Array(size).fill(null)), last = size - 7;
    const rings = (x, y, reach, dark) => {
      for (let i = -reach; i <= reach; i += 1) for (let j = -reach; j <= reach; j += 1) {
        if (fixed[y + j]?.[x + i] !== undefined) fixed[y + j][x + i] = dark(Math.max(Math.abs(i), Math.abs(j)));
      }
    };
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) rings(x, y, 4, (far) => far < 2 || far === 3);
    const count = Math.floor(version / 7) + 2, apart = Math.ceil((2 * version + 2) / (count - 1)) * 2;
    const marks = version > 1 ? [6, ...Array.from({ length: count - 1 }, (_, k) => last - k * apart)] : [];
    for (const x of marks) for (const y of marks) if (fixed[y][x] === null) rings(x, y, 2, (far) => far !== 1);
    for (let k = 8; k < size - 8; k += 1) fixed[6][k] = fixed[k][6] = k % 2 === 0;
    const checked = (number, by, length) => {
      let left = number << length;
      for (let k = 31 - Math.clz32(number); k >= 0; k -= 1) if ((left >> (k + length)) & 1) left ^= by << k;
      return (number << length) | left;
    };
    if (version > 6) {
      const said = checked(version, 0x1f25, 12);
      for (let k = 0; k < 18; k += 1) fixed[size - 11 + (k % 3)][Math.floor(k / 3)] = fixed[Math.floor(k / 3)][size - 11 + (k % 3)] = Boolean((said >> k) & 1);
    }
    const sayMask = (cells, mask) => {
      const said = checked(mask, 0x537, 10) ^ 0x5412, dark = (k) => Boolean((said >> k) & 1);
      for (let k = 0; k < 15; k += 1) {
        if (k < 8) { cells[k < 6 ? k : k + 1][8] = cells[8][size - 1 - k] = dark(k); } else { cells[8][k < 9 ? 7 : 14 - k] = cells[size - 15 + k][8] = dark(k); }
      }
      cells[size - 8][8] = true;
      return cells;
    };
    sayMask(fixed, 0);
    const free = [];
    for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
      for (let step = 0; step < size; step += 1) for (const x of [right, right - 1]) {
        const y = (right + 1) & 2 ? step : size - 1 - step;
        if (fixed[y][x] === null) free.push([x, y]);
      }
    }
    const drawn = (mask) => {
      const cells = sayMask(fixed.map((row) => [...row]), mask);
      free.forEach(([x, y], k) => { cells[y][x] = Boolean(bits[k]) !== (CODE_MASKS[mask](x, y) === 0); });
      return cells;
    };
    const masked = CODE_MASKS.map((_, mask) => (onlyMask === undefined || mask === onlyMask ? drawn(mask) : null)).filter(Boolean);
    return masked.reduce(([best, least], cells) => { const burden = codeBurden(cells); return burden < least ? [cells, burden] : [best, least]; }, [null, Infinity])[0];
  }

  /** The remainder of a block's words by the product of (x - 2^k), in the field of 256 with x^8 + x^4 + x^3 + x^2 + 1. */
  function spareWords(words, spare) {
    const powers = [1], logs = [];
    for (let k = 0; k < 255; k += 1) { logs[powers[k]] = k; powers.push((powers[k] << 1) ^ (powers[k] & 128 ? 0x11d : 0)); }
    const times = (a, b) => (a && b ? powers[(logs[a] + logs[b]) % 255] : 0);
    let divisor = [1];
    for (let k = 0; k < spare; k += 1) divisor = [...divisor, 0].map((one, place) => one ^ times(divisor[place - 1] ?? 0, powers[k]));
    const left = [...words, ...Array(spare).fill(0)];
    words.forEach((_, k) => { const lead = left[k]; divisor.forEach((one, place) => { left[k + place] ^= times(one, lead); }); });
    return left.slice(words.length);
  }

  /** How hard a code is to read: long runs, squares, what looks like a corner, too dark or too light. */
  function codeBurden(cells) {
    const size = cells.length, lines = [...cells, ...cells.map((_, x) => cells.map((row) => row[x]))].map((line) => line.map(Number).join(""));
    let burden = 0, dark = 0;
    for (const line of lines) {
      for (const run of line.match(/0{5,}|1{5,}/g) || []) burden += run.length - 2;
      burden += 40 * (line.match(/(?=10111010000|00001011101)/g) || []).length;
    }
    cells.forEach((row, y) => row.forEach((one, x) => {
      dark += one;
      if (x && y && one === row[x - 1] && one === cells[y - 1][x] && one === cells[y - 1][x - 1]) burden += 3;
    }));
    return burden + 10 * Math.floor(Math.abs((20 * dark) / size ** 2 - 10));
  }

  /** The cells as one path, with the light border that a reader needs, as large as paper needs it. */
  function codeDrawing(cells) {
    const size = cells.length + 8, mm = (size * MODULE_MM).toFixed(1);
    const path = cells.map((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : "")).join("")).join("");
    return `<svg viewBox="0 0 ${size} ${size}" width="${mm}mm" height="${mm}mm" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;
  }

  /* ---- questions: the answer stays hidden until it is given; results are kept in this browser only -------- */

  const millimetres = (value) => Math.round(Math.abs(value));
  const words = () => content.words;

  /* Progress is what all tabs of this browser have done together. A tab never writes what it remembers itself: it reads
     what stands there, adds the one thing that has happened, and writes that, so that nothing is lost that another tab
     has added and nothing comes back that another tab has forgotten. */
  const PROGRESS_VERSION = 1; // values without a number are older, and have the same shape
  const ID = /^[a-z0-9][a-z0-9_]{0,119}$/;
  const isRecord = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
  const entries = (value) => (isRecord(value) ? Object.entries(value).filter(([key]) => ID.test(key)).slice(0, 1000) : []);
  /** What a stored text says of progress, as far as it is that; null where a later version of this page has written it. */
  function progressIn(text) {
    let value = null;
    try { value = JSON.parse(text); } catch { /* damaged: as if nothing were there */ }
    if (!isRecord(value)) value = {};
    if (typeof value.version === "number" && value.version > PROGRESS_VERSION) return null;
    const lessonsKept = entries(value.lessons).filter(([, one]) => isRecord(one)).map(([id, { seen, answers }]) => [id, {
      seen: [...new Set(Array.isArray(seen) ? seen.filter((one) => typeof one === "string" && ID.test(one)) : [])].slice(0, 1000),
      answers: Object.fromEntries(entries(answers).filter(([, one]) => isRecord(one) && (typeof one.first === "boolean" || typeof one.right === "boolean"))
        .map(([question, { first, right }]) => [question, { first: first === true, right: right === true || first === true }])),
    }]);
    const training = Array.isArray(value.training) ? value.training.filter((one) => typeof one === "number" && one >= 0 && one < 1000) : [];
    return { lessons: Object.fromEntries(lessonsKept), training: training.slice(-100) };
  }
  /** Progress as it stands now, and where; what a later version has written is left alone, and ours kept beside it. */
  function progressNow() {
    const own = progressIn(stored("progress"));
    return own ? { kept: own, key: "progress" } : { kept: progressIn(stored(BESIDE)) || progressIn("{}"), key: BESIDE };
  }
  const BESIDE = `progress-${PROGRESS_VERSION}`;
  const unwritten = []; // changes that could not be kept yet: they count on this page
  const withChanges = (kept) => { for (const change of unwritten) change(kept); return kept; };
  function keepProgress(change) {
    unwritten.push(change);
    const { kept, key } = progressNow();
    if (remember(key, JSON.stringify({ version: PROGRESS_VERSION, ...withChanges(kept) }))) unwritten.length = 0;
    viewer.kept = kept;
  }
  /** Whoever forgets means all of it: what could not be written, and what a later version has kept. */
  function forgetProgress() {
    unwritten.length = 0;
    const nothing = progressIn("{}"); // the same in every version
    for (const key of stored(BESIDE) === null ? ["progress"] : ["progress", BESIDE]) remember(key, JSON.stringify(nothing));
    viewer.kept = nothing;
  }
  /* What another tab has done is shown here too, also by a page that slept meanwhile. */
  const followProgress = () => { viewer.kept = withChanges(progressNow().kept); };
  window.addEventListener("storage", ({ key }) => {
    if (key !== null && !key.startsWith("anatomy-viewer.progress")) return;
    const { kept } = progressNow();
    if (!kept.training.length && !Object.keys(kept.lessons).length) unwritten.length = 0; // forgotten there is forgotten here
    followProgress();
  });
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) followProgress(); });

  const keptOf = (kept, lessonId) => (kept.lessons[lessonId] ||= { seen: [], answers: {} });
  function stepSeen() {
    const { lessonId, stepId } = viewer;
    if (!lessonId || viewer.kept.lessons[lessonId]?.seen.includes(stepId)) return;
    keepProgress((kept) => { const { seen } = keptOf(kept, lessonId); if (!seen.includes(stepId)) seen.push(stepId); });
  }
  /** The first answer counts; a later right one is noted as such. Tells whether this is the first. */
  function keepAnswer(right) {
    const { lessonId, question: { id } } = viewer, first = !viewer.kept.lessons[lessonId]?.answers[id];
    keepProgress((kept) => {
      const { answers } = keptOf(kept, lessonId), before = answers[id];
      answers[id] = { first: before ? before.first : right, right: right || Boolean(before?.right) };
    });
    return first;
  }
  function progressOf(lesson) {
    const kept = viewer.kept.lessons[lesson.id];
    if (!kept) return "";
    const asked = lesson.steps.flatMap((step) => step.questions || []).filter((one) => one.prompt[viewer.audience]);
    const seen = say("progress_steps", { seen: lesson.steps.filter((step) => kept.seen.includes(step.id)).length, all: lesson.steps.length });
    const right = asked.filter((one) => kept.answers[one.id]?.first).length;
    return asked.length && Object.keys(kept.answers).length ? `${seen} · ${say("progress_questions", { right, all: asked.length })}` : seen;
  }

  function ask(number) {
    const question = viewer.questions[number];
    if (!question) return;
    if (viewer.playing) stopPlaying();
    viewer.selected = null;
    viewer.overrides = {};
    viewer.veiled = {};
    viewer.asking = { number, chosen: {}, order: question.start ? [...question.start] : null, pointed: null, result: null, drawn: null, began: performance.now() };
    viewer.tooltip = null;
    if (viewer.phone && viewer.sheet === "peek") viewer.sheet = "half";
    applyPicture();
    if (question.camera) flyTo(question.camera);
    startCross(question.kind === "press" ? question : null);
    announce(plainText(question.prompt));
    nextTick(() => { $(".card-body")?.scrollTo(0, 0); $(".quiz-prompt")?.focus({ preventScroll: true }); layoutChanged(); overlayChanged(); });
  }

  function stopAsking() {
    if (!viewer.asking) return;
    const { camera } = viewer.question || {};
    viewer.asking = null;
    viewer.cross = null;
    viewer.overrides = {};
    viewer.veiled = {};
    applyPicture();
    if (camera) flyTo(viewer.scene.camera);
    nextTick(() => { $(".card-body")?.focus({ preventScroll: true }); overlayChanged(); });
  }

  /** The changes that an open question makes to its step's picture; afterwards what was asked for is brought out. */
  function askedChanges() {
    const { training } = viewer;
    if (training?.shown) return { only: content.structures.filter((one) => one.kind === "bone" && one.at_home || one.id === points[content.training.sides[training.side].target].nerve).map((one) => one.id) };
    if (training) return training.summary ? null : { only: content.training.only };
    const { question, asking } = viewer;
    if (!question) return null;
    if (!asking.result) {
      const pointed = asking.pointed && { [asking.pointed]: [1, "emphasised"] };
      return { ...question.changes, ...pointed };
    }
    const right = question.right || (question.kind === "identify" ? [question.target] : []);
    return Object.fromEntries(right.filter((id) => structures[id]).map((id) => [id, [1, "emphasised"]]));
  }

  const tenth = (value) => Math.round(value * 10) / 10;
  /** Tell whoever listens what was answered: `response` holds ids, or where was pressed. */
  function tellAnswer(told) {
    const { lessonId, stepId, audience, training, asking } = viewer;
    const began = (training || asking).began;
    emit("answer", { lesson: lessonId, step: stepId, mm: null, seconds: tenth((performance.now() - began) / 1000), audience, ...told });
  }

  function answer(right, lines, response, result = {}) {
    const { question } = viewer;
    viewer.asking.result = { right, words: right ? words().quiz_right : words().quiz_wrong, lines, sources: question.sources, ...result };
    viewer.asking.pointed = null;
    viewer.cross = null;
    const first = keepAnswer(right);
    applyPicture();
    announce([viewer.asking.result.words, ...lines, viewer.wording(question.explain)].map(plainHtml).join(" "));
    nextTick(() => {
      const told = $(".quiz-result");
      told?.focus({ preventScroll: true });
      // What is said to the answer that was chosen comes before the verdict below it.
      const mistaken = $(".quiz-option.wrong");
      if (mistaken) mistaken.scrollIntoView({ block: "start" }); else told?.scrollIntoView({ block: "nearest" });
      overlayChanged();
    });
    tellAnswer({ question: question.id, kind: question.kind, response, right, first, mm: result.mm === undefined ? null : tenth(result.mm) });
  }

  function choose(option) {
    const { question, asking } = viewer;
    if (asking.result) return;
    if (question.several) { asking.chosen[option.id] = !asking.chosen[option.id]; return; }
    asking.chosen = { [option.id]: true };
    answer(option.right, [], [option.id]);
  }

  function check() {
    const { question, asking } = viewer;
    if (question.kind === "choose") { answer(question.options.every((one) => Boolean(asking.chosen[one.id]) === one.right), [], question.options.filter((one) => asking.chosen[one.id]).map((one) => one.id)); return; }
    const given = asking.order.map((item) => String(question.items[item].id ?? item + 1));
    const inPlace = asking.order.map((item, place) => item === place);
    asking.result = null;
    const before = inPlace.filter(Boolean).length, all = inPlace.length;
    asking.order = asking.order.map((_, place) => place);
    answer(before === all, before === all ? [] : [say("quiz_order_right", { count: before, all })], given, { inPlace });
  }
  function optionMark(option) {
    const { result, chosen } = viewer.asking;
    if (!result) return chosen[option.id] ? "chosen" : "";
    return option.right ? (chosen[option.id] || !viewer.question.several ? "right" : "missed") : chosen[option.id] ? "wrong" : "";
  }
  function orderMark(place) {
    const { result } = viewer.asking;
    return result?.right ? "right" : "";
  }
  function reorder(place, by) {
    const { order } = viewer.asking, item = order[place];
    order.splice(place, 1);
    order.splice(place + by, 0, item);
    announce(`${place + by + 1}: ${plainText(viewer.question.items[item])}`);
  }

  function found(id) {
    const { question } = viewer;
    if (!id) { announce(words().quiz_nothing_hit); return; }
    const right = question.right.includes(id);
    const told = question.feedback.find((one) => one.ids.includes(id));
    const lines = [say("quiz_you_chose", { name: structures[id].name })];
    if (!right && told) lines.push(viewer.wording(told.text));
    answer(right, lines, [id], { chosenId: id });
  }
  function pointAt(id) {
    if (!viewer.asking || viewer.asking.result || viewer.asking.pointed === id) return;
    viewer.asking.pointed = id;
    applyPicture();
  }
  /** Labels that come with the answer: what it is, and what was chosen in its place. */
  function answerLabels() {
    const { question, asking } = viewer;
    if (!asking?.result) return [];
    const ids = question.kind === "find" ? [question.right.find((id) => viewer.isVisible(id)), asking.result.chosenId] : question.kind === "identify" ? [question.target] : [];
    return [...new Set(ids)].map((id) => structures[id] || points[id]).filter(Boolean)
      .map((one) => ({ id: one.id, text: one.name, tag: one.tag, at: one.anchor || one.at, kind: one.kind }));
  }

  /* Press: a place on the skin or the bone, told in millimetres and directions. */

  const pressable = (id) => (viewer.training || viewer.question?.on === "skin" ? structures[id].kind === "skin" : structures[id].kind === "bone");
  const pressTarget = () => (viewer.training ? content.training.sides[viewer.training.side] : viewer.question?.kind === "press" ? viewer.question : null);
  const pressing = () => Boolean(viewer.training ? !viewer.training.shown && !viewer.training.summary : viewer.question?.kind === "press" && !viewer.asking.result);

  function startCross(target) {
    viewer.cross = null;
    if (!target || !stage) return;
    const { focus, direction } = { ...pose(), ...target.camera };
    crossAt(focus, unit(direction));
  }
  function crossAt(near, direction) {
    const hit = castRay(plus(near, direction, 500), direction.map((part) => -part), pressable);
    if (!hit) return false;
    const level = points.psis_right?.at[2] ?? 0, side = words().press_sides;
    const [off, height] = [hit.at[0], hit.at[2] - level];
    viewer.cross = { at: hit.at, words: say("press_place", { off: millimetres(off), side: side[off > 0 ? "right" : "left"], height: millimetres(height), way: side[height > 0 ? "above" : "below"] }) };
    overlayChanged();
    return true;
  }
  function moveCross(across, up) {
    if (!pressing()) return;
    const now = pose(), right = unit(cross(now.up, now.direction)), level = cross(now.direction, right);
    const from = viewer.cross?.at || now.focus;
    if (crossAt(plus(plus(from, right, across), level, up), now.direction)) announce(viewer.cross.words);
    else announce(words().press_missed);
  }
  function pressHere() {
    if (!viewer.cross) { startCross(pressTarget()); if (viewer.cross) announce(viewer.cross.words); return; }
    pressed(viewer.cross.at);
  }
  function pressAt(clientX, clientY) {
    const { origin, direction } = rayThrough(clientX, clientY);
    const hit = castRay(origin, direction, pressable);
    if (hit) pressed(hit.at); else announce(words().press_missed);
  }

  /** How a press lies to its target: the distance, its parts in words, the spread and the yardsticks. */
  function judged(at, target, aim) {
    const away = minus(at, aim), mm = length(away);
    const parts = target.axes.map(({ direction, more, less }) => ({ mm: dot(away, direction), word: dot(away, direction) > 0 ? more : less }));
    const said = parts.filter((part) => millimetres(part.mm) >= 2).map((part) => `${millimetres(part.mm)} mm ${words().press_directions[part.word]}`);
    const lines = [];
    if (!viewer.training && target.spread) {
      const { along, across, sd_mm: sd, contours } = target.spread;
      const sigma = Math.hypot(dot(away, along) / sd[0], dot(away, across) / sd[1]);
      const inside = contours.find(([, radius]) => sigma <= radius);
      lines.push(inside ? say("press_inside", { share: inside[0] }) : words().press_outside);
    } else if (!viewer.training) lines.push(words().press_no_spread);
    const yardstick = content.yardsticks.find((one) => mm <= one.mm);
    lines.push(words().press_yardsticks[yardstick?.id || "neither"]);
    return { mm, parts, lines, near: yardstick, words: said.length ? `${said.join(", ")}.` : words().press_on_it };
  }

  function pressed(at) {
    if (!pressing()) return;
    const target = pressTarget(), aim = aimNow(target);
    const told = judged(at, target, aim);
    const drawn = markRaw({ at, aim, target, centre: target.at });
    flyTo({ ...target.camera, focus: aim, radius_mm: Math.max(60, Math.min(told.mm + 20, 140)) });
    if (viewer.training) { trained(told, drawn); return; }
    const nerve = points[target.target]?.nerve;
    showUnderSkin(target.on === "skin", nerve);
    viewer.asking.drawn = drawn;
    const sources = [...new Set([...viewer.question.sources, ...content.yardsticks.flatMap((one) => one.sources)])].filter((key) => content.sources[key]);
    answer(Boolean(told.near), told.lines, whole(at), { words: `${say("press_distance", { mm: millimetres(told.mm) })}: ${told.words}`, sources, mm: told.mm });
  }
  /** The skin turns see-through over the bones, and the nerve that was pressed for comes into the picture. */
  function showUnderSkin(skin, nerve) {
    const ids = nerve ? [nerve] : [];
    if (skin) {
      for (const layer of content.layers.filter((one) => one.structures.some((id) => structures[id].kind === "skin"))) viewer.veiled[layer.id] = true;
      ids.push(...content.structures.filter((one) => one.kind === "bone" && one.at_home || one.kind === "skin").map((one) => one.id));
    }
    for (const id of ids) viewer.overrides[id] = true;
  }

  /* Train the finger: ten presses on ten drawn people, the same ten for the same seed. */

  const PRESSES = 10;
  /** Small, good enough and the same in every browser (mulberry32). */
  function chance(seed) {
    let state = seed >>> 0;
    return () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }
  function tenPeople(seed) {
    const draw = chance(seed);
    return Array.from({ length: PRESSES }, () => ({ person: 1 + Math.floor(draw() * content.people.rows.length), side: draw() < 0.5 ? "right" : "left" }));
  }

  function train(seed, presses) {
    viewer.asking = null;
    viewer.lessonId = null;
    viewer.stepId = null;
    openClip();
    if (viewer.playing) stopPlaying();
    if (viewer.phone) viewer.panel = null;
    const chosen = seed ?? 1 + Math.floor(Math.random() * 9999);
    viewer.training = { seed: chosen, people: markRaw(tenPeople(chosen)), presses: presses || [], side: "right", shown: null, summary: null, received: Boolean(presses), link: "", drawn: null, eyebrow: "", prompt: "" };
    if (presses) summarise(); else nextPerson();
    nextTick(layoutChanged);
  }
  function nextPerson() {
    const { training } = viewer, { person, side } = training.people[training.presses.length];
    Object.assign(training, { side, shown: null, drawn: null, began: performance.now(), prompt: words().train_prompt[side],
      eyebrow: say("train_eyebrow", { number: training.presses.length + 1, person }) });
    viewer.selected = null;
    viewer.overrides = {};
    viewer.veiled = {};
    viewer.studyId = null;
    viewer.seed = person;
    applyAnatomy();
    writeLink();
    const target = content.training.sides[side];
    flyTo(target.camera);
    startCross(target);
    announce(`${training.eyebrow}. ${training.prompt}`);
    nextTick(() => { $(".training-card .card-title")?.focus({ preventScroll: true }); overlayChanged(); });
  }
  /** Where a finger meets the target on whoever is drawn: the usual place, moved as the nerve has moved. */
  function aimNow(target) {
    const point = points[target.target];
    if (!viewer.steps[nerveOf(target.target)]) return target.at;
    const moved = plus(target.at, minus(placed(point), point.at));
    return castRay([moved[0], moved[1] - 500, moved[2]], [0, 1, 0], pressable)?.at || moved;
  }
  function trained(told, drawn) {
    const { training } = viewer;
    const usual = length(minus(content.training.sides[training.side].at, drawn.aim));
    training.presses.push({ out: Math.round(told.parts[0].mm), up: Math.round(told.parts[1].mm), usual });
    training.drawn = drawn;
    training.shown = { words: `<strong>${say("press_distance", { mm: millimetres(told.mm) })}</strong>: ${told.words}`, lines: told.lines };
    viewer.cross = null;
    showUnderSkin(true, points[drawn.target.target].nerve);
    applyPicture();
    announce([training.shown.words, ...told.lines].map(plainHtml).join(" "));
    tellAnswer({ question: "training", kind: "press", response: whole(drawn.at), right: Boolean(told.near), first: true, mm: tenth(told.mm),
      training: { seed: training.seed, number: training.presses.length, person: viewer.seed, side: training.side } });
    nextTick(() => { $(".training-card .quiz-result")?.focus({ preventScroll: true }); overlayChanged(); });
  }
  function nextPress() { if (viewer.training.presses.length < PRESSES) nextPerson(); else { summarise(); } }

  const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length;
  function summarise() {
    const { training } = viewer, { presses } = training, told = words();
    const distances = presses.map(({ out, up }) => Math.hypot(out, up)), average = mean(distances);
    const bias = { out: mean(presses.map((one) => one.out)), up: mean(presses.map((one) => one.up)) };
    const scatter = Math.sqrt(presses.reduce((sum, { out, up }) => sum + (out - bias.out) ** 2 + (up - bias.up) ** 2, 0) / (presses.length - 1));
    const parts = [[bias.out, bias.out > 0 ? "out" : "in"], [bias.up, bias.up > 0 ? "high" : "low"]].filter(([mm]) => millimetres(mm) >= 2)
      .map(([mm, word]) => fill(told.train_directions[word], { mm: millimetres(mm) }));
    const [near, fair] = content.yardsticks.map((one) => distances.filter((mm) => mm <= one.mm).length);
    const lines = [parts.length ? fill(told.train_bias, { parts: parts.join(` ${told.and} `) }) : told.train_no_bias,
      fill(told.train_scatter, { mm: millimetres(scatter) }), fill(told.train_counts, { near, fair })];
    if (presses.every((one) => one.usual !== undefined)) lines.push(fill(told.train_mean_place, { mm: millimetres(mean(presses.map((one) => one.usual))) }));
    training.shown = null;
    training.drawn = null;
    training.summary = markRaw({ title: fill(told.train_result, { mm: millimetres(average) }), lines, plot: plotOf(presses, bias, scatter),
      sources: [...new Set(content.yardsticks.flatMap((one) => one.sources))].filter((key) => content.sources[key]) });
    if (!training.received) keepProgress((kept) => { kept.training = [...kept.training, Math.round(average * 10) / 10].slice(-100); });
    Object.assign(viewer, { studyId: viewer.own.studyId, seed: viewer.own.seed });
    viewer.overrides = {};
    viewer.veiled = {};
    viewer.cross = null;
    applyAnatomy();
    writeLink();
    flyTo(content.home.camera);
    announce([training.summary.title, ...lines].join(" "));
    nextTick(() => { $(".training-card .card-title")?.focus({ preventScroll: true }); overlayChanged(); });
  }
  /** All presses around the nerve, one millimetre a unit; what lies outside the picture is drawn at its edge. */
  function plotOf(presses, bias, scatter) {
    const edge = 54, told = words(), far = Math.max(...presses.map(({ out, up }) => Math.hypot(out, up)), 25), scale = edge / (far + 6);
    const at = (mm) => (mm * scale).toFixed(1);
    const rings = content.yardsticks.map(({ mm }) => `<circle class="ring" r="${at(mm)}"/><text class="ring-text" y="${(-mm * scale - 1.5).toFixed(1)}">${mm} mm</text>`).join("");
    const dots = presses.map(({ out, up }, k) => `<g transform="translate(${at(out)} ${at(-up)})"><circle class="press" r="2.8"/><text class="press-text">${k + 1}</text></g>`).join("");
    return `<line class="axis" x1="-56" x2="56" y1="0" y2="0"/><line class="axis" y1="-56" y2="56" x1="0" x2="0"/>`
      + `<text class="axis-text" x="57" y="-2" style="text-anchor: end">${told.train_plot_out}</text><text class="axis-text" x="-58" y="-2">${told.train_plot_in}</text>`
      + `<text class="axis-text" x="2" y="-54">${told.train_plot_up}</text><text class="axis-text" x="2" y="58">${told.train_plot_down}</text>${rings}`
      + `<circle class="scatter" cx="${at(bias.out)}" cy="${at(-bias.up)}" r="${at(scatter)}"/>${dots}`
      + `<path class="middle" d="M${at(bias.out)} ${at(-bias.up)}m-4 0h8m-4-4v8"/>`;
  }
  function endTraining() {
    goHome();
    nextTick(layoutChanged);
  }
  /* The link holds the presses: ten times millimetres outwards and upwards. */
  const spelled = (presses) => presses.map(({ out, up }) => `${out}.${up}`).join("_");
  async function shareTraining() {
    const { training } = viewer, url = new URL(window.location.href);
    url.search = "";
    url.hash = "";
    url.searchParams.set("train", training.seed);
    url.searchParams.set("score", spelled(training.presses));
    training.link = url.href;
    try { await navigator.clipboard.writeText(url.href); announce(words().train_copied); } catch { announce(words().train_link); }
  }

  /** What a press looks like on the model: the target, the press, the line between them, the rings. */
  function drawPress(drawing) {
    if (pressing() && viewer.cross) {
      drawing.push(`<g class="cross-hair" ${movedTo(project(viewer.cross.at))}><path class="case" d="M-18 0H-5M5 0H18M0-18V-5M0 5V18"/><path d="M-18 0H-5M5 0H18M0-18V-5M0 5V18"/><circle r="2"/></g>`);
    }
    const drawn = viewer.training?.drawn || viewer.asking?.drawn;
    if (!drawn) return;
    const { at, aim, target } = drawn;
    const loop = (centre, a, b) => through(Array.from({ length: 49 }, (_, k) => plus(plus(centre, a, Math.cos((k * Math.PI) / 24)), b, Math.sin((k * Math.PI) / 24))).map(project));
    const normal = unit(target.normal), one = unit(cross(normal, [0, 0, 1])), two = cross(normal, one);
    const scaled = (vector, by) => vector.map((part) => part * by);
    for (const { mm } of content.yardsticks) {
      const ring = loop(aim, scaled(one, mm), scaled(two, mm));
      const top = project(plus(aim, two[2] > 0 ? two : scaled(two, -1), mm));
      drawing.push(`${cased(ring, "yard")}<text class="ring-text" x="${top.x.toFixed(1)}" y="${(top.y - 5).toFixed(1)}">${mm} mm</text>`);
    }
    if (target.spread) {
      const { along, across, sd_mm: sd, contours } = target.spread;
      for (const [, sigma] of contours) drawing.push(`<path class="contour" d="${loop(drawn.centre, scaled(along, sd[0] * sigma), scaled(across, sd[1] * sigma))}"/>`);
    }
    const [from, to] = [project(at), project(aim)];
    drawing.push(cased(through([from, to]))
      + `<g class="target" ${movedTo(to)}><path class="case" d="M-9 0H9M0-9V9"/><path d="M-9 0H9M0-9V9"/></g>`
      + `<g class="pressed" ${movedTo(from)}><circle r="7"/></g>`
      + `<text class="ring-text strong" x="${((from.x + to.x) / 2 + 10).toFixed(1)}" y="${((from.y + to.y) / 2 - 8).toFixed(1)}">${millimetres(length(minus(at, aim)))} mm</text>`);
  }

  function plainHtml(html) { const box = document.createElement("div"); box.innerHTML = html; return box.textContent; }
  function plainText(text) { return plainHtml(viewer.wording(text) || ""); }

  /* ---- the author's part: each save is shown at once, and what is in view becomes a step --------------- */

  /** Ask the live host for the lesson that is being written; it answers when the file has changed. */
  async function followPreview(file, asked) {
    let version = "", form = viewer.form;
    const pause = (ms) => new Promise((resolve) => window.setTimeout(resolve, ms));
    for (;;) {
      if (!viewer.connected) { await pause(1000); continue; }
      if (form !== viewer.form) { version = ""; form = viewer.form; }
      try {
        const answer = await fetchedJson(`lesson-preview.json?form=${form}&after=${version}`, { stalledMs: 40000 });
        if (typeof answer.version !== "string" || !Array.isArray(answer.problems)) throw new Error(words().answer_cut);
        if (form !== viewer.form || answer.version === version) continue;
        const first = version === "";
        version = answer.version;
        showPreview(answer, file, first ? asked : null);
      } catch { await pause(1500); }
    }
  }

  function showPreview({ problems, lesson }, file, asked) {
    viewer.preview = { lesson: lesson?.id || file, problems };
    if (lesson) {
      const index = compiled.lessons.findIndex((one) => one.id === lesson.id || one.id === file);
      const next = [...compiled.lessons];
      next.splice(index < 0 ? next.length : index, index < 0 ? 0 : 1, lesson);
      const before = viewer.lessonId === lesson.id || viewer.lessonId === file ? viewer.stepIndex : -1;
      for (const words of Object.values(compiled.translations)) if (words.lessons) delete words.lessons[lesson.id];
      viewer.content = adopt({ ...compiled, lessons: next }, viewer.language);
      formValues[viewer.form] = compiled;
      const open = before >= 0 || (asked && !viewer.lessonId);
      const step = lesson.steps.find((one) => one.id === (before >= 0 ? viewer.stepId : asked)) || lesson.steps[Math.min(Math.max(before, 0), lesson.steps.length - 1)];
      returning = Boolean(asked); // what the link asked for takes the place of the waiting page
      if (open && step) goTo(lesson.id, step.id);
      returning = false;
    }
    announce(problems.length ? `${content.words.author_mend} ${problems.length}` : content.words.author_fine);
    emit("preview", { lesson: viewer.preview.lesson, problems });
  }

  async function writeStep() {
    const letters = { faded: "f", plain: "p", emphasised: "e" };
    const now = pose(), exact = (list) => list.map((part) => Math.round(part * 1e4) / 1e4);
    const radiusMm = now.distance / distanceFor(1, freeRectangle());
    const view = {
      picture: content.structures.map(({ id }) => (viewer.isVisible(id) ? letters[viewer.appearance[id].emphasis] || "p" : "h")).join(""),
      direction: exact(now.direction), up: exact(now.up), focus_mm: whole(now.focus), radius_mm: Math.round(radiusMm * 10) / 10,
      labels: viewer.labels.map((one) => one.id), markers: viewer.markers.map((one) => one.id), selected: viewer.selected,
      form: viewer.form === content.forms[0].id ? null : viewer.form, study: viewer.studyId, person: viewer.seed,
    };
    try {
      viewer.stepText = new TextDecoder().decode(await fetched(`step.yaml?form=${viewer.form}&view=${encodeURIComponent(JSON.stringify(view))}`));
    } catch (error) { notify(say("author_unwritten", { why: error.message })); }
  }

  async function copyStep() {
    try { await navigator.clipboard.writeText(viewer.stepText); announce(content.words.author_copied); } catch { notify(content.words.author_by_hand); }
  }

  /* ---- graphics: taken away by the device at any time, or never given ------------------------------------ */

  const isGone = (context) => !context || context.isContextLost();
  const canDraw = () => viewer.graphics === "here" && !isGone(contextOf(stage.view.openglRenderWindow.getCanvas()));
  /** The context that vtk.js will ask for too, or null; a canvas gives one and always the same. */
  function contextOf(canvas) {
    const asked = { preserveDrawingBuffer: false, depth: true, alpha: true, powerPreference: "high-performance" };
    try { return canvas.getContext("webgl2", asked) || canvas.getContext("webgl", asked); } catch { return null; }
  }

  /** vtk.js asks for a context while its view is made, and breaks where there is none: then it gets one that draws nothing. */
  function withContext(view) {
    const nothing = new Proxy({}, { get: () => () => 0 });
    return { ...view, setup(props, context) { // Vue counts these two
      const { prototype } = window.HTMLCanvasElement, { getContext } = prototype;
      prototype.getContext = function (kind, ...rest) {
        const given = getContext.call(this, kind, ...rest);
        if (given || kind !== "webgl") return given; // the first one asked for is webgl2
        viewer.graphics = "none";
        return nothing;
      };
      try { return view.setup(props, context); } finally { prototype.getContext = getContext; }
    } };
  }

  function watchGraphics() {
    const { view } = stage;
    // These events do not rise; whoever stands around the canvas hears them on their way down.
    view.container.addEventListener("webglcontextlost", (event) => { event.preventDefault(); graphicsLost(); }, true);
    view.container.addEventListener("webglcontextrestored", graphicsBack, true);
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && viewer.graphics === "lost") window.setTimeout(drawAgain, GRACE_MS);
    });
    const context = contextOf(view.openglRenderWindow.getCanvas());
    if (!isGone(context)) return;
    viewer.graphics = context ? "lost" : "none";
    view.interactor.setEnableRender(false);
    if (!context) announce(content.words.picture_none);
  }
  const GRACE_MS = 1500; // a browser gives the context back by itself, if it can

  /** The scene stays; what draws it, made of a context that is gone, is made anew on the same canvas or another. */
  function newDrawer(canvas) {
    const { view } = stage, { renderWindow } = stage, before = view.openglRenderWindow;
    const size = before.getSize();
    renderWindow.removeView(before);
    before.setContainer(null);
    before.delete();
    view.openglRenderWindow = renderWindow.newAPISpecificView("WebGL", canvas ? { canvas, cursor: "default" } : { cursor: "default" });
    renderWindow.addView(view.openglRenderWindow);
    view.openglRenderWindow.setContainer(view.container);
    view.openglRenderWindow.setSize(...size);
    view.interactor.setView(view.openglRenderWindow);
    view.selector.attach(view.openglRenderWindow, view.renderer);
  }
  function graphicsLost() {
    stopTurning();
    stage.view.interactor.setEnableRender(false);
    newDrawer(stage.view.openglRenderWindow.getCanvas()); // now, while what it lets go of is gone already
    viewer.graphics = "lost";
    viewer.tooltip = null;
    announce(content.words.picture_away);
  }
  function graphicsBack() {
    if (viewer.graphics !== "lost" || isGone(contextOf(stage.view.openglRenderWindow.getCanvas()))) return;
    viewer.graphics = "here";
    stage.view.interactor.setEnableRender(true);
    stage.view.resize();
    overlayChanged();
    nextTick(() => { renderNow(); settled(); announce(content.words.picture_back); emit("graphics", "here"); });
  }
  /** The browser has not given the context back: another canvas may get one. */
  function drawAgain() {
    if (viewer.graphics !== "lost") return;
    if (isGone(contextOf(stage.view.openglRenderWindow.getCanvas()))) {
      const canvas = document.createElement("canvas");
      if (isGone(contextOf(canvas))) { announce(content.words.picture_away); return; }
      canvas.style.width = "100%";
      newDrawer(canvas);
    }
    graphicsBack();
  }

  /* ---- the component that meets the 3D view ------------------------------------------------------------------------------- */

  const AnatomyStage = {
    setup() {
      const view = inject("view");
      // The component has asked for a frame before there is anything to see; it would come right after the first picture.
      const { renderWindow } = view;
      if (viewer.graphics === "none") view.interactor.setEnableRender(false);
      view.renderWindow = { render() {} };
      nextTick(() => window.setTimeout(() => { view.renderWindow = renderWindow; }, 1));
      view.resetCamera = () => {}; // the view would frame everything, twice; the picture says where to look from
      view.resize = () => {
        if (!view.container) return;
        const box = view.container.getBoundingClientRect();
        if (!box.width || !box.height) return; // on paper there is no stage
        const scale = (window.devicePixelRatio || 1) * (stage?.resolution ?? 1);
        view.openglRenderWindow.setSize(Math.max(10, Math.round(box.width * scale)), Math.max(10, Math.round(box.height * scale)));
        layoutChanged();
        renderNow();
      };
      view.render = surfaceArrived;
      nextTick(() => {
        stage = { view: markRaw(view), renderWindow: markRaw(renderWindow), element: $(".stage"), actors: {}, triangles: {}, usual: {}, cuts: {}, hiddenAnchors: new Set(),
          markerSpots: {}, boxes: null, resolution: 1, renders: 0,
          radiusMm: 150, free: null };
        stage.free = freeRectangle();
        view.renderer.setBackground(0, 0, 0, 0);
        lightTheScene(view.renderer);
        watchGraphics();
        view.interactor.unbindEvents(); // the hand is ours
        view.activeCamera.onModified(cameraMoved);
        const surface = stage.element.querySelector("canvas").parentElement;
        surface.tabIndex = -1; // the region around it is the tab stop
        listenToHand(stage.element, surface);
        new ResizeObserver(() => view.resize()).observe(stage.element);
        const watchResolution = () => window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
          .addEventListener("change", () => { view.resize(); watchResolution(); }, { once: true });
        watchResolution();
        const covers = new ResizeObserver(layoutChanged);
        const watchCovers = () => document.querySelectorAll("[data-covers]").forEach((element) => covers.observe(element));
        watchCovers();
        watch(() => [viewer.panel, viewer.sheet, viewer.selected, viewer.phone, viewer.audience, viewer.lessonId, viewer.legend.length, Boolean(viewer.clip), viewer.drawnAs.length],
          () => nextTick(() => { watchCovers(); layoutChanged(); }));
        watch(() => viewer.labelsOn, overlayChanged);
        watch(() => viewer.viewId, () => nextTick(() => {
          const chip = $('.chip[aria-pressed="true"]'), middle = (element) => { const { left, right } = element.getBoundingClientRect(); return (left + right) / 2; };
          if (chip) chip.parentElement.scrollLeft += middle(chip) - middle(chip.parentElement);
        }));
        flyTo(pendingCamera || viewer.scene.camera);
        Object.keys(unread).forEach(surfaceMounted);
        checkLoading();
        if (content.structures.some((one) => one.problem)) {
          content.structures.filter((one) => one.problem).forEach((one) => notify(one.problem));
        }
      });
      return () => null;
    },
  };

  function lightTheScene(renderer) {
    renderer.removeAllLights();
    for (const { position, intensity, colour } of content.lights) {
      const light = renderer.makeLight();
      light.set({ positional: false, intensity, color: colour.map((part) => part / 255) });
      light.setLightTypeToCameraLight();
      light.setPosition(...position);
      light.setFocalPoint(0, 0, 0);
      renderer.addLight(light);
    }
  }

  /* ---- the connection: lost without a trace on the page, found again by itself ------------------------- */

  /* The page needs the server's websocket for one thing: to hear at once when the server goes away. Whether it is
     there is asked by HTTP, so that a proxy which lets no websocket through is not taken for a loss; and a socket
     that is closed every few seconds is opened again without a word. Without a server nothing happens here. */
  function keepPageWithoutConnection(trame, onChange) {
    if (!trame?.live) return;
    const steadyMs = 800, patienceMs = 10000, shortest = 1000;
    const folder = new URL(".", window.location.href);
    let pause = shortest, refused = false, waiting = 0, socket = null, asking = false, leaving = false;
    const later = (longest) => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(look, Math.min(pause, longest));
      pause = Math.min(2 * pause, longest);
    };
    async function greeting() {
      const giveUp = new AbortController(), timer = window.setTimeout(() => giveUp.abort(), patienceMs);
      try {
        const answer = await (await fetch(new URL("connection.json", folder), { cache: "no-store", signal: giveUp.signal })).json();
        return typeof answer.key === "string" ? answer : null; // else it is a proxy's own page
      } catch { return null; } finally { window.clearTimeout(timer); }
    }
    async function look() {
      window.clearTimeout(waiting);
      if (leaving || asking || socket) return;
      asking = true;
      const answer = await greeting();
      asking = false;
      if (leaving) return;
      onChange(Boolean(answer), { refused, ...answer });
      if (answer) open(answer); else later(15000);
    }
    function open(answer) {
      const address = new URL(`ws?key=${encodeURIComponent(answer.key)}`, folder);
      address.protocol = address.protocol.replace("http", "ws");
      let begun = 0, timer = 0, mine = {};
      const ended = () => {
        if (socket !== mine) return;
        socket = null;
        window.clearTimeout(timer);
        const lasted = begun ? Date.now() - begun : 0;
        refused = lasted < steadyMs;
        if (lasted > 30000) pause = shortest;
        later(60000);
      };
      try { mine = new WebSocket(address); } catch { socket = mine; ended(); return; }
      socket = mine;
      timer = window.setTimeout(() => { mine.close(); ended(); }, patienceMs); // it hangs
      mine.onopen = () => {
        begun = Date.now();
        window.clearTimeout(timer);
        timer = window.setTimeout(() => { refused = false; onChange(true, { refused, open: true, ...answer }); }, steadyMs);
      };
      mine.onclose = ended;
    }
    window.addEventListener("pagehide", () => { leaving = true; socket?.close?.(); socket = null; });
    window.addEventListener("pageshow", (event) => { if (event.persisted) { leaving = false; look(); } });
    window.addEventListener("online", () => { pause = shortest; look(); });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
    look();
  }

  /* ---- page API ------------------------------------------------------------------------------------------------------------ */

  const linkIn = (text) => String(text).replace(/^[^?#]*(?=[?#])/, "");
  const whole = (list) => [...list].map((part) => Math.round(part * 100) / 100);
  const place = (what) => (Array.isArray(what) ? what : points[what] ? placed(points[what]) : structures[what]?.centre);
  const api = {
    ready,
    complete,
    where(id) { return place(known([id], { ...structures, ...points })[0]); },
    anatomy: () => viewer.anatomy && JSON.parse(JSON.stringify(viewer.anatomy)),
    ask: (number) => ask(number),
    train: (seed) => train(seed),
    press(at) { pressed(at); },
    chooseForm: (id) => viewer.chooseForm(known([meant("form", String(id), namesOf.form()) ?? id], byId(content.forms))[0]),
    moveClip: (mm) => moveClip(mm),
    play: () => startPlaying(),
    pause: () => stopPlaying(),
    chooseStudy: (id) => viewer.chooseStudy(known([meant("study", String(id), namesOf.study()) ?? id], byId(content.studies))[0]),
    choosePerson(seed) {
      const number = seed === null ? null : readers.person(String(seed));
      if (seed !== null && !number) throw new RangeError(say("link_person", { found: seed, count: content.people.rows.length }));
      viewer.choosePerson(number);
    },
    state() {
      const shown = content.structures.filter(({ id }) => viewer.isVisible(id)).map(({ id }) => id);
      const now = stage && pose();
      return {
        lesson: viewer.lessonId, step: viewer.stepId, audience: viewer.audience, language: viewer.language,
        visible: shown, missing: viewer.missing.filter((id) => structures[id]), graphics: viewer.graphics,
        emphasised: shown.filter((id) => viewer.appearance[id].emphasis === "emphasised"),
        selected: viewer.selected, question: viewer.question?.id ?? null,
        result: viewer.asking?.result ? { right: viewer.asking.result.right, mm: viewer.asking.result.mm ?? null } : null,
        training: viewer.training && { seed: viewer.training.seed, presses: viewer.training.presses.length, done: Boolean(viewer.training.summary) },
        form: viewer.form, study: viewer.studyId, person: viewer.seed, playing: viewer.playing,
        clip: viewer.clipOn ? { plane: viewer.clip.plane, at_mm: viewer.clip.at_mm, keep: viewer.clip.keep } : null,
        camera: now && { position: whole(plus(now.focus, now.direction, now.distance)), focus: whole(now.focus), up: whole(now.up), view: viewer.viewId, words: viewer.viewWords },
      };
    },
    /* Names are read as those of a link are; a number counts from 0. */
    goTo(lessonId, stepId) {
      const lesson = lessons[lessonId] ? lessonId : readers.lesson(String(lessonId)) ?? lessonId;
      const step = typeof stepId !== "string" ? stepId : /^\d+$/.test(stepId) ? Number(stepId) : readers.step(stepId, lesson) ?? stepId;
      goTo(lesson, step);
    },
    open(link) { openLink(readLink(linkIn(link))); },
    read(link) {
      const { any, notes, ...asked } = readLink(linkIn(link));
      return { ...asked, notes: told(notes) };
    },
    next: () => move(+1),
    back: () => move(-1),
    show: (ids) => setShown(known([ids].flat()), true),
    hide: (ids) => setShown(known([ids].flat()), false),
    isolate: (ids) => isolate(known([ids].flat())),
    select: (id) => select(id),
    pick,
    measure(a, b) {
      const [from, to] = [place(a), place(b)];
      if (!from || !to) throw new RangeError(`measure needs two ids or positions; unknown: ${from ? b : a}`);
      return { mm: Math.round(length(minus(from, to)) * 10) / 10, kind: "straight" };
    },
    on(event, listener) {
      (listeners[event] ||= []).push(listener);
      return () => { listeners[event] = listeners[event].filter((other) => other !== listener); };
    },
    stats() {
      const shown = content.structures.filter(({ id }) => viewer.isVisible(id));
      const begun = performance.now();
      if (stage && phase > 0 && canDraw()) {
        stage.view.renderWindow.render();
        const gl = stage.view.openglRenderWindow.getContext();
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      }
      return { triangles: shown.reduce((sum, one) => sum + one.triangles, 0), bytes: content.structures.reduce((sum, one) => sum + one.bytes, 0),
        frameMs: Math.round((performance.now() - begun) * 10) / 10, renders: stage?.renders ?? 0 };
    },
  };
  function known(ids, things = structures) {
    const strange = ids.filter((id) => !things[id]);
    if (strange.length) throw new RangeError(`unknown id: ${strange.join(", ")}`);
    return ids;
  }
  window.anatomyViewer = Object.assign(window.anatomyViewer || {}, api);
  wantSurfaces();

  window.addEventListener("keydown", onKey);
  low.addEventListener("change", () => { viewer.low = low.matches; });
  tight.addEventListener("change", () => { viewer.tight = tight.matches; });
  phone.addEventListener("change", () => { viewer.phone = phone.matches; viewer.panel = null; });
  watch(() => viewer.theme, (theme) => { document.documentElement.dataset.theme = theme; }, { immediate: true });

  /** A part of the page in text, compiled when it is first shown. */
  const parts = {};
  /** A part that is put in place when its condition changes, and not with Vue's next update: a browser holds that while it prints. */
  const AtOnce = {
    setup(_, { slots }) {
      const instance = getCurrentInstance();
      watch(() => consult.sheet, () => instance.update(), { flush: "sync" });
      return () => slots.default();
    },
  };
  const LaterPart = { props: ["template"], render() { return h(parts[this.template] ??= markRaw({ template: this.template })); } };

  window.anatomy_page = {
    install(app) {
      app.config.globalProperties.viewer = viewer;
      app.component("anatomy-stage", AnatomyStage);
      app.component("VtkView", withContext(app.component("VtkView")));
      app.component("later-part", LaterPart);
      app.component("at-once", AtOnce);
      keepPageWithoutConnection(window.trame, (connected, more) => viewer.connectionChanged(connected, more));
      const file = content.authoring?.lesson;
      if (!file) (content.lesson_problems || []).forEach(notify);
      followProgress();
      const asked = readLink(arrived);
      returning = true; // what one came in with is one entry of the history
      openLink({ ...asked, language: asked.language || rememberedLanguage() });
      document.dispatchEvent(new CustomEvent("anatomyviewer", { bubbles: true, detail: window.anatomyViewer }));
      returning = false;
      if (file) followPreview(file, asked.lesson === file && (asked.step || true));
    },
  };
})();
