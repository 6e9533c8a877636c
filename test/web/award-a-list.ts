import type { Batch } from '../../src/domain/batch.ts';
import { csrfOf } from '../../src/web/member-room.ts';
import { type Centre, postAsMember, type TestWeb } from './start-web.ts';

/** A form of awarding that lacks nothing but people. */
export function formOf({ achievement }: Centre): Record<string, string> {
  return {
    badge: achievement.id,
    title: 'Photo',
    date: '2026-11-20',
    place: 'Salle 2',
    hours: '1,5',
    sentence: '',
    names: '',
  };
}

/** Sends the form with a file, as a browser does. */
export async function postList(
  web: TestWeb,
  cookie: string,
  fields: Record<string, string>,
  file: Uint8Array,
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set('csrf', csrfOf(web.service, cookie.split('=')[1] ?? ''));
  body.set('file', new Blob([file as Uint8Array<ArrayBuffer>]), 'liste.csv');
  return web.fetch('/workshops/new', { method: 'POST', body, headers: { cookie } });
}

/** The stored batch that an answer leads to. */
export async function batchAt(
  { service }: TestWeb,
  { profile }: Centre,
  response: Response,
): Promise<Batch> {
  const id = (response.headers.get('location') ?? '').split('/').at(-1) ?? '';
  const batch = await service.store.batches.get(profile.id, id);
  if (!batch) throw new Error(`${response.status} leads to no batch.`);
  return batch;
}

/** What the box of a line says that somebody gets the badge again. */
export function boxOf(html: string, line: number): string {
  return new RegExp(`name="again" value="(${line}:[^"]+)"`).exec(html)?.[1] ?? '';
}

/** A worker at a list: gives it, looks at it, confirms it, looks again. */
export function workerAt(web: TestWeb, centre: Centre, cookie: string) {
  const post = (path: string, fields: Record<string, string> = {}) =>
    postAsMember(web, cookie, path, fields);
  const pathOf = ({ id }: Pick<Batch, 'id'>) => `/workshops/batches/${id}`;
  return {
    async give(names: string, fields: Record<string, string> = {}): Promise<Batch> {
      const response = await post('/workshops/new', { ...formOf(centre), names, ...fields });
      return batchAt(web, centre, response);
    },
    async look(batch: Pick<Batch, 'id'>): Promise<string> {
      return (await web.fetch(pathOf(batch), { headers: { cookie } })).text();
    },
    async confirm(
      batch: Pick<Batch, 'id'>,
      fields: Record<string, string> = {},
    ): Promise<Response> {
      const response = await post(`${pathOf(batch)}/award`, fields);
      await web.service.batchRuns.settled(batch.id);
      return response;
    },
    undo: (batch: Pick<Batch, 'id'>) => post(`${pathOf(batch)}/undo`),
    async again(batch: Pick<Batch, 'id'>): Promise<Batch> {
      return batchAt(web, centre, await post(`${pathOf(batch)}/again`));
    },
    events: (batch: Pick<Batch, 'id'>) =>
      web.fetch(`${pathOf(batch)}/events`, { headers: { cookie } }),
  };
}
