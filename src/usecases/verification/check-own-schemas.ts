import { BadgeError } from '../../domain/errors.ts';
import { isJson, listOf, textOf, typesOf } from '../../domain/loose-json.ts';
import type { Check } from '../../domain/verification.ts';
import type { Facts } from './facts.ts';
import { isAuthentic, outcome } from './outcomes.ts';
import type { Json, SchemaDraft } from './tools.ts';

const MAX_SCHEMAS = 4;

/** The kinds of schema that are read, with the version of JSON Schema where the schema names none. */
const DRAFTS: ReadonlyMap<unknown, SchemaDraft> = new Map([
  ['1EdTechJsonSchemaValidator2019', '2019-09'],
  ['JsonSchema', '2020-12'],
]);

/**
 * The published schemas of Open Badges 3.0 itself say what this verifier's own model says, which
 * every badge is held against: fetching them would only tell 1EdTech of each verification.
 */
const STANDARD =
  /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/schema\/json(?:-ld)?\/ob_v3p0_(?:any)?(achievement|endorsement)credential_schema\.json$/;
const STANDARD_KINDS: Readonly<Record<string, string>> = {
  'open-badge': 'achievement',
  endorsement: 'endorsement',
};

/**
 * Whether the credential fits the schemas that it names itself. Nobody is asked on the word of a
 * credential whose issuer and proof do not hold.
 *
 * @see https://www.w3.org/TR/vc-json-schema/
 */
export async function checkOwnSchemas(
  facts: Facts,
  found: readonly Check[],
): Promise<readonly Check[]> {
  const entries = listOf(facts.credential['credentialSchema']);
  if (entries.length === 0) return [answer('skipped', 'credential_schema_absent')];
  if (entries.length > MAX_SCHEMAS) {
    return [answer('unknown', 'too_many_schemas', `${entries.length} schemas.`)];
  }
  if (!isAuthentic(found)) {
    const detail = 'Neither issuer nor proof is certain.';
    return [answer('unknown', 'credential_schema_not_reached', detail)];
  }
  // One after the other: a badge takes one place among those who wait to be held against a schema.
  const answers: Check[] = [];
  for (const entry of entries) answers.push(await checkEntry(facts, found, entry));
  return answers;
}

async function checkEntry(facts: Facts, found: readonly Check[], entry: unknown): Promise<Check> {
  const id = isJson(entry) ? textOf(entry['id']) : '';
  const type = isJson(entry) ? typesOf(entry).find((name) => DRAFTS.has(name)) : undefined;
  const draft = DRAFTS.get(type);
  if (draft === undefined) {
    return answer('unknown', 'credential_schema_unsupported', 'A type of schema that is not read.');
  }
  if (id === '') return answer('unknown', 'credential_schema_unsupported', 'It has no address.');
  const standard = STANDARD.exec(id)?.[1];
  if (standard !== undefined && standard === STANDARD_KINDS[facts.kind]) {
    return byOwnModel(found);
  }
  try {
    const { document } = await facts.verification.fetchJson(id, 'credential_schema');
    return await checkAgainst(facts, document, draft);
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error;
    return answer('unknown', 'credential_schema_unreachable', `${error.code} ${error.message}`);
  }
}

/** As the check of the shape said, which came before. */
function byOwnModel(found: readonly Check[]): Check {
  const schema = found.find(({ name }) => name === 'schema');
  if (schema?.outcome === 'passed') return answer('passed', 'credential_schema_matched');
  const isFailed = schema?.outcome === 'failed';
  const code = isFailed ? 'credential_schema_mismatch' : 'credential_schema_not_read';
  return answer(schema?.outcome ?? 'unknown', code, schema?.detail, {
    path: '',
    ...schema?.params,
  });
}

async function checkAgainst(facts: Facts, schema: Json, draft: SchemaDraft): Promise<Check> {
  const { tools, allowance } = facts.verification;
  if (!allowance.takeSchema()) return answer('unknown', 'credential_schema_too_costly');
  const validated = await tools.validateSchema(schema, facts.credential, draft);
  if (validated.outcome === 'differs') {
    const { path, detail } = validated;
    return answer('failed', 'credential_schema_mismatch', `${path}: ${detail}`, { path });
  }
  if (validated.outcome === 'unreadable') {
    return answer('unknown', 'credential_schema_not_read', validated.detail);
  }
  return validated.outcome === 'fits'
    ? answer('passed', 'credential_schema_matched')
    : answer('unknown', 'credential_schema_too_costly');
}

function answer(
  result: Check['outcome'],
  code: string,
  detail = '',
  params: Check['params'] = {},
): Check {
  return outcome('credential_schema', result, code, detail, params);
}
