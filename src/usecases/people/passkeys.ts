import { BadgeError } from '../../domain/errors.ts';
import { isOver } from '../../domain/link.ts';
import type { Passkey } from '../../domain/passkey.ts';
import type { Log, Store } from '../ports.ts';
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

/** What the keys of anyone need: members and learners alike. */
export interface KeyDeps extends Pick<LinkDeps, 'random' | 'sha256Hex' | 'now'> {
  readonly store: Pick<Store, 'links' | 'passkeys'>;
  readonly passkeys: PasskeyTools;
  readonly log: Log;
}

export interface PasskeyDeps extends LinkDeps {
  readonly store: Pick<Store, 'links' | 'members' | 'profiles' | 'passkeys'>;
  readonly passkeys: PasskeyTools;
}

/** Whose key it is, as the rows say it. */
export type KeyOwner = Pick<Passkey, 'memberId' | 'profileId' | 'via'>;

const CHALLENGE_MINUTES = 5;
/** More keys than a person has devices. */
const MAX_PASSKEYS = 20;

/** A ceremony that was begun: what the browser's API takes, and the secret that stays in that browser. */
export interface Begun {
  readonly options: object;
  readonly challenge: string;
}

/** What a browser answered to a challenge. */
export interface Answered {
  readonly id: string;
  readonly response: object;
  readonly challenge: string;
}

/** Begins to add a passkey for its owner. */
export async function beginPasskey(deps: KeyDeps, owner: KeyOwner, name: string): Promise<Begun> {
  const { memberId, profileId } = owner;
  const known = await deps.store.passkeys.listOf(memberId);
  const challenge = await newChallenge(deps, { targetId: memberId, profileId });
  const options = await deps.passkeys.creationOptions({ challenge, memberId, name, known });
  return { options, challenge };
}

/** Answers the id of the new key. @throws {BadgeError} `passkey_refused` */
export async function addPasskey(
  deps: KeyDeps,
  owner: KeyOwner,
  given: Omit<Answered, 'id'> & { readonly name: string },
): Promise<string> {
  const { memberId, profileId, via } = owner;
  await takeChallenge(deps, given.challenge, memberId);
  const made = await deps.passkeys.checkCreation(given.response, given.challenge);
  if (!made) throw refused('The new key does not answer the challenge.');
  if ((await deps.store.passkeys.listOf(memberId)).length >= MAX_PASSKEYS) {
    throw refused('There are too many keys.');
  }
  const passkey: Passkey = {
    ...made,
    memberId,
    profileId,
    name: given.name,
    ...(via ? { via } : {}),
    createdAt: deps.now().toISOString(),
  };
  if (!(await deps.store.passkeys.insert(passkey))) throw refused('The key is known already.');
  deps.log('info', 'passkey_added', { owner: memberId });
  return made.id;
}

/** The keys of a member or of a learner, oldest first. */
export function listPasskeys(
  { store }: Pick<KeyDeps, 'store'>,
  { memberId }: Pick<KeyOwner, 'memberId'>,
): Promise<Passkey[]> {
  return store.passkeys.listOf(memberId);
}

/** Removes one of the owner's; anything else is left alone. */
export async function removePasskey(
  deps: Pick<KeyDeps, 'store' | 'log'>,
  { memberId }: Pick<KeyOwner, 'memberId'>,
  id: string,
): Promise<void> {
  await deps.store.passkeys.remove(memberId, id);
  deps.log('info', 'passkey_removed', { owner: memberId });
}

/** Begins to sign in with whatever passkey the device offers. */
export async function beginPasskeySignIn(deps: KeyDeps): Promise<Begun> {
  const challenge = await newChallenge(deps, NOBODY);
  return { options: await deps.passkeys.requestOptions(challenge), challenge };
}

/** Opens a session of the key's member. @throws {BadgeError} `passkey_refused` */
export async function enterByPasskey(
  deps: PasskeyDeps,
  given: Answered,
  browser: Entering = {},
): Promise<Opened> {
  const passkey = await passkeyOf(deps, given);
  const member = await deps.store.members.get(passkey.memberId);
  if (!member || member.removedAt !== undefined) throw refused('No such key.');
  return openSession(deps, member, browser);
}

/**
 * The key that answered a challenge of signing in. Whose it is, is for the caller to find: another
 * kind of owner is to be refused alike.
 *
 * @throws {BadgeError} `passkey_refused`
 */
export async function passkeyOf(deps: KeyDeps, given: Answered): Promise<Passkey> {
  await takeChallenge(deps, given.challenge, NOBODY.targetId);
  const passkey = await deps.store.passkeys.get(given.id);
  if (!passkey) throw refused('No such key.');
  if (!(await deps.passkeys.checkRequest(given.response, given.challenge, passkey))) {
    throw refused('The key does not answer the challenge.');
  }
  return passkey;
}

function newChallenge(
  deps: KeyDeps,
  who: { readonly targetId: string; readonly profileId: string },
): Promise<string> {
  const life = { minutes: CHALLENGE_MINUTES, bytes: FULL_SECRET };
  return makeLink(deps, { kind: 'challenge', ...who }, life);
}

/** A challenge counts once, for whom it was set. @throws {BadgeError} `passkey_refused` */
async function takeChallenge(deps: KeyDeps, challenge: string, targetId: string): Promise<void> {
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
