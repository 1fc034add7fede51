// The explorer page: what is chosen, the occupations in order, and up to five side by side.

import MiniSearch from "minisearch";
import { history, jobsMap, mapped, mark, patterns, ranges, scatter, swatch } from "./charts";
import { address, type Choice, COLUMNS, fresh, MEASURES, MOST_BESIDE, readAddress, SCALES, SCORES } from "./choice";
import { AllFigures, type Content, type Figures, type Occupation, type Stretch, unpackedText } from "./data";
import { byId, make } from "./dom";
import { Reach } from "./reach";
import { estimate, figureOf, hasValue, orders, rank, type Ranking, type Row } from "./rank";
import { comparison, count, dollars, fill, hundredths, openings, percent, said, Sentences, signed } from "./words";

interface Series {
  reasons: string[];
  series: Stretch[][];
}

class Page {
  private choice: Choice;
  private ranking!: Ranking;
  private search: MiniSearch | undefined;
  private series: Series | undefined;
  private drawing = 0;
  private readonly stale = new Set<() => unknown>();
  private readonly reached = Object.fromEntries(["scatter", "map"].map((id) => [id, new Reach(byId(id), (number) => this.say(id, number))]));
  private readonly numbers: Map<string, number>;
  private readonly reports: Record<string, [name: string, address: string][]>;

  constructor(private readonly content: Content, private readonly figures: AllFigures) {
    this.numbers = new Map(content.occupations.map((one, at) => [one.code, at]));
    this.reports = JSON.parse(document.getElementById("reports")?.textContent ?? "{}") as Page["reports"];
    this.choice = fresh();
    this.controls();
    this.readAddress();
    setTimeout(() => void this.readTitles(), 300);
    addEventListener("hashchange", () => this.readAddress());
    for (const input of ["keydown", "pointerdown"]) addEventListener(input, () => this.stale.size && this.drawLater());
    addEventListener("beforeprint", () => this.drawNow(this.stale.size));
    addEventListener("resize", () => this.draw());
  }

  // What is shown, for tests and for programs.
  answer() {
    const rows = this.ranking.rows.slice(0, this.choice.limit);
    return {
      sentences: this.sentences().all(),
      rows: rows.map((row) => ({ code: row.occupation.code, value: row.value, best: row.best, worst: row.worst })),
      ranked: this.ranking.rows.length,
      left_out: Object.fromEntries([...this.ranking.leftOut].filter(([, left]) => left.length).map(([why, left]) => [why, left.length])),
      beside: this.besideSentences(),
    };
  }

  private sentences(): Sentences {
    return new Sentences(this.content, this.choice, this.ranking);
  }

  private readAddress(): void {
    const { choice, version } = readAddress(location.hash);
    const isKnown = this.content.places.some((one) => one.code === choice.area);
    const unknown = choice.beside.filter((code) => !this.numbers.has(code));
    choice.beside = choice.beside.filter((code) => this.numbers.has(code));
    const told: string[] = [];
    if (version && version !== this.content.version) told.push(this.content.words.caveats.old_link);
    if (!isKnown) {
      told.push(this.content.words.caveats.no_place);
      choice.area = "99";
    }
    if (unknown.length) told.push(this.content.words.caveats.no_code.replace("{codes}", unknown.join(", ")));
    byId("told").textContent = told.join(" ");
    byId("told").hidden = !told.length;
    this.choice = choice;
    this.setControls();
    this.update(false);
  }

  private change(changed: Partial<Choice>): void {
    this.choice = { ...this.choice, ...changed };
    this.update(true);
  }

  private update(isNew: boolean): void {
    this.refuse();
    const at = this.placeAt(this.choice.area);
    const place = this.content.places[at];
    const nation = this.content.places.findIndex((one) => one.year === place.year);
    this.ranking = rank(this.content, this.figures.of(at), this.figures.of(nation), this.choice);
    const sentences = this.sentences().all();
    byId("answer").replaceChildren(...sentences.map((text, one) => make("p", one ? {} : { class: "first" }, text)));
    if (isNew) history_replace(address(this.choice, this.content.version));
    this.table();
    this.besideList();
    this.draw();
  }

