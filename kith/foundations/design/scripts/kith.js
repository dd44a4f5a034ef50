// Everything here is a convenience: every page works without it.
import { keepDrafts } from "./drafts.js";
import "./partial.js";
import { reachSearch } from "./search.js";

document.documentElement.classList.add("js-enabled");
reachSearch();
keepDrafts();
guardDoubleClicks();
focusErrors();

// A second click on the same button within a second is a slip of the hand, not a second wish.
function guardDoubleClicks() {
  const last = new WeakMap();
  document.addEventListener("submit", (event) => {
    const now = Date.now();
    if (now - (last.get(event.target) || 0) < 1000) event.preventDefault();
    else last.set(event.target, now);
  });
}

function focusErrors() {
  const summary = document.querySelector(".govuk-error-summary");
  if (!summary) return;
  summary.setAttribute("tabindex", "-1");
  summary.focus();
}
