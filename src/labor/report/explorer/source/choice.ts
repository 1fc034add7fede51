// What is chosen: it lives in the address behind #, with the version of the data.

export const MEASURES = [
  "median", "growth", "openings", "jobs", "pay-change", "location-quotient",
] as const;
export type Measure = (typeof MEASURES)[number];
export const SCALES = ["education", "experience", "training", "zone", "growth"] as const;
export type ScaleName = (typeof SCALES)[number];

export interface Choice {
  by: Measure;
  lowest: boolean;
  area: string;
  education: number[];
  experience: number[];
  training: number[];
  zone: number[];
  growth: number[];
  group: string[];
  min_jobs: number;
  min_openings: number;
  pay_from: number;
  pay_to: number;
  limit: number;
  beside: string[];
  columns: string[];
}

const USUAL = ["code", "place", "median", "jobs", "growth", "openings", "education"];
// Exposure to AI as studies score it: shown where it is asked for.
export const SCORES = ["human_beta", "gpt4_beta", "copilot_applicability", "claude_observed"];
export const COLUMNS = [...USUAL, ...SCORES];
export const MOST_BESIDE = 5;

export function fresh(): Choice {
  return {
    by: "median", lowest: false, area: "99", education: [], experience: [], training: [],
    zone: [], growth: [], group: [], min_jobs: 0, min_openings: 0, pay_from: 0, pay_to: 0,
    limit: 10, beside: [], columns: [...USUAL],
  };
}

export function address(choice: Choice, version: string): string {
  const usual = fresh();
  const parts = new URLSearchParams({ v: version });
  for (const name of Object.keys(usual) as (keyof Choice)[]) {
    const [value, other] = [String(choice[name]), String(usual[name])];
    if (value !== other) parts.set(name, value);
  }
  return `#${parts.toString()}`;
}

export function readAddress(hash: string): { choice: Choice; version: string } {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const choice = fresh();
  const whole = (text: string): number[] =>
    text.split(",").filter((one) => /^\d+$/.test(one)).map(Number);
  for (const [name, text] of parts) {
    if (name === "by" && (MEASURES as readonly string[]).includes(text)) choice.by = text as Measure;
    else if (name === "lowest") choice.lowest = text === "true";
    else if (name === "area" && /^\d{2,7}$/.test(text)) choice.area = text;
    else if ((SCALES as readonly string[]).includes(name)) choice[name as ScaleName] = whole(text);
    else if (name === "group" || name === "beside")
      choice[name] = text.split(",").filter((one) => /^\d\d-\d{4}$/.test(one));
    else if (name === "columns") choice.columns = COLUMNS.filter((one) => text.split(",").includes(one));
    else if (["min_jobs", "min_openings", "pay_from", "pay_to", "limit"].includes(name))
      choice[name as "limit"] = whole(text)[0] ?? fresh()[name as "limit"];
  }
  choice.beside = [...new Set(choice.beside)].slice(0, MOST_BESIDE);
  if (choice.limit < 1) choice.limit = 10;
  return { choice, version: parts.get("v") ?? "" };
}
