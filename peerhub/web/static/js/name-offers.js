/**
 * Offers names while an @ and letters stand before the caret of a writing box: a list under it, chosen
 * by arrows and Enter, or by pointer; Escape closes it. The box stays a box of several lines (a
 * combobox has one), so the list is tied to it by aria-controls and aria-activedescendant, and what
 * was found is said once. Keeps nothing.
 */

const BEGUN = /(?:^|[^\p{L}\p{N}_@/.+-])@([\p{L}\p{N}_-]{1,40})$/u;
const IDLE = 150;

export class NameOffers {
  constructor(box) {
    this.box = box;
    this.items = [];
    this.chosen = 0;
    this.list = document.createElement("ul");
    this.list.id = "offers";
    this.list.className = "offers plain-list";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", box.dataset.sayOffers);
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    box.after(this.list, this.status);
    box.setAttribute("aria-autocomplete", "list");
    box.addEventListener("input", () => this.later());
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    this.list.addEventListener("click", (event) => this.point(event));
    this.later();
  }

  /** The letters after the @ that the caret stands behind; "" where there is none. */
  begun() {
    const found = BEGUN.exec(this.box.value.slice(0, this.box.selectionEnd));
    return found ? found[1] : "";
  }

  later() {
    clearTimeout(this.timer);
    if (this.begun()) this.timer = setTimeout(() => this.ask(), IDLE);
    else this.close();
  }

  async ask() {
    const begun = this.begun();
    if (!begun) return;
    const address = this.box.dataset.names + "?begun=" + encodeURIComponent(begun);
    const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    const items = answer && answer.ok ? (await answer.json()).items : [];
    if (begun !== this.begun() || document.activeElement !== this.box) return; // it went on meanwhile
    const whole = items.length === 1 && items[0].handle === begun.toLowerCase();
    if (items.length && !whole) this.open(items);
    else this.close();
  }

  open(items) {
    this.items = items;
    this.list.replaceChildren(...items.map((item, place) => this.option(item, place)));
    this.list.hidden = false;
    this.box.setAttribute("aria-controls", this.list.id);
    this.status.textContent = this.box.dataset.sayOffered.replace("{n}", items.length);
    this.move(0);
  }

  option(item, place) {
    const row = document.createElement("li");
    row.id = "offer-" + place;
    row.className = "offers__one";
    row.setAttribute("role", "option");
    const handle = document.createElement("span");
    handle.className = "meta";
    handle.textContent = "@" + item.handle;
    row.append(item.name + " ", handle);
    return row;
  }

  move(place) {
    this.chosen = (place + this.items.length) % this.items.length;
    Array.from(this.list.children).forEach((row, n) => row.setAttribute("aria-selected", String(n === this.chosen)));
    this.box.setAttribute("aria-activedescendant", "offer-" + this.chosen);
  }

  key(event) {
    if (this.list.hidden || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") this.move(this.chosen + 1);
    else if (event.key === "ArrowUp") this.move(this.chosen - 1);
    else if (event.key === "Enter") this.take(this.chosen);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  point(event) {
    const row = event.target.closest("li");
    if (row) this.take(Array.from(this.list.children).indexOf(row));
  }

  take(place) {
    const end = this.box.selectionEnd;
    const words = "@" + this.items[place].handle + " ";
    this.box.setRangeText(words, end - this.begun().length - 1, end, "end");
    this.close();
    this.box.dispatchEvent(new Event("input"));
  }

  close() {
    clearTimeout(this.timer);
    this.items = [];
    this.list.hidden = true;
    this.list.replaceChildren();
    this.status.textContent = "";
    this.box.removeAttribute("aria-controls");
    this.box.removeAttribute("aria-activedescendant");
  }
}
