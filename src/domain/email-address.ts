import * as z from 'zod';

/** One address, in lower case: no name, no list, no line end that a mail's headers could grow by. */
export const EmailAddress = z.string().trim().toLowerCase().pipe(z.email().max(254));
