/** The secret leaves the address bar, and so the history, before anything else is done. */
const { hash } = location;
history.replaceState(null, '', location.pathname + location.search);

/** As long as a card's secret is; anything else is no card. */
const SECRET = /^#([\w-]{22})$/;

function open(secret: string): void {
  const form = document.querySelector<HTMLFormElement>('form[data-scanned]');
  const field = form?.elements.namedItem('secret');
  if (!form || !(field instanceof HTMLInputElement)) return;
  field.value = secret;
  show('[data-opening]', true);
  show('[data-ways]', false);
  form.submit();
}

function show(selector: string, isShown: boolean): void {
  const part = document.querySelector<HTMLElement>(selector);
  if (part) part.hidden = !isShown;
}

/** A card in front of the camera of this very browser: on a shared tablet there is no other. */
async function look(place: HTMLElement): Promise<void> {
  show('[data-other-code]', false);
  const { label = '', stop = '', ask = '', hold = '', refused = '' } = place.dataset;
  const said: Readonly<Record<string, string>> = {
    'verifier.cameraLabel': label,
    'verifier.cameraStop': stop,
    'verifier.cameraAsk': ask,
    'verifier.cameraHold': hold,
    'verifier.cameraRefused': refused,
  };
  const { scan } = await import('./verifier/camera.ts');
  const text = await scan(place, { t: (key) => said[key] ?? '' });
  if (text === undefined) return;
  const secret = secretIn(text);
  if (secret) open(secret);
  else show('[data-other-code]', true);
}

/** Only of a card of this service: its secret is told to nobody else, and no other is tried here. */
function secretIn(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin !== location.origin || url.pathname !== '/card') return undefined;
  return SECRET.exec(url.hash)?.[1];
}

const [, scanned] = SECRET.exec(hash) ?? [];
if (scanned) open(scanned);

// Another card that is scanned while the page is open changes nothing but what stands behind #.
addEventListener('hashchange', () => location.reload());

// The button that goes back shows the ways in again, and not that something opens.
addEventListener('pageshow', (event) => event.persisted && location.reload());

const place = document.querySelector<HTMLElement>('[data-camera-place]');
const button = document.querySelector<HTMLButtonElement>('[data-camera]');
if (place && button && 'mediaDevices' in navigator) {
  button.hidden = false;
  button.addEventListener('click', () => look(place));
}

export {};