  // What the nation alone, or a place alone, can be ranked by.
  private refuse(): void {
    const isNation = this.choice.area === "99";
    const refused = isNation ? "location-quotient" : "pay-change";
    const by = byId<HTMLSelectElement>("by");
    for (const option of by.options) option.disabled = option.value === refused;
    if (this.choice.by !== refused) return;
    this.choice = { ...this.choice, by: "median" };
    by.value = "median";
    byId("told").textContent = this.content.words.caveats[refused];
    byId("told").hidden = false;
  }

  private placeAt(code: string): number {
    return this.content.places.findIndex((one) => one.code === code);
  }

  // ---- what can be chosen

  private controls(): void {
    const { content } = this;
    const words = content.words;
    const select = (id: string, options: [string, string][]): void => {
      byId<HTMLSelectElement>(id).append(...options.map(([value, text]) => make("option", { value }, text)));
    };
    select("by", MEASURES.map((one) => [one, upper(words.measured[one])]));
    const area = byId<HTMLSelectElement>("area");
    const kinds: [string, string][] = [["nation", ""], ["state", "States and territories"], ["area", "Metropolitan and other areas"]];
    for (const [kind, label] of kinds) {
      const places = content.places.filter((one, at) => one.kind === kind && (kind !== "nation" || !at));
      const options = places.map((one) => make("option", { value: one.code }, `${one.title}, ${content.when[one.year]}`));
      if (label && options.length) area.append(make("optgroup", { label }, ...options));
      else area.append(...options);
    }
    for (const name of SCALES) {
      this.boxes(name, content.scales[name].map((text, at) => [String(at), text]), (values) => this.change({ [name]: values.map(Number) }));
    }
    this.boxes("group", content.groups.map((one) => [one.code, one.title]), (values) => this.change({ group: values }));
    this.boxes("columns", COLUMNS.map((one) => [one, this.heading(one)]), (values) => this.change({ columns: values }));
    byId("by").addEventListener("change", (event) => this.change({ by: (event.target as HTMLSelectElement).value as Choice["by"] }));
    area.addEventListener("change", () => this.change({ area: area.value }));
    byId("order").addEventListener("change", (event) => this.change({ lowest: (event.target as HTMLSelectElement).value === "lowest" }));
    byId("limit").addEventListener("change", (event) => this.change({ limit: Number((event.target as HTMLSelectElement).value) }));
    for (const name of ["min_jobs", "min_openings", "pay_from", "pay_to"] as const) {
      byId(name).addEventListener("change", (event) => {
        this.change({ [name]: Math.max(0, Math.round(Number((event.target as HTMLInputElement).value) || 0)) });
      });
    }
    byId("clear").addEventListener("click", () => {
      this.choice = { ...fresh(), beside: this.choice.beside };
      this.setControls();
      this.update(true);
    });
    byId("csv").addEventListener("click", () => saving.save("occupations.csv", csv(this.values()), "text/csv"));
    byId("xlsx").addEventListener("click", () => saving.save("occupations.xlsx", saving.workbook(this.values())));
    for (const id of ["scatter", "map", "ranges"]) byId(`${id}-buttons`).append(...this.pictures(id, byId(id)));
    byId("beside-csv").addEventListener("click", () => saving.save("side-by-side.csv", csv(this.besideValues()), "text/csv"));
    byId("beside-xlsx").addEventListener("click", () => saving.save("side-by-side.xlsx", saving.workbook(this.besideValues())));
    byId("key").replaceChildren(...content.scales.education.map((name, at) => make("li", {}, mark(at), name)));
    byId("patterns").append(patterns());
    byId("map-key").replaceChildren(...[...content.scales.growth, "No phrase"].map((name, at) => make("li", {}, swatch(at), name)));
    byId("map-table").addEventListener("toggle", () => this.mapTable());
    byId("find").addEventListener("input", () => void this.found());
  }

