/** What stands under `/api/v1` and takes no token, as OpenAPI describes it. */
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const quota = (description: string) => ({ description, schema: { type: 'string' } });

export const OPEN_OPERATIONS = {
  '/api/v1/verifications': {
    post: {
      operationId: 'createVerification',
      summary: 'Verify a badge.',
      description:
        'The bytes of a badge, whatever their type, or `{"url": …}`. A badge that is not good is ' +
        'an answer too: its report says why. Nothing of what is sent is kept. Any site may ask, ' +
        'from a browser too. Within version 1 of the report, members, codes and values may be ' +
        'added; none changes its meaning or goes.',
      tags: ['verifications'],
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              anyOf: [{ $ref: '#/components/schemas/VerificationLink' }, { type: 'object' }],
            },
          },
          'application/vc': { schema: { type: 'object' } },
          'application/ld+json': { schema: { type: 'object' } },
          'application/jwt': { schema: { type: 'string' } },
          'application/vc+jwt': { schema: { type: 'string' } },
          'application/octet-stream': {},
          'text/plain': { schema: { type: 'string' } },
          'image/png': {},
          'image/svg+xml': {},
          'image/jpeg': {},
          'image/webp': {},
        },
      },
      responses: {
        200: {
          description: 'The report.',
          headers: {
            'RateLimit-Policy': quota('How many verifications an address may ask for in a time.'),
            RateLimit: quota('How many are left, and for how many seconds.'),
          },
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/VerificationReport' },
            },
          },
        },
        422: problem(
          'What was sent can be read and is no credential (`not_a_credential`), or the address ' +
            'leads to none: `url_…`, `egress_…`, `remote_…`, `page_without_badge`, `link_in_link`.',
        ),
        429: problem('`too_many_requests`: `Retry-After` says when to come again.'),
        '4XX': problem('What was sent cannot be read as a badge.'),
      },
    },
  },
  '/api/v1/documents': {
    post: {
      operationId: 'fetchDocument',
      summary: 'Fetch a public document for a verifier in a browser.',
      description:
        'Only the pages of this service may ask: for what another site does not let a browser read. ' +
        'The bytes come as they are, and are checked by whoever asked.',
      tags: ['verifications'],
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['url'],
              properties: {
                url: { type: 'string', format: 'uri', maxLength: 2048 },
                kind: { enum: ['document', 'badge'], default: 'document' },
              },
              additionalProperties: false,
            },
          },
        },
      },
      responses: {
        200: { description: 'The document.', content: { 'application/octet-stream': {} } },
        '4XX': problem('The address may not be asked, or gives no such document.'),
      },
    },
  },
  '/api/v1/recognised-issuers': {
    get: {
      operationId: 'listRecognisedIssuers',
      summary: 'The issuers that the operator of this service knows.',
      tags: ['verifications'],
      security: [],
      responses: {
        200: {
          description: 'Their identifiers, and what the operator calls them.',
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/RecognisedIssuers' } },
          },
        },
      },
    },
  },
  '/api/v1/contexts': {
    get: {
      operationId: 'listContexts',
      summary:
        'The JSON-LD contexts that the operator of this service adds to those of the standard.',
      tags: ['verifications'],
      security: [],
      responses: {
        200: {
          description: 'Each with the text of its file, and the SHA-256 of that in hexadecimal.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Contexts' } } },
        },
      },
    },
  },
  '/api/v1/openapi.json': {
    get: {
      operationId: 'getDescription',
      summary: 'This description.',
      tags: ['description'],
      security: [],
      responses: {
        200: {
          description: 'An OpenAPI 3.1 document.',
          content: { 'application/json': { schema: { type: 'object' } } },
        },
      },
    },
  },
};
