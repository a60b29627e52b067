/**
 * The parts of a message's row around its words: addresses, reactions, what it answers, how many
 * answered it. Knows rows and nothing of sockets.
 */

export function slots(row, name) {
  return Array.from(row.querySelectorAll('[data-slot="' + name + '"]'));
}

export function say(row, name, words) {
  for (const slot of slots(row, name)) {
    slot.textContent = words;
    slot.hidden = !words;
  }
}

/** The addresses of what one can do with it: its own page, to answer it, to change it. */
export function fillLinks(row, message, words) {
  const room = "/rooms/" + words.room;
  const page = room + "/messages/" + (message.id || "");
  for (const link of slots(row, "link")) link.href = room + "?at=" + (message.id || "") + "#m-" + (message.id || "");
  for (const name of ["page", "replies"]) for (const link of slots(row, name)) link.href = page;
  for (const link of row.querySelectorAll("[data-act=react], [data-act=toggle]")) link.href = page + "#reactions";
  for (const link of row.querySelectorAll("[data-act=reply]")) link.href = "?reply=" + (message.id || "") + "#f-body";
  for (const link of slots(row, "edit")) link.href = page + "/edit";
  for (const link of slots(row, "withdraw")) link.href = page + "#take-back";
  for (const item of slots(row, "own")) item.hidden = !message.author || message.author.handle !== words.me;
}

/** How many reacted how. The row keeps whether one's own is among them. */
export function fillReactions(row, counts) {
  for (const list of slots(row, "reactions")) {
    for (const pill of list.children) {
      pill.querySelector("[data-count]").textContent = counts[pill.dataset.emoji] || "";
      pill.hidden = !counts[pill.dataset.emoji];
    }
    list.hidden = !Object.keys(counts).length;
  }
  markOwn(row, row.dataset.mine ? row.dataset.mine.split(" ") : []);
}

/** One's own reactions, as the server said them: pressed buttons. */
export function markOwn(row, emojis) {
  row.dataset.mine = emojis.join(" ");
  for (const list of slots(row, "reactions")) {
    for (const pill of list.children) {
      const own = emojis.indexOf(pill.dataset.emoji) >= 0;
      pill.classList.toggle("pill--mine", own);
      pill.setAttribute("role", "button");
      pill.setAttribute("aria-pressed", String(own));
    }
  }
}

/** Show all reactions, to choose one. `blank` is the row of the template. */
export function openReactions(row, blank) {
  const list = slots(row, "reactions")[0];
  const counts = {};
  for (const pill of list.children) counts[pill.dataset.emoji] = pill.querySelector("[data-count]").textContent;
  const all = slots(blank, "reactions")[0].cloneNode(true);
  list.replaceChildren(...all.children);
  fillReactions(row, counts);
  for (const pill of list.children) pill.hidden = false;
  list.hidden = false;
  list.firstElementChild.focus();
}

/** One more stands in the side conversation that grew from this row. */
export function countReply(row, words) {
  for (const link of slots(row, "replies")) {
    link.dataset.n = Number(link.dataset.n || 0) + 1;
    link.textContent = words.sayReplies.replace("{n}", link.dataset.n);
  }
  for (const aside of slots(row, "aside")) aside.hidden = false;
}

/** What it answers: name and words of a row on this page, or the way to an older one. */
export function fillQuote(row, message, answered, words) {
  for (const quote of slots(row, "quote")) {
    quote.hidden = !message.reply_to;
    if (!message.reply_to) continue;
    const link = document.createElement("a");
    link.href = "/rooms/" + words.room + "?at=" + message.reply_to + "#m-" + message.reply_to;
    const name = answered && slots(answered, "author")[0].textContent;
    link.textContent = name ? words.sayAnswers.replace("{name}", name) : words.sayAnswersOlder;
    const body = answered && !answered.querySelector("[data-slot=note]:not([hidden])") && slots(answered, "body")[0];
    quote.replaceChildren(link, " " + (body ? body.textContent.trim().slice(0, 120) : ""));
  }
}
