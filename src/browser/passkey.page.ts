import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

/** What the service answered to the form, ready for the browser's own dialogue. */
async function optionsFor(form: HTMLFormElement) {
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const answer = await fetch(form.dataset['options'] ?? '', {
    method: 'POST',
    body: new URLSearchParams(entries),
    headers: { accept: 'application/json' },
  });
  if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
  return answer.json();
}

/** Asks the device, then sends the form with what it answered. */
async function run(form: HTMLFormElement): Promise<void> {
  const optionsJSON = await optionsFor(form);
  const answer =
    form.dataset['passkey'] === 'add'
      ? await startRegistration({ optionsJSON })
      : await startAuthentication({ optionsJSON });
  const field = form.elements.namedItem('response');
  if (field instanceof HTMLInputElement) field.value = JSON.stringify(answer);
  form.submit();
}

function watch(form: HTMLFormElement): void {
  const failed = form.querySelector<HTMLElement>('[data-passkey-failed]');
  const button = form.querySelector('button');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (failed) failed.hidden = true;
    if (button) button.disabled = true;
    try {
      await run(form);
    } catch {
      if (failed) failed.hidden = false;
      if (button) button.disabled = false;
    }
  });
}

if (browserSupportsWebAuthn()) {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) watch(form);
  for (const place of document.querySelectorAll<HTMLElement>('[data-passkeys]')) {
    place.hidden = false;
  }
  for (const place of document.querySelectorAll<HTMLElement>('[data-without-passkeys]')) {
    place.hidden = true;
  }
}
