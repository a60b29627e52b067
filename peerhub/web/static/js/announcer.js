/**
 * Says what arrives to those who hear the page: one message in words, a burst as a number.
 * Never interrupts, never repeats one's own words.
 */

const GATHER = 1200;
const LONGEST = 200;

export class Announcer {
  /** `quiet`: the button that stops and starts it; pressed, it says nothing. */
  constructor(element, words, quiet) {
    this.element = element;
    this.words = words;
    this.quiet = quiet;
    quiet.hidden = false;
    quiet.addEventListener("click", () => quiet.setAttribute("aria-pressed", String(!this.isQuiet())));
    this.gathered = [];
    this.timer = 0;
  }

  isQuiet() {
    return this.quiet.getAttribute("aria-pressed") === "true";
  }

  add(message) {
    if (this.isQuiet()) return;
    this.gathered.push(message);
    if (!this.timer) this.timer = setTimeout(() => this.speak(), GATHER);
  }

  speak() {
    const gathered = this.gathered;
    this.gathered = [];
    this.timer = 0;
    const only = gathered.length === 1 ? gathered[0] : null;
    this.element.textContent = only
      ? only.author.name + ": " + (only.warning || only.body || "").slice(0, LONGEST)
      : this.words.sayNew.replace("{n}", gathered.length);
  }
}
