import { readdir, readFile } from 'node:fs/promises';
import { precompile, precompileFolder, readIcons } from './templates.js';

/** What is drawn beside them. */
const PARTS = ['verifier-note', 'verifier-problem'];
/** The page around is there already, and so is its form: what is drawn stands inside. */
const LAYOUT = '{{> @partial-block}}';
const NEVER_DRAWN = ['layout', 'verify-form'];

/** What the verifier says: nothing else of the locales goes to the visitor. */
const SAID = /^(verdict|checks|warnings|verifier|badgeType)\.|^verify\.(?!about(?!Link))/;
/** Refusals that a verifier meets. */
const REFUSALS =
  /^errors\.(archive_|credential_invalid|did_|egress_|envelope_|image_|json_|jws_|key_|link_in_|multiple_cred|no_cred|not_a_|page_|png_|presentation_|qr_|remote_|svg_|unsupported_|url_|xml_)|^errors\.(body_too_large|empty_body|fault|form_invalid|invalid_utf8|too_many_requests)$/;

/** Cuts the locales to the sentences that the verifier says, both languages under one key. */
export const onlyWhatIsSaid = {
  name: 'only-what-is-said',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /templates\/locales\/\w+\.json$/ }, ({ path }) => ({
      contents: `import { sentencesOf } from 'built-sentences';
        export default /* @__PURE__ */ sentencesOf(${path.endsWith('/fr.json') ? 0 : 1});`,
      pluginData: path.replace(/\w+\.json$/, ''),
    }));
    onResolve({ filter: /^built-sentences$/ }, ({ pluginData }) => ({
      path: 'built-sentences',
      namespace: 'said',
      pluginData,
    }));
    onLoad({ filter: /.*/, namespace: 'said' }, async ({ pluginData: folder }) => {
      const [fr, en] = await Promise.all(
        ['fr', 'en'].map(async (name) =>
          JSON.parse(await readFile(`${folder}${name}.json`, 'utf8')),
        ),
      );
      const said = Object.keys(fr).filter((key) => SAID.test(key) || REFUSALS.test(key));
      const both = Object.fromEntries(said.map((key) => [key, [fr[key], en[key]]]));
      return {
        contents: `const both = ${JSON.stringify(both)};
          export const sentencesOf = (at) =>
            Object.fromEntries(Object.entries(both).map(([key, said]) => [key, said[at]]));`,
      };
    });
  },
};

/** `built-templates.js`: the pages of the verifier, their partials and their icons. */
export function builtTemplates(root, pages) {
  return {
    name: 'built-templates',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\/built-templates\.js$/ }, () => ({
        path: 'built-templates',
        namespace: 'built',
      }));
      onLoad({ filter: /.*/, namespace: 'built' }, async () => ({
        contents: await templatesModule(root, pages),
        resolveDir: root,
      }));
    },
  };
}

async function templatesModule(root, wanted) {
  const names = await partialsOf(root, wanted);
  const [pages, partials, icons] = await Promise.all([
    precompileFolder(root, 'templates', wanted),
    precompileFolder(root, 'templates/partials', names),
    readIcons(root),
  ]);
  const sources = await Promise.all(
    [
      ...wanted.map((name) => `templates/${name}`),
      ...names.map((name) => `templates/partials/${name}`),
    ].map((name) => readFile(`${root}${name}.hbs`, 'utf8')),
  );
  const used = Object.entries(icons).filter(
    ([name]) => TONE_ICONS.includes(name) || sources.some((source) => source.includes(`"${name}"`)),
  );
  return (
    `export const pages = {${pages.map(withoutPlaces).join(',')}};\n` +
    `export const partials = {"layout": ${await precompile(LAYOUT)},${partials.map(withoutPlaces).join(',')}};\n` +
    `export const icons = ${JSON.stringify(Object.fromEntries(used))};\n`
  );
}

/** Lines and columns are for those who write templates. */
function withoutPlaces(template) {
  const place =
    '\\{"start":\\{"line":\\d+,"column":\\d+\\},"end":\\{"line":\\d+,"column":\\d+\\}\\}';
  return template.replace(new RegExp(`(,"loc":|, )${place}`, 'g'), '');
}

const TONE_ICONS = ['circle-check', 'clock', 'octagon-x', 'circle-question-mark'];

/** Every partial that the pages lead to; those that are looked up by name are icons. */
async function partialsOf(root, pages) {
  const all = (await readdir(`${root}templates/partials`)).map((name) => name.replace('.hbs', ''));
  const found = new Set([...PARTS, ...all.filter((name) => name.startsWith('icon-'))]);
  const sources = await Promise.all(
    [...pages, ...PARTS.map((name) => `partials/${name}`)].map((name) =>
      readFile(`${root}templates/${name}.hbs`, 'utf8'),
    ),
  );
  // Grows while it is walked.
  for (const source of sources) {
    for (const [, name] of source.matchAll(/\{\{#?> ([\w-]+)/g)) {
      if (NEVER_DRAWN.includes(name) || found.has(name)) continue;
      found.add(name);
      sources.push(await readFile(`${root}templates/partials/${name}.hbs`, 'utf8'));
    }
  }
  return [...found].sort();
}
