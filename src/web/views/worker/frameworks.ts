import type { Framework, ImportedFramework } from '../../../domain/framework.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText, safeHref } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Field, field, type Notice, type Problems, problems } from '../parts.ts';

export interface FrameworksView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly builtIn: readonly FrameworkLine[];
  readonly imported: readonly FrameworkLine[];
  readonly name: Field;
  readonly nameEn: Field;
  readonly url: Field;
  readonly file: Field;
}

interface FrameworkLine {
  readonly name: string;
  readonly href: string;
  readonly count: string;
  /** Empty for those that ship in the box. */
  readonly removeAction: string;
  readonly removeLabel: string;
}

export function frameworksView(
  words: Words,
  page: {
    readonly builtIn: readonly Framework[];
    readonly imported: readonly ImportedFramework[];
    readonly typed: Typed;
    readonly errors: FieldErrors;
    readonly refusal: string;
    readonly done: unknown;
  },
): FrameworksView {
  const { typed, errors } = page;
  const done = (['added', 'removed'] as const).find((each) => each === page.done);
  const fields = fieldsOf(words, typed, errors);
  return {
    title: words.t('frameworks.title'),
    notice: { kind: 'good', text: done ? words.t(`frameworks.done.${done}`) : '' },
    problems: problems(words, errors, Object.values(fields), page.refusal),
    builtIn: page.builtIn.map((framework) => line(words, framework, '')),
    imported: page.imported.map(({ id, framework }) =>
      line(words, framework, `/badges/frameworks/${encodeURIComponent(id)}/remove`),
    ),
    ...fields,
  };
}

function fieldsOf(words: Words, typed: Typed, errors: FieldErrors) {
  const isRefused = Object.keys(errors).length > 0;
  return {
    name: field(
      { name: 'name', label: words.t('frameworks.nameFr'), required: true, maxlength: 300 },
      typed,
      errors,
    ),
    nameEn: field(
      { name: 'nameEn', label: words.t('frameworks.nameEn'), maxlength: 300 },
      typed,
      errors,
    ),
    url: field(
      {
        name: 'url',
        label: words.t('frameworks.url'),
        hint: words.t('frameworks.urlHint'),
        type: 'url',
        required: true,
        maxlength: 2000,
      },
      typed,
      errors,
    ),
    file: field(
      {
        name: 'file',
        label: words.t('frameworks.file'),
        hint: words.t(isRefused ? 'frameworks.fileAgain' : 'frameworks.fileHint'),
        type: 'file',
        required: true,
      },
      {},
      errors,
    ),
  };
}

function line(
  words: Words,
  { name, url, competences }: Framework,
  removeAction: string,
): FrameworkLine {
  const spoken = plainText(name[words.language], 300);
  return {
    name: spoken,
    href: safeHref(url),
    count: words.t('frameworks.count', { count: competences.length }),
    removeAction,
    removeLabel: words.t('frameworks.removeNamed', { name: spoken }),
  };
}
