/** Modules of quiet around the code that readers count on. @see ISO/IEC 18004 */
const QUIET_ZONE = 4;

/**
 * A QR code as a self-contained SVG: error correction level M, quiet zone within, black on white
 * in both themes, no size of its own.
 */
export async function qrSvg(text: string): Promise<string> {
  const { default: qrcode } = await import('qrcode');
  return qrcode.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: QUIET_ZONE });
}

/** Base45 is written in capitals and digits, which take half the room of other letters. */
const CARRIED = /^([^#]*#)([0-9A-Z $%*+\-./:]+)$/;

/**
 * The modules of a QR code, row by row, without the quiet zone: level L for a whole badge, which
 * needs the room, else M.
 */
export async function qrModules(text: string): Promise<boolean[][]> {
  const { default: qrcode } = await import('qrcode');
  const [, page, carried] = CARRIED.exec(text) ?? [];
  const { modules } = carried
    ? qrcode.create(
        [
          { data: new TextEncoder().encode(page), mode: 'byte' },
          { data: carried, mode: 'alphanumeric' },
        ],
        { errorCorrectionLevel: 'L' },
      )
    : qrcode.create(text, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, row) => row);
  return rows.map((row) => rows.map((column) => Boolean(modules.get(row, column))));
}
