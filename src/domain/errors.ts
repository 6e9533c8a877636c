/** Every way a request can be refused. The web room maps each code to a status. */
export const ERROR_CODES = [
  'achievement_ambiguous',
  'achievement_archived',
  'achievement_unknown',
  'achievements_invalid',
  'archive_alone',
  'archive_invalid',
  'award_revoked',
  'award_unknown',
  'award_voided',
  'batch_running',
  'batch_unknown',
  'body_invalid',
  'body_too_large',
  'catalogue_entry_unknown',
  'clock_suspect',
  'colours_too_close',
  'configuration_refused',
  'credential_invalid',
  'credential_not_sound',
  'credential_unknown',
  'csv_cell_too_long',
  'csv_column_missing',
  'csv_empty',
  'csv_header_invalid',
  'csv_syntax',
  'csv_too_large',
  'csv_too_many_columns',
  'csv_too_many_rows',
  'did_invalid',
  'draft_changed',
  'draft_incomplete',
  'draft_published',
  'draft_unknown',
  'egress_blocked',
  'egress_budget',
  'egress_port',
  'egress_redirects',
  'egress_scheme',
  'empty_body',
  'envelope_malformed',
  'file_unreadable',
  'file_unwritable',
  'folder_without_badges',
  'form_invalid',
  'framework_code_doubled',
  'framework_invalid',
  'frameworks_too_many',
  'icon_unknown',
  'idempotency_in_progress',
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'image_too_large',
  'invalid_type',
  'invalid_utf8',
  'json_duplicate_key',
  'json_expected',
  'json_forbidden_key',
  'json_lone_surrogate',
  'json_number_range',
  'json_syntax',
  'json_too_deep',
  'json_too_many_nodes',
  'jws_malformed',
  'jws_not_canonical',
  'key_unknown',
  'last_owner',
  'learner_unknown',
  'lines_undecided',
  'link_expired',
  'link_in_link',
  'link_used',
  'list_without_people',
  'mail_address_invalid',
  'mail_failed',
  'master_key_exposed',
  'master_key_missing',
  'master_key_wrong',
  'match_code_wrong',
  'member_exists',
  'member_required',
  'method_not_allowed',
  'multiple_credentials',
  'name_too_long',
  'no_credential_in_image',
  'not_a_credential',
  'not_found',
  'origin_changed',
  'owner_required',
  'page_without_badge',
  'passkey_refused',
  'picture_unreadable',
  'png_crc',
  'png_malformed',
  'png_too_many_chunks',
  'presentation_malformed',
  'profile_ambiguous',
  'profile_invalid',
  'profile_unknown',
  'qr_text_malformed',
  'remote_bad_response',
  'remote_content_type',
  'remote_encoding',
  'remote_gone',
  'remote_not_found',
  'remote_timeout',
  'remote_tls',
  'remote_too_large',
  'remote_unavailable',
  'remote_unreachable',
  'request_invalid',
  'request_refused',
  'ribbon_unprintable',
  'schema_newer',
  'scope_missing',
  'skills_too_many',
  'status_irreversible',
  'storage_full',
  'storage_unavailable',
  'svg_malformed',
  'svg_too_complex',
  'svg_too_deep',
  'text_names_someone',
  'token_invalid',
  'too_many_requests',
  'undo_too_late',
  'unknown_field',
  'unsupported_charset',
  'unsupported_media',
  'url_invalid',
  'url_scheme',
  'url_userinfo',
  'xml_doctype_forbidden',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Values that fill the sentence of a code: a line number, a limit, a column's name. Never a person. */
export type ErrorParams = Readonly<Record<string, string | number>>;

export interface BadgeErrorOptions extends ErrorOptions {
  params?: ErrorParams;
  /** One entry per offending field, `path` in JSON-pointer form. */
  issues?: ReadonlyArray<{ path: string; message: string }>;
}

/**
 * A refusal that the caller can act on. Anything else that is thrown is a fault: it is logged
 * and shown to the caller without its cause. `message` is technical English; people read the
 * sentence of the code from the locales.
 */
export class BadgeError extends Error {
  override readonly name = 'BadgeError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly issues: ReadonlyArray<{ path: string; message: string }>;

  constructor(code: ErrorCode, message: string, options: BadgeErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.params = options.params ?? {};
    this.issues = options.issues ?? [];
  }
}
