// Rows of measures can be dragged to another place of their indicator; the up and down buttons do the same.
(() => {
  let dragged = null;
  const rowOf = (event) => event.target.closest?.("[data-move]");
  const list = (row) => [...row.parentElement.children];

  // A row is draggable only while its free space is held, so that its text can still be selected.
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
    list(row).forEach((other) => other.classList.toggle("is-target", other === row));
  });
  document.addEventListener("dragend", () => {
    document.querySelectorAll(".is-dragged, .is-target").forEach((row) => row.classList.remove("is-dragged", "is-target"));
    dragged = null;
  });
  document.addEventListener("drop", (event) => {
    const row = rowOf(event);
    if (!dragged || !row || row === dragged || row.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    window.htmx.ajax("POST", dragged.dataset.move, {
      values: { place: list(row).indexOf(row) },
      target: "#plan",
      select: "#plan",
      swap: "outerHTML",
    });
  });
})();
