import { readdir, readFile } from 'node:fs/promises';

/** The drawings of the interface's icons, each without the `<svg>` around it. */
export async function readIcons(root) {
  const names = JSON.parse(await readFile(`${root}templates/icons.json`, 'utf8'));
  const icons = {};
  for (const name of names) {
    const svg = await readFile(`${root}node_modules/lucide-static/icons/${name}.svg`, 'utf8');
    icons[name] = svg
      .replace(/^[\s\S]*?<svg[^>]*>/, '')
      .replace(/<\/svg>\s*$/, '')
      .replace(/\s+/g, ' ')
      .trim();
  }
  return icons;
}

/**
 * The templates of a folder as members of an object: its name, and what Handlebars runs.
 *
 * @param only the names of those that are wanted; all of the folder when it is left out
 */
export async function precompileFolder(root, folder, only) {
  const names = await readdir(root + folder).catch(() => []);
  const templates = names
    .filter((name) => name.endsWith('.hbs'))
    .filter((name) => only === undefined || only.includes(name.replace('.hbs', '')))
    .sort();
  return Promise.all(
    templates.map(async (name) => {
      const source = await readFile(`${root}${folder}/${name}`, 'utf8');
      return `${JSON.stringify(name.replace('.hbs', ''))}: ${await precompile(source)}`;
    }),
  );
}

/** Helpers of our own; any other word in a template is a member of what is shown. */
const HELPERS = { t: true, html: true, icon: true, current: true };

/** What Handlebars runs for a template, as JavaScript. */
export async function precompile(source) {
  const { default: Handlebars } = await import('handlebars');
  return Handlebars.precompile(source, {
    strict: true,
    knownHelpers: HELPERS,
    knownHelpersOnly: true,
  });
}
