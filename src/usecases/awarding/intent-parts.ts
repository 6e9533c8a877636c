import type { Award, Correction, Workshop } from '../../domain/award.ts';
import { wholeSeconds } from '../../domain/date-time.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Profile } from '../../domain/profile.ts';
import { methodId, type SigningKey } from '../../domain/signing-key.ts';
import { currentKey } from '../operations/signing-keys.ts';
import type { AwardingDeps } from './deps.ts';
import { asCorrected } from './newest-badges.ts';

/**
 * What every credential is made of, as the award was corrected when it was. Read once per award and
 * remembered across a batch.
 */
export function readParts(deps: AwardingDeps) {
  const { store } = deps;
  const once = remember();
  return async (decided: Award, correction?: Correction) => {
    const award = asCorrected(decided, correction);
    const { profileId, achievementId, workshopId } = award;
    const profile = await once(profileId, () => store.profiles.get(profileId));
    const achievement = await once(achievementId, () => store.achievements.get(achievementId));
    const held: Workshop | undefined =
      workshopId && !correction
        ? await once(workshopId, () => store.workshops.get(profileId, workshopId))
        : undefined;
    const workshop = correction ? correction.workshop : held;
    if (!profile) throw new BadgeError('profile_unknown', 'The award has no profile.');
    if (!achievement) throw new BadgeError('achievement_unknown', 'The award has no achievement.');
    const key = await once(`${profileId}.key`, () => currentKey(deps, profileId, 'Ed25519'));
    return {
      profile,
      achievement,
      award,
      key,
      validFrom: wholeSeconds(deps.now()),
      ...(workshop ? { workshop } : {}),
    };
  };
}

function remember() {
  const known = new Map<string, unknown>();
  return async <Value>(name: string, read: () => Promise<Value>): Promise<Value> => {
    if (!known.has(name)) known.set(name, await read());
    return known.get(name) as Value;
  };
}

/** What an intent takes from the award and the key, as `readParts` read them; the key signs with an embedded proof. */
export function intentFields(
  { profile, key, validFrom }: { profile: Profile; key: SigningKey; validFrom: string },
  award: Award,
) {
  return {
    profileId: award.profileId,
    awardId: award.id,
    form: 'data-integrity',
    keyId: key.id,
    methodId: methodId(profile, key),
    created: validFrom,
  } as const;
}

/** A credential and its subject are each a random urn:uuid: neither tells two badges of one person together. */
export function freshIds(deps: AwardingDeps) {
  return { credentialId: `urn:uuid:${deps.newId()}`, subjectId: `urn:uuid:${deps.newId()}` };
}
