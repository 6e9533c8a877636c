import { issuerIdOf } from '../../domain/credential.ts';
import { isJson, textOf, typesOf } from '../../domain/loose-json.ts';
import type { Check } from '../../domain/verification.ts';
import { contextProblem } from './check-contexts.ts';
import { checkProof } from './check-proof.ts';
import { validityOf } from './check-validity.ts';
import { isAuthentic, numericDate, outcome } from './outcomes.ts';
import { type Carried, readCarried } from './read-carried.ts';
import type { Json, KeptList, Verification } from './tools.ts';

/** A list is asked for again after this time at the earliest, and at the latest: milliseconds. */
const MIN_LIFE = 5 * 60_000;
const MAX_LIFE = 24 * 60 * 60_000;

/** A list that was read and found in order; times in milliseconds since 1970. */
type SoundList = Pick<KeptList, 'list' | 'hasOtherId' | 'issuerId' | 'from'> & {
  readonly life: number;
};

/** What makes a kind of list one that can be relied on. */
interface ListKind {
  readonly name: 'bitstring' | 'identifiers';
  read(verification: Verification, url: string, bytes: Uint8Array): Promise<SoundList | Check>;
}

/**
 * A Bitstring Status List whose own proof holds. Asked for once within the time to live that it gives
 * (5 minutes at least, 24 hours at most, and never past its end), however many badges point to it; a
 * copy older than the one that was seen before is not believed. Our own lists are read anew each time.
 * Of a list by anyone but `issuerId` the signer is not even looked for: whoever writes a badge does not
 * choose whom this service asks.
 *
 * @throws {BadgeError} when it cannot be had
 */
export const bitstringList = (verification: Verification, url: string, issuerId: string) =>
  keptList(verification, url, {
    name: 'bitstring',
    read: (...place) => readBitstringList(issuerId, ...place),
  });

/** A 1EdTech revocation list, likewise. It is not signed: who serves it answers for it. */
export const identifierList = (verification: Verification, url: string) =>
  keptList(verification, url, { name: 'identifiers', read: readIdentifierList });

async function keptList(
  verification: Verification,
  url: string,
  kind: ListKind,
): Promise<KeptList | Check> {
  const { lists } = verification;
  // By kind too: what was believed unsigned as one kind must not pass for a signed one.
  const place = `${kind.name} ${url}`;
  const ours = await verification.local(url);
  if (ours) return readList(verification, url, kind, { bytes: ours, isOurs: true });
  return (
    lists.fresh(place) ??
    lists.once(place, async () => {
      const bytes = await verification.fetchBytes(url, 'status');
      return readList(verification, url, kind, { bytes, isOurs: false });
    })
  );
}

async function readList(
  verification: Verification,
  url: string,
  kind: ListKind,
  { bytes, isOurs }: { bytes: Uint8Array; isOurs: boolean },
): Promise<KeptList | Check> {
  const place = `${kind.name} ${url}`;
  const text = textIn(bytes);
  const last = verification.lists.get(place);
  const readAt = verification.now().getTime();
  // The same text was in order; whether it still is depends on the time alone.
  if (isOurs && last?.text === text && last.readAt <= readAt && readAt < last.until) {
    return { ...last, readAt };
  }
  const sound = await kind.read(verification, url, bytes);
  if ('outcome' in sound) return sound;
  if (!isOurs && last && sound.from < last.from) {
    return unknown('status_stale', 'An older copy than the one seen before.');
  }
  const { life, ...read } = sound;
  const kept = { ...read, text, readAt, until: readAt + life };
  verification.lists.set(place, kept);
  return kept;
}

/** Lists of this service come as the same bytes until a bit is set. */
const TEXTS = new WeakMap<Uint8Array, string>();

function textIn(bytes: Uint8Array): string {
  const text = TEXTS.get(bytes) ?? new TextDecoder().decode(bytes);
  TEXTS.set(bytes, text);
  return text;
}

