/**
 * What goes with a message besides its words: the message it answers, the side conversation it is
 * part of, its content note. Reads and clears the form's fields; sends nothing.
 */

/** A client id: never used before, on any device. */
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function readExtras(form, id, body) {
  const extras = {};
  if (form.elements.thread.value) extras.thread = form.elements.thread.value;
  if (form.elements.reply_to.value) extras.reply_to = form.elements.reply_to.value;
  const kind = form.elements.note_kind;
  const name = kind.value ? kind.selectedOptions[0].textContent : "";
  const words = form.elements.note_words.value.trim();
  const warning = name && words ? name + ": " + words : name || words;
  if (warning) extras.warning = warning;
  return Object.assign({ id, body }, extras);
}

export function clearExtras(form) {
  form.elements.note_kind.value = "";
  form.elements.note_words.value = "";
  form.querySelector(".composer__note").open = false;
  answerRow(form, null, "");
}

/** From the first @ on, names are offered under the box; until then nothing is loaded for it. */
export function offerNames(box) {
  const wait = async () => {
    if (box.value.indexOf("@") < 0) return;
    box.removeEventListener("input", wait);
    new (await import("./name-offers.js")).NameOffers(box);
  };
  box.addEventListener("input", wait);
}

/** From now on the form answers this row; null: none. */
export function answerRow(form, row, words) {
  form.elements.reply_to.value = row ? row.dataset.id : "";
  const line = form.querySelector("[data-reply]");
  line.hidden = !row;
  if (!row) return;
  const name = row.querySelector("[data-slot=author]").textContent;
  line.querySelector("[data-reply-words]").textContent = words.replace("{name}", name);
}
