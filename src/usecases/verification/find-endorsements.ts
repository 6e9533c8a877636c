import { issuerIdOf } from '../../domain/credential.ts';
import { isJson, listOf } from '../../domain/loose-json.ts';
import type { Json } from './tools.ts';

/** An endorsement as it stands in a credential: an object, or the text of a JWT. */
export interface FoundEndorsement {
  /** The ids of what it may be about: the thing that it stands on, and the parts of the badge. */
  readonly about: ReadonlySet<unknown>;
  readonly given: unknown;
}

const NAMES = ['endorsement', 'endorsementJwt'];

/**
 * Every endorsement in a credential: on itself, its achievement, its issuer, a creator, a source.
 * Endorsements inside endorsements are not among them.
 */
export function findEndorsements(credential: Json): FoundEndorsement[] {
  const found: FoundEndorsement[] = [];
  // Grows while it is walked.
  const values: unknown[] = [credential];
  const parts = partsOf(credential);
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    let isEndorsed = false;
    for (const name of Object.keys(value)) {
      if (NAMES.includes(name)) isEndorsed = true;
      else values.push((value as Json)[name]);
    }
    if (!isEndorsed) continue;
    const all = NAMES.flatMap((name) => listOf((value as Json)[name]));
    const given = all.filter((one) => one !== null);
    if (given.length === 0) continue;
    const about = new Set([...parts, (value as Json)['id']]);
    found.push(...given.map((one) => ({ about, given: one })));
  }
  return found;
}

/**
 * Wherever it stands, an endorsement may be about the badge, its achievement or its issuer: the
 * published samples of 1EdTech put one of the issuer on the achievement.
 */
function partsOf(credential: Json): unknown[] {
  const { id, credentialSubject: subject } = credential;
  const achievement = isJson(subject) ? subject['achievement'] : undefined;
  const ids = [id, issuerIdOf(credential), isJson(achievement) ? achievement['id'] : undefined];
  return ids.filter((one) => one !== undefined);
}
