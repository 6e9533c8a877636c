import type { ErrorCode } from '../../../domain/errors.ts';
import { OPENAPI_PATH, type Operation } from '../../api/operation.ts';
import { OPERATIONS } from '../../api/operations.ts';
import { STATUS_OF } from '../../status-of.ts';
import type { Words } from '../../words.ts';

export interface ApiView {
  readonly title: string;
  readonly document: string;
  readonly groups: readonly Group[];
}

interface Group {
  readonly title: string;
  readonly operations: readonly OperationView[];
}

interface OperationView {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly scope: string;
  /** JSON; empty when nothing is sent. */
  readonly sent: string;
  readonly sentLabel: string;
  readonly answer: string;
  readonly answerLabel: string;
  readonly errors: ReadonlyArray<{ readonly code: string; readonly sentence: string }>;
}

const GROUPS = ['achievements', 'awards', 'revocations'] as const;

export function apiView(words: Words): ApiView {
  return {
    title: words.t('api.title'),
    document: OPENAPI_PATH,
    groups: GROUPS.map((group) => ({
      title: words.t(`api.group.${group}`),
      operations: OPERATIONS.filter(({ path }) => path.split('/')[3] === group).map((one) =>
        operationView(words, one),
      ),
    })),
  };
}

function operationView(words: Words, one: Operation): OperationView {
  const { id, method, path, summary, scope, example, errors } = one;
  const title = `${method} ${path}`;
  const name = (what: 'send' | 'receive') =>
    words.t('api.exampleOf', { name: `${title}, ${words.t(`api.${what}`)}` });
  return {
    id,
    title,
    summary: words.t(summary),
    scope: words.t('api.scope', { scope }),
    sent: example.body === undefined ? '' : JSON.stringify(example.body, undefined, 2),
    sentLabel: name('send'),
    answer: JSON.stringify(example.answer, undefined, 2),
    answerLabel: name('receive'),
    errors: errors.map((code) => ({
      code: `${STATUS_OF[code]} ${code}`,
      sentence: refusal(words, code),
    })),
  };
}

/** Two of the sentences speak of the one request that was refused. */
function refusal(words: Words, code: ErrorCode): string {
  if (code === 'text_names_someone') return words.t('api.textNamesSomeone');
  if (code === 'ribbon_unprintable') return words.t('api.ribbonUnprintable');
  return words.error(code);
}
