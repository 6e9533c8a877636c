import { isJsonObject, type JsonObject } from '../formats/strict-json.ts';

/**
 * Every object of a document, itself first. Contexts are left out: they say nothing of it, and are
 * looked at as a whole.
 *
 * @param refuse hears how many values were met so far, and may throw
 */
export function objectsIn(document: object, refuse?: (values: number) => void): JsonObject[] {
  // Grows while it is walked.
  const values: unknown[] = [document];
  const objects: JsonObject[] = [];
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (name !== '@context') values.push(member);
    }
    refuse?.(values.length);
    if (isJsonObject(value)) objects.push(value);
  }
  return objects;
}
