/** The project's folder: the same from a source in `src/` and from a built file in `dist/`. */
export const ROOT = new URL('..', import.meta.url);
