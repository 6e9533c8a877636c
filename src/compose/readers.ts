import { BadgeError } from '../domain/errors.ts';
import { readAttendanceList } from '../formats/attendance-list.ts';
import { decodeUtf8, utf8 } from '../formats/bytes.ts';
import { bakePng, unbakePng } from '../formats/png.ts';
import { readQrText } from '../formats/qr-text.ts';
import { recogniseFormat } from '../formats/recognise.ts';
import { parseStrictJson } from '../formats/strict-json.ts';
import { bakeSvg, unbakeSvg } from '../formats/svg.ts';
import { createPictureCage } from '../images/picture-cage.ts';
import { createReadQr, type ReadQr } from '../images/read-qr.ts';
import { inflateCapped, inflateRawCapped } from './machine.ts';
import { PICTURE_CHILD } from './picture-child.ts';

/** Files that people hand to the command line, as values; all refuse with a `BadgeError`. */
export function createReaders(readQr: ReadQr = createReadQr(createPictureCage(PICTURE_CHILD))) {
  return {
    readList: readAttendanceList,
    readJson: (bytes: Uint8Array): unknown => parseStrictJson(decodeUtf8(bytes)),

    /** A PNG or SVG with the credential inside, in place of any that was there. */
    bake(picture: Uint8Array, credential: Uint8Array): Uint8Array {
      const text = decodeUtf8(credential).trim();
      return recogniseFormat(picture) === 'svg'
        ? utf8(bakeSvg(decodeUtf8(picture), text))
        : bakePng(picture, text);
    },

    /** The credential inside a PNG or SVG, or in the QR code that a picture shows. */
    async unbake(picture: Uint8Array): Promise<string> {
      const format = recogniseFormat(picture);
      if (format === 'svg') return unbakeSvg(decodeUtf8(picture)).text;
      if (format === 'picture') return fromQr(picture);
      try {
        return (await unbakePng(picture, { inflate: inflateCapped })).text;
      } catch (error) {
        if (!(error instanceof BadgeError) || error.code !== 'no_credential_in_image') throw error;
      }
      return fromQr(picture);
    },
  };

  async function fromQr(picture: Uint8Array): Promise<string> {
    const shown = await readQr(picture);
    if (shown === undefined) {
      throw new BadgeError('no_credential_in_image', 'Nothing is baked in, and no code is seen.');
    }
    return readQrText(shown, { inflateRaw: inflateRawCapped });
  }
}
