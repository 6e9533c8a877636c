import { start } from './serve.ts';

process.exitCode = await start(process);
