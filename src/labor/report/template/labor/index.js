"use strict";
// The list shows what holds every word that is typed: of role, kind of page, place, year or peers.
const field = document.getElementById("find");
field.parentElement.hidden = false;
field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let number = 0;
  for (const section of document.querySelectorAll("main section")) {
    const role = section.querySelector("h2")?.textContent ?? "";
    for (const item of section.querySelectorAll("li")) {
      const text = `${role} ${item.textContent}`.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
      number += !item.hidden;
    }
    section.hidden = !section.querySelector("li:not([hidden])");
  }
  document.getElementById("found").textContent = words.length ? `${number} found` : "";
});
