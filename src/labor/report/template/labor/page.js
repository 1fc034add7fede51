// Makes tables sortable, their numbers reachable by arrow keys, and shows where a number in focus
// comes from. A page without it is complete.
"use strict";
{
  const PRESS = "Press a heading to sort.";
  const QUANTITY = /^(?:less than )?([+−-]?)\$?(\d[\d,]*(?:\.\d+)?)(?=%|\s|$)/;
  const NUMBER = "data[title]"; // one that says where it comes from
  const words = new Intl.Collator("en", { numeric: true });
  const said = document.createElement("p");
  said.className = "page-said";
  said.setAttribute("role", "status");

  const textOf = (cell) => cell.textContent.trim();

  // A value, and where it stands among equal ones: "less than 0.5%" before 0.5, "$239,200 or
  // more" behind $239,200. Words such as "not released" have none, nor has pay by the hour
  // in a column of pay by the year.
  const numberOf = (cell, hourly) => {
    const text = textOf(cell);
    const marked = cell.querySelector("data[value]");
    const read = QUANTITY.exec(text);
    if ((!marked && !read) || (text.endsWith("an hour") && !hourly)) return null;
    const sign = ["−", "-"].includes(read?.[1]) ? -1 : 1;
    const value = marked ? Number(marked.value) : sign * Number(read[2].replaceAll(",", ""));
    return { value, tie: text.startsWith("less than") ? -1 : text.includes("or more") ? 1 : 0 };
  };

  // A column is one of numbers if its heading says so, or if whatever in it is no number has no
  // digits: "not released" beside "+7.1%", but no codes such as 29-2071.
  const isNumeric = (heading, cells) =>
    heading.classList.contains("labor-number") ||
    (cells.some((cell) => QUANTITY.test(textOf(cell))) &&
      cells.every((cell) => QUANTITY.test(textOf(cell)) || !/\d/.test(textOf(cell))));

  const keysOf = (heading, rows) => {
    const cells = rows.map((row) => row.cells[heading.cellIndex]);
    const byTheHour = (text) => text.endsWith("an hour") || !/\d/.test(text);
    const hourly = cells.every((cell) => byTheHour(textOf(cell)));
    const numeric = isNumeric(heading, cells);
    const key = (cell) => (numeric ? numberOf(cell, hourly) : textOf(cell) || null);
    return new Map(rows.map((row, at) => [row, key(cells[at])]));
  };

  const compare = (one, other) =>
    typeof one === "string"
      ? words.compare(one, other)
      : one.value - other.value || one.tie - other.tie;

  // Rows without a value come last in both directions.
  const inOrder = (rows, keys, sign) =>
    [...rows].sort((one, other) => {
      const [a, b] = [keys.get(one), keys.get(other)];
      return a === null || b === null ? (a === null) - (b === null) : sign * compare(a, b);
    });

  const makeSortable = (table) => {
    const body = table.tBodies[0];
    const first = [...body.rows];
    const headings = [...table.tHead.rows[0].cells];
    const members = new Map(); // of each main row; the members of a group stay with it
    let main;
    for (const row of first) {
      if (!main || !row.classList.contains("labor-member")) members.set((main = row), []);
      else members.get(main).push(row);
    }
    if (members.size < 2) return;

    const sort = (heading) => {
      const name = textOf(heading);
      const next = { null: "ascending", ascending: "descending", descending: null };
      const order = next[heading.getAttribute("aria-sort")];
      for (const other of headings) other.removeAttribute("aria-sort");
      if (!order) {
        body.append(...first);
        said.textContent = "In the first order again.";
        return;
      }
      heading.setAttribute("aria-sort", order);
      const keys = keysOf(heading, first);
      const sign = order === "ascending" ? 1 : -1;
      for (const row of inOrder([...members.keys()], keys, sign))
        body.append(row, ...inOrder(members.get(row), keys, sign));
      said.textContent = `Sorted by ${name}, ${order}.`;
    };

    for (const heading of headings) {
      if (!textOf(heading)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(heading));
      heading.append(button);
    }
    const hint = document.createElement("span");
    hint.className = "page-hint";
    hint.textContent = PRESS;
    table.caption?.append(" ", hint);
  };

  // One stop of the Tab key for all numbers of a table; arrow keys go from one to the next.
  const step = (table, number, key) => {
    const row = number.closest("tr");
    const along = [...row.querySelectorAll(NUMBER)];
    const at = number.closest("td, th").cellIndex;
    const column = [...table.tBodies[0].rows]
      .map((other) => (other === row ? number : other.cells[at]?.querySelector(NUMBER)))
      .filter(Boolean);
    const beside = (numbers, by) => numbers[numbers.indexOf(number) + by];
    switch (key) {
      case "ArrowLeft": return beside(along, -1);
      case "ArrowRight": return beside(along, 1);
      case "ArrowUp": return beside(column, -1);
      case "ArrowDown": return beside(column, 1);
      case "Home": return along[0];
      case "End": return along.at(-1);
    }
  };

  const makeReachable = (table) => {
    const numbers = [...table.tBodies[0].querySelectorAll(NUMBER)];
    if (numbers.length === 0) return;
    let stop = numbers[0];
    for (const number of numbers) number.tabIndex = number === stop ? 0 : -1;
    table.addEventListener("focusin", ({ target }) => {
      if (!numbers.includes(target)) return;
      stop.tabIndex = -1;
      stop = target;
      stop.tabIndex = 0;
    });
    table.addEventListener("keydown", (event) => {
      const modified = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
      if (modified || !numbers.includes(event.target)) return;
      const next = step(table, event.target, event.key);
      if (!next) return;
      event.preventDefault(); // the table would scroll as well
      next.focus();
    });
  };

  // What a pointer is told by a tooltip, shown to keyboards and fingers; Escape takes it away.
  const showOrigins = (main) => {
    const origin = document.createElement("p");
    origin.className = "page-origin";
    origin.hidden = true;
    origin.setAttribute("aria-hidden", "true"); // read aloud already, as the number's description
    const show = (text) => {
      origin.textContent = text;
      origin.hidden = !text;
    };
    main.addEventListener("focusin", ({ target }) => show(target.matches(NUMBER) ? target.title : ""));
    main.addEventListener("focusout", () => show(""));
    document.addEventListener("keydown", ({ key }) => key === "Escape" && show(""));
    main.append(origin);
  };

  const main = document.querySelector("main");
  for (const table of main.querySelectorAll("table")) {
    if (table.tBodies.length !== 1 || table.tHead?.rows.length !== 1) continue;
    if (table.querySelector("[rowspan], [colspan]")) continue;
    makeSortable(table);
    makeReachable(table);
  }
  showOrigins(main);
  main.append(said);
}
