// Sentences, filled into the wordings that labor.answers.rank.words gives: none is written here.

import type { Choice } from "./choice";
import type { Content, Words } from "./data";
import type { Order, Ranking, Row } from "./rank";

export function fill(text: string, slots: Record<string, string | number>): string {
  return text.replace(/\{([a-z]+)\}/g, (_, name) => String(slots[name] ?? ""));
}

export function dollars(value: number): string {
  const digits = Math.abs(value) >= 1000 ? 0 : 2;
  const text = Math.abs(value).toLocaleString("en-US", {
    minimumFractionDigits: digits, maximumFractionDigits: digits,
  });
  return `${value < 0 ? "\u2212" : ""}$${text}`;
}

export const count = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 0 });

// Openings are printed in tenths of a thousand: a zero is fewer than half of one.
export const openings = (value: number, words: Words): string => (value ? count(value) : words.zero_openings);

export function percent(value: number): string {
  return `${value.toFixed(1)}%`.replace("-", "\u2212").replace("\u22120.0%", "0.0%");
}

export const hundredths = (value: number): string => value.toFixed(2);

export function signed(value: number): string {
  const text = percent(value);
  return Number(value.toFixed(1)) > 0 ? `+${text}` : text;
}

export function said(row: Row, by: string, words: Words): string {
  const forms: Record<string, (value: number) => string> = {
    median: dollars, growth: signed, openings: (value) => openings(value, words), jobs: count, "pay-change": signed,
    "location-quotient": hundredths,
  };
  return forms[by](row.value) + (row.status === "top_coded" ? " or more" : "");
}

export function listed(parts: string[]): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}` : parts[0] ?? "";
}

export function listedNames(names: string[]): string {
  if (names.length < 2 || !names.some((name) => name.includes(",") || name.includes(" and "))) return listed(names);
  return `${names.slice(0, -1).join("; ")}; and ${names[names.length - 1]}`;
}

const either = (parts: string[]): string =>
  parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(", ")} or ${parts[parts.length - 1]}`;
const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

export class Sentences {
  constructor(
    private readonly content: Content,
    private readonly choice: Choice,
    private readonly ranking: Ranking,
  ) {}

  private get texts() {
    return this.content.words.texts;
  }

  private get place() {
    return this.content.places.find((one) => one.code === this.choice.area)!;
  }

  all(): string[] {
    return [this.first(), this.order(), this.leftOut()].filter(Boolean);
  }

  first(): string {
    const { rows, all } = this.ranking;
    const [where, that, measured] = [this.where(), this.that(), this.measured()];
    if (!rows.length) {
      const who = `${all} occupations`;
      return fill(this.texts.none, { all: who, that, measured }).replaceAll("  ", " ");
    }
    const same = rows.slice(0, this.choice.limit).filter((row) => row.value === rows[0].value);
    const people = this.people(same);
    if (rows.length === 1) {
      return fill(this.texts.only, { people, where, that, measured, amount: said(rows[0], this.choice.by, this.content.words) });
    }
    const verb = this.isFirst(rows[0]);
    const text = fill(this.texts.first, {
      number: rows.length, where, that, people, verb, tied: this.tied(same),
    });
    return text.replaceAll(" ,", ",");
  }

  order(): string {
    if (this.ranking.rows.length < 2) return "";
    const { error, without_error } = this.content.words;
    if (this.ranking.tested) return fill(this.texts.order, { number: this.ranking.rows.length, error });
    return fill(this.texts.no_order, { without: without_error[this.choice.by] });
  }

  leftOut(): string {
    const found = [...this.ranking.leftOut].filter(([, rows]) => rows.length);
    const total = found.reduce((sum, [, rows]) => sum + rows.length, 0);
    const names = this.content.words.left_out;
    if (!total) return "";
    if (found.length === 1) {
      return fill(this.texts[total === 1 ? "left_one" : "left_many"], { total, why: names[found[0][0]] });
    }
    return fill(this.texts.left_list, {
      total, parts: listed(found.map(([why, rows]) => `${rows.length} ${names[why]}`)),
    });
  }

  measured(): string {
    const text = this.content.words.measured[this.choice.by];
    return this.choice.by === "pay-change" ? `${text} since ${this.content.in_sentence[this.content.since]}` : text;
  }

  private where(): string {
    return this.place.code === "99" ? "" : `${this.inPlace()} `;
  }

  inPlace(): string {
    const { title } = this.place;
    return `in ${this.content.words.with_article.includes(title) ? "the " : ""}${title}`;
  }

  private that(): string {
    const { choice, texts } = this;
    const scales = this.content.scales;
    const inside: string[] = [];
    if (choice.group.length) {
      const titles = this.content.groups.filter((one) => choice.group.includes(one.code));
      const names = listedNames(titles.map((one) => one.title));
      inside.push(fill(texts[titles.length > 1 ? "groups" : "group"], { names }));
    }
    if (choice.zone.length) inside.push(fill(texts.zone, { zones: either(choice.zone.map((one) => scales.zone[one])) }));
    const parts = this.needs();
    if (choice.pay_from || choice.pay_to) parts.push(fill(texts.pay, { range: this.range() }));
    if (choice.min_jobs) parts.push(fill(texts.min_jobs, { floor: count(choice.min_jobs) }));
    if (choice.min_openings) parts.push(fill(texts.min_openings, { floor: count(choice.min_openings) }));
    if (choice.growth.length) {
      const phrases = choice.growth.map((one) => scales.growth[one]);
      const text = phrases.every((one) => one.includes("average")) ? texts.grow : texts.phrase;
      parts.push(fill(text, { phrases: this.phrases(phrases) }));
    }
    return [...inside, ...(parts.length ? [`that ${listed(parts)}`] : [])].join(" ");
  }

