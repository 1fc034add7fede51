// The drawings: pay against growth, all jobs as areas, ranges of pay on one scale, and medians
// over the years.

import { dot, lineY, plot, type PlotOptions, rect, ruleX, type Scale, text, tickX } from "@observablehq/plot";
import { hierarchy, treemap } from "d3-hierarchy";
import type { Content, Figures, Stretch } from "./data";
import type { Drawing } from "./reach";
import type { Row } from "./rank";
import { dollars } from "./words";

const SYMBOLS = ["circle", "square", "triangle", "diamond", "cross", "star", "wye", "hexagon"];
const FONT = { fontSize: "13px", fontFamily: "inherit", background: "transparent", color: "inherit" };
// Colours by number of the category, apart in light and dark; the symbols tell the same.
const COLORS = Array.from({ length: 8 }, (_, at) => `var(--shade-${at + 1})`);

// Phrases of growth, from decline to much faster than average, by color and by pattern: lines fall
// to the right where jobs do, rise where they grow, the closer the more; then that of no phrase.
const GROWTH_COLORS = Array.from({ length: 6 }, (_, at) => `var(--growth-${at + 1})`).concat("transparent");
const PATTERNS = ["M0 0L6 6M-1 5L1 7M5 -1L7 1", "M0 0L12 12M-1 11L1 13M11 -1L13 1", "M1 6H3", "", "M0 12L12 0M-1 1L1 -1M11 13L13 11", "M0 6L6 0M-1 1L1 -1M5 7L7 5", ""];
const SVG = "http://www.w3.org/2000/svg";

// The library adds a style element, which the page's policy refuses; its rules are in explorer.css.
function drawn(name: string, options: PlotOptions): SVGSVGElement & { scale(name: string): Scale | undefined } {
  const apart = document.implementation.createHTMLDocument("");
  const drawing = plot({ ...options, style: FONT, className: "plot", document: apart });
  drawing.querySelectorAll("style").forEach((style) => style.remove());
  drawing.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", name);
  return document.adoptNode(drawing) as ReturnType<typeof drawn>;
}

// What both the key and the drawing of all jobs are filled with.
export function patterns(): SVGElement {
  const defs = document.createElementNS(SVG, "defs");
  for (const [at, lines] of PATTERNS.entries()) {
    const pattern = document.createElementNS(SVG, "pattern");
    const size = /12/.test(lines) || at === 2 ? "12" : "6";
    for (const [key, value] of [["id", `phrase-${at}`], ["width", size], ["height", size], ["patternUnits", "userSpaceOnUse"]]) {
      pattern.setAttribute(key, value);
    }
    const path = document.createElementNS(SVG, "path");
    for (const [key, value] of [["d", lines], ["stroke", "var(--page-ink)"], ["stroke-opacity", "0.55"], ["fill", "none"]]) path.setAttribute(key, value);
    pattern.append(path);
    defs.append(pattern);
  }
  return defs;
}

// The fill of a phrase of growth, for the key.
export function swatch(at: number): Element {
  const box = [{ x1: 1, x2: 25, y1: 1, y2: 17 }];
  const place = { x1: "x1", x2: "x2", y1: "y1", y2: "y2" };
  const drawing = drawn("", { ...pixels(26, 18), marks: [
    rect(box, { ...place, fill: GROWTH_COLORS[at], fillOpacity: 0.5, stroke: "currentColor" }), rect(box, { ...place, fill: `url(#phrase-${at})` }),
  ] });
  drawing.removeAttribute("aria-label");
  drawing.setAttribute("aria-hidden", "true");
  drawing.removeAttribute("role");
  return drawing;
}

const pixels = (width: number, height: number): PlotOptions =>
  ({ width, height, margin: 0, axis: null, x: { type: "identity" }, y: { type: "identity" } });

// The mark of a category of education, for the key.
export function mark(at: number): Element {
  const drawing = drawn("", { width: 18, height: 18, margin: 9, axis: null, marks: [
    dot([0], { x: () => 0, y: () => 0, r: 6, symbol: () => SYMBOLS[at], fill: COLORS[at], fillOpacity: 0.6, stroke: COLORS[at] }),
  ] });
  drawing.removeAttribute("aria-label");
  drawing.setAttribute("aria-hidden", "true");
  drawing.removeAttribute("role");
  return drawing;
}

