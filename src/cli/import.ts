import { importAchievements } from '../usecases/operations/import-achievements.ts';
import { readInput } from './input.ts';
import { type Command, OPERATOR, Usage } from './terminal.ts';

/** `ecusson import achievements FILE`: publishes them; the same file again changes nothing. */
export const importFile: Command = {
  options: { profile: { type: 'string' } },
  async run(terminal, { values, positionals }) {
    const [what, file] = positionals;
    if (what !== 'achievements' || !file) throw new Usage(terminal.say('cli.file_missing'));
    const service = await terminal.service();
    const { id } = await terminal.profile(values['profile']);
    const json = service.readJson(readInput(file));
    const imported = await importAchievements(service, OPERATOR, id, json);
    for (const { achievement, fresh } of imported) {
      const { id: achievementId, name, inLanguage } = achievement;
      terminal.result({ achievement: achievementId, name, inLanguage, fresh });
    }
    const count = imported.filter(({ fresh }) => fresh).length;
    terminal.note(terminal.say('cli.imported', { count, all: imported.length }));
    return 0;
  },
};
