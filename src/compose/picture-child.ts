import { fileURLToPath } from 'node:url';
import { ROOT } from '../root.ts';

/** The built program that pictures from outside are decoded by. */
export const PICTURE_CHILD = fileURLToPath(new URL('./dist/picture-child.js', ROOT));
