// A password may be looked at while it is typed; it is sent, and remembered by the browser, as a password.
export function offerToShowPasswords() {
  for (const button of document.querySelectorAll(".govuk-password-input__toggle")) {
    const input = document.getElementById(button.getAttribute("aria-controls"));
    const show = (shown) => {
      input.type = shown ? "text" : "password";
      button.textContent = shown ? "Hide" : "Show";
      button.setAttribute("aria-label", shown ? "Hide password" : "Show password");
    };
    button.hidden = false;
    button.addEventListener("click", () => show(input.type === "password"));
    input.form.addEventListener("submit", () => show(false));
  }
}