async function readBitstringList(
  issuerId: string,
  verification: Verification,
  url: string,
  bytes: Uint8Array,
): Promise<SoundList | Check> {
  const carried = readCarried(verification, bytes);
  const { credential: list, jwt } = carried;
  const validity = validityOf(list, verification.now(), jwt?.claims['exp']);
  if (validity.outcome !== 'passed') return unknown('status_stale', validity.code);
  if (issuerIdOf(list) !== issuerId) return ofAnother();
  const problem = await problemOfList(verification, carried, issuerId);
  if (problem) return problem;
  const { credentialSubject } = list;
  const ttl = isJson(credentialSubject) ? credentialSubject['ttl'] : undefined;
  const from = Date.parse(textOf(list['validFrom'])) || 0;
  return {
    list,
    hasOtherId: list['id'] !== url,
    issuerId,
    from,
    life: Math.min(lifeOf(ttl), endOf(carried) - verification.now().getTime()),
  };
}

/** When the list ends by its own word. */
function endOf({ credential, jwt }: Carried): number {
  const until = Date.parse(textOf(credential['validUntil'] ?? credential['expirationDate']));
  const exp = numericDate(jwt?.claims['exp']) * 1000;
  return Math.min(...[until, exp].map((end) => (Number.isNaN(end) ? Infinity : end)));
}

function lifeOf(ttl: unknown): number {
  const asked = typeof ttl === 'number' ? ttl : MIN_LIFE;
  return Math.min(Math.max(asked, MIN_LIFE), MAX_LIFE);
}

async function problemOfList(
  verification: Verification,
  { credential: list, jwt }: Carried,
  issuerId: string,
): Promise<Check | undefined> {
  if (!typesOf(list).includes('BitstringStatusListCredential')) {
    return unknown('status_type_mismatch', 'Not a status list credential.');
  }
  if (list['credentialStatus'] !== undefined) {
    return unknown('status_loop', 'The list has a status of its own.');
  }
  const contexts = contextProblem(verification, list, { mayBringTerms: false });
  if (contexts) return unknown('status_unverified', contexts.code);
  const quiet = { ...verification, warnings: [] };
  const facts = { verification: quiet, credential: list, kind: 'credential', issuerId } as const;
  const answers = await checkProof(jwt ? { ...facts, jwt } : facts);
  if (isAuthentic(answers)) return undefined;
  const cause = answers.find(
    ({ name, outcome: result }) => name === 'proof' && result !== 'passed',
  );
  const { code, detail } = cause ?? (answers[0] as Check);
  return unknown('status_unverified', `${code} ${detail}`);
}

/** @see https://www.imsglobal.org/spec/vcrl/v1p0/ */
async function readIdentifierList(
  { tools }: Verification,
  url: string,
  bytes: Uint8Array,
): Promise<SoundList | Check> {
  const list = tools.parseJson(bytes);
  if (!isJson(list)) return unknown('status_malformed', 'The list is not an object.');
  if (list['id'] !== undefined && list['id'] !== url) {
    return unknown('status_id_mismatch', 'The list has another id.');
  }
  const revoked = revokedIn(list);
  if (!Array.isArray(revoked) || !revoked.every(isJson)) {
    return unknown('status_encoding', 'The list names nothing that is or is not revoked.');
  }
  return { list, hasOtherId: false, issuerId: issuerIdOf(list) ?? '', from: 0, life: MIN_LIFE };
}

/** The entries of a 1EdTech revocation list, by its name for them of today or of before May 2023. */
export function revokedIn(list: Json): unknown {
  return list['revokedCredential'] ?? list['revokedCredentials'];
}

/** Of a list that the badge's issuer did not publish: it says nothing. */
export const ofAnother = () => unknown('status_issuer_mismatch', 'The list is of another issuer.');
const unknown = (code: string, detail: string) => outcome('status', 'unknown', code, detail);
