/**
 * The page's one WebSocket, shared by everything on it that listens.
 * It opens, greets, comes back after a loss (full-jitter back-off) and tells what arrives.
 * It must never know what a frame means beyond `hello` and `beat`, nor keep anybody's words.
 */

const PROTOCOL = "peerhub.v1";
const LONGEST_WAIT = 30000;
const FIRST_WAIT = 500;
const GREETING_WITHIN = 15000;
const BEATS_MISSED = 2.5; // a beat comes every heartbeat; two lost ones and a half mean a dead line

const listeners = new Map(); // frame type, "ready", "down" or "ended" -> Set of functions
let socket = null;
let ready = false;
let wanted = false;
let ended = false; // signed out or suspended: coming back would only be refused
let attempts = 0;
let heartbeat = 25;
let retryTimer = 0;
let watchTimer = 0;
let nextRef = 0;

function tell(kind, detail) {
  for (const listener of Array.from(listeners.get(kind) || [])) listener(detail);
}

function watch(milliseconds) {
  clearTimeout(watchTimer);
  watchTimer = setTimeout(lost, milliseconds);
}

function lost(event) {
  clearTimeout(watchTimer);
  clearTimeout(retryTimer);
  const old = socket;
  socket = null;
  if (old) {
    old.onmessage = old.onclose = old.onerror = null;
    old.close();
  }
  const wasReady = ready;
  ready = false;
  if (event && event.code === 4001) {
    ended = true;
    tell("ended");
    return;
  }
  attempts += 1;
  tell("down", { wasReady, attempts });
  const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempts, 10));
  retryTimer = setTimeout(open, Math.random() * ceiling);
}

function received(event) {
  let frame;
  try {
    frame = JSON.parse(event.data);
  } catch (error) {
    return; // not ours to understand; the next beat repairs what it may have been
  }
  if (frame.type === "hello") {
    heartbeat = frame.heartbeat || heartbeat;
    ready = true;
    attempts = 0;
    clearTimeout(watchTimer);
    tell("hello", frame);
    tell("ready", frame);
    return;
  }
  if (frame.type === "beat") watch(heartbeat * BEATS_MISSED * 1000);
  tell(frame.type, frame);
}

function open() {
  if (socket || ended) return;
  const address = new URL("/ws", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  try {
    socket = new WebSocket(address.href, PROTOCOL);
  } catch (error) {
    socket = null;
    lost();
    return;
  }
  socket.onmessage = received;
  socket.onclose = lost;
  watch(GREETING_WITHIN);
}

function openNow() {
  if (!wanted || ready || ended) return;
  if (socket && socket.readyState === WebSocket.CONNECTING) return;
  clearTimeout(retryTimer);
  open();
}

/** Start the connection, once, however many ask. */
export function connect() {
  if (wanted) return;
  wanted = true;
  window.addEventListener("online", openNow);
  window.addEventListener("pageshow", openNow);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) openNow();
  });
  open();
}

/** Call `listener` for every frame of this type, or for "ready", "down", "ended". Returns an undo. */
export function listen(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(listener);
  return () => listeners.get(kind).delete(listener);
}

/** Send a frame; false when there is no greeted connection to send it on. */
export function send(frame) {
  if (!ready || socket.readyState !== WebSocket.OPEN) return false;
  socket.send(JSON.stringify(frame));
  return true;
}

/** A reference not used before on this page. */
export function freshRef() {
  nextRef += 1;
  return "r" + nextRef;
}

export function isReady() {
  return ready;
}
