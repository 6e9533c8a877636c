import { buffer } from 'node:stream/consumers';
import { BadgeError } from '../domain/errors.ts';
import { makePng } from './make-png.ts';

// Runs alone, in a cage: see remake-picture.ts. The first byte of the answer says what follows.
try {
  const png = await makePng(await buffer(process.stdin));
  await answer(0, png);
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
