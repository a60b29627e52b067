/**
 * Says in words that a room is not connected, once that has lasted, and offers the plain refresh link
 * for as long. Never blinks for a short loss.
 */

import { isReady, listen } from "./hub-socket.js";

const SAY_OFFLINE_AFTER = 5000;

export class ConnectionBanner {
  /** `log`: the <room-log>, with its data-say-* words, [data-banner] and [data-refresh]. */
  constructor(log) {
    this.element = log.querySelector("[data-banner]");
    this.refresh = log.querySelector("[data-refresh]");
    this.timer = 0;
    listen("down", () => {
      if (!this.timer) this.timer = setTimeout(() => this.say(log.dataset.sayOffline, false), SAY_OFFLINE_AFTER);
    });
    listen("ready", () => this.say("", true));
    listen("ended", () => this.say(log.dataset.sayEnded, false));
    if (isReady()) this.say("", true);
  }

  say(words, connected) {
    clearTimeout(this.timer);
    this.timer = 0;
    this.element.textContent = words;
    this.refresh.hidden = connected;
  }
}
