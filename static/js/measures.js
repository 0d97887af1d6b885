// Comfort on the plan's page; everything works without it, by the same links, buttons and forms.
(() => {
  // Forms open under their row, one at a time, with the cursor in the first field.
  const close = (except) =>
    document.querySelectorAll("[data-inline]").forEach((cell) => cell !== except && cell.replaceChildren());
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.matches("[data-inline]")) close(event.detail.target);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!event.detail.target.matches("[data-inline]")) return;
    event.detail.target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    event.detail.target.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-close-inline]")?.closest("[data-inline]");
    if (!cell) return;
    event.preventDefault();
    cell.closest("tr").previousElementSibling?.querySelector("[hx-get]")?.focus();
    close();
  });

  // Rows can be dragged to another place of their indicator; the up and down buttons do the same.
  let dragged = null;
  const rowOf = (event) => event.target.closest?.("[data-move]");
  const rows = (row) => [...row.parentElement.querySelectorAll(":scope > [data-move]")];
  // Draggable only by its handle, so that text can still be selected.
  document.addEventListener("pointerdown", (event) => {
    const row = rowOf(event);
    if (row) row.draggable = Boolean(event.target.closest("[data-drag-handle]"));
  });
  document.addEventListener("dragstart", (event) => {
    dragged = rowOf(event);
    dragged?.classList.add("is-dragged");
  });
  document.addEventListener("dragover", (event) => {
    const row = rowOf(event);
    if (!dragged || !row || row.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    rows(row).forEach((other) => other.classList.toggle("is-target", other === row));
  });
  document.addEventListener("dragend", () => {
    const marked = document.querySelectorAll(".is-dragged, .is-target");
    marked.forEach((row) => row.classList.remove("is-dragged", "is-target"));
    dragged = null;
  });
  document.addEventListener("drop", (event) => {
    const row = rowOf(event);
    if (!dragged || !row || row === dragged || row.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    window.htmx.ajax("POST", dragged.dataset.move, {
      values: { place: rows(row).indexOf(row) },
      target: "#plan",
      select: "#plan",
      swap: "outerHTML",
    });
  });
})();
