// Elements, made in few words.

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | EventListener | undefined>;

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...children.filter((one): one is Node | string => Boolean(one)));
  return element;
}

export function byId<Kind extends HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}

// What saving.js, which stands before this script in the page, offers.
interface Saving {
  save(name: string, content: Blob | string, type?: string): void;
  picture(name: string, drawing: { width: number; height: number; text: string }): void;
  workbook(rows: string[][]): Blob;
  xml(text: string): string;
}

declare global {
  const saving: Saving;
}
