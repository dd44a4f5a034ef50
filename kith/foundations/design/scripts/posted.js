// A page that answers what was sent (something was missing, something is asked) would make the browser ask "send it again?" when one comes back to it.
// Its place in the history becomes the page where the form is: it is asked for anew, by whoever is signed in by then, and filled with what stood here.
const KEPT = "typed:";
const NOT_KEPT = ["password", "file", "hidden", "submit"];

export function standInHistory() {
  const form = document.querySelector("main form[method=post]:not([data-autosave-url])");
  const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (document.documentElement.dataset.posted !== undefined) {
    history.replaceState(null, "", whereTheFormIs());
    if (form) keepOnLeaving(form);
  } else if (form && cameBack) {
    fillIn(form);
  }
}

// A form without an address of its own is sent to where it stands; any other was sent from the page before.
function whereTheFormIs() {
  const ownAddress = document.querySelector("main form[method=post]:not([action])");
  return !ownAddress && document.referrer.startsWith(location.origin + "/") ? document.referrer : location.href;
}

function keepOnLeaving(form) {
  let sent = false;
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pagehide", () => {
    if (sent) sessionStorage.removeItem(KEPT + location.href);
    else sessionStorage.setItem(KEPT + location.href, new URLSearchParams(words(form)).toString());
  });
}

function words(form) {
  return [...new FormData(form)].filter(([name]) => {
    const field = form.elements[name];
    return !NOT_KEPT.includes((field instanceof RadioNodeList ? field[0] : field).type);
  });
}

function fillIn(form) {
  const kept = sessionStorage.getItem(KEPT + location.href);
  if (kept === null) return;
  sessionStorage.removeItem(KEPT + location.href);
  const said = new URLSearchParams(kept);
  for (const field of form.elements) {
    if (!field.name || NOT_KEPT.includes(field.type)) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = said.getAll(field.name).includes(field.value);
    else if (said.has(field.name)) field.value = said.get(field.name);
  }
  keepOnLeaving(form);
}

// Whoever signs out, or whose session has ended, leaves nothing of what they typed.
export function forgetTyped() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key);
}
