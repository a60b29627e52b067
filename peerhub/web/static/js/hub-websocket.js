/**
 * One try at a WebSocket, and what it hears while it lives. Like hub-events.js it never comes back by
 * itself, and is told to its end once.
 */

const PROTOCOL = "peerhub.v1";
const GREETING_WITHIN = 6000; // some networks swallow the attempt without a word
const BEATS_MISSED = 2.5; // a beat comes every heartbeat; two lost ones and a half mean a dead line

export class HubWebSocket {
  /** `heard` gets every frame, `hello` first; `lost` is told once: (close code or 0). */
  constructor(heard, lost) {
    Object.assign(this, { heard, lost, timer: 0, heartbeat: 25 });
    const address = new URL("/ws", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    this.watch(GREETING_WITHIN);
    try {
      this.socket = new WebSocket(address.href, PROTOCOL);
    } catch (error) {
      this.watch(0);
      return;
    }
    this.socket.onmessage = (event) => this.take(event.data);
    this.socket.onclose = (event) => this.end(event.code);
  }

  take(text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch (error) {
      return; // not ours to understand; the next beat repairs what it may have been
    }
    if (frame.type === "hello") {
      this.heartbeat = frame.heartbeat || this.heartbeat;
      clearTimeout(this.timer);
    }
    if (frame.type === "beat") this.watch(this.heartbeat * BEATS_MISSED * 1000);
    this.heard(frame);
  }

  watch(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(0), milliseconds);
  }

  end(code) {
    clearTimeout(this.timer);
    if (this.socket) {
      this.socket.onmessage = this.socket.onclose = null;
      this.socket.close();
    }
    this.lost(code);
  }

  send(frame) {
    if (this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }
}