  private boxes(name: string, options: [string, string][], changed: (values: string[]) => void): void {
    const field = byId(name);
    const read = (): void => {
      this.count(name);
      changed([...field.querySelectorAll("input")].filter((one) => one.checked).map((one) => one.value));
    };
    for (const [value, text] of options) {
      const id = `${name}-${value}`;
      field.append(make("div", { class: "box" }, make("input", { type: "checkbox", id, value, change: read }), make("label", { for: id }, text)));
    }
  }

  private count(name: string): void {
    const number = byId(name).querySelectorAll("input:checked").length;
    byId(`${name}-name`).querySelector(".set")!.textContent = number ? `${number} chosen` : "";
  }

  private setControls(): void {
    const choice = this.choice;
    byId<HTMLSelectElement>("by").value = choice.by;
    byId<HTMLSelectElement>("area").value = choice.area;
    byId<HTMLSelectElement>("order").value = choice.lowest ? "lowest" : "highest";
    byId<HTMLSelectElement>("limit").value = String(choice.limit);
    for (const name of [...SCALES, "group", "columns"] as const) {
      const values = choice[name].map(String);
      byId(name).querySelectorAll("input").forEach((one) => (one.checked = values.includes(one.value)));
      this.count(name);
    }
    for (const name of ["min_jobs", "min_openings", "pay_from", "pay_to"] as const) {
      byId<HTMLInputElement>(name).value = choice[name] ? String(choice[name]) : "";
    }
  }

  // ---- search by people's words

  private async found(): Promise<void> {
    // "29-2072", "292072"
    const words = byId<HTMLInputElement>("find").value.trim().replace(/^(\d\d)-?(\d{4})$/, "$1-$2");
    const isCode = /^\d\d-\d{4}$/.test(words);
    const exact = this.numbers.get(words);
    let hits = exact === undefined ? [] : [exact];
    if (isCode && !hits.length) hits = await this.successors(words);
    else if (!isCode && words.length > 1) hits = this.searched(words);
    byId("found").replaceChildren(...hits.map((number) => this.hit(number)));
    const told = isCode && exact === undefined && hits.length ? ` ${this.content.words.caveats.old_code.replace("{code}", words)}` : "";
    byId("found-number").textContent = words.length < 2 ? "" : `${hits.length} found.${told}`;
  }

  private searched(words: string): number[] {
    if (!this.search) {
      this.search = newSearch();
      this.search.addAll(this.content.occupations.map((one, id) => ({ id, title: one.title, others: "" })));
    }
    return this.search.search(words).slice(0, 8).map((hit) => Number(hit.id));
  }

  // The occupations whose medians over the years begin with a code of an older list.
  private async successors(code: string): Promise<number[]> {
    const { series } = await this.past();
    return [...series.keys()].filter((number) => series[number].some((stretch) => stretch.code === code));
  }

  // Titles of jobs are many: until they are read, in small steps, official titles are searched.
  private async readTitles(): Promise<void> {
    const titles = (await unpackedText(this.content.titles)).split("\n");
    const search = newSearch();
    const all = this.content.occupations.map((one, id) => ({ id, title: one.title, others: titles[id] }));
    await search.addAllAsync(all, { chunkSize: 40 });
    this.search = search;
    if (document.activeElement === byId("find")) await this.found();
    document.body.dataset.titles = "read";
  }

  private hit(number: number): HTMLElement {
    return make("li", {}, make("span", {}, ...this.named(number)), this.besideButton(number));
  }

