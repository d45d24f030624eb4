// The one script that blocks: it sets the reader's text size before the first paint, and says
// that modules will run, so that nothing which needs them shows where they do not.
(function () {
  var root = document.documentElement;
  if ("noModule" in HTMLScriptElement.prototype) root.classList.add("js");
  try {
    var size = localStorage.getItem("text-size");
    if (size === "small" || size === "large") root.classList.add("text-" + size);
  } catch (error) {
    // Storage is off: the browser's own size stands.
  }
})();