export function scatter(content: Content, rows: Row[], listed: Set<number>, width: number): Drawing {
  const points = rows
    .filter((row) => row.figures && row.figures.median && row.occupation.growth_pct !== null)
    .map((row) => ({
      number: row.number,
      pay: row.figures!.median,
      growth: row.occupation.growth_pct!,
      jobs: row.figures!.jobs || 1,
      education: Math.max(row.occupation.education, 0),
      isListed: listed.has(row.number),
      name: row.occupation.title,
    }));
  points.sort((a, b) => b.jobs - a.jobs);
  const isWide = width >= 560;
  const element = drawn(`Scatter plot of pay against growth of ${points.length} occupations; the table has the listed ones.`, {
    width, height: isWide ? 440 : 380,
    marginLeft: 54, marginBottom: 42, marginTop: 28,
    x: { label: "Projected growth, percent", grid: true, nice: true, ticks: isWide ? 8 : 4 },
    y: { label: "Median pay a year, dollars", grid: true, zero: true, nice: true, tickFormat: (d: number) => `${d / 1000}k` },
    r: { range: [2.5, isWide ? 26 : 16] },
    symbol: { domain: SYMBOLS.map((_, at) => at), range: SYMBOLS },
    color: { domain: COLORS.map((_, at) => at), range: COLORS },
    marks: [
      ruleX([0], { strokeOpacity: 0.5 }),
      dot(points, {
        x: "growth", y: "pay", r: "jobs", symbol: "education", fill: "education",
        fillOpacity: 0.45, stroke: "education", strokeWidth: 1,
      }),
      ...(["start", "end"] as const).map((textAnchor) => text(apart(points, isWide, textAnchor), {
        x: "growth", y: "pay", textAnchor, text: (point: Point) => clipped(point.name, isWide ? 32 : 20),
        dy: -10, fill: "currentColor", stroke: "var(--page-paper)", strokeWidth: 4, fontSize: 12,
      })),
    ],
  });
  const [x, y, r] = ["x", "y", "r"].map((name) => element.scale(name)?.apply ?? (() => 0));
  const marks = [...points].reverse().map(({ number, growth, pay, jobs }) => {
    const radius = r(jobs);
    return { number, x: x(growth) - radius, y: y(pay) - radius, width: 2 * radius, height: 2 * radius };
  });
  const inOrder = (of: (point: Point) => number) => [...points].sort((a, b) => of(a) - of(b)).map((point) => point.number);
  return { element, marks, across: inOrder((point) => point.growth), along: inOrder((point) => -point.pay) };
}

export interface Mapped {
  number: number;
  group: string;
  title: string;
  jobs: number;
  growth: number; // number of the phrase; that behind the last where there is none
  isIn: boolean; // whether it fits what is chosen
}

// The occupations of a place whose jobs are released, by group, both with the largest first.
export function mapped(content: Content, figures: Map<number, Figures>, fits: Set<number>): Mapped[] {
  const groups = new Map(content.groups.map((one) => [one.code.slice(0, 2), one.title.replace(/ Occupations$/, "")]));
  const found = [...figures].filter(([, of]) => of.jobs).map(([number, { jobs }]) => {
    const { code, title, growth } = content.occupations[number];
    const phrase = growth.length === 1 ? growth[0] : content.scales.growth.length;
    return { number, group: groups.get(code.slice(0, 2))!, title, jobs, growth: phrase, isIn: fits.has(number) };
  });
  const total = new Map<string, number>();
  for (const { group, jobs } of found) total.set(group, (total.get(group) ?? 0) + jobs);
  return found.sort((a, b) => total.get(b.group)! - total.get(a.group)! || (a.group < b.group ? -1 : a.group > b.group ? 1 : b.jobs - a.jobs));
}

interface Branch {
  name: string;
  one?: Mapped;
  children?: Branch[];
}