  // Title, code, and links to the reports where there are several.
  private named(number: number): (HTMLElement | string)[] {
    const occupation = this.content.occupations[number];
    const links = this.reports[occupation.code] ?? [];
    return [
      this.titleOf(occupation), " ", make("span", { class: "code" }, occupation.code),
      ...(links.length > 1 ? links.flatMap(([name, href]) => [" ", make("a", { class: "report", href }, name)]) : []),
    ];
  }

  // The title, with a link to the first report on it where there is one.
  private titleOf({ code, title }: Occupation): HTMLElement | string {
    const [link] = this.reports[code] ?? [];
    return link ? make("a", { href: link[1], title: `Report: ${link[0]}` }, title) : title;
  }

  private besideButton(number: number): HTMLElement {
    const { title, code } = this.content.occupations[number];
    const isIn = this.choice.beside.includes(code);
    const isFull = !isIn && this.choice.beside.length >= MOST_BESIDE;
    const text = isIn ? "Remove" : "Set beside";
    return make("button", {
      type: "button", "aria-pressed": String(isIn), "aria-label": `${text}: ${title}`, "data-code": code,
      disabled: isFull, title: isFull ? `At most ${MOST_BESIDE} side by side` : undefined, click: () => this.toggle(code),
    }, text);
  }

  private toggle(code: string): void {
    const beside = this.choice.beside.includes(code) ? this.choice.beside.filter((one) => one !== code) : [...this.choice.beside, code];
    const where = (document.activeElement as HTMLElement)?.closest("#found, #rows, #beside, #scatter-beside, #map-beside")?.id;
    this.change({ beside: beside.slice(0, MOST_BESIDE) });
    void this.found().then(() => {
      byId(where ?? "rows").querySelector<HTMLElement>(`button[data-code="${code}"]`)?.focus();
    });
    for (const id of ["scatter-beside", "map-beside"]) {
      const button = byId(id).querySelector<HTMLElement>("button");
      button?.replaceWith(this.besideButton(this.numbers.get(button.dataset.code!)!));
    }
    byId("beside-number").textContent = `${this.choice.beside.length} of ${MOST_BESIDE} side by side`;
  }

  // ---- the occupations in order

  private heading(column: string): string {
    const names: Record<string, string> = { code: "Code", place: "Place", education: "Typical education", phrase: "In the Handbook\u2019s words" };
    return names[column] ?? this.content.exposure.scores[column]?.name ?? this.content.words.headings[column];
  }

  private shownColumns(): string[] {
    const wanted = new Set(this.choice.columns);
    wanted.delete(this.choice.by);
    if (!this.ranking.tested) wanted.delete("place");
    const rest = COLUMNS.filter((one) => wanted.has(one));
    // On a phone only the first two columns are in sight.
    const next: string[] = rest.filter((one) => one === "place" || one === "code").reverse();
    return [this.choice.by, ...next, ...rest.filter((one) => !next.includes(one))];
  }

  private cell(row: Row, column: string): string {
    const { occupation, figures } = row;
    const words = this.content.words;
    const absent = (status: string | undefined): string => words.no_number[status ?? "not_applicable"] ?? "not published";
    switch (column) {
      case "code": return occupation.code;
      case "place": return row.best === row.worst ? String(row.best ?? "not tested") : `${row.best} to ${row.worst}`;
      case "median": {
        const status = figures?.kind.median;
        return figures?.median ? dollars(figures.median) + (status === "top_coded" ? " or more" : "") : absent(status);
      }
      case "jobs": return figures?.jobs ? count(figures.jobs) : absent(figures?.kind.jobs);
      case "growth": return occupation.growth_pct === null ? absent(undefined) : signed(occupation.growth_pct);
      case "phrase": return occupation.phrase || "not known";
      case "openings": return occupation.openings === null ? absent(undefined) : openings(occupation.openings, words);
      case "education": return this.content.scales.education[occupation.education] ?? absent(undefined);
      default: return SCORES.includes(column) ? this.score(row.number, column) : said(row, column, words);
    }
  }

