import { readFile } from 'node:fs/promises';
import type { Service } from '../compose.ts';
import { BadgeError } from '../domain/errors.ts';
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
  const id = bytes ? String((await service.verifyBytes(bytes)).credential['id']) : badge;
  const { id: profileId } = await terminal.profile(handle);
  const [credential] = await service.store.credentials.byCredentialId(profileId, id);
  if (!credential) throw new BadgeError('award_unknown', `No badge ${badge}.`);
  return credential.awardId;
}
