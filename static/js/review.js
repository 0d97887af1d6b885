// Usual phrases: a tap puts them into the comment. Without this file they stay hidden and one types.
(() => {
  for (const chips of document.querySelectorAll("[data-chips]")) chips.hidden = false;
  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-phrase]");
    if (!chip) return;
    const field = document.getElementById(chip.parentElement.dataset.chips);
    const before = field.value.trim();
    field.value = before ? `${before} ${chip.dataset.phrase}` : chip.dataset.phrase;
    field.focus();
  });
})();
