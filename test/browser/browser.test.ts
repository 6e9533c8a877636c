import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from './open-browser.ts';

let browser: Browser;
let server: Server;
let address: string;

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>Bonjour</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await openBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('shows a page without a network', async () => {
  const page = await browser.newPage();
  await page.goto('data:text/html;charset=utf-8,<title>Écusson</title><p>Un carnet de badges</p>');
  expect(await page.title()).toBe('Écusson');
  expect((await page.locator('p').boundingBox())?.height).toBeGreaterThan(0);
});

test('shows a page served on this machine', async () => {
  const page = await browser.newPage();
  await page.goto(address);
  expect(await page.title()).toBe('Bonjour');
});

test('keeps web security on: a page cannot read another origin', async () => {
  const page = await browser.newPage();
  await page.goto(address);
  const other = address.replace('127.0.0.1', 'localhost');
  const read = (url: string) =>
    page.evaluate(
      (target) =>
        fetch(target).then(
          () => 'read',
          () => 'refused',
        ),
      url,
    );
  expect(await read(address)).toBe('read');
  expect(await read(other)).toBe('refused');
});
