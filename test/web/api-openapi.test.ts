import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { OpenAPIClientAxios } from 'openapi-client-axios';
import { openApiDocument } from '../../src/web/api/openapi-document.ts';
import { OPERATIONS } from '../../src/web/api/operations.ts';
import { ROUTES } from '../../src/web/routes.ts';
import { openCli } from '../cli/run-cli.ts';
import { ACHIEVEMENT_TEXT, ORIGIN } from '../harness.ts';
import { tokenOf } from './ask-api.ts';
import { type Centre, openCentreWithBadges, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let centre: Centre;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
});
afterAll(() => web.stop());

interface Document {
  readonly paths: Record<string, Record<string, { security?: unknown[] }>>;
  readonly components: { readonly schemas: Record<string, object> };
}
const document = openApiDocument(ORIGIN) as Document;

describe('the description', () => {
  test('is OpenAPI 3.1, and what is served', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document) as never);
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    const served = await web.fetch('/api/v1/openapi.json');
    expect(served.headers.get('content-type')).toBe('application/json');
    expect(served.headers.get('access-control-allow-origin')).toBe('*');
    expect(await served.json()).toEqual(JSON.parse(JSON.stringify(document)));
  });

  test('is printed by `ecusson openapi`, which opens no store', async () => {
    const cli = await openCli();
    try {
      const { code, results } = await cli.run('openapi');
      expect(code).toBe(0);
      expect(results).toEqual([JSON.parse(JSON.stringify(document))]);
      expect(await readdir(cli.folder)).toEqual([]);
    } finally {
      await cli.remove();
    }
  });

  test('has every route under /api/v1, and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routes = ROUTES.filter(({ pattern }) => pattern.startsWith('/api/v1/')).map(
      ({ method, pattern }) => `${method} ${pattern.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(described.sort()).toEqual(routes.sort());
  });

  test('asks for a token exactly where the routes do', () => {
    for (const { method, pattern, visitors } of ROUTES) {
      if (!pattern.startsWith('/api/v1/')) continue;
      const path = document.paths[pattern.replace(/:(\w+)/g, '{$1}')];
      const isOpen = path?.[method.toLowerCase()]?.security?.length === 0;
      expect({ pattern, isOpen }).toEqual({ pattern, isOpen: visitors.includes('anyone') });
    }
  });

  test('gives examples that are what it describes', () => {
    for (const { id, query, body, answer, example } of OPERATIONS) {
      const sent = body?.schema.safeParse(example.body).error?.issues ?? [];
      const asked = query?.safeParse(example.query ?? {}).error?.issues ?? [];
      const answered = answer.schema.safeParse(example.answer).error?.issues ?? [];
      expect({ id, sent, asked, answered }).toEqual({ id, sent: [], asked: [], answered: [] });
    }
  });

  test('has schemas that another validator compiles, and that hold for the examples', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'doc', ...document });
    for (const { body, answer, example } of OPERATIONS) {
      const pairs = [[answer.name, example.answer] as const];
      if (body) pairs.push([body.name, example.body]);
      for (const [name, value] of pairs) {
        const isValid = ajv.validate({ $ref: `doc#/components/schemas/${name}` }, value);
        expect({ name, isValid, errors: ajv.errors ?? [] }).toEqual({
          name,
          isValid: true,
          errors: [],
        });
      }
    }
  });
});

describe('a client made from the description', () => {
  test('publishes, awards, verifies, revokes, and sees the badge revoked', async () => {
    const bearer = await tokenOf(web, centre.profile);
    const api = new OpenAPIClientAxios({
      definition: (await (await web.fetch('/api/v1/openapi.json')).json()) as never,
      withServer: { url: web.address },
      axiosConfigDefaults: { headers: { Authorization: `Bearer ${bearer}` } as never },
    });
    const client = await api.init();
    const call = async (id: string, places: object | null, body: unknown, key?: string) => {
      const run = client[id];
      if (!run) throw new Error(`The client has no ${id}.`);
      const parameters = key ? { ...places, 'Idempotency-Key': key } : places;
      return (await run(parameters as never, body)).data;
    };
    const text = { ...ACHIEVEMENT_TEXT, name: 'Montage vidéo' };
    const achievement = await call('createAchievement', null, text, 'a');
    const people = [{ firstName: 'Yanis' }];
    const order = { achievement: achievement.id, people };
    const report = await call('createAwards', null, order, 'b');
    const awardId = report.lines[0].award;
    const { credential } = await call('getAward', { awardId }, undefined);
    const good = await call('createVerification', null, credential);
    expect(good).toMatchObject({ verdict: 'verified', state: 'active' });
    await call('createRevocation', null, { award: awardId, reason: 'Essai' }, 'c');
    const bad = await call('createVerification', null, credential);
    expect(bad).toMatchObject({ verdict: 'rejected', state: 'revoked' });
    const { items } = await call('listRevocations', { limit: 1 }, undefined);
    expect(items).toMatchObject([{ award: awardId }]);
  });
});

test.each([
  ['fr', 'Publier un badge tout de suite'],
  ['en', 'Publish a badge at once'],
])('the readable page in %s has every operation', async (language, sentence) => {
  const page = await (
    await web.fetch('/api', { headers: { 'accept-language': language, accept: 'text/html' } })
  ).text();
  expect(page).toContain(sentence);
  for (const { method, path } of OPERATIONS) expect(page).toContain(`${method} ${path}`);
});
