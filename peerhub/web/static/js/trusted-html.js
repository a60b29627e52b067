/**
 * The page's only door for HTML: the Trusted Types policy "peerhub".
 * It passes nothing but the `html` of message frames, which the server made and cleaned
 * (core/text.py). Never give it anything built in the browser.
 */

const policy = window.trustedTypes
  ? window.trustedTypes.createPolicy("peerhub", { createHTML: (html) => html })
  : { createHTML: (html) => html };

/** Put a frame's own HTML into an element. Takes the frame, not a string, so nothing else fits. */
export function fillWithMessage(element, message) {
  element.innerHTML = policy.createHTML(String(message.html || ""));
}
