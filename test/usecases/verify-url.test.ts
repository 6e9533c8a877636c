import { describe, expect, test } from '@jest/globals';
import qrcode from 'qrcode';
import sharp from 'sharp';
import { deflateRawWell } from '../../src/compose/machine.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import { writeQrText } from '../../src/formats/qr-text.ts';
import { codeOf } from '../formats/refusal.ts';
import { badge, DID_JSON, jwt, signed } from './other-issuer.ts';
import { html, json, PAGE_TYPE, useSmallWeb } from './small-web.ts';

const web = useSmallWeb();
const ALTERNATE = 'rel="alternate" type="application/vc"';

const verdictOf = async (url: string) => (await web().service.verifyUrl(url)).verdict;
const refusalOf = (url: string) => codeOf(() => web().service.verifyUrl(url));
const text = async () => JSON.stringify(await signed(badge()));

/** Some fetch the pixels; nothing is baked into them. */
const qrOf = (content: string) => qrcode.toBuffer(content, { margin: 4, scale: 4 });

describe('an address leads to a badge', () => {
  test('as JSON', async () => {
    web().pages.set('other.test/badge', json(await signed(badge())));
    expect(await verdictOf('https://other.test/badge')).toBe('verified');
    expect(web().remote.asked).toEqual(['other.test/badge', DID_JSON]);
  });

  test('as a token', async () => {
    web().pages.set('other.test/badge', { type: 'application/vc+jwt', body: jwt(badge()) });
    const report = await web().service.verifyUrl('https://other.test/badge');
    expect(report).toMatchObject({ format: 'jwt', verdict: 'verified' });
  });

  test('baked into a picture', async () => {
    const grey = sharp({ create: { width: 9, height: 9, channels: 3, background: '#888' } });
    const png = web().service.bake(new Uint8Array(await grey.png().toBuffer()), utf8(await text()));
    web().pages.set('other.test/b.png', { type: 'image/png', body: png });
    const report = await web().service.verifyUrl('https://other.test/b.png');
    expect(report).toMatchObject({ format: 'png', verdict: 'verified' });
  });

  test('as a page that names it in its head, on the same host or another', async () => {
    for (const href of ['/files/badge.json', 'https://files.test/files/badge.json']) {
      const target = new URL(href, 'https://other.test/');
      web().pages.set('other.test/badge', html(`<link ${ALTERNATE} href="${href}">`));
      web().pages.set(target.host + target.pathname, json(await signed(badge())));
      expect(await verdictOf('https://other.test/badge')).toBe('verified');
    }
  });

  test('as a page that is a badge to those who take no page', async () => {
    const file = json(await signed(badge()));
    web().pages.set('other.test/badge', (accept) =>
      accept.includes(PAGE_TYPE) ? html('<title>Badge</title>') : file,
    );
    expect(await verdictOf('https://other.test/badge')).toBe('verified');
    expect(web().remote.asked).toEqual(['other.test/badge', 'other.test/badge', DID_JSON]);
  });

  test('that is carried whole in the address: the page before it is not asked', async () => {
    const carried = await writeQrText(utf8(await text()), { deflateRaw: deflateRawWell });
    const report = await web().service.verifyUrl(`https://printed.test/q#${carried}`);
    expect(report).toMatchObject({ format: 'qr', verdict: 'verified' });
    expect(web().remote.asked).toEqual([DID_JSON]);
  });
});

