// Which refused command the form being written will replace; kept only while the app is open.

const marked = new Map<string, string>();
const keyOf = (name: string, about: string): string => `${name} ${about}`;

export const mending = {
  start(name: string, about: string, refused: string): void {
    marked.set(keyOf(name, about), refused);
  },
  /** The refused command's id, once. */
  take(name: string, about: string): string | undefined {
    const found = marked.get(keyOf(name, about));
    marked.delete(keyOf(name, about));
    return found;
  },
};
