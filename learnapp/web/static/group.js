// A class's page fills as people join: asks every few seconds whether the list has changed.
const list = document.getElementById("danh-sach");
const EVERY = 5000;

async function look() {
  if (document.visibilityState === "visible") {
    try {
      const answer = await fetch(list.dataset.watch, { headers: { Accept: "application/json" } });
      if (answer.ok && (await answer.json()).state !== list.dataset.state) {
        location.reload();
        return;
      }
    } catch {
      // No network: the list stays as it is, and is asked again.
    }
  }
  setTimeout(look, EVERY);
}

if (list) setTimeout(look, EVERY);
