import { wordsOf } from '../../web/words.ts';
import type { Asking } from './client.ts';
import { type Screen, verifyAndShow } from './result.ts';

/** A form of the page, whose script is there to do its work. */
export function takeOver(screen: Screen, form: HTMLFormElement): void {
  for (const one of form.querySelectorAll<HTMLElement>('[data-scripted]')) one.hidden = false;
  for (const one of form.querySelectorAll<HTMLElement>('[data-plain]')) one.hidden = true;
  const here = form.querySelector<HTMLButtonElement>('#verify-here');
  if (here) {
    here.hidden = false;
    // The first button of a form is what the Enter key presses: it must not be the server's.
    here.type = 'submit';
    form.querySelector('#verify-server')?.classList.remove('main');
  }
  form.addEventListener('submit', (event) => {
    if (event.submitter?.id === 'verify-server') return;
    event.preventDefault();
    void verifyForm(screen, form);
  });
  listenToDrops(screen, form);
  listenToCamera(screen, form);
}

const NOTHING: Asking = { files: [], relay: false, vouched: [] };

async function verifyForm(screen: Screen, form: HTMLFormElement): Promise<void> {
  const fields = new FormData(form);
  const files = fields
    .getAll('file')
    .filter((one) => one instanceof File && one.size > 0) as File[];
  const text = String(fields.get('text') ?? '').trim();
  const link = String(fields.get('link') ?? '').trim();
  await verifyGiven(screen, form, { files, text, link });
}

function isOwn(link: string): boolean {
  return URL.canParse(link) && new URL(link).host === location.host && !/\/q#/.test(link);
}

interface Given {
  readonly files: readonly File[];
  readonly text: string;
  readonly link: string;
}

async function verifyGiven(screen: Screen, form: HTMLFormElement, given: Given): Promise<void> {
  const { files, text, link } = given;
  const [only = '', ...others] = [text, link].filter((one) => one !== '');
  // A page of this service is opened by the service: it knows what stands behind its own links.
  if (files.length === 0 && others.length === 0 && isOwn(only)) return openOnServer(form, only);
  const bytes = await Promise.all(files.map(bytesOf));
  if (text !== '') bytes.push(new TextEncoder().encode(text));
  const url = link === '' ? {} : { url: link };
  await verifyAndShow(screen, { ...NOTHING, ...url, files: bytes });
}

function openOnServer(form: HTMLFormElement, link: string): void {
  form.reset();
  const field = form.querySelector<HTMLInputElement>('#link');
  if (field) field.value = link;
  form.submit();
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

function listenToDrops(screen: Screen, form: HTMLFormElement): void {
  form.addEventListener('dragover', (event) => event.preventDefault());
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    const text = event.dataTransfer?.getData('text/plain') ?? '';
    if (files.length > 0 || text !== '')
      void verifyGiven(screen, form, { files, text: text.trim(), link: '' });
  });
}

function listenToCamera(screen: Screen, form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>('#verify-camera');
  const place = form.querySelector<HTMLElement>('#verify-video');
  if (!button || !place || !navigator.mediaDevices?.getUserMedia) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.hidden = true;
    const { scan } = await import('./camera.ts');
    const text = await scan(place, wordsOf(screen.language));
    button.hidden = false;
    if (text === undefined) button.focus();
    else await verifyGiven(screen, form, { files: [], text: text.trim(), link: '' });
  });
}
