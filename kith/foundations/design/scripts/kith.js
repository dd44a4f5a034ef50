// Everything here is a convenience: every page works without it.
import { keepDrafts } from "./drafts.js";
import "./partial.js";
import { offerPasskeys } from "./passkeys.js";
import { offerToShowPasswords } from "./passwords.js";
import { forgetTyped, standInHistory } from "./posted.js";
import { reachSearch } from "./search.js";

document.documentElement.classList.add("js-enabled");
reachSearch();
keepDrafts();
standInHistory();
const signOut = document.querySelector("form[data-sign-out]");
if (signOut) signOut.addEventListener("submit", forgetTyped);
else forgetTyped();  // nobody is signed in any more: whoever signs in next in this window may be another
offerToShowPasswords();
offerPasskeys();
guardDoubleClicks();
focusNews();
centrePictures();

// A second click on the same button within a second is a slip of the hand, not a second wish.
function guardDoubleClicks() {
  const last = new WeakMap();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const now = Date.now();
    if (now - (last.get(event.target) || 0) < 1000) event.preventDefault();
    else last.set(event.target, now);
  });
}

// A picture that is wider than the window opens at whom it is about.
function centrePictures() {
  for (const box of document.querySelectorAll("[data-centre]")) box.scrollLeft = box.dataset.centre - box.clientWidth / 2;
}

// What is wrong, or what was done, is read out first.
function focusNews() {
  const news = document.querySelector(".govuk-error-summary, .govuk-notification-banner[role=alert]");
  if (!news) return;
  news.setAttribute("tabindex", "-1");
  news.focus();
}
