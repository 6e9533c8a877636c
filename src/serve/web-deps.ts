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
    archive: rememberedByKey((handle) => archivePack(service, handle), service.now),
    ownDocuments: remembered(
      () => documentsOfService(service, service.origin),
      service.now,
      DOCUMENTS_MS,
    ),
    verifierFile: await readFile(new URL('./dist/verifier.html', ROOT), 'utf8'),
    fetchDocument: (url, kind) => relayDocument(service, url, kind),
    file: async (id, format) => {
      const credential = await service.store.credentials.get(id);
      if (!credential) throw new BadgeError('award_unknown', 'No such credential.');
      return service.badgeFile(credential, format);
    },
    templates,
    publicFolder: fileURLToPath(new URL('dist/public/', ROOT)),
    ready: remembered(() => readiness(service), service.now, READINESS_MS),
  };
}

/** Anyone may ask, and each answer writes a row. */
const READINESS_MS = 1000;
/** As long as others may keep them: each archive is signed anew, and reads every list. */
const DOCUMENTS_MS = 300_000;

/** An answer that is good for a while. One that was refused is asked for again. */
function remembered<Value>(
  ask: () => Promise<Value>,
  now: () => Date,
  forMs: number,
): () => Promise<Value> {
  let until = 0;
  let answer: Promise<Value> | undefined;
  return () => {
    if (answer && now().getTime() < until) return answer;
    until = now().getTime() + forMs;
    const asking = ask();
    answer = asking;
    asking.catch(() => {
      if (answer === asking) answer = undefined;
    });
    return asking;
  };
}

/** The same for each of a few things; what is not there is not remembered. */
function rememberedByKey<Value>(
  ask: (key: string) => Promise<Value>,
  now: () => Date,
): (key: string) => Promise<Value> {
  const byKey = new Map<string, () => Promise<Value>>();
  return async (key) => {
    const answer = byKey.get(key) ?? remembered(() => ask(key), now, DOCUMENTS_MS);
    byKey.set(key, answer);
    try {
      return await answer();
    } catch (error) {
      byKey.delete(key);
      throw error;
    }
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
