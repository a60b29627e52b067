/** Who on this page wants to hear which frames. */

const listeners = new Map(); // frame type, "open", "ready", "down" or "ended" -> Set of functions

export function tell(kind, detail) {
  for (const listener of Array.from(listeners.get(kind) || [])) listener(detail);
}

/**
 * Call `listener` for every frame of this type, or for "open" (a room can be joined), "ready", "down",
 * "ended". Returns an undo.
 */
export function listen(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(listener);
  return () => listeners.get(kind).delete(listener);
}
