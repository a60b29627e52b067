/**
 * <message-composer>: the form under a room. Sends what is written under a client id of its own, one
 * after the other, again under the same id after a loss, and says so in the log. Keeps words in memory
 * only. Where no socket ever opened, the form goes the plain way, by POST.
 */

import { answerRow, clearExtras, freshId, offerNames, readExtras } from "./composer-fields.js";
import { freshRef, isReady, listen, send } from "./hub-socket.js";
import { setState } from "./message-row.js";

const ASK_AGAIN_AFTER = 15000;

class MessageComposer extends HTMLElement {
  connectedCallback() {
    if (this.form) return;
    this.form = this.querySelector("form");
    this.box = this.form.querySelector("textarea");
    this.log = document.querySelector("room-log");
    if (this.log.dataset.live !== "yes") return;
    this.queue = []; // {said, row}: the first is on its way
    this.unsent = new Map(); // client id -> the same, when it could not be sent
    this.ref = null;
    offerNames(this.box);
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("input", () => this.grow());
    this.log.addEventListener("click", (event) => this.act(event));
    this.form.querySelector("[data-reply-drop]").addEventListener("click", (event) => {
      event.preventDefault();
      this.answer(null);
    });
    listen("ready", () => this.begin());
    listen("down", () => this.interrupted());
    listen("ended", () => (this.live = false));
    listen("ack", (frame) => frame.ref === this.ref && this.stored(frame));
    listen("error", (frame) => frame.ref === this.ref && this.ref && this.refused(frame));
    if (isReady()) this.begin();
  }

  /** Answer a message of the log; null: none. */
  answer(row) {
    answerRow(this.form, row, this.log.dataset.sayAnswers);
    this.box.focus();
  }

  begin() {
    this.live = true;
    this.sendFirst();
  }

  interrupted() {
    clearTimeout(this.timer);
    this.ref = null;
    if (this.queue.length) setState(this.queue[0].row, "sending", this.log.dataset.sayWaiting);
  }

  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.form.querySelector("[type=submit]").click();
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = this.box.scrollHeight + 2 + "px";
  }

  submit(event) {
    if (!this.live || this.form.elements.file.value || this.form.elements.files) return;
    event.preventDefault();
    const body = this.box.value.trim();
    if (!body) return;
    const said = readExtras(this.form, freshId(), body);
    const row = this.log.pend(said);
    if (!isReady()) setState(row, "sending", this.log.dataset.sayWaiting);
    this.queue.push({ said, row });
    this.box.value = "";
    this.box.dispatchEvent(new Event("input", { bubbles: true })); // it shrinks, and its draft ends
    clearExtras(this.form);
    this.box.focus();
    if (this.queue.length === 1) this.sendFirst();
  }

  sendFirst() {
    clearTimeout(this.timer);
    const first = this.queue[0];
    if (!first) return this.help && location.assign(this.help);
    this.ref = freshRef();
    const sent = send(Object.assign({ type: "post", ref: this.ref, room: this.log.dataset.room }, first.said));
    setState(first.row, "sending", sent ? this.log.dataset.saySending : this.log.dataset.sayWaiting);
    if (sent) this.again(ASK_AGAIN_AFTER);
  }

  again(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => isReady() && this.sendFirst(), milliseconds);
  }

  next() {
    this.ref = null;
    this.queue.shift();
    this.sendFirst();
  }

  stored(ack) {
    this.help = ack.help || this.help;
    const row = this.queue[0].row;
    if (row.classList.contains("message--sending")) {
      row.id = "m-" + ack.id;
      row.dataset.id = ack.id;
      setState(row, ack.held ? "held" : "", ack.held ? this.log.dataset.sayHeld : "");
      if (ack.seq) {
        row.dataset.created = ack.seq;
        this.log.list.place(row);
      }
    }
    this.next();
  }

  refused(error) {
    const first = this.queue[0];
    if (error.code === "rate_limited" || error.code === "unavailable") {
      setState(first.row, "sending", error.detail || this.log.dataset.sayWaiting);
      return this.again((error.retry_after || 5) * 1000);
    }
    setState(first.row, "unsent", this.log.dataset.sayUnsent + " " + (error.detail || ""));
    this.unsent.set(first.said.id, first);
    this.next();
  }

  /** "Try again" and "Delete" on a row that was not sent. */
  act(event) {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    const row = button.closest(".message");
    const item = this.unsent.get(row.dataset.client);
    this.unsent.delete(row.dataset.client);
    if (item && button.dataset.act === "again") {
      this.queue.push(item);
      setState(row, "sending", this.log.dataset.saySending);
      if (this.queue.length === 1) this.sendFirst();
    } else {
      this.log.list.remove(row);
    }
    this.box.focus();
  }
}

customElements.define("message-composer", MessageComposer);
