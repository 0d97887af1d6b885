// Signing in gives the browser a new key for forms. The page kept from before takes it over when its form is
// sent; without this file the portal asks once more.
document.addEventListener("submit", (event) => {
  const key = document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1];
  const field = event.target.elements.csrfmiddlewaretoken;
  if (key && field) field.value = key;
});
