import { drawAttestation } from '../images/attestation.ts';
import { drawCards } from '../images/cards.ts';
import { drawCertificate } from '../images/certificate.ts';
import { drawConsentForm } from '../images/consent-form.ts';
import { drawInterview } from '../images/interview.ts';
import { drawPaper } from '../images/paper.ts';
import { qrSvg } from '../images/qr.ts';
import { zipFiles } from './zip.ts';

/** What draws and packs, and needs nothing but what it is given. */
export const DRAWING = {
  drawAttestation,
  drawPaper,
  drawCertificate,
  drawInterview,
  drawCards,
  drawConsentForm,
  qr: qrSvg,
  zip: zipFiles,
};
