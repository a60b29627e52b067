/**
 * <room-log>: keeps a room's list of messages true while it is open.
 * receive() replaces the row with the same id or client id, or places a new one by the order of
 * creation; a hidden message gets no row. Never moves what someone is reading.
 */

import { Announcer } from "./announcer.js";
import { ConnectionBanner } from "./connection-banner.js";
import { MessageActions } from "./message-actions.js";
import { MessageList } from "./message-list.js";
import { countReply, fillQuote, markOwn } from "./message-parts.js";
import { clockFor, fillRow, setState } from "./message-row.js";
import { ReadMarks } from "./read-marks.js";
import { RoomSocket } from "./room-socket.js";

const NEAR_THE_END = 160;

class RoomLog extends HTMLElement {
  connectedCallback() {
    if (this.list || this.dataset.live !== "yes") return;
    this.clock = clockFor(document.documentElement.lang || "en-GB", this.dataset.zone);
    this.list = new MessageList(this.querySelector("ol"), this.clock);
    this.template = this.querySelector("template");
    this.latest = this.querySelector("[data-latest]");
    this.announcer = new Announcer(this.querySelector("[data-announce]"), this.dataset, this.querySelector("[data-quiet]"));
    this.unseen = 0;
    this.latest.addEventListener("click", () => this.toTheEnd());
    window.addEventListener("scroll", () => this.atTheEnd() && this.seen(), { passive: true });
    this.actions = new MessageActions(this);
    this.marks = new ReadMarks(this.dataset.room, Number(this.dataset.read));
    document.addEventListener("visibilitychange", () => this.atTheEnd() && this.seen());
    this.banner = new ConnectionBanner(this);
    this.socket = new RoomSocket(this.dataset.room, Number(this.dataset.seq), this.dataset.epoch, {
      receive: (message, live) => this.receive(message, live),
      joined: (frame) => this.joined(frame),
      restart: (messages) => this.restart(messages),
      left: (frame) => this.banner.say(frame.detail || this.dataset.sayLeft, false),
    });
    if (!location.hash) this.toTheStart();
  }

  /** Show a message in its newest state. `live`: it happened now, so it may be announced. */
  receive(message, live) {
    if (!message.hidden && (message.thread || "") !== this.dataset.within) return this.aside(message, live);
    const author = message.author ? message.author.handle : this.dataset.me;
    const old = this.list.find(message, author);
    if (message.hidden) {
      if (old) this.list.remove(old);
      return;
    }
    if (!old && Number(message.created_seq) < Number(this.dataset.first)) return; // it is on an older page
    const reading = !this.atTheEnd();
    const row = old || this.newRow();
    const place = row.dataset.created;
    fillRow(row, message, this.dataset, this.clock);
    fillQuote(row, message, message.reply_to && this.list.find({ id: message.reply_to }, ""), this.dataset);
    if (!old || place !== row.dataset.created) this.list.place(row);
    else this.list.regroup(row);
    if (old) return;
    if (live && author !== this.dataset.me) this.arrived(message, reading);
    else if (!reading) this.toTheEnd();
  }

  /** Something was said in another part of this room: a side conversation, or the room itself. */
  aside(message, live) {
    const root = message.thread && this.list.find({ id: message.thread }, "");
    if (live && root && message.seq === message.created_seq) countReply(root, this.dataset);
  }

  joined(frame) {
    for (const row of this.list.rows()) markOwn(row, (frame.mine || {})[row.dataset.id] || []);
    this.showHeld((frame.held || []).filter((message) => (message.thread || "") === this.dataset.within));
  }

  arrived(message, reading) {
    this.announcer.add(message);
    if (!reading && !document.hidden) {
      this.toTheEnd();
      return;
    }
    this.unseen += 1;
    this.latest.hidden = false;
    this.latest.textContent = this.dataset.sayNew.replace("{n}", this.unseen);
    this.marks.unseen(this.unseen);
  }

  /** Exactly these of one's own wait; a row that no longer does is shown again by the catching up. */
  showHeld(held) {
    const ids = held.map((message) => String(message.id));
    for (const row of this.list.rows()) {
      if (row.classList.contains("message--held") && ids.indexOf(row.dataset.id) < 0) this.list.remove(row);
    }
    for (const message of held) {
      const author = message.author || { handle: this.dataset.me, name: this.dataset.myName };
      this.receive(Object.assign({}, message, { author, held: true }), false);
    }
  }

  /** After a restored backup or a long absence: this page of messages and nothing older. */
  restart(messages) {
    this.list.clear();
    this.dataset.first = messages.length ? messages[0].created_seq : 0;
    for (const message of messages) this.receive(message, false);
  }

  /** A row for words on their way, under the client id that they are sent with. */
  pend(said) {
    const row = this.newRow();
    const author = { handle: this.dataset.me, name: this.dataset.myName };
    const message = { client_id: said.id, author, body: said.body, at: new Date().toISOString() };
    fillRow(row, message, this.dataset, this.clock);
    setState(row, "sending", this.dataset.saySending);
    this.list.place(row);
    this.toTheEnd();
    return row;
  }

  newRow() {
    const empty = this.querySelector("[data-empty]");
    if (empty) empty.remove();
    return this.template.content.firstElementChild.cloneNode(true);
  }

  atTheEnd() {
    return this.list.list.getBoundingClientRect().bottom < window.innerHeight + NEAR_THE_END;
  }

  toTheStart() {
    const fresh = this.querySelector(".divider--new");
    if (fresh) fresh.scrollIntoView();
    else this.toTheEnd();
  }

  toTheEnd() {
    window.scrollTo(0, document.documentElement.scrollHeight);
    this.seen();
  }

  seen() {
    this.unseen = 0;
    this.latest.hidden = true;
    this.marks.unseen(0);
    if (!document.hidden && !this.dataset.within) this.marks.reach(this.socket ? this.socket.seq : 0);
  }
}

customElements.define("room-log", RoomLog);
