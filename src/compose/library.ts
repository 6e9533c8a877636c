import digitalLife from '../../templates/catalogue/digital.json' with { type: 'json' };
import facilitating from '../../templates/catalogue/facilitating.json' with { type: 'json' };
import future from '../../templates/catalogue/future.json' with { type: 'json' };
import making from '../../templates/catalogue/making.json' with { type: 'json' };
import media from '../../templates/catalogue/media.json' with { type: 'json' };
import together from '../../templates/catalogue/together.json' with { type: 'json' };
import crcn from '../../templates/frameworks/crcn.json' with { type: 'json' };
import digcomp from '../../templates/frameworks/digcomp-2.2.json' with { type: 'json' };
import entrecomp from '../../templates/frameworks/entrecomp.json' with { type: 'json' };
import keyCompetences from '../../templates/frameworks/key-competences-2018.json' with {
  type: 'json',
};
import lifecomp from '../../templates/frameworks/lifecomp.json' with { type: 'json' };
import type { CatalogueEntry, Library } from '../domain/catalogue.ts';

/** The files are parsed in a test and not at every start: here their types are believed. */
export const LIBRARY: Library = {
  frameworks: [digcomp, crcn, lifecomp, entrecomp, keyCompetences],
  catalogue: [
    ...making,
    ...media,
    ...digitalLife,
    ...together,
    ...future,
    ...facilitating,
  ] as CatalogueEntry[],
};
