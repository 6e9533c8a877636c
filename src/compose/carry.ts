import { utf8 } from '../formats/bytes.ts';
import { writeQrText } from '../formats/qr-text.ts';
import type { VerifyAnythingDeps } from '../usecases/verification/verify-url.ts';
import { deflateRawWell } from './machine.ts';

/** More than this makes a code too fine for a phone: in the corner of a page, and where it has its own place on a sheet. */
const MAX_CARRIED = { corner: 2300, sheet: 2900 } as const;

/** A badge that was given, as something to give again: to the same page, or on paper. */
export function createCarrier({
  read,
  origin,
}: Pick<VerifyAnythingDeps, 'read'> & { readonly origin: string }) {
  return {
    /** The credential that a file carries, or the address that it leads to. @throws {BadgeError} */
    async carriedText(bytes: Uint8Array): Promise<string> {
      const { credential, jwt, link } = await read(bytes);
      return jwt ?? link ?? JSON.stringify(credential);
    },

    /** A link that holds a whole credential; `undefined` when no code could show it there. */
    async linkOfWhole(
      credential: string,
      place: 'corner' | 'sheet' = 'corner',
    ): Promise<string | undefined> {
      const text = await writeQrText(utf8(credential), { deflateRaw: deflateRawWell });
      return text.length > MAX_CARRIED[place] ? undefined : `${origin}/q#${text}`;
    },
  };
}