const HEAD = 17; // room for the name of a group
const LETTER = 6.9; // width of a letter of its names

export function jobsMap(rows: Mapped[], width: number): Drawing {
  const height = width >= 560 ? 600 : 680;
  const groups = [...new Set(rows.map((row) => row.group))];
  const children = groups.map((name) => ({ name, children: rows.filter((row) => row.group === name).map((one) => ({ name: one.title, one })) }));
  const tree = hierarchy<Branch>({ name: "", children }).sum((branch) => branch.one?.jobs ?? 0);
  const root = treemap<Branch>().size([width, height]).round(true).paddingInner(1)
    .paddingTop((node) => (node.depth === 1 && node.x1 - node.x0 > 40 && node.y1 - node.y0 > 40 ? HEAD : 0))(tree);
  const place = { x1: "x0", x2: "x1", y1: "y0", y2: "y1" };
  const tiles = root.leaves().map(({ x0, x1, y0, y1, data }) => ({ x0, x1, y0, y1, ...data.one! }));
  const heads = (root.children ?? []).filter((node) => node.y1 - node.y0 > 40 && node.x1 - node.x0 > 40)
    .map(({ x0, x1, y0, data }) => ({ x: x0 + 3, y: y0 + HEAD / 2 + 1, text: clipped(data.name, (x1 - x0 - 6) / (LETTER + 0.7)) }));
  const names = tiles.filter((tile) => tile.isIn && tile.x1 - tile.x0 > 46 && tile.y1 - tile.y0 > 18)
    .map(({ x0, x1, y0, y1, title }) => ({ x: x0 + 4, y: y0 + 4, text: wrapped(title, (x1 - x0 - 6) / LETTER, Math.floor((y1 - y0 - 4) / 13)) }));
  const label = { x: "x", y: "y", text: "text", textAnchor: "start", fill: "currentColor", stroke: "var(--page-paper)", strokeWidth: 3 } as const;
  const element = drawn(`Map of the jobs of ${tiles.length} occupations in ${groups.length} groups; the table below it has the numbers.`, {
    ...pixels(width, height), marks: [
      rect(tiles, { ...place, fill: (tile: Mapped) => GROWTH_COLORS[tile.growth], fillOpacity: (tile: Mapped) => (tile.isIn ? 0.5 : 0.06), stroke: "var(--page-ink)", strokeOpacity: 0.45, strokeWidth: 0.5 }),
      rect(tiles.filter((tile) => tile.isIn), { ...place, fill: (tile: Mapped) => `url(#phrase-${tile.growth})` }),
      text(heads, { ...label, fontSize: 12, fontWeight: 700 }),
      text(names, { ...label, lineAnchor: "top", lineHeight: 1.1, fontSize: 12 }),
    ],
  });
  const marks = tiles.map(({ number, x0, x1, y0, y1 }) => ({ number, x: x0, y: y0, width: x1 - x0, height: y1 - y0 }));
  const along = [...rows].sort((a, b) => b.jobs - a.jobs).map((row) => row.number);
  return { element, marks, across: rows.map((row) => row.number), along };
}

function clipped(name: string, letters: number): string {
  return name.length <= letters ? name : letters < 4 ? "" : `${name.slice(0, Math.floor(letters) - 1).trimEnd()}\u2026`;
}

// A name in lines of so many letters, cut where they end; none where its first word has no room.
function wrapped(name: string, letters: number, most: number): string {
  if (name.split(" ")[0].length > letters) return "";
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length + 1 <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const shown = lines.slice(0, most);
  if (lines.length > most) shown[most - 1] += "\u2026";
  return shown.map((line) => clipped(line, letters)).join("\n");
}

interface Point {
  number: number;
  pay: number;
  growth: number;
  name: string;
  isListed: boolean;
}

