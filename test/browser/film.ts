import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { qrModules } from '../../src/images/qr.ts';

const WIDTH = 1280;
const HEIGHT = 1080;
const GREY = 128;

/** A QR code in the middle of a white wall; the wall alone when there is no text. */
export async function filmOf(folder: string, text: string): Promise<string> {
  const modules = text === '' ? [] : await qrModules(text);
  const scale = Math.floor((HEIGHT - 40) / Math.max(modules.length, 1));
  const left = Math.floor((WIDTH - scale * modules.length) / 2);
  const top = Math.floor((HEIGHT - scale * modules.length) / 2);
  const light = Buffer.alloc(WIDTH * HEIGHT, 255);
  for (const [y, row] of modules.entries()) {
    for (const [x, isDark] of row.entries()) {
      for (let line = 0; isDark && line < scale; line++) {
        const at = (top + y * scale + line) * WIDTH + left + x * scale;
        light.fill(0, at, at + scale);
      }
    }
  }
  const colours = Buffer.alloc((WIDTH * HEIGHT) / 2, GREY);
  const frame = [Buffer.from('FRAME\n'), light, colours];
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F5:1 Ip A1:1 C420jpeg\n`);
  const path = join(folder, `${modules.length}-${text.length}.y4m`);
  await writeFile(path, Buffer.concat([head, ...frame, ...frame]));
  return path;
}
