import { readAttendanceList } from '../formats/attendance-list.ts';
import { decodeUtf8, utf8 } from '../formats/bytes.ts';
import { bakePng, unbakePng } from '../formats/png.ts';
import { recogniseFormat } from '../formats/recognise.ts';
import { parseStrictJson } from '../formats/strict-json.ts';
import { bakeSvg, unbakeSvg } from '../formats/svg.ts';
import { inflateCapped } from './machine.ts';

/** Files that people hand to the command line, as values; all refuse with a `BadgeError`. */
export function createReaders() {
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

    /** The credential inside a PNG or SVG. */
    async unbake(picture: Uint8Array): Promise<string> {
      if (recogniseFormat(picture) === 'svg') return unbakeSvg(decodeUtf8(picture)).text;
      return (await unbakePng(picture, { inflate: inflateCapped })).text;
    },
  };
}