  private phrases(phrases: string[]): string {
    const than = " than average";
    const small = phrases.map(lower);
    if (small.every((one) => one.endsWith(than))) return either(small.map((one) => one.slice(0, -than.length))) + than;
    return either(small);
  }

  private needs(): string[] {
    const { choice, texts } = this;
    const words = this.content.words;
    const found: string[] = [];
    const education = choice.education;
    if (education.length === words.degree_from && education.every((one, at) => one === at)) found.push(texts.no_degree);
    else if (education.length) {
      const last = words.education.length - 1;
      const isMost = education.every((one, at) => one === at);
      const isLeast = education.every((one, at) => one === last - education.length + 1 + at);
      const isEnd = education.length >= 3 && education.length <= last && (isMost || isLeast);
      const end = !isEnd ? "" : isMost ? "at most " : "at least ";
      const shown = !isEnd ? education : isMost ? education.slice(-1) : education.slice(0, 1);
      found.push(fill(texts.education, { end, categories: either(shown.map((one) => words.education[one])) }));
    }
    for (const name of ["experience", "training"] as const) {
      if (choice[name].length) {
        found.push(fill(texts[name], { categories: either(choice[name].map((one) => words[name][one])) }));
      }
    }
    return found;
  }

  private range(): string {
    const { pay_from, pay_to } = this.choice;
    if (!pay_to) return `${dollars(pay_from)} or more`;
    return pay_from ? `${dollars(pay_from)} to ${dollars(pay_to)}` : `at most ${dollars(pay_to)}`;
  }

  private people(rows: Row[]): string {
    const names = rows.map((row) => row.occupation.people);
    const most = this.content.words.named;
    if (names.length <= most) return listedNames(names);
    const shown = names.slice(0, most);
    const divider = shown.some((name) => name.includes(",")) ? "; " : ", ";
    return `${shown.join(divider)} and ${names.length - most} more`;
  }

  private tied(same: Row[]): string {
    if (!this.ranking.tested) return "";
    const others = this.ranking.tied.filter((row) => !same.includes(row));
    if (!others.length) return same.length === 1 ? this.texts.apart : "";
    return fill(this.texts[same.length > 1 ? "tied_many" : "tied_one"], { others: this.people(others) });
  }

  private isFirst(top: Row): string {
    const { by, lowest } = this.choice;
    const amount = said(top, by, this.content.words);
    let most = lowest ? "lowest" : "highest";
    if (by === "jobs" || by === "openings") most = lowest ? "fewest" : "most";
    const when = this.content.in_sentence[this.place.year];
    const { are, years } = this.content;
    if (by === "pay-change") {
      const verb = top.value > 0 ? "rose" : "fell";
      const isOther = top.value > 0 === lowest;
      return fill(this.texts[isOther ? "pay-change_other" : "pay-change"], {
        most, verb, size: percent(Math.abs(top.value)),
        span: `from ${this.content.in_sentence[this.content.since]} to ${when}`,
      });
    }
    if (by !== "growth") {
      const printed = this.ranking.tied.length ? " printed" : "";
      return fill(this.texts[by], { printed, amount, most, when, are, years });
    }
    const change = top.occupation.grows;
    if (top.value > 0 === lowest || Number(top.value.toFixed(1)) === 0) {
      return fill(this.texts.growth_other, { change, most, are, years });
    }
    const space = change.indexOf(" ");
    return fill(this.texts.growth, {
      verb: change.slice(0, space), by: change.slice(space + 1), are, years,
      most: lowest ? "most" : "fastest",
    });
  }
}

// How the first of several stands to the others, in the words of labor compare.
export function comparison(content: Content, year: number, title: string, rows: Row[], found: Order[]): string {
  const [subject, ...others] = rows;
  const words = content.words;
  const { running, code, is_plural } = subject.occupation;
  const period = content.in_sentence[year] + (title ? ` in ${title}` : "");
  const pairs = others.map((row, at) => ({ row, order: found[at] }));
  const usable = pairs.filter(({ row }) => !Number.isNaN(row.value));
  usable.sort((a, b) => b.row.value - a.row.value);
  const texts = (names: Record<string, string>, isTested: boolean): string[] => {
    const grouped = new Map<string, string[]>();
    for (const text of Object.values(names)) grouped.set(text, []);
    for (const { row, order } of usable) {
      if ((order.verdict !== "no_test") !== isTested) continue;
      const text = names[isTested ? order.verdict : order.printed];
      grouped.get(text)!.push(`${row.occupation.running} (${said(row, "median", words)})`);
    }
    const shown = [...grouped].filter(([, names]) => names.length);
    return shown.map(([text, names]) => `${text} ${listed(names)}`);
  };
  const untested = texts(words.untested, false);
  const order = [...texts(words.stands, true)];
  if (untested.length) order.push(listed(untested) + words.not_tested);
  const sentences = order.map((text, at) => `${at ? "It" : "That"} is ${text}.`);
  const slots = { period, name: running, code, amount: `${said(subject, "median", words)} a year` };
  return [fill(words.texts[is_plural ? "compared" : "compared_one"], slots), ...sentences].join(" ");
}
