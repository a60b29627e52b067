/** <here-count>: how many are in the room now. Read by who looks for it, announced to nobody. */

import { listen } from "./frame-listeners.js";

class HereCount extends HTMLElement {
  connectedCallback() {
    for (const kind of ["joined", "presence"]) listen(kind, (frame) => this.show(frame));
  }

  show(frame) {
    if (frame.room !== this.dataset.room || frame.here === undefined) return;
    this.textContent = this.dataset.say.replace("{n}", frame.here);
    this.hidden = false;
  }
}

customElements.define("here-count", HereCount);
