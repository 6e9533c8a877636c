import type { MemberActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isOver } from '../../domain/link.ts';
import type { Passkey } from '../../domain/passkey.ts';
import type { Store } from '../ports.ts';
import { hashOf } from '../secrets.ts';
import { FULL_SECRET, type LinkDeps, makeLink, NOBODY } from './make-link.ts';
import { type Entering, type Opened, openSession } from './sessions.ts';

/**
 * The ceremonies of WebAuthn, for this origin alone. `response` is what the browser sent, believed
 * in nothing.
 *
 * @see https://www.w3.org/TR/webauthn-3/
 */
export interface PasskeyTools {
  creationOptions(ask: {
    readonly challenge: string;
    readonly memberId: string;
    /** What the device shows it under. */
    readonly name: string;
    readonly known: readonly Passkey[];
  }): Promise<object>;
  requestOptions(challenge: string): Promise<object>;
  /** The new key; `undefined` when anything about the answer is wrong. */
  checkCreation(
    response: object,
    challenge: string,
  ): Promise<Pick<Passkey, 'id' | 'publicKey' | 'transports' | 'counter'> | undefined>;
  checkRequest(response: object, challenge: string, passkey: Passkey): Promise<boolean>;
}

export interface PasskeyDeps extends LinkDeps {
  readonly store: Pick<Store, 'links' | 'members' | 'profiles' | 'passkeys'>;
  readonly passkeys: PasskeyTools;
}

const CHALLENGE_MINUTES = 5;
/** More keys than a person has devices. */
const MAX_PASSKEYS = 20;

/** A ceremony that was begun: what the browser's API takes, and the secret that stays in that browser. */
export interface Begun {
  readonly options: object;
  readonly challenge: string;
}

/** Begins to add a passkey to the member's account. */
export async function beginPasskey(
  deps: PasskeyDeps,
  actor: MemberActor,
  name: string,
): Promise<Begun> {
  const { memberId, profileId } = actor;
  const known = await deps.store.passkeys.listOf(memberId);
  const challenge = await newChallenge(deps, { targetId: memberId, profileId });
  const options = await deps.passkeys.creationOptions({ challenge, memberId, name, known });
  return { options, challenge };
}

/** @throws {BadgeError} `passkey_refused` */
export async function addPasskey(
  deps: PasskeyDeps,
  actor: MemberActor,
  given: { readonly response: object; readonly challenge: string; readonly name: string },
): Promise<void> {
  const { memberId, profileId } = actor;
  await takeChallenge(deps, given.challenge, memberId);
  const made = await deps.passkeys.checkCreation(given.response, given.challenge);
  if (!made) throw refused('The new key does not answer the challenge.');
  if ((await deps.store.passkeys.listOf(memberId)).length >= MAX_PASSKEYS) {
    throw refused('The member has too many keys.');
  }
  const createdAt = deps.now().toISOString();
  const passkey: Passkey = { ...made, memberId, profileId, name: given.name, createdAt };
  if (!(await deps.store.passkeys.insert(passkey))) throw refused('The key is known already.');
  deps.log('info', 'passkey_added', { member: memberId });
}

export function listPasskeys(deps: PasskeyDeps, { memberId }: MemberActor): Promise<Passkey[]> {
  return deps.store.passkeys.listOf(memberId);
}

/** Removes one of the member's own; anything else is left alone. */
export async function removePasskey(
  deps: PasskeyDeps,
  { memberId }: MemberActor,
  id: string,
): Promise<void> {
  await deps.store.passkeys.remove(memberId, id);
  deps.log('info', 'passkey_removed', { member: memberId });
}

/** Begins to sign in with whatever passkey the device offers. */
export async function beginPasskeySignIn(deps: PasskeyDeps): Promise<Begun> {
  const challenge = await newChallenge(deps, NOBODY);
  return { options: await deps.passkeys.requestOptions(challenge), challenge };
}

/** Opens a session of the key's member. @throws {BadgeError} `passkey_refused` */
export async function enterByPasskey(
  deps: PasskeyDeps,
  given: {
    readonly id: string;
    readonly response: object;
    readonly challenge: string;
  },
  browser: Entering = {},
): Promise<Opened> {
  await takeChallenge(deps, given.challenge, NOBODY.targetId);
  const passkey = await deps.store.passkeys.get(given.id);
  const member = passkey && (await deps.store.members.get(passkey.memberId));
  if (!passkey || !member || member.removedAt !== undefined) throw refused('No such key.');
  if (!(await deps.passkeys.checkRequest(given.response, given.challenge, passkey))) {
    throw refused('The key does not answer the challenge.');
  }
  return openSession(deps, member, browser);
}

function newChallenge(
  deps: PasskeyDeps,
  who: { readonly targetId: string; readonly profileId: string },
): Promise<string> {
  const life = { minutes: CHALLENGE_MINUTES, bytes: FULL_SECRET };
  return makeLink(deps, { kind: 'challenge', ...who }, life);
}

/** A challenge counts once, for whom it was set. @throws {BadgeError} `passkey_refused` */
async function takeChallenge(
  deps: PasskeyDeps,
  challenge: string,
  targetId: string,
): Promise<void> {
  const link = await deps.store.links.get(hashOf(deps, challenge));
  const isOpen =
    link?.kind === 'challenge' && link.targetId === targetId && !isOver(link, deps.now());
  if (!isOpen || !(await deps.store.links.use(link.secretHash, deps.now().toISOString()))) {
    throw refused('The challenge is not open.');
  }
}

function refused(message: string): BadgeError {
  return new BadgeError('passkey_refused', message);
}
