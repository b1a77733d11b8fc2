/* <cluneal-viewer lesson="ID" step="ID" for="student" lang="en"></cluneal-viewer>: the viewer of the cluneal nerves in another
   page. src="ADDRESS" says where the viewer is, if not beside this file. docs/embedding.md tells the rest. Apache-2.0 */
(() => {
  const home = document.currentScript?.src, MARK = "anatomy-viewer", TOLD = ["step", "change", "answer", "pick"];
  const style = new CSSStyleSheet();
  style.replaceSync(":host { display: block; height: 480px } :host([hidden]) { display: none } iframe { display: block; width: 100%; height: 100%; border: 0 }");
  customElements.define("cluneal-viewer", class extends HTMLElement {
    static observedAttributes = ["src", "lesson", "step", "for", "lang"];
    #frame; #origin; #there; #come; #changed = new Set(); #calls = new Map();
    #hear = ({ source, origin, data }) => {
      if (source !== this.#frame?.contentWindow || data?.[MARK] !== 1 || ![origin, "*"].includes(this.#origin)) return;
      if (data.event === "ready") { this.#come(); this.call("on", ...TOLD); }
      if (data.event) this.dispatchEvent(new CustomEvent(data.event, { detail: data.detail }));
      this.#calls.get(data.id)?.(data);
      this.#calls.delete(data.id);
    };
    connectedCallback() { window.addEventListener("message", this.#hear); this.#open(); }
    disconnectedCallback() { window.removeEventListener("message", this.#hear); this.#frame.remove(); this.#frame = null; }
    attributeChangedCallback(name, before, now) {
      if (!this.#frame || before === now || this.#changed.add(name).size > 1) return;
      queueMicrotask(() => { // lesson and step change together
        const goes = this.getAttribute("lesson") && ![...this.#changed].some((one) => !["lesson", "step"].includes(one));
        this.#changed.clear();
        if (goes) this.call("goTo", this.getAttribute("lesson"), this.getAttribute("step") ?? undefined).catch(console.error); else this.#open();
      });
    }
    #open() {
      const src = this.getAttribute("src"), address = new URL(src ?? ".", src === null && home || document.baseURI), rights = this.getAttribute("sandbox");
      for (const word of ["lesson", "step", "for", "lang"]) if (this.hasAttribute(word)) address.searchParams.set(word, this.getAttribute(word));
      for (const [word, value] of [["embed", "1"], ["embed-origin", window.origin]]) address.searchParams.set(word, value);
      this.#origin = rights === null && address.origin !== "null" ? address.origin : "*"; // a file and a frame without rights have no name
      this.#there = new Promise((come) => { this.#come = come; });
      this.#frame?.remove();
      this.#frame = Object.assign(document.createElement("iframe"), { src: address.href, title: this.title || "Cluneal nerves in 3D", allow: "fullscreen" });
      if (rights !== null) this.#frame.setAttribute("sandbox", rights);
      if (!this.shadowRoot) this.attachShadow({ mode: "open" }).adoptedStyleSheets = [style];
      this.shadowRoot.append(this.#frame);
    }
    /* Ask the page's API, such as call("show", ["skin"]): a promise of its answer. */
    async call(call, ...values) {
      await this.#there;
      const id = crypto.getRandomValues(new Uint32Array(2)).join("-"), answered = new Promise((done) => { this.#calls.set(id, done); });
      this.#frame.contentWindow.postMessage({ [MARK]: 1, id, call, with: values }, this.#origin);
      const { error, result } = await answered;
      if (error) throw new RangeError(error);
      return result;
    }
  });
})();
