/**
 * The same frames where a network blocks WebSockets: one room by EventSource, what is said by POST.
 * Takes and gives what a socket would. It never comes back by itself: hub-socket.js decides how.
 */

const TYPES = ["joined", "message", "caught_up", "gap", "beat", "left", "typing", "presence", "notice", "close"];
const FIRST_WORD_WITHIN = 10000;
const SILENT_AT_MOST = 62500; // two beats and a half
const AGAIN_AFTER = 3; // seconds, where nobody answered
const OVER = 1000;

function addressOf(room, what) {
  return "/api/v1/rooms/" + encodeURIComponent(room) + "/" + what;
}

export class HubEvents {
  /** `heard` gets every frame, `lost` is told once when the stream is gone: (code or 0). */
  constructor(heard, lost) {
    Object.assign(this, { heard, lost, source: null, timer: 0 });
  }

  /** Whether a room asked to be told; a page without one has nothing to stream. */
  get isUsed() {
    return this.source !== null;
  }

  send(frame) {
    if (frame.type === "join") this.join(frame);
    else if (frame.type === "post") this.post(frame);
    else return false;
    return true;
  }

  join(frame) {
    this.stop();
    const place = new URLSearchParams({ after: frame.after });
    if (frame.epoch) place.set("epoch", frame.epoch);
    this.source = new EventSource(addressOf(frame.room, "events") + "?" + place);
    for (const type of TYPES) {
      this.source.addEventListener(type, (event) => this.take(JSON.parse(event.data), frame.ref));
    }
    this.source.onerror = () => this.end(0);
    this.watch(FIRST_WORD_WITHIN);
  }

  take(frame, ref) {
    if (frame.type === "close") {
      this.end(frame.code);
      return;
    }
    this.watch(SILENT_AT_MOST);
    this.heard(frame.type === "joined" ? Object.assign(frame, { ref }) : frame);
  }

  watch(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(0), milliseconds);
  }

  end(code) {
    this.stop();
    if (code !== OVER) this.lost(code); // else the room was left: there is nothing to come back to
  }

  stop() {
    clearTimeout(this.timer);
    if (this.source) this.source.close();
  }

  async post(frame) {
    let stored = false;
    let said;
    try {
      const answer = await fetch(addressOf(frame.room, "messages"), {
        method: "POST",
        credentials: "same-origin",
        headers: { Accept: "application/json", "Content-Type": "application/json", "Idempotency-Key": frame.id },
        body: JSON.stringify({ id: frame.id, body: frame.body, reply_to: frame.reply_to, warning: frame.warning }),
      });
      stored = answer.ok;
      said = await answer.json();
    } catch (error) {
      stored = false;
      said = { code: "unavailable", retry_after: AGAIN_AFTER };
    }
    this.heard(Object.assign({}, said, { type: stored ? "ack" : "error", ref: frame.ref }));
  }
}
