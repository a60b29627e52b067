/**
 * <show-password>: a button beside a password field that shows what is typed, and hides it again
 * before the form is sent, so that no browser keeps it as ordinary text.
 */

class ShowPassword extends HTMLElement {
  connectedCallback() {
    if (this.button) return;
    this.input = this.querySelector("input");
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button button--quiet";
    this.button.setAttribute("aria-controls", this.input.id);
    this.append(this.button);
    this.show(false);
    this.button.addEventListener("click", () => this.show(this.input.type === "password"));
    if (this.input.form) this.input.form.addEventListener("submit", () => this.show(false));
  }

  show(shown) {
    this.input.type = shown ? "text" : "password";
    this.button.textContent = shown ? this.dataset.hide : this.dataset.show;
    this.button.setAttribute("aria-label", this.button.textContent + ": " + this.dataset.about);
  }
}

customElements.define("show-password", ShowPassword);
