// Which occupations are in order, which are left out and why, and the places that each can have.
// The rules are those of labor.answers.rank.select and labor.methods.uncertainty; a test holds
// both equal over random choices.

import type { Choice, Measure } from "./choice";
import type { Content, Figures, Occupation } from "./data";

export interface Row {
  number: number;
  occupation: Occupation;
  figures: Figures | undefined;
  value: number;
  status: string;
  best?: number;
  worst?: number;
}

export interface Ranking {
  rows: Row[];
  tested: boolean;
  tied: Row[];
  all: number;
  leftOut: Map<string, Row[]>;
}

const WITH_VALUE = ["published", "top_coded"];
const SHOWN = [...WITH_VALUE, "derived", "estimated"];
// A relative error that is printed as 0.0 is below 0.05 percent; the most it can be is used.
const LEAST_RSE = 0.05;

type Verdict = "higher" | "lower" | "tied" | "unknown" | "no_test";
export interface Order {
  verdict: Verdict;
  printed: "higher" | "lower" | "equal" | "unknown";
}

interface Estimate {
  value: number;
  isLimit: boolean;
  mean: number;
  error: number; // NaN where none is published
}

export function estimate(row: Row, by: "median" | "jobs"): Estimate {
  const { kind, median, mean, rse, jobs, jobs_rse } = row.figures!;
  const isPay = by === "median";
  const value = isPay ? median : jobs;
  const center = isPay ? mean : jobs;
  const percent = isPay ? rse : jobs_rse;
  const isKnown = isPay
    ? kind.mean === "published" && WITH_VALUE.includes(kind.rse)
    : kind.jobs === "published" && WITH_VALUE.includes(kind.jobs_rse);
  const error = isKnown ? (center * Math.max(percent, LEAST_RSE)) / 100 : NaN;
  return { value, isLimit: (isPay ? kind.median : kind.jobs) === "top_coded", mean: center, error };
}

// How one median stands to others: the means stand in, all pairs together by Holm's method.
export function orders(first: Estimate, others: Estimate[], critical: number[]): Order[] {
  const z = others.map((other) => (first.mean - other.mean) / Math.hypot(first.error, other.error));
  const tested = z.map((_, at) => at).filter((at) => !Number.isNaN(z[at]));
  tested.sort((a, b) => Math.abs(z[b]) - Math.abs(z[a]) || a - b);
  const apart = new Set<number>();
  for (const [done, at] of tested.entries()) {
    if (!(Math.abs(z[at]) > critical[tested.length - done - 1])) break;
    apart.add(at);
  }
  return others.map((other, at) => {
    const printed = printedOrder(first, other);
    if (printed === "unknown") return { verdict: "unknown", printed };
    if (Number.isNaN(z[at])) return { verdict: "no_test", printed };
    const means = !apart.has(at) ? "tied" : z[at] > 0 ? "higher" : "lower";
    return { verdict: means === printed ? means : "tied", printed };
  });
}

function printedOrder(first: Estimate, other: Estimate): Order["printed"] {
  if (first.isLimit && other.isLimit) return "unknown";
  if (first.isLimit) return first.value > other.value ? "higher" : "unknown";
  if (other.isLimit) return other.value > first.value ? "lower" : "unknown";
  return first.value > other.value ? "higher" : first.value < other.value ? "lower" : "equal";
}

export function rank(
  content: Content, figures: Map<number, Figures>, nation: Map<number, Figures>, choice: Choice,
): Ranking {
  const place = content.places.find((one) => one.code === choice.area)!;
  const totals = [place.jobs, content.places.find((one) => one.year === place.year)!.jobs];
  const rows: Row[] = [];
  const leftOut = new Map<string, Row[]>(content.words.reasons.map((reason) => [reason, []]));
  for (const number of content.listed[place.year]) {
    const occupation = content.occupations[number];
    const row: Row = { number, occupation, figures: figures.get(number), value: NaN, status: "" };
    [row.value, row.status] = measured(row, choice.by, nation.get(number), totals, place.code);
    const fits = [...categories(row, choice), ...groups(row, choice), pay(row, choice)];
    if (fits.includes(false)) continue;
    const isHere = Boolean(row.figures) || place.code === "99" || "not in the table of the place";
    const tests = [...fits, isHere, ...floors(row, choice), figure(row, choice.by)];
    const why = tests.filter((one): one is string => typeof one === "string");
    if (why.length) {
      const order = content.words.reasons;
      leftOut.get(why.sort((a, b) => order.indexOf(a) - order.indexOf(b))[0])!.push(row);
    } else rows.push(row);
  }
  const sign = choice.lowest ? 1 : -1;
  rows.sort((a, b) => sign * (a.value - b.value) || byTitle(a, b));
  return { ...withPlaces(rows, choice, content.critical), all: content.listed[place.year].length, leftOut };
}

function byTitle(a: Row, b: Row): number {
  const [one, other] = [a.occupation.official, b.occupation.official];
  return one < other ? -1 : one > other ? 1 : a.occupation.code < b.occupation.code ? -1 : 1;
}

