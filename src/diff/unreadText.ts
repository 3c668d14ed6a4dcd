/** What a reader of chunks could not read yet, since it is not whole: kept until the next chunk comes. */
export class UnreadText {
  #rest = '';

  get isEmpty(): boolean {
    return this.#rest === '';
  }

  /**
   * @param bytes the next chunk, one character a byte
   * @param read given the text and the offset to read at, returns the offset behind what it read: the one that it was
   *   given where nothing there is whole
   */
  push(bytes: string, read: (text: string, start: number) => number): void {
    const text = this.#rest + bytes;
    let position = 0;
    while (position < text.length) {
      const next = read(text, position);
      if (next === position) break;
      position = next;
    }
    this.#rest = text.slice(position);
  }
}
