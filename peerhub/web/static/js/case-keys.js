/**
 * Single keys on the page of a case, for whoever has turned them on; loaded for nobody else. A key
 * does what a click would, on what the page has anyway. It never acts while somebody is writing, and
 * never decides: the last step is always a button.
 */

const PLACES = {
  j: ".queue__list .queue__link",
  q: ".case .meta a[href='/moderation']",
  c: "form[action$='/claim'] button, form[action$='/unclaim'] button",
  s: ".case__see",
  w: "#f-reason",
  n: "#f-text",
};

function isWriting(target) {
  return target.closest("textarea, select, input:not([type=radio]):not([type=checkbox])") !== null;
}

function choose(number) {
  const choice = document.querySelectorAll("input[name=outcome]")[number - 1];
  if (!choice) return false;
  choice.focus();
  choice.click();
  return true;
}

function act(key) {
  if (key >= "1" && key <= "9") return choose(Number(key));
  const found = PLACES[key] && document.querySelector(PLACES[key]);
  if (!found) return false;
  if (found.matches("textarea")) found.focus();
  else found.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!isWriting(event.target) && act(event.key.toLowerCase())) event.preventDefault();
});
