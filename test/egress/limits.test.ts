import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  ACCEPT,
  answers,
  codeOf,
  JSON_TYPE,
  openEgress,
  openRemote,
  type Remote,
  redirecting,
  sayOk,
} from './harness.ts';

const open: Remote[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((remote) => remote.close()));
});

async function remoteWith(listener: RequestListener): Promise<Remote> {
  const remote = await openRemote(listener);
  open.push(remote);
  return remote;
}

describe('how much may be asked', () => {
  test('T01: a session makes at most 8 requests, redirects included', async () => {
    const remote = await remoteWith(redirecting({ '/0': '/moved' }));
    const egress = openEgress(remote);
    const session = egress.session();
    for (let n = 0; n < 7; n += 1) await session.get(`https://issuer.test/${n}`, ACCEPT);
    expect(await codeOf(session.get('https://issuer.test/8', ACCEPT))).toBe('egress_budget');
    expect(remote.asked).toHaveLength(8);
    // Another verification is not made to pay for it.
    await egress.session().get('https://issuer.test/8', ACCEPT);
  });

  test('T07: a host has at most 2 connections at once, however its name is written', async () => {
    const held: (() => void)[] = [];
    // Answers two at a time, so that fewer than two at once would never end.
    const remote = await remoteWith((req, res) => {
      held.push(() => sayOk(req, res));
      if (held.length === 2) for (const answer of held.splice(0)) answer();
    });
    const egress = openEgress(remote);
    const hosts = ['issuer.test', 'ISSUER.test', 'issuer.test.'];
    const urls = Array.from({ length: 20 }, (_, n) => `https://${hosts[n % 3]}/${n}`);
    await Promise.all(urls.map((url) => egress.session().get(url, ACCEPT)));
    expect(remote.asked).toHaveLength(20);
    expect(remote.openAtOnce()).toBe(2);
  });

  test('T07: any number of names of one machine lead to 6 connections at once', async () => {
    const held: (() => void)[] = [];
    // Answers six at a time, so that fewer than six at once would never end.
    const remote = await remoteWith((req, res) => {
      held.push(() => sayOk(req, res));
      if (held.length === 6) for (const answer of held.splice(0)) answer();
    });
    const egress = openEgress(remote);
    const urls = Array.from({ length: 30 }, (_, n) => `https://a${n}.issuer.test/`);
    await Promise.all(urls.map((url) => egress.session().get(url, ACCEPT)));
    expect(remote.asked).toHaveLength(30);
    expect(remote.openAtOnce()).toBe(6);
  });

  test('T07: nor do the many numbers that a machine has in IPv6', async () => {
    const held: (() => void)[] = [];
    const remote = await remoteWith((req, res) => {
      held.push(() => sayOk(req, res));
      if (held.length === 6) for (const answer of held.splice(0)) answer();
    });
    const egress = openEgress(remote, {
      resolve: async (name) => answers(`2606:4700:0:1::${name.slice(1, -'.issuer.test'.length)}`),
    });
    const urls = Array.from({ length: 12 }, (_, n) => `https://a${n}.issuer.test/`);
    await Promise.all(urls.map((url) => egress.session().get(url, ACCEPT)));
    expect(new Set(remote.dialled).size).toBe(12);
    expect(remote.openAtOnce()).toBe(6);
  });

  test('T07: who gets no turn is told so, and the host is not blamed', async () => {
    let isSilent = true;
    const remote = await remoteWith((req, res) => {
      if (!isSilent) sayOk(req, res);
    });
    const egress = openEgress(remote, { timeoutMs: 1500 });
    const get = (path: string) => egress.session().get(`https://issuer.test/${path}`, ACCEPT);
    const paths = ['a', 'b', 'c', 'd', 'e', 'f'];
    const said = await Promise.all(paths.map((path) => codeOf(get(path))));
    expect(said.slice(0, 2)).toEqual(['remote_timeout', 'remote_timeout']);
    // Two get the turns of the first two, whichever these are, or all of them gave up just before.
    const turnless = paths.filter((_, at) => said[at] === 'egress_budget');
    expect(turnless.length).toBeGreaterThanOrEqual(2);
    isSilent = false;
    await get('z');
    for (const path of turnless) await get(path);
  });

  test('T07: who waited for a turn has as much time with the host as anyone', async () => {
    const late: (() => void)[] = [];
    const remote = await remoteWith((req, res) => {
      if (req.url === '/late') setTimeout(() => sayOk(req, res), 2600);
      else late.push(() => sayOk(req, res));
      // Both slots are taken for more than half of the time that a request has.
      if (late.length < 2) return;
      setTimeout(() => {
        for (const answer of late.splice(0)) answer();
      }, 2600);
    });
    const egress = openEgress(remote, { timeoutMs: 5000 });
    const get = (path: string) => egress.session().get(`https://issuer.test/${path}`, ACCEPT);
    const said = ['a', 'b', 'late'].map((path) => codeOf(get(path)));
    expect(await Promise.all(said)).toEqual(['no refusal', 'no refusal', 'no refusal']);
  });

  test('T07: what failed is not asked again for 60 s', async () => {
    let seconds = 0;
    let status = 503;
    const remote = await remoteWith((_req, res) => res.writeHead(status, JSON_TYPE).end('{}'));
    const egress = openEgress(remote, { now: () => new Date(seconds * 1000) });
    const get = () => egress.session().get('https://issuer.test/did.json', ACCEPT);
    expect(await codeOf(get())).toBe('remote_unavailable');
    status = 200;
    seconds = 59;
    expect(await codeOf(get())).toBe('remote_unavailable');
    expect(remote.asked).toHaveLength(1);
    seconds = 60;
    await get();
    expect(remote.asked).toHaveLength(2);
  });

  test('the memory of failures is bounded: the oldest of 1,001 is asked again', async () => {
    let lookUps = 0;
    const remote = await remoteWith(sayOk);
    const egress = openEgress(remote, {
      resolve: async () => {
        lookUps += 1;
        return answers('10.0.0.1');
      },
    });
    const get = (n: number) => codeOf(egress.session().get(`https://issuer.test/${n}`, ACCEPT));
    for (let n = 0; n <= 1000; n += 1) await get(n);
    await get(1000);
    expect(lookUps).toBe(1001);
    await get(0);
    expect(lookUps).toBe(1002);
  });

  test('close waits for what is under way and lets nothing start', async () => {
    let answer: () => void = () => undefined;
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const remote = await remoteWith((req, res) => {
      answer = () => sayOk(req, res);
      arrive();
    });
    const egress = openEgress(remote);
    const session = egress.session();
    const fetched = session.get('https://issuer.test/', ACCEPT);
    await arrived;
    const closed = egress.close();
    await expect(session.get('https://issuer.test/b', ACCEPT)).rejects.toThrow('closed');
    answer();
    await closed;
    expect((await fetched).bytes).toHaveLength(2);
  });
});
