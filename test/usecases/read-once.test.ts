import { expect, test } from '@jest/globals';
import { createCarrier } from '../../src/compose/carry.ts';
import { createVerifier } from '../../src/compose/verifier.ts';
import { createEgress } from '../../src/egress/egress.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import { answers } from '../egress/harness.ts';
import { NOW, ORIGIN } from '../harness.ts';
import { badge, jwt } from './other-issuer.ts';

// Each reading of a picture is a process: what is verified and then carried on is read once.
test('a picture that is verified and carried on is read once', async () => {
  const token = jwt(badge());
  let reads = 0;
  const now = () => NOW;
  const { verifyBytes, deps } = createVerifier({
    config: { origin: ORIGIN, trustLists: [] },
    egress: createEgress({ now, resolve: async () => answers() }),
    readQr: async () => {
      reads += 1;
      return token;
    },
    local: async () => undefined,
    ownPage: async () => undefined,
    now,
    log: () => undefined,
  });
  const photo = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
  expect(await verifyBytes(photo)).toMatchObject({ format: 'qr' });
  expect(await createCarrier({ ...deps, origin: ORIGIN }).carriedText(photo)).toBe(token);
  expect(reads).toBe(1);
  await verifyBytes(photo.slice());
  expect(reads).toBe(2);
  await expect(deps.read(utf8('nothing'))).rejects.toMatchObject({ code: 'unsupported_media' });
});
