// Saves a draft on every pause, valid or not. What could not be saved is said, kept in this window and tried again.
const PAUSE = 1200, AGAIN = 5000;
const CHOSEN = ["radio", "checkbox", "select-one"]; // a choice may change what is asked, so it is saved at once

export function keepDrafts() {
  const form = document.querySelector("form[data-autosave-url]");
  if (form) new Keeper(form).start();
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
    this.busy = false;
    this.stopped = false;
  }

  start() {
    this.offerBack();
    this.form.addEventListener("input", () => this.touch());
    this.form.addEventListener("change", (event) => this.touch(CHOSEN.includes(event.target.type) ? 0 : PAUSE));
    this.form.addEventListener("submit", () => {
      this.stopped = this.sent = true;
      if (token()) this.form.elements.csrfmiddlewaretoken.value = token();
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden && this.changed) this.save(true); });
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

  async save(leaving) {
    if (this.stopped) return;
    if (this.busy) { this.timer = setTimeout(() => this.save(false), PAUSE); return; }
    this.busy = true;
    this.changed = false;
    const body = this.words();
    body.delete("csrfmiddlewaretoken");
    try {
      const answer = await fetch(this.url, {
        method: "POST", body, keepalive: leaving, redirect: "manual",
        headers: { Accept: "application/json", "X-CSRFToken": token() },
      });
      await this.heed(answer);
    } catch {
      this.later("Not saved: Kith cannot be reached. Your words are kept in this window; trying again.");
    } finally {
      this.busy = false;
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
      this.stopped = true;
      this.say("This draft was changed in another window. ", true);
      this.status.append(this.compareButton());
    } else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      this.later("You have been signed out. Your words are kept in this window. ", "/sign-in", "Sign in again in a new tab");
    } else {
      this.later("Not saved yet. Your words are kept in this window; trying again.");
    }
  }

  // The server says which questions are asked now, by what was answered: the others are hidden, and keep what was typed.
  ask(asked) {
    for (const each of this.form.querySelectorAll("[data-question]")) each.hidden = !asked.has(each.dataset.question);
  }

  // Sends this window's text as it is: the server answers with both side by side.
  compareButton() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kith-link-button";
    button.textContent = "Compare both texts";
    button.addEventListener("click", () => this.form.requestSubmit(this.form.querySelector('[value="leave"]')));
    return button;
  }

  later(text, href, words) {
    this.changed = true;
    this.say(text, true, href, words);
    this.timer = setTimeout(() => this.save(false), AGAIN);
  }

  // What an earlier window of this tab could not save is put back where the server's copy is older.
  offerBack() {
    const kept = sessionStorage.getItem(this.key);
    if (!kept) return;
    const fields = new URLSearchParams(kept);
    // An older revision than the server's: if the server has the very same words it says so, otherwise both are compared.
    this.form.elements.revision.value = fields.get("revision");
    for (const [name, value] of fields) {
      const control = this.form.elements[name];
      if (control && ["TEXTAREA", "INPUT"].includes(control.tagName) && control.type !== "hidden" && !["checkbox", "radio", "file"].includes(control.type)) control.value = value;
    }
    this.touch();
    this.save(false);
  }

  say(text, trouble = false, href = "", words = "") {
    this.status.textContent = text;
    this.status.classList.toggle("is-trouble", trouble);
    if (!href) return;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = words;
    if (words.includes("new tab")) link.target = "_blank";
    this.status.append(link);
  }
}
