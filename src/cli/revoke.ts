import { readFile } from 'node:fs/promises';
import type { Service } from '../compose.ts';
import { BadgeError } from '../domain/errors.ts';
import { didOf, type Profile } from '../domain/profile.ts';
import { answerOf } from '../domain/verification.ts';
import { revokeAward } from '../usecases/awarding/revoke.ts';
import { type Command, OPERATOR, type Terminal, Usage } from './terminal.ts';

/** `ecusson revoke BADGE…`: by award id, by credential id, or by a file that holds the badge. */
export const revoke: Command = {
  options: { reason: { type: 'string' }, profile: { type: 'string' } },
  async run(terminal, { values, positionals }) {
    if (positionals.length === 0) throw new Usage(terminal.say('cli.badge_missing'));
    const service = await terminal.service();
    for (const badge of positionals) {
      const awardId = await findAward(terminal, service, values['profile'], badge);
      const reason = typeof values['reason'] === 'string' ? { reason: values['reason'] } : {};
      const credentials = await revokeAward(service, OPERATOR, { awardId, ...reason });
      terminal.result({ award: awardId, revoked: credentials });
      terminal.note(terminal.say(credentials > 0 ? 'cli.revoked' : 'cli.revoked_already'));
    }
    return 0;
  },
};

async function findAward(
  terminal: Terminal,
  service: Service,
  handle: unknown,
  badge: string,
): Promise<string> {
  if (await service.store.awards.get(badge)) return badge;
  const bytes = badge.startsWith('urn:') ? undefined : await readFile(badge).catch(() => undefined);
  const profile = await terminal.profile(handle);
  const id = bytes ? await ownCredentialId(service, profile, bytes) : badge;
  const [credential] = await service.store.credentials.byCredentialId(profile.id, id);
  if (!credential) throw new BadgeError('award_unknown', `No badge ${badge}.`);
  return credential.awardId;
}

/** A stranger's badge may carry an id of ours: only what this profile signed is looked for. */
async function ownCredentialId(
  service: Service,
  profile: Profile,
  bytes: Uint8Array,
): Promise<string> {
  const report = await service.verifyBytes(bytes);
  const isAuthentic = ['authentic_valid', 'authentic_no_longer_valid'].includes(answerOf(report));
  if (!isAuthentic || report.issuer.id !== didOf(profile)) {
    throw new BadgeError('award_unknown', 'Not a badge of this profile.');
  }
  return String(report.credential['id']);
}
