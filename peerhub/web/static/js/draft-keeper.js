/**
 * <draft-keeper>: tells the server what stands in its form's box, a second after somebody stops to
 * write, so that no device loses it. Keeps nothing here. An exit takes the draft along.
 */

const IDLE = 1000;

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.box = this.form.querySelector("textarea");
    this.kept = this.box.value;
    this.box.addEventListener("input", () => this.later());
    document.addEventListener("leaving", () => this.keep(""));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(this.box.value), IDLE);
  }

  keep(body) {
    clearTimeout(this.timer);
    if (body === this.kept) return;
    this.kept = body;
    const said = new URLSearchParams({ body, thread: this.form.elements.thread.value });
    navigator.sendBeacon(this.dataset.url, said);
  }
}

customElements.define("draft-keeper", DraftKeeper);
