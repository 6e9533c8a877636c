import * as z from 'zod';
import { EmailAddress } from '../domain/email-address.ts';

/** What is said of a member, by an owner or by themselves; an empty line says that there is none. */
export const MemberForm = z.strictObject({
  name: z.string().trim().max(120).default(''),
  email: z.union([z.literal(''), EmailAddress]).default(''),
});
