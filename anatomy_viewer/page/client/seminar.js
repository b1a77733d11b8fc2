// @ts-check
/* A page that takes part in a class: its rooms begin before the page reads its link. */
import { guests } from "./guests.js";
import { lasting } from "./address.js";
import { passport, readClassLink } from "./passport.js";
import { attend, classroom } from "./classroom.js";
import { listenToClass } from "./attending.js";
import { lectern } from "./lectern.js";
import { listenToPointer, pointing } from "./pointing.js";
import { beginAsking, posed } from "./asking.js";
import { asker, listenToClicker } from "./put_to_class.js";

guests.push({ classroom, lectern, pointing, posed, asker, get askingCard() { return posed.open || (asker.panel && !posed.told); } });
if (readClassLink()) {
  lasting.class = lectern.typed = passport.code;
  Object.assign(classroom, { code: passport.code, role: passport.key ? "lead" : "follow" });
  document.addEventListener("anatomyviewer", () => {
    listenToClass();
    listenToPointer();
    beginAsking();
    listenToClicker();
    attend();
  }, { once: true });
}
