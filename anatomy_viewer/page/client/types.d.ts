/* The shapes of what the rooms share: the value that Python compiled (teaching/content.py, page/content.py), the state,
   and what the rooms ask of vtk.js. For editors and the check of types; no browser reads it. */
declare var Vue: typeof import("vue");
declare var anatomySurfaces: Record<string, string> | undefined;
declare var anatomyParts: Record<string, string> | undefined;
interface Window {
  anatomyContent: Content & { address?: string };
  anatomyBegun?: Promise<unknown> | null;
  anatomyLink?: string;
  anatomyTrial?: WebGL2RenderingContext | null;
  anatomyAhead?: Record<string, Begun>;
  anatomyViewer: any;
  anatomyClassWords?: Record<string, any>;
  anatomy_page: { install(app: import("vue").App): void };
  trame?: { live: boolean };
  SpeechSynthesisUtterance: typeof SpeechSynthesisUtterance;
}

/** A class as a page takes part in it; `leading` where this page was the last that told something. */
interface Classroom {
  code: string | null; role: "lead" | "follow" | null; leading: boolean; connected: boolean; refused: string | null; over: boolean;
  state: Record<string, any> | null; room: { here: number; question: string | null; count: number; leads: string | null; lost: boolean; join: string } | null;
  roaming: boolean; readonly words: Record<string, any>;
}
/** How a class stands, and what may be done about it. */
interface Lectern {
  typed: string; stayOut: boolean; readonly asksCode: boolean; enter(): void;
  readonly code: string; readonly link: string; readonly linkSaid: string; readonly drawing: string; readonly isLocal: boolean; readonly here: string; readonly standing: string;
  readonly sentence: string; readonly offer: string; readonly keys: { keys: string; does: string }[]; secret: string; copied: string; takeOffer(): void; showCode(): void;
  showPhone(): void; showSecret(): void; copyLead(): Promise<void>; askEnd(): void; end(): void;
}
interface Pointing { spot: Spot | null; readonly on: boolean; toggle(): void }
interface Tooling {
  tool: string | null; toolMenu: boolean; aim: Spot | null; readonly hand: Hand | null; readonly toolsHelp: boolean;
  toggleTools(): void; takeTool(name: string): void; putAway(): void; moveInMenu(event: KeyboardEvent): void;
}
/** What a tool does while it is in the hand; `aims` where a press or a stroke on the picture is meant for it, and arrows move a cross. */
interface Hand {
  aims?: boolean; notForPatients?: boolean; begin?(): void; end?(): void; step?(): void; moved?(): void;
  press?(x: number, y: number, pointerType: string): void; draw?(part: "begin" | "move" | "end" | "cancel", x: number, y: number): void;
  key?(event: KeyboardEvent & { target: any }, onPicture: boolean): boolean;
}
/** Where a ruler ends: at a named point, or at a place of a structure. */
interface RulerEnd { point: string | null; id: string; at: Vector }
interface Ruling { rulerEnds: RulerEnd[]; readonly rulerWords: string; clearRuler(): void }
interface Cutter {
  planes: string[]; readonly cutRange: { min: number; max: number }; readonly cutSides: { words: string; keep: number }[];
  setPlane(plane: string): void; setKeep(keep: number): void; setCutAt(mm: number | string): void; nudgeCut(mm: number): void; endCut(): void;
}
interface Stroke { ink: string; camera: Camera; places: Vector[] }
interface Drawer {
  inks: string[]; ink: string; erasing: boolean; inking: boolean; penAway: boolean; strokes: Stroke[]; past: Stroke[][];
  strokesFrom(view: { direction: Vector; up: Vector }): Stroke[];
  readonly strokesNow: { ink: string; rim: string; width: number; rimWidth: number; points: Spot[] }[];
  takeInk(ink: string): void; takeEraser(): void; undoStroke(): void; clearStrokes(): void; backToStrokes(): void;
}
interface RideStop { mm: number; words: string; point: string | null }
interface Ride {
  rideOf: string | null; rideAt: number; rideLength: number; rideWay: number; rideSpeed: number; rideStops: RideStop[]; speeds: number[];
  readonly rideNerves: { id: string | null; name: string; nerves: Structure[] }[]; readonly ridePassed: RideStop | null; readonly rideWords: string;
  chooseRide(id: string): void; setSpeed(speed: number | string): void; rideTo(mm: number | string): void; rideOn(way: number): void; togglePlay(): void;
  stepRide(way: number): void;
}
type Vector = number[];
/** The bounds of a surface: least and most of each axis. */
type Bounds = number[];
type Spot = { x: number; y: number };
type Box = { left: number; right: number; top: number; bottom: number };
type ByAudience = string | Record<string, string>;
/** Opacity and emphasis of each structure. */
type Picture = Record<string, [number, string]>;
interface Camera { direction: Vector; up: Vector; focus: Vector; radius_mm: number; flight_ms?: number }
interface Pose { focus: Vector; direction: Vector; up: Vector; distance: number }
interface Triangles { points: ArrayLike<number>; cells: ArrayLike<number>; bounds: Bounds }

