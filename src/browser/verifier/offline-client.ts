import { answer } from './answer.ts';
import { type AskVerifier, createClient } from './client.ts';
import { createOfflineWork, type Instance } from './offline.ts';

/**
 * Asks a worker made of this very script, so that the page stays alive; in the page itself where a
 * browser lets no file have a worker.
 */
export function createOfflineClient(instance: Instance, code: string): AskVerifier {
  const prelude = `globalThis.INSTANCE=${JSON.stringify(instance)};\n`;
  const url = URL.createObjectURL(new Blob([prelude, code], { type: 'text/javascript' }));
  const askWorker = createClient(url);
  const work = createOfflineWork(instance);
  const askHere: AskVerifier = (asking, onProgress) =>
    new Promise((resolve) => {
      void answer({ ...asking, id: 0 }, work, (message) => {
        if (message.kind === 'progress') onProgress(message.names);
        else if (message.kind !== 'schema') resolve(message);
      });
    });
  let latest = 0;
  return async (asking, onProgress) => {
    latest += 1;
    const mine = latest;
    const answered = await askWorker(asking, onProgress);
    const isNeeded = answered.kind === 'fault' && mine === latest;
    return isNeeded ? askHere(asking, onProgress) : answered;
  };
}
