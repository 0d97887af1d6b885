// A document in its frame on a phone: the frame grows to the text, so that one scrolls only the page.
// Without this file the frame scrolls inside itself.
(() => {
  const narrow = matchMedia("(max-width: 575.98px)");
  const fit = (frame) => {
    const paper = frame.contentDocument?.body;
    frame.style.height = narrow.matches && paper?.matches(".paper") ? `${paper.offsetHeight + 2}px` : "";
  };
  document.querySelectorAll("iframe.memo-paper").forEach((frame) => {
    const again = () => fit(frame);
    frame.addEventListener("load", () => {
      again();
      frame.contentDocument?.fonts.ready.then(again);
    });
    addEventListener("resize", again);
    again();
  });
})();
