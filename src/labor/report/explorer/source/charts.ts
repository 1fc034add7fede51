// The drawings: pay against growth, ranges of pay on one scale, and medians over the years.

import { dot, lineY, plot, type PlotOptions, ruleX, text, tickX } from "@observablehq/plot";
import type { Content, Stretch } from "./data";
import type { Row } from "./rank";
import { count, dollars, signed } from "./words";

const SYMBOLS = ["circle", "square", "triangle", "diamond", "cross", "star", "wye", "hexagon"];
const FONT = { fontSize: "13px", fontFamily: "inherit", background: "transparent", color: "inherit" };
// Colours by number of the category, apart in light and dark; the symbols tell the same.
const COLORS = Array.from({ length: 8 }, (_, at) => `var(--shade-${at + 1})`);

// The library adds a style element, which the page's policy refuses; its rules are in explorer.css.
function drawn(name: string, options: PlotOptions): Element {
  const apart = document.implementation.createHTMLDocument("");
  const drawing = plot({ ...options, style: FONT, className: "plot", document: apart });
  drawing.querySelectorAll("style").forEach((style) => style.remove());
  drawing.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", name);
  return document.adoptNode(drawing);
}

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

export function scatter(content: Content, rows: Row[], listed: Set<number>, width: number): Element {
  const points = rows
    .filter((row) => row.figures && row.figures.median && row.occupation.growth_pct !== null)
    .map((row) => ({
      pay: row.figures!.median,
      growth: row.occupation.growth_pct!,
      jobs: row.figures!.jobs || 1,
      education: Math.max(row.occupation.education, 0),
      isListed: listed.has(row.number),
      title: `${row.occupation.title}: ${dollars(row.figures!.median)}, ${signed(row.occupation.growth_pct!)}, ` +
        `${count(row.figures!.jobs)} jobs, ${content.scales.education[row.occupation.education] ?? ""}`,
      name: row.occupation.title,
    }));
  points.sort((a, b) => b.jobs - a.jobs);
  const isWide = width >= 560;
  return drawn(`Scatter plot of pay against growth of ${points.length} occupations; the table has the listed ones.`, {
    width, height: isWide ? 440 : 380, 
    marginLeft: 54, marginBottom: 42, marginTop: 28,
    x: { label: "Projected growth, percent", grid: true, nice: true, ticks: isWide ? 8 : 4 },
    y: { label: "Median pay a year, dollars", grid: true, zero: true, tickFormat: (d: number) => `${d / 1000}k` },
    r: { range: [2.5, isWide ? 26 : 16] },
    symbol: { domain: SYMBOLS.map((_, at) => at), range: SYMBOLS },
    color: { domain: COLORS.map((_, at) => at), range: COLORS },
    marks: [
      ruleX([0], { strokeOpacity: 0.5 }),
      dot(points, {
        x: "growth", y: "pay", r: "jobs", symbol: "education", fill: "education",
        fillOpacity: 0.45, stroke: "education", strokeWidth: 1, title: "title",
      }),
      ...(["start", "end"] as const).map((textAnchor) => text(apart(points, isWide, textAnchor), {
        x: "growth", y: "pay", textAnchor, text: (point: { name: string }) => (point.name.length > 32 ? `${point.name.slice(0, 30)}\u2026` : point.name),
        dy: -10, fill: "currentColor", stroke: "var(--page-paper)", strokeWidth: 4, fontSize: 12,
      })),
    ],
  });
}

interface Point {
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
