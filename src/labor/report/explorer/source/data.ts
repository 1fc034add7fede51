// The data of the page, unpacked: labor.answers.explorer.data makes it and says what it means.

export interface Occupation {
  code: string;
  title: string;
  official: string;
  people: string;
  running: string;
  is_plural: boolean;
  education: number;
  experience: number;
  training: number;
  zones: number[];
  growth: number[];
  phrase: string;
  growth_pct: number | null;
  grows: string;
  openings: number | null;
  change_pct: number | null;
  change_why: string;
}

export interface Place {
  code: string;
  title: string;
  kind: "nation" | "state" | "area";
  year: number;
  jobs: number | null;
}

export interface Kind {
  median: string;
  hourly: string;
  mean: string;
  rse: string;
  jobs: string;
  jobs_rse: string;
  lq: string;
  care: string;
}

export interface Words {
  texts: Record<string, string>;
  measured: Record<string, string>;
  headings: Record<string, string>;
  left_out: Record<string, string>;
  reasons: string[];
  without_error: Record<string, string>;
  error: string;
  education: string[];
  experience: string[];
  training: string[];
  no_number: Record<string, string>;
  columns: Record<string, string>;
  with_article: string[];
  degree_from: number;
  named: number;
  zero_openings: string;
  stands: Record<string, string>;
  untested: Record<string, string>;
  not_tested: string;
  caveats: Record<string, string>;
}

export interface Content {
  form: number;
  version: string;
  year: number;
  since: number;
  vintage: string;
  when: Record<string, string>;
  in_sentence: Record<string, string>;
  listed: Record<string, number[]>;
  span: string;
  years: string;
  are: string;
  occupations: Occupation[];
  places: Place[];
  kinds: Kind[];
  figures: string;
  percentiles: Record<string, (number | null)[]>;
  scales: Record<string, string[]>;
  groups: { code: string; title: string }[];
  critical: number[];
  exposure: { note: string; scores: Record<string, Exposure> };
  series: string;
  titles: string;
  words: Words;
  attribution: string;
  sources: string[];
}

// Of one study, by occupation: least and highest score, and the codes that the study scores.
export interface Exposure {
  name: string;
  lowest: (number | null)[];
  highest: (number | null)[];
  cells: string[];
}

export interface Stretch {
  code: string;
  years: number[];
  usd: (number | null)[];
  why: number;
}

// The figures of an occupation in a place; 0 where the kind says that there is no number.
export interface Figures {
  kind: Kind;
  median: number;
  mean: number;
  rse: number;
  jobs: number;
  jobs_rse: number;
  lq: number;
}

const NAMES = ["count", "at", "kind", "median", "mean", "rse", "jobs", "jobs_rse", "lq"] as const;

export async function unpacked(text: string): Promise<Uint8Array> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function unpackedText(text: string): Promise<string> {
  return new TextDecoder().decode(await unpacked(text));
}

function streams(bytes: Uint8Array): Record<(typeof NAMES)[number], Int32Array> {
  let at = 0;
  const next = (): number => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value % 2 ? -(value + 1) / 2 : value / 2;
      factor *= 128;
    }
  };
  const found = {} as Record<(typeof NAMES)[number], Int32Array>;
  for (const name of NAMES) {
    const numbers = new Int32Array(next());
    for (let one = 0; one < numbers.length; one++) numbers[one] = next();
    found[name] = numbers;
  }
  return found;
}

// Figures of every place, read once; `of` gives those of one place by number of the occupation.
export class AllFigures {
  private readonly starts: number[] = [0];
  private readonly read_ = new Map<number, Map<number, Figures>>();
  private constructor(
    private readonly content: Content,
    private readonly lists: Record<(typeof NAMES)[number], Int32Array>,
  ) {
    for (const count of lists.count) this.starts.push(this.starts[this.starts.length - 1] + count);
  }

  static async read(content: Content): Promise<AllFigures> {
    return new AllFigures(content, streams(await unpacked(content.figures)));
  }

  of(place: number): Map<number, Figures> {
    const known = this.read_.get(place);
    if (known) return known;
    const first = place ? this.of(0) : new Map<number, Figures>();
    const found = new Map<number, Figures>();
    const lists = this.lists;
    let occupation = -1;
    for (let row = this.starts[place]; row < this.starts[place + 1]; row++) {
      occupation += lists.at[row] + 1;
      const base = first.get(occupation);
      found.set(occupation, {
        kind: this.content.kinds[lists.kind[row]],
        median: lists.median[row] + (base?.median ?? 0),
        mean: lists.mean[row] + (base?.mean ?? 0),
        rse: lists.rse[row] / 10,
        jobs: lists.jobs[row],
        jobs_rse: lists.jobs_rse[row] / 10,
        lq: lists.lq[row] / 100,
      });
    }
    this.read_.set(place, found);
    return found;
  }
}
