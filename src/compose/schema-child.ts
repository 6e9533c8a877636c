import { parentPort, workerData } from 'node:worker_threads';
import { validateSchema } from '../proofs/json-schema.ts';

// Runs in a thread of its own that may be ended at any moment: see validate-schema.ts.
const { schema, instance, draft } = workerData;
parentPort?.postMessage('ready');
parentPort?.postMessage(validateSchema(schema, instance, draft));
