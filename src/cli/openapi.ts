import { readConfig } from '../config.ts';
import { openApiDocument } from '../web/api/openapi-document.ts';
import type { Command } from './terminal.ts';

/** `ecusson openapi`: the description of the API of this service. Opens no store. */
export const openapi: Command = {
  options: {},
  async run(terminal) {
    terminal.result(openApiDocument(readConfig(process.env).origin));
    return 0;
  },
};