// The listed ones whose names do not cross: the widest name is a third of a wide drawing.
function apart(points: Point[], isWide: boolean, anchor: "start" | "end"): Point[] {
  const [pays, growths] = [points.map((point) => point.pay), points.map((point) => point.growth)];
  const high = Math.max(...pays);
  const wide = Math.max(...growths) - Math.min(...growths) || 1;
  const kept: Point[] = [];
  for (const point of points.filter((one) => one.isListed).sort((a, b) => b.pay - a.pay)) {
    const crosses = kept.some((other) => Math.abs(other.pay - point.pay) / high < 0.06
      && Math.abs(other.growth - point.growth) / wide < (isWide ? 0.35 : 0.8));
    if (!crosses) kept.push(point);
  }
  // A name begins at its mark on the left half of the drawing, and ends there on the right.
  const middle = (Math.max(...growths) + Math.min(...growths)) / 2;
  return kept.slice(0, isWide ? 10 : 4).filter((point) => (point.growth > middle) === (anchor === "end"));
}

export function ranges(content: Content, rows: Row[], width: number): Element {
  const bars = rows.flatMap((row, at) => {
    const [p10, p25, p75, p90] = ["p10", "p25", "p75", "p90"].map((name) => content.percentiles[name][row.number]);
    if (!row.figures?.median) return [];
    return [{ at, name: row.occupation.title, p10, p25, p75, p90, median: row.figures?.median || null }];
  });
  const isKnown = (...names: (number | null)[]): boolean => names.every((one) => one !== null);
  const band = (low: "p10" | "p25", high: "p75" | "p90") => bars.filter((bar) => isKnown(bar[low], bar[high]));
  const line = (low: "p10" | "p25", high: "p75" | "p90", strokeWidth: number) =>
    band(low, high).flatMap((bar) => [
      { name: bar.name, value: bar[low]!, strokeWidth }, { name: bar.name, value: bar[high]!, strokeWidth },
    ]);
  const style = (strokeWidth: number) => ({
    x: "value", y: "name", z: "name", stroke: "var(--page-link)", strokeWidth, strokeOpacity: strokeWidth > 4 ? 0.35 : 0.7,
  });
  const height = 56 + bars.length * 56;
  return drawn(`Ranges of pay of ${bars.length} occupations on one scale; the table beside has the numbers.`, {
    width, height, marginLeft: 8, marginRight: 24, marginTop: 12, marginBottom: 40,
    x: { label: "Pay a year, dollars", grid: true, zero: true, tickFormat: (d: number) => `${d / 1000}k`, ticks: width > 560 ? 8 : 4 },
    y: { domain: bars.map((bar) => bar.name), label: null, axis: null },
    marks: [
      lineY(line("p10", "p90", 2), style(2)),
      lineY(line("p25", "p75", 12), style(12)),
      tickX(bars.filter((bar) => bar.median !== null), { x: "median", y: "name", stroke: "currentColor", strokeWidth: 3, inset: 12 }),
      text(bars, { x: 0, y: "name", text: "name", textAnchor: "start", dy: -20, fontWeight: 600, fontSize: 13, fill: "currentColor" }),
    ],
  });
}

export function history(stretches: Stretch[], width: number): Element {
  const points = stretches.flatMap((stretch, part) =>
    stretch.years.flatMap((year, at) => (stretch.usd[at] === null ? [] : [{ year, usd: stretch.usd[at]!, part, code: stretch.code }])),
  );
  const starts = stretches.slice(1).map((stretch) => stretch.years[0] - 0.5);
  return drawn("Medians by year; a broken line stands where years may not be compared.", {
    width, height: 180, marginLeft: 48, marginBottom: 32,
    x: { label: null, tickFormat: (d: number) => String(d), ticks: width > 480 ? 7 : 4 },
    y: { label: "Median, dollars", zero: true, grid: true, ticks: 4, tickFormat: (d: number) => `${d / 1000}k` },
    marks: [
      ruleX(starts, { strokeDasharray: "4 3", stroke: "currentColor", strokeOpacity: 0.6 }),
      lineY(points, { x: "year", y: "usd", z: "part", stroke: "var(--page-link)", strokeWidth: 2 }),
      dot(points, { x: "year", y: "usd", r: 2.5, fill: "var(--page-link)", title: (p: { year: number; usd: number; code: string }) => `${p.code}, ${p.year}: ${dollars(p.usd)}` }),
    ],
  });
}
