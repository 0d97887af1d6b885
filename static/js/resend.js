// The page that offers a form again: what was typed stands beside the names that its fields had.
(() => {
  const called = JSON.parse(sessionStorage.getItem("portal-called") ?? "{}");
  for (const item of document.querySelectorAll(".portal-typed [data-name]")) {
    const name = document.createElement("strong");
    name.textContent = `${called[item.dataset.name]}: `;
    if (called[item.dataset.name]) item.prepend(name);
    else item.hidden = true; // chosen or added by the page, not typed
  }
  // Signing in gives the browser a new key for forms. This page is older and takes it over when its form is
  // sent; without this the portal asks once more.
  document.addEventListener("submit", (event) => {
    const key = document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1];
    const field = event.target.elements.csrfmiddlewaretoken;
    if (key && field) field.value = key;
  });
})();
