import { methodId } from '../domain/signing-key.ts';
import { rotateKeys } from '../usecases/operations/signing-keys.ts';
import { type Command, Usage } from './terminal.ts';

/** `ecusson keys list|rotate`: old keys stay published, so what they signed goes on verifying. */
export const keys: Command = {
  options: { profile: { type: 'string' } },
  async run(terminal, { values, positionals }) {
    const [action] = positionals;
    if (action !== 'list' && action !== 'rotate')
      throw new Usage(terminal.say('cli.action_missing'));
    const service = await terminal.service();
    const profile = await terminal.profile(values['profile']);
    if (action === 'rotate') {
      await rotateKeys(service, profile.id);
      terminal.note(terminal.say('cli.rotated'));
    }
    for (const key of await service.store.keys.listOf(profile.id)) {
      const { kind, createdAt, retiredAt } = key;
      terminal.result({
        key: methodId(profile, key),
        kind,
        createdAt,
        ...(retiredAt ? { retiredAt } : {}),
      });
    }
    return 0;
  },
};
