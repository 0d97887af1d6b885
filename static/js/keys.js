// Keys of every page: "/" goes to the search field, "?" tells the keys. They can be turned off: a single
// sign may also come from a person who dictates.
(() => {
  const SEARCH = ["/", "ฝ"]; // the second sign: the same key in the Thai layout
  const HELP = ["?", "ฦ"];
  const OFF = "portal-keys-off";
  const dialog = document.getElementById("keys");
  if (!dialog) return;
  const wanted = document.getElementById("keys-wanted");
  wanted.checked = localStorage.getItem(OFF) === null;
  wanted.addEventListener("change", () => {
    if (wanted.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
  });
  const goToSearch = () => {
    const field = document.querySelector("input[type=search]");
    field?.closest("details")?.setAttribute("open", "");
    field?.focus();
    return field;
  };
  const tell = () => {
    dialog.showModal();
    return dialog;
  };
  const TYPED = "input:not([type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable]";
  const typing = (element) => element.closest(TYPED);
  document.addEventListener("keydown", (event) => {
    if (!wanted.checked || dialog.open || typing(event.target)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = (SEARCH.includes(event.key) && goToSearch) || (HELP.includes(event.key) && tell);
    if (act && act()) event.preventDefault();
  });
  document.getElementById("show-keys")?.addEventListener("click", ({ target }) => {
    // Closing gives the focus back to who had it, and the entry of a folded menu cannot take it.
    target.closest(".dropdown").querySelector(".dropdown-toggle").focus();
    tell();
  });
})();
