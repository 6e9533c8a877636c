/** What stands under `/api/v1` and takes no token, as OpenAPI describes it. */
export const OPEN_PATHS = {
  '/api/v1/verifications': {
    post: {
      operationId: 'createVerification',
      summary: 'Verify a badge.',
      description:
        'The bytes of a badge, whatever their type, or `{"url": …}`. A badge that is not good is ' +
        'an answer too: its report says why.',
      tags: ['verifications'],
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { type: 'object' } },
          'application/jwt': { schema: { type: 'string' } },
          'image/png': {},
          'image/svg+xml': {},
        },
      },
      responses: {
        200: {
          description: 'The report.',
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['verdict', 'state', 'checks'],
                properties: {
                  verdict: { enum: ['verified', 'rejected', 'undetermined'] },
                  state: { enum: ['active', 'expired', 'revoked', 'not-yet-valid', 'unknown'] },
                  checks: {
                    type: 'array',
                    items: {
                      type: 'object',
                      required: ['name', 'outcome', 'code'],
                      properties: {
                        name: { type: 'string' },
                        outcome: { enum: ['passed', 'failed', 'unknown', 'skipped'] },
                        code: { type: 'string' },
                      },
                    },
                  },
                },
              },
            },
          },
        },
        '4XX': {
          description: 'What was sent cannot be read as a badge, or fetched.',
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
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