  // A score, or the least and the highest where the study scores finer occupations.
  private score(number: number, column: string): string {
    const { lowest, highest } = this.content.exposure.scores[column];
    if (lowest[number] === null) return "not scored";
    const both = [lowest[number]!, highest[number]!].map(hundredths);
    return both[0] === both[1] ? both[0] : both.join(" to ");
  }

  private table(): void {
    const columns = this.shownColumns();
    const rows = this.ranking.rows.slice(0, this.choice.limit);
    const hasCare = rows.some((row) => row.figures?.kind.care);
    const isText = (column: string): boolean => column === "code" || column === "education" || column === "place";
    const place = this.content.places[this.placeAt(this.choice.area)];
    byId("caption-text").textContent =
      `${upper(this.sentences().measured())}, ${this.choice.lowest ? "lowest" : "highest"} first, ${place.title}: ` +
      `${rows.length} of ${this.ranking.rows.length}. ` + this.content.words.caveats.periods.replace("{when}", this.content.when[place.year]);
    byId("head").replaceChildren(make("tr", {},
      make("th", { scope: "col" }, "Occupation"),
      ...columns.map((column) => make("th", { scope: "col", class: isText(column) ? undefined : SCORES.includes(column) ? "number score" : "number" }, this.heading(column))),
      hasCare && make("th", { scope: "col" }, "Read with care"),
      make("th", { scope: "col" }, "Side by side"),
    ));
    byId("rows").replaceChildren(...rows.map((row) => make("tr", {},
      make("th", { scope: "row" }, this.titleOf(row.occupation)),
      ...columns.map((column) => make("td", { class: column === "code" || column === "place" ? "code" : isText(column) ? undefined : "number", title: this.source(row, column) }, this.cell(row, column))),
      hasCare && make("td", {}, row.figures?.kind.care ?? ""),
      make("td", {}, this.besideButton(row.number)),
    )));
    byId("exposure-note").textContent = columns.some((one) => SCORES.includes(one)) ? this.content.exposure.note : "";
  }

  // The cell of the tidy tables that a number comes from.
  private source(row: Row, column: string): string | undefined {
    const place = this.content.places[this.placeAt(this.choice.area)];
    const code = row.occupation.code;
    const pay = `${place.year}/${place.code}/${code}`;
    const cells: Record<string, string> = {
      median: `wages/${pay}/median#annual_wage_usd`,
      jobs: `employment/${pay}#employment_jobs`,
      growth: `projections/${this.content.vintage}/${code}#employment_change_pct`,
      openings: `projections/${this.content.vintage}/${code}#openings_annual_average_jobs`,
      education: `projections/${this.content.vintage}/${code}#entry_education`,
    };
    const scored = this.content.exposure.scores[column]?.cells[row.number];
    return scored ? scored.split(" ").map((one) => `exposure/${column}/${one}#exposure_index`).join(" ") : cells[column];
  }

  // The answer and the table come first; drawings follow one by one when no key is pressed.
  private draw(): void {
    for (const one of [this.drawScatter, this.drawBeside, this.drawMap]) this.stale.add(one);
    this.drawLater();
  }

  private drawLater(): void {
    clearTimeout(this.drawing);
    this.drawing = setTimeout(() => this.drawNow(1), 250);
  }

  private drawNow(number: number): void {
    for (const one of [...this.stale].slice(0, number)) {
      this.stale.delete(one);
      void one();
    }
    if (this.stale.size) this.drawing = setTimeout(() => this.drawNow(1));
  }

  private readonly drawScatter = (): void => {
    const rows = this.ranking.rows;
    const listed = new Set(rows.slice(0, this.choice.limit).map((row) => row.number));
    this.reached.scatter.show(scatter(this.content, rows, listed, Math.max(280, byId("scatter").clientWidth)));
  };

  private mappedRows() {
    const figures = this.figures.of(this.placeAt(this.choice.area));
    return mapped(this.content, figures, new Set(this.ranking.rows.map((row) => row.number)));
  }

