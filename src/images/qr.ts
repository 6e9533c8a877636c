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
