import * as z from 'zod';

/** The six figures that a link shows in another browser, however they are spaced. */
export const MatchCodeForm = z.object({
  code: z
    .string()
    .transform((code) => code.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/)),
});
