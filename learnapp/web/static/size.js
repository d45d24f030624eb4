// The one script that blocks: it sets the reader's text size before the first paint. It needs
// nothing else, so its three buttons show (class js) exactly where they work.
(function () {
  const root = document.documentElement;
  const sizes = ["small", "large"];

  function stored() {
    try {
      return localStorage.getItem("text-size") || "";
    } catch (error) {
      return "";
    }
  }

  function set(size) {
    for (const one of sizes) root.classList.toggle("text-" + one, one === size);
    for (const button of document.querySelectorAll("[data-size]")) {
      if (button.dataset.size === size) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  root.classList.add("js");
  set(stored());
  document.addEventListener("DOMContentLoaded", () => set(stored()));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-size]");
    if (!button) return;
    try {
      localStorage.setItem("text-size", button.dataset.size);
    } catch (error) {
      // Storage is off: the size holds for this page.
    }
    set(button.dataset.size);
  });
})();
