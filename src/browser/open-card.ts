/** As long as a card's secret is; anything else is no card. */
export const CARD_SECRET = /^#([\w-]{22})$/;

/** Sends the secret of a card to the service, in a form: never in an address. */
export function openCard(secret: string): void {
  const form = document.querySelector<HTMLFormElement>('form[data-scanned]');
  const field = form?.elements.namedItem('secret');
  if (!form || !(field instanceof HTMLInputElement)) return;
  field.value = secret;
  showPart('[data-opening]', true);
  showPart('[data-ways]', false);
  form.submit();
}

export function showPart(selector: string, isShown: boolean): void {
  const part = document.querySelector<HTMLElement>(selector);
  if (part) part.hidden = !isShown;
}