  private readonly drawMap = (): void => {
    const rows = this.mappedRows();
    const jobs = rows.reduce((sum, row) => sum + row.jobs, 0);
    const all = this.content.places[this.placeAt(this.choice.area)].jobs!;
    byId("mapped").textContent = fill(this.content.words.texts.mapped, {
      jobs: count(jobs), all: count(all), where: this.sentences().inPlace(),
    });
    this.reached.map.show(jobsMap(rows, Math.max(280, byId("map").clientWidth)));
    this.mapTable();
  };

  // The numbers of the map, made when they are asked for.
  private mapTable(): void {
    if (!byId<HTMLDetailsElement>("map-table").open) return;
    const phrases = this.content.scales.growth;
    const rows = this.mappedRows();
    const bodies = [...new Set(rows.map((row) => row.group))].map((group) => make("tbody", {},
      make("tr", {}, make("th", { scope: "rowgroup", colspan: 4 }, group)),
      ...rows.filter((row) => row.group === group).map((row) => make("tr", {}, make("th", { scope: "row" }, row.title),
        make("td", { class: "number" }, count(row.jobs)), make("td", { class: "number" }, this.shareOf(row.jobs)), make("td", {}, phrases[row.growth] ?? "no phrase")))));
    byId("map-rows").replaceChildren(byId("map-rows").querySelector("thead")!, ...bodies);
  }

  private shareOf(jobs: number): string {
    const share = (100 * jobs) / this.content.places[this.placeAt(this.choice.area)].jobs!;
    return share < 0.05 ? this.content.words.texts.mark_least : percent(share);
  }

  // What a mark is, below its drawing, with a button that sets it beside others.
  private say(id: string, number: number): void {
    const { texts } = this.content.words;
    const { code, title, education, phrase, grows } = this.content.occupations[number];
    const figures = this.figures.of(this.placeAt(this.choice.area)).get(number);
    const parts = [
      figures?.jobs && fill(texts.mark_jobs, { jobs: count(figures.jobs), share: this.shareOf(figures.jobs), where: this.sentences().inPlace() }),
      figures?.median && fill(texts.mark_pay, { pay: dollars(figures.median) + (figures.kind.median === "top_coded" ? " or more" : "") }),
      grows && fill(texts.mark_growth, { grows, years: this.content.years, phrase }),
      education >= 0 && fill(texts.mark_entry, { education: this.content.scales.education[education] }),
    ].filter(Boolean);
    byId(`${id}-said`).textContent = fill(texts.mark, { title, code, parts: parts.join("; ") });
    byId(`${id}-beside`).replaceChildren(this.besideButton(number));
  }

  // ---- side by side

  private besideRows(): Row[] {
    const figures: Map<number, Figures> = this.figures.of(this.placeAt(this.choice.area));
    return this.choice.beside.map((code) => {
      const number = this.numbers.get(code)!;
      const own = figures.get(number);
      const isKnown = own && ["published", "top_coded"].includes(own.kind.median);
      return {
        number, occupation: this.content.occupations[number], figures: own,
        value: isKnown ? own.median : NaN, status: own?.kind.median ?? "not_applicable",
      };
    });
  }

  private besideSentences(): string[] {
    const rows = this.besideRows();
    const place = this.content.places[this.placeAt(this.choice.area)];
    const title = place.code === "99" ? "" : place.title;
    if (!rows.length) return [];
    if (Number.isNaN(rows[0].value)) return [this.noMedian(rows[0])];
    const others = rows.slice(1).filter((row) => !Number.isNaN(row.value));
    const first = estimate(rows[0], "median");
    const found = orders(first, others.map((row) => estimate(row, "median")), this.content.critical);
    const without = rows.slice(1).filter((row) => Number.isNaN(row.value));
    return [comparison(this.content, place.year, title, [rows[0], ...others], found), ...without.map((row) => this.noMedian(row))];
  }

