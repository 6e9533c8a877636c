import { buffer } from 'node:stream/consumers';
import { BadgeError } from '../domain/errors.ts';
import { findQr } from './find-qr.ts';
import { makePng } from './make-png.ts';

// Runs alone, in a cage: see picture-cage.ts. The first byte of the answer says what follows.
try {
  const picture = await buffer(process.stdin);
  const isQr = process.argv[2] === 'read-qr';
  await answer(0, isQr ? Buffer.from(await findQr(picture)) : await makePng(picture));
} catch (error) {
  const { code, message } =
    error instanceof BadgeError ? error : { code: 'picture_unreadable', message: 'Not decoded.' };
  await answer(1, Buffer.from(JSON.stringify({ code, message })));
}
process.exit(0);

function answer(kind: number, bytes: Uint8Array): Promise<unknown> {
  return new Promise((resolve) =>
    process.stdout.write(Buffer.concat([Buffer.of(kind), bytes]), resolve),
  );
}
