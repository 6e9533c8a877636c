import { readFile, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Service } from '../compose.ts';
import { BadgeError } from '../domain/errors.ts';
import { ROOT } from '../root.ts';
import { archivePack } from '../usecases/operations/archive-pack.ts';
import { documentsOfService } from '../usecases/operations/own-documents.ts';
import { didDocumentOf, jwksOf } from '../usecases/operations/published-documents.ts';
import { relayDocument } from '../usecases/verification/relay-document.ts';
import type { WebDeps } from '../web/deps.ts';

/** What the web room asks for, out of a composed service and the built templates. */
export async function createWebDeps(service: Service): Promise<WebDeps> {
  const templates = await import(new URL('./dist/templates.js', ROOT).href);
  return {
    ...service,
    didDocument: (profile) => didDocumentOf(service, profile),
    jwks: () => jwksOf(service),
    archive: (handle) => archivePack(service, handle),
    ownDocuments: () => documentsOfService(service, service.origin),
    verifierFile: await readFile(new URL('./dist/verifier.html', ROOT), 'utf8'),
    fetchDocument: (url, kind) => relayDocument(service, url, kind),
    file: async (id, format) => {
      const credential = await service.store.credentials.get(id);
      if (!credential) throw new BadgeError('award_unknown', 'No such credential.');
      return service.badgeFile(credential, format);
    },
    templates,
    publicFolder: fileURLToPath(new URL('dist/public/', ROOT)),
    ready: remembered(() => readiness(service), service.now),
  };
}

/** Answers are kept for a second: anyone may ask, and each answer writes a row. */
function remembered<Value>(ask: () => Promise<Value>, now: () => Date): () => Promise<Value> {
  let asked = 0;
  let answer: Promise<Value> | undefined;
  return () => {
    if (answer === undefined || now().getTime() - asked > 1000) {
      asked = now().getTime();
      answer = ask();
    }
    return answer;
  };
}

/** Least share of the disk that must be free. */
const FREE_DISK = 0.02;

async function readiness(service: Service) {
  const [database, disk] = await Promise.all([
    service.store.probe(service.now().toISOString()).then(
      () => true,
      () => false,
    ),
    hasRoom(service.database),
  ]);
  const clock = service.now().getUTCFullYear() >= 2026;
  const checks = { database, disk, clock };
  return { ok: Object.values(checks).every(Boolean), checks };
}

/** Whether the disk of an SQLite file has room; another machine's disk is not seen from here. */
async function hasRoom(database: Service['database']): Promise<boolean> {
  if (database.kind !== 'sqlite' || database.path === ':memory:') return true;
  const { bavail, blocks } = await statfs(dirname(database.path));
  return bavail / blocks > FREE_DISK;
}
