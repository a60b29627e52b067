/**
 * One room's stream over the page's connection: join with what we have, catch up, go on, repair holes.
 * Gives each new state of a message to `receive` in rising `seq`; it must never skip one that a
 * later state did not replace, and never touch the page.
 */

import { connect, freshRef, isReady, listen, send } from "./hub-socket.js";

const REJOIN_AFTER = 10000; // an unanswered join
const WORTH_PAGING = 1000; // a longer absence is better read from the newest page
const HOLD_AT_MOST = 2000; // frames kept while an absence is paged through

export class RoomSocket {
  /** `on` has receive(message, live), joined(frame), restart(messages), left(frame), refused(frame). */
  constructor(slug, seq, epoch, on) {
    Object.assign(this, { slug, seq, epoch, on });
    this.state = "away"; // away, joining, catching, paging, live, out
    this.ref = null;
    this.waiting = [];
    listen("open", () => this.join());
    listen("down", () => this.pause());
    listen("joined", (frame) => frame.ref === this.ref && this.joined(frame));
    listen("message", (frame) => frame.room === slug && this.message(frame));
    listen("caught_up", (frame) => frame.room === slug && this.caughtUp(frame));
    listen("gap", (frame) => frame.room === slug && this.gap(frame));
    listen("beat", (frame) => this.beat((frame.rooms || {})[slug]));
    listen("left", (frame) => frame.room === slug && this.left(frame));
    listen("error", (frame) => frame.ref && frame.ref === this.ref && this.refused(frame));
    connect();
    if (isReady()) this.join();
  }

  pause() {
    clearTimeout(this.timer);
    if (this.state !== "out") this.state = "away";
  }

  join() {
    if (this.state === "out") return;
    this.state = "joining";
    this.waiting = [];
    this.ref = freshRef();
    const frame = { type: "join", ref: this.ref, room: this.slug, after: this.seq };
    if (this.epoch) frame.epoch = this.epoch;
    if (!send(frame)) return;
    this.again(REJOIN_AFTER);
  }

  again(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => isReady() && this.join(), milliseconds);
  }

  joined(frame) {
    clearTimeout(this.timer);
    if ((this.epoch && frame.epoch !== this.epoch) || frame.seq < this.seq) {
      this.seq = 0; // a backup was restored: what we show may never have been
      this.on.restart([]);
    }
    this.epoch = frame.epoch;
    this.state = "catching";
    this.on.joined(frame);
  }

  message(frame) {
    if (this.state === "paging") {
      this.waiting.push(frame);
      if (this.waiting.length > HOLD_AT_MOST) this.join();
    } else if (this.state === "catching") {
      this.take(frame, false);
    } else if (this.state === "live" && frame.seq > this.seq) {
      if (frame.seq === this.seq + 1) this.take(frame, true);
      else this.join(); // a hole is a loss
    }
  }

  take(frame, live) {
    if (frame.seq <= this.seq) return;
    this.seq = frame.seq;
    this.on.receive(frame, live);
  }

  caughtUp(frame) {
    if (this.state !== "catching") return;
    this.seq = Math.max(this.seq, frame.seq);
    this.state = "live";
  }

  beat(seq) {
    if (this.state === "live" && seq > this.seq) this.join();
  }

  /** More was missed than the socket tells: fetch it over HTTP, then go on with what came meanwhile. */
  async gap(frame) {
    this.state = "paging";
    const ref = this.ref;
    try {
      if (frame.seq - this.seq > WORTH_PAGING) {
        const page = await this.fetchPage("");
        if (this.ref !== ref || this.state !== "paging") return;
        this.on.restart(page.slice().reverse());
        this.seq = Math.max(frame.seq, ...page.map((message) => message.seq));
      }
      while (this.seq < frame.seq) {
        const page = await this.fetchPage("?limit=100&after=" + this.seq);
        if (this.ref !== ref || this.state !== "paging") return;
        for (const message of page) this.take(message, false);
        if (page.length === 0) this.seq = frame.seq;
      }
    } catch (error) {
      if (this.ref === ref) this.again(5000);
      return;
    }
    this.state = "live";
    const waiting = this.waiting;
    this.waiting = [];
    for (const message of waiting) this.message(message);
  }

  async fetchPage(query) {
    const address = "/api/v1/rooms/" + encodeURIComponent(this.slug) + "/messages" + query;
    const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no page of messages: " + answer.status);
    return (await answer.json()).items;
  }

  left(frame) {
    clearTimeout(this.timer);
    this.state = "out";
    this.on.left(frame);
  }

  refused(frame) {
    if (frame.retry_after || frame.code === "rate_limited" || frame.code === "unavailable") {
      this.again((frame.retry_after || 5) * 1000);
      return;
    }
    this.left(frame);
  }
}
