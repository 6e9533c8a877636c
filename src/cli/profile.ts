import { didOf, isIssuer } from '../domain/profile.ts';
import { createProfile, describeProfile } from '../usecases/people/create-profile.ts';
import { newOwnerLink } from '../usecases/people/member-links.ts';
import { type Command, OPERATOR, Usage } from './terminal.ts';

/** `ecusson profile show|set|new|link`: the centre that badges name as their issuer. */
export const profile: Command = {
  options: {
    profile: { type: 'string' },
    name: { type: 'string' },
    email: { type: 'string' },
    description: { type: 'string' },
  },
  async run(terminal, { values, positionals }) {
    const [action = 'show'] = positionals;
    const service = await terminal.service();
    const text = {
      name: values['name'],
      email: values['email'],
      description: values['description'],
    };
    if (action === 'new') {
      await createProfile(service, OPERATOR, text);
    } else if (action === 'set') {
      const { id, ...now } = await terminal.profile(values['profile']);
      const { name = now.name, email = now.email, description = now.description } = text;
      await describeProfile(service, OPERATOR, id, { name, email, description });
    } else if (action === 'link') {
      const { id } = await terminal.profile(values['profile']);
      terminal.result({ owner: `${service.origin}/enter/${await newOwnerLink(service, id)}` });
      return 0;
    } else if (action !== 'show') throw new Usage(terminal.say('cli.action_missing'));
    if (action !== 'new') await terminal.profile(values['profile']);
    for (const one of (await service.store.profiles.list()).filter(isIssuer)) {
      terminal.result({ handle: one.handle, name: one.name, did: didOf(one) });
    }
    return 0;
  },
};
