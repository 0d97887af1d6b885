// Typed text is not lost to another button or page: <form data-unsaved="what it is called">.
// data-changed marks a form that comes back with text that is not stored. Without this file nobody is asked.
(() => {
  const forms = [...document.querySelectorAll("form[data-unsaved]")];
  const chosenAtFirst = (select) => Math.max(0, [...select.options].findIndex((option) => option.defaultSelected));
  const differs = (field) => (field.matches("select")
    ? field.selectedIndex !== chosenAtFirst(field)
    : field.matches("input, textarea") && field.value !== field.defaultValue);
  const isUnsaved = (form) => "changed" in form.dataset || [...form.elements].some(differs);

  // Another form of the page is held back once; the second press goes on without the text.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const other = forms.find((found) => found !== form && isUnsaved(found));
    if (form.method !== "post" || !other || form.previousElementSibling?.matches("[data-unsaved-note]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const note = document.createElement("div");
    note.className = "alert alert-warning";
    note.dataset.unsavedNote = "";
    note.setAttribute("role", "alert");
    note.textContent = `“${other.dataset.unsaved}” ที่พิมพ์ไว้ยังไม่ได้บันทึก โปรดบันทึกก่อน หรือกดปุ่มนี้อีกครั้งหากไม่ต้องการข้อความนั้น`;
    form.before(note);
    note.scrollIntoView({ block: "nearest" });
  }, true);

  let isSending = false;
  addEventListener("submit", (event) => { isSending ||= !event.defaultPrevented; });
  addEventListener("beforeunload", (event) => { if (!isSending && forms.some(isUnsaved)) event.preventDefault(); });
})();
