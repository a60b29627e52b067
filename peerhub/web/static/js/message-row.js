/**
 * One message as a row of the log: filled from a frame, into the template that the page's own rows
 * were made from. Never decides where a row goes or whether it is shown.
 */

import { fillLinks, fillReactions, say, slots } from "./message-parts.js";
import { fillWithMessage } from "./trusted-html.js";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const STATES = ["held", "sending", "unsent", "stone"];
const SAME_BREATH = 5 * 60 * 1000; // as in rooms/_message.html: what follows within it needs no new name

/** Ways to write times, in the page's language and the hub's zone. */
export function clockFor(language, zone) {
  const time = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit", hour12: true, timeZone: zone });
  const date = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: zone });
  return {
    clock: (at) => time.format(at).replace(":00", "").replace(/\s/g, "").toLowerCase(),
    day: (at) => date.format(at),
  };
}

/** Fill a row with a message in its newest state. `words` are the log's data-say-* sentences. */
export function fillRow(row, message, words, clock) {
  const author = message.author || { handle: "", name: "" };
  const at = new Date(message.at);
  const letter = author.name.trim().slice(0, 1);
  if (message.id) {
    row.id = "m-" + message.id;
    row.dataset.id = message.id;
  }
  if (message.client_id) row.dataset.client = message.client_id;
  row.dataset.created = message.created_seq || "";
  row.dataset.author = author.handle;
  row.dataset.at = message.at;
  for (const avatar of slots(row, "avatar")) {
    avatar.textContent = letter;
    avatar.dataset.hue = (LETTERS.indexOf(letter.toLowerCase()) + 6) % 6;
  }
  say(row, "author", author.name);
  say(row, "place", author.organisation ? author.organisation.name || author.organisation : "");
  for (const time of slots(row, "time")) {
    time.dateTime = message.at;
    time.title = clock.day(at) + ", " + clock.clock(at);
    time.textContent = clock.clock(at);
  }
  say(row, "about", " " + words.sayAbout.replace("{name}", author.name).replace("{time}", clock.clock(at)));
  for (const link of slots(row, "report")) link.href = link.dataset.base + encodeURIComponent(message.id || "");
  fillLinks(row, message, words);
  fillBody(row, message, words, author);
  fillReactions(row, message.reactions || {});
}

function fillBody(row, message, words, author) {
  const stone = message.removed || message.withdrawn;
  const body = slots(row, "body")[0];
  if (stone) body.textContent = stoneWords(message, words, author);
  else if (message.html === undefined) body.textContent = message.body;
  else fillWithMessage(body, message);
  for (const note of slots(row, "note")) {
    note.hidden = !message.warning || Boolean(stone);
    slots(note, "warning")[0].textContent = words.sayNote.replace("{words}", message.warning || "");
    const said = message.warning || "";
    if (words.opens && words.opens.split("\n").some((kind) => said === kind || said.startsWith(kind + ": "))) note.open = true;
    if (note.hidden) note.after(body);
    else note.append(body);
  }
  body.classList.toggle("message__typed", message.html === undefined && !stone);
  say(row, "edited", message.edited && !stone ? words.sayEdited : "");
  for (const menu of slots(row, "menu")) menu.hidden = Boolean(stone) || !message.id;
  setState(row, stone ? "stone" : message.held ? "held" : "", message.held ? words.sayHeld : "");
}

function stoneWords(message, words, author) {
  if (message.withdrawn) return words.sayWithdrawn.replace("{name}", author.name);
  const reason = typeof message.removed === "string" ? message.removed : "";
  return reason ? words.sayRemovedWhy.replace("{reason}", reason) : words.sayRemoved;
}

/** Mark a row as "held", "sending", "unsent" or "stone" ("" for none), with words beside it. */
export function setState(row, state, words) {
  for (const name of STATES) row.classList.toggle("message--" + name, name === state);
  say(row, "state", words);
  for (const again of slots(row, "again")) again.hidden = state !== "unsent";
}

/** Does this row need no name of its own, because the one before is by the same hand, just now? */
export function follows(row, before) {
  return Boolean(
    before &&
      before.classList.contains("message") &&
      before.dataset.author === row.dataset.author &&
      !before.classList.contains("message--stone") &&
      !row.classList.contains("message--stone") &&
      new Date(row.dataset.at) - new Date(before.dataset.at) < SAME_BREATH
  );
}