interface Fact { label: string; value: string; sure: string; sources: string[] }
interface Structure {
  id: string; name: string; latin: string; synonyms: string[]; kind: string; side: string; group: string | null; tag: string | null;
  what: ByAudience; facts: Fact[]; ledger?: { relation: string; what: string }[]; pack: string; triangles: number; anchor: Vector; centre: Vector;
  radius_mm: number; colour: Vector; opacity: number; at_home: boolean; variant: boolean; follows: string | null; at?: any;
}
/** A pack that was asked for before the page was there: its answer, which may still be read once, and what is in it. */
interface Begun { answer: Promise<Response>; stop: AbortController; surfaces: Promise<import("./packs.js").Surface[]> }
/** Surfaces that are drawn together, in one file. */
interface Pack { id: string; file: string; url: string | null; bytes: number; sha256: string; problem: string | null }
interface Point {
  id: string; name: string; kind: string; side: string; tag: string | null; group: string | null; at: Vector; normal: Vector;
  on_skin: { at: Vector; normal: Vector; depth_mm: number } | null; nerve: string | null; what: ByAudience; facts: Fact[]; centre?: any; radius_mm?: any; anchor?: any;
}
interface View { id: string; name: string; key: string; direction: Vector; up: Vector; note: string }
interface Group { id: string; name: string; tag: string; pattern: string; colour: string; structures: string[] }
interface Layer { id: string; name: string; depth: string; structures: string[]; on: boolean }
interface Family { parameters: Record<string, { values: number[]; paths: Vector[][] }> }
interface CrestGrid { along_mm: number[]; across_mm: number[]; points: Vector[]; normals: Vector[] }
interface StainOnSkin { centre: Vector; along_sd_mm: number; across_sd_mm: number; along_mm: number }
/** How people differ about a stain on the crest. */
interface Spread { centre_mm_from_midline: number; along_sd_mm: number; across_sd_mm: number; beyond_mm?: number }
interface Yardstick { id: string; mm: number; sources: string[] }
/** Where a finger is asked to press, and what is said of the way there. */
interface PressTarget {
  target: string; on: string; at: Vector; normal: Vector; axes: { direction: Vector; more: string; less: string }[];
  spread?: { along: Vector; across: Vector; sd_mm: number[]; contours: number[][] } | null; camera: Camera;
}
interface StudyRow { nerve: string; distance: string; kind: string; figure: string; sample: string; moves: boolean; sure: string; sources: string[] }
/** Whose nerves are drawn: those of a study or of a drawn person. */
interface Anatomy {
  id: string; title: string; hidden: string[]; shown: string[]; placed: Record<string, Record<string, number>>; spreads: Record<string, Spread>;
  note?: string; lines?: string[]; rows?: StudyRow[];
}
interface PeopleColumn {
  nerves: string[]; parameter: string; step: number;
  options?: { told: string; hidden: string[]; shown: string[]; placed: [string, string, number][] }[];
}
interface Label { id: string; text: ByAudience; tag: string | null; at: Vector; kind: string }
interface Ruler { id: string; kind: string; ends: string[]; points: Vector[]; value_mm: number; text: ByAudience; said: string }
interface Marker { id: string; kind: string; at: Vector; normal?: Vector }
interface Clip { plane: string; axis: number; at_mm: number; keep: number; words: string }
interface Option { id: string; text: ByAudience; right: boolean }
interface Question extends PressTarget {
  id: string; kind: string; prompt: Record<string, string>; explain: ByAudience; sources: string[]; changes: Picture; several?: boolean; options: Option[];
  lit?: Marker | null; items: any[]; start?: number[]; right: string[]; feedback: { ids: string[]; text: ByAudience }[];
}
interface Scene { picture: Picture; camera: Camera; view: string; labels?: Label[]; rulers?: Ruler[]; markers?: Marker[]; kept_away?: string[] }
interface Step extends Scene {
  id: string; title: ByAudience; html: ByAudience; alternative: ByAudience; form: string | null; study: string | null; person: number | null; clip: Clip | null;
  seconds: Record<string, number>; drawing: { title: string; description: string; svg: string } | null; questions: Question[];
  values: { label: string; value: string; sources: string[] }[]; claims: { html: string; sources: string[] }[];
}
interface Lesson { id: string; title: string; language?: string; audiences: string[]; steps: Step[] }
type ForEveryone = { everyone: string; patient: string };
interface Area {
  id: string; side: string; name: ForEveryone; apart: ForEveryone; sources: string[]; lines: Vector[][]; inside: number[][]; near: number[][]; tag?: number;
}
interface TakeHome { id: string; title: string; lines: { text: string; sources: string[] }[] }
interface Form { id: string; name: string; short: string; note: string; told?: boolean; address: string | null }
/** The interface's words; a few keys hold further words. */
type Words = Record<string, any>;
/** A course, its texts in the language that is spoken; `languages` tells of each text which one that is. */
interface Course {
  title: string; institution?: string; welcome_html?: string; contact_html?: string; languages: Record<string, string>;
  audience: string | null; pass_mark: number | null; complete: string; offers: string[];
}
/** What a package for a learning platform holds besides: for whom its questions count, and its sentences by language. */
interface Packaged { id: string; standard: string; audience: string; words: Record<string, Record<string, string>> }
interface Content {
  audience?: string; package?: Packaged;
  product: { name: string; version: string; disclaimer: { short: string } }; packs: Pack[]; structures: Structure[]; points: Point[]; sources: Record<string, { text: string }>; views: View[]; groups: Group[];
  layers: Layer[]; paths: Record<string, Vector[]>; rides: Record<string, [number, string, any][]>; families: Record<string, Family>; crest_grid: Record<string, CrestGrid>; stain: { rings: number[][]; beyond?: number[] };
  /** Of a pelvis that somebody brought. */
  brought: { numbers_of_others: Record<string, Record<string, string[]>>; doubts_mm: Record<string, number> } | null;
  stains_on_skin: Record<string, StainOnSkin>; peels: { name: string; layers: string[] }[]; yardsticks: Yardstick[];
  training: { sides: Record<string, PressTarget>; only: string[] }; studies: Anatomy[]; sexes: { count: number; nearer: number; measures: { id: string; name: string; published: number; drawn: number; sources: string[] }[] }; people: { sides: string[]; columns: PeopleColumn[]; rows: number[][]; count: number };
  home: Scene; lessons: Lesson[]; course?: Course; translations: Record<string, any>;
  consult: { scene: Scene; grid: { x_mm: number[]; z_mm: number[]; y_mm: (number | null)[] }; dimples_mm: number; areas: Area[]; take_home: TakeHome[] };
  lesson_problems?: string[]; form: string; forms: Form[]; audiences: string[]; languages: { id: string; name: string }[]; materials: Record<string, object>;
  lights: { position: Vector; intensity: number; colour: Vector }[]; ghost_colour: Vector; words: Words; authoring?: { lesson: string | null };
  /** What comes later, by name: where it is. */
  parts?: Record<string, { address: string | null; bytes: number }>;
}

