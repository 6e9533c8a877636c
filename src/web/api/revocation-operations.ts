import * as z from 'zod';
import { revokeAward } from '../../usecases/awarding/revoke.ts';
import {
  type ReadRevocation,
  readRevocations,
} from '../../usecases/operations/read-for-program.ts';
import { AnyId, cursorOf, LIST_QUERY, listPage } from './list-page.ts';
import { operation } from './operation.ts';
import { pageOf, Revocation, RevocationReport } from './shapes.ts';

const PATH = '/api/v1/revocations';
const AWARD = '5e0d7c3a-52d1-4b0b-9a5e-0d6b5f0f6f11';

const NewRevocation = z.strictObject({
  award: AnyId,
  /** For the profile's own memory; never public. */
  reason: z.string().trim().min(1).max(500).optional(),
});

const list = operation({
  id: 'listRevocations',
  method: 'GET',
  path: PATH,
  scope: 'revocations:read',
  summary: 'api.listRevocations',
  query: z.strictObject(LIST_QUERY),
  answer: { name: 'RevocationPage', schema: pageOf(Revocation) },
  statuses: [200],
  errors: [],
  example: {
    answer: {
      items: [
        { id: `${AWARD}.badge`, award: AWARD, by: 'member', revokedAt: '2026-11-21T09:00:00.000Z' },
      ],
    },
  },
  async run(deps, { program, query }) {
    const before = cursorOf(query);
    const page = { limit: query.limit + 1, ...(before ? { before } : {}) };
    const rows = await readRevocations(deps, program, page);
    const cursor = ({ revocation: { at, credentialRowId: id } }: ReadRevocation) => ({ at, id });
    return { status: 200, body: listPage(deps, PATH, query, rows, { item: shown, cursor }) };
  },
});

const create = operation({
  id: 'createRevocation',
  method: 'POST',
  path: PATH,
  scope: 'revocations:write',
  summary: 'api.createRevocation',
  body: { name: 'NewRevocation', schema: NewRevocation },
  answer: { name: 'RevocationReport', schema: RevocationReport },
  statuses: [201, 200],
  errors: ['award_unknown'],
  example: {
    body: { award: AWARD, reason: 'Décerné à la mauvaise personne.' },
    answer: { award: AWARD, credentials: 1 },
  },
  async run(deps, { program, body: { award, reason } }) {
    const command = { awardId: award, ...(reason ? { reason } : {}) };
    const credentials = await revokeAward(deps, program, command);
    return { status: credentials > 0 ? 201 : 200, body: { award, credentials } };
  },
});

export const REVOCATION_OPERATIONS = [list, create];

function shown({ revocation, awardId }: ReadRevocation): z.input<typeof Revocation> {
  const { credentialRowId: id, revokedBy, at: revokedAt } = revocation;
  // Who among them stays inside: a program has no use for it.
  const by = Revocation.shape.by.parse(revokedBy.split(':')[0]);
  return { id, award: awardId, by, revokedAt };
}
