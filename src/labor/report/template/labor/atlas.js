// Shows the roles whose title or code has all the words that are typed.
(() => {
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const words = (text) => fold(text).replace(/[^a-z0-9]+/g, " ").trim().split(" ");
  const field = document.getElementById("find");
  const form = field.closest(".find");
  const status = document.getElementById("found");
  const roles = [...document.querySelectorAll("[data-role]")].map((item) => {
    const text = words(item.dataset.role).join(" ");
    return { item, text: `${text} ${text.replace(/(\d) (\d)/g, "$1$2")}` };
  });
  const groups = [...document.querySelectorAll("main section")];
  const links = [...document.querySelectorAll("nav li")];
  const show = () => {
    // A plural finds its singular.
    const asked = words(field.value).map((word) => word.replace(/([a-z]{3,})s$/, "$1"));
    let number = 0;
    for (const { item, text } of roles) {
      item.hidden = !asked.every((word) => text.includes(word));
      number += item.hidden ? 0 : 1;
    }
    groups.forEach((group, place) => {
      group.hidden = !group.querySelector("[data-role]:not([hidden])");
      if (links[place]) links[place].hidden = group.hidden;
    });
    const [some, all] = [number, roles.length].map((count) => count.toLocaleString("en"));
    const noun = form.dataset.noun;
    status.textContent = !field.value.trim()
      ? `${all} ${noun}`
      : number
        ? `${some} of ${all} ${noun}`
        : "Nothing listed here has all these words.";
  };
  form.hidden = false;
  field.addEventListener("input", show);
  show();
})();