/** How a structure looks: `actor`, `mapper` and `property` are what vtk.js is given. */
interface Look {
  key: string; emphasis: string; alpha: number; shown: boolean; actor: { visibility: boolean }; mapper: { scalarVisibility: boolean }; property: object;
}
interface Asking {
  number: number; chosen: Record<string, boolean>; order: number[] | null; pointed: string | null; result: Record<string, any> | null; drawn: Pressed | null; began: number;
  /** A question that was put to a class, where somebody pressed, and what they chose on the model. */
  put?: Put | null; pressed?: Vector | null; chosenId?: string | null;
}
/** A question put to a class: `give` takes an answer until it is `shut`, `leave` is for later; `tally` is what the class answered, once it is shown here. */
interface Put { question: Question; shut: boolean; tally: Tally | null; give(response: any): void; leave(): void }
interface BarRow { id: string; name: string; count: number; percent: number; right: boolean; own: boolean; colour: string | null }
interface RankRow { id: string; rank: number; name: string; mean: string; right: number | null; places: { place: number; count: number; percent: number; right: boolean }[] }
/** What is asked of a class now, how it stands there and on this page: `shown` to all, `seen` here, put `aside` here, `mine` what this page has answered. */
interface PutToClass {
  told: Record<string, any> | null; closed: boolean; results: Record<string, any> | null; shown: boolean; seen: boolean; aside: boolean; mine: any; note: string;
  readonly leads: boolean; readonly open: boolean; readonly count: number; readonly prompt: string; readonly bars: BarRow[]; readonly ranks: RankRow[];
  readonly figures: { value: string; words: string }[]; readonly sources: string[]; readonly counted: string; readonly standing: string; later(): void; comeBackToQuestion(): void;
}
/** A question as its maker writes it. */
interface Making { kind: string; text: string; on: string; target: string | null; answers: string[]; several: boolean }
interface Putting {
  panel: boolean; making: Making; lines: string; wrong: string; before: Record<string, any>[];
  readonly questions: { step: Step; here: boolean; questions: Question[] }[]; readonly targets: { id: string; name: string }[];
  togglePanel(): void; goToMaking(): void; lookBefore(): Promise<void>; putQuestion(step: Step, question: Question): void; putMade(): void; putAgain(question: Record<string, any>): void; closeQuestion(): void; openAgain(): void;
  showToAll(): void; hideFromAll(): void; endQuestion(): void; see(see: boolean): void; saveTable(): Promise<void>; savePicture(): Promise<void>;
}
/** What the picture shows of a class's answers. */
interface Tally { changes: Picture; heat: Record<string, Vector> | null; labels: (Label & { text: string })[]; legend: { id: string; tag?: string; colour?: string; words: string }[]; draw?(drawing: string[]): void }
/** A press, out and up from its target in mm; `usual` is how far the usual place was. */
interface Press { out: number; up: number; usual?: number }
interface Training {
  seed: number; people: { person: number; side: string }[]; presses: Press[]; side: string; shown: { words: string; lines: string[] } | null;
  summary: Record<string, any> | null; received: boolean; link: string; drawn: Pressed | null; eyebrow: string; prompt: string; began?: number;
}
interface Pressed { at: Vector; aim: Vector; target: PressTarget; centre: Vector }
interface Kept { lessons: Record<string, { seen: string[]; answers: Record<string, { first: boolean; right: boolean }> }>; training: number[] }
/** What a link asks for; `notes` tell what of it was not understood: a sentence, its gaps, the nearest name. */
interface Asked {
  any: boolean; language: string | null; audience: string | null; form: string | null; study: string | null; person: number | null; train: number | null;
  presses: Press[] | null; where: boolean; lesson: string | null; step: string | null; notes: Note[]; view?: OwnView;
}
/** A view that somebody has handed on; what is null is as the step has it. */
interface OwnView {
  title: string | null; camera: Camera | null; show: string[] | null; hide: string[] | null; only: string[] | null; through: string[] | null;
  cut: Clip | "off" | null; labels: "on" | "off" | null;
}
/** How a picture is drawn anew: its size and that of the sign of the sides in CSS px, how many px of the picture make one. */
interface Sheeting {
  width: number; height: number; sign: number; sharpness: number; paper: boolean; foot: number; ground(pen: CanvasRenderingContext2D, width: number, height: number): void;
}
interface Imaging { readonly canCopyPicture: boolean; savePicture(): Promise<void>; copyPicture(): Promise<void> }
interface Filming {
  filmStage: string; filmShare: number; turnSeconds: number; stepSeconds: number; film: { blob: Blob; seconds: number; name: string } | null;
  readonly canFilm: boolean; readonly filmTold: string; startFilm(): Promise<void>; stopFilm(): void; saveFilm(): void;
}
/** A picture of a film, and how long it stays. */
interface Shot { blob: Blob; ms: number; width: number; height: number }
interface Plate { canvas: HTMLCanvasElement; footing: Footing; scale: number; left: number; top: number; width: number; height: number }
/** What a picture or a film tells below itself. */
interface Footing { height: number; draw(pen: CanvasRenderingContext2D, top: number): void }
interface Saving {
  savedViews: KeptView[]; viewsUnkept: boolean; viewName: string; viewLink: string; savedNote: string; askView(): void; saveView(): void; copyView(link: string): Promise<void>;
  openView(view: KeptView): void; deleteView(view: KeptView): void; linkOf(view: KeptView): string;
}
interface Handed { viewTitle: string; viewSaid: [string, string][] | null }
/** What is kept of one's own views in this browser: `words` is the link without the page's address. */
interface KeptView { title: string; words: string }
type Note = [string, Record<string, any>, (string | null)?];
/** A thing by its id, and every name that it has in any language. */
interface Named { id: string; names: string[] }
/** What is done when parts of the content have come. */
interface Awaiting { names: string[]; then(): void; told?(): string }
/** What the page wants: where it is, who takes it, and how it stands with it. */
interface Want {
  key: string; address: string | null; bytes?: number; take(data: Uint8Array): unknown; name?(): string; without?(): void; failed?(): void; holds?: string[]; urgent?: boolean; patience?: number;
  tries: number; given: boolean; stop: AbortController | null; timer: number; late: number; resting: boolean;
}
/** What of the window no panel covers, in CSS pixels of the stage. */
interface Free extends Box { width: number; height: number; box: { left: number; top: number; width: number; height: number }; /** A phone's picture may stand over its sides. */ inHand: boolean }
interface Measured { element: HTMLElement; width: number; height: number }
/** vtk.js brings no types to the page; what is asked of it stands in its documentation. */
type Vtk = any;
interface Stage {
  view: Vtk; renderWindow: Vtk; element: HTMLElement; actors: Record<string, Vtk>; triangles: Record<string, Triangles>;
  usual: Record<string, { data: Vtk; points: Float32Array; moved: boolean; places?: Float32Array }>; cuts: Record<string, string>;
  hiddenAnchors: Set<string>; markerSpots: Record<string, Spot>; boxes: { labels: Record<string, Measured>; rulers: Record<string, Measured>; taken: Box[] } | null;
  renders: number; radiusMm: number; free: Free; counted?: number;
}

