type Rules = Readonly<Record<'createHTML' | 'createScriptURL', (text: string) => string>>;
interface TrustedTypes {
  createPolicy(name: string, rules: Rules): Rules;
}

const RULES: Rules = { createHTML: (text) => text, createScriptURL: (text) => text };

/**
 * The one policy that the pages of the verifier allow: what goes through it came out of our own
 * templates, which escape every text, or is the address of our own worker.
 *
 * @see https://www.w3.org/TR/trusted-types/
 */
const policy =
  (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('ecusson', RULES) ??
  RULES;

/** Puts what a template printed in the place of what an element holds. */
export function show(element: Element, html: string): void {
  element.innerHTML = policy.createHTML(html);
}

export function startWorker(url: string): Worker {
  // A file from the disk may have no module worker; its script is in one piece and needs none.
  const type = url.startsWith('blob:') ? 'classic' : 'module';
  return new Worker(policy.createScriptURL(url), { type });
}
