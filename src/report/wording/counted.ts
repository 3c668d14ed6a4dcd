/** `1 key`, `2 keys`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The line that stands for what a list leaves out, if it leaves out anything. */
export function andMore(number: number, noun: string, hint = ''): string[] {
  return number > 0 ? [`  … and ${counted(number, `more ${noun}`)}${hint}`] : [];
}
