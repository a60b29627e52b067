/**
 * The rows of a log in their order: find, place, take out, group by author, divide by day.
 * Knows rows and nothing of sockets; never fills a row.
 */

import { follows } from "./message-row.js";

function isMessage(row) {
  return Boolean(row) && row.classList.contains("message");
}

function numberOf(row) {
  return Number(row.dataset.created) || Infinity; // what still waits for its number stands last
}

export class MessageList {
  constructor(list, clock) {
    this.list = list;
    this.clock = clock;
  }

  rows() {
    return Array.from(this.list.children).filter(isMessage);
  }

  /** The row of this message: by its id, or by the client id that its author gave it. */
  find(message, author) {
    return this.rows().find(
      (row) =>
        (message.id && row.dataset.id === String(message.id)) ||
        (message.client_id && row.dataset.client === message.client_id && row.dataset.author === author)
    );
  }

  place(row) {
    const number = numberOf(row);
    const others = this.rows().filter((other) => other !== row);
    const before = others.reverse().find((other) => numberOf(other) <= number);
    if (before) before.after(row);
    else this.list.insertBefore(row, others.length ? others[others.length - 1] : null);
    if (before && !this.list.contains(row.nextElementSibling)) this.divide(before, row);
    this.regroup(row);
  }

  /** A line with the date, where the newest row is the first of its day. */
  divide(before, row) {
    const day = this.clock.day(new Date(row.dataset.at));
    if (day === this.clock.day(new Date(before.dataset.at))) return;
    const divider = document.createElement("li");
    const words = document.createElement("h2");
    divider.className = "divider";
    words.className = "divider__words";
    words.textContent = day;
    divider.append(words);
    row.before(divider);
  }

  regroup(row) {
    for (const each of [row, row.nextElementSibling]) {
      if (isMessage(each)) each.classList.toggle("message--follows", follows(each, each.previousElementSibling));
    }
  }

  remove(row) {
    const next = row.nextElementSibling;
    row.remove();
    if (next) this.regroup(next);
  }

  /** Take out all rows and dividers but those still on their way. */
  clear() {
    for (const row of Array.from(this.list.children)) {
      if (!row.classList.contains("message--sending") && !row.classList.contains("message--unsent")) row.remove();
    }
  }
}
