/**
 * The same frames where a network blocks WebSockets: one room by EventSource, what is said by POST.
 * Takes and gives what a socket would. It never comes back by itself: hub-socket.js decides how.
 */

const TYPES = ["joined", "message", "caught_up", "gap", "beat", "left", "typing", "presence", "notice", "close"];
const FIRST_WORD_WITHIN = 10000;
const SILENT_AT_MOST = 62500; // two beats and a half
const AGAIN_AFTER = 3; // seconds, where nobody answered
const OVER = 1000;

/** The HTTP door of each frame: method, path in the room, body. */
const DOORS = {
  post: (frame) => ["POST", "messages", without(frame, ["type", "ref", "room"])],
  read: (frame) => ["PUT", "read", { seq: frame.seq }],
  react: (frame) => [
    frame.on ? "PUT" : "DELETE",
    "messages/" + frame.message + "/reactions/" + encodeURIComponent(frame.emoji),
  ],
};

function without(frame, names) {
  const rest = Object.assign({}, frame);
  for (const name of names) delete rest[name];
  return rest;
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
    else if (frame.type in DOORS) this.ask(frame, ...DOORS[frame.type](frame));
    else return frame.type === "typing"; // a sign that may be lost
    return true;
  }

  join(frame) {
    this.stop();
    this.room = "/api/v1/rooms/" + encodeURIComponent(frame.room) + "/";
    const place = new URLSearchParams({ after: frame.after });
    if (frame.epoch) place.set("epoch", frame.epoch);
    this.source = new EventSource(this.room + "events?" + place);
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

  /** Say it by its own door; the answer comes as the frame that a socket would have brought. */
  async ask(frame, method, path, body) {
    let stored = false;
    let said = {};
    try {
      const headers = { Accept: "application/json", "Content-Type": "application/json" };
      if (frame.id) headers["Idempotency-Key"] = frame.id;
      const answer = await fetch(this.room + path, {
        method,
        credentials: "same-origin",
        headers,
        body: body && JSON.stringify(body),
      });
      stored = answer.ok;
      if (answer.status !== 204) said = await answer.json();
    } catch (error) {
      stored = false;
      said = { code: "unavailable", retry_after: AGAIN_AFTER };
    }
    if (frame.ref) this.heard(Object.assign({}, said, { type: stored ? "ack" : "error", ref: frame.ref }));
  }
}
