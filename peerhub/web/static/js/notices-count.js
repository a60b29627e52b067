/**
 * <notices-count>: the number of unread notices, in words, kept true while the page is open.
 * Shows the number only, never what a notice says.
 */

import { connect, listen } from "./hub-socket.js";

class NoticesCount extends HTMLElement {
  connectedCallback() {
    this.unlisten = listen("notice", (frame) => this.add(frame));
    connect();
  }

  disconnectedCallback() {
    this.unlisten();
  }

  add(frame) {
    const count = typeof frame.unread === "number" ? frame.unread : Number(this.dataset.count) + 1;
    this.dataset.count = count;
    this.textContent = count ? this.dataset.some.replace("{n}", count) : this.dataset.none;
  }
}

customElements.define("notices-count", NoticesCount);
