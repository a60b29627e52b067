/**
 * <error-summary>: takes focus when the page opens, and its links put focus into the field they name.
 */

class ErrorSummary extends HTMLElement {
  connectedCallback() {
    this.focus();
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      const field = link && document.getElementById(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      (field.closest("fieldset, .field") || field).scrollIntoView();
      field.focus({ preventScroll: true });
    });
  }
}

customElements.define("error-summary", ErrorSummary);
