import { text } from 'node:stream/consumers';
import jsonld from 'jsonld';

// jsonld as published, in a process of its own: `{ contexts, documents }` on stdin, and on stdout,
// for each document, its canonical form or how it was refused.
const { contexts, documents } = JSON.parse(await text(process.stdin));

async function documentLoader(documentUrl) {
  return { contextUrl: null, documentUrl, document: contexts[documentUrl] };
}

async function canonize(document) {
  try {
    return {
      nquads: await jsonld.canonize(document, {
        algorithm: 'RDFC-1.0',
        format: 'application/n-quads',
        safe: true,
        base: null,
        rdfDirection: 'i18n-datatype',
        documentLoader,
      }),
    };
  } catch ({ name, message, details }) {
    return { name, message, code: details?.event?.code ?? details?.code };
  }
}

const outcomes = [];
for (const document of documents) outcomes.push(await canonize(document));
process.stdout.write(JSON.stringify(outcomes));
