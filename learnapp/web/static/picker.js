// The ward picker asks while one types; its buttons ask the server without scripts.

const WAIT = 250;

function card(picker, ward) {
  const made = picker.querySelector("[data-card]").content.cloneNode(true);
  const id = `${picker.dataset.name}-${ward.id}`;
  const input = made.querySelector("input");
  input.id = id;
  input.value = ward.id;
  made.querySelector("label").htmlFor = id;
  const [name, province] = made.querySelectorAll(".choice__text, .soft");
  name.firstChild.data = `${ward.name} `;
  province.textContent = ward.province;
  return made;
}

function enhance(picker) {
  const input = picker.querySelector("input[type=text]");
  const found = picker.querySelector("[data-found]");
  let timer = 0;
  let asked = "";

  async function ask() {
    const text = input.value.trim();
    if (text.length < 2 || text === asked) return;
    asked = text;
    const address = new URL(picker.dataset.picker, location.href);
    address.searchParams.set("q", text);
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok || text !== input.value.trim()) return;
    const wards = await answer.json();
    const chosen = found.querySelector("input:checked")?.closest(".choice");
    const fresh = wards
      .filter((one) => String(one.id) !== chosen?.querySelector("input").value)
      .map((one) => card(picker, one));
    if (!wards.length) fresh.push(picker.querySelector("[data-none]").content.cloneNode(true));
    found.replaceChildren(...(chosen ? [chosen] : []), ...fresh);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch(() => {}), WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    ask().catch(() => {});
  });
  // Choosing a province lists its wards at once.
  const province = picker.querySelector("select");
  province.addEventListener("change", () => {
    if (province.value) province.nextElementSibling.click();
  });
}

for (const picker of document.querySelectorAll("[data-picker]")) enhance(picker);
