/** Printable ASCII without a backslash, which browsers read as a slash; never two slashes first. */
const OWN_PATH = /^\/[A-Za-z0-9][!-[\]-~]*$/;
const MAX_LENGTH = 1000;

/**
 * Where a visitor goes once signed in: the page they came from when it is one of ours, `/` when
 * the address is anything else, the home of the team when there is none.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html
 */
export function safeReturnTo(value: unknown, origin: string): string {
  if (value === undefined || value === '') return '/workshops';
  if (typeof value !== 'string' || value.length > MAX_LENGTH || !OWN_PATH.test(value)) return '/';
  return URL.canParse(value, origin) && new URL(value, origin).origin === origin ? value : '/';
}
