// Usual phrases: a tap puts them into the comment. Without this file one types them.
(() => {
  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-phrase]");
    if (!chip) return;
    const field = document.getElementById(chip.parentElement.dataset.chips);
    const before = field.value.trim();
    field.value = before ? `${before} ${chip.dataset.phrase}` : chip.dataset.phrase;
    field.focus();
  });
})();
