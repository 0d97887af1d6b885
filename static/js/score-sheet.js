// Comfort of the score sheet: arrows and Enter move down the column, a pasted column fills the fields below.
(() => {
  const form = document.getElementById("score-sheet");
  if (!form) return;
  const fields = () => [...form.querySelectorAll("input.score-field")];
  const scores = () => fields().filter((field) => field.id.startsWith("score-"));
  const note = document.getElementById("sheet-note");
  const problem = document.getElementById("live-problem");
  let unsaved = false;

  const go = (field, step) => {
    const next = fields()[fields().indexOf(field) + step];
    if (!next) return;
    next.focus();
    next.select();
  };
  const step = (event) => {
    if (event.key === "ArrowDown") return 1;
    if (event.key === "ArrowUp") return -1;
    if (event.key === "Enter") return event.shiftKey ? -1 : 1;
    return 0;
  };
  form.addEventListener("keydown", (event) => {
    const move = event.target.matches("input.score-field") && !event.isComposing && step(event);
    if (!move) return;
    event.preventDefault();
    go(event.target, move);
  });

  // One value per line; of a line with several cells the last one is the score. One line: its cells.
  const values = (text) => {
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
    return lines.length > 1 ? lines.map((line) => line.split("\t").pop().trim()) : lines[0].trim().split("\t");
  };
  form.addEventListener("paste", (event) => {
    const pasted = values(event.clipboardData.getData("text"));
    const from = scores().indexOf(event.target);
    if (from < 0 || pasted.length < 2) return;
    event.preventDefault();
    const targets = scores().slice(from, from + pasted.length);
    targets.forEach((field, index) => { field.value = pasted[index].trim(); });
    targets.at(-1).focus();
    targets.at(-1).dispatchEvent(new Event("input", { bubbles: true }));
    const over = pasted.length - targets.length;
    note.textContent = `วาง ${targets.length} ค่าแล้ว โปรดตรวจสอบก่อนบันทึก` + (over ? ` อีก ${over} ค่าไม่มีช่องให้วาง` : "");
  });

  // Leaving with figures that are not saved asks first.
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  // A total that no longer follows what is typed must not look as if it did.
  document.body.addEventListener("htmx:afterRequest", (event) => { problem.hidden = event.detail.successful; });
})();
