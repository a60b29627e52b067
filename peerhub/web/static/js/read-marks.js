/**
 * Tells the server how far this person has read, so that all their devices agree, and puts the
 * number of what they have not seen before the page's title. Tells nothing while the page is hidden.
 */

import { send } from "./hub-socket.js";

const EVERY = 3000;

export class ReadMarks {
  constructor(room, read) {
    Object.assign(this, { room, told: read, reached: read, timer: 0, title: document.title });
  }

  /** Everything up to `seq` stands before this person's eyes. */
  reach(seq) {
    this.reached = Math.max(this.reached, seq);
    if (!this.timer && this.reached > this.told) this.timer = setTimeout(() => this.tell(), EVERY);
  }

  tell() {
    this.timer = 0;
    if (document.hidden || this.reached <= this.told) return;
    if (send({ type: "read", room: this.room, seq: this.reached })) this.told = this.reached;
  }

  unseen(count) {
    document.title = (count ? "(" + count + ") " : "") + this.title;
  }
}
