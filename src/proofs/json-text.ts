/**
 * Adds members at the end of a JSON object's text and leaves every other character as it was, since
 * the text, not the value, is what gets signed and stored.
 *
 * @throws {Error} a fault, when the text is no JSON object or has one of the members already
 */
export function appendMembers(text: string, members: Readonly<Record<string, unknown>>): string {
  const present: unknown = JSON.parse(text);
  const end = text.trimEnd().length - 1;
  if (typeof present !== 'object' || present === null || text[end] !== '}') {
    throw new Error('The text is not a JSON object.');
  }
  const taken = Object.keys(members).find((name) => Object.hasOwn(present, name));
  if (taken !== undefined) throw new Error(`The text has a member "${taken}" already.`);
  const comma = Object.keys(present).length > 0 ? ',' : '';
  const added = JSON.stringify(members).slice(1, -1);
  return `${text.slice(0, end).trimEnd()}${comma}${added}${text.slice(end)}`;
}
