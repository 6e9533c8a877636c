import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

/** Framing, compaction, RDF read back, and the loaders of documents. */
const UNUSED = [
  'jsonld/lib/compact',
  'jsonld/lib/frame',
  'jsonld/lib/flatten',
  'jsonld/lib/fromRdf',
  'jsonld/lib/documentLoaders/xhr',
  'rdf-canonize/lib/RDFC10Sync',
];

const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/';

/**
 * Leaves out of jsonld what canonicalising a document never calls: framing, compaction, RDF read
 * back, and the loaders of documents, of which only our pinned ones are ever loaded.
 */
export const onlyCanonical = replacing('only-canonical', [
  ...UNUSED.map((name) => ({
    filter: new RegExp(`/${name}\\.js$`),
    load: () => ({ contents: 'module.exports = () => undefined;' }),
  })),
]);

/** What one short visit needs of packages that can do more: a map, a later turn, checks of shapes. */
export const lightParts = replacing('light-parts', [
  {
    filter: /node_modules\/lru-cache\/index\.js$/,
    load: () => ({
      contents: `module.exports = class extends Map {
        constructor({ max }) { super(); this.max = max; }
        set(key, value) { if (this.size >= this.max) this.clear(); return super.set(key, value); }
      };`,
    }),
  },
  // Writing schemas down as JSON Schema is for the description of the API.
  { filter: /zod\/v4\/core\/to-json-schema\.js$/, load: exportNothing },
  { filter: /zod\/v4\/core\/json-schema-processors\.js$/, load: exportNothing },
  { filter: /node_modules\/marked\/lib\/marked\.esm\.js$/, load: onlyLexer },
  { filter: /open-badges-context\/dist\/context\.esm\.js$/, load: onlyPublished },
  {
    filter: /node_modules\/setimmediate\/setImmediate\.js$/,
    load: () => ({ contents: 'globalThis.setImmediate ??= (work) => setTimeout(work, 0);' }),
  },
]);

/** Modules that are others in the bundle. One that is not met any more has moved: the build fails. */
function replacing(name, replacements) {
  return {
    name,
    setup({ onLoad, onEnd }) {
      const met = new Set();
      for (const { filter, load } of replacements) {
        onLoad({ filter }, (args) => {
          met.add(filter);
          return load(args);
        });
      }
      onEnd(({ errors }) => {
        const lost = replacements.map(({ filter }) => filter).filter((one) => !met.has(one));
        if (errors.length > 0 || lost.length === 0) return undefined;
        return { errors: lost.map((filter) => ({ text: `Nothing in the bundle is ${filter}.` })) };
      });
    },
  };
}

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