/* Each room's part of the state. */
interface Edition {
  content: Content; language: string; audience: string; wording(text: ByAudience | undefined): string; foreign(thing: any, key: string): string | null;
  say(key: string, values?: Record<string, any>): string; structureOf(id: string): Structure | undefined;
  inNumbers(row: Record<string, any>): Record<string, any>;
}
interface Seeking { search: string; readonly motorHint: boolean; matches(structure: Structure): boolean }
interface Device { phone: boolean; low: boolean; tight: boolean; theme: string; readonly otherTheme: string; toggleTheme(): void }
interface Saying { announcement: string; notices: string[]; brief: string; tooltip: { name: string; x: number; y: number } | null; dismissNotice(notice: string): void }
interface Panels {
  panel: string | null; sheet: string; dialog: string | null; unfolded: Record<string, boolean>; selected: string | null; source: string | null;
  readonly card: Structure | Point | null; togglePanel(name: string): void; unfold(id: string): void; showSource(key: string): void; showDialog(name: string): void;
  closeDialog(): void; keepFocus(event: KeyboardEvent): void; cycleSheet(): void; dragSheet(event: PointerEvent): void;
}
interface Consult {
  size: number; readonly words: Words; readonly scale: number; canResize(by: number): boolean; resize(by: number): void; wording(texts: ForEveryone): string;
  hasStep(reference: { lesson: string; step: string | null } | null): boolean; readonly redFlags: TakeHome[];
}
interface Hurts {
  where: boolean; spot: { x: number; y: number; z: number } | null; lit: Area | null; readonly inside: Area[]; readonly near: Area[]; readonly found: Area[];
  areasWith(runs: "inside" | "near", before: number): Area[]; readonly placeWords: string;
}
interface Here {
  lessonId: string | null; stepId: string | null; playing: boolean; readonly lesson: Lesson | null; readonly stepIndex: number; readonly step: Step | null;
  readonly firstLesson: Lesson | undefined; readonly scene: Scene; readonly progress: number; readonly atTheEnd: boolean; readonly numbersOfOthers: boolean;
}
interface Quiz {
  asking: Asking | null; training: Training | null; cross: { at: Vector; words: string } | null; readonly questions: Question[]; readonly question: Question | null;
  readonly hiding: boolean; optionMark(option: Option): string; orderMark(place: number): string;
}
interface Learnt {
  kept: Kept; readonly bestTraining: number | null; readonly anyProgress: boolean; answered(id: string): string; forgetProgress(): void; progressOf(lesson: Lesson): string;
}
interface Taken {
  readonly course: Course | null; courseLanguage(key: string): string | null; wayBack: string | null; readonly lessonAfter: Lesson | null;
  readonly goesOn: { lesson: Lesson; step: Step; number: number } | null; readonly progressWords: string[];
  readonly counts: { seen: number; steps: number; right: number; asked: number; answered: number; lessons: number; done: number; score: number; passed: boolean | null };
}
interface Whose {
  form: string; formLoading: boolean; studyId: string | null; seed: number | null; own: { form: string; studyId: string | null; seed: number | null };
  steps: Record<string, Vector[]>; readonly study: Anatomy | null; readonly anatomy: Anatomy | null; readonly formNote: string; readonly drawnAs: string[];
  readonly formShown: Form; readonly formTold: string; readonly notUsual: boolean;
}
interface Looks {
  overrides: Record<string, boolean>; veiled: Record<string, boolean>; appearance: Record<string, Look>; ridden: { nerve: string; covers: Record<string, number> } | null; isVisible(id: string): boolean; layerState(layer: Layer): string;
}
interface Cutting { clip: Clip | null; clipOn: boolean; freeCut: boolean; readonly clipWords: string }
/** What was switched on top of a step's picture; `form` is the one that is wanted, `drawn` the one that is there. */
interface Switched {
  overrides: Record<string, boolean>; veiled: Record<string, boolean>; cut: { clip: Clip | null; clipOn: boolean; freeCut: boolean };
  own: Whose["own"]; studyId: string | null; seed: number | null; form: string; drawn: string;
}
interface Change { before: Switched; after: Switched; shownBefore: string[]; shown: string[]; view: { from: Camera; to: string } | null }
interface Undoing { done: Change[]; undone: Change[]; readonly undoWords: string; readonly redoWords: string; undo(): void; redo(): void }
interface Connection {
  connected: boolean; refused: boolean; missingLines: string[]; connectionSeen: string; readonly connectionNotice: string; readonly linesToTell: boolean;
  connectionChanged(connected: boolean, more: { refused: boolean; open?: boolean; missing?: string[] }): void; dismissConnection(): void;
}
interface Site { newer: boolean; keptHere: boolean; reload(): void; stay(): void }
interface Arrivals {
  missing: string[]; trying: boolean; tryAgain(): void; readonly missingNames: string[]; readonly missingFew: string[]; readonly missingWords: string;
}
interface Framing { framed: boolean; embed: boolean; full: boolean; readonly canFill: boolean; toggleFull(): void }
interface Captions {
  labelsOn: boolean; byHand: { rulers: Ruler[]; marks: Marker[] }; passed: Marker[]; readonly legend: { id: string; tag?: string; colour?: string; words: string }[]; readonly labels: (Label & { text: string })[];
  readonly rulers: Ruler[]; readonly markers: Marker[];
}
interface Speech {
  reading: boolean; spoken: SpeechSynthesisUtterance[] | null; voices: SpeechSynthesisVoice[] | null; readonly canRead: boolean; readAloud(): void; stopReading(): void;
}
interface Papers { sheet: Sheet | null; preparing: string; kept: { address: string; pictures: SheetPage[] } | null }
interface Sheet { title: string; pages: SheetPage[]; tab: string; [more: string]: unknown }
type SheetPage = Record<string, any>;
interface Coming {
  came: Record<string, boolean>; queue: Awaiting[]; isHere(name: string): boolean; readonly awaiting: string;
}
interface Writing {
  preview: { lesson: string; problems: { step?: string; [more: string]: unknown }[] } | null; stepText: string; readonly stepProblems: object[];
  goToProblem(problem: { step?: string }): void; writeStep(): Promise<void>; copyStep(): Promise<void>;
}
/** What an entry of the browser's history stands for. */
interface Place { lesson: string | null; step: string | null; where: boolean; train: number | null }
/** How a press lies to its target. */
interface Judged { mm: number; parts: { mm: number; word: string }[]; lines: string[]; near: Yardstick | undefined; words: string }

