import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../src/domain/actor.ts';
import type { Profile } from '../../src/domain/profile.ts';
import {
  actorOfToken,
  listApiTokens,
  newApiToken,
  withdrawApiToken,
} from '../../src/usecases/operations/api-tokens.ts';
import { onceByKey } from '../../src/usecases/operations/idempotency.ts';
import { inviteMember, removeMember } from '../../src/usecases/people/team.ts';
import { NOW, OPERATOR, openCentre, openService, type TestService } from '../harness.ts';

let opened: TestService;
let profile: Profile;

beforeAll(async () => {
  opened = await openService();
  ({ profile } = await openCentre(opened.service));
});
afterAll(() => opened.stop());

const TEXT = { name: 'Site', scopes: ['awards:read', 'awards:read'] };

describe('tokens', () => {
  test('have 256 bits and a mark, and are kept as a hash alone', async () => {
    const { token, secret } = await newApiToken(opened.service, OPERATOR, profile.id, TEXT);
    expect(secret).toMatch(/^ecu_[\w-]{43}$/);
    expect(token.scopes).toEqual(['awards:read']);
    expect(JSON.stringify(token)).not.toContain(secret.slice(4));
    const actor = await actorOfToken(opened.service, secret);
    expect(actor).toMatchObject({ kind: 'token', profileId: profile.id, tokenId: token.id });
  });

  test('end with the member who made them, and no other’s do', async () => {
    const { service } = opened;
    const { member } = await inviteMember(service, OPERATOR, {
      profileId: profile.id,
      role: 'owner',
      name: 'Sam',
      email: '',
    });
    const { id: memberId, profileId, role } = member;
    const maker = { kind: 'member', memberId, profileId, role } as const;
    const theirs = await newApiToken(service, maker, profileId, TEXT);
    const another = await newApiToken(service, OPERATOR, profileId, TEXT);
    const keeper = { profileId, role: 'owner', name: 'Alix', email: '' } as const;
    await inviteMember(service, OPERATOR, keeper);
    await removeMember(service, OPERATOR, { profileId, memberId });
    const refused = { code: 'token_invalid' };
    await expect(actorOfToken(service, theirs.secret)).rejects.toMatchObject(refused);
    expect((await actorOfToken(service, another.secret)).tokenId).toBe(another.token.id);
  });

  test('are an owner’s to make, see and withdraw', async () => {
    const member = { kind: 'member', memberId: 'm', profileId: profile.id } as const;
    const strangers: Actor[] = [
      { ...member, role: 'awarder' },
      { ...member, profileId: 'another', role: 'owner' },
      { kind: 'token', tokenId: 't', profileId: profile.id, scopes: ['awards:write'] },
      { kind: 'anonymous' },
    ];
    const refused = { code: 'owner_required' };
    for (const actor of strangers) {
      const { service } = opened;
      await expect(newApiToken(service, actor, profile.id, TEXT)).rejects.toMatchObject(refused);
      await expect(listApiTokens(service, actor, profile.id)).rejects.toMatchObject(refused);
      await expect(withdrawApiToken(service, actor, profile.id, 'x')).rejects.toMatchObject(
        refused,
      );
    }
  });

  test('keep the day they were first withdrawn on', async () => {
    const { token } = await newApiToken(opened.service, OPERATOR, profile.id, TEXT);
    await withdrawApiToken(opened.service, OPERATOR, profile.id, token.id);
    opened.clock.now = new Date(NOW.getTime() + 86_400_000);
    await withdrawApiToken(opened.service, OPERATOR, profile.id, token.id);
    opened.clock.now = NOW;
    const listed = await listApiTokens(opened.service, OPERATOR, profile.id);
    expect(listed.find(({ id }) => id === token.id)?.withdrawnAt).toBe(NOW.toISOString());
  });
});

describe('onceByKey', () => {
  const request = (key: string) => ({ tokenId: 't', key, content: 'POST /x\n{}' });
  const done = (body: string) => async () => ({ status: 201, body });

  test('a slow turn that was held to be dead hears the answer of the one that took over', async () => {
    const { service, clock } = opened;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = () => {};
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const slow = onceByKey(service, request('slow'), async () => {
      begun();
      await held;
      return { status: 201, body: 'slow' };
    });
    await isBegun;
    clock.now = new Date(NOW.getTime() + 61_000);
    const quick = await onceByKey(service, request('slow'), done('quick'));
    expect(quick).toEqual({ status: 201, body: 'quick', replayed: false });
    release();
    expect(await slow).toEqual({ status: 201, body: 'quick', replayed: true });
    clock.now = NOW;
  });

  test('a key with a bar in it is no other key’s turn', async () => {
    const { service } = opened;
    expect(await onceByKey(service, request('a'), done('one'))).toMatchObject({ body: 'one' });
    expect(await onceByKey(service, request('a|1'), done('two'))).toMatchObject({ body: 'two' });
    expect(await onceByKey(service, request('a|1|over'), done('3'))).toMatchObject({ body: '3' });
  });

  test('work that throws gives the key back, as often as it does', async () => {
    const { service } = opened;
    for (let at = 0; at < 3; at++) {
      const failing = onceByKey(service, request('again'), async () => {
        throw new Error('loose wire');
      });
      await expect(failing).rejects.toThrow('loose wire');
    }
    expect(await onceByKey(service, request('again'), done('ok'))).toMatchObject({ body: 'ok' });
  });
});
