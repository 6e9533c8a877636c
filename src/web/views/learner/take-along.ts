import type { TakeAlong } from '../../../usecases/backpack/take-along.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';
import { type Choices, choices } from '../parts.ts';
import { entryHref } from './backpack-hrefs.ts';

export interface TakeAlongView {
  readonly title: string;
  readonly action: string;
  readonly name: string;
  readonly inLanguage: string;
  readonly picture: string;
  readonly back: string;
  /** Why no copy can be made now; empty when one can. */
  readonly closed: string;
  readonly needsAddress: boolean;
  readonly addresses: Choices;
  readonly formats: Choices;
}

export function takeAlongHref(awardId: string): string {
  return `/backpack/share/${encodeURIComponent(awardId)}/email`;
}

export function takeAlongView(
  words: Words,
  { entry, addresses, isOldEnough }: TakeAlong,
): TakeAlongView {
  const { award, achievement } = entry;
  const needsAddress = isOldEnough && addresses.length === 0;
  const closed = isOldEnough ? '' : words.t('takeAlong.tooSoon');
  const options = addresses.map(({ id, email }) => ({ value: id, label: plainText(email, 300) }));
  return {
    title: words.t('takeAlong.title'),
    action: takeAlongHref(award.id),
    name: plainText(achievement.name),
    inLanguage: achievement.inLanguage,
    picture: pictureHref(achievement.id),
    back: entryHref(award.id),
    closed: needsAddress ? words.t('takeAlong.noAddress') : closed,
    needsAddress,
    addresses: choices({ name: 'address', label: words.t('takeAlong.address'), options }, [
      addresses[0]?.id ?? '',
    ]),
    formats: choices(
      {
        name: 'format',
        label: words.t('takeAlong.format'),
        options: [
          { value: 'png', label: words.t('takeAlong.png') },
          { value: 'json', label: words.t('takeAlong.json') },
        ],
      },
      ['png'],
    ),
  };
}