  private noMedian(row: Row): string {
    const isHourly = ["published", "top_coded"].includes(row.figures?.kind.hourly ?? "");
    const text = this.content.words.caveats[isHourly ? "hourly_only" : "no_median"];
    return text.replace("{people}", row.occupation.people).replace("{code}", row.occupation.code);
  }

  private besideList(): void {
    const rows = this.besideRows();
    byId("beside").hidden = !rows.length;
    byId("beside-words").replaceChildren(...this.besideSentences().map((text) => make("p", {}, text)));
    const columns = ["median", "jobs", "growth", "phrase", "openings", "education"];
    const ranges_: [string, string][] = [["p10", "10th percentile"], ["p25", "25th"], ["p75", "75th"], ["p90", "90th"]];
    const isNation = this.choice.area === "99";
    byId("beside-head").replaceChildren(make("tr", {}, make("th", { scope: "col" }, "Occupation"),
      ...columns.map((column) => make("th", { scope: "col" }, this.heading(column))),
      ...(isNation ? ranges_.map(([, text]) => make("th", { scope: "col", class: "number" }, text)) : []),
      make("th", { scope: "col" }, "Side by side")));
    byId("beside-rows").replaceChildren(...rows.map((row) => make("tr", {}, make("th", { scope: "row" }, ...this.named(row.number)),
      ...columns.map((column) => make("td", { title: this.source(row, column) }, this.cell(row, column))),
      ...(isNation ? ranges_.map(([name]) => {
        const value = this.content.percentiles[name][row.number];
        return make("td", { class: "number" }, value === null ? "not released" : dollars(value));
      }) : []),
      make("td", {}, this.besideButton(row.number)))));
  }

  private async past(): Promise<Series> {
    return (this.series ??= JSON.parse(await unpackedText(this.content.series)) as Series);
  }

  private readonly drawBeside = async (): Promise<void> => {
    const rows = this.besideRows();
    if (!rows.length) return;
    const past = await this.past();
    const holder = byId("ranges");
    const width = Math.max(280, holder.clientWidth);
    const isNation = this.choice.area === "99";
    byId("ranges-figure").hidden = !isNation;
    holder.replaceChildren(...(isNation ? [ranges(this.content, rows, width)] : []));
    byId("histories").replaceChildren(...rows.map((row) => this.pastOf(row, past, width)));
  };

