/** So much of an object's id as tells it from the others, for a person. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}
