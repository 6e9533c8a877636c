/** Made by the build: the pages that the verifier draws, with what they use. */
export const pages: Readonly<Record<string, unknown>>;
export const partials: Readonly<Record<string, unknown>>;
/** What is inside the 24 by 24 units of each icon. */
export const icons: Readonly<Record<string, string>>;
