import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { precompile, precompileFolder, readIcons } from './templates.js';

/** The page whose verdict is drawn in the browser, and the one that the file draws whole. */
const ONLINE = ['verify'];
const OFFLINE = ['verify', 'verifier'];
/** What is drawn beside them. */
const PARTS = ['verifier-note', 'problems'];
/** The page around is there already, and so is its form: what is drawn stands inside. */
const LAYOUT = '{{> @partial-block}}';
const NEVER_DRAWN = ['layout', 'verify-form'];

/** What the verifier says: nothing else of the locales goes to the visitor. */
const SAID = /^(verdict|checks|warnings|verify|verifier|badgeType)\.(?!about(?!Link))/;
/** Refusals that a verifier meets. */
const REFUSALS =
  /^errors\.(archive_|credential_invalid|did_|egress_|envelope_|image_|json_|jws_|key_|link_in_|multiple_cred|no_cred|not_a_|page_|png_|presentation_|qr_|remote_|svg_|unsupported_|url_|xml_)|^errors\.(body_too_large|empty_body|fault|form_invalid|invalid_utf8|too_many_requests)$/;

const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/';

const COMMON = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  // French as it is written: escapes would weigh four times as much.
  charset: 'utf8',
  logLevel: 'warning',
  // Before anything else: zod would otherwise try whether it may write code, which no page allows.
  banner: { js: 'globalThis.__zod_globalConfig={jitless:true};' },
};

/**
 * The verifier for the browser: the scripts of `/verify` and `/q`, their worker, and the parts that
 * are loaded when they are needed.
 */
export async function bundleVerifier(root, aside) {
  const { build } = await import('esbuild');
  const entries = ['verify.page.ts', 'q.page.ts', 'verify-worker.page.ts'];
  await build({
    ...COMMON,
    entryPoints: entries.map((name) => `${root}src/browser/${name}`),
    splitting: true,
    outdir: `${aside}/public`,
    chunkNames: 'verify-[hash]',
    plugins: pluginsOf(root, ONLINE),
  });
  await writeFile(`${aside}/verifier.html`, await oneFile(root, build));
}

/** The scripts of the verifier, which are not bundled one by one. */
export function isOfVerifier(name) {
  return /^(verify|q|verify-worker|verifier-file)\.page\.ts$/.test(name);
}

/**
 * `verifier.html` but for the documents of the service: one file that asks nobody. The policy
 * names its script and its style by their digests, and opens no connection.
 */
async function oneFile(root, build) {
  // A worker made of the script is no module: it has no address of its own to speak of.
  const define = { 'import.meta.url': '"https://verifier.invalid/"' };
  const options = { ...COMMON, define, write: false, plugins: pluginsOf(root, OFFLINE) };
  const [script, style, shell] = await Promise.all([
    build({ ...options, entryPoints: [`${root}src/browser/verifier-file.page.ts`] }),
    build({ ...options, entryPoints: [`${root}src/browser/site.css`] }),
    readFile(`${root}templates/verifier-file.html`, 'utf8'),
  ]);
  // A closing tag inside would end the element.
  const code = script.outputFiles[0].text.replaceAll('</script', '<\\/script');
  const css = style.outputFiles[0].text;
  return shell
    .replace('{{script-digest}}', digest(code))
    .replace('{{style-digest}}', digest(css))
    .replace('{{style}}', () => css)
    .replace('{{script}}', () => code);
}

function digest(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * Leaves out of jsonld what canonicalising a document never calls: framing, compaction, RDF read
 * back, and the loaders of documents, of which only our pinned ones are ever loaded.
 */
const onlyCanonical = {
  name: 'only-canonical',
  setup({ onLoad }) {
    const unused =
      /(jsonld\/lib\/(compact|frame|flatten|fromRdf|documentLoaders\/\w+)|rdf-canonize\/lib\/RDFC10Sync)\.js$/;
    onLoad({ filter: unused }, () => ({ contents: 'module.exports = () => undefined;' }));
  },
};

/** What one short visit needs of packages that can do more: a map, a later turn, checks of shapes. */
const lightParts = {
  name: 'light-parts',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules\/lru-cache\/index\.js$/ }, () => ({
      contents: `module.exports = class extends Map {
        constructor({ max }) { super(); this.max = max; }
        set(key, value) { if (this.size >= this.max) this.clear(); return super.set(key, value); }
      };`,
    }));
    // Writing schemas down as JSON Schema is for the description of the API.
    onLoad(
      { filter: /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/ },
      exportNothing,
    );
    onLoad({ filter: /node_modules\/marked\/lib\/marked\.esm\.js$/ }, onlyLexer);
    onLoad({ filter: /open-badges-context\/dist\/context\.esm\.js$/ }, onlyPublished);
    onLoad({ filter: /node_modules\/setimmediate\/setImmediate\.js$/ }, () => ({
      contents: 'globalThis.setImmediate ??= (work) => setTimeout(work, 0);',
    }));
  },
};

/** Everything that a module exports, as functions that do nothing. */
async function exportNothing({ path }) {
  const source = await readFile(path, 'utf8');
  const names = [...source.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)];
  return {
    contents: names.map(([, name]) => `export const ${name} = () => undefined;`).join('\n'),
  };
}

/** HTML is written by us: of the reader of Markdown, what writes it stays out. */
async function onlyLexer({ path }) {
  const source = await readFile(path, 'utf8');
  const [, lexer] = /export\{.*?([\w$]+) as Lexer\b/.exec(source) ?? [];
  // After the classes comes what makes one object of them all, and so would keep them all.
  const end = source.search(
    /;var [\w$]+=new [\w$]+;function [\w$]+\(\w+,\w+\)\{return [\w$]+\.parse\(/,
  );
  if (!lexer || end < 0) throw new Error('marked is written in another way: see onlyLexer.');
  return { contents: `${source.slice(0, end)};export const lexer = ${lexer}.lex;` };
}

/** Drafts of the context came before the published ones; no badge of theirs is read. */
async function onlyPublished({ path }) {
  const { default: published } = await import(new URL('../js/index.js', pathToFileURL(path)).href);
  const contexts = [...published.contexts].filter(([url]) => url.startsWith(OPEN_BADGES));
  return { contents: `export default { contexts: new Map(${JSON.stringify(contexts)}) };` };
}

function pluginsOf(root, pages) {
  return [onlyCanonical, lightParts, onlyWhatIsSaid, builtTemplates(root, pages)];
}

/** Cuts the locales to the sentences that the verifier says, both languages under one key. */
const onlyWhatIsSaid = {
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
function builtTemplates(root, pages) {
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
