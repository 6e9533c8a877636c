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
  showPart('[data-link]', false);
  form.submit();
}

/** Shows the button that opens a card, in place of opening it. */
export function offerCard(secret: string): void {
  const button = document.querySelector<HTMLButtonElement>('[data-link-open]');
  if (!button) return;
  button.onclick = () => openCard(secret);
  showPart('[data-link]', true);
}

export function showPart(selector: string, isShown: boolean): void {
  const part = document.querySelector<HTMLElement>(selector);
  if (part) part.hidden = !isShown;
}