function withPlaces(rows: Row[], choice: Choice, critical: number[]) {
  const by = choice.by;
  if ((by !== "median" && by !== "jobs") || rows.length < 2) return { rows, tested: false, tied: [] };
  const estimates = rows.map((row) => estimate(row, by));
  let tied: Row[] = [];
  let tested = false;
  const [before, behind] = choice.lowest ? ["higher", "lower"] : ["lower", "higher"];
  for (let at = 0; at < Math.min(choice.limit, rows.length); at++) {
    const others = [...estimates.slice(0, at), ...estimates.slice(at + 1)];
    const found = orders(estimates[at], others, critical).map((order) => order.verdict);
    if (found.every((one) => one === "no_test")) continue;
    const count = (verdict: string): number => found.filter((one) => one === verdict).length;
    rows[at].best = 1 + count(before);
    rows[at].worst = rows.length - count(behind);
    if (at === 0) {
      tested = true;
      tied = rows.slice(1).filter((_, other) => !["higher", "lower"].includes(found[other]));
    }
  }
  return { rows, tested, tied };
}

function measured(
  row: Row, by: Measure, nation: Figures | undefined, totals: (number | null)[], area: string,
): [number, string] {
  const { occupation, figures } = row;
  if (by === "growth") return projected(occupation.growth_pct);
  if (by === "openings") return projected(occupation.openings);
  if (by === "pay-change") return occupation.change_pct === null ? [NaN, ""] : [occupation.change_pct, "derived"];
  if (!figures) return [NaN, "not_applicable"];
  if (by === "median") return [figures.median, figures.kind.median];
  if (by === "jobs") return [figures.jobs, figures.kind.jobs];
  if (figures.kind.lq === "published") return [figures.lq, "published"];
  if (figures.kind.lq !== "derived" || area === "99") return [NaN, figures.kind.lq];
  return [figures.jobs / totals[0]! / (nation!.jobs / totals[1]!), "derived"];
}

// A figure of a row beside the measure that it is ranked by, and its status.
export const figureOf = (row: Row, column: string): [number, string] => measured(row, column as Measure, undefined, [], "");
export const hasValue = (status: string): boolean => SHOWN.includes(status);

function projected(value: number | null): [number, string] {
  return value === null ? [NaN, "not_applicable"] : [value, "published"];
}

function categories(row: Row, choice: Choice): (boolean | string)[] {
  const { education, experience, training, zones, growth } = row.occupation;
  const scales: [number[], number[], string][] = [
    [choice.education, education < 0 ? [] : [education], "not projected"],
    [choice.experience, experience < 0 ? [] : [experience], "not projected"],
    [choice.training, training < 0 ? [] : [training], "not projected"],
    [choice.growth, growth, "the growth phrase is open"],
    [choice.zone, zones, "no job zone, or several"],
  ];
  return scales.filter(([wanted]) => wanted.length).map(([wanted, found, why]) => {
    const inside = found.map((one) => wanted.includes(one));
    if (!inside.length) return why;
    if (inside.every(Boolean)) return true;
    return inside.some(Boolean) ? why : false;
  });
}

function groups(row: Row, choice: Choice): boolean[] {
  if (!choice.group.length) return [];
  return [choice.group.some((group) => row.occupation.code.startsWith(group.slice(0, 3)))];
}

function pay(row: Row, choice: Choice): boolean | string {
  const { pay_from, pay_to } = choice;
  if (!pay_from && !pay_to) return true;
  const status = row.figures?.kind.median ?? "not_applicable";
  if (!WITH_VALUE.includes(status)) return noMedian(row);
  const value = row.figures!.median;
  if (pay_to && value > pay_to) return false;
  if (status === "top_coded") return pay_to || value < pay_from ? "only a lower limit is known" : true;
  return value >= pay_from;
}

function floors(row: Row, choice: Choice): (boolean | string)[] {
  const found: (boolean | string)[] = [];
  if (choice.min_jobs) {
    const isKnown = SHOWN.includes(row.figures?.kind.jobs ?? "");
    found.push(!isKnown ? absent(row) : row.figures!.jobs >= choice.min_jobs || "below the floor of jobs");
  }
  if (choice.min_openings) {
    const openings = row.occupation.openings;
    found.push(
      openings === null ? "not projected" : openings >= choice.min_openings || "below the floor of openings",
    );
  }
  return found;
}

function figure(row: Row, by: Measure): boolean | string {
  if (SHOWN.includes(row.status)) return true;
  if (by === "pay-change") return row.occupation.change_why;
  if (by === "median") return noMedian(row);
  return by === "growth" || by === "openings" ? "not projected" : absent(row);
}

function noMedian(row: Row): string {
  if (WITH_VALUE.includes(row.figures?.kind.hourly ?? "")) return "paid by the hour, no yearly median";
  return absent(row);
}

function absent(row: Row): string {
  const status = row.figures?.kind.jobs ?? "not_applicable";
  return status === "not_applicable" ? "not in the table of the place" : "not released";
}
