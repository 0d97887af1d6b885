// Comfort that every page shares; all of it works without this file, only with more clicks.
(() => {
  // A form larger than the portal takes is held back here, before anything typed could be lost.
  const LARGEST = 2_000_000; // bytes as they are sent, below DATA_UPLOAD_MAX_MEMORY_SIZE
  const sentSize = (form) => {
    const typed = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return new URLSearchParams(typed).toString().length;
  };
  const typedFields = (form) => [...form.elements]
    .filter((field) => field.matches("input:not([type=hidden], [type=file], [type=checkbox], [type=radio]), textarea"));
  const longestField = (form) => typedFields(form).sort((one, other) => other.value.length - one.value.length)[0];
  const called = (field) => field.labels[0]?.textContent.trim() || field.getAttribute("aria-label");
  const warn = (text) => {
    const alert = document.createElement("div");
    alert.className = "alert alert-danger";
    alert.setAttribute("role", "alert");
    alert.textContent = text;
    document.getElementById("messages").replaceChildren(alert);
  };
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || sentSize(event.target) < LARGEST) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const field = longestField(event.target);
    const name = (field && called(field)) || "หนึ่งในแบบฟอร์ม";
    warn(`ข้อความในช่อง “${name}” ยาวเกินกว่าที่ระบบรับได้ จึงยังไม่ได้ส่งข้อมูล สิ่งที่กรอกไว้ยังอยู่ครบ โปรดลดความยาวแล้วส่งอีกครั้ง`);
    field?.focus();
  }, true);
  // A form that asks first: <form data-confirm="…">.
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !event.target.dataset.sent && !window.confirm(question)) event.preventDefault();
  });
  // What the fields are called, for the page that offers a form again after the session ended (resend.js).
  document.addEventListener("submit", (event) => {
    const names = typedFields(event.target).map((field) => [field.name, called(field)]);
    if (names.length) sessionStorage.setItem("portal-called", JSON.stringify(Object.fromEntries(names)));
  });
  // A form is sent once, however often the button is clicked.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
    window.setTimeout(() => delete event.target.dataset.sent, 3000);
  });
})();
