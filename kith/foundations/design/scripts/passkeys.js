// Passkeys: the browser asks for one and its answer goes along with the form. Without a script, or without passkeys, a code is typed instead.
export function offerPasskeys() {
  for (const part of document.querySelectorAll("[data-passkey]")) new Asker(part).offer();
}

class Asker {
  constructor(part) {
    this.part = part;
    this.makes = part.dataset.passkey === "create";
    this.button = part.querySelector("button");
    this.trouble = part.querySelector("[role=alert]");
  }

  offer() {
    if (!window.PublicKeyCredential) {
      this.say("This browser has no passkeys.");
      return;
    }
    this.part.hidden = this.button.disabled = false;
    this.button.addEventListener("click", () => this.ask());
  }

  async ask() {
    try {
      const publicKey = read(JSON.parse(this.part.dataset.question));
      const answer = this.makes ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
      this.part.querySelector("input").value = JSON.stringify(write(answer));
      this.part.closest("form").requestSubmit();
    } catch (problem) {
      this.say(problem.name === "SecurityError" ? "Passkeys need a named site with https. Use a code here." : "No passkey came. Try again, or use a code.");
    }
  }

  say(words) {
    this.trouble.textContent = words;
    this.trouble.hidden = false;
  }
}

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// WebAuthn's JSON form has base64url where the browser wants bytes.
function read(question) {
  question.challenge = bytes(question.challenge);
  if (question.user) question.user.id = bytes(question.user.id);
  for (const list of ["allowCredentials", "excludeCredentials"]) for (const each of question[list] || []) each.id = bytes(each.id);
  return question;
}

function write(answer) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (answer.response[name]) response[name] = text(answer.response[name]);
  }
  return { id: answer.id, rawId: text(answer.rawId), type: answer.type, response };
}
