import { Router } from 'express';
import type { SendPage } from '../../pages.ts';

/**
 * Opens a badge that a QR code carries whole, after `#`: this service never sees it, and the page
 * is the same for everyone.
 */
export function qRoutes(sendPage: SendPage): Router {
  const router = Router();

  router.get('/q', (req, res) => {
    res.set({ 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' });
    sendPage(req, res, 'q', (words) => ({ title: words.t('q.title') }));
  });

  return router;
}
