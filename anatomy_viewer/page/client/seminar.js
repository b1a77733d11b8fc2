// @ts-check
/* A page that takes part in a class: its rooms begin before the page reads its link. */
import { guests } from "./guests.js";
import { lasting } from "./address.js";
import { passport, readClassLink } from "./passport.js";
import { attend, classroom } from "./classroom.js";

guests.push({ classroom });
if (readClassLink()) {
  lasting.class = passport.code;
  document.addEventListener("anatomyviewer", attend, { once: true });
}
