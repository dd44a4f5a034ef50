// Saves a draft on every pause, valid or not. What could not be saved is said beside the text, kept in this window and tried again.
const PAUSE = 1200, AGAIN = 5000, PATIENCE = 20000;
const CHOSEN = ["radio", "checkbox", "select-one"]; // a choice may change what is asked, so it is saved at once
const KEPT = "Your words are kept in this window";

export function keepDrafts() {
  const form = document.querySelector("form[data-autosave-url]");
  if (form) new Keeper(form).start();
  // On the page that compares two texts the server has both: what this window kept would come back as a third.
  const compared = document.querySelector("form[data-both-kept]");
  if (compared) sessionStorage.removeItem("draft:" + compared.dataset.bothKept);
  const signOut = document.querySelector("form[data-sign-out]");
  if (signOut) signOut.addEventListener("submit", forget);
}

// Whoever signs out leaves nothing of what they typed in the browser: the server has it.
function forget() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("draft:")) sessionStorage.removeItem(key);
}

// The token changes with each sign-in; a form that was open through one takes the new one from the cookie.
function token() {
  const found = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  return found ? found[1] : "";
}

class Keeper {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosaveUrl;
    this.status = document.querySelector("[data-autosave-status]");
    this.key = "draft:" + this.url;
    this.changed = false;
    this.saving = null;
    this.stopped = false;
  }

  start() {
    this.note = document.createElement("p");
    this.note.className = "kith-draft-trouble";
    this.note.setAttribute("aria-hidden", "true");
    if (this.status.dataset.autosaveStatus) this.say(this.status.dataset.autosaveStatus);  // true only with this script
    this.offerBack();
    this.form.addEventListener("input", () => this.touch());
    this.form.addEventListener("change", (event) => this.touch(CHOSEN.includes(event.target.type) ? 0 : PAUSE));
    this.form.addEventListener("focusin", () => this.beside());
    this.form.addEventListener("submit", (event) => this.send(event));
    document.addEventListener("visibilitychange", () => { if (document.hidden && this.changed) this.save(true); });
    window.addEventListener("online", () => { if (this.changed) this.save(false); });
    window.addEventListener("pageshow", (event) => { if (event.persisted) this.sent = false; });
    window.addEventListener("beforeunload", (event) => { if (this.changed && !this.sent) event.preventDefault(); });
  }

  touch(pause = PAUSE) {
    this.changed = true;
    sessionStorage.setItem(this.key, this.words().toString());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(false), pause);
  }

  // Files wait for their own button.
  words() {
    return new URLSearchParams([...new FormData(this.form)].filter(([, value]) => typeof value === "string"));
  }

  // What is not saved yet is saved before the page is left: where Kith is away, the page and its words stay.
  async send(event) {
    if (token()) this.form.elements.csrfmiddlewaretoken.value = token();
    if (this.stopped || (!this.changed && !this.saving)) { this.sent = true; return; }
    event.preventDefault();
    if (this.sending) return;
    this.sending = true;
    await this.saving;
    if (this.changed) await this.save(false);
    this.sending = false;
    if (!this.changed || this.stopped) this.form.requestSubmit(event.submitter);
  }

  save(leaving) {
    clearTimeout(this.timer);
    if (this.stopped) return null;
    if (this.saving) { this.timer = setTimeout(() => this.save(false), PAUSE); return this.saving; }
    this.saving = this.post(leaving).finally(() => { this.saving = null; });
    return this.saving;
  }

  async post(leaving) {
    this.changed = false;
    const body = this.words();
    body.delete("csrfmiddlewaretoken");
    try {
      const answer = await fetch(this.url, {
        method: "POST", body, keepalive: leaving, redirect: "manual", signal: AbortSignal.timeout(PATIENCE),
        headers: { Accept: "application/json", "X-CSRFToken": token() },
      });
      await this.heed(answer);
    } catch {
      this.later(`Not saved: Kith cannot be reached. ${KEPT}; trying again.`);
    }
  }

  async heed(answer) {
    if (answer.ok) {
      const said = await answer.json();
      this.form.elements.revision.value = said.revision;
      if (!this.changed) sessionStorage.removeItem(this.key);
      this.say("Saved at " + said.saved_at);
      if (said.asked) this.ask(new Set(said.asked));
    } else if (answer.status === 409) {
      this.stop("This draft was changed in another window. ", "Compare both texts");
    } else if (answer.status === 410) {
      this.stop((await answer.json()).problem + " ", "Keep what is in this window");
    } else if (answer.type === "opaqueredirect" || answer.status === 401) {
      this.later(`Not saved: you have been signed out. ${KEPT}. `, "/sign-in", "Sign in again in a new tab");
    } else if (answer.status === 403 || answer.status === 404) {
      this.later(`Not saved: this draft is not open to whoever is signed in here now. ${KEPT}. `, "/drafts", "Look at your drafts in a new tab");
    } else {
      this.later(`Not saved: Kith is not well at the moment. ${KEPT}; trying again.`);
    }
  }

  // The server says which questions are asked now, by what was answered: the others are hidden, and keep what was typed.
  ask(asked) {
    for (const each of this.form.querySelectorAll("[data-question]")) each.hidden = !asked.has(each.dataset.question);
  }

  // Trying again would not help. Sends this window's text as it is: the server answers with what can be done.
  stop(text, words) {
    this.stopped = true;
    this.say(text, true);
    this.status.append(this.wayOn(words));
    this.note.append(this.wayOn(words));
    this.note.removeAttribute("aria-hidden");  // it holds something to press now
  }

  wayOn(words) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kith-link-button";
    button.textContent = words;
    button.addEventListener("click", () => this.form.requestSubmit(this.form.querySelector('[value="leave"]')));
    return button;
  }

  later(text, href, words) {
    this.changed = true;
    sessionStorage.setItem(this.key, this.words().toString());
    this.say(text, true, href, words);
    this.timer = setTimeout(() => this.save(false), AGAIN);
  }

  // What an earlier page of this window could not save is put back.
  offerBack() {
    const kept = sessionStorage.getItem(this.key);
    if (!kept) return;
    const fields = new URLSearchParams(kept);
    // An older revision than the server's: if the server has the very same words it says so, otherwise both are compared.
    this.form.elements.revision.value = fields.get("revision");
    for (const control of this.form.elements) {
      if (["checkbox", "radio"].includes(control.type)) control.checked = fields.getAll(control.name).includes(control.value);
      else if (["text", "textarea"].includes(control.type) && fields.has(control.name)) this.putBack(control, fields.get(control.name));
    }
    this.touch();
    this.save(false);
  }

  putBack(control, words) {
    control.value = words;
    const folded = control.closest("details");
    if (words && folded) folded.open = true;
  }

  say(text, trouble = false, href = "", words = "") {
    if (this.status.textContent !== text + words) this.status.textContent = text;
    this.status.classList.toggle("is-trouble", trouble);
    this.note.textContent = trouble ? text : "";
    this.beside();
    if (!href || this.status.querySelector("a")) return;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = words;
    if (words.includes("new tab")) link.target = "_blank";
    this.status.append(link);
  }

  // A telephone's keyboard covers the foot of the page: trouble is said where one types, too. The foot alone is read out. It moves only to where
  // one begins to type: a page that shifts between a press and its release takes the button from under the finger.
  beside() {
    const at = document.activeElement;
    const typing = this.form.contains(at) && at.matches("textarea, input[type=text]") ? at : null;
    const place = typing || (this.note.isConnected ? null : [...this.form.querySelectorAll("textarea")].find((each) => each.checkVisibility()));
    const group = place?.closest(".govuk-form-group");
    if (!this.note.textContent) this.note.remove();
    else if (group && this.note.nextElementSibling !== group) group.before(this.note);
  }
}
