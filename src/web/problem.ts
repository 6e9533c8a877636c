import { BadgeError, type ErrorCode } from '../domain/errors.ts';

/** The type makes this table complete: a new code does not compile without a row. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  achievement_ambiguous: 409,
  achievement_archived: 409,
  achievement_unknown: 404,
  achievements_invalid: 422,
  address_from_fifteen: 409,
  addresses_too_many: 409,
  archive_alone: 422,
  archive_invalid: 422,
  award_revoked: 410,
  award_to_namesake: 409,
  award_to_self: 409,
  award_unknown: 404,
  award_voided: 409,
  backpack_known: 409,
  batch_running: 409,
  batch_unknown: 404,
  body_invalid: 422,
  body_too_large: 413,
  card_required: 403,
  card_unknown: 404,
  catalogue_entry_unknown: 404,
  clock_suspect: 503,
  code_typo: 422,
  collection_unknown: 404,
  collections_too_many: 422,
  colours_too_close: 422,
  configuration_refused: 500,
  consent_required: 422,
  correction_beaten: 409,
  correction_same: 422,
  credential_invalid: 400,
  credential_not_sound: 500,
  credential_unknown: 404,
  csv_cell_too_long: 422,
  csv_column_missing: 422,
  csv_empty: 422,
  csv_header_invalid: 422,
  csv_syntax: 422,
  csv_too_large: 413,
  csv_too_many_columns: 422,
  csv_too_many_rows: 422,
  did_invalid: 422,
  draft_changed: 409,
  draft_incomplete: 422,
  draft_published: 409,
  draft_unknown: 404,
  egress_blocked: 422,
  egress_budget: 422,
  egress_port: 422,
  egress_redirects: 422,
  egress_scheme: 422,
  empty_body: 400,
  envelope_malformed: 400,
  erasure_over: 409,
  file_unreadable: 400,
  file_unwritable: 400,
  folder_without_badges: 422,
  form_invalid: 400,
  framework_code_doubled: 422,
  framework_invalid: 422,
  frameworks_too_many: 409,
  full_name_unknown: 409,
  guardian_consent_required: 409,
  icon_unknown: 422,
  idempotency_in_progress: 409,
  idempotency_key_invalid: 400,
  idempotency_key_reused: 422,
  image_too_large: 413,
  import_hosted: 409,
  import_known: 409,
  import_no_badge: 422,
  import_not_named: 422,
  import_own: 409,
  import_rejected: 422,
  imports_too_many: 409,
  invalid_type: 422,
  invalid_utf8: 400,
  json_duplicate_key: 400,
  json_expected: 415,
  json_forbidden_key: 400,
  json_lone_surrogate: 400,
  json_number_range: 400,
  json_syntax: 400,
  json_too_deep: 400,
  json_too_many_nodes: 400,
  jws_malformed: 400,
  jws_not_canonical: 400,
  key_unknown: 404,
  last_owner: 409,
  learner_erased: 410,
  learner_unknown: 404,
  lines_undecided: 422,
  link_expired: 410,
  link_in_link: 422,
  link_used: 410,
  list_without_people: 422,
  mail_address_invalid: 422,
  mail_failed: 503,
  master_key_exposed: 500,
  master_key_missing: 500,
  master_key_wrong: 500,
  match_code_wrong: 422,
  member_exists: 409,
  member_name_required: 409,
  member_required: 403,
  method_not_allowed: 405,
  multiple_credentials: 422,
  name_taken: 409,
  name_too_long: 422,
  no_credential_in_image: 422,
  not_a_credential: 422,
  not_found: 404,
  origin_changed: 500,
  own_backpack_adult: 409,
  own_backpack_asked: 409,
  own_backpack_awarded: 409,
  own_person: 409,
  owner_required: 403,
  page_without_badge: 422,
  passkey_refused: 422,
  photo_consent_required: 409,
  photo_unknown: 404,
  photos_too_many: 409,
  picture_unreadable: 422,
  pin_locked: 429,
  pin_required: 403,
  pin_wrong: 422,
  png_crc: 400,
  png_malformed: 400,
  png_too_many_chunks: 400,
  presentation_malformed: 400,
  profile_ambiguous: 409,
  profile_invalid: 422,
  profile_unknown: 404,
  qr_text_malformed: 400,
  // A stranger's site that fails is a finding about the request, not a failure of this service.
  remote_bad_response: 422,
  remote_content_type: 422,
  remote_encoding: 422,
  remote_gone: 422,
  remote_not_found: 422,
  remote_timeout: 422,
  remote_tls: 422,
  remote_too_large: 422,
  remote_unavailable: 422,
  remote_unreachable: 422,
  reported_enough: 409,
  request_invalid: 400,
  request_refused: 403,
  ribbon_unprintable: 422,
  schema_newer: 500,
  scope_missing: 403,
  skills_too_many: 409,
  status_irreversible: 400,
  storage_full: 507,
  storage_unavailable: 503,
  svg_malformed: 400,
  svg_too_complex: 422,
  svg_too_deep: 400,
  text_names_someone: 422,
  token_invalid: 401,
  too_many_guesses: 429,
  too_many_requests: 429,
  undo_too_late: 409,
  unknown_field: 422,
  unsupported_charset: 415,
  unsupported_media: 415,
  url_invalid: 422,
  url_scheme: 422,
  url_userinfo: 422,
  xml_doctype_forbidden: 422,
};

/** What body-parser and the router refuse by themselves. */
const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  'entity.too.large': 'body_too_large',
  'parameters.too.many': 'body_too_large',
  'encoding.unsupported': 'unsupported_media',
  'charset.unsupported': 'unsupported_charset',
};

/** The refusal behind anything that was thrown; `undefined` for a fault. */
export function refusalOf(error: unknown): BadgeError | undefined {
  if (error instanceof BadgeError) return error;
  if (!isClientError(error)) return undefined;
  const code = REFUSALS[String(error.type)] ?? 'request_invalid';
  return new BadgeError(code, 'The request cannot be read.', { cause: error });
}

function isClientError(error: unknown): error is { status: number; type?: unknown } {
  if (typeof error !== 'object' || error === null || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}

/** @see https://www.rfc-editor.org/rfc/rfc9457 */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** Technical English. */
  readonly detail: string;
  /** Stable, snake_case. */
  readonly code: ErrorCode | 'fault';
  /** Names this one occurrence in the logs. */
  readonly instance: string;
  readonly issues?: BadgeError['issues'];
}

/**
 * An error as its caller may see it: a refusal with its code and sentence, a fault without its
 * cause.
 *
 * @param refusal as `refusalOf` gives it
 */
export function problemOf(
  refusal: BadgeError | undefined,
  context: { origin: string; requestId: string; title: string },
): Problem {
  const { origin, title } = context;
  const instance = `urn:uuid:${context.requestId}`;
  if (!refusal) {
    const detail = 'The request could not be answered.';
    return { type: 'about:blank', title, status: 500, detail, code: 'fault', instance };
  }
  const { code, message: detail, issues } = refusal;
  return {
    type: `${origin}/problems/${code}`,
    title,
    status: STATUS_OF[code],
    detail,
    code,
    instance,
    ...(issues.length > 0 ? { issues } : {}),
  };
}
