// Remembers the ticks of a checklist in this browser. Without storage the list still works.
{
  const key = "kyodo:" + location.pathname;
  const boxes = [...document.querySelectorAll(".ticks input")];
  const button = document.getElementById("k-clear");

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(key)) || [];
    } catch {
      return [];
    }
  };
  const write = () => {
    const ticked = boxes.filter((box) => box.checked).map((box) => box.id);
    try {
      if (ticked.length) localStorage.setItem(key, JSON.stringify(ticked));
      else localStorage.removeItem(key);
    } catch {}
  };

  const before = read();
  for (const box of boxes) {
    if (before.includes(box.id)) box.checked = true;
    box.addEventListener("change", () => {
      button.nextElementSibling.textContent = "";
      write();
    });
  }
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    write();
    button.nextElementSibling.textContent = button.dataset.done;
  });
}
