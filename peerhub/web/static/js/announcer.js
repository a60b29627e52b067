/**
 * Says what arrives to those who hear the page: one message in words, a burst as a number.
 * Never interrupts, never repeats one's own words.
 */

const GATHER = 1200;
const LONGEST = 200;

export class Announcer {
  constructor(element, words) {
    this.element = element;
    this.words = words;
    this.gathered = [];
    this.timer = 0;
  }

  add(message) {
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
