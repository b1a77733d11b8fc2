// @ts-check
/* The adapter for cmi5: see visits.js for what is said, statements.js for how. */
import { beginAttempt } from "./attempt.js";
import { compiled, content } from "./content.js";
import { visiting } from "./visits.js";

beginAttempt(visiting(() => ({ id: content.package.id, languages: compiled.languages.map(({ id }) => id) })));
