/**
 * <draft-keeper>: tells the server what stands in its form, a second after somebody stops to write,
 * so that no device loses it. Keeps nothing here. An exit takes the draft along.
 */

const IDLE = 1000;
const WORDS = ["title", "body"];

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.kept = String(this.said());
    this.form.addEventListener("input", () => this.later());
    document.addEventListener("leaving", () => this.keep(this.said("")));
  }

  /** What the server is told; with `words` in place of what stands there. */
  said(words) {
    const said = new URLSearchParams();
    for (const name of [...WORDS, "thread"]) {
      const field = this.form.elements[name];
      if (field) said.set(name, WORDS.includes(name) ? (words ?? field.value) : field.value);
    }
    return said;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(this.said()), IDLE);
  }

  keep(said) {
    clearTimeout(this.timer);
    if (String(said) === this.kept) return;
    this.kept = String(said);
    navigator.sendBeacon(this.dataset.url, said);
  }
}

customElements.define("draft-keeper", DraftKeeper);
