import { BadgeError } from '../../domain/errors.ts';
import type { Member } from '../../domain/profile.ts';
import type { Seams, Store } from '../ports.ts';
import type { SecretDeps } from '../secrets.ts';

export interface ClaimDeps extends Pick<SecretDeps, 'sha256Hex'>, Pick<Seams, 'now'> {
  readonly store: Pick<Store, 'members' | 'settings'>;
}

type Holder = Pick<Member, 'id' | 'profileId'>;

interface Claim {
  readonly name: string;
  readonly holder: string;
  readonly at: string;
}

/** Milliseconds in which whoever claimed an address is still about to write it down. */
const WRITING_MS = 60_000;

/**
 * Makes sure, before a member gets an address, that nobody else of the team has it or is about to.
 * Each claim takes the next number that is not held, so of those made at once one succeeds.
 *
 * @param email in lower case, or empty
 * @throws {BadgeError} `member_exists`
 */
export async function claimAddress(deps: ClaimDeps, holder: Holder, email: string): Promise<void> {
  if (!email) return;
  await refuseTaken(deps, holder, email);
  const at = deps.now().toISOString();
  for (let turn = 1; ; turn += 1) {
    const name = nameOf(deps, holder, email, turn);
    if (await deps.store.settings.insert(name, `${holder.id}|${at}`)) return;
    const claim = await claimOf(deps, name);
    if (!claim || !(await isHeld(deps, claim, email))) continue;
    if (claim.holder === holder.id) return;
    throw taken();
  }
}

/** Lets others have an address that a member has no more. */
export async function releaseAddress(
  deps: ClaimDeps,
  holder: Holder,
  email: string,
): Promise<void> {
  if (!email) return;
  for (let turn = 1; ; turn += 1) {
    const claim = await claimOf(deps, nameOf(deps, holder, email, turn));
    if (!claim) return;
    if (claim.holder === holder.id) await deps.store.settings.insert(overName(claim), claim.at);
  }
}

/** Members from before there were claims have theirs all the same. */
async function refuseTaken(deps: ClaimDeps, { id, profileId }: Holder, email: string) {
  const known = await deps.store.members.byEmail(email);
  const others = known.filter((member) => member.profileId === profileId && member.id !== id);
  if (others.some(({ removedAt }) => removedAt === undefined)) throw taken();
}

/** A claim ends with its member, with their change of address, or with a crash before it was written. */
async function isHeld(deps: ClaimDeps, claim: Claim, email: string): Promise<boolean> {
  const { settings, members } = deps.store;
  if ((await settings.get(overName(claim))) !== undefined) return false;
  const member = await members.get(claim.holder);
  if (member?.removedAt !== undefined) return false;
  return member?.email === email || deps.now().getTime() - Date.parse(claim.at) < WRITING_MS;
}

async function claimOf({ store }: ClaimDeps, name: string): Promise<Claim | undefined> {
  const value = await store.settings.get(name);
  if (value === undefined) return undefined;
  const [holder = '', at = ''] = value.split('|');
  return { name, holder, at };
}

function nameOf(
  { sha256Hex }: ClaimDeps,
  { profileId }: Holder,
  email: string,
  turn: number,
): string {
  return `member_address:${sha256Hex(`${profileId}|${email}`)}:${turn}`;
}

function overName({ name }: Claim): string {
  return `${name}:over`;
}

function taken(): BadgeError {
  return new BadgeError('member_exists', 'A member of the team has this address.');
}
