// Makes tables sortable, numbers and marks reachable by arrow keys, shows where a number in focus
// comes from, lets charts be saved and copied, folds long tables, and makes cards of wide ones on a
// phone. A page without it is complete. `saving` is that of saving.js.
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
      .filter((other) => other?.checkVisibility());
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
  // Enter, or a second tap, adds the address of the cell in the tables.
  const origin = document.createElement("p");
  origin.className = "page-origin";
  origin.hidden = true;
  origin.setAttribute("aria-hidden", "true"); // read aloud already, as the number's description
  const show = (text) => {
    origin.textContent = text;
    origin.hidden = !text;
  };
  const showOrigins = (main) => {
    const address = (number) => {
      const cells = number.dataset.from;
      if (cells) show(`${number.title}. In the tables: ${cells}`);
    };
    main.addEventListener("focusin", ({ target }) => {
      if (target.matches(NUMBER)) show(target.title);
    });
    main.addEventListener("focusout", () => show(""));
    main.addEventListener("click", ({ target }) => {
      const number = target.closest?.(NUMBER);
      if (number && number === document.activeElement) address(number);
    });
    document.addEventListener("keydown", ({ key, target }) => {
      if (key === "Escape") show("");
      if (key === "Enter" && target.matches?.(NUMBER)) address(target);
    });
    main.append(origin);
  };

  // The marks of a drawing: one stop of the Tab key, arrow keys from mark to mark, and a finger
  // finds the nearest.
  const makeMarksReachable = (drawing) => {
    const marks = [...drawing.querySelectorAll("g.labor-mark")];
    if (marks.length === 0) return;
    let at = -1;
    drawing.tabIndex = 0;
    drawing.setAttribute("role", "group");
    drawing.setAttribute("aria-label", "Chart; arrow keys go from mark to mark");
    const choose = (place) => {
      marks[at]?.classList.remove("page-chosen");
      at = place;
      marks[at]?.classList.add("page-chosen");
      const text = marks[at]?.querySelector("title").textContent ?? "";
      show(text);
      said.textContent = text;
    };
    drawing.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const end = { Home: 0, End: marks.length - 1 }[event.key];
      if ((!by && end === undefined) || event.target !== drawing) return;
      event.preventDefault();
      const before = at < 0 && by < 0 ? 0 : at;
      choose(end ?? (before + by + marks.length) % marks.length);
    });
    drawing.addEventListener("focusout", () => choose(-1));
    drawing.addEventListener("click", ({ clientX: x, clientY: y }) => {
      const far = marks.map((mark) => {
        const { left, right, top, bottom } = mark.getBoundingClientRect();
        return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
      });
      const nearest = Math.min(...far);
      choose(nearest <= 24 ? far.lastIndexOf(nearest) : -1); // what lies on top
    });
  };

  // Saving and copying. Everything is made here from what is on the page; nothing is asked for.
  const FONT = "system-ui, sans-serif";

  // The drawing that is shown, with title, measure and source around it and colours of its own.
  const pictureOf = (figure) => {
    const drawing = [...figure.querySelectorAll("svg")].find((svg) => svg.checkVisibility());
    const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
    const style = getComputedStyle(figure.closest(".labor"));
    const colour = (name) => style.getPropertyValue(name).trim();
    const pen = document.createElement("canvas").getContext("2d");
    let y = 16;
    let written = "";
    const write = (text, size, fill, weight) => {
      pen.font = `${weight} ${size}px ${FONT}`;
      const lines = [];
      for (const word of text.split(/\s+/)) {
        const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
        if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
        else lines.push(word);
      }
      for (const line of lines) {
        y += size * 1.3;
        written += `<text x="16" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour(fill)}">${saving.xml(line)}</text>`;
      }
    };
    const partOf = (name) => textOf(figure.querySelector(name));
    write(partOf(".labor-title"), 17, "--labor-ink", 700);
    write(partOf(".labor-subtitle"), 13, "--labor-muted", 400);
    const top = (y += 14);
    y += height;
    write(partOf(".labor-source"), 13, "--labor-muted", 400);
    const VARIABLE = /var\((--labor-[a-z]+),[^)]*\)/g;
    // The words of both drawings stand in the first.
    const shapes = drawing.querySelectorAll(":scope > :not(title, desc)");
    const parts = [...figure.querySelectorAll("svg > :is(title, desc)"), ...shapes];
    const inner = parts.map((child) => new XMLSerializer().serializeToString(child)).join("");
    const drawn = inner.replace(VARIABLE, (all, name) => colour(name));
    const [across, down] = [width + 32, y + 20];
    return {
      width: across,
      height: down,
      text:
        `<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${down}" viewBox="0 0 ${across} ${down}" font-family="${FONT}">` +
        `<rect width="100%" height="100%" fill="${colour("--labor-paper")}"/>${written}<g transform="translate(16 ${top})">${drawn}</g></svg>`,
    };
  };
  const readCsv = (text) => {
    const rows = [[""]];
    let quoted = false;
    for (let at = 0; at < text.length; at++) {
      const [sign, row] = [text[at], rows.at(-1)];
      if (quoted && sign === '"' && text[at + 1] === '"') row[row.length - 1] += text[at++];
      else if (sign === '"') quoted = !quoted;
      else if (sign === "," && !quoted) row.push("");
      else if (sign === "\n" && !quoted) rows.push([""]);
      else row[row.length - 1] += sign;
    }
    return rows.filter((row) => row.length > 1 || row[0]);
  };
  const copy = async (text, what) => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = `${what} copied.`;
      show(`${what} copied.`);
    } catch {
      show(text); // to be marked and copied by hand
    }
  };

  // "Save or share" beside the numbers of a chart.
  const addTools = (figure) => {
    const shared = figure.querySelector('p > a[href^="#chart-"]');
    const own = shared ? document.querySelector(shared.getAttribute("href")) : figure;
    const link = own?.querySelector("a[download]");
    if (!link || !figure.querySelector("svg")) return;
    const name = link.download.replace(/\.csv$/, "");
    const sentence = () => {
      const parts = [".labor-title", ".labor-subtitle", ".labor-source"].map((part) => textOf(figure.querySelector(part)));
      return `${parts[0]}. ${parts.slice(1).join(" ")} ${textOf(document.querySelector(".citation"))}`;
    };
    const csv = () => new TextDecoder().decode(Uint8Array.from(atob(link.href.split(",")[1]), (sign) => sign.charCodeAt(0)));
    const embedded = () => {
      const files = document.querySelector('meta[name="labor:files"]').content;
      return `<figure>\n${pictureOf(figure).text}\n<figcaption>${saving.xml(sentence())} SHA-256 of the files: ${saving.xml(files)}</figcaption>\n</figure>`;
    };
    const buttons = {
      "Picture (PNG)": () => saving.picture(name, pictureOf(figure)),
      "Drawing (SVG)": () => saving.save(`${name}.svg`, pictureOf(figure).text, "image/svg+xml"),
      "Data (CSV)": () => saving.save(`${name}.csv`, csv(), "text/csv"),
      "Data (Excel)": () => saving.save(`${name}.xlsx`, saving.workbook(readCsv(csv()))),
      "Copy the sentence with its source": () => copy(sentence(), "Sentence"),
      "Copy the figure for a web page": () => copy(embedded(), "Figure"),
    };
    const tools = document.createElement("details");
    tools.className = "page-tools";
    tools.innerHTML = "<summary>Save or share</summary><p></p>";
    for (const [label, act] of Object.entries(buttons)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", act);
      tools.lastChild.append(button, " ");
    }
    figure.append(tools);
  };

  // On a phone a wide table outside a chart becomes cards, each cell with its heading.
  const makeCards = (table) => {
    const headings = [...table.tHead.rows[0].cells];
    const roles = [[table, "table"], ...headings.map((heading) => [heading, "columnheader"])];
    for (const group of [table.tHead, table.tBodies[0]]) roles.push([group, "rowgroup"]);
    for (const row of table.rows) roles.push([row, "row"]);
    for (const row of table.tBodies[0].rows) {
      for (const cell of row.cells) {
        const isName = cell.tagName === "TH";
        roles.push([cell, isName ? "rowheader" : "cell"]);
        if (!isName) cell.dataset.heading = textOf(headings[cell.cellIndex]);
      }
    }
    for (const [element, role] of roles) element.setAttribute("role", role);
    table.classList.add("page-cards");
  };

  // A long table shows its first rows, on a phone fewer, until all are asked for.
  const fold = (table) => {
    const number = table.tBodies[0].rows.length;
    if (number <= 7) return;
    const isLong = number > 20;
    const button = document.createElement("button");
    button.type = "button";
    button.className = isLong ? "page-all" : "page-all page-phone";
    const showAll = (all) => {
      table.classList.toggle("page-folded", !all);
      table.classList.toggle("page-long", isLong && !all);
      button.setAttribute("aria-expanded", all);
      button.textContent = all ? "Show fewer rows" : `Show all ${number} rows`;
    };
    showAll(false);
    button.addEventListener("click", () => showAll(table.classList.contains("page-folded")));
    table.closest(".labor-scroll").after(button);
  };

  const main = document.querySelector("main");
  for (const table of main.querySelectorAll("table")) {
    if (table.tBodies.length !== 1 || table.tHead?.rows.length !== 1) continue;
    if (table.querySelector("[rowspan], [colspan]")) continue;
    const isOpen = !table.closest("figure, details");
    if (isOpen && table.tHead.rows[0].cells.length > 3) makeCards(table);
    if (isOpen && table.closest(".labor-scroll")) fold(table);
    makeSortable(table);
    makeReachable(table);
  }
  for (const drawing of main.querySelectorAll(".labor-wide, .labor-narrow")) makeMarksReachable(drawing);
  for (const figure of main.querySelectorAll("figure.labor-chart")) addTools(figure);
  showOrigins(main);
  main.append(said);
}
