// "/" or Alt+K goes to the search box from anywhere; with results on the page, arrow down moves into them.
export function reachSearch() {
  const box = document.getElementById("find");
  if (!box) return;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const wanted = (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) || (event.altKey && event.key.toLowerCase() === "k");
    if (!wanted) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  const typed = document.getElementById("found-at-once");
  const results = () => [...(typed.children.length ? typed : document).querySelectorAll("[data-result]")];
  const close = () => typed.replaceChildren();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !typed.children.length) return;
    close();
    box.focus();
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".kith-search")) close(); });
  // Enter in the box brought us here: another Enter opens the best.
  const best = document.querySelector("[data-focus-best] [data-result]");
  if (best) best.focus({ preventScroll: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const all = results();
    const at = all.indexOf(document.activeElement);
    if (at < 0 && !(event.key === "ArrowDown" && document.activeElement === box)) return;
    const next = event.key === "ArrowDown" ? all[at + 1] : all[at - 1] || box;
    if (next) { event.preventDefault(); next.focus(); }
  });
}
