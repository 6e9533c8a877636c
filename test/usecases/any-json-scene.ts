import type { JsonObject, JsonValue } from '../../src/formats/strict-json.ts';

/** Something good to verify, with all that is published around it, by address. */
export interface Scene {
  readonly name: string;
  readonly is: 'badge' | 'presentation';
  readonly given: JsonObject;
  readonly published: ReadonlyMap<string, JsonValue>;
  /** `given` as someone hands it over; `signs` when its issuer signs it anew. */
  seal(given: JsonObject, signs: boolean): Promise<string>;
}
