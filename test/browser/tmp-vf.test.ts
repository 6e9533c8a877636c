import { expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { startHttp } from '../http.ts';
import { openBrowser } from './open-browser.ts';
test('x', async () => {
  const http = await startHttp();
  const html = await (await fetch(`${http.origin}/verifier.html`)).text();
  await writeFile('/tmp/vf.html', html);
  const b = await openBrowser();
  const p = await b.newPage();
  p.on('console', (m) => process.stdout.write(m.text() + '\n'));
  p.on('pageerror', (e) => process.stdout.write(String(e.stack) + '\n'));
  await p.goto('file:///tmp/vf.html');
  await new Promise((r) => setTimeout(r, 1500));
  process.stdout.write((await p.content()).length + '\n');
  await b.close(); await http.stop();
  expect(1).toBe(1);
}, 60000);
