/**
 * The page's one connection, shared by everything on it that listens: a WebSocket, or where that does
 * not open, events, until it does. It comes back after a loss (full-jitter back-off), says nothing of
 * the change, and tells what arrives. It must never keep anybody's words.
 */

import { listen, tell } from "./frame-listeners.js";
import { HubWebSocket } from "./hub-websocket.js";

export { listen };

const LONGEST_WAIT = 30000;
const FIRST_WAIT = 500;
const SOCKET_AGAIN = 15000; // while events serve; doubled at each failure
const SOCKET_AGAIN_MOST = 600000;
const SIGNED_OUT = 4001;

let socket = null; // tried or open
let events = null; // in its place
let ready = false;
let wanted = false;
let ended = false; // signed out or suspended: coming back would only be refused
let attempts = 0;
let socketAgain = SOCKET_AGAIN;
let retryTimer = 0;
let nextRef = 0;

function retry(how, milliseconds) {
  clearTimeout(retryTimer);
  retryTimer = setTimeout(how, milliseconds);
}

function wait() {
  return Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempts, 10));
}

function up() {
  ready = true;
  attempts = 0;
  tell("ready");
}

/** The line is gone; true if it had been up. */
function down() {
  const wasReady = ready;
  ready = false;
  attempts += 1;
  tell("down", { wasReady, attempts });
  return wasReady;
}

function end() {
  ended = true;
  clearTimeout(retryTimer);
  tell("ended");
}

function openSocket() {
  if (!socket && !ended) socket = new HubWebSocket(heardBySocket, lostSocket);
}

function heardBySocket(frame) {
  if (frame.type === "hello") {
    if (events) {
      events.stop();
      events = null;
      down(); // for no longer than this turn: what was on its way is asked for again
    }
    socketAgain = SOCKET_AGAIN;
    ready = true; // a join goes out at once
    tell("open");
    up();
  }
  tell(frame.type, frame);
}

function lostSocket(code) {
  socket = null;
  if (code === SIGNED_OUT) end();
  else if (events) trySocketLater();
  else if (down()) retry(openSocket, wait());
  else openEvents();
}

function trySocketLater() {
  retry(openSocket, socketAgain * (0.5 + Math.random()));
  socketAgain = Math.min(socketAgain * 2, SOCKET_AGAIN_MOST);
}

/** Loaded when it is needed: most networks let sockets through. */
async function openEvents() {
  const module = await import("./hub-events.js").catch(() => null);
  if (ended || events || ready) return;
  if (module) {
    events = new module.HubEvents(heardByEvents, lostEvents);
    tell("open");
    if (events.isUsed) {
      trySocketLater();
      return;
    }
    events = null; // no room on this page
  }
  retry(openSocket, wait());
}

function heardByEvents(frame) {
  if (frame.type === "joined" && !ready) up();
  tell(frame.type, frame);
}

function lostEvents(code) {
  events = null;
  const wasReady = down();
  if (code === SIGNED_OUT) end();
  else if (!socket) retry(wasReady ? openEvents : openSocket, wait());
}

/** Start the connection, once, however many ask. */
export function connect() {
  if (wanted) return;
  wanted = true;
  const openNow = () => ready || openSocket();
  window.addEventListener("online", openNow);
  window.addEventListener("pageshow", openNow);
  document.addEventListener("visibilitychange", () => document.hidden || openNow());
  openSocket();
}

/** Send a frame; false when there is no connection to send it on. */
export function send(frame) {
  if (events) return events.send(frame);
  return ready && socket.send(frame);
}

/** A reference not used before on this page. */
export function freshRef() {
  nextRef += 1;
  return "r" + nextRef;
}

export function isReady() {
  return ready;
}