/* Learning platforms: what `attempt.js` and an adapter hand each other (docs/architecture.md, "Packages"). */
/** How an attempt begins: `kept` and `place` as they were handed over last, and what the platform has as reached. */
interface Opened {
  mode: "normal" | "browse" | "review"; kept: string; place: string; complete?: boolean; passed?: boolean | null; score?: number | null;
  /** Where a platform says so: what a visit before kept and could not hand over, the pass mark, the learner's language, where the way back leads, and whether it takes this visit as over. */
  unsent?: string; mark?: number | null; language?: string | null; back?: string | null; over?: boolean;
}
/** What cmi5 opens a page with. */
interface Launch { endpoint: string; fetch: string; registration: string; activityId: string; actor: object }
/** What of it this tab keeps: its token, which there is once, the first thing said of it, and whether that has arrived. */
interface Visit { launch: Launch; page: string; token: string | null; first: Said | null; begun: boolean; judged: boolean; ended: boolean }
/** What a statement says, without whose it is and in which context. */
interface Said { id: string; at: string; verb: string; object?: object; result?: object; language?: string }
/** How the learner stands now. `score` is 0 to 100, null before any answer; `passed` null where it is open or there is no mark. */
interface Standing {
  complete: boolean; passed: boolean | null; score: number | null; mark: number | null; progress: number; seconds: number; place: string; kept: string;
  /** Nothing is left to reach: complete, or failed where the pass mark decides. */
  done: boolean;
}
/** An answer, ready for any standard: `patterns` are the right responses, `most` the mm that still count as right. */
interface AnswerRecord {
  id: string; lesson: string; step: string; question: string; kind: string; type: "choice" | "sequencing" | "numeric"; response: string[]; patterns: string[][];
  choices: { id: string; text: string }[]; mm: number | null; most: number | null; right: boolean; first: boolean; counts: boolean; seconds: number; at: Date; text: string; language: string;
}
interface Platform {
  open(): Promise<Opened | null>; answer(record: AnswerRecord): boolean; send(now: Standing): Promise<boolean>; leave(now: Standing | null): void;
}
