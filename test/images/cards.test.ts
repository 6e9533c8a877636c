import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CARD_PICTURES, cardPictureOf } from '../../src/domain/card-picture.ts';
import type { CardSheet, PrintedCard } from '../../src/domain/card-sheet.ts';
import { drawCards } from '../../src/images/cards.ts';
import { iconPaths } from '../../src/images/icon-paths.ts';
import { makePng } from '../../src/images/make-png.ts';
import { openService, type TestService } from '../harness.ts';
import { pageCount, pdfText } from '../web/pdf-text.ts';
