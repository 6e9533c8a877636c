import { CARD_SECRET, openCard, showPart } from './open-card.ts';
import { scan } from './verifier/camera.ts';

/** A card in front of the camera of this very browser: on a shared tablet there is no other. */
async function look(place: HTMLElement): Promise<void> {
  showPart('[data-other-code]', false);
  const { label = '', stop = '', ask = '', hold = '', refused = '' } = place.dataset;
  const said: Readonly<Record<string, string>> = {
    'verifier.cameraLabel': label,
    'verifier.cameraStop': stop,
    'verifier.cameraAsk': ask,
    'verifier.cameraHold': hold,
    'verifier.cameraRefused': refused,
  };
  const text = await scan(place, { t: (key) => said[key] ?? '' });
  if (text === undefined) return;
  const secret = secretIn(text);
  if (secret) openCard(secret);
  else showPart('[data-other-code]', true);
}

/** Only of a card of this service: its secret is told to nobody else, and no other is tried here. */
function secretIn(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin !== location.origin || url.pathname !== '/card') return undefined;
  return CARD_SECRET.exec(url.hash)?.[1];
}

const place = document.querySelector<HTMLElement>('[data-camera-place]');
const button = document.querySelector<HTMLButtonElement>('[data-camera]');
if (place && button && 'mediaDevices' in navigator) {
  button.hidden = false;
  button.addEventListener('click', () => look(place));
}
