import type { Language } from '../../web/locales.ts';
import { createClient } from './client.ts';
import type { Screen } from './result.ts';

/** The page of the service that this script stands in. */
export function openScreen(): Screen {
  const { lang } = document.documentElement;
  return {
    main: document.getElementById('content') ?? document.body,
    language: (lang === 'en' ? 'en' : 'fr') satisfies Language,
    ask: createClient('/assets/verify-worker.page.js'),
    origin: location.origin,
    isOffline: false,
  };
}
