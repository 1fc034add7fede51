// Marks of a drawing that the pointer and arrow keys reach; what each is stands below the drawing.

export interface Mark {
  number: number; // of the occupation
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Drawing {
  element: SVGSVGElement;
  marks: Mark[]; // those in front first
  across: number[]; // occupations in the order of the keys left and right
  along: number[]; // and of up and down
}

// A finger or an unsteady hand meets a small mark.
const LEAST = 5;

export class Reach {
  private drawing: Drawing | undefined;
  private current = -1;

  constructor(private readonly holder: HTMLElement, private readonly say: (number: number) => void) {
    holder.addEventListener("keydown", (event) => this.step(event));
    for (const name of ["pointermove", "click"] as const) holder.addEventListener(name, (event) => this.point(event));
  }

  show(drawing: Drawing): void {
    this.drawing = drawing;
    this.holder.replaceChildren(drawing.element);
    if (!drawing.across.includes(this.current)) this.current = -1;
    this.outline();
  }

  private step(event: KeyboardEvent): void {
    const { across, along } = this.drawing ?? { across: [], along: [] };
    const list = event.key === "ArrowUp" || event.key === "ArrowDown" ? along : across;
    const at = list.indexOf(this.current);
    const steps: Record<string, number> = {
      ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1, Home: 0, End: list.length - 1,
    };
    const next = list[Math.max(steps[event.key], 0)];
    if (!(event.key in steps) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (next !== undefined) this.go(next);
  }

  private point(event: MouseEvent): void {
    if (!this.drawing) return;
    const { element, marks } = this.drawing;
    const box = element.getBoundingClientRect();
    const scale = element.viewBox.baseVal.width / box.width;
    const [x, y] = [(event.clientX - box.x) * scale, (event.clientY - box.y) * scale];
    const isIn = (from: number, size: number, at: number): boolean =>
      Math.abs(at - from - size / 2) <= Math.max(size / 2, LEAST);
    const found = marks.find((one) => isIn(one.x, one.width, x) && isIn(one.y, one.height, y));
    if (found && found.number !== this.current) this.go(found.number);
  }

  private go(number: number): void {
    this.current = number;
    this.outline();
    this.say(number);
  }

  private outline(): void {
    this.holder.querySelector(".reached")?.remove();
    const mark = this.drawing?.marks.find((one) => one.number === this.current);
    if (!mark) return;
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.setAttribute("class", "reached");
    for (const name of ["x", "y", "width", "height"] as const) rect.setAttribute(name, String(mark[name]));
    this.drawing!.element.append(rect);
  }
}