  private pastOf(row: Row, { reasons, series }: Series, width: number): HTMLElement {
    const stretches = series[row.number];
    const breaks = stretches.slice(1).map((stretch, at) => {
      const before = stretches[at];
      const from = before.years[before.years.length - 1];
      return make("li", {}, `${from} to ${stretch.years[0]}, ${before.code} and ${stretch.code}: ${reasons[stretch.why]}`);
    });
    const rows_ = stretches.flatMap((stretch) => stretch.years.map((year, at) => make("tr", {}, make("th", { scope: "row" }, String(year)), make("td", {}, stretch.code),
      make("td", { class: "number" }, stretch.usd[at] === null ? "no number" : dollars(stretch.usd[at]!)))));
    return make("section", { class: "past" }, make("h4", {}, row.occupation.title),
      history(stretches, width),
      breaks.length > 0 && make("ul", { class: "breaks" }, ...breaks),
      make("details", {}, make("summary", {}, `Numbers of ${row.occupation.title} by year`),
        make("table", {}, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "May of"), make("th", { scope: "col" }, "Code"), make("th", { scope: "col", class: "number" }, "Median a year"))),
          make("tbody", {}, ...rows_))));
  }

  // ---- taking it along

  // The table in numbers, in the columns of `labor rank`.
  private values(): string[][] {
    return this.valuesIn(this.shownColumns().filter((one) => one !== "code"), this.ranking.rows.slice(0, this.choice.limit));
  }

  // What stands side by side, with the nation's percentiles.
  private besideValues(): string[][] {
    const rows = this.besideRows();
    const table = this.valuesIn(["median", "jobs", "growth", "openings", "education"], rows);
    if (this.choice.area !== "99") return table;
    const names = Object.keys(this.content.percentiles);
    const heads = names.map((name) => `${name}_annual_usd`);
    return table.map((line, at) => [...line, ...(at ? names.map((name) => String(this.content.percentiles[name][rows[at - 1].number] ?? "")) : heads)]);
  }

  private valuesIn(columns: string[], rows: Row[]): string[][] {
    const names = this.content.words.columns;
    const headsOf = (one: string): string[] => {
      if (one === "place") return ["best_rank", "worst_rank"];
      if (SCORES.includes(one)) return [`${one}_lowest`, `${one}_highest`];
      return one === "education" ? [names[one]] : [names[one], `${names[one]}_status`];
    };
    const heads = columns.flatMap(headsOf);
    return [["occupation_title", "occupation_code", ...heads, "read_with_care", "source"], ...rows.map((row) => [
      row.occupation.title, row.occupation.code, ...columns.flatMap((one) => this.valuesOf(row, one)),
      row.figures?.kind.care ?? "", this.source(row, this.choice.by) ?? "",
    ])];
  }

  private valuesOf(row: Row, column: string): string[] {
    if (column === "place") return [row.best, row.worst].map((one) => String(one ?? ""));
    if (SCORES.includes(column)) {
      const { lowest, highest } = this.content.exposure.scores[column];
      return [lowest, highest].map((values) => String(values[row.number] ?? ""));
    }
    if (column === "education") return [this.content.scales.education[row.occupation.education] ?? ""];
    const [value, status] = column === this.choice.by ? [row.value, row.status] : figureOf(row, column);
    return [hasValue(status) ? String(value) : "", status];
  }

  private pictures(name: string, holder: HTMLElement): HTMLElement[] {
    return (["svg", "png"] as const).map((kind) => make("button", {
      type: "button", id: `${name}-${kind}`, click: () => this.picture(name, holder, kind),
    }, `Chart as ${kind.toUpperCase()}`));
  }

  private picture(name: string, holder: HTMLElement, kind: "svg" | "png"): void {
    this.drawNow(this.stale.size);
    const svg = holder.querySelector("svg")!.cloneNode(true) as SVGSVGElement;
    svg.querySelector(".reached")?.remove();
    svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of [["width", "100%"], ["height", "100%"], ["fill", "var(--page-paper)"]]) paper.setAttribute(name, value);
    svg.prepend(...(name === "map" ? [patterns()] : []), paper);
    const style = getComputedStyle(document.documentElement);
    const text = new XMLSerializer().serializeToString(svg)
      .replace(/var\((--[a-z0-9-]+)\)/g, (_, property) => style.getPropertyValue(property).trim())
      .replaceAll("currentColor", style.getPropertyValue("--page-ink").trim());
    if (kind === "svg") return saving.save(`${name}.svg`, text, "image/svg+xml");
    saving.picture(name, { width: svg.width.baseVal.value, height: svg.height.baseVal.value, text });
  }
}

function newSearch(): MiniSearch {
  return new MiniSearch({
    fields: ["title", "others"],
    searchOptions: { prefix: true, fuzzy: (term) => (term.length > 4 ? 0.2 : false), boost: { title: 2 }, combineWith: "AND" },
  });
}

function csv(rows: string[][]): string {
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(quoted).join(",") + "\n").join("");
}

function history_replace(hash: string): void {
  window.history.replaceState(null, "", hash);
}

const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

declare global {
  interface Window {
    labor: Page;
  }
}

async function start(): Promise<void> {
  const content = JSON.parse(await unpackedText(byId("data").textContent!.trim())) as Content;
  window.labor = new Page(content, await AllFigures.read(content));
  document.body.dataset.ready = "yes";
}

void start();
