// What every page may have beside its HTML: read aloud, print, copy, and the reader's own things
// on pages that are the same bytes for everyone. Each is shown only where it works.

const lang = document.documentElement.lang;

/* Read aloud */

const READABLE = "h1, h2, h3, p, li, .question__text, .choice__text, .pair__text";

function voice() {
  return speechSynthesis.getVoices().find((one) => one.lang.toLowerCase().startsWith(lang));
}

function sentences(root) {
  return [...root.querySelectorAll(READABLE)]
    .filter((one) => one.getClientRects().length && !one.parentElement.closest(READABLE))
    .map((one) => one.innerText.trim())
    .filter(Boolean);
}

function listening(button) {
  const root = document.querySelector(button.dataset.listen);
  const word = button.querySelector("span");
  const use = button.querySelector("use");
  const start = { word: word.textContent, icon: use.getAttribute("href") };

  function show(playing) {
    button.setAttribute("aria-pressed", String(playing));
    word.textContent = playing ? button.dataset.stop : start.word;
    use.setAttribute("href", playing ? start.icon.replace(/#.*/, "#pause") : start.icon);
  }

  function stop() {
    speechSynthesis.cancel();
    show(false);
  }

  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") return stop();
    speechSynthesis.cancel();
    // One utterance a paragraph: some engines fall silent after a quarter of a minute.
    const parts = sentences(root).map((text) => new SpeechSynthesisUtterance(text));
    for (const part of parts) {
      part.voice = voice();
      part.lang = lang;
      part.rate = 0.9;
      part.onerror = () => show(false);
      speechSynthesis.speak(part);
    }
    if (!parts.length) return undefined;
    parts[parts.length - 1].onend = () => show(false);
    return show(true);
  });
  document.addEventListener("step", stop);
  addEventListener("pagehide", stop);
  button.hidden = false;
}

function offerListening() {
  if (!voice()) return;
  for (const button of document.querySelectorAll("[data-listen][hidden]")) listening(button);
}

if ("speechSynthesis" in window) {
  offerListening();
  speechSynthesis.addEventListener?.("voiceschanged", offerListening);
}

/* Print, copy */

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).innerText.trim());
      button.querySelector("span").textContent = button.dataset.done;
    });
  }
}

/* A form that was refused: first what is to be mended */

document.querySelector("[data-focus]")?.focus();

/* My own things: the name in the header, the unfinished lesson in the bar */

// On a shared phone nothing of the person before stays: where they stopped goes when they do.
function forget() {
  for (const name of Object.keys(localStorage)) {
    if (name === "known" || name.startsWith("stopped ")) localStorage.removeItem(name);
  }
}

function keepOnlyFor(me) {
  try {
    if (!me.known && localStorage.getItem("known")) forget();
    if (me.known) localStorage.setItem("known", "yes");
  } catch (error) {
    // Storage is off: nothing is kept anyway.
  }
}

document.addEventListener("submit", (event) => {
  if (!/\/dang-(nhap|xuat)$/.test(new URL(event.target.action).pathname)) return;
  try {
    forget();
  } catch (error) {
    // Storage is off: nothing is kept anyway.
  }
});

function showDue(due) {
  const list = document.querySelector("[data-me=due]");
  const row = document.querySelector("[data-me-row]");
  if (!list || !row || !due.length) return;
  for (const one of due) {
    const shown = row.content.cloneNode(true);
    shown.querySelector("a").href = one.url;
    shown.querySelector(".task__text").textContent = one.text;
    list.append(shown);
  }
  list.hidden = false;
}

async function aboutMe() {
  const home = document.querySelector(".head__home");
  const answer = await fetch(new URL("api/v1/me", new URL(home.href)), {
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) return;
  const me = await answer.json();
  keepOnlyFor(me);
  const name = document.querySelector("[data-me=name]");
  if (name && me.name) {
    name.textContent = me.name;
    name.parentElement.setAttribute("aria-label", `${name.parentElement.getAttribute("aria-label")}: ${me.name}`);
  }
  showDue(me.due);
  const bar = document.querySelector("[data-me=next]");
  if (!bar || !me.unfinished) return;
  bar.querySelector(".bar__text span").textContent = bar.dataset.line;
  bar.querySelector(".bar__text b").textContent = me.unfinished.title;
  bar.querySelector("a").href = me.unfinished.url;
  bar.querySelector("a span").textContent = bar.dataset.label;
}

if (document.querySelector("[data-me]")) {
  aboutMe().catch(() => {
    // No network or no answer: the page is whole without it.
  });
}
