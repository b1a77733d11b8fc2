// @ts-check
/* A page that takes part in a class: its rooms begin before the page reads its link. */
import { guests } from "./guests.js";
import { lasting } from "./address.js";
import { passport, readClassLink } from "./passport.js";
import { attend, classroom } from "./classroom.js";
import { posed, beginAsking } from "./asking.js";
import { asker } from "./put_to_class.js";

guests.push({ classroom, posed, asker, get askingCard() { return posed.open || (asker.panel && !posed.told); } });
if (readClassLink()) {
  lasting.class = passport.code;
  document.addEventListener("anatomyviewer", () => { attend(); beginAsking(); }, { once: true });
}
