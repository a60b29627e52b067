/**
 * What one does with a message of the log without leaving the page: answer it, react to it. Where
 * there is no connection, the links lead to the message's own page, as they do without script.
 */

import { freshRef, isReady, listen, send } from "./hub-socket.js";
import { markOwn, openReactions } from "./message-parts.js";

export class MessageActions {
  constructor(log) {
    this.log = log;
    this.asked = new Map(); // ref -> row, until the answer comes
    log.addEventListener("click", (event) => this.click(event));
    listen("ack", (frame) => this.asked.has(frame.ref) && this.answered(frame));
  }

  click(event) {
    const link = event.target.closest("a[data-act]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = link.closest(".message");
    if (this[link.dataset.act](row, link)) {
      event.preventDefault();
      const menu = link.closest("details");
      if (menu) menu.open = false;
    }
  }

  reply(row) {
    const composer = document.querySelector("message-composer");
    if (!composer) return false;
    composer.answer(row);
    return true;
  }

  react(row) {
    openReactions(row, this.log.template.content.firstElementChild);
    return true;
  }

  toggle(row, pill) {
    const ref = freshRef();
    const frame = { type: "react", ref, id: ref + "-" + Date.now().toString(36), message: row.dataset.id };
    frame.emoji = pill.dataset.emoji;
    frame.on = pill.getAttribute("aria-pressed") !== "true";
    if (!isReady() || !send(frame)) return false;
    this.asked.set(ref, row);
    return true;
  }

  answered(frame) {
    const row = this.asked.get(frame.ref);
    this.asked.delete(frame.ref);
    markOwn(row, frame.mine || []);
  }
}
