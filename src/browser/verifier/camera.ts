import decodeQr from 'qr/decode.js';
import type { Words } from '../../web/words.ts';

const PAUSE_MS = 150;
/** A whole badge is a fine code: browsers give far less than a camera has unless they are asked. */
const SIZE = { width: { ideal: 1920 }, height: { ideal: 1080 } };
const MAX_SIDE = 1920;

interface Detector {
  detect(source: HTMLVideoElement): Promise<ReadonlyArray<{ readonly rawValue: string }>>;
}
type DetectorClass = new (options: { formats: readonly string[] }) => Detector;

/**
 * Shows what the camera sees until a QR code is in it.
 *
 * @returns its text; `undefined` when the visitor stops, or there is no camera to be had
 */
export async function scan(
  place: HTMLElement,
  words: Pick<Words, 't'>,
): Promise<string | undefined> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.setAttribute('aria-label', words.t('verifier.cameraLabel'));
  const stop = document.createElement('button');
  stop.type = 'button';
  stop.textContent = words.t('verifier.cameraStop');
  const state = document.createElement('p');
  state.setAttribute('role', 'status');
  place.replaceChildren(state, video, stop);
  place.hidden = false;
  let isStopped = false;
  stop.addEventListener('click', () => {
    isStopped = true;
  });
  let stream: MediaStream | undefined;
  try {
    state.textContent = words.t('verifier.cameraAsk');
    const wanted = { facingMode: 'environment', ...SIZE };
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted });
    video.srcObject = stream;
    await video.play();
    state.textContent = words.t('verifier.cameraHold');
    // The answer to something else may have taken the place of the form, or the visitor has left.
    const isLeft = () => !video.isConnected || document.hidden;
    const text = await lookFor(video, () => isStopped || isLeft());
    place.hidden = true;
    return text;
  } catch {
    state.textContent = words.t('verifier.cameraRefused');
    video.remove();
    stop.remove();
    return undefined;
  } finally {
    for (const track of stream?.getTracks() ?? []) track.stop();
  }
}

async function lookFor(
  video: HTMLVideoElement,
  isStopped: () => boolean,
): Promise<string | undefined> {
  const read = createReader();
  while (!isStopped()) {
    const text = await read(video).catch(() => undefined);
    if (text) return text;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return undefined;
}

/** The browser's own reader where there is one, else ours. */
function createReader(): (video: HTMLVideoElement) => Promise<string | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  const detector = BarcodeDetector && new BarcodeDetector({ formats: ['qr_code'] });
  const canvas = document.createElement('canvas');
  return async (video) => {
    const seen = await detector?.detect(video).catch(() => []);
    return seen?.[0]?.rawValue ?? readFrame(video, canvas);
  };
}

function readFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement): string | undefined {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, MAX_SIDE / Math.max(videoWidth, videoHeight, 1));
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  if (!drawing || canvas.width === 0) return undefined;
  drawing.drawImage(video, 0, 0, canvas.width, canvas.height);
  return decodeQr(drawing.getImageData(0, 0, canvas.width, canvas.height));
}
