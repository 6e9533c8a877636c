import { answer } from './verifier/answer.ts';
import { verifyOnline } from './verifier/online.ts';
import type { Ask } from './verifier/protocol.ts';

/** The verifier, out of the page's way. What it says goes to the page that started it. */
addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  void answer(data, verifyOnline, (message) => postMessage(message));
});
