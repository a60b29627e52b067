/**
 * "Exit this page": a link, or Shift three times within five seconds, hides the page at once, clears
 * what this site kept in the browser and goes to the link's address without leaving a way back.
 * Without script the link still works. Never asks "are you sure".
 */

const WITHIN = 5000;
const TITLE = document.title;

function forget() {
  try {
    sessionStorage.clear();
    localStorage.clear();
  } catch (error) {
    return; // storage is closed in this browser, so nothing was kept
  }
}

class ExitPage extends HTMLElement {
  connectedCallback() {
    this.presses = 0;
    this.alone = false; // was Shift pressed without another key?
    for (const link of document.querySelectorAll("[data-exit]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.leave();
      });
    }
    document.addEventListener("keydown", (event) => this.down(event));
    document.addEventListener("keyup", (event) => this.up(event));
    window.addEventListener("pageshow", () => this.reset());
  }

  down(event) {
    this.alone = event.key === "Shift";
    if (!this.alone && this.presses) this.reset();
  }

  up(event) {
    if (event.key !== "Shift" || !this.alone) return;
    this.alone = false;
    clearTimeout(this.timer);
    this.presses += 1;
    if (this.presses === 3) {
      this.leave();
      return;
    }
    this.textContent = this.presses === 1 ? this.dataset.two : this.dataset.one;
    if (this.presses === 1) this.started = Date.now();
    this.timer = setTimeout(() => this.expire(), Math.max(0, this.started + WITHIN - Date.now()));
  }

  expire() {
    this.presses = 0;
    this.textContent = this.dataset.late;
    this.timer = setTimeout(() => this.reset(), WITHIN);
  }

  reset() {
    clearTimeout(this.timer);
    this.presses = 0;
    this.textContent = "";
    document.documentElement.classList.remove("leaving");
    document.title = TITLE;
  }

  leave() {
    clearTimeout(this.timer);
    document.documentElement.classList.add("leaving");
    document.title = "…";
    this.textContent = this.dataset.leaving;
    document.dispatchEvent(new Event("leaving"));
    forget();
    location.replace(this.dataset.url);
  }
}

customElements.define("exit-page", ExitPage);
