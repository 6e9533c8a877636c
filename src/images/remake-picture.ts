import type { PictureCage } from './picture-cage.ts';

/** A picture from outside as a PNG of 600 by 600 pixels that holds pixels alone. */
export type RemakePicture = (bytes: Uint8Array) => Promise<Uint8Array>;

/**
 * Makes pictures from outside anew, in the cage.
 *
 * @returns a function that throws {BadgeError} as `createPictureCage` says
 */
export function createRemakePicture(inCage: PictureCage): RemakePicture {
  return (bytes) => inCage('remake', bytes);
}
