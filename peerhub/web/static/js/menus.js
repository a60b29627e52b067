/**
 * Menus made of <details data-menu>: one open at a time, closed by Escape or by a click elsewhere.
 * They open and close without this; it must never move focus that is not inside the menu.
 */

function openMenus() {
  return Array.from(document.querySelectorAll("details[data-menu][open]"));
}

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  }
});