describe('a QR code leads to a badge', () => {
  test.each(['png', 'jpeg', 'webp'] as const)('in a %s that stands at an address', async (kind) => {
    const carried = await writeQrText(utf8(await text()), { deflateRaw: deflateRawWell });
    const code = sharp(await qrOf(`https://printed.test/q#${carried}`));
    const body = new Uint8Array(await code.toFormat(kind).toBuffer());
    web().pages.set(`other.test/photo.${kind}`, { type: `image/${kind}`, body });
    const report = await web().service.verifyUrl(`https://other.test/photo.${kind}`);
    expect(report).toMatchObject({ format: 'qr', verdict: 'verified' });
    expect(web().remote.asked).toEqual([`other.test/photo.${kind}`, DID_JSON]);
  });

  test('that it carries whole', async () => {
    const carried = await writeQrText(utf8(await text()), { deflateRaw: deflateRawWell });
    const picture = await sharp(await qrOf(`https://printed.test/q#${carried}`))
      .jpeg()
      .toBuffer();
    const report = await web().service.verifyBytes(new Uint8Array(picture));
    expect(report).toMatchObject({ format: 'qr', verdict: 'verified' });
    expect(web().remote.asked).toEqual([DID_JSON]);
  });

  test('that stands where it points', async () => {
    web().pages.set('other.test/badge', json(await signed(badge())));
    const picture = new Uint8Array(await qrOf('https://other.test/badge'));
    const report = await web().service.verifyBytes(picture);
    expect(report).toMatchObject({ format: 'json', verdict: 'verified' });
    expect(report.contacted.map(({ url }) => url)).toContain('https://other.test/badge');
  });

  test('unless it is of something else, or a picture shows none', async () => {
    for (const content of ['WIFI:S:centre;T:WPA;P:secret;;', 'tel:+33100000000']) {
      const picture = new Uint8Array(await qrOf(content));
      expect(await codeOf(() => web().service.verifyBytes(picture))).toBe('no_credential_in_image');
    }
    const grey = sharp({ create: { width: 90, height: 90, channels: 3, background: '#888' } });
    const blank = new Uint8Array(await grey.jpeg().toBuffer());
    expect(await codeOf(() => web().service.verifyBytes(blank))).toBe('no_credential_in_image');
  });
});

test('an address in place of a file is opened', async () => {
  web().pages.set('other.test/badge', json(await signed(badge())));
  const report = await web().service.verifyBytes(utf8('  https://other.test/badge\n'));
  expect(report.verdict).toBe('verified');
});

describe('refuses (SECURITY T01, T03)', () => {
  test('a page that leads nowhere', async () => {
    web().pages.set('other.test/page', html('<title>Rien</title>'));
    expect(await refusalOf('https://other.test/page')).toBe('page_without_badge');
  });

  test('a second step: a page that leads to a page, a picture to an address', async () => {
    const link = html(`<link ${ALTERNATE} href="https://other.test/second">`);
    web().pages.set('other.test/first', link);
    web().pages.set('other.test/second', link);
    expect(await refusalOf('https://other.test/first')).toBe('remote_content_type');
    const picture = await qrOf('https://other.test/badge');
    web().pages.set('other.test/qr.png', { type: 'image/png', body: picture });
    expect(await refusalOf('https://other.test/qr.png')).toBe('link_in_link');
    const line = { type: 'text/plain', body: 'https://other.test/badge' };
    web().pages.set('other.test/line', line);
    expect(await refusalOf('https://other.test/line')).toBe('link_in_link');
    expect(web().remote.asked).not.toContain('other.test/badge');
  });

  test.each([
    ['http://other.test/badge', 'url_scheme'],
    ['file:///etc/passwd', 'url_scheme'],
    ['javascript:alert(1)', 'url_scheme'],
    ['https://a:b@other.test/', 'url_userinfo'],
    ['https://other.test:22/', 'egress_port'],
    ['https://127.0.0.1/', 'egress_blocked'],
    ['https://[::1]/q', 'egress_blocked'],
    ['no address', 'url_invalid'],
    [`https://other.test/${'a'.repeat(3000)}`, 'url_invalid'],
  ])('%s', async (url, code) => {
    expect(await refusalOf(url)).toBe(code);
    expect(web().remote.asked).toEqual([]);
  });

  test.each(['http://other.test/badge', 'https://127.0.0.1/', 'https://a:b@other.test/b'])(
    'what a page names as its badge: %s',
    async (href) => {
      web().pages.set('other.test/page', html(`<link ${ALTERNATE} href="${href}">`));
      expect(await refusalOf('https://other.test/page')).toMatch(/^(page_|egress_|url_)/);
      expect(web().remote.asked.filter((one) => one !== 'other.test/page')).toEqual([]);
    },
  );

  test('a page whose badge is one of ours is read without the network', async () => {
    web().pages.set('other.test/page', html(`<link ${ALTERNATE} href="https://issuer.test/s/no">`));
    expect(await refusalOf('https://other.test/page')).toBe('not_found');
    expect(web().remote.asked).toEqual(['other.test/page']);
  });
});
