/**
 * <typing-sign>: that somebody else is writing, without a name; gone when their message is here, or six
 * seconds after their last sign. Read by who looks for it, announced to nobody.
 * Tells of this person's own writing only where they chose so (data-tells).
 */

import { listen } from "./frame-listeners.js";
import { send } from "./hub-socket.js";

const TELL_EVERY = 3000; // more is passed on to nobody
const SHOWN_FOR = 6000;

class TypingSign extends HTMLElement {
  connectedCallback() {
    this.writers = new Map(); // handle -> timer
    this.told = 0;
    const here = (frame) => frame.room === this.dataset.room;
    listen("typing", (frame) => here(frame) && this.add(frame.handle));
    listen("message", (frame) => here(frame) && frame.author && this.drop(frame.author.handle));
    const box = document.querySelector("message-composer textarea");
    if ("tells" in this.dataset) box.addEventListener("input", () => box.value && this.tell());
  }

  add(handle) {
    clearTimeout(this.writers.get(handle));
    this.writers.set(handle, setTimeout(() => this.drop(handle), SHOWN_FOR));
    this.textContent = this.dataset.say;
  }

  drop(handle) {
    clearTimeout(this.writers.get(handle));
    this.writers.delete(handle);
    if (this.writers.size === 0) this.textContent = "";
  }

  tell() {
    if (Date.now() - this.told < TELL_EVERY) return;
    this.told = Date.now();
    send({ type: "typing", room: this.dataset.room });
  }
}

customElements.define("typing-sign", TypingSign);
